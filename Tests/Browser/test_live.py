"""The real programs: a visit paid by levers and keys, to the paper receipt. Addresses come from TILLKEEPER_URL and TILLSIM_URL;
without them the same visit runs at the mock. TILLKEEPER_ACCOUNT names accounts that owe something, with commas."""

import json
import os
import time
import unittest
import urllib.request

from selenium.webdriver.common.by import By

import browser
import states
from stage import DESK, UPRIGHT, Stage

# One visit after the other, each with an account of its own: what is paid is no longer owed.
ACCOUNTS = os.environ.get("TILLKEEPER_ACCOUNT", "10000017").split(",")
NAMES = {10000: "hundred", 5000: "fifty", 2000: "twenty", 1000: "ten", 500: "five", 100: "one"}
REAL = bool(os.environ.get("TILLKEEPER_URL"))


def way_out(view):
    """What ends the visit that somebody left at the kiosk; None: there is none, or the service is at it."""
    if not view["visit"]:
        return None
    paid = view["visit"]["paidIn"]["minorUnits"]
    return {"done": "close", "cash": "finish" if paid else "cancel", "account": "cancel"}.get(view["phase"])


class WayOut(unittest.TestCase):
    def test_a_kiosk_whose_devices_are_not_ready_yet_is_waited_for(self):
        self.assertIsNone(way_out(states.out("acceptorStarting")))


class Live(Stage):
    visits = 0

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.service = os.environ.get("TILLKEEPER_URL", cls.service).rstrip("/")
        cls.sim = os.environ.get("TILLSIM_URL", cls.sim).rstrip("/")
        cls.kiosk = json.load(urllib.request.urlopen(f"{cls.sim}/v1/bench"))["kiosk"]
        browser.size(cls.driver, *UPRIGHT)
        cls.driver.get(f"{cls.service}/kiosk/{cls.kiosk}")
        cls.front = cls.driver.current_window_handle
        cls.driver.switch_to.new_window("tab")
        browser.size(cls.driver, *DESK)
        cls.driver.get(f"{cls.sim}/bench")
        cls.back = cls.driver.current_window_handle
        cls.driver.switch_to.window(cls.front)

    def view(self):
        return json.load(urllib.request.urlopen(f"{self.service}/v1/kiosks/{self.kiosk}"))

    def setUp(self):
        """Every visit begins at a free kiosk."""
        self.driver.switch_to.window(self.front)
        end = time.monotonic() + 60
        while (view := self.view())["phase"] != "start" and time.monotonic() < end:
            if way := way_out(view):
                urllib.request.urlopen(urllib.request.Request(f"{self.service}/v1/kiosks/{self.kiosk}/visit/{way}",
                    b"{}", {"content-type": "application/json"},
                                                              method="POST")).read()
            time.sleep(.5)
        self.assertEqual(self.view()["phase"], "start", "the kiosk is not free")
        self.driver.refresh()
        self.shows("Hold your bill under the red light")

    def lever(self, label):
        self.driver.switch_to.window(self.back)
        button = next(one for one in self.driver.find_elements(By.CSS_SELECTOR, "button")
            if one.text.split("\n")[-1].strip() == label)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
        button.click()
        self.driver.switch_to.window(self.front)

    @unittest.skipUnless(REAL, "the mock reads no bills")
    def test_a_bill_under_the_bench_scanner_opens_a_visit_at_the_kiosk(self):
        self.lever("Barcode")
        self.shows("How much will you pay?")
        self.assertEqual(self.view()["visit"]["accounts"][0]["account"], "10000016")

    def open_visit(self):
        self.scan(ACCOUNTS[type(self).visits % len(ACCOUNTS)])
        type(self).visits += 1
        self.shows("How much will you pay?")
        self.keep("live-1-account")
        self.keys("1")
        self.until(lambda: self.view()["visit"]["slot"] == "open", 20, "the note slot did not open")
        return self.view()["visit"]["target"]["minorUnits"]

    def pay_in(self, cents):
        before = self.view()["visit"]["paidIn"]["minorUnits"]
        self.lever(NAMES[cents])
        self.until(lambda: self.view()["visit"]["paidIn"]["minorUnits"] == before + cents, 20,
            f"{cents} was not counted")

    def test_a_bill_is_paid_with_notes_and_the_receipt_lies_on_the_bench(self):
        owed = self.open_visit()
        paid = 0
        while paid < owed:
            note = next((one for one in NAMES if one <= owed - paid), 100)
            self.pay_in(note)
            paid += note
            self.until(lambda: f"${paid // 100:,}.{paid % 100:02}" in self.money(), 5, "the money line is late")
        self.keep("live-2-cash")
        self.keys("1")
        self.until(lambda: self.title() == "Paid. Take your receipt.", 45, "the receipt did not print")
        self.keep("live-3-done")
        number = self.view()["receipt"]["number"]
        self.driver.switch_to.window(self.back)
        if REAL:
            self.until(lambda: number in self.text(), 10, f"the paper does not show {number}")
        self.keep("live-4-bench")
        self.driver.switch_to.window(self.front)
        self.keys("3")
        self.shows("Hold your bill under the red light")

    @unittest.skipUnless(REAL, "the mock's validator takes every note")
    def test_a_forged_note_comes_back_and_is_not_counted(self):
        self.open_visit()
        self.pay_in(100)
        self.lever("forged")
        self.until(lambda: self.view()["money"]["key"] in ("noteReturned", "noteRefused"), 20,
            "the page does not tell of the note")
        self.assertEqual(self.view()["visit"]["paidIn"]["minorUnits"], 100)
        self.assertIn("$1.00 is counted", self.money())
        self.lever("Take the note back")
        self.until(lambda: self.view()["visit"]["slot"] == "open", 20)
        self.keys("1")
        self.until(lambda: self.view()["phase"] == "done", 45)

    @unittest.skipUnless(REAL, "the mock's devices need no power")
    def test_what_was_counted_survives_a_power_cut(self):
        self.open_visit()
        self.pay_in(100)
        self.lever("Cut all power now")
        self.until(lambda: self.view()["visit"] is None or self.view()["visit"]["slot"] != "open", 20,
            "the slot stayed open without power")
        self.until(lambda: self.view()["visit"] is None or self.view()["visit"]["slot"] == "open"
                   or self.view()["phase"] in ("finishing", "done"), 60, "the slot did not come back")
        if self.view()["visit"] and self.view()["phase"] == "cash":
            self.assertEqual(self.view()["visit"]["paidIn"]["minorUnits"], 100)
            self.keys("1")
        self.until(lambda: self.view()["phase"] == "done", 60)


if __name__ == "__main__":
    unittest.main()
