"""The HTML pages in headless Chromium: mouse, keyboard only, the width of a phone, dark mode."""

from __future__ import annotations

import json
from typing import Any

import pytest

from apigen.emulator import Emulator
from tests.browsing import CONTRAST, opened, problems, requested, shown
from tests.emulator.worlds import IMAGES, Http
from tests.tiers import deep

pytestmark = deep

PAGES = ("/", "/_emulator/limits")


def field(browser: Any, name: str) -> Any:
    return browser.find_element("css selector", f'[data-field="{name}"]')


def choose(browser: Any, member: str) -> None:
    browser.find_element("css selector", f'input[type="radio"][value="{member}"]').click()


def until(browser: Any, script: str) -> None:
    """Waits until an expression is true in the page."""
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(browser, 20, 0.05).until(
        lambda _: browser.execute_script(f"return {script}"), script
    )


def answered(browser: Any) -> str:
    """The text that the form shows when the response has arrived."""
    until(browser, "document.querySelector('.outcome').textContent !== ''")
    return str(browser.find_element("css selector", ".outcome").text)


def bodies(http: Http) -> list[dict[str, Any]]:
    found = http.ok("GET", "/_emulator/requests?method=compute.Image.create")["requests"]
    return [json.loads(request["body"]) for request in found]


def test_an_image_is_created_with_the_mouse(browser: Any, emulator: Emulator, http: Http) -> None:
    opened(browser, emulator.url)
    assert not field(browser, "folderId").is_displayed()
    browser.find_element("css selector", "summary").click()
    for name, text in (("folderId", "b1g"), ("name", "golden"), ("labels", "env=prod\ntier=\n")):
        field(browser, name).click()
        field(browser, name).send_keys(text)
    field(browser, "os.type").send_keys("LINUX")
    assert not field(browser, "diskId").is_displayed()
    choose(browser, "diskId")
    field(browser, "diskId").send_keys("epd1")
    browser.find_element("css selector", "button").click()
    assert answered(browser).startswith("Started operation")
    until(browser, "document.getElementById('live').textContent.includes('golden')")
    assert "CREATING" in browser.find_element("id", "live").text
    http.step(60)
    until(browser, "document.getElementById('live').textContent.includes('READY')")
    assert problems(browser) == []
    assert all(url.startswith(f"{emulator.url}/") for url in requested(browser))
    assert bodies(http) == [
        {
            "folderId": "b1g",
            "name": "golden",
            "labels": {"env": "prod", "tier": ""},
            "os": {"type": "LINUX"},
            "diskId": "epd1",
        }
    ]
    assert [i["name"] for i in http.ok("GET", f"{IMAGES}?folderId=b1g")["images"]] == ["golden"]


def test_the_choice_sends_one_source_only(browser: Any, emulator: Emulator, http: Http) -> None:
    opened(browser, emulator.url)
    browser.find_element("css selector", "summary").click()
    field(browser, "folderId").send_keys("b1g")
    for source in ("snapshotId", "uri"):
        choose(browser, source)
        field(browser, source).send_keys(f"some-{source}")
    assert [e.get_attribute("data-arm") for e in shown(browser, ".arm")] == ["uri"]
    browser.find_element("css selector", "button").click()
    answered(browser)
    assert bodies(http) == [{"folderId": "b1g", "uri": "some-uri"}]


def test_violations_are_marked_explained_and_focused(
    browser: Any, emulator: Emulator, http: Http
) -> None:
    opened(browser, emulator.url)
    browser.find_element("css selector", "summary").click()
    field(browser, "name").send_keys("Golden-")
    field(browser, "labels").send_keys("a=b=c")
    browser.find_element("css selector", "button").click()
    told = answered(browser)
    assert "folderId: Field is required" in told
    assert "name: Field does not match" in told
    assert 'labels["a"]: Field does not match' in told
    marked = browser.find_elements("css selector", "[aria-invalid]")
    assert [e.get_attribute("data-field") for e in marked] == ["folderId", "name", "labels"]
    assert browser.switch_to.active_element == field(browser, "folderId")
    # The marks disappear when the values are corrected.
    field(browser, "folderId").send_keys("b1g")
    for name in ("name", "labels"):
        field(browser, name).clear()
    browser.find_element("css selector", "button").click()
    until(browser, "document.querySelector('.outcome').textContent.startsWith('Started')")
    assert browser.find_elements("css selector", "[aria-invalid]") == []
    assert len(bodies(http)) == 2


def test_the_form_works_with_the_keyboard_only(
    browser: Any, emulator: Emulator, http: Http
) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    def press(*keys: str) -> None:
        ActionChains(browser).send_keys(*keys).perform()

    def reach(selector: str) -> None:
        """Presses Tab until a control has the focus; every control on the way shows its focus."""
        for _ in range(40):
            press(Keys.TAB)
            found = browser.switch_to.active_element
            assert found.value_of_css_property("outline-style") == "solid"
            if browser.execute_script("return arguments[0].matches(arguments[1])", found, selector):
                return
        raise AssertionError(f"{selector} is not reached")

    opened(browser, emulator.url)
    reach("summary")
    press(Keys.ENTER)
    reach('[data-field="folderId"]')
    press("b1g")
    reach('[data-field="name"]')
    press("by-keys")
    reach('input[type="radio"]')
    press(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    reach('[data-field="diskId"]')
    press("epd1")
    reach("button")
    press(Keys.SPACE)
    assert answered(browser).startswith("Started operation")
    assert bodies(http) == [{"folderId": "b1g", "name": "by-keys", "diskId": "epd1"}]


def test_a_stopped_emulator_is_reported(browser: Any) -> None:
    from tests.emulator.worlds import shipped

    with Emulator(shipped()) as emulator:
        opened(browser, emulator.url)
    browser.find_element("css selector", "summary").click()
    browser.find_element("css selector", "button").click()
    assert answered(browser) == "The emulator does not answer."
    assert not any("Uncaught" in told for told in problems(browser))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_it_is_readable_on_a_phone_and_in_the_dark(
    browser: Any, emulator: Emulator, http: Http, path: str, width: int, scheme: str
) -> None:
    http.image(name="a" * 63, description="d" * 200)
    http.ok("POST", IMAGES, {"folderId": "b1g", "name": "going-on"})
    http.error("GET", f"{IMAGES}?folderId={'f' * 300}")
    opened(browser, emulator.url + path, width, scheme)
    for closed in browser.find_elements("css selector", "summary"):
        closed.click()
    if path == "/":
        browser.find_element("css selector", "button").click()
        answered(browser)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    dark = browser.execute_script(
        "return getComputedStyle(document.body).backgroundColor.match(/\\d+/g).every(c => c < 60)"
    )
    assert dark is (scheme == "dark")
    assert browser.execute_script(CONTRAST) == []
    size = "return Math.min(...[...document.querySelectorAll('p, td, label, small, li, code')]"
    size += ".map(e => parseFloat(getComputedStyle(e).fontSize)))"
    assert browser.execute_script(size) >= 12
    assert [told for told in problems(browser) if "400 (Bad Request)" not in told] == []
    assert all(url.startswith(f"{emulator.url}/") for url in requested(browser))
