"""Reads JSON samples with comments: fields, nesting and one-of groups."""

from __future__ import annotations

import json
import re

from apigen.findings.codes.pages import BAD_SAMPLE
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Source, Span
from apigen.languages.base import Phrasebook
from apigen.pages.model import Fence, Sample, SampleArray, SampleGroup, SampleObject, SampleValue
from apigen.pages.positions import Positions

_TOKEN = re.compile(
    r"[ \t\r\n\xa0]*(?:"
    r"//(?P<comment>[^\n]*)"
    r'|(?P<string>"(?:[^"\\\n]|\\.)*")'
    r"|(?P<number>-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)"
    r"|(?P<word>true|false|null)\b"
    r"|(?P<mark>[{}\[\],:]))"
)
# A member with a scalar value on one line, as nearly all are.
_PLAIN_MEMBER = re.compile(
    r'[ \t\r\n\xa0,]*+"(?P<name>[^"\\\n]*+)"[ \t]*+:[ \t]*+'
    r'(?:"(?P<string>[^"\\\n]*+)"'
    r"|(?P<number>-?[0-9]++(?:\.[0-9]++)?+(?:[eE][-+]?[0-9]++)?+)"
    r"|(?P<word>true|false|null)\b)"
)
_NAMES = re.compile(r"`+\s*([^`]+?)\s*`+")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
MAX_DEPTH = 64


class _BadSampleError(Exception):
    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset


def read_sample(
    fence: Fence,
    positions: Positions,
    phrasebook: Phrasebook,
    source: Source,
    diagnostics: Diagnostics,
) -> SampleObject | None:
    """The object of a sample; `None` if the fence does not begin with `{`. A sample with a syntax error is
    reported and read up to it."""
    if not fence.text.lstrip().startswith("{"):
        return None
    reader = _SampleReader(fence, positions, phrasebook)
    try:
        return reader.read()
    except _BadSampleError as bad:
        span = positions.span(bad.offset)
        diagnostics.add(
            BAD_SAMPLE,
            source.origin(span),
            f"the sample cannot be read: {bad}",
            text=source.line(span.line).strip(),
            hint="a sample is JSON with // comments",
        )
        return reader.partial()


class _OpenObject:
    """An object that is not closed yet; `open` are the one-of comments not closed yet, each with its
    names, the index of its first member, and its place."""

    def __init__(self, span: Span) -> None:
        self.span = span
        self.members: list[tuple[str, Sample, Span]] = []
        self.groups: list[SampleGroup] = []
        self.open: list[tuple[tuple[str, ...], int, Span]] = []

    def close_group(self) -> None:
        if self.open:
            names, first, span = self.open.pop()
            wraps = tuple(name for name, _, _ in self.members[first:])
            self.groups.append(SampleGroup(names, wraps, span))

    def finish(self) -> SampleObject:
        while self.open:
            self.close_group()
        groups = tuple(sorted(self.groups, key=lambda group: group.span))
        return SampleObject(tuple(self.members), groups, self.span)


