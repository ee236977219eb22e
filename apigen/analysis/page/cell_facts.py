"""What a cell says about a field: its type and its prose read together, once for all equal cells."""

from __future__ import annotations

from functools import cache
from weakref import WeakKeyDictionary

import msgspec

from apigen.analysis.page.relocate import CELL, has_origins
from apigen.analysis.page.types import Problem, type_of
from apigen.analysis.sentences.read import ProseFacts, read_prose
from apigen.findings.diagnostics import Diagnostic, Diagnostics
from apigen.ir.docs import NO_DOCS, Docs
from apigen.ir.types import Anything, Value
from apigen.languages.base import Phrasebook
from apigen.pages.model import Cell


class CellFacts(msgspec.Struct, frozen=True):
    """The facts of a cell. All origins count from the cell's beginning.

    `findings` are about the prose; `problems` are about the type, each with its details.
    `type_has_origins`: the type has to be relocated, too.
    """

    prose: ProseFacts
    value: Value
    docs: Docs
    type_has_origins: bool
    findings: tuple[Diagnostic, ...] = ()
    problems: tuple[tuple[Problem, str], ...] = ()


NO_CELL = CellFacts(ProseFacts(), Value(Anything()), NO_DOCS, type_has_origins=False)
"""The facts of a field without a row of its own."""


class CellAnalyzer:
    """Analyzes the cells of pages in one language. Results are kept as long as the cell lives, except
    for fields with inner fields, whose type depends on those."""

    def __init__(self, book: Phrasebook) -> None:
        self._book = book
        self._facts: WeakKeyDictionary[Cell, dict[int, CellFacts]] = WeakKeyDictionary()
        self._prose: WeakKeyDictionary[Cell, tuple[ProseFacts, tuple[Diagnostic, ...]]] = (
            WeakKeyDictionary()
        )

    def analyze(self, cell: Cell, arrays: int, nested: str | None) -> CellFacts:
        """The facts of a cell.

        Args:
            arrays: the number of `[]` after the field's name.
            nested: the id of the message of the field's inner fields, if it has any.
        """
        if nested is not None:
            return self._analyze(cell, arrays, nested)
        known = self._facts.get(cell)
        if known is None:
            known = self._facts[cell] = {}
        facts = known.get(arrays)
        if facts is None:
            facts = known[arrays] = self._analyze(cell, arrays, None)
        return facts

    def _analyze(self, cell: Cell, arrays: int, nested: str | None) -> CellFacts:
        known = self._prose.get(cell)
        if known is None:
            diagnostics = Diagnostics()
            read = read_prose(cell.prose, self._book, CELL, diagnostics)
            known = self._prose[cell] = (read, tuple(diagnostics))
        prose, findings = known
        problems: list[tuple[Problem, str]] = []
        value = type_of(
            cell.type, arrays, prose, nested, lambda kind, what: problems.append((kind, what))
        )
        return CellFacts(
            prose=prose,
            value=value,
            docs=Docs(self._book.language, prose.docs) if prose.docs else NO_DOCS,
            type_has_origins=has_origins(value.type),
            findings=findings,
            problems=tuple(problems),
        )


cell_analyzer = cache(CellAnalyzer)
"""The analyzer of a language."""
