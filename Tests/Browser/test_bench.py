"""The bench page: every lever reaches the devices with the right words, by keyboard too; paper, drawer and belief are shown."""

import time
import unittest

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import browser
import states
from stage import DESK, Stage

# Label, device, lever, the rest of the call: pressed in the resting state.
LEVERS = [
    ("one", "validator", "insertNote", {"denomination": 100}), ("hundred", "validator", "insertNote",
        {"denomination": 10000}),
    ("forged", "validator", "insertForged", {"denomination": 2000}), ("on a string", "validator", "insertOnString",
        {"denomination": 2000}),
    ("Take the note back", "validator", "takeNote", {}), ("Pull the string", "validator", "pullString", {}),
    ("Jam", "validator", "jam", {}), ("Full", "validator", "full", {"on": True}), ("Box in", "validator", "boxOut", {}),
    ("Will not stack", "validator", "failStacking", {"on": True}), ("Near the end", "printer", "nearEnd", {}),
    ("Tear off", "printer", "tearOff", {}), ("Paper in", "printer", "paper", {"on": False}),
    ("Cover shut", "printer", "cover", {"open": True}), ("Cutter jam", "printer", "cutterJam", {"on": True}),
    ("Open by hand", "drawer", "openByHand", {}), ("Push shut", "drawer", "pushShut", {}), ("Lock", "drawer", "lock",
        {"on": True}),
    ("Put a check in", "check-scanner", "putIn", {"flaw": "none"}), ("No magnetic ink", "check-scanner", "putIn",
        {"flaw": "noInk"}),
    ("Torn line", "check-scanner", "putIn", {"flaw": "torn"}), ("Two at once", "check-scanner", "putIn", {"flaw": "two"}),
    ("Take the check", "check-scanner", "take", {}), ("Ink used up", "check-scanner", "inkOut", {"on": True}),
    ("Break off next", "scanner", "tear", {}), ("Not a bill", "scanner", "other", {}),
    ("Barcode", "scanner", "barcode", {"account": "10000016"}), ("Stub", "scanner", "stub", {"account": "10000016"}),
    ("Check scanner", "check-scanner", "power", {"on": False}), ("Drawer board", "drawer-board", "power", {"on": False}),
    ("Validator", "validator", "power", {"on": False}), ("Printer", "printer", "power", {"on": False}),
    ("Cut all power now", "office", "cutAllPower", {}),
]


