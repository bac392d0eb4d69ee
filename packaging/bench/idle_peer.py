"""Polls devices that answer five bytes to five: idle_peer.py SECONDS PORT... One thread a device, until it is ended."""

import sys
import threading
import time

import serial


def poll(node, every):
    device = serial.Serial(node, 9600, timeout=0.1)
    due = time.monotonic()
    while True:
        device.write(b"\xfc\x05\x11\x27\x56")
        device.read(5)
        due += every
        time.sleep(max(0, due - time.monotonic()))


for name in sys.argv[2:]:
    threading.Thread(target=poll, args=(name, float(sys.argv[1])), daemon=True).start()
threading.Event().wait()
