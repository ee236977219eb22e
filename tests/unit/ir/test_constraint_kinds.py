"""Every room knows every kind of constraint. A new kind needs its row in `KINDS` and the entries that
these tests ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import msgspec
import pytest

from apigen.changes.places import CONSTRAINTS, Place
from apigen.changes.rules import RULES, Effect, constraint_judge
from apigen.changes.words import value_words
from apigen.findings.source import Origin
from apigen.ir import constraints as c
from apigen.ir import types as t
from apigen.ir.api import Field
from apigen.ir.facts import field_facts
from apigen.runtime.messages import models
from apigen.targets.conformance import broken
from apigen.targets.constraint_phrases import value_phrases
from apigen.targets.openapi.extensions import EXTENSIONS
from apigen.targets.openapi.limits import limit_keywords
from apigen.targets.python.annotations import rule_texts
from apigen.targets.python.naming import CLASS_RESERVED, rule_class
from apigen.targets.python.tests.samples import candidates_of
from apigen.targets.python.views import RUNTIME_NAMES
from tests.mutants.mutate import shifted
from tests.unit.analysis.phrases import read
from tests.unit.changes.test_kinds import TABLE

HERE = Origin("page.md", 1, 1)
TYPES: dict[str, t.Type] = {
    t.type_name(type_): type_
    for type_ in (
        t.String(),
        t.Bytes(),
        t.Integer(),
        t.Float(),
        t.Duration(),
        t.List(t.Value(t.String())),
        t.Map(t.Value(t.String()), t.Value(t.String())),
    )
}
SENTENCES = {
    "min_length": "The minimum string length in characters is 3.",
    "max_length": "The maximum string length in characters is 50.",
    "pattern": "Value must match the regular expression ` [a-z]+ `.",
    "minimum": "The minimum value is 3.",
    "maximum": "The maximum value is 50.",
    "allowed": "The value must be one of 2, 4.",
    "min_items": "Must contain at least 2 elements.",
    "max_items": "Must contain at most 9 elements.",
    "unique": "All elements must be unique.",
}
SAMPLES = {"pattern": "[a-z]+", "allowed": (2, 4), "unique": True}
EACH = pytest.mark.parametrize("kind", c.KINDS, ids=lambda kind: kind.name)


class Step(msgspec.Struct, frozen=True, tag="step"):
    """A kind without a row in `KINDS`."""

    value: int
    origin: Origin


STEP = c.ConstraintKind(
    constraint=Step,  # type: ignore[arg-type]
    rule="step",
    keywords={"integer": "multipleOf", "float": "multipleOf"},
)


@pytest.fixture
def step(monkeypatch: pytest.MonkeyPatch) -> c.Constraint:
    """A constraint of a kind that has a row in the table, and no other entry."""
    monkeypatch.setitem(c._KIND_OF, STEP.constraint, STEP)
    monkeypatch.setitem(CONSTRAINTS, STEP.label, STEP)
    return STEP.at(HERE, 5)


def sample(kind: c.ConstraintKind) -> c.Constraint:
    return kind.at(HERE, SAMPLES.get(kind.name, 7))


def fitting(kind: c.ConstraintKind) -> Iterator[t.Type]:
    yield from (TYPES[name] for name in kind.keywords)


def test_the_table_has_every_kind() -> None:
    assert {kind.constraint for kind in c.KINDS} == {*get_args(c.Constraint)}
    assert len({kind.name for kind in c.KINDS}) == len(c.KINDS)


def test_kinds_are_of_types_that_there_are() -> None:
    tags = {kind.__struct_config__.tag for kind in get_args(t.Type)}
    assert all(tags.issuperset(kind.keywords) for kind in c.KINDS)


@EACH
def test_a_sentence_states_it(kind: c.ConstraintKind) -> None:
    reading = read(SENTENCES[kind.name], "en")
    (found,) = (*reading.own, *reading.each, *reading.count)
    assert type(found) is kind.constraint


@EACH
def test_facts_name_it(kind: c.ConstraintKind) -> None:
    for type_ in fitting(kind):
        found = field_facts(Field(name="a", type=type_, constraints=(sample(kind),), origin=HERE))
        assert kind.name in found


@EACH
def test_revisions_are_compared_by_it(kind: c.ConstraintKind) -> None:
    assert kind.label in RULES
    assert any(row[2].rpartition(" ")[0] == kind.label for row in TABLE)


@EACH
def test_openapi_says_it_of_each_type_that_it_fits(kind: c.ConstraintKind) -> None:
    for type_ in fitting(kind):
        found = limit_keywords(type_, [sample(kind)], open_values=False)
        assert found.keys() & {kind.keywords[t.type_name(type_)], *EXTENSIONS}
        assert "x-limits" not in found


@EACH
def test_openapi_tells_it_where_it_does_not_fit(kind: c.ConstraintKind) -> None:
    found = limit_keywords(t.Bool(), [sample(kind)], open_values=False)
    assert found.keys() <= {"x-limits", "x-allowed"}
    assert found


@EACH
def test_the_runtime_checks_it(kind: c.ConstraintKind) -> None:
    (text,) = rule_texts([sample(kind)])
    rule = eval(text, vars(models))  # the text of an annotation
    assert rule.name == kind.rule
    assert rule_class(kind) in RUNTIME_NAMES.keys() & CLASS_RESERVED


@EACH
def test_docstrings_state_it(kind: c.ConstraintKind) -> None:
    for type_ in fitting(kind):
        assert all(value_phrases(type_, [sample(kind)]))


@EACH
def test_emitted_tests_try_values_that_break_it(kind: c.ConstraintKind) -> None:
    limits = (sample(kind),)
    for type_ in fitting(kind):
        if isinstance(type_, t.List | t.Map):
            values: list[object] = [["a"] * 2, ["a"] * 9]
        else:
            values = candidates_of(type_, limits)
            values += ["no", 3] if kind.rule == "allowed" else []
        assert {*map(frozenset[str], (broken(type_, limits, value) for value in values))} & {
            frozenset({kind.rule})
        }


@EACH
def test_mutants_change_it(kind: c.ConstraintKind) -> None:
    changed = [constraint for _, constraint in shifted(sample(kind))]
    assert all(type(each) is kind.constraint and each != sample(kind) for each in changed)
    assert changed or not kind.argument


# --- a new kind -----------------------------------------------------------------------------------


def test_a_new_kind_is_in_the_facts(step: c.Constraint) -> None:
    field = Field(name="a", type=t.Integer(), constraints=(step,), origin=HERE)
    assert field_facts(field) == {"type": "integer", "step": 5}


def test_a_new_kind_is_compared(step: c.Constraint) -> None:
    judge = constraint_judge(c.kind_of(step))
    assert judge(None, ((5,),)) is Effect.BREAKING
    assert judge(((5,),), None) is Effect.COMPATIBLE
    assert value_words(Place("compute", aspect="step"), ((5,),)) == "5"


def test_a_new_kind_is_in_the_documents(step: c.Constraint) -> None:
    assert limit_keywords(t.Integer(), [step], open_values=False) == {"multipleOf": 5}
    quoted = limit_keywords(t.Integer(64, quoted=True), [step], open_values=False)
    assert quoted["x-range"] == {"multipleOf": 5}
    assert limit_keywords(t.Bool(), [step], open_values=False) == {"x-limits": {"step": 5}}


def test_a_new_kind_is_a_rule_with_values_and_mutants(step: c.Constraint) -> None:
    assert rule_texts([step]) == ("Step(5)",)
    assert candidates_of(t.Integer(), (step,)) == [5, 6, 4]
    assert dict(shifted(step)) == {"+ 1": STEP.at(HERE, 6), "- 1": STEP.at(HERE, 4)}


def test_a_new_kind_without_a_phrase_or_a_check_is_noticed(step: c.Constraint) -> None:
    with pytest.raises(KeyError):
        value_phrases(t.Integer(), [step])
    with pytest.raises(KeyError):
        broken(t.Integer(), [step], 5)
