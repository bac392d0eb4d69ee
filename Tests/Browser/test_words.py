"""Both languages say everything."""

import unittest

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


if __name__ == "__main__":
    unittest.main()
