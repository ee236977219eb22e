"""Prose into facts: what the description of a field says about it.

Every sentence is accounted for: a rule of the page's language knows it, or it is prose, or it looks
like a rule and is residue. Only whole sentences are matched: a limit within a longer one limits
something else ("the size of the values must not exceed 256 KB").
"""

from __future__ import annotations

import msgspec

from apigen.analysis.sentences.docs import Cut, block, blocks, paragraph
from apigen.analysis.sentences.enums import Listed, dashed_values, listed_values, lone_code
from apigen.analysis.sentences.facts import Found
from apigen.analysis.sentences.match import Matcher
from apigen.analysis.sentences.numbers import Value
from apigen.analysis.sentences.split import Flat, Sentence, sentences
from apigen.findings.codes.analysis import DAMAGED_EXPRESSION, ENUM_VALUE_TWICE, SECOND_DEFAULT
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Source, Span
from apigen.ir import docs
from apigen.ir.constraints import Constraint
from apigen.ir.types import EnumValue
from apigen.languages.base import Phrasebook, Prepared
from apigen.pages.prose import Block, Damaged, ListBlock, Paragraph, Prose


class Residue(msgspec.Struct, frozen=True):
    """A sentence that looks like a rule and gave no fact.

    `kind`: `unknown` (no rule knows it), `damaged` (its expression is mangled).
    """

    text: str
    span: Span
    kind: str


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What the prose of one row says.

    `own` limits the value itself, `each` the elements of a list or the values of a map, `keys` the
    keys of a map, `count` the number of elements. `durations`: a limit was given in a unit of time;
    limits are in seconds. `one_of_required`: one of the group's fields has to be given.
    """

    required: bool = False
    output_only: bool = False
    deprecated: bool = False
    input_only: bool = False
    default: Value | None = None
    default_span: Span | None = None
    own: tuple[Constraint, ...] = ()
    each: tuple[Constraint, ...] = ()
    keys: tuple[Constraint, ...] = ()
    count: tuple[Constraint, ...] = ()
    enum: tuple[EnumValue, ...] = ()
    one_of: tuple[tuple[str, ...], Span] | None = None
    one_of_required: bool = False
    durations: bool = False
    docs: tuple[docs.Block, ...] = ()
    sentences: int = 0
    understood: int = 0
    residue: tuple[Residue, ...] = ()


_MATCHERS = Prepared(Matcher)


def read_prose(
    prose: Prose, phrasebook: Phrasebook, source: Source, diagnostics: Diagnostics
) -> Reading:
    """Read the prose of one row. What is wrong with it goes to `diagnostics`."""
    reader = _Reader(_MATCHERS.of(phrasebook), phrasebook, source, diagnostics)
    reader.blocks(prose)
    return reader.reading()


class _Reader:
    def __init__(
        self, matcher: Matcher, book: Phrasebook, source: Source, diagnostics: Diagnostics
    ) -> None:
        self.matcher = matcher
        self.book = book
        self.source = source
        self.diagnostics = diagnostics
        self.flags: set[str] = set()
        self.limits: dict[str, list[Constraint]] = {"own": [], "each": [], "key": [], "count": []}
        self.default: tuple[Value, Span] | None = None
        self.durations = False
        self.one_of: tuple[tuple[str, ...], Span] | None = None
        self.values: dict[str, EnumValue] = {}
        self.docs: list[docs.Block] = []
        self.residue: list[Residue] = []
        self.sentences = 0
        self.understood = 0

    def reading(self) -> Reading:
        default, span = self.default or (None, None)
        return Reading(
            required="required" in self.flags,
            output_only="output_only" in self.flags,
            deprecated="deprecated" in self.flags,
            input_only="input_only" in self.flags,
            default=default,
            default_span=span,
            own=tuple(self.limits["own"]),
            each=tuple(self.limits["each"]),
            keys=tuple(self.limits["key"]),
            count=tuple(self.limits["count"]),
            enum=tuple(self.values.values()),
            one_of=self.one_of,
            one_of_required="one_required" in self.flags,
            durations=self.durations,
            docs=tuple(self.docs),
            sentences=self.sentences,
            understood=self.understood,
            residue=tuple(self.residue),
        )

    # --- blocks

    def blocks(self, prose: Prose) -> None:
        dashed: set[str] = set()
        for node in prose:
            if isinstance(node, Paragraph):
                code = lone_code(node) if dashed else None
                if code is not None and code.text in dashed:
                    continue  # the pages of 2018 print the names once more
                dashed |= self._paragraph(node)
            elif isinstance(node, ListBlock):
                self._list(node)
            else:
                made = block(node)
                if made is not None:
                    self.docs.append(made)

    def _list(self, node: ListBlock) -> None:
        values = listed_values(node)
        if values:
            for value in values:
                self._value(value)
            return
        for item in node.items:
            self._unlimiting(item)
        made = block(node)
        if made is not None:
            self.docs.append(made)

    def _value(self, listed: Listed) -> None:
        """A value of an enum. The sentences about it limit nothing, but one may make it the
        default or deprecate it."""
        deprecated = False
        for node in listed.about:
            for sentence in self._sentences_of(node):
                self.sentences += 1
                found = self.matcher.find(sentence, self.source)
                if found is not None and found.default_item:
                    self._set_default(listed.name, sentence.span)
                    self.understood += 1
                elif self.matcher.is_deprecated(sentence):
                    deprecated = True
                    self.understood += 1
        self.understood += 1
        self.sentences += 1
        if listed.name in self.values:
            self.diagnostics.add(
                ENUM_VALUE_TWICE,
                self.source.origin(listed.span),
                f"the value {listed.name} is listed twice",
                text=listed.name,
            )
            return
        self.values[listed.name] = EnumValue(
            listed.name,
            docs.Docs(self.book.language, blocks(listed.about)),
            deprecated,
            self.source.origin(listed.span),
        )

    def _sentences_of(self, node: Block) -> list[Sentence]:
        return self._split(Flat(node)) if isinstance(node, Paragraph) else []

    def _split(self, flat: Flat) -> list[Sentence]:
        return sentences(flat, self.matcher.abbreviations, self.matcher.marks)

    def _unlimiting(self, nodes: tuple[Block, ...]) -> None:
        """The items of a list that is no enum's: they describe parts or forms of a value. A
        sentence that the docs print themselves is about the field even here: a list item takes in
        the line after it."""
        for node in nodes:
            if isinstance(node, Paragraph):
                for sentence in self._sentences_of(node):
                    self._sentence(sentence, own=False)
            elif isinstance(node, ListBlock):
                for item in node.items:
                    self._unlimiting(item)

    def _paragraph(self, node: Paragraph) -> set[str]:
        """Read a paragraph; the names of the enum's values that it lists."""
        flat = Flat(node)
        start, values = dashed_values(flat)
        for value in values:
            self._value(value)
        cuts: list[Cut] = [(start, len(flat.text))] if values else []
        own = True
        for sentence in self._split(flat):
            if values and sentence.start >= start:
                break
            cuts += self._sentence(sentence, own=own)
            own = own and not sentence.begins_numbering
        made = paragraph(flat, cuts)
        if made is not None:
            self.docs.append(made)
        return {value.name for value in values}

    # --- sentences

    def _sentence(self, sentence: Sentence, *, own: bool) -> list[Cut]:
        """Read one sentence; the stretches of it that facts alone tell, so that the docs need them
        not.

        `own`: it stands where sentences are about the field, not in a list or a numbered text.
        """
        names = self.matcher.one_of(sentence)
        if names:
            self.sentences += 1
            self.understood += 1
            if self.one_of is None:
                self.one_of = (names, sentence.span)
            return [(sentence.start, sentence.stop)]
        found = self.matcher.find(sentence, self.source)
        if found is None and len(parts := sentence.parts()) > 1:
            read = [(part, self.matcher.find(part, self.source)) for part in parts]
            if any(found is not None and not found.prose for _, found in read):
                return [cut for part, found in read for cut in self._one(part, found, own=own)]
        return self._one(sentence, found, own=own)

    def _one(self, sentence: Sentence, found: Found | None, *, own: bool) -> list[Cut]:
        self.sentences += 1
        if found is None or found.default_item:
            self._unknown(sentence, own=own)
        elif found.damaged is not None:
            self._damaged(sentence, found.damaged)
        elif not found.prose and (own or not found.authored):
            self._take(found)
            self.understood += 1
            if not found.authored and found.default is None:
                return [(sentence.start, sentence.stop)]
        return []

    def _take(self, found: Found) -> None:
        self.flags.update(found.flags)
        for about, constraint in found.limits:
            self.limits[about].append(constraint)
        self.durations = self.durations or found.durations
        if found.default is not None:
            self._set_default(found.default, found.span)

    def _set_default(self, default: Value, span: Span) -> None:
        if self.default is None:
            self.default = (default, span)
        elif self.default[0] != default:
            self.diagnostics.add(
                SECOND_DEFAULT,
                self.source.origin(span),
                f"the default is said to be {default}, and {self.default[0]} before",
                text=str(default),
                other=self.source.origin(self.default[1]),
            )

    def _unknown(self, sentence: Sentence, *, own: bool) -> None:
        if own and self.matcher.is_deprecated(sentence):
            self.flags.add("deprecated")
            self.understood += 1
        elif own and self.matcher.looks_normative(sentence):
            self.residue.append(Residue(sentence.text, sentence.span, "unknown"))

    def _damaged(self, sentence: Sentence, damaged: Damaged) -> None:
        self.residue.append(Residue(sentence.text, sentence.span, "damaged"))
        self.diagnostics.add(
            DAMAGED_EXPRESSION,
            self.source.origin(damaged.span),
            "the regular expression is mangled; no pattern is read from it",
            text=damaged.text,
            hint=f"it should be one code span: {sentence.text}",
        )
