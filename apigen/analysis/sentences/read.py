"""Reads the facts in the description of a field.

Every sentence is accounted for: a rule of the page's language matches it, or it is prose, or it looks
normative and becomes residue. Rules match whole sentences only: a limit within a longer sentence limits
something else ("the size of the values must not exceed 256 KB").
"""

from __future__ import annotations

from functools import cache

import msgspec

from apigen.analysis.sentences.docs import Cut, block, blocks, paragraph
from apigen.analysis.sentences.enums import ListedValue, dashed_values, listed_values, lone_code
from apigen.analysis.sentences.facts import SentenceFacts
from apigen.analysis.sentences.match import Matcher
from apigen.analysis.sentences.numbers import Scalar
from apigen.analysis.sentences.split import FlatText, Sentence, sentences
from apigen.findings.codes.analysis import DAMAGED_EXPRESSION, ENUM_VALUE_TWICE, SECOND_DEFAULT
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Source, Span
from apigen.ir import docs
from apigen.ir.constraints import Constraint
from apigen.ir.types import EnumValue
from apigen.languages.base import Phrasebook
from apigen.pages.prose import BlockNode, DamagedNode, ListNode, ParagraphNode, Prose


class Residue(msgspec.Struct, frozen=True):
    """A sentence that looks normative and gave no fact.

    `kind`: `unknown` (no rule matches) or `damaged` (its regular expression is mangled).
    """

    text: str
    span: Span
    kind: str


class ProseFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The facts of one description.

    `own` constrains the value itself, `each` the elements of a list or the values of a map, `keys` the
    keys of a map, `count` the number of elements. `durations`: a constraint has a unit of time and is in
    seconds. `one_of_required`: one of the group's fields must be set.
    """

    required: bool = False
    output_only: bool = False
    deprecated: bool = False
    input_only: bool = False
    default: Scalar | None = None
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


_matcher = cache(Matcher)


def read_prose(
    prose: Prose, phrasebook: Phrasebook, source: Source, diagnostics: Diagnostics
) -> ProseFacts:
    """Read one description; findings are added to `diagnostics`."""
    reader = _ProseReader(_matcher(phrasebook), phrasebook, source, diagnostics)
    reader.blocks(prose)
    return reader.facts()


class _ProseReader:
    def __init__(
        self, matcher: Matcher, book: Phrasebook, source: Source, diagnostics: Diagnostics
    ) -> None:
        self.matcher = matcher
        self.book = book
        self.source = source
        self.diagnostics = diagnostics
        self.flags: set[str] = set()
        self.constraints: dict[str, list[Constraint]] = {
            subject: [] for subject in ("own", "each", "key", "count")
        }
        self.default: tuple[Scalar, Span] | None = None
        self.durations = False
        self.one_of: tuple[tuple[str, ...], Span] | None = None
        self.values: dict[str, EnumValue] = {}
        self.docs: list[docs.Block] = []
        self.residue: list[Residue] = []
        self.sentences = 0
        self.understood = 0

    def facts(self) -> ProseFacts:
        default, span = self.default or (None, None)
        return ProseFacts(
            required="required" in self.flags,
            output_only="output_only" in self.flags,
            deprecated="deprecated" in self.flags,
            input_only="input_only" in self.flags,
            default=default,
            default_span=span,
            own=tuple(self.constraints["own"]),
            each=tuple(self.constraints["each"]),
            keys=tuple(self.constraints["key"]),
            count=tuple(self.constraints["count"]),
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
            if isinstance(node, ParagraphNode):
                code = lone_code(node) if dashed else None
                if code is not None and code.text in dashed:
                    continue  # pages of 2018 repeat the names
                dashed |= self._paragraph(node)
            elif isinstance(node, ListNode) and (values := listed_values(node)):
                for value in values:
                    self._enum_value(value)
            else:
                if isinstance(node, ListNode):
                    self._free_list(node)
                self._add_docs(block(node))

    def _add_docs(self, made: docs.Block | None) -> None:
        if made is not None:
            self.docs.append(made)

    def _enum_value(self, listed: ListedValue) -> None:
        """Read an enum value. Sentences in its description may only make it the default or deprecate
        it."""
        deprecated = False
        for node in listed.description:
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
            docs.Docs(self.book.language, blocks(listed.description)),
            deprecated,
            self.source.origin(listed.span),
        )

    def _sentences_of(self, node: BlockNode) -> list[Sentence]:
        return self._split(FlatText(node)) if isinstance(node, ParagraphNode) else []

    def _split(self, flat: FlatText) -> list[Sentence]:
        return sentences(flat, self.matcher.abbreviations, self.matcher.marks)

    def _free_list(self, node: ListNode) -> None:
        """Read a list that is not one of enum values. Its items describe parts or forms of a value, so
        that only `printed` sentences are about the field: a list item absorbs the line after it."""
        for item in node.items:
            for inner in item:
                if isinstance(inner, ListNode):
                    self._free_list(inner)
                for sentence in self._sentences_of(inner):
                    self._sentence(sentence, own=False)

    def _paragraph(self, node: ParagraphNode) -> set[str]:
        """Read a paragraph; returns the names of the enum values that it lists."""
        flat = FlatText(node)
        start, values = dashed_values(flat)
        for value in values:
            self._enum_value(value)
        cuts: list[Cut] = [(start, len(flat.text))] if values else []
        own = True
        for sentence in self._split(flat):
            if values and sentence.start >= start:
                break
            cuts += self._sentence(sentence, own=own)
            own = own and not sentence.begins_numbering
        self._add_docs(paragraph(flat, cuts))
        return {value.name for value in values}

    # --- sentences

    def _sentence(self, sentence: Sentence, *, own: bool) -> list[Cut]:
        """Read one sentence; returns the parts of it that became facts, which the docs leave out.

        `own`: sentences at this place are about the field; false in a list or a numbered text.
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
                return [cut for part, found in read for cut in self._add(part, found, own=own)]
        return self._add(sentence, found, own=own)

    def _add(self, sentence: Sentence, found: SentenceFacts | None, *, own: bool) -> list[Cut]:
        self.sentences += 1
        if found is None or found.default_item:
            self._unknown(sentence, own=own)
        elif found.damaged is not None:
            self._damaged(sentence, found.damaged)
        elif not found.prose and (own or not found.authored):
            self.understood += 1
            self.flags.update(found.flags)
            for subject, constraint in found.constraints:
                self.constraints[subject].append(constraint)
            self.durations = self.durations or found.durations
            if found.default is not None:
                self._set_default(found.default, found.span)
            if not found.authored and found.default is None:
                return [(sentence.start, sentence.stop)]
        return []

    def _set_default(self, default: Scalar, span: Span) -> None:
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

    def _damaged(self, sentence: Sentence, damaged: DamagedNode) -> None:
        self.residue.append(Residue(sentence.text, sentence.span, "damaged"))
        self.diagnostics.add(
            DAMAGED_EXPRESSION,
            self.source.origin(damaged.span),
            "the regular expression is mangled; no pattern is read from it",
            text=damaged.text,
            hint=f"it should be one code span: {sentence.text}",
        )
