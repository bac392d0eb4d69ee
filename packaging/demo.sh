#!/usr/bin/env bash
# The practice office: simulated devices (tillsim), the service (tillkeeperd) on the embedded ledger with made-up
# customers, and where to click. `--check` pays one visit by program instead and says in one line how that went;
# `--browse` lets the browser tests pay three (OUT keeps their pictures).
# TILLKEEPER_PORT and TILLSIM_PORT choose other ports; DEMO another folder than .demo; VALIDATOR another wire of the
# note validator (ebds, id003, ccnet, ssp); PRINTER another receipt printer (escpos, star, custom).
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
check=no
case "${1:-}" in
  '') ;;
  --check) check=yes ;;
  --browse) check=browse ;;
  *)
    echo 'demo.sh [--check | --browse]' >&2
    exit 2
    ;;
esac
service_port=${TILLKEEPER_PORT:-8080}
bench_port=${TILLSIM_PORT:-8081}
folder=${DEMO:-$root/.demo}
wire=${VALIDATOR:-ebds}
printer=${PRINTER:-escpos}
drawers=2
without=
case "$printer" in
  escpos) driver=escpos profile=tm-t88v ;;
  star) driver=star profile=star-tsp650 ;;
  # A kiosk printer has no plug for drawers: their settings, each up to its empty line, are left out.
  custom) driver=escpos profile=custom-kpm drawers=0 without='/^  drawer:/,/^$/d; /^  secondDrawer:/,/^$/d' ;;
  *)
    echo 'demo.sh: PRINTER is escpos, star or custom' >&2
    exit 2
    ;;
esac
service=http://127.0.0.1:$service_port
bench=http://127.0.0.1:$bench_port
sim_pid=
service_pid=
export SWIFT_DETERMINISTIC_HASHING=1

say() { echo "demo: $*" >&2; }

# Ends with one sentence; --check says it in its own form on standard output.
fail() {
  stop_all || true
  if [ "$check" = yes ]; then echo "demo-check: FAILED $* (logs in $folder)"; else say "$*"; fi
  exit 1
}

# Asks a program to end, waits for it, and says when it did not end well. It has its own session: Ctrl-C reaches only us.
stop() {
  local name=$1 pid=$2 status=0 waited=0
  kill -TERM "$pid" 2>/dev/null || true
  while kill -0 "$pid" 2>/dev/null && [ "$waited" -lt 200 ]; do
    sleep 0.1
    waited=$((waited + 1))
  done
  if kill -0 "$pid" 2>/dev/null; then
    say "$name did not end within 20 s and is killed"
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    return 1
  fi
  wait "$pid" 2>/dev/null || status=$?
  if [ "$status" -ne 0 ]; then
    say "$name ended with status $status"
    return 1
  fi
}

# The service first: it says good-bye to its devices while they are there to hear it.
stop_all() {
  local all=0 pid
  if [ -n "$service_pid" ]; then
    pid=$service_pid
    service_pid=
    stop tillkeeperd "$pid" || all=1
  fi
  if [ -n "$sim_pid" ]; then
    pid=$sim_pid
    sim_pid=
    stop tillsim "$pid" || all=1
  fi
  return "$all"
}

# shellcheck disable=SC2317  # the trap calls it
on_signal() {
  trap '' INT TERM HUP
  if [ "$check" = yes ]; then fail 'interrupted'; fi
  say 'ending'
  if stop_all; then
    say "ended; journal, ledger and logs stay in $folder until the next demo"
    exit 0
  fi
  exit 1
}

port_is_free() {
  python3 - "$1" <<'PY'
import socket, sys
with socket.socket() as one:
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        one.bind(("127.0.0.1", int(sys.argv[1])))
    except (OSError, OverflowError, ValueError) as fault:
        sys.exit(str(fault))
PY
}

# shellcheck disable=SC2317  # await calls it
answers() {
  python3 -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=2).read()' "$1" 2>/dev/null
}

