#!/bin/sh
# Install what the tests use beside Python: PostgreSQL's server, a browser, a softphone, sipp, tshark, Kannel and, for the bench
# of speech, voices. As root on Debian it installs what is missing; elsewhere it says what is missing, and the tests that
# need it are skipped with that reason.
set -u

missing=""
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 \
  || missing="$missing chromium"
command -v sipp >/dev/null 2>&1 || missing="$missing sip-tester"
command -v baresip >/dev/null 2>&1 || missing="$missing baresip-core"
command -v tshark >/dev/null 2>&1 || missing="$missing tshark"
command -v bearerbox >/dev/null 2>&1 || [ -x /usr/sbin/bearerbox ] || missing="$missing kannel"
command -v flite >/dev/null 2>&1 || missing="$missing flite"
command -v espeak-ng >/dev/null 2>&1 || missing="$missing espeak-ng"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "tests: not installed here:$missing. The tests that need them are skipped (apt-get install$missing)." >&2
  exit 0
fi
log=$(mktemp)
echo "tests: installing$missing" >&2
# word splitting is meant: one name or several
# shellcheck disable=SC2086
if apt-get update -q >"$log" 2>&1 \
  && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing >>"$log" 2>&1; then
  rm -f "$log"
else
  echo "tests: could not install$missing; the tests that need them are skipped. The end of what apt-get said:" >&2
  tail -n 5 "$log" >&2
fi
exit 0
