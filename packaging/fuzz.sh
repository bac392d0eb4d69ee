#!/usr/bin/env bash
# fuzz.sh [--build | PARSER...]: libFuzzer with AddressSanitizer on every parser and driver, or on these (Tests/Fuzz/README.md).
# SECONDS_EACH: how long each is fed (60); LIFE_SECONDS: the same for a driver's life (as the others). FUZZ_SEED: the same
# walk every time, else a new one. What breaks a promise is kept in .fuzz/crashes, and the status is 1. FUZZ_BUILD names
# another build folder. --build builds and feeds nothing.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
seconds=${SECONDS_EACH:-60}
life=${LIFE_SECONDS:-$seconds}
seed=${FUZZ_SEED:-0}
build=${FUZZ_BUILD:-.build-fuzz}
# Swift's own crash handler would trip AddressSanitizer, and the report would point at the wrong place.
export SWIFT_BACKTRACE=enable=no SWIFT_DETERMINISTIC_HASHING=1 ASAN_OPTIONS=detect_leaks=0
TILLKEEPER_FUZZ=1 swift build --configuration release --scratch-path "$build" ${JOBS:+--jobs "$JOBS"} --product fuzz || exit 2
if [ "${1:-}" = --build ]; then exit 0; fi
fuzz=$build/release/fuzz
mkdir -p .fuzz/crashes .fuzz/logs

# Feeds one parser; prints one line; fails when it found something.
feed() {
  local name=$1 longest=$2 time=$seconds grown=.fuzz/corpus/$1 seeds=.fuzz/seeds/$1 log=.fuzz/logs/$1.log status=0 runs
  case $name in *-life) time=$life ;; esac
  rm -rf "$seeds"
  # The same walk begins at the same place: nothing of what an earlier one learnt.
  if [ "$seed" != 0 ]; then
    grown=.fuzz/walk/$name
    rm -rf "$grown"
  fi
  mkdir -p "$grown"
  "$fuzz" seeds "$name" "$seeds" || return 2
  "$fuzz" "$name" -seed="$seed" -max_total_time="$time" -max_len="$longest" -timeout=10 -rss_limit_mb=1500 -print_final_stats=1 -use_value_profile=1 \
    -artifact_prefix=".fuzz/crashes/$name-" "$grown" "$seeds" >"$log" 2>&1 || status=1
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  if [ "$status" -eq 0 ]; then
    printf '%-16s %9s inputs, %s\n' "$name" "${runs:-0}" "$(sed -n 's/^#[0-9]*\tDONE *//p' "$log" | tail -n 1)"
  else
    printf '%-16s BROKEN: %s\n' "$name" "$(grep -m 1 -E '^fuzz: |Fatal error|ERROR: |Assertion' "$log" || echo "see $log")"
  fi
  return "$status"
}
export -f feed
export fuzz seconds life seed

# As many at once as there are cores.
# shellcheck disable=SC2016
"$fuzz" list | awk -v wanted=" $* " 'wanted ~ /^ *$/ || index(wanted, " " $1 " ")' \
  | xargs -r -P "$(nproc)" -L 1 bash -c 'feed "$0" "$1"' >.fuzz/result
status=$?
sort .fuzz/result
if [ ! -s .fuzz/result ]; then
  echo "fuzz: no parser is called $*" >&2
  exit 2
fi
if [ "$status" -ne 0 ]; then
  echo "fuzz: something broke; the inputs: $(find .fuzz/crashes -type f | sort | tr '\n' ' ')" >&2
  exit 1
fi
