"""What lies behind the mock: one kiosk, one bench, and what they were asked."""

import copy
import json
import queue
import threading

import states

ACCOUNTS = {"10000017": states.bill(), "10000025": states.OTHER, "10000033": states.THIRD, "10000041": states.FOURTH,
            "10000058": states.bill("10000058", "P. Even", 0, None, None)}
STEP = 0.05     # seconds a device takes for one step


class Feed:
    """One view and everybody who follows it."""

    def __init__(self, first):
        self.lock, self.followers, self.view, self.version = threading.RLock(), [], copy.deepcopy(first), 100

    def change(self, **parts):
        with self.lock:
            self.version += 1
            self.view.update(copy.deepcopy(parts), version=self.version)
            for follower in self.followers:
                follower.put(json.dumps(self.view))

    def follow(self):
        mine = queue.Queue()
        with self.lock:
            mine.put(json.dumps(self.view))
            self.followers.append(mine)
        return mine


class Office:
    """A kiosk that takes every number and every note, and remembers what it was asked."""

    def __init__(self):
        self.kiosk, self.bench, self.calls, self.answers, self.slow = Feed(states.KIOSK["start"]), Feed(states.BENCH["bench"]), [], {}, 0
        self.cut = False

    def show(self, name):
        self.calls.clear()
        self.answers, self.slow = {}, 0
        if name in states.BENCH:
            self.bench.change(**{**states.BENCH[name], "service": self.bench.view["service"]})
        else:
            self.kiosk.change(**states.KIOSK[name])

    def visit_of(self, bills):
        seen = [one for one in bills if one["due"]]
        target = sum((one["wanted"] or one["due"] or states.usd(0))["minorUnits"] for one in bills)
        return states.visit(bills, target if len(seen) == len(bills) and bills else None)

    def call(self, method, path, body):
        """The answer to one call on the kiosk: a status and a value."""
        view = self.kiosk.view
        name = path.removeprefix("/v1/kiosks/K-07").strip("/")
        if method == "GET":
            return 200, view
        self.calls.append([method, name, body])
        if name in self.answers:
            return 409, {"type": "about:blank", "title": "Not now.", "status": 409, "code": self.answers[name]}
        if name == "lookups":
            return self.look_up(body["text"])
        if name == "visit":
            self.kiosk.change(**states.view("account", language=body["language"], visit=self.visit_of([])))
        elif name == "visit/language":
            self.kiosk.change(language=body["language"])
        elif name == "visit/accounts":
            bills = [{**ACCOUNTS.get(one["account"], states.bill(one["account"], "", None, None, None)),
                "wanted": one["wanted"]}
                     for one in body["accounts"]]
            self.kiosk.change(visit=self.visit_of(bills))
        elif name == "visit/cash":
            self.kiosk.change(phase="cash")
        elif name == "visit/finish":
            self.finish()
        elif name in ("visit/cancel", "visit/close"):
            self.kiosk.change(**states.view("start"))
        elif name == "visit/more-time":
            seen = view["visit"]
            if seen:
                self.kiosk.change(visit={**seen, "idle": {"secondsLeft": 60, "asking": False}})
        return 200, self.kiosk.view

    def look_up(self, text):
        if self.slow:
            threading.Event().wait(self.slow)
        code = {"999": "tooManyTries", "888": "ledgerUnavailable", "777": "checkDigitWrong"}.get(text[:3])
        if code or text not in ACCOUNTS:
            return 404, {"type": "about:blank", "title": "Not found.", "status": 404, "code": code or "accountUnknown"}
        one = ACCOUNTS[text]
        return 200, {**one, "cashOnly": False, "closed": False, "asOf": "2026-03-01T18:00:00-08:00"}

    def note(self, cents):
        seen = self.kiosk.view["visit"]
        if not seen or self.kiosk.view["phase"] != "cash" or seen["slot"] != "open":
            return
        had = tuple(one["minorUnits"] for one in seen["notes"])
        target = seen["target"]["minorUnits"] if seen["target"] else None
        bills = seen["accounts"]
        self.kiosk.change(visit=states.visit(bills, target, had, "drawingIn", slot="shut"),
            money=states.money("countingNote", "hold", sum(had)))
        threading.Event().wait(STEP)
        now = (*had, cents)
        slot = "shut" if target is not None and sum(now) >= target else "open"
        self.kiosk.change(visit=states.visit(bills, target, now, "counted", cents, slot),
            money=states.money("counted", "good", sum(now)))

    def finish(self):
        seen = self.kiosk.view["visit"]
        paid = seen["paidIn"]["minorUnits"]
        target = seen["target"]["minorUnits"] if seen["target"] else paid
        self.kiosk.change(phase="finishing", money=states.money("finishing", "hold", paid))
        threading.Event().wait(STEP)
        paper = states.receipt("printed", paid, min(paid, target), max(0, paid - target), max(0, target - paid), False,
            len(seen["notes"]))
        self.kiosk.change(phase="done", receipt=paper, money=states.money("paid", "good", paid))
        printer = {**self.bench.view["devices"][1], "text": states.SLIP,
            "pieces": self.bench.view["devices"][1]["pieces"] + 1}
        self.bench.change(devices=[printer if one["id"] == "printer" else one for one in self.bench.view["devices"]])

    def lever(self, body):
        self.calls.append(["POST", "levers", body])
        device = next((one for one in self.bench.view["devices"] if one["id"] == body.get("device")), {})
        change = {"cable": {"link": body.get("on")}, "power": {"power": body.get("on")},
            "paper": {"paper": body.get("on")},
                  "full": {"full": body.get("on")}, "cover": {"cover": "open" if body.get("open")
                      else "shut"}, "jam": {"jam": True},
                  "clearJam": {"jam": False}, "openByHand": {"position": "open"}, "pushShut": {"position": "shut"},
                  "lock": {"locked": body.get("on")}, "cutterJam": {"cutterJam": body.get("on")},
                  "inkOut": {"inkOut": body.get("on")}, "block": {"blocked": body.get("on")},
                  "boxOut": {"box": {**device.get("box", {}), "present": False}},
                  "boxIn": {"box": {**device.get("box", {}), "present": True}}}.get(body["lever"], {})
        self.bench.change(devices=[{**one, **change} if one is device else one for one in self.bench.view["devices"]])
        if body["lever"] == "insertNote":
            self.note(body["denomination"])
