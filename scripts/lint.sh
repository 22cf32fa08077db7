#!/bin/sh
# Every check of the house's style, all of them even when one fails: lint.sh .venv/bin
set -u
bin=$1
failed=""

check() {
  name=$1
  shift
  echo "== $name"
  "$@" || failed="$failed $name"
}

check style "$bin/ruff" check src tests scripts bench examples setup.py
check format "$bin/ruff" format --check -q src tests scripts bench examples setup.py
check imports "$bin/lint-imports"
check types "$bin/basedpyright"
check standards "$bin/python" scripts/check_standards.py
check reference "$bin/python" scripts/reference.py --check
check dockerfile "$bin/hadolint" Dockerfile

[ -z "$failed" ] || {
  echo "lint: failed:$failed" >&2
  exit 1
}
echo "lint: all well"
