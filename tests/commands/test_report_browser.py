"""The HTML report in headless Chromium, with real clicks and keys."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import CONTRAST, opened, problems, requested, shown
from tests.commands.shell import CREATE, apigen, edit
from tests.commands.test_diff import changed
from tests.tiers import deep

pytestmark = deep

ATTACK = "window.attacked = true"
ATTACKS = (
    f"<script>{ATTACK}</script>",
    f'"><img src=x onerror="{ATTACK}">',
    f"</style></script><svg onload='{ATTACK}'>",
    f"<a href='javascript:{ATTACK}' autofocus onfocus='{ATTACK}'>x</a>",
)


@pytest.fixture(scope="module")
def report(committed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with two changes of limits and one of a description, for pages with script attacks."""
    project = tmp_path_factory.mktemp("report")
    for name in ("old", "reference"):
        shutil.copytree(committed / "reference", project / name)
    changed(project)
    quoted = " ".join(f"`{attack}`" for attack in ATTACKS)
    edit(project / CREATE, "Описание образа.", f"Описание {quoted} образа.")
    done = apigen("diff", "old", "reference", "--report", "report.html", cwd=project)
    assert done.returncode == 0, done.stderr
    return project / "report.html"


def test_the_filter_and_the_checkboxes_select_changes(browser: Any, report: Path) -> None:
    opened(browser, report.as_uri())
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


def test_before_and_after_are_side_by_side_with_the_words_marked(
    browser: Any, report: Path
) -> None:
    opened(browser, report.as_uri())
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


def test_no_script_of_a_page_runs_and_no_request_is_made(
    browser: Any, report: Path, tmp_path: Path
) -> None:
    opened(browser, report.as_uri())
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
        opened(browser, file.as_uri())
        assert browser.execute_script("return window.attacked") is runs, name
        assert any("Content Security Policy" in told for told in problems(browser)) is not runs


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_it_is_readable_on_a_narrow_screen_and_in_dark_mode(
    browser: Any, report: Path, width: int, scheme: str
) -> None:
    opened(browser, report.as_uri(), width, scheme)
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
