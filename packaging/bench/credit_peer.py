"""What a small script would do: credit_peer.py PORT TCPPORT DATABASE.

Five bytes from the serial port are one note: a durable row in SQLite, then a line on the socket.
"""

import os
import socket
import sqlite3
import sys

import serial

node, port, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
for end in ("", "-wal", "-shm"):
    if os.path.exists(path + end):
        os.unlink(path + end)
books = sqlite3.connect(path, isolation_level=None)
books.execute("PRAGMA journal_mode=WAL")
books.execute("PRAGMA synchronous=FULL")
books.execute("CREATE TABLE note(id INTEGER PRIMARY KEY, at INTEGER, kind INTEGER, amount INTEGER)")
device = serial.Serial(node, 9600, timeout=1)
server = socket.create_server(("127.0.0.1", port))
print("ready", flush=True)
listener, _ = server.accept()
listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
listener.recv(4096)
number = 0
while True:
    if len(device.read(5)) < 5:
        continue
    number += 1
    books.execute("INSERT INTO note(at, kind, amount) VALUES (1, 2, 100)")
    listener.sendall(b'data: {"credit":%d}\n\n' % number)
