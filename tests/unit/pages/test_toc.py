"""Tables of contents."""

from __future__ import annotations

import pytest

from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Source, Span
from apigen.pages.toc import TocEntry, read_toc, report_missing

TOC = """items:
  - name: Обзор
    href: api-ref/index.md
  - name: Disk
    items:
      - name: get
        href: api-ref/Disk/get.md
      - name: elsewhere
        href: https://example.org/a.md
      - name: out
        href: ../../../etc/a.md
"""
FILE = "ru/compute/toc.yaml"
ENTRIES = (
    TocEntry("Обзор", "ru/compute/api-ref/index.md", Span(3, 5)),
    TocEntry("get", "ru/compute/api-ref/Disk/get.md", Span(7, 9)),
)


def test_entries_at_any_depth_that_link_to_pages_of_the_reference() -> None:
    found = Diagnostics()
    assert read_toc(Source(FILE, TOC), found) == ENTRIES
    (finding,) = found
    assert (finding.code.code, finding.origin.line) == ("P019", 11)
    assert finding.text == "../etc/a.md"


def test_missing_pages_are_reported_once() -> None:
    found = Diagnostics()
    report_missing(Source(FILE, TOC), ENTRIES, {"ru/compute/api-ref/index.md"}, found)
    (finding,) = found
    assert (finding.code.code, finding.origin.line) == ("P015", 7)
    assert finding.text == "ru/compute/api-ref/Disk/get.md"
    report_missing(Source(FILE, TOC), ENTRIES, {entry.file for entry in ENTRIES}, found)
    assert len(found) == 1


@pytest.mark.parametrize("text", ["items: [1", "a: &x [1]\nb: *x", "- " * 10_000, "\t\x00"])
def test_files_that_are_no_table_of_contents(text: str) -> None:
    found = Diagnostics()
    assert read_toc(Source(FILE, text), found) == ()
    assert [finding.code.code for finding in found] == ["P014"]


@pytest.mark.parametrize("text", ["", "words", "items: words", "[]"])
def test_empty_tables_of_contents(text: str) -> None:
    found = Diagnostics()
    assert read_toc(Source(FILE, text), found) == ()
    assert not list(found)
