#!/usr/bin/env bash
# Measures what the project promises about speed and size: `make bench`, or bench.sh NAME... for some of it (disk,
# stacked, credit, receipts, idle, start, codec, pictures, pty, crowd). Builds with optimisation, sets up the programs to compare with in
# .bench/venv, prints a table to standard output. BENCH_BUILD names another build folder, BENCH_BIN a folder of programs
# that are built already, BENCH_PEERS=no leaves the comparisons out, BENCH_ROUNDS=N repeats less or more,
# BENCH_CROWD=SECONDS looks longer at 200 devices (60; the goal asks for 600).
set -euo pipefail
cd "$(dirname "$0")/.."
export SWIFT_DETERMINISTIC_HASHING=1
folder=.bench
build=${BENCH_BUILD:-.build}
peers=${BENCH_PEERS:-yes}
rounds=${BENCH_ROUNDS:-}
if [ "$#" -eq 0 ]; then set -- stacked credit receipts idle start codec pictures pty crowd; fi

say() { echo "bench: $*" >&2; }

mkdir -p "$folder"
python=
if [ "$peers" = yes ]; then
  if ! cmp -s packaging/bench/requirements.txt "$folder/venv/requirements.txt"; then
    say 'setting up the programs to compare with'
    python3 -m venv "$folder/venv"
    "$folder/venv/bin/pip" install --quiet --disable-pip-version-check -r packaging/bench/requirements.txt
    cp packaging/bench/requirements.txt "$folder/venv/requirements.txt"
  fi
  python=$folder/venv/bin/python
fi

bin=${BENCH_BIN:-}
if [ -z "$bin" ]; then
  for product in tillkeeperd bench benchcodec; do
    swift build --configuration release --scratch-path "$build" ${JOBS:+--jobs "$JOBS"} --product "$product" >&2
  done
  bin=$build/release
fi

# The floors are small programs in C: libtiff called directly, and a poll on a pty.
group4_peer='' pty_peer=''
if command -v cc >/dev/null; then
  if cc -O2 -o "$folder/group4_peer" packaging/bench/group4_peer.c -ltiff; then group4_peer=$folder/group4_peer; fi
  if cc -O2 -o "$folder/pty_peer" packaging/bench/pty_peer.c; then pty_peer=$folder/pty_peer; fi
else
  say 'no C compiler: nothing is measured beside C, and nothing on a pty'
fi

# Without it a busy machine measures its scheduler: a wake-up costs a slice. Both sides get the same.
realtime=()
if chrt -r 5 true 2>/dev/null; then realtime=(chrt -r 5); else say 'no right to real-time scheduling: latencies are worth little'; fi

# Each simulated pty takes an inotify instance, and a user has 128 of them where nobody asked for more.
crowd() {
  local limit=/proc/sys/fs/inotify/max_user_instances before status=0
  before=$(cat "$limit")
  if [ "$before" -lt 512 ] && ! echo 512 2>/dev/null >"$limit"; then
    say "200 ptys need fs.inotify.max_user_instances=512, it is $before and may not be changed: the crowd is left out"
    return
  fi
  "${realtime[@]}" "$bin/bench" crowd "${common[@]}" --seconds "${BENCH_CROWD:-60}" || status=$?
  if [ "$before" -lt 512 ]; then echo "$before" >"$limit"; fi
  return "$status"
}

common=(--folder "$folder" --python "$python")
repeat=()
if [ -n "$rounds" ]; then repeat=(--rounds "$rounds"); fi

echo "date     $(date -u '+%Y-%m-%d %H:%M UTC')"
echo "commit   $(git rev-parse --short HEAD 2>/dev/null || echo unknown)"
echo "machine  $(nproc) x$(sed -n 's/^model name[^:]*://p' /proc/cpuinfo | head -n 1), Linux $(uname -r), load $(cut -d' ' -f1-3 /proc/loadavg)"
"$bin/bench" disk --head --folder "$folder"
for name in "$@"; do
  say "$name"
  case $name in
    stacked) "${realtime[@]}" "$bin/bench" stacked "${common[@]}" ;;
    credit) "${realtime[@]}" "$bin/bench" credit "${common[@]}" --tillkeeperd "$bin/tillkeeperd" "${repeat[@]}" ;;
    receipts) "$bin/bench" receipts "${common[@]}" "${repeat[@]}" ;;
    idle | start) "$bin/bench" "$name" "${common[@]}" --tillkeeperd "$bin/tillkeeperd" "${repeat[@]}" ;;
    codec) "$bin/bench" codec "${common[@]}" --benchcodec "$bin/benchcodec" "${repeat[@]}" ;;
    pictures) "$bin/bench" pictures "${common[@]}" --group4-peer "$group4_peer" "${repeat[@]}" ;;
    pty) if [ -n "$pty_peer" ]; then "${realtime[@]}" "$bin/bench" pty "${common[@]}" --pty-peer "$pty_peer" "${repeat[@]}"; fi ;;
    crowd) crowd ;;
    disk) ;;
    *) say "no measurement is called $name" && exit 2 ;;
  esac
done
"$bin/bench" disk --folder "$folder"
echo "load     $(cut -d' ' -f1-3 /proc/loadavg) at the end"
