"""Printing one part of the package: its views, through the templates, formatted. What processes do."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from apigen.findings.diagnostics import Diagnostic, Diagnostics
from apigen.render.formatting import Formatted, Printed, formatted_python
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
        format_all = formatter.all if self._formatted else None
        batches: list[tuple[int, Iterable[Artifact]]] = [
            (number, self._artifacts(rule, views)) for number, rule in enumerate(self.pack.file)
        ]
        for number, batch in (*batches, (len(batches), more)):
            for artifact, file in self._printer.files(batch, found, format_all):
                raw = formatter.raw.get(file.text, b"") if artifact.format == "black" else b""
                output = Output.of(file)
                files.append(PrintedFile(number, artifact.format == "black", output, raw))
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

    def all(self, texts: Sequence[Printed]) -> list[Formatted]:
        started = time.perf_counter()
        found = []
        for printed in texts:
            key = _raw(printed.text)
            known = self._known.get(key)
            made = formatted_python(printed) if known is None else Formatted(known)
            found.append(made)
            if not made.error:
                self.raw[made.text] = key
        self.seconds += time.perf_counter() - started
        return found


def _raw(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def print_part(press: Press, known: Mapping[bytes, str], item: tuple[bytes, Part]) -> Work:
    return press.part(item[0], item[1], known)
