"""The mock and one browser, shared by the tests of a module."""

import json
import os
import pathlib
import time
import unittest
import urllib.request

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By

import browser
import mock_server

UPRIGHT, LYING, DESK, PHONE = (1080, 1920), (1920, 1080), (1440, 900), (390, 844)


class Stage(unittest.TestCase):
    """Opens the mock and the browser once for each class."""

    @classmethod
    def setUpClass(cls):
        cls.service, cls.sim, cls.servers = mock_server.serve()
        cls.driver = browser.open_browser()

    @classmethod
    def tearDownClass(cls):
        cls.driver.quit()
        for server in cls.servers:
            server.shutdown()
            server.server_close()

    def post(self, path, **body):
        request = urllib.request.Request(self.service + path, json.dumps(body).encode(), method="POST")
        urllib.request.urlopen(request).read()

    def calls(self):
        return json.load(urllib.request.urlopen(self.service + "/mock/calls"))

    def called(self, name):
        return [body for _, one, body in self.calls() if one == name]

    def show(self, name, size=UPRIGHT, **more):
        """Loads the page in this state, without what an earlier person chose."""
        browser.size(self.driver, *size)
        self.post("/mock/state", name=name, **more)
        address = self.sim + "/bench" if name.startswith("bench") else self.service + "/kiosk/K-07"
        if self.driver.current_url != address:
            self.driver.get(address)
        self.driver.execute_script("sessionStorage.clear()")
        self.driver.get(address)
        self.until(lambda: self.driver.execute_script("return document.querySelector('h1') !== null"))

    def until(self, true, seconds=5, what="what was waited for did not come"):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if true():
                return
            time.sleep(.03)
        self.fail(f"{what}; the page says: {self.text()[:400]}")

    def text(self):
        return self.driver.execute_script("return document.body.innerText")

    def title(self):
        return self.driver.execute_script("return document.querySelector('h1').textContent")

    def shows(self, title):
        self.until(lambda: self.title() == title, what=f"title '{title}' instead of '{self.title()}'")

    def money(self):
        return self.driver.execute_script("return document.getElementById('money-seen').textContent")

    def keys(self, *keys, pause=.1):
        """Keys as a hand presses them: one after another."""
        for key in keys:
            ActionChains(self.driver, duration=1).send_keys(key).perform()
            time.sleep(pause)

    def scan(self, text):
        """Keys as a reader sends them: at once, Enter at the end."""
        ActionChains(self.driver, duration=0).send_keys(text + "\n").perform()

    def press(self, act):
        self.driver.find_element(By.CSS_SELECTOR, f'[data-act="{act}"]').click()

    def focused(self):
        return self.driver.execute_script(
            "const here = document.activeElement; return here === document.body ? '' : here.textContent || here.id")

    def keep(self, name):
        """A picture, where OUT names a folder."""
        if os.environ.get("OUT"):
            folder = pathlib.Path(os.environ["OUT"])
            folder.mkdir(parents=True, exist_ok=True)
            self.driver.save_screenshot(str(folder / f"{name}.png"))
