"""Pictures as Pillow makes them: picture_peer.py dither|group4|scan FOLDER COUNT.

Says `picture MICROSECONDS BYTES`: processor time of one, and its size. FOLDER holds the checks that the bench drew.
"""

import io
import pathlib
import sys
import time

from PIL import Image


def photo():
    """The formula of SamplePictures.swift."""
    width, height = 576, 800
    dots = bytearray()
    for y in range(height):
        for x in range(width):
            round_shade = max(0, 120 - ((x - 288) ** 2 + (y - 400) ** 2) // 900)
            grain = (x * 7919 + y * 104729 + x * y * 31) >> 3 & 31
            dots.append(min(255, x * 90 // 576 + y * 70 // 800 + round_shade + grain))
    return Image.frombytes("L", (width, height), bytes(dots))


def opened(folder, kind):
    pictures = [Image.open(path) for path in sorted(pathlib.Path(folder).glob(f"*.{kind}"))]
    for picture in pictures:
        picture.load()
    return pictures


def saved(picture):
    out = io.BytesIO()
    picture.save(out, "TIFF", compression="group4")
    return len(out.getvalue())


def main():
    mode, folder, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    if mode == "dither":
        pictures, work = [photo()], lambda one: len(one.convert("1").tobytes())
    elif mode == "group4":
        pictures, work = opened(folder, "pbm"), saved
    else:
        table = [0] * 128 + [255] * 128
        pictures, work = opened(folder, "pgm"), lambda one: saved(one.point(table, "1"))
    work(pictures[0])
    size = 0
    start = time.process_time()
    for number in range(count):
        size += work(pictures[number % len(pictures)])
    used = time.process_time() - start
    print(f"picture {used / count * 1e6:.1f} {size // count}", flush=True)


main()
