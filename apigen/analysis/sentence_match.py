"""Sentences against the rules of a language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

import msgspec

from apigen.analysis.sentence_facts import FactReader, Found, UnreadableError
from apigen.analysis.sentence_folding import CODE, DAMAGED, folded
from apigen.analysis.sentence_split import Sentence
from apigen.analysis.sentence_templates import Facts, Units, facts_of, slots_of, template
from apigen.languages.base import Phrasebook
from apigen.languages.sentence_rules import Kind, Rule
from apigen.source import Source

_HAS_VALUE = re.compile(rf"[0-9{CODE}{DAMAGED}]")
_GROUP = re.compile(r"\(\?P<\w+>")
_NEEDS_VALUE = re.compile(r"\?P<(?!d>)")
_MATCHED: tuple[Kind, ...] = ("printed", "authored", "prose")


class Wording:
    """A rule made ready: its expression and its facts."""

    def __init__(self, rule: Rule, slots: dict[str, str]) -> None:
        self.expression = template(rule.words, slots)
        self.facts: Facts = facts_of(rule)
        self.kind = rule.kind

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Made when first needed: a page has few of the wordings of its language."""
        return re.compile(self.expression)


class _Wordings:
    """Wordings as one alternation; an empty group after each tells which it was."""

    def __init__(self, wordings: list[Wording]) -> None:
        self.wordings = wordings
        plain = [_GROUP.sub("(?:", wording.expression) for wording in wordings]
        self.pattern = re.compile("|".join(f"(?:{expression})()" for expression in plain) or "(?!)")

    def find(self, norm: str) -> Iterator[tuple[Wording, re.Match[str]]]:
        """The wordings that a sentence has, in their order: one nearly always."""
        first = self.pattern.fullmatch(norm)
        if first is None or first.lastindex is None:
            return
        for wording in self.wordings[first.lastindex - 1 :]:
            match = wording.pattern.fullmatch(norm)
            if match is not None:
                yield wording, match


class Matcher:
    """The rules and marks of one language of the docs, ready to be matched."""

    def __init__(self, book: Phrasebook) -> None:
        rules = book.sentences
        self.units = Units(rules)
        self.abbreviations = _words(rules, "abbreviation")
        conjunctions = sorted(_words(rules, "conjunction"))
        joined = "|".join(re.escape(word) for word in conjunctions)
        self.splitter = re.compile(rf",? (?:{joined}) |, ?|; ?" if joined else "[,;] ?")
        slots = slots_of(self.units, conjunctions)
        known = [Wording(rule, slots) for rule in rules if rule.kind in _MATCHED]
        always = [*_marks(book, slots)]
        always += (wording for wording in known if not _NEEDS_VALUE.search(wording.expression))
        self._always = _Wordings(always)
        self._known = _Wordings(known)
        signals = [template(rule.words, slots) for rule in rules if rule.kind == "signal"]
        self._signal = re.compile(rf"(?:{'|'.join(signals)})(?!\w)" if signals else "(?!)")
        starts = "|".join(re.escape(folded(phrase)) for phrase in book.one_of_starts)
        self._one_of = re.compile(rf"(?:{CODE} )?(?:{starts}):? ?(?P<names>.+)", re.DOTALL)
        leading = sorted(
            (*book.required_marks, *book.output_only_marks, *book.input_only_marks),
            key=len,
            reverse=True,
        )
        marks = "|".join(re.escape(mark) for mark in leading)
        self.marks = re.compile(rf"\s*(?:{marks})\s*\.(?=\s)" if marks else "(?!)", re.IGNORECASE)
        marks = "|".join(re.escape(folded(mark)) for mark in book.deprecated_marks)
        self._deprecated = re.compile(rf"(?:{marks})(?:$|[,:;(]| -)" if marks else "(?!)")

    def find(self, sentence: Sentence, source: Source) -> Found | None:
        """What a sentence says, or `None` for one that no rule knows."""
        norm = f" {sentence.norm}"
        wordings = self._known if _HAS_VALUE.search(norm) else self._always
        for wording, match in wordings.find(norm):
            if wording.kind == "prose":
                return Found(prose=True)
            try:
                reader = FactReader(match, sentence, self.units, self.splitter)
                found = reader.read(wording.facts, source)
            except UnreadableError:
                continue
            if wording.kind == "authored":
                return msgspec.structs.replace(found, authored=True)
            return found
        return None

    def one_of(self, sentence: Sentence) -> tuple[str, ...]:
        """The field names of a sentence that makes a one-of group; empty for any other."""
        match = self._one_of.fullmatch(sentence.norm)
        if match is None:
            return ()
        names: list[str] = []
        start, _ = match.span("names")
        text = sentence.plain[start:]
        offset = 0
        for part in self.splitter.split(text):
            offset = text.index(part, offset)
            code = CODE in part
            name = sentence.code_at(start + offset).text if code else part
            names += (name.strip("` ") for name in name.split(","))
            offset += len(part)
        return tuple(name for name in names if name)

    def is_deprecated(self, sentence: Sentence) -> bool:
        """Whether a sentence leads with the mark of what should not be used any more."""
        return self._deprecated.match(sentence.norm) is not None

    def looks_normative(self, sentence: Sentence) -> bool:
        """Whether an unknown sentence has words that rules have, and a value to go with them."""
        norm = f" {sentence.norm}"
        return _HAS_VALUE.search(norm) is not None and self._signal.search(norm) is not None


def _words(rules: tuple[Rule, ...], kind: Kind) -> frozenset[str]:
    return frozenset(folded(rule.words) for rule in rules if rule.kind == kind)


def _marks(book: Phrasebook, slots: dict[str, str]) -> list[Wording]:
    marks = (
        (book.required_marks, "required"),
        (book.output_only_marks, "output_only"),
        (book.input_only_marks, "input_only"),
        (book.deprecated_marks, "deprecated"),
    )
    return [
        Wording(Rule(_literal(words), flag), slots) for phrases, flag in marks for words in phrases
    ]


def _literal(words: str) -> str:
    """The template of words that are none themselves."""
    return re.sub(r"([\[\](){}|\\])", r"\\\1", words)
