"""The HTML pages: content, self-containment, escaping."""

from __future__ import annotations

import urllib.request
from html.parser import HTMLParser

import pytest

from apigen.emulator import Emulator
from tests.product.emulator.worlds import IMAGES, Http

VOID = {"meta", "input", "br", "link", "img"}


class Reader(HTMLParser):
    """Collects elements with their attributes, and text; fails on unbalanced elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for found, attributes in self.elements if found == tag]


def page(emulator: Emulator, path: str) -> Reader:
    with urllib.request.urlopen(emulator.url + path, timeout=10) as answer:
        assert answer.headers["content-type"].startswith("text/html")
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        return Reader(answer.read().decode())


def test_the_form_shows_limits_and_the_choice(emulator: Emulator) -> None:
    found = page(emulator, "/")
    fields = {a["data-field"] for _, a in found.elements if "data-field" in a}
    assert {"folderId", "name", "labels", "minDiskSize", "os.type", "uri"} <= fields
    radios = [a["value"] for a in found.all("input") if a.get("type") == "radio"]
    assert radios == ["", "imageId", "diskId", "snapshotId", "uri"]
    assert "matching |[a-z][-a-z0-9]{1,61}[a-z0-9]" in found.text
    assert "keys 1 to 63 characters" in found.text
    assert "4194304 to 4398046511104" in found.text


def test_every_control_has_a_label_and_ids_are_unique(emulator: Emulator) -> None:
    found = page(emulator, "/")
    ids = [a["id"] for _, a in found.elements if "id" in a]
    assert len(ids) == len(set(ids))
    labelled = {a.get("for") for a in found.all("label")}
    controls = [a for t, a in found.elements if t in ("select", "textarea", "input")]
    assert all(a["id"] in labelled for a in controls if a.get("type") != "radio")
    described = {a["aria-describedby"] for a in controls if a.get("aria-describedby")}
    assert described <= set(ids)


@pytest.mark.parametrize("path", ["/", "/_emulator/limits"])
def test_nothing_is_loaded_from_elsewhere(emulator: Emulator, path: str) -> None:
    for _, attributes in page(emulator, path).elements:
        for name in ("src", "href", "action"):
            assert (attributes.get(name) or "/").startswith("/")


def test_the_page_shows_resources_operations_and_requests(emulator: Emulator, http: Http) -> None:
    http.image(name="golden")
    http.ok("POST", IMAGES, {"folderId": "b1g", "description": "<script>alert(1)</script>"})
    emulator.control("seed", {"resources": {"compute.Image": [{"id": "<u>", "name": "<i>x</i>"}]}})
    found = page(emulator, "/")
    assert "golden" in found.text
    assert "READY" in found.text
    assert "running" in found.text
    assert "<i>x</i>" in found.text  # as text
    assert not {"u", "i"} & {tag for tag, _ in found.elements}


def test_the_newest_come_first_with_their_total_number(emulator: Emulator, http: Http) -> None:
    images = [{"id": f"id{n}", "folderId": "b1g", "name": f"image-{n:02}"} for n in range(30)]
    emulator.control("seed", {"resources": {"compute.Image": images}})
    found = page(emulator, "/_emulator/live")
    assert "Resources 20 of 30" in found.text
    assert [n for n in range(30) if f"image-{n:02}" in found.text] == list(range(10, 30))
    assert found.text.index("image-29") < found.text.index("image-28")


def test_limits_are_listed_for_every_method(emulator: Emulator) -> None:
    found = page(emulator, "/_emulator/limits")
    for route in emulator.engine.world.routes:
        assert route.id in found.text
        assert route.behaviour.value in found.text
