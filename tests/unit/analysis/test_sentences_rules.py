"""Rules are data: a language provides its own, and invalid ones are rejected."""

from __future__ import annotations

import re

import msgspec
import pytest

from apigen.analysis.sentences.match import Matcher
from apigen.analysis.sentences.read import ProseFacts, read_prose
from apigen.analysis.sentences.templates import facts_of, template
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Origin, Source
from apigen.ir.constraints import Allowed, Maximum, MaxItems, MaxLength, MinLength
from apigen.languages import PHRASEBOOKS
from apigen.languages.en import EN
from apigen.languages.sentence_rules import SentenceRule, combine, of_kind
from tests.unit.analysis.phrases import prose

NOWHERE = Origin("", 0, 0)

ES = msgspec.structs.replace(
    EN,
    language="es",
    required_marks=("Obligatorio",),
    one_of_starts=("incluye solo uno de los campos",),
    sentences=(
        *of_kind(
            "printed",
            (
                *combine(
                    [("longitud", "length"), ("longitud de cada clave", "key length")],
                    [
                        ("la _ maxima es {n}[ caracteres]", "_ <= n"),
                        ("la _ debe ser {a..b}", "_ >= a; _ <= b"),
                    ],
                ),
                ("el valor debe ser (igual a|uno de) {list}", "value in list"),
                ("no mas de {n} por recurso", "items <= n"),
                ("el valor maximo es {n}", "value <= n"),
            ),
        ),
        *of_kind("conjunction", ("o",)),
        *of_kind("unit", (("segundos segundo", "1"), ("horas hora", "3600"))),
        *of_kind("abbreviation", ("p.ej",)),
        *of_kind("signal", ("debe",)),
    ),
)


def read(text: str) -> ProseFacts:
    return read_prose(prose(text), ES, Source("p.md", text), Diagnostics())


def test_rules_of_another_language() -> None:
    reading = read("Obligatorio. La longitud debe ser 1-63. No más de 5, p.ej. Nada.")
    assert reading.required
    assert reading.own == (MinLength(1, NOWHERE), MaxLength(63, NOWHERE))
    assert reading.sentences == 3


def test_values_units_and_groups_of_another_language() -> None:
    assert read("El valor debe ser uno de 1, 2 o 4.").own == (Allowed((1, 2, 4), NOWHERE),)
    timed = read("El valor maximo es 2 horas.")
    assert timed.own == (Maximum(7200, NOWHERE),)
    assert timed.durations
    assert read("No mas de 64 por recurso.").count == (MaxItems(64, NOWHERE),)
    assert read("La longitud de cada clave maxima es 9.").keys == (MaxLength(9, NOWHERE),)
    group = read("incluye solo uno de los campos `a`, `b`").one_of
    assert group is not None
    assert group[0] == ("a", "b")


def test_signals_of_another_language() -> None:
    assert [r.kind for r in read("Algo debe tener 5 MB.").residue] == ["unknown"]
    assert read("The maximum value is 5.").own == ()


@pytest.mark.parametrize(
    ("words", "matching", "other"),
    [
        ("a [b] c", (" a b c", " a c"), (" a  c", " a bc", " abc")),
        ("[the] (value|item)s", (" the values", " items"), (" thevalues", " the value")),
        ("a[,][ b]", (" a", " a, b", " a,"), (" a,b",)),
        ("a \\(b\\)", (" a (b)",), (" a b",)),
        ("(x|y z) w", (" x w", " y z w"), (" z w",)),
        ("Длина — a", (" длина - a",), (" длина a",)),
    ],
)
def test_what_templates_match(
    words: str, matching: tuple[str, ...], other: tuple[str, ...]
) -> None:

    pattern = re.compile(template(words))
    assert all(pattern.fullmatch(text) for text in matching)
    assert not any(pattern.fullmatch(text) for text in other)


@pytest.mark.parametrize("facts", ["length is n", "width <= n", "length <= ", "key in list"])
def test_invalid_facts_are_rejected(facts: str) -> None:
    with pytest.raises(ValueError, match="no facts"):
        facts_of(SentenceRule("x {n}", facts, "printed"))


def test_all_rules_of_all_languages_are_valid() -> None:
    for book in PHRASEBOOKS:
        Matcher(book)
        for rule in book.sentences:
            if rule.kind not in ("printed", "authored"):
                continue
            facts = facts_of(rule)
            assert facts != facts_of(SentenceRule("", "", "printed")), rule.words
            for statement in facts.statements:
                slot = statement.slot
                named = f"{{{slot}}}" in rule.words or (slot in "ab" and "{a..b}" in rule.words)
                assert slot.isdigit() or named, rule.words