# Waits for a command to succeed while a program lives: await NAME PID SECONDS COMMAND...
await() {
  local name=$1 pid=$2 end=$((SECONDS + $3))
  shift 3
  until "$@"; do
    if ! kill -0 "$pid" 2>/dev/null; then
      say "the last lines of $name:"
      tail -n 15 "$folder/$name.log" >&2 || true
      fail "$name ended at once"
    fi
    if [ "$SECONDS" -ge "$end" ]; then fail "$name is not ready in time"; fi
    sleep 0.2
  done
}

mkdir -p "$folder"
exec 9>"$folder/.lock"
# The programs hold the lock too: one that outlives its demo still stands in the way of the next.
if ! flock -n 9; then
  if [ "$check" = yes ]; then echo "demo-check: FAILED another demo runs in $folder"; else
    say "another demo runs in $folder ($(cat "$folder/pids" 2>/dev/null || echo 'not started yet'))"
  fi
  exit 1
fi
find "$folder" -mindepth 1 ! -name .lock -delete

for port in "$service_port" "$bench_port"; do
  if ! why=$(port_is_free "$port" 2>&1); then
    fail "port $port cannot be used: $why. Choose others: TILLKEEPER_PORT=9080 TILLSIM_PORT=9081 make demo"
  fi
done

say 'building (the first time takes some minutes)'
for product in tillkeeperd tillsim tillkeeper; do
  if ! swift build -c release --product "$product" 9>&- >&2; then fail "$product does not build"; fi
done
programs=$(swift build -c release --show-bin-path 9>&-)

# Relative paths in the settings begin at their own folder: the ports, the journal and the ledger all lie beside the copy.
sed -e "$without" -e "s|driver: ebds|driver: $wire|" -e "s|driver: escpos|driver: $driver|" -e "s|profile: tm-t88v|profile: $profile|" \
  -e "s|^service:.*|service:\n  port: $service_port|" -e "s|http://127.0.0.1:8081|$bench|" \
  packaging/practice.yaml >"$folder/practice.yaml"

trap on_signal INT TERM HUP
setsid "$programs/tillsim" --directory "$folder" --port "$bench_port" --service "$service" --validator "$wire" \
  --printer "$printer" --drawers "$drawers" --check-scanner a776 --scanner line \
  >"$folder/tillsim.log" 2>&1 </dev/null &
sim_pid=$!
await tillsim "$sim_pid" 20 grep -qsx ready "$folder/tillsim.log"
setsid "$programs/tillkeeperd" --config "$folder/practice.yaml" >"$folder/tillkeeperd.log" 2>&1 </dev/null &
service_pid=$!
echo "tillsim $sim_pid, tillkeeperd $service_pid" >"$folder/pids"
await tillkeeperd "$service_pid" 30 answers "$service/healthz"

if [ "$check" = yes ]; then
  status=0
  line=$(python3 packaging/demo_check.py --service "$service" --bench "$bench" --folder "$folder" \
    --tillkeeper "$programs/tillkeeper" 2>"$folder/demo-check.log") || status=$?
  if [ -z "$line" ]; then fail "demo_check.py said nothing: $(tail -n 1 "$folder/demo-check.log")"; fi
  if [ "$status" -eq 0 ] && ! stop_all; then fail 'the programs did not end well'; fi
  stop_all || true
  if [ "$status" -eq 0 ]; then echo "$line"; else echo "$line (logs in $folder)"; fi
  exit "$status"
fi

if [ "$check" = browse ]; then
  status=0
  TILLKEEPER_URL=$service TILLSIM_URL=$bench TILLKEEPER_ACCOUNT=10000024,10000040,10000057 \
    Tests/Browser/run.sh live 9>&- || status=$?
  stop_all || status=1
  if [ "$status" -ne 0 ]; then say "the browser is not content (logs in $folder)"; fi
  exit "$status"
fi

cat <<TEXT

  The customer's kiosk     $service/kiosk/K-07
  The bench (its devices)  $bench/bench

  Account numbers to type: 10000016, 10000024, 10000032
  Read a check: put one in on the bench, then
    $programs/tillkeeper device try check-scanner --by me --service $service
  Ctrl-C ends both. Journal, ledger and logs: $folder

TEXT
wait -n "$service_pid" "$sim_pid" || true
for name in tillkeeperd tillsim; do tail -n 5 "$folder/$name.log" >&2; done
fail 'one of the programs ended by itself'
