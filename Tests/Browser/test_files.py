"""The pages as files: they carry nothing foreign, and shared ones are the same. Needs no browser: `make lint` runs it."""

import pathlib
import re
import unittest

import mock_server


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
