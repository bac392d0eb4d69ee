"""What the kiosk page does: a visit by keys alone, by a reader, the look-ups that fail, time, focus, the voice, the line."""

import time
import unittest

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import states
from stage import Stage


class Visit(Stage):
    def feed(self, *notes):
        import json
        import urllib.request
        for cents in notes:
            body = json.dumps({"device": "validator", "lever": "insertNote", "denomination": cents}).encode()
            urllib.request.urlopen(urllib.request.Request(self.sim + "/v1/bench/levers", body, method="POST")).read()

    def test_a_whole_visit_needs_only_the_number_keys(self):
        self.show("start")
        self.keys("1")
        self.shows("Type your account number")
        self.keys(*"10000017", Keys.ENTER)
        self.shows("How much will you pay?")
        self.assertEqual(self.called("visit"), [{"language": "en"}])
        self.assertEqual(self.called("visit/accounts"), [{"accounts": [{"account": "10000017", "wanted": None}]}])
        self.keys("1")
        self.shows("Put in one note at a time")
        self.feed(2000, 2000, 2000)
        self.until(lambda: "$60.00 is counted and safe" in self.money())
        self.assertIn("Your third note:", self.text())
        self.feed(500)
        self.shows("That is enough. Thank you.")
        self.keys("1")
        self.shows("Paid. Take your receipt.")
        self.assertIn("$65.00 is on your account. $1.53 of it is credit.", self.money())
        self.keys("3")
        self.shows("Hold your bill under the red light")
        self.assertEqual(len(self.called("visit/close")), 1)

    def test_a_bar_code_opens_the_visit_and_another_one_joins_it(self):
        self.show("start")
        self.scan("10000017")
        self.shows("How much will you pay?")
        self.scan("10000025")
        self.until(lambda: "2 accounts" in self.text())
        time.sleep(.3)
        self.assertEqual(self.called("lookups"), [{"text": "10000017"}, {"text": "10000025"}])
        self.assertEqual([one["account"] for one in self.called("visit/accounts")[-1]["accounts"]],
            ["10000017", "10000025"])
        self.scan("10000025")
        self.until(lambda: "That account is on your list already." in self.text())
        self.assertEqual(len(self.called("lookups")), 2)

    def read(self, number, state, account=None):
        """The kiosk's own reader, which the service hears, read something."""
        self.post("/mock/change", scan={"number": number, "state": state, "account": account})

    def test_what_the_kiosks_own_reader_reads_is_what_a_person_would_type(self):
        self.show("start")
        self.read(1, "account", "10000017")
        self.shows("How much will you pay?")
        self.assertEqual(self.called("lookups"), [{"text": "10000017"}])
        # The same view again, with the same read in it, is no second read; the next number is.
        self.post("/mock/change", clock="2026-03-02T14:02:12-08:00")
        self.read(2, "account", "10000025")
        self.until(lambda: "2 accounts" in self.text())
        self.assertEqual(self.called("lookups"), [{"text": "10000017"}, {"text": "10000025"}])

    def test_a_bill_read_while_another_is_looked_up_waits_for_its_turn(self):
        """Both bills were held under the light; one that is forgotten is one that the person does not pay."""
        self.show("start", slow=.5)
        self.read(1, "account", "10000017")
        self.until(lambda: self.called("lookups") == [{"text": "10000017"}])
        self.read(2, "account", "10000025")
        self.until(lambda: "2 accounts" in self.text())
        self.assertEqual(self.called("lookups"), [{"text": "10000017"}, {"text": "10000025"}])
        self.show("start", slow=.5)
        self.scan("10000017")
        self.until(lambda: self.called("lookups") == [{"text": "10000017"}])
        self.scan("10000017")   # the same paper, a second time under the light
        self.scan("10000025")
        self.until(lambda: "2 accounts" in self.text())
        self.assertEqual(self.called("lookups"), [{"text": "10000017"}, {"text": "10000025"}])

    def test_a_bill_that_waited_does_not_hide_what_is_wrong_with_the_first(self):
        self.show("start", slow=.5)
        self.scan("99900011")
        self.until(lambda: self.called("lookups") == [{"text": "99900011"}])
        self.scan("10000025")
        self.until(lambda: self.title() not in ("Hold your bill under the red light", "We look up your account"))
        before = self.title()
        time.sleep(1)
        self.assertEqual(self.title(), before)
        self.assertEqual(self.called("lookups"), [{"text": "99900011"}])

    def test_a_bill_that_waited_is_not_for_the_next_person(self):
        self.show("start", slow=.5)
        self.read(1, "account", "10000017")
        self.until(lambda: self.called("lookups") == [{"text": "10000017"}])
        self.read(2, "account", "10000025")
        self.post("/mock/change", phase="finishing")
        self.post("/mock/change", phase="start")
        time.sleep(1)
        self.assertEqual(self.called("lookups"), [{"text": "10000017"}])

    def test_a_read_without_an_account_says_why_and_asks_nobody(self):
        self.show("start")
        self.read(1, "unreadable")
        self.shows("We could not read your bill")
        self.read(2, "notOurs")
        self.shows("That is not one of our bills")
        self.assertEqual(self.called("lookups"), [])
        # What was read before the page came is not for the person in front of it.
        self.show("start")
        time.sleep(.3)
        self.shows("Hold your bill under the red light")

    def test_a_bar_code_during_cash_does_nothing(self):
        self.show("cash.counting")
        self.scan("10000017")
        time.sleep(.3)
        self.assertEqual(self.calls(), [])

    def test_parts_sums_and_more_than_owed_reach_the_service_exactly(self):
        self.show("account")
        self.keys("2")
        self.shows("Put in one note at a time")
        self.assertEqual(self.called("visit/accounts")[-1]["accounts"][0]["wanted"], states.usd(3820))
        self.show("account.two")
        self.press("other")
        self.keys(*"120.5", Keys.ENTER)
        self.until(lambda: self.called("visit/accounts"))
        self.assertEqual(self.called("visit/accounts")[-1]["accounts"],
                         [{"account": "10000017", "wanted": states.usd(7840)},
                             {"account": "10000025", "wanted": states.usd(4210)}])

    def test_a_sum_above_the_limit_cannot_be_sent(self):
        self.show("account")
        self.keys("3", *"1001", Keys.ENTER)
        self.until(lambda: "This kiosk takes up to $1,000 at one time." in self.text())
        self.assertEqual(self.called("visit/accounts"), [])

    def test_drawn_keys_type_and_erase(self):
        self.show("start")
        self.press("type")
        for key in "17":
            self.driver.find_element(By.CSS_SELECTOR, f'[data-act="stroke"][data-arg="{key}"]').click()
        self.driver.find_element(By.CSS_SELECTOR, '[data-arg="Backspace"]').click()
        self.assertEqual(self.driver.find_element(By.ID, "typed").get_attribute("value"), "1")

    def test_each_look_up_that_fails_leaves_ways_on(self):
        for number, title in (("12345678", "We cannot find that account"), ("99900000", "That was a lot of tries"),
                              ("88800000", "We cannot see your account right now"), ("77700000",
                                  "We could not read your bill")):
            with self.subTest(number):
                self.show("start")
                self.scan(number)
                self.shows(title)
                self.assertGreaterEqual(len(self.driver.find_elements(By.CSS_SELECTOR, "#main .choice")), 2)
                self.assertEqual(self.called("visit"), [])
                self.keep(f"lookup-{number}")

    def test_a_wrong_check_digit_keeps_the_number_to_mend(self):
        self.show("start")
        self.keys("1", *"77700001", Keys.ENTER)
        self.until(lambda: "That number does not fit." in self.text())
        self.assertEqual(self.driver.find_element(By.ID, "typed").get_attribute("value"), "77700001")
        self.assertEqual(self.focused(), "typed")

    def test_an_account_nobody_can_see_can_still_be_paid(self):
        self.show("start")
        self.scan("88800000")
        self.shows("We cannot see your account right now")
        self.keys("1")
        self.until(lambda: self.called("visit/accounts"))
        self.assertEqual(self.called("visit/accounts")[-1]["accounts"], [{"account": "88800000", "wanted": None}])

    def test_a_slow_look_up_says_so(self):
        self.show("start", slow=3)
        self.scan("10000017")
        self.until(lambda: "Reading your bill" in self.text())
        self.until(lambda: "Still looking for your account" in self.text())
        self.shows("How much will you pay?")

    def test_a_refused_act_says_what_to_do(self):
        self.show("cash.empty", answers={"visit/cancel": "moneyInside"})
        self.keys("2")
        self.until(lambda: "You have put in money already. Finish first" in self.text())

    def test_a_button_that_waits_cannot_be_pressed(self):
        self.show("cash.settling")
        self.keys("1", "2")
        self.driver.execute_script("document.querySelector('[data-act=finish]').click()")
        time.sleep(.2)
        self.assertEqual(self.calls(), [])

    def test_a_held_note_can_be_asked_back(self):
        self.show("cash.escrowed")
        self.keys("2")
        self.until(lambda: self.called("visit/return"))

    def test_seeing_a_balance_opens_no_visit(self):
        self.show("out.cashUnitFull")
        self.keys("1", *"10000017", Keys.ENTER)
        self.shows("This is what you owe")
        self.assertIn("63.47", self.text())
        self.assertEqual(self.called("visit"), [])

    def test_a_name_from_the_ledger_is_only_text(self):
        self.show("start")
        bill = states.bill(name="<img src=x onerror=alert(1)>")
        self.post("/mock/change", phase="account", visit=states.visit([bill]))
        self.until(lambda: "<img src=x" in self.text())
        self.assertEqual(self.driver.find_elements(By.TAG_NAME, "img"), [])


if __name__ == "__main__":
    unittest.main()
