"""Reads frames of a note acceptor as a small script would: codec_peer.py ebds|id003|ccnet|ssp COUNT.

Says `codec NANOSECONDS`: processor time of one frame, checksum proven, state named.
"""

import sys
import time

NAMES = {
    "ebds": {0x01: "idle", 0x02: "accepting", 0x04: "escrow", 0x08: "stacking", 0x11: "stacked"},
    "id003": {0x11: "idle", 0x12: "accepting", 0x13: "escrow", 0x14: "stacking", 0x15: "stacked"},
    "ccnet": {0x14: "idle", 0x15: "accepting", 0x80: "escrow", 0x17: "stacking", 0x81: "stacked"},
    "ssp": {0xF0: "ok", 0xEF: "reading", 0xCC: "stacking", 0xEE: "credit", 0xEB: "stacked"},
}


def reflected():
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ 0x8408 if byte & 1 else byte >> 1
        table.append(byte)
    return table


def forward():
    table = []
    for byte in range(256):
        crc = byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x8005 if crc & 0x8000 else crc << 1) & 0xFFFF
        table.append(crc)
    return table


KERMIT, SSP = reflected(), forward()


def kermit(data):
    crc = 0
    for byte in data:
        crc = crc >> 8 ^ KERMIT[(crc ^ byte) & 0xFF]
    return crc


def ssp_crc(data):
    crc = 0xFFFF
    for byte in data:
        crc = (crc << 8 & 0xFFFF) ^ SSP[crc >> 8 ^ byte]
    return crc


def xor(data):
    check = 0
    for byte in data:
        check ^= byte
    return check


def ebds(frame):
    if frame[0] != 2 or frame[1] != len(frame) or frame[-2] != 3 or xor(frame[1:-2]) != frame[-1]:
        raise ValueError
    return NAMES["ebds"].get(frame[3]), frame[5] >> 3 & 7


def id003(frame):
    if frame[0] != 0xFC or frame[1] != len(frame) or kermit(frame[:-2]) != frame[-2] | frame[-1] << 8:
        raise ValueError
    return NAMES["id003"].get(frame[2]), frame[3:-2]


def ccnet(frame):
    if frame[0] != 2 or frame[2] != len(frame) or kermit(frame[:-2]) != frame[-2] | frame[-1] << 8:
        raise ValueError
    return NAMES["ccnet"].get(frame[3]), frame[4:-2]


def ssp(frame):
    body = frame[1:].replace(b"\x7f\x7f", b"\x7f")
    if frame[0] != 0x7F or body[1] + 4 != len(body) or ssp_crc(body[:-2]) != body[-2] | body[-1] << 8:
        raise ValueError
    return [NAMES["ssp"].get(byte) for byte in body[2:-2]]


def frames(name):
    if name == "ebds":
        for place, data in enumerate(
            [(1, 16, 0), (2, 16, 0), (4, 16, 40), (8, 16, 40), (17, 16, 40)]
        ):
            body = bytes([11, 0x20 | place & 1, *data, 0, 0x55, 0x12])
            yield bytes([2, *body, 3, xor(body)])
    elif name == "ssp":
        for place, data in enumerate(
            [b"\xf0", b"\xf0\xef\x00", b"\xf0\xef\x05", b"\xf0\xcc", b"\xf0\xee\x05\xeb"]
        ):
            body = bytes([0x80 * (place & 1), len(data), *data])
            crc = ssp_crc(body)
            yield b"\x7f" + (body + bytes([crc & 255, crc >> 8])).replace(b"\x7f", b"\x7f\x7f")
    else:
        for data in {
            "id003": [b"\x11", b"\x12", b"\x13\x65", b"\x14", b"\x15"],
            "ccnet": [b"\x14", b"\x15", b"\x80\x04", b"\x17", b"\x81\x04"],
        }[name]:
            head = bytes([0xFC, len(data) + 4]) if name == "id003" else bytes([2, 3, len(data) + 5])
            crc = kermit(head + data)
            yield head + data + bytes([crc & 255, crc >> 8])


def main():
    name, count = sys.argv[1], int(sys.argv[2])
    wire, decode = list(frames(name)), {"ebds": ebds, "id003": id003, "ccnet": ccnet, "ssp": ssp}[name]
    start = time.process_time()
    for number in range(count):
        decode(wire[number % 5])
    print(f"codec {(time.process_time() - start) / count * 1e9:.1f}", flush=True)


main()
