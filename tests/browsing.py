"""A page in headless Chromium, as tests look at it: what is asked, what fails, what can be read.

The fixture `browser` (tests/conftest.py) starts it. Tried with Chromium 156 and its chromedriver,
Debian's packages `chromium` and `chromium-driver`.
"""

from __future__ import annotations

import json
from typing import Any

# Luminance contrast of text and what is behind it, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
# Colours that let through are laid over what is behind them, as is the opacity of what text stands in.
CONTRAST = """
const part = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
const colour = (s) => { const [r, g, b, a = 1] = s.match(/[0-9.]+/g).map(Number); return [r, g, b, a]; };
const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3]));
const behind = (e) => e
  ? over(colour(getComputedStyle(e).backgroundColor), behind(e.parentElement)) : [255, 255, 255];
const through = (e) => e ? getComputedStyle(e).opacity * through(e.parentElement) : 1;
return [...document.querySelectorAll('body *')]
  .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  .filter((e) => e.getClientRects().length)
  .map((e) => { const below = behind(e), [r, g, b, a] = colour(getComputedStyle(e).color);
    const [x, y] = [light(over([r, g, b, a * through(e)], below)), light(below)];
    return [e.tagName + '.' + e.className, (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)]; })
  .filter(([, ratio]) => ratio < 4.5);
"""


def opened(browser: Any, url: str, width: int = 1280, scheme: str = "light") -> None:
    """Opens a page, of a phone's kind where it is narrow; what earlier pages logged is forgotten."""
    browser.get("about:blank")
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    for log in ("performance", "browser"):
        browser.get_log(log)
    browser.get(url)


def problems(browser: Any) -> list[str]:
    """What the browser's console holds: failed scripts, refused requests. Asking empties it."""
    return [entry["message"] for entry in browser.get_log("browser")]


def requested(browser: Any) -> list[str]:
    """The URLs that were asked for since. Asking empties the list."""
    told = (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
    return [
        event["params"]["request"]["url"]
        for event in told
        if event["method"] == "Network.requestWillBeSent"
    ]


def shown(browser: Any, selector: str) -> list[Any]:
    """The elements that a reader sees."""
    found = browser.find_elements("css selector", selector)
    return [element for element in found if element.is_displayed()]
