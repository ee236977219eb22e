"""Reads the phrase files of tests/phrases: sentences with their facts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from apigen.analysis.sentences.read import ProseFacts, read_prose
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Source
from apigen.ir.constraints import Allowed, Constraint, Maximum, Minimum, Pattern, Unique
from apigen.languages import phrasebook
from apigen.pages.inline import InlineReader
from apigen.pages.positions import Positions
from apigen.pages.prose import Prose

PHRASES = Path(__file__).parents[2] / "phrases"


def phrases(language: str) -> Iterator[tuple[int, str, list[str]]]:
    """Line, sentence and facts of each phrase of a file."""
    sentence, line, facts = "", 0, list[str]()
    lines = (PHRASES / f"{language}.md").read_text(encoding="utf-8").split("\n")
    for number, text in enumerate(lines, 1):
        if text.startswith(": "):
            facts.append(text[2:])
        elif text.strip():
            if facts:
                yield line, sentence, facts
            sentence, line, facts = text.replace("⏎", "\n"), number, []
    if facts:
        yield line, sentence, facts


def prose(text: str) -> Prose:
    return InlineReader(Positions(text), lambda words, _: words).read(0, len(text), in_table=False)


def read(text: str, language: str, diagnostics: Diagnostics | None = None) -> ProseFacts:
    book = phrasebook(language)
    assert book is not None
    found = Diagnostics() if diagnostics is None else diagnostics
    return read_prose(prose(text), book, Source("page.md", text), found)


def told(reading: ProseFacts) -> list[str]:
    """The facts of a description in the notation of the phrase files, one on each line."""
    facts = [
        flag
        for flag, held in (
            ("required", reading.required),
            ("output_only", reading.output_only),
            ("input_only", reading.input_only),
            ("deprecated", reading.deprecated),
            ("one_required", reading.one_of_required),
        )
        if held
    ]
    if reading.default is not None:
        facts.append(f"default {_literal(reading.default)}")
    facts += (_limit("", constraint) for constraint in (*reading.own, *reading.count))
    facts += (_limit("each ", constraint) for constraint in reading.each)
    facts += (_limit("key ", constraint) for constraint in reading.keys)
    if reading.enum:
        values = (v.name + ("(deprecated)" if v.deprecated else "") for v in reading.enum)
        facts.append(f"enum {' '.join(values)}")
    if reading.one_of is not None:
        facts.append(f"one_of {' '.join(reading.one_of[0])}")
    if reading.durations:
        facts.append("durations")
    facts += ("residue" for _ in reading.residue)
    return facts or ["nothing"]


def _limit(about: str, constraint: Constraint) -> str:
    tag = f"{about}{constraint.__struct_config__.tag}"
    if isinstance(constraint, Unique):
        return tag
    if isinstance(constraint, Pattern):
        return f"{tag} {constraint.regex}"
    if isinstance(constraint, Allowed):
        return f"{tag} {' '.join(map(_literal, constraint.values))}"
    exclusive = isinstance(constraint, (Minimum, Maximum)) and constraint.exclusive
    return f"{tag} {constraint.value}" + (" exclusive" if exclusive else "")


def _literal(value: str | int | float | bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
