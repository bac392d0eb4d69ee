#!/usr/bin/env bash
# swift-test.sh NAME ARGUMENTS...: swift test with an output for people: faults, known issues and the sum. The whole log
# stays in .build/logs/NAME.log. Swift Testing runs tests side by side in one process, so --parallel brings nothing here.
set -euo pipefail
cd "$(dirname "$0")/.."
log=.build/logs/$1.log
shift
mkdir -p .build/logs
status=0
swift test --skip-build --disable-xctest "$@" 2>&1 | tee "$log" \
  | awk '/^[^ -~]+ Test run /{print; next} /^(◇|✔) /{next} {print}' || status=${PIPESTATUS[0]}
# A filter that finds nothing is no proof of anything.
if [ "$status" -eq 0 ] && ! grep -Eq 'Test run with [1-9][0-9]* tests?' "$log"; then
  echo 'swift test: no test was run' >&2
  status=1
fi
if [ "$status" -ne 0 ]; then echo "swift test: status $status, all lines in $log" >&2; fi
exit "$status"
