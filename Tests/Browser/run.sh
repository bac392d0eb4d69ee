#!/bin/sh
# Browser tests. `run.sh pages` needs nothing but Chromium; `run.sh live` pays a visit at the programs named by
# TILLKEEPER_URL and TILLSIM_URL (without them at the mock). OUT=folder keeps the pictures.
set -eu
cd "$(dirname "$0")"
if [ ! -x .venv/bin/python ]; then
  python3 -m venv .venv
fi
.venv/bin/pip install --quiet --disable-pip-version-check -r requirements.txt
.venv/bin/pip install --quiet --disable-pip-version-check --no-deps -r requirements-axe.txt
case "${1:-all}" in
  pages) exec .venv/bin/python -m unittest -v test_words test_acts test_time test_bench test_pages ;;
  live) exec .venv/bin/python -m unittest -v test_live ;;
  all) exec .venv/bin/python -m unittest -v test_words test_acts test_time test_bench test_pages test_live ;;
  *) echo "run.sh pages | live | all" >&2; exit 2 ;;
esac