class _SampleReader:
    def __init__(self, fence: Fence, positions: Positions, phrasebook: Phrasebook) -> None:
        self.text = positions.text
        self.at = fence.offset
        self.end = fence.offset + len(fence.text)
        self.positions = positions
        self.starts = tuple(phrase.casefold() for phrase in phrasebook.one_of_starts)
        self.ends = tuple(phrase.casefold() for phrase in phrasebook.one_of_ends)
        self.objects: list[_OpenObject] = []
        self.arrays = 0

    def read(self) -> SampleObject:
        match = self._next()
        if match is None or match["mark"] != "{":
            raise _BadSampleError(self.at, "it does not begin with an object")
        found = self._object(match)
        if self._next() is not None:
            raise _BadSampleError(self.at - 1, "something follows its object")
        return found

    def partial(self) -> SampleObject | None:
        """The outermost object as far as it was read, without open inner objects."""
        return self.objects[0].finish() if self.objects else None

    def _next(self) -> re.Match[str] | None:
        """The next token that is not a comment; comments open and close groups."""
        while True:
            match = _TOKEN.match(self.text, self.at, self.end)
            if match is None:
                rest = self.text[self.at : self.end]
                left = rest.lstrip(" \t\r\n\xa0")
                if left:
                    raise _BadSampleError(self.at + len(rest) - len(left), "unexpected text")
                return None
            self.at = match.end()
            if match.lastgroup != "comment":
                return match
            self._comment(match)

    def _comment(self, match: re.Match[str]) -> None:
        if not self.objects:
            return
        words = match["comment"].casefold()
        for phrase in self.starts:
            found = words.find(phrase)
            if found >= 0:
                names = tuple(_NAMES.findall(match["comment"][found + len(phrase) :]))
                start = match.start("comment") - 2
                span = self.positions.span(start, len(match["comment"]) + 2)
                current = self.objects[-1]
                current.open.append((names, len(current.members), span))
                return
        if any(phrase in words for phrase in self.ends):
            self.objects[-1].close_group()

    def _value(self, match: re.Match[str]) -> Sample:
        start = match.start(match.lastgroup or 0)
        span = self.positions.span(start, match.end() - start)
        if match.lastgroup == "string":
            return SampleValue(_unquote(match["string"]), span)
        if match.lastgroup in ("number", "word"):
            return SampleValue(_bare(match.lastgroup, match[match.lastgroup]), span)
        if match["mark"] == "{":
            return self._object(match)
        if match["mark"] == "[":
            return self._array(match)
        raise _BadSampleError(start, f"a value is missing before {match['mark']}")

    def _object(self, opening: re.Match[str]) -> SampleObject:
        if len(self.objects) >= MAX_DEPTH:
            raise _BadSampleError(opening.end() - 1, f"nested deeper than {MAX_DEPTH} levels")
        current = _OpenObject(self.positions.span(opening.end() - 1))
        self.objects.append(current)
        while True:
            self._plain_members(current.members)
            match = self._next()
            if match is None:
                break
            mark = match["mark"]
            if mark == "}":
                self.objects.pop()
                return current.finish()
            if mark == ",":
                continue  # also before a comment that ends a group
            if match.lastgroup != "string":
                raise _BadSampleError(match.end() - 1, "a field name is missing")
            key_span = self.positions.span(
                match.start("string"), match.end() - match.start("string")
            )
            self._expect(":")
            value = self._next()
            if value is None:
                break
            current.members.append((_unquote(match["string"]), self._value(value), key_span))
        raise _BadSampleError(max(self.end - 1, 0), "an object is not closed")

    def _plain_members(self, members: list[tuple[str, Sample, Span]]) -> None:
        """Read members up to the first one without a scalar value on its line."""
        while (match := _PLAIN_MEMBER.match(self.text, self.at, self.end)) is not None:
            self.at = match.end()
            kind = match.lastgroup or ""
            text = match[kind]
            value = text if kind == "string" else _bare(kind, text)
            key, key_end = match.start("name") - 1, match.end("name") + 1
            start = match.start(kind) - 1 if kind == "string" else match.start(kind)
            span = self.positions.span(key, key_end - key)
            place = Span(span.line, span.column + start - key, self.at - start)
            members.append((match["name"], SampleValue(value, place), span))

    def _array(self, opening: re.Match[str]) -> SampleArray:
        items: list[Sample] = []
        span = self.positions.span(opening.end() - 1)
        self.arrays += 1
        if self.arrays > MAX_DEPTH:
            raise _BadSampleError(opening.end() - 1, f"nested deeper than {MAX_DEPTH} levels")
        while (match := self._next()) is not None:
            if match["mark"] == "]":
                self.arrays -= 1
                return SampleArray(tuple(items), span)
            if match["mark"] != ",":
                items.append(self._value(match))
        raise _BadSampleError(max(self.end - 1, 0), "an array is not closed")

    def _expect(self, mark: str) -> None:
        match = self._next()
        if match is None or match["mark"] != mark:
            raise _BadSampleError(self.at - 1, f"{mark} is missing")


def _bare(kind: str, text: str) -> int | float | bool | None:
    """The value of an unquoted token: a number or a word."""
    if kind == "word":
        return _WORDS[text]
    return int(text[:400]) if text.lstrip("-").isdigit() else float(text)


def _unquote(string: str) -> str:
    if "\\" not in string:
        return string[1:-1]
    try:
        return str(json.loads(string))
    except ValueError:
        return string[1:-1]
