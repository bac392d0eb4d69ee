"""Both languages say everything, the pages carry nothing foreign, and shared files are the same."""

import pathlib
import re
import unittest

import mock_server
import states
from stage import Stage

MONEY = ["nothingYet", "counted", "countingNote", "noteReturned", "noteRefused", "settling", "inDoubt", "finishing",
    "paid",
         "paidOffline", "paidPrinting", "paidNoPaper", "returnedAll", "foundEarlier", "outOfService", "noMoneyTaken"]
SHAPE = """
const [language, done] = arguments;
import(`/assets/words.${language}.js`).then(({default: words}) => {
  const found = {}, m = {amount: '$20.00', amount2: '$40.00', claim: '7KM 4R2', counted: '$40.00', credit: '$1.53', note: '$20'};
  const walk = (value, path) => {
    if (typeof value === 'function') found[path] = `${value.length}: ${path.startsWith('money.') ? value(m) : [].concat(value(7, 8, 9)).join('')}`;
    else if (typeof value === 'object') for (const key of Object.keys(value)) walk(value[key], path ? `${path}.${key}` : key);
    else found[path] = value;
  };
  walk(words, '');
  done(found);
});"""


class Words(Stage):
    def words(self):
        self.show("start")
        return {one: self.driver.execute_async_script(SHAPE, one) for one in ("en", "es")}

    def test_every_key_of_money_and_every_reason_has_a_sentence_in_both_languages(self):
        for language, words in self.words().items():
            for key in [f"money.{one}" for one in MONEY] + [f"reasons.{one}" for one in states.REASONS]:
                with self.subTest(language=language, key=key):
                    self.assertRegex(words.get(key, ""), r"\w.*\.$")

    def test_both_languages_have_the_same_sentences_and_none_is_left_in_the_other_language(self):
        words = self.words()
        self.assertEqual(sorted(words["en"]), sorted(words["es"]))
        for key, english in words["en"].items():
            if len(english) > 12 and not key.startswith("heard.claim"):
                self.assertNotEqual(english, words["es"][key], key)

    def test_no_sentence_uses_the_words_that_frighten(self):
        for language, words in self.words().items():
            for key, sentence in words.items():
                self.assertNotRegex(sentence.lower(),
                    r"transac|invalid|inválid|error|undefined|\bnan\b|try again later", f"{language} {key}")

    def test_sums_are_spoken_as_words_in_both_languages(self):
        self.show("start")
        say = lambda cents, language: self.driver.execute_async_script(
            "const [c, l, done] = arguments; import('/assets/numbers.js').then(n => done(n.spokenFirst({minorUnits: c, currency: 'USD'}, l)))",
            cents, language)
        self.assertEqual(say(347, "en"), "Three dollars forty-seven")
        self.assertEqual(say(2000, "en"), "Twenty dollars")
        self.assertEqual(say(100, "en"), "One dollar")
        self.assertEqual(say(153, "es"), "Un dólar con cincuenta y tres centavos")
        self.assertEqual(say(2100, "es"), "Veintiún dólares")
        self.assertEqual(say(128340, "es"), "Mil doscientos ochenta y tres dólares con cuarenta centavos")

    def test_sums_never_pass_through_fractions(self):
        self.show("start")
        laid = self.driver.execute_async_script(
            "const done = arguments[0]; Promise.all([import('/assets/sums.js'), import('/assets/keypad.js'), import('/assets/money.js')])"
            ".then(([s, k, m]) => done([s.lay(m.of(7000), [{account: 'a', due: m.of(6347)}, {account: 'b', due: m.of(500)}]),"
            " k.typedUnits('0.29'), k.typedUnits('12.5'), k.typedUnits('1138'), m.text(m.of(123456789)), m.inNotes(m.of(6347), [100, 500])]))")
        self.assertEqual([(one["account"], one["wanted"]["minorUnits"]) for one in laid[0]], [("a", 6500), ("b", 500)])
        self.assertEqual(laid[1:4], [29, 1250, 113800])
        self.assertEqual(laid[4], "$1,234,567.89")
        self.assertEqual(laid[5]["minorUnits"], 6400)


class Files(unittest.TestCase):
    folders = (mock_server.KIOSK_PAGES, mock_server.BENCH_PAGES)

    def test_pages_have_only_their_three_places_to_fill(self):
        for folder, name in zip(self.folders, ("kiosk.html", "bench.html")):
            self.assertEqual(set(re.findall(r"{{\w+}}", (folder / name).read_text())),
                {"{{lang}}", "{{view}}", "{{kiosk}}"})

    def test_nothing_is_fetched_from_elsewhere_and_nothing_stands_inline(self):
        for folder in self.folders:
            for file in folder.iterdir():
                text = file.read_text().replace("http://www.w3.org/", "")
                self.assertNotRegex(text, r"https?://", file.name)
                self.assertNotRegex(text, r"innerHTML|insertAdjacentHTML|document\.write|\beval\(", file.name)
                if file.suffix == ".html":
                    self.assertNotRegex(text, r"\son\w+=|style=|<style|<script(?![^>]*(src=|application/json))",
                        file.name)

    def test_files_both_pages_use_are_the_same(self):
        kiosk, bench = ({one.name: one.read_bytes() for one in folder.iterdir()} for folder in self.folders)
        for name in set(kiosk) & set(bench):
            self.assertEqual(kiosk[name], bench[name], f"{name} differs between the two pages")
        self.assertIn("tokens.css", set(kiosk) & set(bench))

    def test_files_stay_small_and_lines_short(self):
        for folder in (*self.folders, pathlib.Path(__file__).parent):
            for file in folder.iterdir():
                if file.suffix in (".js", ".css", ".html", ".py"):
                    lines = file.read_text().splitlines()
                    self.assertLessEqual(len(lines), 250, file.name)
                    self.assertLessEqual(max(map(len, lines)), 160 if file.suffix == ".py" else 120, file.name)


if __name__ == "__main__":
    unittest.main()
