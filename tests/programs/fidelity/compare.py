"""Comparisons of facts from two independent sources, and what may be compared at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from tests.programs.fidelity.facts import Fact, Facts, Key, PageFacts
from tests.programs.fidelity.schema import schema_facts

SCHEMA_ALONE = (
    *("min_length", "max_length", "minimum", "maximum", "exclusive_minimum", "exclusive_maximum"),
    *("min_items", "max_items", "unique"),
)
"""Schemas give these at times; that one does not have them says nothing."""
TABLE_ALONE = ("output_only", "deprecated", "default", "allowed", *SCHEMA_ALONE)
"""Schemas do not carry these, so that they are no measure of what the table says."""
LIMITS = (*SCHEMA_ALONE, "pattern", "allowed", "default")
PARTS = ("", "items.", "keys.", "values.")
REFINED = {"string": {"enum", "map", "object"}, "object": {"map", "string", "enum"}}
"""Types of older formats, which print only this much, and what newer ones print of the same."""


class Difference(NamedTuple):
    """Two pages (or one page's two sources) and the values that they give, `None` for nothing."""

    left: str
    right: str
    key: Key
    left_fact: Fact
    right_fact: Fact

    def __str__(self) -> str:
        left, right = (
            f"{fact.line} {json.dumps(fact.value, ensure_ascii=False)}"
            for fact in (self.left_fact, self.right_fact)
        )
        return f"{self.key.place} {self.key.kind}: {left} | {right}"


class Comparison(NamedTuple):
    """`right` counts facts that both sources give alike, `left` and `other` those that each does."""

    name: str
    pages: int
    left: int
    other: int
    alike: int
    differences: tuple[Difference, ...]


Measure = Callable[[Facts, Facts], tuple[Facts, Facts]]


def against_schema(name: str, pages: Iterable[PageFacts]) -> Comparison:
    """Tables against the schemas of the same pages; the tables' facts are the ones measured."""
    pairs = []
    for page in pages:
        schema = schema_facts(page.text)
        if schema:
            pairs.append((page.file, page.facts, page.file, schema))
    return _compare(f"{name}: tables against schemas", pairs, _by_schema)


def of_languages(
    name: str, russian: Sequence[PageFacts], english: Sequence[PageFacts]
) -> Comparison:
    """Pages of the same methods in two languages; the Russian facts are the ones measured."""
    pairs = _paired(russian, english)
    return _compare(f"{name}: Russian against English", pairs, lambda left, right: (left, right))


def of_vintages(
    name: str, older: Sequence[PageFacts], newer: Sequence[PageFacts], *, limits: bool
) -> Comparison:
    """Pages of the same methods of two ages. `limits`: both formats print them."""
    pairs = _paired(older, newer)
    return _compare(name, pairs, lambda left, right: _by_vintage(left, right, limits=limits))


Pair = tuple[str, Facts, str, Facts]


def _paired(left: Sequence[PageFacts], right: Sequence[PageFacts]) -> list[Pair]:
    there = {page.method: page for page in right}
    pairs = []
    for page in left:
        other = there.get(page.method)
        if other is not None:
            pairs.append((page.file, page.facts, other.file, other.facts))
    return pairs


def _compare(name: str, pairs: Iterable[Pair], measure: Measure) -> Comparison:
    pages = left_count = right_count = alike = 0
    differences: list[Difference] = []
    for left_file, left_facts, right_file, right_facts in pairs:
        left, right = measure(left_facts, right_facts)
        pages += 1
        left_count += len(left)
        right_count += len(right)
        alike += sum(key in right and right[key].value == left[key].value for key in left)
        differences += _differences(left_file, left, right_file, right)
    return Comparison(name, pages, left_count, right_count, alike, tuple(differences))


def _differences(left_file: str, left: Facts, right_file: str, right: Facts) -> list[Difference]:
    """What differs within a field that one source lacks, or types otherwise, is told once."""
    found = []
    for key in sorted({*left, *right}):
        one, two = left.get(key), right.get(key)
        if one is not None and two is not None and one.value == two.value:
            continue
        if one is None or two is None:
            there = left if one is None else right
            place = _outer(key.place) if key.kind == "field" else key.place
            if _lacks(there, place) or _part_of_another_type(key, left, right):
                continue
        one = one or Fact(None, _near(left, key.place))
        two = two or Fact(None, _near(right, key.place))
        found.append(Difference(left_file, right_file, key, one, two))
    return found


def _outer(place: str) -> str:
    """The place around another, empty for the outermost."""
    return place.rstrip(".").rpartition(".")[0]


def _part_of_another_type(key: Key, left: Facts, right: Facts) -> bool:
    types = [facts.get(Key(key.place, "type")) for facts in (left, right)]
    values = {fact.value for fact in types if fact is not None}
    return len(values) > 1 and "." in key.kind


def _lacks(facts: Facts, place: str) -> bool:
    place = place.rstrip(".")
    within = ":" in place and not place.endswith(":")
    return within and Key(place, "field") not in facts


def _near(facts: Facts, place: str) -> int:
    """The line of the place, else of what it is within, else of the request."""
    while place:
        fact = facts.get(Key(place.rstrip("."), "field"))
        if fact is not None:
            return fact.line
        place = _outer(place) if "." in place.rstrip(".") else ""
    verb = facts.get(Key("http", "verb"))
    return verb.line if verb is not None else 1


# --- what may be compared -------------------------------------------------------------------------


def _by_schema(table: Facts, schema: Facts) -> tuple[Facts, Facts]:
    """Facts of requests that both sources carry. A schema names required fields and groups for some
    messages and for others not at all; there its silence says nothing.
    """
    asked = {_owner(key.place) for key in schema if key.kind == "required"}
    grouped = {key.place for key in schema if key.kind.startswith("one_of")}
    left, right = {}, {}
    for key, fact in table.items():
        silent = key not in schema and (
            key.kind.rpartition(".")[2] in TABLE_ALONE
            or key.kind.startswith("keys.")
            or key.kind == "values.pattern"
            or (key.kind == "required" and _owner(key.place) not in asked)
            or (key.kind.startswith("one_of") and key.place not in grouped)
        )
        if not silent and not key.place.startswith("response:") and key != Key("http", "path"):
            left[key] = _plain(key, fact)
    for key, fact in schema.items():
        right[key] = _plain(key, fact)
    return left, right


def _owner(place: str) -> str:
    """The message that a field is of."""
    return place[: max(place.rfind("."), place.find(":")) + 1]


def _plain(key: Key, fact: Fact) -> Fact:
    """An enum's values without the unspecified one, which only schemas list."""
    if key.kind.rpartition(".")[2] != "enum":
        return fact
    return Fact(sorted(n for n in fact.value if not n.endswith("_UNSPECIFIED")), fact.line)


def _by_vintage(older: Facts, newer: Facts, *, limits: bool) -> tuple[Facts, Facts]:
    """Formats before 2024 print no types of parameters, maps, enums, durations and of what an
    operation gives, and groups of one not at all: there the older one says less, not another thing.
    """
    left, right = _comparable(older, limits), _comparable(newer, limits)
    for place in {key.place for key in (*left, *right)}:
        one, two = left.get(Key(place, "type")), right.get(Key(place, "type"))
        types = (one.value if one else None, two.value if two else None)
        if None in types or types[0] == types[1]:
            _drop(left, right, place, _said_once(left, right, place))
        elif types[1] in REFINED.get(str(types[0]), ()):
            _drop(left, right, place, ("type", "format", *_said_once(left, right, place)))
    return left, right


def _said_once(left: Facts, right: Facts, place: str) -> list[str]:
    """The types, or parts of types, that only one of two formats prints."""
    kinds = [f"{part}{word}" for part in PARTS for word in ("type", "format")]
    return [k for k in kinds if (Key(place, k) in left) != (Key(place, k) in right)]


def _drop(left: Facts, right: Facts, place: str, kinds: Iterable[str]) -> None:
    for kind in kinds:
        left.pop(Key(place, kind), None)
        right.pop(Key(place, kind), None)


def _comparable(facts: Facts, limits: bool) -> Facts:
    found = {}
    for key, fact in facts.items():
        last = key.kind.rpartition(".")[2]
        if key.place.startswith(("response:metadata.", "response:response.")):
            continue
        alone = key.kind.startswith("one_of") and " " not in key.kind.removeprefix("one_of ")
        if key.place == "http" or alone or (last in LIMITS and not limits):
            continue
        found[key] = _plain(key, fact)
    return found