class Bench(Stage):
    def button(self, label, within="body"):
        return next(one for one in self.driver.find_elements(By.CSS_SELECTOR, f"{within} button")
                    if one.text.split("\n")[-1].strip() == label)

    def pulled(self):
        return [body for _, name, body in self.calls() if name == "levers"]

    def test_every_lever_works_by_keyboard(self):
        self.show("bench", DESK)
        for label, device, lever, more in LEVERS:
            with self.subTest(label):
                self.post("/mock/state", name="bench")
                time.sleep(.05)
                self.driver.execute_script("arguments[0].focus()", self.button(label))
                self.keys(Keys.ENTER)
                self.until(lambda: self.pulled())
                self.assertEqual(self.pulled()[-1], {"device": device, "lever": lever, **more})

    def test_each_device_has_its_own_cable(self):
        self.show("bench", DESK)
        for device, place in (("validator", "validator"), ("printer", "printer"), ("check-scanner", "check-scanner"),
                              ("scanner", "scanner"), ("drawer-board", "drawers")):
            self.button("Cable", f"#{place}").click()
            self.until(lambda: self.pulled() and self.pulled()[-1] == {"device": device, "lever": "cable", "on": False})

    def test_levers_go_back(self):
        self.show("bench.jam", DESK)
        self.button("Jam").click()
        self.until(lambda: self.pulled() == [{"device": "validator", "lever": "clearJam"}])

    def test_each_drawer_has_its_own_hands(self):
        self.show("bench", DESK)
        for drawer in ("drawer", "second-drawer", "board-drawer"):
            self.button("Open by hand", f"#till-{drawer}").click()
            self.until(lambda: self.pulled() and self.pulled()[-1] == {"device": drawer, "lever": "openByHand"})
            self.until(lambda: "Open" in self.driver.find_element(By.CSS_SELECTOR, f"#till-{drawer} [role=status]").text)

    def test_both_faces_of_a_scanned_check_are_pictures(self):
        self.show("bench.check.out", DESK)
        picture = self.driver.find_element(By.CSS_SELECTOR, "img.sheet")
        self.until(lambda: self.driver.execute_script("return arguments[0].naturalWidth", picture) == 576)
        self.assertIn("face=front", picture.get_attribute("src"))
        self.button("Back").click()
        picture = self.driver.find_element(By.CSS_SELECTOR, "img.sheet")
        self.assertIn("check=3&face=back", picture.get_attribute("src"))
        self.assertIn("back of check 4711", picture.get_attribute("alt"))

    def test_a_stuck_check_is_freed_by_the_lever_that_shows_it(self):
        self.show("bench.check.jam", DESK)
        self.button("Jam", "#check-scanner").click()
        self.until(lambda: self.pulled() == [{"device": "check-scanner", "lever": "clearJam"}])

    def test_a_receipt_in_the_presenter_is_taken(self):
        self.show("bench.presenter", DESK)
        self.assertIn("The presenter holds a receipt. Take it.", self.text())
        self.button("Take the receipt").click()
        self.until(lambda: self.pulled() == [{"device": "printer", "lever": "takeReceipt"}])

    def test_a_bench_with_fewer_devices_shows_no_empty_places(self):
        self.show("bench.kiosk", DESK)
        for words in ("Check scanner", "Bill scanner", "Drawer board"):
            self.assertNotIn(words, self.text())
        self.assertIn("Cash drawer D-1", self.text())

    def test_another_box_can_go_in(self):
        self.show("bench", DESK)
        self.button("Box in").click()
        self.until(lambda: "Box is out" in self.text())
        self.button("Put C-8842 in").click()
        self.until(lambda: self.pulled()[-1] == {"device": "validator", "lever": "boxIn", "serial": "C-8842"})

    def test_every_control_is_reached_by_tab(self):
        self.show("bench", DESK)
        count = len(self.driver.find_elements(By.CSS_SELECTOR, "button"))
        self.driver.execute_script("window.met = new Set(); document.addEventListener('focusin', (e) => met.add(e.target))")
        self.keys(*[Keys.TAB] * (count + 2), pause=0)
        self.assertEqual(self.driver.execute_script("return met.size"), count)

    def test_the_paper_is_text_and_picture(self):
        self.show("bench", DESK)
        paper = self.driver.find_element(By.CSS_SELECTOR, "pre.slip").get_attribute("textContent")
        self.assertEqual(paper, states.SLIP)
        self.button("Picture").click()
        picture = self.driver.find_element(By.CSS_SELECTOR, "img.slip")
        self.until(lambda: self.driver.execute_script("return arguments[0].naturalWidth", picture) == 576)
        self.button("Older").click()
        self.assertIn("piece=2", self.driver.find_element(By.CSS_SELECTOR, "img.slip").get_attribute("src"))

    def test_the_money_line_follows_the_kiosk(self):
        self.show("bench", DESK)
        line = self.driver.find_element(By.ID, "belief")
        self.post("/mock/state", name="cash.counting")
        self.until(lambda: "Kiosk K-07 says: 60.00 is counted in this visit. 3.47 still to pay." in line.text)
        self.assertIn("Cash unit C-8841 holds 4,882.00 in 243 notes.", line.text)
        self.post("/mock/state", name="out.cashUnitFull")
        self.until(lambda: "Cash is off: cash unit full." in line.text)
        self.post("/mock/cut", on=True)
        self.until(lambda: "Kiosk K-07 does not answer" in line.text, 10)
        self.post("/mock/cut", on=False)

    def test_every_state_is_accessible_and_whole(self):
        for name in states.BENCH:
            for size in (DESK, (1920, 1080), (1280, 800), (390, 844)):
                with self.subTest(name, size=size):
                    self.show(name, size)
                    wide = self.driver.execute_script("return [document.scrollingElement.scrollWidth, innerWidth]")
                    self.assertLessEqual(*wide)
                    if size == DESK:
                        self.assertEqual(browser.axe(self.driver), [])
                        self.keep(name)
                    self.assertEqual(browser.console(self.driver), [])


if __name__ == "__main__":
    unittest.main()
