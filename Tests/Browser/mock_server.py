"""Both programs in small, by the same interface, so that the pages can be worked on and tested alone.

`python mock_server.py 8080 8081` serves the kiosk page and the bench page. `POST /mock/state {"name": ...}` shows one state;
without it the mock plays a visit: number, sum, notes from the bench, receipt.
"""

import json
import pathlib
import queue
import sys
import threading
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from mock_office import Office

HOME = pathlib.Path(__file__).resolve().parents[2]
KIOSK_PAGES = HOME / "Sources/Service/ControlServer/Pages"
BENCH_PAGES = HOME / "Sources/Programs/tillsim/Pages"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".html": "text/html; charset=utf-8"}


def picture():
    """A white PNG, 576 by 120, one grey bar: stands for the paper."""
    rows = b"".join(b"\0" + (b"\xff" * 576 if not 40 < y < 60 else b"\xff" * 60 + b"\x44" * 456 + b"\xff" * 60)
        for y in range(120))
    part = lambda name, data: len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")
    shape = (576).to_bytes(4, "big") + (120).to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", shape) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    office, bench, service = None, False, ""

    def log_message(self, *_):
        pass

    def answer(self, status, body, kind="application/json", more=()):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        policy = f"default-src 'self'; connect-src 'self' {self.service}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        for name, value in (("content-type", kind), ("content-length", str(len(data))),
            ("content-security-policy", policy),
                            ("access-control-allow-origin", "*"), *more):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def page(self, folder, name, view):
        text = (folder / name).read_text()
        filled = {"{{lang}}": view.get("language", "en"), "{{kiosk}}": view["kiosk"],
                  "{{view}}": json.dumps(view).replace("<", "\\u003c")}
        for place, value in filled.items():
            text = text.replace(place, value)
        self.answer(200, text.encode(), KINDS[".html"])

    def events(self, feed, name):
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("access-control-allow-origin", "*")
        self.send_header("connection", "close")
        self.end_headers()
        mine = feed.follow()
        try:
            while not self.office.cut:
                try:
                    data = mine.get(timeout=.2)
                    self.wfile.write(f"event: {name}\ndata: {data}\n\n".encode())
                except queue.Empty:
                    self.wfile.write(b": ping\n\n")
                self.wfile.flush()
        except OSError:
            pass
        feed.followers.remove(mine)
        self.close_connection = True

    def do_GET(self):
        path, office = urlsplit(self.path).path, self.office
        folder = BENCH_PAGES if self.bench else KIOSK_PAGES
        if path.startswith("/assets/"):
            file = folder / path.removeprefix("/assets/")
            if file.parent != folder or not file.is_file():
                return self.answer(404, {"status": 404})
            return self.answer(200, file.read_bytes(), KINDS[file.suffix])
        if path == "/kiosk/K-07" and not self.bench:
            return self.page(KIOSK_PAGES, "kiosk.html", office.kiosk.view)
        if path == "/bench" and self.bench:
            return self.page(BENCH_PAGES, "bench.html", office.bench.view)
        if path == "/v1/events" and office.cut:
            return self.answer(503, {"status": 503})
        if path == "/v1/events":
            return self.events(office.kiosk, "kiosk")
        if path == "/v1/bench/events":
            return self.events(office.bench, "bench")
        if path == "/v1/bench":
            return self.answer(200, office.bench.view)
        if path == "/v1/bench/paper.png":
            return self.answer(200, picture(), "image/png",
                (("x-piece", parse_qs(urlsplit(self.path).query).get("piece", [""])[0]),))
        if path == "/v1/bench/check.png":
            return self.answer(200, picture(), "image/png")
        if path == "/mock/calls":
            return self.answer(200, office.calls)
        if path.startswith("/v1/kiosks/K-07"):
            return self.answer(*office.call("GET", path, None))
        return self.answer(404, {"status": 404})

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))) or b"{}")
        if self.path == "/mock/state":
            self.office.show(body["name"])
            self.office.answers, self.office.slow = body.get("answers", {}), body.get("slow", 0)
            if body.get("language"):
                self.office.kiosk.change(language=body["language"])
            return self.answer(200, {})
        if self.path == "/mock/cut":
            self.office.cut = body["on"]
            self.office.kiosk.version = body.get("version", self.office.kiosk.version)
            self.office.kiosk.view["version"] = self.office.kiosk.version
            return self.answer(200, {})
        if self.path == "/mock/change":
            self.office.kiosk.change(**body)
            return self.answer(200, {})
        if self.path == "/v1/bench/levers":
            self.office.lever(body)
            return self.answer(200, self.office.bench.view)
        return self.answer(*self.office.call(self.command, urlsplit(self.path).path, body))

    do_PUT = do_POST


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)   # a browser that goes away is no fault


def serve(kiosk_port=0, bench_port=0):
    """Starts both; returns their addresses and the two servers."""
    office = Office()
    kiosk = Server(("127.0.0.1", kiosk_port), type("Kiosk", (Handler,), {"office": office}))
    service = f"http://127.0.0.1:{kiosk.server_port}"
    office.bench.view["service"] = service
    bench = Server(("127.0.0.1", bench_port), type("Bench", (Handler,),
        {"office": office, "bench": True, "service": service}))
    for server in (kiosk, bench):
        threading.Thread(target=server.serve_forever, daemon=True).start()
    return service, f"http://127.0.0.1:{bench.server_port}", (kiosk, bench)


if __name__ == "__main__":
    ports = [int(one) for one in sys.argv[1:3]] or [8080, 8081]
    print("kiosk %s/kiosk/K-07   bench %s/bench" % serve(*ports)[:2], flush=True)
    threading.Event().wait()
