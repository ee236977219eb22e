"""The HTML report in headless Chromium: real clicks and keys, no network, nothing of a page's runs.

Tried with Chromium 156 and its chromedriver, Debian's packages `chromium` and `chromium-driver`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.commands.shell import CREATE, apigen, edit
from tests.commands.test_diff import changed

PROGRAM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
DRIVER = shutil.which("chromedriver")
ATTACK = "window.attacked = true"
ATTACKS = (
    f"<script>{ATTACK}</script>",
    f'"><img src=x onerror="{ATTACK}">',
    f"</style></script><svg onload='{ATTACK}'>",
    f"<a href='javascript:{ATTACK}' autofocus onfocus='{ATTACK}'>x</a>",
)
# Luminance contrast of text and what is behind it, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
CONTRAST = """
const part = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
const light = (s) => { const [r, g, b] = s.match(/[0-9.]+/g).map(Number);
  return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b); };
const behind = (e) => { for (; e; e = e.parentElement) {
  const c = getComputedStyle(e).backgroundColor; if (c !== 'rgba(0, 0, 0, 0)') return c; }
  return 'rgb(255, 255, 255)'; };
return [...document.querySelectorAll('body *')]
  .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  .filter((e) => e.getClientRects().length)
  .map((e) => { const [a, b] = [light(getComputedStyle(e).color), light(behind(e))];
    return [e.tagName + '.' + e.className, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)]; })
  .filter(([, ratio]) => ratio < 4.5);
"""


@pytest.fixture(scope="module")
def report(committed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of two changes of limits and one of words, on pages that try to run script."""
    project = tmp_path_factory.mktemp("report")
    for name in ("old", "reference"):
        shutil.copytree(committed / "reference", project / name)
    changed(project)
    quoted = " ".join(f"`{attack}`" for attack in ATTACKS)
    edit(project / CREATE, "Описание образа.", f"Описание {quoted} образа.")
    done = apigen("diff", "old", "reference", "--report", "report.html", cwd=project)
    assert done.returncode == 0, done.stderr
    return project / "report.html"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    if PROGRAM is None or DRIVER is None:
        assert not os.environ.get("CI"), "CI must have chromium and chromium-driver"
        pytest.skip("no browser: install Debian's packages chromium and chromium-driver")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = PROGRAM
    for flag in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage"):
        options.add_argument(f"--{flag}")
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('profile')}")
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


def opened(browser: Any, page: Path, width: int = 1280, scheme: str = "light") -> None:
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    for log in ("performance", "browser"):
        browser.get_log(log)
    browser.get(page.as_uri())


def problems(browser: Any) -> list[str]:
    return [entry["message"] for entry in browser.get_log("browser")]


def requested(browser: Any) -> list[str]:
    told = (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
    return [
        event["params"]["request"]["url"]
        for event in told
        if event["method"] == "Network.requestWillBeSent"
    ]


def shown(browser: Any, selector: str) -> list[Any]:
    found = browser.find_elements("css selector", selector)
    return [element for element in found if element.is_displayed()]


def test_the_filter_and_the_boxes_show_what_is_asked_for(browser: Any, report: Path) -> None:
    opened(browser, report)
    every = shown(browser, "article")
    headings = [" ".join(article.text.split("\n")[0].split()) for article in every]
    assert len(every) == 3, headings
    breaking = "article.breaking"
    assert "compute.Image.create body minDiskSize" in shown(browser, breaking)[0].text
    # One box off: its articles go, and come back.
    browser.find_element("css selector", "input[value='breaking']").click()
    assert not shown(browser, breaking)
    assert len(shown(browser, "article")) == 2
    browser.find_element("css selector", "input[value='breaking']").click()
    assert len(shown(browser, breaking)) == 1
    # Words, in any order and case; Enter sends nothing anywhere.
    box = browser.find_element("id", "filter")
    box.send_keys("MINDISKSIZE create\n")
    assert shown(browser, "article") == shown(browser, breaking)
    number = len(shown(browser, ".entry"))
    said = browser.find_element("id", "shown").text
    assert re.fullmatch(rf"{number} of \d+ shown", said), said
    box.send_keys(" nowhere")
    assert not shown(browser, ".entry")
    assert not shown(browser, "section")
    assert browser.current_url == report.as_uri()
    box.clear()
    box.send_keys("x\b")
    assert len(shown(browser, "article")) == 3
    assert problems(browser) == []


def test_before_and_after_stand_side_by_side_with_the_words_marked(
    browser: Any, report: Path
) -> None:
    opened(browser, report)
    (article,) = shown(browser, "article.breaking")
    old, new = article.find_elements("css selector", "blockquote")
    assert old.location["x"] < new.location["x"]
    assert abs(old.location["y"] - new.location["y"]) < 2
    assert old.find_element("css selector", "del").text == "4194304"
    assert "8388608" in new.find_element("css selector", "ins").text
    # Of what does not break, the sentence is a click away.
    summary, *_ = shown(browser, "article.compatible summary, article.docs-only summary")
    quote = summary.find_element("xpath", "../div")
    assert not quote.is_displayed()
    summary.click()
    assert quote.is_displayed()


def test_nothing_of_a_page_runs_and_nothing_is_asked_of_the_network(
    browser: Any, report: Path, tmp_path: Path
) -> None:
    opened(browser, report)
    assert "onerror=" in browser.find_element("css selector", "main").text
    assert browser.execute_script("return window.attacked") is None
    assert problems(browser) == []
    assert requested(browser) == [report.as_uri()]
    # Had quoting failed, the policy would still hold; without either, these attacks do run.
    text = report.read_text(encoding="utf-8")
    for name, page, runs in (
        ("unquoted", text, None),
        ("unguarded", re.sub(r"<meta http-equiv[^>]*>", "", text), True),
    ):
        file = tmp_path / f"{name}.html"
        file.write_text(page.replace("<main>", "<main>" + "".join(ATTACKS)), encoding="utf-8")
        opened(browser, file)
        assert browser.execute_script("return window.attacked") is runs, name
        assert any("Content Security Policy" in told for told in problems(browser)) is not runs


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_it_is_readable_on_a_phone_and_in_the_dark(
    browser: Any, report: Path, width: int, scheme: str
) -> None:
    opened(browser, report, width, scheme)
    for closed in browser.find_elements("css selector", "details:not([open]) > summary"):
        closed.click()
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    dark = browser.execute_script(
        "return getComputedStyle(document.body).backgroundColor.match(/\\d+/g).every(c => c < 60)"
    )
    assert dark is (scheme == "dark")
    assert browser.execute_script(CONTRAST) == []
    (article,) = shown(browser, "article.breaking")
    old, new = article.find_elements("css selector", "blockquote")
    assert (old.location["y"] < new.location["y"]) is (width == 360)
    size = "return Math.min(...[...document.querySelectorAll('p, h3, blockquote, label')].map(e =>"
    size += " parseFloat(getComputedStyle(e).fontSize)))"
    assert browser.execute_script(size) >= 12
