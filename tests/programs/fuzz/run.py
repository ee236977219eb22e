"""One page through every stage, whatever is in it."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import NamedTuple

import msgspec

from apigen.analysis.api.link import link
from apigen.analysis.page.build import build
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Source
from apigen.ir.codec import decode_api, encode_api
from apigen.pages.read import read_page

FILE = "a/api-ref/Image/create.md"


class Run(NamedTuple):
    """What is told of a page and what it cost, in seconds of CPU."""

    found: Diagnostics
    seconds: float


def run(text: str, file: str = FILE) -> Run:
    """Raises whatever a stage raises, and AssertionError where a finding has no place or an end."""
    started = time.process_time()
    found = Diagnostics()
    page = read_page(Source(file, text), found, {})
    draft = build(page, found) if page is not None else None
    if draft is not None:
        with suppress(OverflowError, UnicodeError):  # as the cache, which then keeps nothing
            msgspec.msgpack.encode(draft)
        api = link([draft], found)
        assert decode_api(encode_api(api)) == api
    for finding in found:
        assert finding.origin.line >= 1
        assert finding.origin.column >= 1
        assert len(finding.message) < 1000
    return Run(found, time.process_time() - started)
