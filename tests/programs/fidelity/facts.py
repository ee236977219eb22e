"""Facts of pages, each with its line: what the tables of a page say, without its front matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from apigen.analysis.page.build import build
from apigen.analysis.page.draft import MethodDraft
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Source
from apigen.ir.api import Field, Message
from apigen.ir.facts import field_facts
from apigen.ir.types import List, Map, MessageRef, Type
from apigen.pages.read import read_page
from apigen.settings import VARIABLES

INNER = ("items", "keys", "values")


class Key(NamedTuple):
    """What a fact is about: `body:labels` and `keys.pattern`."""

    place: str
    kind: str


class Fact(NamedTuple):
    """A fact's value as JSON has it, and the line that says it."""

    value: Any
    line: int


Facts = dict[Key, Fact]


class PageFacts(NamedTuple):
    """`method` is service, version, resource and name; `file` the path below the folder of folders."""

    file: str
    method: tuple[str, str, str, str]
    facts: Facts
    text: str


def read_folder(folder: Path) -> Iterator[PageFacts]:
    """The facts of every method page of a folder, as its tables say them."""
    for path in sorted(folder.rglob("*.md")):
        file = path.relative_to(folder).as_posix()
        text = path.read_text(encoding="utf-8")
        page = read_page(Source(file, text), Diagnostics(), VARIABLES)
        if page is None:
            continue
        draft = build(msgspec.structs.replace(page, front_matter=None), Diagnostics())
        if isinstance(draft, MethodDraft):
            method = (draft.service, draft.version, draft.resource, draft.method.name)
            yield PageFacts(f"{folder.name}/{file}", method, draft_facts(draft), text)


def draft_facts(draft: MethodDraft) -> Facts:
    """The facts of a draft by what they are about, each with its line."""
    found: Facts = {}
    method = draft.method
    known = {message.id: message for message in draft.messages}
    found[Key("http", "verb")] = Fact(method.verb, method.origin.line)
    found[Key("http", "path")] = Fact(method.path, method.origin.line)
    parameters = Message(id="", name="", fields=method.parameters, origin=method.origin)
    parts = {"path": parameters, "query": method.query, "body": method.body}
    parts["response"] = known.get(method.response or "")
    for place, message in parts.items():
        if message is not None:
            _message(message, f"{place}:", known, frozenset(), found)
    return found


def _message(
    message: Message, prefix: str, known: Mapping[str, Message], above: frozenset[str], found: Facts
) -> None:
    for group in message.one_ofs:
        members = sorted(group.members)
        found[Key(prefix, f"one_of {' '.join(members)}")] = Fact(True, group.origin.line)
    within = above | {message.id}
    for field in message.fields:
        place = f"{prefix}{field.name}"
        for kind, value in _flat(field):
            found[Key(place, kind)] = Fact(value, field.origin.line)
        inner = known.get(_message_id(field.type))
        if inner is not None and inner.id not in within:
            _message(inner, f"{place}.", known, within, found)


def _flat(field: Field) -> Iterator[tuple[str, Any]]:
    yield "field", True
    for kind, value in field_facts(field).items():
        if kind in INNER:
            yield from _inner(kind, value)
        else:
            yield kind, value


def _inner(prefix: str, facts: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for kind, value in facts.items():
        if kind in INNER:
            yield from _inner(f"{prefix}.{kind}", value)
        else:
            yield f"{prefix}.{kind}", value


def _message_id(kind: Type) -> str:
    while isinstance(kind, (List, Map)):
        kind = kind.item.type if isinstance(kind, List) else kind.value.type
    return kind.id if isinstance(kind, MessageRef) else ""
