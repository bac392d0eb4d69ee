"""Time, language, focus, voice and the line: what must hold while nobody presses anything."""

import time
import unittest

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import states
from stage import Stage

WATCH = """window.said = []; new MutationObserver(() => said.push([performance.now(), document.getElementById('heard').textContent]))
.observe(document.getElementById('heard'), {childList: true, characterData: true, subtree: true})"""


class Time(Stage):
    def test_the_time_out_asks_with_the_focus_on_more_time(self):
        self.show("cash.timeout")
        self.until(lambda: "Yes, more time" in self.focused())
        self.assertIn("Your $60.00 is safe.", self.text())
        self.keys(Keys.ENTER)
        self.until(lambda: not self.driver.find_element(By.ID, "sheet").is_displayed())
        self.assertEqual(len(self.called("visit/more-time")), 1)

    def test_escape_means_more_time_and_two_means_finish(self):
        self.show("cash.timeout")
        self.keys(Keys.ESCAPE)
        self.until(lambda: self.called("visit/more-time"))
        self.show("cash.timeout")
        self.keys("2")
        self.shows("Paid. Take your receipt.")
        self.assertEqual(self.called("visit/cancel"), [])

    def test_without_money_the_end_is_the_start(self):
        self.show("account.timeout")
        self.assertIn("You have paid nothing.", self.text())
        self.keys("2")
        self.shows("Hold your bill under the red light")
        self.assertEqual(len(self.called("visit/cancel")), 1)

    def test_the_seconds_run_down_and_the_sheet_keeps_its_focus(self):
        self.show("cash.timeout")
        self.until(lambda: "28 seconds" in self.text(), 6)
        self.assertIn("Yes, more time", self.focused())

    def test_the_receipt_page_tells_when_it_clears_and_gives_more_time(self):
        self.show("done.printed")
        self.until(lambda: "This screen clears in 43 seconds." in self.text(), 6)
        self.press("moreTime")
        self.until(lambda: self.called("visit/more-time"))

    def test_a_reload_resumes_where_the_visit_stands(self):
        self.show("cash.counting")
        self.driver.refresh()
        self.shows("Put in one note at a time")
        self.assertIn("$60.00 is counted and safe", self.money())

    def test_the_language_goes_with_the_visit(self):
        self.show("start")
        self.press("language")
        self.shows("Ponga su factura bajo la luz roja")
        self.assertEqual(self.driver.execute_script("return document.documentElement.lang"), "es")
        self.scan("10000017")
        self.shows("¿Cuánto va a pagar?")
        self.assertEqual(self.called("visit"), [{"language": "es"}])
        self.press("language")
        self.shows("How much will you pay?")
        self.assertEqual(self.called("visit/language"), [{"language": "en"}])

    def test_the_next_person_finds_no_trace(self):
        self.show("cash.empty")
        self.press("larger")
        self.press("dark")
        self.assertEqual(self.driver.execute_script("return document.documentElement.dataset.theme"), "dark")
        self.keys("2")
        self.shows("Hold your bill under the red light")
        self.assertEqual(self.driver.execute_script("return [document.documentElement.dataset.theme, document.body.dataset.text]"), ["light", ""])

    def test_events_leave_the_focus_where_it_is(self):
        self.show("cash.counting")
        self.driver.execute_script("document.querySelector('[data-act=finish]').focus()")
        self.post("/mock/change", **{key: states.KIOSK["cash.covered"][key] for key in ("visit", "money")})
        self.shows("That is enough. Thank you.")
        self.assertIn("Finish and print my receipt", self.focused())

    def test_a_new_screen_takes_the_focus_to_its_title(self):
        self.show("account")
        self.keys("1")
        self.shows("Put in one note at a time")
        self.assertEqual(self.focused(), "Put in one note at a time")

    def test_note_by_note_one_sentence_is_said(self):
        self.show("cash.empty")
        time.sleep(1.2)
        self.post("/mock/change", **{key: states.KIOSK["cash.counting"][key] for key in ("visit", "money")})
        heard = lambda: self.driver.execute_script("return document.getElementById('heard').textContent")
        self.until(lambda: heard() == "Twenty dollars counted. Three dollars forty-seven still to pay.", what=heard())

    def test_a_burst_of_notes_is_said_once_a_second_and_the_newest_wins(self):
        self.show("cash.empty")
        time.sleep(1.2)
        self.driver.execute_script(WATCH)
        for count in range(1, 9):
            seen = states.visit(notes=(100,) * count, note="counted", amount=100)
            self.post("/mock/change", visit=seen, money=states.money("counted", "good", 100 * count))
            time.sleep(.06)
        self.until(lambda: "Fifty-five dollars forty-seven still" in self.driver.execute_script("return said.at(-1)?.[1] ?? ''"))
        said = self.driver.execute_script("return said")
        self.assertLessEqual(len(said), 2)
        self.assertTrue(all(after[0] - before[0] >= 990 for before, after in zip(said, said[1:])))

    def test_a_note_that_comes_back_is_an_alarm(self):
        self.show("cash.counting")
        self.post("/mock/change", **{key: states.KIOSK["cash.returned"][key] for key in ("visit", "money")})
        alarm = self.driver.find_element(By.CSS_SELECTOR, "#alarm[role=alert]")
        self.until(lambda: "Your note came back" in alarm.get_attribute("textContent"))

    def test_a_lost_line_is_told_and_the_page_comes_back_even_from_a_younger_service(self):
        self.show("cash.counting")
        self.post("/mock/cut", on=True)
        self.until(lambda: "Put nothing in. The $60.00 we counted is safe." in self.money(), 10)
        self.keep("line-lost")
        self.post("/mock/cut", on=False, version=1)
        self.until(lambda: "$60.00 is counted and safe" in self.money(), 10)
        self.post("/mock/change", **{key: states.KIOSK["cash.covered"][key] for key in ("visit", "money")})
        self.shows("That is enough. Thank you.")

    def test_an_older_view_never_replaces_a_newer_one(self):
        self.show("cash.counting")
        self.post("/mock/cut", on=False, version=5)
        self.post("/mock/change", **{key: states.KIOSK["cash.empty"][key] for key in ("visit", "money")})
        time.sleep(.4)
        self.assertIn("$60.00 is counted and safe", self.money())

    def test_help_says_where_people_are_and_keeps_the_money_in_sight(self):
        self.show("cash.doubt")
        self.press("help")
        self.until(lambda: "Go back to my screen" in self.focused())
        self.assertIn("kiosk K-07", self.text())
        self.assertIn("7KM\u00a04R2", self.text())
        self.keys("1")
        self.until(lambda: not self.driver.find_element(By.ID, "sheet").is_displayed())
        self.assertIn("Call for help", self.focused())


if __name__ == "__main__":
    unittest.main()
