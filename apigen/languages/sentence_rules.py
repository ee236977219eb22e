"""How sentences are worded: the type of the rules that each language brings along.

A rule's `words` are a template. Case, the width of white space and the full stop do not matter:

    [words]       may be missing
    (one|other)   either
    {n} {a} {b}   a number; with its unit of time where the sentence has one
    {a..b}        two numbers parted by a dash: 1-63
    {list}        values parted by commas and the language's "or"
    {d}           one value: a code span, a number, a word that is a name (LINUX, true, network-ssd)
    {p}           a code span that holds a regular expression
    {#}           a number that does not matter
    {w}           a word or two
    {*}           any words

`facts` say what a sentence of this wording means, parted by semicolons:

    length <= n             also >=, <, >, =; of length, value, items; a number may stand for a slot
    each length <= n        of each element of a list or each value of a map
    key ~ p                 a pattern: of a map's keys; `value ~ p`, `each value ~ p`
    value ~~ p              a pattern whose backslashes the page prints doubled
    value in list
    default = d             `default = item`: the item of the list in which the sentence stands
    required, output_only, input_only, deprecated, unique, one_required
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

Kind = Literal[
    "printed", "authored", "prose", "signal", "lead", "unit", "abbreviation", "conjunction"
]


class Rule(msgspec.Struct, frozen=True):
    """One wording.

    The kinds: `printed` is a sentence that the docs print from the API's own definition, true
    wherever it stands. `authored` is one that people write; within a list or numbered text it is
    about something else. `prose` looks like a rule and limits nothing that can be checked.
    `signal` are words that make a sentence look like a rule; one with such words that no other
    rule knows is reported. `lead` are words before a sentence that change nothing in it.

    The others are words without templates, parted by spaces: `unit` names a unit of time, its
    facts are its seconds; `abbreviation` ends in a full stop that ends no sentence; `conjunction`
    parts the last of some values ("or").
    """

    words: str
    facts: str = ""
    kind: Kind = "printed"


Words = tuple[str, str]
"""A template, or a part of one, and what it means."""


def combine(
    subjects: Iterable[Words], predicates: Iterable[Words], kind: Kind = "printed"
) -> tuple[Rule, ...]:
    """Every subject with every predicate, at the place of `_` in words and facts: "length of each
    value" (`each length`) and "the _ must be at most {n}" (`_ <= n`) make "the length of each
    value must be at most {n}" (`each length <= n`)."""
    return tuple(
        Rule(words.replace("_", subject), facts.replace("_", measure), kind)
        for subject, measure in subjects
        for words, facts in predicates
    )


def of_kind(kind: Kind, rules: Iterable[str | Words]) -> tuple[Rule, ...]:
    """Rules of one kind, in short."""
    return tuple(
        Rule(rule, "", kind) if isinstance(rule, str) else Rule(*rule, kind) for rule in rules
    )


UNITS: tuple[Rule, ...] = of_kind(
    "unit",
    (
        ("milliseconds millisecond ms", "0.001"),
        ("seconds second secs sec s", "1"),
        ("minutes minute mins min m", "60"),
        ("hours hour h", "3600"),
        ("days day d", "86400"),
    ),
)
"""Pages of every language print these."""
