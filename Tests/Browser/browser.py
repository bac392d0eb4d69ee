"""Chromium for the tests: one window, its size set to the pixel, its console watched."""

import os
import pathlib
import shutil

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

AXE = (pathlib.Path(__import__("axe_playwright_python").__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def open_browser():
    options = Options()
    for flag in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars",
                 "--force-device-scale-factor=1", "--force-prefers-reduced-motion"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    options.binary_location = os.environ.get("CHROMIUM", shutil.which("chromium") or "")
    return webdriver.Chrome(options=options, service=Service(os.environ.get("CHROMEDRIVER",
        shutil.which("chromedriver"))))


def size(driver, width, height):
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                           {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})


def axe(driver):
    """The violations as short lines: rule and the first element that breaks it."""
    if not driver.execute_script("return typeof axe === 'object'"):
        driver.execute_script(AXE)
    found = driver.execute_async_script(
        "const done = arguments[1]; axe.run(document, {runOnly: arguments[0], resultTypes: ['violations']}).then(r => done(r.violations))", RULES)
    return [f"{one['id']}: {one['nodes'][0]['html'][:140]} ({one['nodes'][0]['failureSummary'][:200]})"
        for one in found]


def console(driver):
    """What the console complained about since last asked; a refused call is part of the play."""
    return [one["message"] for one in driver.get_log("browser") if one["level"] == "SEVERE"
        and "status of 4" not in one["message"]]
