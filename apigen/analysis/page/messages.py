"""Tables → messages: each row becomes a field, inner rows a message of their own."""

from __future__ import annotations

from typing import NamedTuple

from apigen.analysis.excerpts import excerpt, listed
from apigen.analysis.page.cell_facts import NO_CELL, CellFacts, cell_analyzer
from apigen.analysis.page.draft import Coverage, UnreadSentence
from apigen.analysis.page.naming import nested_name
from apigen.analysis.page.relocate import Relocation
from apigen.analysis.page.tree import FieldNode
from apigen.analysis.page.types import Problem, type_of
from apigen.analysis.sentences.docs import blocks
from apigen.analysis.sentences.read import ProseFacts
from apigen.findings.codes.analysis import (
    DUPLICATE_MESSAGE,
    MISFIT,
    NOT_AN_OBJECT,
    ONE_OF_DISAGREES,
    ONE_OF_UNKNOWN_FIELD,
    RESIDUE,
    UNKNOWN_FORMAT,
    UNKNOWN_TYPE,
)
from apigen.findings.diagnostics import Code, Diagnostics
from apigen.findings.source import Origin, Source, Span
from apigen.ir.api import Field, Message, OneOf
from apigen.ir.docs import NO_DOCS, Docs
from apigen.languages.base import Phrasebook
from apigen.pages.model import Row
from apigen.pages.prose import Prose

_CODES: dict[Problem, tuple[Code, str]] = {
    "type": (UNKNOWN_TYPE, "the type of {field} is not known"),
    "format": (UNKNOWN_FORMAT, "the format of {field} is not known"),
    "misfit": (MISFIT, "{field} has a limit that its type cannot have: {what}"),
    "fields": (NOT_AN_OBJECT, "{field} has fields within it and is typed otherwise"),
}


class _RowGroup(NamedTuple):
    """A one-of group as one row states it; `required`: one of the members must be set."""

    field: str
    members: tuple[str, ...]
    span: Span
    required: bool


