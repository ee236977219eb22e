"""Printing one part of the package: its views, through the templates, formatted. What processes do."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from apigen.findings.diagnostics import Diagnostic, Diagnostics
from apigen.render.formatting import FormattedText, PrintedText, format_all
from apigen.render.render import Printer
from apigen.targets.base import Artifact, ViewSet
from apigen.targets.pack import FileRule, Pack
from apigen.targets.pack import printed as printed_by
from apigen.targets.python.facts import Part
from apigen.targets.python.parts import Parts, Told
from apigen.texts import Output


class PrintedFile(msgspec.Struct, frozen=True):
    """A file that was made. `rule` is the place in the pack of the template's; `raw` the digest of
    what the template printed, where that was then formatted."""

    rule: int
    python: bool
    output: Output
    raw: bytes = b""


class Made(msgspec.Struct, frozen=True):
    """What one part gave; `told` is a `Told`."""

    key: bytes
    files: tuple[PrintedFile, ...]
    told: bytes = b""


class Work(msgspec.Struct, frozen=True):
    """What a process gives for a part: with texts by their digests, findings, and its seconds."""

    made: Made
    texts: dict[str, str]
    found: tuple[Diagnostic, ...]
    spent: dict[str, float]


class Press:
    """Prints parts: what a process needs for that."""

    def __init__(
        self, parts: Parts, name: str, pack: Pack, templates: Sequence[Path], *, formatted: bool
    ) -> None:
        self.parts = parts
        self.name = name
        self.pack = pack
        self._templates = tuple(templates)
        self._formatted = formatted
        self._printer: Printer | None = None

    def begin(self, diagnostics: Diagnostics) -> None:
        """Compile the templates; what is wrong with them, whatever is printed, is told."""
        self._printer = Printer(self._templates, diagnostics)

    def part(self, key: bytes, part: Part, known: Mapping[bytes, str]) -> Work:
        """The files of a part. `known` are formatted texts by the digests of what was printed."""
        started = time.perf_counter()
        views, told = self.parts.views(part)
        seen = time.perf_counter()
        work = self.views(key, views, known, told)
        spent = {**work.spent, "views": seen - started}
        return msgspec.structs.replace(work, spent=spent)

    def views(
        self,
        key: bytes,
        views: ViewSet,
        known: Mapping[bytes, str],
        told: Told | None = None,
        more: Iterable[Artifact] = (),
    ) -> Work:
        """The files of some views; `more` come after them."""
        started = time.perf_counter()
        if self._printer is None:
            self.begin(Diagnostics())
        assert self._printer is not None
        found = Diagnostics()
        formatter = Formatter(known)
        files: list[PrintedFile] = []
        texts: dict[str, str] = {}
        batches: list[Iterable[Artifact]] = [
            *(self._artifacts(rule, views) for rule in self.pack.file),
            more,
        ]
        artifacts = [(number, item) for number, batch in enumerate(batches) for item in batch]
        rules = {id(artifact): number for number, artifact in artifacts}
        # All in one turn: each turn of formatting costs a process of ruff.
        made = self._printer.files(
            [artifact for _, artifact in artifacts],
            found,
            formatter.all if self._formatted else None,
        )
        for artifact, file in made:
            python = artifact.format == "black"
            raw = formatter.raw.get(file.text, b"") if python else b""
            output = Output.of(file)
            files.append(PrintedFile(rules[id(artifact)], python, output, raw))
            texts[output.digest] = file.text
        seconds = time.perf_counter() - started
        return Work(
            Made(key, tuple(files), msgspec.msgpack.encode(told) if told else b""),
            texts,
            tuple(found),
            {"templates": seconds - formatter.seconds, "formatting": formatter.seconds},
        )

    def _artifacts(self, rule: FileRule, views: ViewSet) -> Iterator[Artifact]:
        return printed_by(self.name, msgspec.structs.replace(self.pack, file=(rule,)), views)

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_printer": None}


class Formatter:
    """Formats texts, and keeps the digest of what each was before."""

    def __init__(self, known: Mapping[bytes, str]) -> None:
        self._known = known
        self.raw: dict[str, bytes] = {}
        self.seconds = 0.0

    def all(self, texts: Sequence[PrintedText]) -> list[FormattedText]:
        started = time.perf_counter()
        keys = [_raw(printed.text) for printed in texts]
        new = [(key, text) for key, text in zip(keys, texts, strict=True) if key not in self._known]
        made = dict(zip((key for key, _ in new), format_all([t for _, t in new]), strict=True))
        found = [made[key] if key in made else FormattedText(self._known[key]) for key in keys]
        for key, formatted in zip(keys, found, strict=True):
            if not formatted.error:
                self.raw[formatted.text] = key
        self.seconds += time.perf_counter() - started
        return found


def _raw(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def print_part(press: Press, known: Mapping[bytes, str], item: tuple[bytes, Part]) -> Work:
    return press.part(item[0], item[1], known)
