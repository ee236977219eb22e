"""What is fuzzed: bytes in, an exception where something is wrong. They run without a fuzzer too, so
that what was found stays a test."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from apigen.analysis.sentences.read import read_prose
from apigen.emulator import Emulator
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Source
from apigen.ir.api import Api
from apigen.ir.codec import CodecError, decode_api, encode_api
from apigen.ir.facts import method_facts
from apigen.languages.en import EN
from apigen.languages.ru import RU
from apigen.pages.inline import InlineReader
from apigen.pages.positions import Positions
from tests.product.emulator.made_up import Maker
from tests.product.emulator.worlds import PROJECT, shipped
from tests.programs.fuzz.mutate import JUNK
from tests.programs.fuzz.run import run
from tests.programs.fuzz_guided import requests
from tests.programs.fuzz_guided.shapes import Choices, made
from tests.unit.analysis.phrases import phrases

CASES = PROJECT / "tests" / "cases"
FOUND = PROJECT / "tests" / "programs" / "fuzz" / "found"


class Target(NamedTuple):
    """`words` are what a mutation may put in whole, `longest` the most bytes of an input."""

    attempt: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]
    words: tuple[str, ...]
    longest: int


# --- pages


def page(given: bytes) -> None:
    """A page through every stage. The first byte says which kind of file it is."""
    files = ("a/api-ref/Image/create.md", "ru/a/api-ref/Image/index.md", "en/a/api-ref/authn.md")
    run(given[1:].decode("utf-8", "replace"), files[given[0] % 3] if given else files[0])


def _pages() -> Iterator[bytes]:
    for folder in (CASES, PROJECT / "reference"):
        for file in sorted(folder.rglob("*.md")):
            yield b"\0" + file.read_bytes()


# --- sentences


def prose(given: bytes) -> None:
    """Markdown of a cell, in the language that the first byte says."""
    text = given[1:].decode("utf-8", "replace")
    blocks = InlineReader(Positions(text), lambda words, _: words).read(
        0, len(text), in_table=bool(given[:1] and given[0] & 2)
    )
    book = RU if given[:1] and given[0] & 1 else EN
    reading = read_prose(blocks, book, Source("p.md", text), Diagnostics())
    assert reading.understood + len(reading.residue) <= reading.sentences


def _phrases() -> Iterator[bytes]:
    for number, language in enumerate(("en", "ru")):
        for _, sentence, _ in phrases(language):
            yield bytes([number]) + sentence.encode()
            yield bytes([number + 2]) + sentence.encode()


# --- the IR and its facts


def codec(given: bytes) -> None:
    """The IR of JSON text, or one made up from the bytes: whatever is an API comes back from its
    text, and its facts are JSON."""
    if given[:1] == b"\0":
        api: Api = made(Api, Choices(given[1:]))
    else:
        try:
            api = decode_api(given[1:])
        except CodecError:
            return
    text = encode_api(api)
    assert decode_api(text) == api
    assert encode_api(decode_api(text)) == text
    messages = api.message_index()
    for service in api.services:
        for resource in service.resources:
            for method in resource.methods:
                facts = method_facts("p.md", service.name, resource.name, method, messages)
                assert json.loads(json.dumps(facts, allow_nan=False)) == facts


def _irs() -> Iterator[bytes]:
    for file in sorted(CASES.rglob("ir.json")):
        yield b"\1" + file.read_bytes()
    chance = random.Random(0)
    for size in (20, 100, 400, 2000):
        yield b"\0" + chance.randbytes(size)


# --- requests


@cache
def _emulator() -> Emulator:
    return Emulator(shipped())


def request(given: bytes) -> None:
    """Requests to a fresh emulator of the shipped reference: no answer may be an INTERNAL error that
    nobody asked for."""
    emulator = _emulator()
    emulator.engine.reset(1)
    asked = False
    for one in requests.parsed(given):
        status, content_type, body = requests.answer(emulator.app, one)
        asked = asked or one.scope["path"].startswith("/_emulator/faults")
        assert status >= 100
        if content_type.startswith("text/html"):
            continue
        answer = json.loads(body)
        told = str(answer.get("message", "")) if isinstance(answer, dict) else ""
        assert asked or not told.startswith("emulator: "), body


def _requests() -> Iterator[bytes]:
    world, chance = _emulator().engine.world, random.Random(0)
    maker = Maker(world.messages, chance)
    for route in world.routes:
        for _ in range(3):
            yield requests.seed(route, maker.request(route.method))
    yield from requests.CONTROL


TARGETS = {
    "pages": Target(page, _pages, JUNK, 12_000),
    "sentences": Target(
        prose,
        _phrases,
        ("Value must ", "from ", " to ", "<ul>", "<li>", "`", "**", " - ", "1,000", "от ", " до "),
        1_500,
    ),
    "codec": Target(codec, _irs, ('"type":', '"message"', '"list"', "1e999", "-0.0"), 8_000),
    "emulator": Target(
        request,
        _requests,
        ("pageToken=", "filter=", "orderBy=", "updateMask", "%00", "idempotency-key: a", "\n\n\n"),
        4_000,
    ),
}


def kept(target: str) -> list[Path]:
    """The inputs that were found wrong once."""
    return sorted(path for path in (FOUND / target).glob("*") if path.is_file())
