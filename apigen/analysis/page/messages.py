"""Tables into messages: every row a field, rows within a row a message of their own."""

from __future__ import annotations

from typing import NamedTuple

from apigen.analysis.page.described import DESCRIBERS, UNDESCRIBED, Described
from apigen.analysis.page.draft import Coverage, Unread
from apigen.analysis.page.naming import nested_name
from apigen.analysis.page.placing import Place
from apigen.analysis.page.tree import Node
from apigen.analysis.page.types import Problem, type_of
from apigen.analysis.sentences.docs import blocks
from apigen.analysis.wording import listed, short
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


class _Group(NamedTuple):
    """A group as one row gives it: the members named, where, and whether one has to be given."""

    members: tuple[str, ...]
    span: Span
    required: bool


class MessageBuilder:
    """Builds the messages of one page and keeps count of what became facts."""

    def __init__(self, source: Source, phrasebook: Phrasebook, diagnostics: Diagnostics) -> None:
        self.source = source
        self.phrasebook = phrasebook
        self.diagnostics = diagnostics
        self.messages: dict[str, Message] = {}
        self._describer = DESCRIBERS.of(phrasebook)
        self._fields = self._sentences = self._understood = 0
        self._marks = self._limits = 0
        self._residue: list[Unread] = []

    def coverage(self) -> Coverage:
        return Coverage(
            fields=self._fields,
            sentences=self._sentences,
            understood=self._understood,
            marks=self._marks,
            limits=self._limits,
            residue=tuple(self._residue),
        )

    def docs(self, prose: Prose) -> Docs:
        """A description that limits nothing: of a method, a resource, a message."""
        # As it is: a limit told here is about no field, so that no fact tells it instead.
        made = blocks(prose)
        return Docs(self.phrasebook.language, made) if made else NO_DOCS

    def message(
        self, message_id: str, name: str, node: Node, origin: Origin, docs: Docs = NO_DOCS
    ) -> Message:
        """The message of a node's children. Messages within it go to `messages`."""
        fields: list[Field] = []
        groups: list[tuple[str, _Group]] = []
        for child in node.children.values():
            field, group = self._field(child, message_id)
            fields.append(field)
            if group is not None:
                groups.append((child.name, group))
        names = [field.name for field in fields]
        one_ofs = self._one_ofs(names, groups)
        return Message(
            id=message_id,
            name=name,
            fields=tuple(fields),
            origin=origin,
            one_ofs=one_ofs,
            docs=docs,
        )

    def keep(self, message: Message) -> None:
        """Make a message known to the page; a second one of the same id must say the same."""
        first = self.messages.setdefault(message.id, message)
        if first is not message and first != message:
            self.diagnostics.add(
                DUPLICATE_MESSAGE,
                message.origin,
                f"the page describes {message.id} twice",
                other=first.origin,
            )

    def _field(self, node: Node, owner: str) -> tuple[Field, _Group | None]:
        row = node.row or node.some_row()
        assert row is not None  # a node is made from a row
        origin = self.source.origin(row.span)
        nested = None
        if node.children:
            name = nested_name(node.name, node.arrays)
            nested = f"{owner}.{name}"
            while nested in self.messages:  # two fields of one word in singular and plural
                nested += "_"
        described, place = UNDESCRIBED, Place(self.source.file, row.start)
        if node.row is not None:
            described = self._describer.describe(row.cell, node.arrays, nested)
            self._tell(row, described, place)
        reading, typed = described.reading, described.typed
        if nested is not None:
            if node.row is None:
                typed = type_of("", node.arrays, reading, nested, lambda problem, what: None)
            self.messages[nested] = self.message(
                nested, nested_name(node.name, node.arrays), node, origin
            )
        self._limits += len(typed.constraints)
        field = Field(
            name=node.name,
            type=place.type(typed.type) if described.placed else typed.type,
            origin=origin,
            typed=nested is not None or (node.row is not None and row.cell.type != ""),
            required=reading.required,
            output_only=reading.output_only,
            deprecated=reading.deprecated,
            default=reading.default,
            constraints=place.limits(typed.constraints) if typed.constraints else (),
            docs=described.docs,
        )
        if reading.one_of is None:
            return field, None
        members, span = reading.one_of
        return field, _Group(members, span.within(row.start), reading.one_of_required)

    def _tell(self, row: Row, described: Described, place: Place) -> None:
        """Count what a row gave, and tell what is wrong with it."""
        reading = described.reading
        self._fields += 1
        self._sentences += reading.sentences
        self._understood += reading.understood
        self._marks += sum(
            (reading.required, reading.output_only, reading.deprecated, reading.one_of is not None)
        )
        self.diagnostics.extend(place.finding(found) for found in described.found)
        for residue in reading.residue:
            origin = self.source.origin(residue.span.within(row.start))
            self._residue.append(Unread(residue.text, residue.kind, origin))
            if residue.kind == "damaged":
                continue  # told where it was found
            self.diagnostics.add(
                RESIDUE,
                origin,
                f"a sentence about {short(row.path)} looks like a rule and is not understood",
                text=residue.text,
            )
        for problem, what in described.problems:
            code, words = _CODES[problem]
            message = words.format(field=short(row.path), what=short(what))
            span = row.type_span if problem in ("type", "format") else row.span
            self.diagnostics.add(code, self.source.origin(span), message, text=what)

    def _one_ofs(self, names: list[str], told: list[tuple[str, _Group]]) -> tuple[OneOf, ...]:
        """The groups that the rows name, in the order of their first members."""
        groups: dict[frozenset[str], list[tuple[str, _Group]]] = {}
        unknown: set[str] = set()
        for teller, group in told:
            for member in group.members:
                if member not in names and member not in unknown:
                    unknown.add(member)
                    words = f"there is no field {member} in this message"
                    self._tell_group(ONE_OF_UNKNOWN_FIELD, group.span, words, member)
            if teller not in group.members:
                words = f"{teller} belongs to a group that does not name it"
                self._tell_group(ONE_OF_DISAGREES, group.span, words, teller)
            known = frozenset(group.members).intersection(names)
            if known:
                groups.setdefault(known, []).append((teller, group))
        return tuple(self._one_of(names, members, rows) for members, rows in groups.items())

    def _one_of(
        self, names: list[str], members: frozenset[str], rows: list[tuple[str, _Group]]
    ) -> OneOf:
        span = rows[0][1].span
        ordered = tuple(sorted(members, key=names.index))
        tellers = {teller for teller, _ in rows}
        silent = listed(member for member in ordered if member not in tellers)
        if silent:
            words = f"{silent} is said to exclude others, not in its own row"
            self._tell_group(ONE_OF_DISAGREES, span, words, silent)
        exactly = True if any(group.required for _, group in rows) else None
        return OneOf(ordered, self.source.origin(span), exactly)

    def _tell_group(self, code: Code, span: Span, message: str, text: str) -> None:
        self.diagnostics.add(code, self.source.origin(span), message, text=text)
