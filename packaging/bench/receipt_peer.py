"""The sample receipt of the bench, made by python-escpos into memory: receipt_peer.py logo|text|swqr COUNT|once.

Says `receipt MICROSECONDS BYTES`: processor time of one receipt, and its size. Numbers and amounts change each time,
as in SampleReceipt.swift.
"""

import logging
import sys
import time

from escpos.printer import Dummy
from PIL import Image

logging.disable(logging.CRITICAL)

ITEMS = [
    ("Water service 06/01-06/30", 4512), ("Sewer service", 3120), ("Storm water fee", 850),
    ("Trash collection", 2100), ("Recycling", 475), ("Late charge", 500), ("Fire line", 1200), ("Meter fee", 325),
    ("Adjustment", -250), ("State tax", 188),
]


def logo():
    """576 x 192 dots by the rule of SampleReceipt.swift; there 1 is black, here 0."""
    packed = bytes(~(x * 37 + y * 11) & 0xFF for y in range(192) for x in range(72))
    return Image.frombytes("1", (576, 192), packed).convert("L")


def pair(printer, label, cents):
    printer.text(f"{label:<36}{cents / 100:>12,.2f}\n")


def render(mode, number, picture):
    printer = Dummy(profile="default" if mode == "swqr" else "TM-T20II")
    printer.hw("INIT")
    printer.set(align="center")
    if picture is not None:
        printer.image(picture, impl="bitImageRaster")
    printer.set(align="center", bold=True, double_height=True, double_width=True)
    printer.text("CITY WATER & POWER\n")
    printer.set(align="center", normal_textsize=True, bold=False)
    printer.text("1200 Elm Street, Springfield IL 62701\nTel 555-0142  Mon-Fri 8-5\n")
    printer.set(align="left")
    rule = "-" * 48 + "\n"
    printer.text(rule)
    printer.text(f"Receipt  R-{number:08d}{'':19}Kiosk K-03\n")
    printer.text(f"Date     2026-06-30 14:{number // 60 % 60:02d}:{number % 60:02d}\n")
    printer.text(f"Account  0042-{number % 1000000:06d}-01\n")
    printer.text("Service  88 Oak Avenue Apt 4\n")
    printer.text(rule)
    total = 0
    for label, cents in ITEMS:
        cents += number % 100
        total += cents
        pair(printer, label, cents)
    printer.text(rule)
    printer.set(bold=True)
    pair(printer, "TOTAL DUE", total)
    printer.set(bold=False)
    for label, cents in [
        ("Cash 1 x $100", 10000), ("Cash 2 x $20", 4000), ("Check 1042", 2000), ("Applied", total),
        ("Credit carried forward", 16000 - total),
    ]:
        pair(printer, label, cents)
    printer.text(rule)
    pair(printer, "Previous balance", total)
    pair(printer, "New balance", 0)
    printer.text("Next bill date   2026-07-31\nKeep this receipt for your records.\n")
    printer.set(align="center")
    printer.qr(
        f"https://pay.example.org/r/R-{number:08d}?a=0042&t={total}", native=mode != "swqr", size=6)
    printer.text("\n")
    printer.barcode(
        f"{{BR{number:08d}", "CODE128", 64, 2, "BELOW", "A", function_type="B", force_software=False)
    printer.text("Thank you\n")
    printer.cut()
    return printer.output


def main():
    mode, count = sys.argv[1], sys.argv[2]
    picture = logo() if mode != "text" else None
    if count == "once":
        print(f"receipt 0 {len(render(mode, 1, picture))}", flush=True)
        return
    render(mode, 0, picture)
    size = 0
    start = time.process_time()
    for number in range(1, int(count) + 1):
        size += len(render(mode, number, picture))
    used = time.process_time() - start
    print(f"receipt {used / int(count) * 1e6:.1f} {size // int(count)}", flush=True)


main()
