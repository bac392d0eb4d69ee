"""The same polls inside a web service: service_peer.py SECONDS TCPPORT PORT... FastAPI, uvicorn, a thread a device."""

import sys
import threading
import time

import serial
import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/health")
async def health():
    return {"ok": True}


def poll(node, every):
    device = serial.Serial(node, 9600, timeout=0.1)
    due = time.monotonic()
    while True:
        device.write(b"\xfc\x05\x11\x27\x56")
        device.read(5)
        due += every
        time.sleep(max(0, due - time.monotonic()))


for name in sys.argv[3:]:
    threading.Thread(target=poll, args=(name, float(sys.argv[1])), daemon=True).start()
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="warning")
