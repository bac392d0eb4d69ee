#!/usr/bin/env python3
"""Pays one visit at the practice office and believes nobody: kiosk, paper, journal and ledger must tell the same story.

One line on standard output: `demo-check: ok ...` (status 0) or `demo-check: FAILED ...` (status 1). What was done and
answered on the way goes to standard error."""

import argparse
import json
import pathlib
import subprocess
import sys
import time
import urllib.error
import urllib.request

ACCOUNT = "10000016"
NOTES = [2000, 2000, 500]
PAID = sum(NOTES)
BILL = "10000024"
MUST_BE_LISTED = ["billAcceptor", "posPrinter", "cashDrawer"]


class Failed(Exception):
    """The story does not hold; the text says where."""


def usd(cents):
    return {"minorUnits": cents, "currency": "USD"}


def figure(cents):
    return f"{cents // 100}.{cents % 100:02d}"


class Side:
    """One of the two programs, by HTTP."""

    def __init__(self, address):
        self.address = address.rstrip("/")

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, {"content-type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                text = answer.read().decode()
        except urllib.error.HTTPError as fault:
            raise Failed(f"{method} {path}: {fault.code} {fault.read().decode(errors='replace')[:200]}") from fault
        except OSError as fault:
            raise Failed(f"{method} {path}: {fault}") from fault
        print(f"{time.strftime('%H:%M:%S')} {method} {path} {json.dumps(body) if body else ''} -> {text[:4000]}",
              file=sys.stderr)
        return text

    def json(self, method, path, body=None):
        try:
            return json.loads(self.ask(method, path, body))
        except ValueError as fault:
            raise Failed(f"{method} {path}: no JSON ({fault})") from fault


def wait(what, seconds, look, good):
    """Looks until it is good; the last look is in the complaint."""
    end = time.monotonic() + seconds
    while True:
        found = look()
        if good(found):
            return found
        if time.monotonic() > end:
            raise Failed(f"{what} did not happen within {seconds} s; last: {json.dumps(found)[:300]}")
        time.sleep(0.2)


def must(truth, words):
    if not truth:
        raise Failed(words)


class Check:
    def __init__(self, options):
        self.service = Side(options.service)
        self.bench = Side(options.bench)
        self.options = options
        self.kiosk = "/v1/kiosks/" + self.bench.json("GET", "/v1/bench")["kiosk"]
        self.notes_before = self.notes_in_box()

    def view(self):
        return self.service.json("GET", self.kiosk)

    def validator(self):
        """The simulated device itself: the truth that no program of ours can talk round."""
        devices = self.bench.json("GET", "/v1/bench")["devices"]
        return next(one for one in devices if one["id"] == "validator")

    def notes_in_box(self):
        return self.validator()["box"]["notes"]

    def order(self, method, path, body):
        return self.service.json(method, self.kiosk + path, body)

    def look_up(self):
        found = self.order("POST", "/lookups", {"text": ACCOUNT})
        must(found["account"] == ACCOUNT and found["due"], f"the look-up of {ACCOUNT} says {json.dumps(found)}")
        return found["due"]["minorUnits"]

    def tillkeeper(self, *words, ends=(0,)):
        command = [self.options.tillkeeper, *words]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        except (OSError, subprocess.TimeoutExpired) as fault:
            raise Failed(f"tillkeeper {' '.join(words)}: {fault}") from fault
        print(f"tillkeeper {' '.join(words)} -> {done.returncode}\n{done.stdout}{done.stderr}", file=sys.stderr)
        must(done.returncode in ends, f"tillkeeper {' '.join(words[:2])} ends with {done.returncode}: "
                                   f"{(done.stderr or done.stdout).strip()[:200]}")
        return done.stdout

    def lever(self, device, lever, **more):
        return self.bench.json("POST", "/v1/bench/levers", {"device": device, "lever": lever, **more})

    def meet_devices(self):
        """Every device of the settings is there and well; where a drawer is, nobody knows before its first pulse."""
        def ill(devices):
            return [one["name"] for one in devices if one["health"] != "well" and one["kind"] != "cashDrawer"]
        found = wait("every device being well", 40, lambda: self.service.json("GET", "/v1/devices"),
                     lambda devices: not ill(devices))
        names = [one["name"] for one in found]
        for one in self.bench.json("GET", "/v1/bench")["devices"]:
            if one["kind"] not in MUST_BE_LISTED:
                continue
            # A drawer is named by its label; the other names are those of the ports.
            name = one["label"].split()[-1] if one["kind"] == "cashDrawer" else one["id"]
            must(name in names, f"{name} stands on the bench, and the service knows {names}")
        return len(names)

    def scan_bills(self):
        """A bill and a stub under the reader are an account on the page, and something else is no bill."""
        for lever, more, states in (("barcode", {"account": BILL}, ["account"]), ("stub", {"account": BILL}, ["account"]),
                                    ("other", {}, ["notOurs", "unreadable"])):
            before = (self.view()["scan"] or {"number": 0})["number"]
            self.lever("scanner", lever, **more)
            view = wait(f"the {lever} being read", 5, self.view,
                        lambda view, before=before: view["scan"] and view["scan"]["number"] > before)
            must(view["scan"]["state"] in states and view["scan"]["account"] == more.get("account"),
                 f"the {lever} was read as {json.dumps(view['scan'])}")

    def read_check(self):
        """A check of a made-up customer goes through the scanner: number, and both faces; its account stays masked."""
        check = self.lever("check-scanner", "putIn", flaw="none")
        number = str(next(one for one in check["devices"] if one["id"] == "check-scanner")["check"]["number"])
        said = self.tillkeeper("device", "try", "check-scanner", "--by", "demo", "--service", self.options.service)
        must(number in said and said.count("picture: ") == 2, f"check {number} was read as {said!r}")
        must("****" in said, "the account of a check is shown whole")
        self.lever("check-scanner", "take")

    def pay(self):
        """A visit from the first touch to the receipt; gives what was owed before and the receipt's view."""
        wait("cash being offered", 40, self.view, lambda view: view["phase"] == "start" and any(
            one["tender"] == "cash" and one["offered"] for one in view["tenders"]))
        self.order("POST", "/visit", {"language": "en"})
        before = self.look_up()
        self.order("PUT", "/visit/accounts", {"accounts": [{"account": ACCOUNT, "wanted": usd(PAID)}]})
        self.order("POST", "/visit/cash", {})
        paid = 0
        for note in NOTES:
            wait("the slot opening", 20, self.view, lambda view: view["visit"]["slot"] == "open")
            # As a hand feels it: the kiosk says "open" with its order, the device opens with its next answer.
            wait("the mouth opening", 5, self.validator, lambda device: device["mouth"] == "open")
            self.lever("validator", "insertNote", denomination=note)
            paid += note
            view = wait(f"counting {figure(paid)}", 20, self.view,
                        lambda view, paid=paid: view["visit"]["paidIn"]["minorUnits"] == paid)
        must(view["money"]["key"] in ("counted", "noteReturned"), f"the money line says {view['money']}")
        self.order("POST", "/visit/finish", {})
        view = wait("the printed receipt", 40, self.view,
                    lambda view: view["phase"] == "done" and view["receipt"]["state"] == "printed")
        receipt = view["receipt"]
        must(receipt["paid"] == usd(PAID) and receipt["notes"] == len(NOTES), f"the receipt says {json.dumps(receipt)}")
        return before, receipt

    def read_paper(self, receipt):
        paper = self.bench.ask("GET", "/v1/bench/paper.txt")
        for wanted in (receipt["number"], figure(PAID)):
            must(wanted in paper, f"the paper does not say {wanted}: {paper[:200]!r}")
        printer = next(one for one in self.bench.json("GET", "/v1/bench")["devices"] if one["id"] == "printer")
        if printer["presenter"] == "holds":
            self.lever("printer", "takeReceipt")

    def read_books(self, receipt):
        at = ("--service", self.options.service)
        whole = self.tillkeeper("journal", "verify", self.options.folder + "/journal.sqlite")
        balances = self.tillkeeper("balances", *at)
        must("cassette:" in balances and figure(PAID) in balances, f"the balances do not show {figure(PAID)} in a cash unit")
        chain = self.tillkeeper("explain", "receipt:" + receipt["number"], *at)
        must(figure(PAID) in chain, f"explain does not show {figure(PAID)} for {receipt['number']}")
        must(whole.strip(), "journal verify says nothing")
        notes = self.notes_in_box() - self.notes_before
        must(notes == len(NOTES), f"{notes} notes fell into the box, {len(NOTES)} were paid")

    def read_ledger(self, before):
        """The core ledger owes the answer to a new customer, not to the visit that paid."""
        self.order("POST", "/visit/close", {})
        wait("a free kiosk", 20, self.view, lambda view: view["phase"] == "start")
        self.order("POST", "/visit", {"language": "en"})
        end = time.monotonic() + 15
        while (due := self.look_up()) != before - PAID:
            # Few look-ups, because a visit may only ask so often.
            must(time.monotonic() < end, f"the ledger says {figure(due)} is due, not {figure(before - PAID)}")
            time.sleep(3)
        self.order("POST", "/visit/cancel", {})
        return due

    def read_page(self, receipt):
        """Every command of README.md: those of tillkeeper are run here, as they stand; the others must be known to make."""
        makefile = pathlib.Path("Makefile").read_text(encoding="utf-8")
        lines = [line.split("#")[0].strip() for line in pathlib.Path("README.md").read_text(encoding="utf-8").splitlines()
                 if line.startswith("    ")]
        must(lines, "README.md shows no command")
        for line in lines:
            program, *words = line.split()
            if program == "make":
                must(f"\n{words[0]}:" in makefile, f"README.md: make {words[0]} does not exist")
            elif program == ".build/release/tillkeeper":
                words = [receipt["number"] if word == "K07-000001" else word for word in words]
                if words[0] == "doctor":
                    # The office of that file is not here: what is wrong is found and said.
                    must(self.tillkeeper(*words, ends=(0, 1)).strip(), "the doctor says nothing")
                    continue
                asks = words[0] not in ("config", "journal", "wire")
                self.tillkeeper(*words, *(("--service", self.options.service) if asks else ()))
            else:
                # demo.sh has just built the programs with it.
                must(line == "swift build -c release", f"README.md: nobody runs {line!r}")

    def run(self):
        began = time.monotonic()
        devices = self.meet_devices()
        self.scan_bills()
        self.read_check()
        before, receipt = self.pay()
        self.read_paper(receipt)
        self.read_books(receipt)
        self.read_page(receipt)
        due = self.read_ledger(before)
        return (f"{devices} devices well, a bill, a stub and a check read, {figure(PAID)} paid in {len(NOTES)} notes, "
                f"receipt {receipt['number']} printed, journal whole, "
                f"due {figure(before)} -> {figure(due)}, {time.monotonic() - began:.1f} s")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("service", "bench", "folder", "tillkeeper"):
        parser.add_argument("--" + name, required=True)
    try:
        print("demo-check: ok " + Check(parser.parse_args()).run())
        return 0
    except Failed as fault:
        print("demo-check: FAILED " + " ".join(str(fault).split()))
    except (KeyError, TypeError, IndexError, StopIteration, AttributeError) as fault:
        print(f"demo-check: FAILED an answer has another form than agreed: {type(fault).__name__} {fault}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
