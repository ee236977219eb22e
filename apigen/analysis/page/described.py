"""What a row says: its type and its prose read together, once for all rows of the same words."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import msgspec

from apigen.analysis.page.placing import CELL, has_place
from apigen.analysis.page.types import Problem, Typed, type_of
from apigen.analysis.sentences.read import Reading, read_prose
from apigen.findings.diagnostics import Diagnostic, Diagnostics
from apigen.ir.docs import NO_DOCS, Docs
from apigen.ir.types import Anything
from apigen.languages.base import Phrasebook, Prepared
from apigen.pages.model import Cell


class Described(msgspec.Struct, frozen=True):
    """A cell as facts. All places are those within the cell.

    `found` is what is wrong with its prose, `problems` what is wrong with its type, with the words.
    `placed`: the type holds places.
    """

    reading: Reading
    typed: Typed
    docs: Docs
    placed: bool
    found: tuple[Diagnostic, ...] = ()
    problems: tuple[tuple[Problem, str], ...] = ()


UNDESCRIBED = Described(Reading(), Typed(Anything(), ()), NO_DOCS, placed=False)
"""Of a field that has no row of its own."""


class Describer:
    """Reads the cells of pages in one language. What a cell says is known for as long as the cell
    is; the rows within a row change its type, so that such rows are typed each time."""

    def __init__(self, book: Phrasebook) -> None:
        self._book = book
        self._known: WeakKeyDictionary[Cell, dict[int, Described]] = WeakKeyDictionary()
        self._read: WeakKeyDictionary[Cell, tuple[Reading, tuple[Diagnostic, ...]]] = (
            WeakKeyDictionary()
        )

    def describe(self, cell: Cell, arrays: int, nested: str | None) -> Described:
        """What a cell says of a field whose name ends in so many `[]`; `nested` is the id of the
        message that the rows within its row make, if any."""
        if nested is not None:
            return self._describe(cell, arrays, nested)
        known = self._known.get(cell)
        if known is None:
            known = self._known[cell] = {}
        described = known.get(arrays)
        if described is None:
            described = known[arrays] = self._describe(cell, arrays, None)
        return described

    def _describe(self, cell: Cell, arrays: int, nested: str | None) -> Described:
        read = self._read.get(cell)
        if read is None:
            diagnostics = Diagnostics()
            reading = read_prose(cell.prose, self._book, CELL, diagnostics)
            read = self._read[cell] = (reading, tuple(diagnostics))
        reading, found = read
        problems: list[tuple[Problem, str]] = []
        typed = type_of(
            cell.type,
            arrays,
            reading,
            nested,
            lambda problem, what: problems.append((problem, what)),
        )
        return Described(
            reading=reading,
            typed=typed,
            docs=Docs(self._book.language, reading.docs) if reading.docs else NO_DOCS,
            placed=has_place(typed.type),
            found=found,
            problems=tuple(problems),
        )


DESCRIBERS = Prepared(Describer)
