"""Properties of any two versions: changes are complete and correct, and no breaking change is missed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from apigen.changes.diff import diff
from apigen.changes.facts import api_facts
from apigen.changes.model import apply
from apigen.changes.places import FactValue, Place
from apigen.changes.rules import Effect
from apigen.ir import constraints as c
from apigen.ir import types as t
from apigen.ir.api import Api, Field, Message, Method, OneOf, OperationResult, Resource, Service
from apigen.ir.docs import NO_DOCS
from tests.mutants.mutate import Mutant, mutants
from tests.tiers import at_depth
from tests.unit.changes import sample as s
from tests.unit.changes.sample import HERE

NAMES = st.sampled_from("abcd")
IDS = ("x.A", "x.B", "x.C")
PATTERNS = ("[a-z]+", "|[a-z]+", "[a-z0-9]*", "")
WORDS = st.sampled_from(["", "One thing.", "Another thing."]).map(
    lambda text: s.docs(text) if text else NO_DOCS
)


def limit_of_text() -> st.SearchStrategy[c.Constraint]:
    return st.one_of(
        st.integers(0, 3).map(lambda n: c.MinLength(n, HERE)),
        st.integers(0, 4).map(lambda n: c.MaxLength(n, HERE)),
        st.sampled_from(PATTERNS).map(lambda regex: c.Pattern(regex, HERE)),
        st.sets(st.sampled_from(["", "a", "bb", "c1"]), min_size=1).map(
            lambda some: c.Allowed(tuple(sorted(some)), HERE)
        ),
    )


def limit_of_number() -> st.SearchStrategy[c.Constraint]:
    return st.one_of(
        st.builds(c.Minimum, st.integers(-2, 3), st.just(HERE), st.booleans()),
        st.builds(c.Maximum, st.integers(-2, 3), st.just(HERE), st.booleans()),
    )


def values() -> st.SearchStrategy[t.Value]:
    """A type with constraints that apply to it."""
    plain = st.one_of(
        st.builds(t.Value, st.just(t.String()), st.lists(limit_of_text(), max_size=3).map(tuple)),
        st.builds(
            t.Value,
            st.builds(t.Integer, st.sampled_from([32, 64, None]), st.just(False)),
            st.lists(limit_of_number(), max_size=2).map(tuple),
        ),
        st.just(t.Value(t.Bool())),
        st.sets(st.sampled_from("XYZ"), min_size=1).map(
            lambda names: t.Value(t.Enum(tuple(t.EnumValue(n) for n in sorted(names))))
        ),
        st.sampled_from(IDS).map(lambda id_: t.Value(t.MessageRef(id_))),
    )
    return st.recursive(plain, lambda inner: lists(inner) | maps(inner), max_leaves=3)


def lists(inner: st.SearchStrategy[t.Value]) -> st.SearchStrategy[t.Value]:
    limits = st.lists(
        st.one_of(
            st.integers(0, 2).map(lambda n: c.MinItems(n, HERE)),
            st.integers(0, 3).map(lambda n: c.MaxItems(n, HERE)),
            st.just(c.Unique(HERE)),
        ),
        max_size=2,
    )
    return st.builds(t.Value, inner.map(t.List), limits.map(tuple))


def maps(inner: st.SearchStrategy[t.Value]) -> st.SearchStrategy[t.Value]:
    keys = st.builds(t.Value, st.just(t.String()), st.lists(limit_of_text(), max_size=1).map(tuple))
    return st.builds(t.Value, st.builds(t.Map, keys, inner))


@st.composite
def some_fields(draw: st.DrawFn) -> tuple[Field, ...]:
    names = draw(st.lists(NAMES, unique=True, max_size=4))
    return tuple(_field(draw, name) for name in names)


def _field(draw: st.DrawFn, name: str) -> Field:
    value = draw(values())
    return Field(
        name=name,
        type=value.type,
        origin=HERE,
        constraints=value.constraints,
        required=draw(st.booleans()),
        deprecated=draw(st.booleans()),
        default=draw(st.sampled_from([None, True, 1])),
        docs=draw(WORDS),
    )


@st.composite
def some_messages(draw: st.DrawFn, id_: str) -> Message:
    all_ = draw(some_fields())
    names = [field.name for field in all_]
    groups: tuple[OneOf, ...] = ()
    if len(names) > 1 and draw(st.booleans()):
        members = draw(st.lists(st.sampled_from(names), unique=True, min_size=1))
        groups = (OneOf(tuple(members), HERE, draw(st.sampled_from([None, True, False]))),)
    return Message(id=id_, name=id_[-1], fields=all_, origin=HERE, one_ofs=groups, docs=draw(WORDS))


@st.composite
def some_methods(draw: st.DrawFn, name: str) -> Method:
    answer = draw(st.sampled_from([None, *IDS]))
    result = draw(st.sampled_from([None, OperationResult("x.A", "x.B"), OperationResult()]))
    return Method(
        name=name,
        verb=draw(st.sampled_from(["GET", "POST"])),
        host="h",
        path=draw(st.sampled_from(["/p", "/q"])),
        origin=HERE,
        parameters=draw(some_fields()),
        query=draw(st.none() | some_messages("x.Q")),
        body=draw(st.none() | some_messages("x.R")),
        response=answer,
        operation=result,
        docs=draw(WORDS),
    )


@st.composite
def apis(draw: st.DrawFn) -> Api:
    names = draw(st.lists(st.sampled_from(["get", "put", "set"]), unique=True, max_size=2))
    all_ = tuple(draw(some_methods(name)) for name in sorted(names))
    resource = Resource(name="R", methods=all_, docs=draw(WORDS))
    messages = tuple(draw(some_messages(id_)) for id_ in IDS)
    title = draw(st.sampled_from(["", "T"]))
    service = Service(name="s", host="h", resources=(resource,), title=title)
    return Api(services=(service,), messages=messages)


def stated(api: Api) -> Mapping[Place, FactValue]:
    return {place: fact.value for place, fact in api_facts(api).items()}


@given(apis())
@settings(max_examples=at_depth(3, 10), deadline=None)
def test_an_api_does_not_differ_from_itself(api: Api) -> None:
    assert diff(api, api) == ()


@given(apis(), apis())
@settings(max_examples=at_depth(4, 20), deadline=None)
def test_old_facts_and_the_changes_make_the_new_facts(old: Api, new: Api) -> None:
    made = apply(api_facts(old), diff(old, new))
    assert {place: fact.value for place, fact in made.items()} == stated(new)


@given(apis(), apis())
@settings(max_examples=at_depth(3, 10), deadline=None)
def test_there_is_a_change_exactly_if_facts_differ(old: Api, new: Api) -> None:
    assert bool(diff(old, new)) is (stated(old) != stated(new))


# What a caller sends: `accepts` is what the pages say of a call, written apart from the rules.

TEXTS = ["", "a", "bb", "abc", "c1", "dddd", "-"]


def sent(value: t.Value) -> st.SearchStrategy[object]:
    kind = value.type
    if isinstance(kind, t.String):
        return st.sampled_from(TEXTS)
    if isinstance(kind, t.Integer):
        return st.integers(-3, 4)
    if isinstance(kind, t.Bool):
        return st.booleans()
    if isinstance(kind, t.Enum):
        return st.sampled_from([item.name for item in kind.values])
    if isinstance(kind, t.List):
        return st.lists(sent(kind.item), max_size=4)
    if isinstance(kind, t.Map):
        return st.dictionaries(st.sampled_from(TEXTS), sent(kind.value), max_size=2)
    return st.just({})


@st.composite
def calls(draw: st.DrawFn, message: Message) -> dict[str, object]:
    given_ = [field for field in message.fields if field.required or draw(st.booleans())]
    return {field.name: draw(sent(t.Value(field.type, field.constraints))) for field in given_}


def accepts(message: Message, call: Mapping[str, object]) -> bool:
    known = {field.name: field for field in message.fields}
    if not call.keys() <= known.keys():
        return False
    if any(field.required and field.name not in call for field in message.fields):
        return False
    for group in message.one_ofs:
        number = sum(name in call for name in group.members)
        if number > 1 or (group.exactly_one and number != 1):
            return False
    return all(
        fits(t.Value(known[name].type, known[name].constraints), value)
        for name, value in call.items()
    )


def fits(value: t.Value, given_: object) -> bool:
    kind = value.type
    if isinstance(kind, t.List) and isinstance(given_, list):
        inside = all(fits(kind.item, item) for item in given_)
    elif isinstance(kind, t.Map) and isinstance(given_, dict):
        inside = all(fits(kind.key, k) and fits(kind.value, v) for k, v in given_.items())
    elif isinstance(kind, t.Enum):
        inside = given_ in [item.name for item in kind.values]
    else:
        known = {t.String: str, t.Integer: int, t.Bool: bool, t.MessageRef: dict}
        inside = type(given_) is known.get(type(kind))
    return inside and all(holds(limit, given_) for limit in value.constraints)


def holds(limit: c.Constraint, value: Any) -> bool:
    match limit, value:
        case (c.MinLength(n), str()) | (c.MinItems(n), list() | dict()):
            return len(value) >= n
        case (c.MaxLength(n), str()) | (c.MaxItems(n), list() | dict()):
            return len(value) <= n
        case c.Pattern(regex), str():
            return re.fullmatch(regex, value) is not None
        case c.Minimum(n, _, exclusive), int():
            return value > n if exclusive else value >= n
        case c.Maximum(n, _, exclusive), int():
            return value < n if exclusive else value <= n
        case c.Allowed(some), _:
            return value in some
        case c.Unique(), list():
            return all(value.count(item) == 1 for item in value)
    raise AssertionError(f"{limit} does not fit {value!r}")


def asking(message: Message) -> Api:
    method = Method(name="put", verb="POST", host="h", path="/p", origin=HERE, body=message)
    resource = Resource(name="R", methods=(method,))
    return Api(services=(Service(name="s", host="h", resources=(resource,)),))


@given(some_messages("x.R"), some_messages("x.R"), st.data())
@settings(max_examples=at_depth(15, 60), deadline=None)
def test_a_change_is_breaking_if_a_valid_call_becomes_invalid(
    old: Message, new: Message, data: st.DataObject
) -> None:
    """Requests drawn at random rarely refuse for one reason only, so each new field is the old one
    but for one drawn anew."""
    if old.fields:
        changing = data.draw(st.sampled_from(old.fields))
        drawn = {field.name: field for field in new.fields}.get(changing.name)
        fields = tuple(f if f is not changing else drawn for f in old.fields)
        kept = data.draw(st.booleans())
        new = Message(
            id=old.id,
            name=old.name,
            origin=HERE,
            fields=tuple(field for field in fields if field is not None),
            one_ofs=old.one_ofs if kept else (),
        )
    call = data.draw(calls(old))
    assume(accepts(old, call))
    if not accepts(new, call):
        found = diff(asking(old), asking(new))
        assert Effect.BREAKING in {change.effect for change in found}


MUTANTS = tuple(mutants(s.API))
BREAKING = (
    "other verb|other host|other path|no operation|moved to the|other name on the wire"
    r"|(?<!not) required$| exactly one|enum without|no enum|quoting|a plain string|a string"
    r"|(min_length|min_items|minimum) \+ 1|(max_length|max_items|maximum) - 1|exclusive"
    "|without its first|without the empty alternative|no field mask"
)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.label)
def test_every_mutant_gives_a_change_of_its_own(mutant: Mutant) -> None:
    found = diff(s.API, mutant.api)
    assert found
    label = re.sub(r" \([^ ]*\)$", "", mutant.label)
    if re.search(BREAKING, label):
        assert Effect.BREAKING in {change.effect for change in found}
    made = apply(api_facts(s.API), found)
    assert {place: fact.value for place, fact in made.items()} == stated(mutant.api)


def test_there_are_many_mutants() -> None:
    assert len(MUTANTS) > 80
    assert sum(bool(re.search(BREAKING, mutant.label)) for mutant in MUTANTS) > 40
