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
python() { .venv/bin/python -m unittest -v "$@"; }

# The pages in two processes, each with a browser and a mock of its own: a browser uses less than a core. What the second
# says is shown when both have ended.
pages() {
  log=$(mktemp)
  python test_files test_time test_words test_acts test_pages.Spanish >"$log" 2>&1 &
  other=$!
  trap 'kill "$other" 2>/dev/null || true; rm -f "$log"' EXIT
  trap 'exit 1' INT TERM HUP
  status=0
  python test_bench test_pages.Places test_pages.English || status=$?
  wait "$other" || status=$?
  cat "$log" >&2
  return "$status"
}

case "${1:-all}" in
  pages) pages ;;
  live) exec .venv/bin/python -m unittest -v test_live ;;
  all) pages && python test_live ;;
  *) echo "run.sh pages | live | all" >&2; exit 2 ;;
esac
