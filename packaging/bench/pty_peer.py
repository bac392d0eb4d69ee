"""Polls on a pseudo-terminal with pyserial: pty_peer.py PATH COUNT GAP_US. Says `pty P50 P99` in microseconds."""

import sys
import time

import serial

device = serial.Serial(sys.argv[1], 9600, timeout=1)
count, gap, took = int(sys.argv[2]), int(sys.argv[3]) / 1e6, []
for _ in range(count):
    time.sleep(gap)
    start = time.monotonic()
    device.write(b"\xfc\x05\x11\x27\x56")
    if len(device.read(5)) < 5:
        sys.exit("no answer")
    took.append((time.monotonic() - start) * 1e6)
took.sort()
print(f"pty {took[count // 2]:.1f} {took[count * 99 // 100]:.1f}", flush=True)
