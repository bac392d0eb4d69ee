#!/usr/bin/env bash
# swift test with an output for people: faults, known issues and the sum. The whole log stays in .build/logs.
# Swift Testing runs tests side by side in one process, so --parallel (more processes) would bring nothing here.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p .build/logs
log=.build/logs/swift-test.log
status=0
swift test --skip-build --disable-xctest "$@" 2>&1 | tee "$log" \
  | awk '/^[^ -~]+ Test run /{print; next} /^(◇|✔) /{next} {print}' || status=${PIPESTATUS[0]}
if [ "$status" -ne 0 ]; then echo "swift test: status $status, all lines in $log" >&2; fi
exit "$status"
