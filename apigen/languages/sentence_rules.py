"""Sentence rules: the wordings that give facts, as each language provides them.

The `words` of a rule are a template. Case, the amount of white space and the full stop are ignored:

    [words]       optional
    (one|other)   alternatives
    {n} {a} {b}   a number, with its unit of time if the sentence has one
    {a..b}        two numbers with a dash between them: 1-63
    {list}        values separated by commas and the language's "or"
    {d}           one value: a code span, a number, a word that is a name (LINUX, true, network-ssd)
    {p}           a code span with a regular expression
    {#}           a number that is ignored
    {w}           one or two words
    {*}           any words

The `facts` of a rule say what such a sentence means, separated by semicolons:

    length <= n             also >=, <, >, =; of length, value, items; a number may replace the slot
    each length <= n        of each element of a list or each value of a map
    key ~ p                 a pattern of a map's keys; also `value ~ p`, `each value ~ p`
    value ~~ p              a pattern whose backslashes are doubled on the page
    value in list
    default = d             `default = item`: the list item that contains the sentence
    required, output_only, input_only, deprecated, unique, one_required
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

Kind = Literal[
    "printed", "authored", "prose", "signal", "lead", "unit", "abbreviation", "conjunction"
]


class SentenceRule(msgspec.Struct, frozen=True):
    """One wording, of one of these kinds:

    - `printed`: generated from the API's definition, so that it holds wherever it stands.
    - `authored`: written by people; in a list or a numbered text it is about something else.
    - `prose`: looks normative and gives no fact that can be checked.
    - `signal`: words that make a sentence look normative; one that no other rule matches is residue.
    - `lead`: words at the beginning of a sentence that do not change its meaning.

    The words of the other kinds are no templates but words separated by spaces:

    - `unit`: a unit of time; `facts` is its length in seconds.
    - `abbreviation`: a word whose full stop does not end a sentence.
    - `conjunction`: stands before the last value of a list ("or").
    """

    words: str
    facts: str
    kind: Kind


WordsAndFacts = tuple[str, str]
"""A template, or a part of one, and its facts."""


def combine(
    subjects: Iterable[WordsAndFacts], predicates: Iterable[WordsAndFacts]
) -> tuple[WordsAndFacts, ...]:
    """Every subject with every predicate; the subject replaces `_` in words and facts.

    "length of each value" (`each length`) and "the _ must be at most {n}" (`_ <= n`) make "the length
    of each value must be at most {n}" (`each length <= n`).
    """
    return tuple(
        (words.replace("_", subject), facts.replace("_", measure))
        for subject, measure in subjects
        for words, facts in predicates
    )


def of_kind(kind: Kind, rules: Iterable[str | WordsAndFacts]) -> tuple[SentenceRule, ...]:
    """Rules of one kind: words with facts, or words alone."""
    pairs = ((rule, "") if isinstance(rule, str) else rule for rule in rules)
    return tuple(SentenceRule(words, facts, kind) for words, facts in pairs)


UNITS: tuple[SentenceRule, ...] = of_kind(
    "unit",
    (
        ("milliseconds millisecond ms", "0.001"),
        ("seconds second secs sec s", "1"),
        ("minutes minute mins min m", "60"),
        ("hours hour h", "3600"),
        ("days day d", "86400"),
    ),
)
"""The units that pages of every language use."""
