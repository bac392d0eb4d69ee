#!/bin/sh
# Programs that we did not write, at our simulators. TILLSIM names the program to be judged; without it the debug build.
# OUT=folder keeps the paper as pictures.
set -eu
cd "$(dirname "$0")"
TILLSIM=${TILLSIM:-$(cd ../.. && pwd)/.build/debug/tillsim}
export TILLSIM
if [ ! -x "$TILLSIM" ]; then
  echo "judges: $TILLSIM is not built (swift build --product tillsim)" >&2
  exit 1
fi
if [ ! -x .venv/bin/python ]; then
  python3 -m venv .venv
fi
pip() { .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes "$@"; }
pip --requirement requirements.txt
pip --no-deps --no-build-isolation --requirement requirements-essp.txt
exec .venv/bin/python -W ignore::ResourceWarning -m unittest -v --buffer test_printer test_validator
