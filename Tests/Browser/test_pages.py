"""Every state of the kiosk page in both languages, both themes and all sizes: whole, large enough, accessible."""

import json
import time
import unittest

import browser
import states
from stage import DESK, LYING, PHONE, UPRIGHT, Stage

# What is wrong with the page as it stands, as sentences; empty when all is well.
LOOK = """
const {kiosk, upright, tall} = arguments[0], wrong = [], seen = (e) => e.checkVisibility({visibilityProperty: true, opacityProperty: false});
const root = document.scrollingElement, name = (e) => (e.textContent || e.id).trim().slice(0, 40);
if (root.scrollWidth > innerWidth) wrong.push(`scrolls sideways: ${root.scrollWidth} > ${innerWidth}`);
if (kiosk && !tall && root.scrollHeight > innerHeight) wrong.push(`does not fit: ${root.scrollHeight} > ${innerHeight}`);
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const parent = node.parentElement;
  if (!node.data.trim() || parent.closest('script, noscript, .only-heard') || !seen(parent)) continue;
  const range = document.createRange();
  range.selectNodeContents(node);
  for (const box of range.getClientRects()) {
    if (box.left < -1 || box.right > innerWidth + 1) wrong.push(`text leaves the screen: ${node.data}`);
    const holder = parent.closest('button, .notice, .money, .head, li, .pill, .panel, .slip, .sheet');
    const around = holder?.getBoundingClientRect();
    if (around && (box.left < around.left - 1 || box.right > around.right + 1 || box.top < around.top - 2 || box.bottom > around.bottom + 2))
      wrong.push(`text leaves its box: ${node.data}`);
  }
  if (/undefined|null|NaN|\\[object/.test(node.data)) wrong.push(`not a word: ${node.data}`);
  if (parseFloat(getComputedStyle(parent).fontSize) < 12) wrong.push(`too small: ${node.data}`);
}
const money = document.getElementById('money').getBoundingClientRect();
if (money.height === 0 || !document.getElementById('money-seen').textContent.trim()) wrong.push('no money line');
const targets = [...document.querySelectorAll('button, input')].filter(seen).filter((e) => !document.querySelector('dialog[open]') || e.closest('dialog'));
for (const target of targets) {
  const box = target.getBoundingClientRect();
  const least = kiosk ? 72 : 44;
  if (box.height < least - .5 || box.width < least - .5) wrong.push(`target too small: ${name(target)} ${box.width}x${box.height}`);
  if (upright && box.top < innerHeight / 3 && target.localName === 'button') wrong.push(`target too high: ${name(target)}`);
  if (kiosk && !tall && box.bottom > money.top + 1 && !target.closest('.assist')) wrong.push(`target under the money line: ${name(target)}`);
  for (const other of targets) {
    if (other === target || !kiosk) continue;
    const b = other.getBoundingClientRect(), x = Math.max(b.left - box.right, box.left - b.right), y = Math.max(b.top - box.bottom, box.top - b.bottom);
    if (Math.max(x, y) < 15) wrong.push(`targets too near: ${name(target)} and ${name(other)}`);
  }
}
const filled = [...document.querySelectorAll('#main .primary')].filter(seen).length;
if (filled > 1) wrong.push(`${filled} filled buttons`);
if (document.querySelectorAll('h1').length !== 1) wrong.push('not one title');
return wrong;"""

LOOKS = [("upright", UPRIGHT, "light", ""), ("upright-dark-larger", UPRIGHT, "dark", "larger"),
    ("lying-dark", LYING, "dark", ""),
         ("desk", DESK, "light", ""), ("phone", PHONE, "light", ""), ("phone-dark-larger", PHONE, "dark", "larger")]
WITH_AXE = ("upright", "upright-dark-larger", "lying-dark", "phone")
FEW = ("upright", "phone")      # one more reason why cash is off changes a sentence, not the page
TALL = ("upright-dark-larger",)   # larger letters may need a little scrolling, never sideways
WAYS = {"number": ("start", "1"), "sum": ("account", "3"), "number.other": ("account", "4"),
    "help": ("cash.doubt", None)}


class Pages:
    """Every screen in one language. A class for each, so that two processes can share the work (run.sh)."""

    language = ""

    def dress(self, name, size, theme, text):
        browser.size(self.driver, *size)
        self.driver.execute_script(
            "sessionStorage.setItem('comforts', JSON.stringify(arguments[0]))", {"larger": text == "larger",
                "dark": theme == "dark", "language": None})

    def wrong(self, look, size):
        kiosk = size in (UPRIGHT, LYING)
        return self.driver.execute_script(LOOK, {"kiosk": kiosk, "upright": size == UPRIGHT, "tall": look in TALL})

    def inspect(self, name, prepare=lambda: None):
        language = self.language
        one_of_many = name.startswith("out.") and name not in ("out.two", "out.starting", "out.offline")
        for look, size, theme, text in LOOKS:
            if one_of_many and look not in FEW:
                continue
            with self.subTest(name, language=language, look=look):
                self.dress(name, size, theme, text)
                self.driver.refresh()
                self.until(lambda: self.driver.execute_script("return document.querySelector('h1') !== null"))
                prepare()
                self.driver.execute_script("return document.fonts.ready")
                time.sleep(.05)
                self.assertEqual(self.wrong(look, size), [])
                self.assertEqual(self.driver.execute_script("return document.documentElement.lang"), language)
                if look in WITH_AXE:
                    self.assertEqual(browser.axe(self.driver), [])
                self.assertEqual(browser.console(self.driver), [])
                self.keep(f"{name}.{language}.{look}")

    def test_every_state_is_whole_and_accessible(self):
        for name in states.KIOSK:
            self.show(name, language=self.language)
            self.inspect(name)

    def test_every_screen_between_states_is_whole_and_accessible(self):
        for name, (state, key) in WAYS.items():
            self.show(state, language=self.language)
            self.inspect(name, lambda: self.keys(key, pause=.25) if key else self.press("help"))
        for number in ("12345678", "99900000", "88800000", "77700000"):
            self.show("start", language=self.language)
            self.inspect(f"lookup.{number}", lambda: (self.scan(number), time.sleep(.25)))


class English(Pages, Stage):
    language = "en"


class Spanish(Pages, Stage):
    language = "es"


class Places(Stage):
    def test_title_money_line_and_help_bar_stand_still_on_all_pages(self):
        for size in (UPRIGHT, LYING):
            stands = {}
            for name in states.KIOSK:
                self.show(name, size)
                stands.setdefault(json.dumps(self.driver.execute_script(
                    "return ['h1', '#money', '#assist'].map((q) => Math.round(document.querySelector(q).getBoundingClientRect().top))")), []).append(name)
            self.assertEqual(len(stands), 1, stands)


if __name__ == "__main__":
    unittest.main()
