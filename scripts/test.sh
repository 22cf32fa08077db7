#!/bin/sh
# Run tests as many at a time as there are cores. Real sockets and real seconds are in them: on a machine that others
# use as well, one may miss its time. So the few that failed are run once more, alone; what fails alone has failed, and
# what does not is named, so that it can be made sturdier. More than a few at once is no accident and is not asked again.
#
# usage: test.sh PYTHON [pytest's words…]
set -u
cd "$(dirname "$0")/.." || exit 2
few=5
python=$1
shift

rm -f .pytest_cache/v/cache/lastfailed
"$python" -m pytest -n auto --maxprocesses 4 "$@"
code=$?
[ "$code" = 1 ] || exit "$code"
failed=$("$python" -c 'import json; print(len(json.load(open(".pytest_cache/v/cache/lastfailed"))))') || exit "$code"
[ "$failed" -ge 1 ] && [ "$failed" -le "$few" ] || exit "$code"
echo "$failed failed beside others; once more, alone:"
"$python" -m pytest --last-failed --last-failed-no-failures none -v -p no:xdist "$@" || exit 1
echo "failed beside others, passed alone: $failed (named above)"
