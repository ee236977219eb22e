"""Matches sentences against the rules of a language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import msgspec

from apigen.analysis.sentences.facts import FactReader, SentenceFacts, UnreadableError, split
from apigen.analysis.sentences.folding import CODE, DAMAGED, folded
from apigen.analysis.sentences.mask import MARK, Masked, Numbers
from apigen.analysis.sentences.numbers import Units
from apigen.analysis.sentences.split import Sentence
from apigen.analysis.sentences.templates import FactTemplate, facts_of, slots_of, template
from apigen.findings.source import Source
from apigen.languages.base import Phrasebook
from apigen.languages.sentence_rules import Kind, SentenceRule

_HAS_VALUE = re.compile(rf"[{MARK}{CODE}{DAMAGED}\[]|(?<!\w)[0-9]")
_GROUP = re.compile(r"\(\?P<\w+>")
_NEEDS_VALUE = re.compile(r"\?P<(?!d>|list>)")
_MATCHED: tuple[Kind, ...] = ("printed", "authored", "prose")
_NEVER = "(?!)"
MAX_LENGTH = 4000
"""Characters of a sentence; longer ones are prose."""


class CompiledRule:
    """A rule with its expression and facts compiled."""

    def __init__(self, rule: SentenceRule, slots: Mapping[str, str]) -> None:
        self.expression = template(rule.words, slots)
        self.facts: FactTemplate = facts_of(rule)
        self.kind = rule.kind

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled on first use: a page uses few of the rules of its language."""
        return re.compile(self.expression)


class _Alternation:
    """Rules as one alternation; an empty group after each identifies it."""

    def __init__(self, rules: list[CompiledRule]) -> None:
        self.rules = rules
        plain = [_GROUP.sub("(?:", rule.expression) for rule in rules]
        self.pattern = re.compile("|".join(f"(?:{expression})()" for expression in plain) or _NEVER)

    def find(self, text: str, start: int) -> Iterator[tuple[CompiledRule, re.Match[str]]]:
        """The rules that match `text[start:]`, in order; nearly always there is one."""
        first = self.pattern.fullmatch(text, start)
        if first is None or first.lastindex is None:
            return
        for rule in self.rules[first.lastindex - 1 :]:
            match = rule.pattern.fullmatch(text, start)
            if match is not None:
                yield rule, match


class Matcher:
    """The compiled rules and marks of one language."""

    def __init__(self, book: Phrasebook) -> None:
        rules = book.sentences
        self._numbers = Numbers(Units(rules))
        self.abbreviations = frozenset(_words(rules, "abbreviation"))
        conjunctions = sorted(_words(rules, "conjunction"))
        joined = "|".join(re.escape(word) for word in conjunctions)
        self._splitter = re.compile(rf",? (?:{joined}) |, |; ?" if joined else "[,;] ")
        slots = slots_of(conjunctions)
        compiled = [CompiledRule(rule, slots) for rule in rules if rule.kind in _MATCHED]
        valueless = [rule for rule in compiled if not _NEEDS_VALUE.search(rule.expression)]
        self._valueless = _Alternation([*_marks(book, slots), *valueless])
        self._all = _Alternation(compiled)
        self._lead = _any(template(rule.words) for rule in rules if rule.kind == "lead")
        self._signal = _any(
            (template(rule.words, slots) for rule in rules if rule.kind == "signal"), r"(?!\w)"
        )
        self._one_of = _any(
            (re.escape(folded(phrase)) for phrase in book.one_of_starts), ":? ?(?P<names>.+)"
        )
        leading = (*book.required_marks, *book.output_only_marks, *book.input_only_marks)
        self.marks = _any((rf"\s*{re.escape(mark)}" for mark in leading), r"\s*\.(?=\s)")
        self._deprecated = _any(
            (re.escape(folded(mark)) for mark in book.deprecated_marks), "(?:$|[,:;(]| -)"
        )

    def find(self, sentence: Sentence, source: Source) -> SentenceFacts | None:
        """The facts of a sentence; `None` if no rule matches."""
        if len(sentence.folded) > MAX_LENGTH:
            return None
        masked = Masked(sentence, self._numbers)
        rules = self._all if _HAS_VALUE.search(masked.text) else self._valueless
        lead = self._lead.match(masked.text)
        for start in (lead.end(), 0) if lead else (0,):
            for rule, match in rules.find(masked.text, start):
                found = self._read(rule, match, masked, source)
                if found is not None:
                    return found
        return None

    def _read(
        self, rule: CompiledRule, match: re.Match[str], masked: Masked, source: Source
    ) -> SentenceFacts | None:
        if rule.kind == "prose":
            return SentenceFacts(prose=True)
        try:
            found = FactReader(match, masked, self._splitter).read(rule.facts, source)
        except UnreadableError:
            return None
        return msgspec.structs.replace(found, authored=rule.kind == "authored")

    def one_of(self, sentence: Sentence) -> tuple[str, ...]:
        """The field names of a sentence that states a one-of group; empty for any other."""
        text = sentence.folded
        match = None
        if len(text) <= MAX_LENGTH:
            match = self._one_of.fullmatch(text, 2 if text.startswith(f"{CODE} ") else 0)
        if match is None:
            return ()
        names: list[str] = []
        for part, at in split(self._splitter, text, *match.span("names")):
            code = CODE in part
            name = sentence.code_at(at).text if code else sentence.plain[at : at + len(part)]
            names += (name.strip("` ") for name in name.split(","))
        return tuple(name for name in names if name)

    def is_deprecated(self, sentence: Sentence) -> bool:
        """Whether a sentence begins with a mark of deprecation."""
        return self._deprecated.match(sentence.folded) is not None

    def looks_normative(self, sentence: Sentence) -> bool:
        """Whether an unmatched sentence has signal words and a value."""
        text = Masked(sentence, self._numbers).text[:MAX_LENGTH]
        return _HAS_VALUE.search(text) is not None and self._signal.search(text) is not None


def _any(expressions: Iterable[str], after: str = "") -> re.Pattern[str]:
    """The alternation of expressions, longest first."""
    joined = "|".join(sorted(expressions, key=len, reverse=True))
    return re.compile(f"(?:{joined}){after}" if joined else _NEVER, re.IGNORECASE)


def _words(rules: Iterable[SentenceRule], kind: Kind) -> Iterator[str]:
    """The words of the rules of one kind; a rule separates them by spaces."""
    return (folded(word) for rule in rules if rule.kind == kind for word in rule.words.split())


def _marks(book: Phrasebook, slots: Mapping[str, str]) -> list[CompiledRule]:
    marks = (
        (book.required_marks, "required"),
        (book.output_only_marks, "output_only"),
        (book.input_only_marks, "input_only"),
        (book.deprecated_marks, "deprecated"),
    )
    return [
        CompiledRule(SentenceRule(_literal(words), flag, "printed"), slots)
        for phrases, flag in marks
        for words in phrases
    ]


def _literal(words: str) -> str:
    """The template that matches these words literally."""
    return re.sub(r"([\[\](){}|\\])", r"\\\1", words)