class MessageBuilder:
    """Builds the messages of one page and counts what became facts."""

    def __init__(self, source: Source, phrasebook: Phrasebook, diagnostics: Diagnostics) -> None:
        self.source = source
        self.phrasebook = phrasebook
        self.diagnostics = diagnostics
        self.messages: dict[str, Message] = {}
        self._analyzer = cell_analyzer(phrasebook)
        self._prose: list[ProseFacts] = []
        self._limits = 0
        self._residue: list[UnreadSentence] = []

    def coverage(self, rows: int) -> Coverage:
        """The coverage of a page with this number of rows."""
        return Coverage(
            rows=rows,
            fields=len(self._prose),
            sentences=sum(prose.sentences for prose in self._prose),
            understood=sum(prose.understood for prose in self._prose),
            marks=sum(map(_marks, self._prose)),
            limits=self._limits,
            residue=tuple(self._residue),
        )

    def docs(self, prose: Prose) -> Docs:
        """The docs of a method, a resource or a message. Sentences about limits stay in, since no fact
        of a field repeats them."""
        made = blocks(prose)
        return Docs(self.phrasebook.language, made) if made else NO_DOCS

    def message(
        self, message_id: str, name: str, node: FieldNode, origin: Origin, docs: Docs = NO_DOCS
    ) -> Message:
        """The message of a node's inner fields. Messages within it are added to `messages`."""
        fields: list[Field] = []
        groups: list[_RowGroup] = []
        for child in node.children.values():
            field, group = self._field(child, message_id)
            fields.append(field)
            groups += [group] if group is not None else []
        return Message(
            id=message_id,
            name=name,
            fields=tuple(fields),
            origin=origin,
            one_ofs=self._one_ofs([field.name for field in fields], groups),
            docs=docs,
        )

    def add(self, message: Message) -> None:
        """Add a message of the page; one that differs from an earlier one with its id is reported."""
        first = self.messages.setdefault(message.id, message)
        if first is not message and first != message:
            self.diagnostics.add(
                DUPLICATE_MESSAGE,
                message.origin,
                f"the page describes {message.id} twice",
                other=first.origin,
            )

    def _field(self, node: FieldNode, owner: str) -> tuple[Field, _RowGroup | None]:
        row = node.first_row()
        origin = self.source.origin(row.span)
        name = nested_name(node.name, node.arrays)
        nested = self._free_id(f"{owner}.{name}") if node.children else None
        facts, relocation = NO_CELL, Relocation(self.source.file, row.start)
        value = facts.value
        if node.row is not None:
            facts = self._analyzer.analyze(row.cell, node.arrays, nested)
            value = facts.value
            self._report(row, facts, relocation)
        elif nested is not None:
            value = type_of("", node.arrays, facts.prose, nested, lambda problem, what: None)
        if nested is not None:
            self.messages[nested] = self.message(nested, name, node, origin)
        prose, constraints = facts.prose, value.constraints
        self._limits += len(constraints)
        field = Field(
            name=node.name,
            type=relocation.type(value.type) if facts.type_has_origins else value.type,
            origin=origin,
            typed=nested is not None or (node.row is not None and row.cell.type != ""),
            required=prose.required,
            output_only=prose.output_only,
            deprecated=prose.deprecated,
            default=prose.default,
            constraints=relocation.constraints(constraints) if constraints else (),
            docs=facts.docs,
        )
        if prose.one_of is None:
            return field, None
        members, span = prose.one_of
        place = span.within(row.start)
        return field, _RowGroup(node.name, members, place, prose.one_of_required)

    def _free_id(self, message_id: str) -> str:
        """The id, with underscores if it is taken by a field of the same word in the other number."""
        while message_id in self.messages:
            message_id += "_"
        return message_id

    def _report(self, row: Row, facts: CellFacts, relocation: Relocation) -> None:
        """Count the facts of a row and report its findings."""
        self._prose.append(facts.prose)
        self.diagnostics.extend(map(relocation.finding, facts.findings))
        for residue in facts.prose.residue:
            origin = self.source.origin(residue.span.within(row.start))
            self._residue.append(UnreadSentence(residue.text, residue.kind, origin))
            if residue.kind == "damaged":
                continue  # one of the findings already
            self.diagnostics.add(
                RESIDUE,
                origin,
                f"a sentence about {excerpt(row.path)} looks like a rule and is not understood",
                text=residue.text,
            )
        for problem, what in facts.problems:
            code, words = _CODES[problem]
            message = words.format(field=excerpt(row.path), what=excerpt(what))
            span = row.type_span if problem in ("type", "format") else row.span
            self.diagnostics.add(code, self.source.origin(span), message, text=what)

    def _one_ofs(self, names: list[str], stated: list[_RowGroup]) -> tuple[OneOf, ...]:
        """The groups that the rows state, in the order of their first rows."""
        groups: dict[frozenset[str], list[_RowGroup]] = {}
        unknown: set[str] = set()
        for group in stated:
            for member in group.members:
                if member not in names and member not in unknown:
                    unknown.add(member)
                    words = f"there is no field {member} in this message"
                    self._report_group(ONE_OF_UNKNOWN_FIELD, group.span, words, member)
            if group.field not in group.members:
                words = f"{group.field} belongs to a group that does not name it"
                self._report_group(ONE_OF_DISAGREES, group.span, words, group.field)
            known = frozenset(group.members).intersection(names)
            if known:
                groups.setdefault(known, []).append(group)
        return tuple(self._one_of(names, members, rows) for members, rows in groups.items())

    def _one_of(self, names: list[str], members: frozenset[str], rows: list[_RowGroup]) -> OneOf:
        span = rows[0].span
        ordered = tuple(sorted(members, key=names.index))
        stating = {row.field for row in rows}
        silent = listed(member for member in ordered if member not in stating)
        if silent:
            words = f"{silent} is said to exclude others, not in its own row"
            self._report_group(ONE_OF_DISAGREES, span, words, silent)
        exactly = True if any(row.required for row in rows) else None
        return OneOf(ordered, self.source.origin(span), exactly)

    def _report_group(self, code: Code, span: Span, message: str, text: str) -> None:
        self.diagnostics.add(code, self.source.origin(span), message, text=text)


def _marks(prose: ProseFacts) -> int:
    return prose.required + prose.output_only + prose.deprecated + (prose.one_of is not None)
