#!/usr/bin/env bash
# Runs one step of a test run: step.sh NAME COMMAND... Says how it ended and how long it took; the status is the command's.
# The times are also kept in the file that STEPS names, for the summary of .ci/run.
set -uo pipefail
name=$1
shift
began=$(date +%s)
echo "== $name"
"$@"
status=$?
took=$(($(date +%s) - began))
if [ "$status" -eq 0 ]; then verdict=ok; else verdict="FAILED ($status)"; fi
printf '== %s: %s, %d s\n' "$name" "$verdict" "$took"
if [ -n "${STEPS:-}" ]; then printf '%5d s  %-12s %s\n' "$took" "$verdict" "$name" >>"$STEPS"; fi
exit "$status"
