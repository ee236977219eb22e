"""The HTML report is self-contained, and runs no code from pages."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.commands.shell import CREATE, apigen, edit
from tests.commands.test_diff import changed
from tests.tiers import sampled

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>alert(1)</script>",
    "</script><svg onload=alert(1)>",
    "<!--",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "javascript:alert(1)",
    "&lt;b&gt;",
]


class Page(HTMLParser):
    """The elements of an HTML page."""

    def __init__(self, file: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        for tag in set(self._open):
            self.inside.setdefault(tag, []).append(data)

    def text(self, tag: str = "body") -> str:
        return " ".join("".join(self.inside.get(tag, [])).split())


def reported(project: Path) -> Page:
    done = apigen("diff", "old", "reference", "--report", "out/report.html", cwd=project)
    assert done.returncode == 0, done.stderr
    return Page(project / "out/report.html")


@pytest.fixture
def old(project: Path) -> Path:
    """The project, with a copy of its pages in `old`."""
    shutil.copytree(project / "reference", project / "old")
    return project


def test_changes_are_shown_with_the_sentences_of_the_pages(old: Path) -> None:
    changed(old)
    page = reported(old)
    assert "1 breaking, 1 compatible, 0 docs only; proposed version: 0.1.0 → 0.2.0" in page.text()
    assert "compute.Image.create body minDiskSize" in page.text("code")
    assert page.inside["del"].count("4194304") == 2  # the value, and the word of the sentence
    assert page.inside["ins"].count("8388608") == 2
    assert "Допустимые значения — от 4194304 до 4398046511104" in page.text("blockquote")
    assert "ru/compute/api-ref/Image/create.md:51:" in page.text("article")
    assert "ru/compute/api-ref/Image/update.md" in page.text("table")


def test_it_needs_no_network_and_allows_only_its_own_style_and_script(old: Path) -> None:
    changed(old)
    page = reported(old)
    for tag, attributes in page.tags:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base"}
        outside = {name for name in attributes if name in {"src", "href", "srcset", "style"}}
        handlers = {name for name in attributes if name.startswith("on")}
        assert not outside | handlers, (tag, attributes)
    text = (old / "out/report.html").read_text(encoding="utf-8")
    assert not re.search(r"https?://|@import|url\(", text)
    (policy,) = [a["content"] for tag, a in page.tags if a.get("http-equiv")]
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        assert sum(name == tag for name, _ in page.tags) == 1
        inside = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert inside is not None
        digest = base64.b64encode(hashlib.sha256(inside[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert any(attributes.get("name") == "viewport" for _, attributes in page.tags)
    assert "prefers-color-scheme: dark" in text


@pytest.mark.parametrize("attack", sampled(ATTACKS, 3))
def test_text_of_a_page_is_escaped(old: Path, attack: str) -> None:
    before = {tag for tag, _ in reported(old).tags}
    edit(old / CREATE, "Описание образа.", f"Описание `{attack}` образа.")
    edit(old / CREATE, "от 4194304 до", f"`{attack}` от 8388608 до")
    page = reported(old)
    allowed = {"section", "h2", "article", "h3", "code", "span", "div", "p", "del", "ins"}
    allowed |= {"details", "summary", "blockquote"}
    assert {tag for tag, _ in page.tags} <= before | allowed
    assert sum(tag == "script" for tag, _ in page.tags) == 1
    assert sum(tag == "style" for tag, _ in page.tags) == 1
    assert "49" not in page.text("ins")


def test_a_report_without_changes_is_written(old: Path) -> None:
    assert "Nothing changed for callers." in reported(old).text()


def test_a_report_that_cannot_be_written_is_an_error(old: Path) -> None:
    (old / "file").write_text("", encoding="utf-8")
    done = apigen("diff", "old", "reference", "--report", "file/report.html", cwd=old)
    assert done.returncode == 2
    assert "file" in done.stderr
