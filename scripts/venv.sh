#!/bin/sh
# Make .venv if it is not there and install Ringback into it: venv.sh PYTHON EXTRAS, as in venv.sh python3 '[test]'.
set -eu
python=$1
extras=$2

say() { echo "ringback: $*" >&2; }

command -v "$python" >/dev/null 2>&1 || {
  say "$python is missing. On Debian: apt-get install python3 python3-venv. Or name another: make run PYTHON=python3.12"
  exit 1
}
"$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' || {
  say "$("$python" --version) is not one of 3.11 to 3.14. Name another: make run PYTHON=python3.12"
  exit 1
}
if [ ! -x .venv/bin/python ]; then
  "$python" -c 'import ensurepip, venv' 2>/dev/null || {
    say "python3-venv is missing. On Debian: apt-get install python3-venv"
    exit 1
  }
  "$python" -m venv .venv
fi
say "installing into .venv (the first time takes a minute or two)"
quiet=--quiet
[ -t 1 ] && quiet=
# shellcheck disable=SC2086
install() { .venv/bin/python -m pip install $quiet --disable-pip-version-check --editable ".$1"; }
install "$extras" || {
  [ "$extras" = "[speech]" ] || exit 1
  say "the voice cannot be installed here; going on without: <Say> then speaks a prompt that says so"
  install ""
}
[ -f src/ringback/app/console_files/index.html ] || [ "${RINGBACK_SKIP_CONSOLE:-}" = 1 ] || {
  say "the console's pages were not built; everything else works. Why: pip install -v -e ."
}
