"""tillsim, the real program, and what can be seen and done at its bench."""

import io
import json
import os
import pathlib
import socket
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.request

from PIL import Image

PATIENCE = 30


def free_port():
    """A port that nobody has at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Simulator:
    """One running tillsim. `ports` are the places of its devices as the program tells them."""

    def __init__(self, *options):
        self.folder = tempfile.TemporaryDirectory(prefix="tillsim-judges-")
        self.program = subprocess.Popen(
            [os.environ["TILLSIM"], "--directory", self.folder.name, "--port", "0", *options],
            stdout=subprocess.PIPE, text=True)
        self.ports = {}
        try:
            self.listen()
        except BaseException:
            self.stop()
            raise

    def listen(self):
        """Reads what the program says until it is ready; a program that hangs is ended, which ends the reading."""
        watchdog = threading.Timer(PATIENCE, self.program.kill)
        watchdog.start()
        try:
            for line in self.program.stdout:
                if line.strip() == "ready":
                    break
                name, place = line.split()
                self.ports[name] = place
            else:
                raise AssertionError(f"tillsim ended with status {self.program.wait()}; it said {self.ports}")
        finally:
            watchdog.cancel()
        self.http = self.ports["bench"].removesuffix("/bench")

    def stop(self):
        self.program.terminate()
        try:
            self.program.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.program.kill()
            self.program.wait()
        self.program.stdout.close()
        self.folder.cleanup()

    def get(self, path):
        with urllib.request.urlopen(self.http + path) as answer:
            return answer.read()

    def device(self, name):
        """One device as the bench shows it."""
        devices = json.loads(self.get("/v1/bench"))["devices"]
        return next(device for device in devices if device["id"] == name)

    def lever(self, device, lever, **fields):
        body = json.dumps({"device": device, "lever": lever, **fields}).encode()
        request = urllib.request.Request(self.http + "/v1/bench/levers", body, method="POST")
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read())

    def paper(self, piece):
        """A piece of paper as lines, without the white before, after and around them."""
        text = self.get(f"/v1/bench/paper.txt?piece={piece}").decode()
        return [line.strip() for line in text.splitlines() if line.strip()]

    def picture(self, piece):
        """A piece of paper as dots: black and white."""
        picture = Image.open(io.BytesIO(self.get(f"/v1/bench/paper.png?piece={piece}"))).convert("L")
        if os.environ.get("OUT"):
            folder = pathlib.Path(os.environ["OUT"])
            folder.mkdir(parents=True, exist_ok=True)
            picture.save(folder / f"judged-{self.program.pid}-{piece}.png")
        return picture.point(lambda level: 255 if level > 127 else 0)


class JudgeCase(unittest.TestCase):
    """Starts the simulator with `options` once for each class."""

    options = ()

    @classmethod
    def setUpClass(cls):
        cls.simulator = Simulator(*cls.options)
        cls.addClassCleanup(cls.simulator.stop)

    def until(self, true, what):
        """Waits for something at the device; its motions take time."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = true()
            if found:
                return found
            time.sleep(0.02)
        return self.fail(what)
