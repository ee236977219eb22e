"""Messages printed as pages, in each format and language, and read back."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apigen.analysis.page.build import build
from apigen.analysis.page.draft import MethodDraft
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Origin, Source
from apigen.ir.api import Field, Message, Method, OneOf
from apigen.ir.constraints import (
    Allowed,
    Constraint,
    Maximum,
    MaxItems,
    MaxLength,
    Minimum,
    MinItems,
    MinLength,
    Pattern,
)
from apigen.ir.facts import draft_facts, method_facts
from apigen.ir.types import (
    Anything,
    Bool,
    Bytes,
    Duration,
    Enum,
    EnumValue,
    Float,
    Integer,
    List,
    Map,
    MessageRef,
    String,
    Timestamp,
    Type,
    Value,
)
from apigen.pages.read import read_page
from tests.unit.analysis.printer import EN, HOST, RU, new_page, old_page
from tests.unit.analysis.schema_printer import with_schema, without_patterns

HERE = Origin("made", 1, 1)
NAMES = ("alpha", "beta", "gammaId", "deltaSpec", "v4Block", "spec_3_6", "omega")
PATTERNS = ("[a-z][-a-z0-9]{0,61}", "|[a-z]+", "a|b|c", r"[-_./\\@0-9a-z]*", "^x.y$", "[^<>\"'|]+")

numbers = st.integers(0, 10**13)
lengths = st.one_of(
    st.just(()),
    st.integers(1, 10**6).map(lambda n: (MaxLength(n, HERE),)),
    st.tuples(st.integers(0, 9), st.integers(10, 99)).map(
        lambda pair: (MinLength(pair[0], HERE), MaxLength(pair[1], HERE))
    ),
)
patterns = st.one_of(
    st.just(()), st.sampled_from(PATTERNS).map(lambda regex: (Pattern(regex, HERE),))
)
texts = st.tuples(lengths, patterns).map(lambda pair: (*pair[0], *pair[1]))
ranges = st.one_of(
    st.just(()),
    numbers.map(lambda n: (Minimum(n, HERE),)),
    numbers.map(lambda n: (Minimum(n, HERE, exclusive=True),)),
    numbers.map(lambda n: (Maximum(n, HERE),)),
    st.tuples(numbers, numbers).map(
        lambda pair: (Minimum(min(pair), HERE), Maximum(max(pair), HERE))
    ),
    st.lists(st.integers(0, 99), min_size=2, max_size=5, unique=True).map(
        lambda values: (Allowed(tuple(values), HERE),)
    ),
)
counts = st.one_of(
    st.just(()),
    st.integers(1, 99).map(lambda n: (MinItems(n, HERE),)),
    st.integers(1, 99).map(lambda n: (MaxItems(n, HERE),)),
    st.tuples(st.integers(0, 9), st.integers(10, 99)).map(
        lambda pair: (MinItems(pair[0], HERE), MaxItems(pair[1], HERE))
    ),
)
enums = st.lists(
    st.sampled_from(("LINUX", "WINDOWS", "READ_ONLY", "V1", "A_B_2")), min_size=1, unique=True
).map(lambda names: Enum(tuple(EnumValue(name) for name in names)))


def value(kind: Type, limits: st.SearchStrategy[Any]) -> st.SearchStrategy[Value]:
    return limits.map(lambda found: Value(kind, found))


scalars = st.one_of(
    value(String(), texts),
    value(Integer(64, quoted=True), ranges),
    value(Integer(64), ranges),
    value(Integer(32), ranges),
    st.sampled_from([Bool(), Float(64), Timestamp(), Bytes(), Anything()]).map(Value),
    enums.map(Value),
)
listed = st.tuples(value(String(), texts) | enums.map(Value), counts).map(
    lambda pair: Value(List(pair[0]), pair[1])
)


def maps(*, implied: bool) -> st.SearchStrategy[Value]:
    """Maps; `implied`: only those that the prose of a pipe table can show."""
    limited = texts.filter(bool) if implied else texts
    return st.tuples(limited, texts, st.none() | st.integers(1, 99)).map(
        lambda found: Value(
            Map(Value(String(), found[0]), Value(String(), found[1]), implied=implied),
            (MaxItems(found[2], HERE),) if found[2] else (),
        )
    )


def word(name: str, many: bool) -> str:
    upper = name[:1].upper() + name[1:]
    return upper.removesuffix("s") if many else upper


@st.composite
def bodies(draw: st.DrawFn, *, old: bool) -> tuple[Message, dict[str, Message]]:
    """A body and the messages within it."""
    known: dict[str, Message] = {}

    def message(message_id: str, depth: int) -> Message:
        names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True))
        kinds = scalars | listed | maps(implied=old)
        fields = []
        for name in names:
            nested = depth < 3 and draw(st.integers(0, 3)) == 0
            if nested:
                many = draw(st.booleans())
                inner = message(f"{message_id}.{word(name, many)}", depth + 1)
                known[inner.id] = inner
                reference: Type = MessageRef(inner.id)
                limits: tuple[Constraint, ...] = draw(counts) if many else ()
                found = Value(List(Value(reference)) if many else reference, limits)
            else:
                found = draw(kinds)
            default = None
            if isinstance(found.type, Enum) and draw(st.booleans()):
                default = found.type.values[0].name
            fields.append(
                Field(
                    name=name,
                    type=found.type,
                    constraints=found.constraints,
                    required=draw(st.booleans()),
                    default=default,
                    origin=HERE,
                )
            )
        groups: tuple[OneOf, ...] = ()
        if len(names) > 2 and draw(st.booleans()):
            groups = (OneOf(tuple(names[:2]), HERE),)
        return Message(
            id=message_id,
            name=message_id.rsplit(".", 1)[-1],
            fields=tuple(fields),
            one_ofs=groups,
            origin=HERE,
        )

    return message("compute.CreateDiskRequest" if old else "a.v1.CreateDiskRequest", 0), known


def facts_of(body: Message, known: dict[str, Message]) -> dict[str, Any]:
    method = Method(
        name="create",
        verb="POST",
        host=HOST.removeprefix("https://"),
        path="/compute/v1/disks",
        body=body,
        origin=HERE,
    )
    return method_facts("p", "compute", "Disk", method, known)


def check(text: str, expected: dict[str, Any]) -> None:
    found = Diagnostics()
    page = read_page(Source("compute/api-ref/Disk/create.md", text), found, {})
    assert page is not None
    draft = build(page, found)
    assert isinstance(draft, MethodDraft)
    facts = draft_facts(draft)
    assert facts["fields"] == expected["fields"]
    assert facts["one_of"] == expected["one_of"]
    assert facts["http"] == expected["http"]
    assert [str(finding) for finding in found] == []
    assert draft.coverage.fields == draft.coverage.rows
    assert draft.coverage.residue == ()


many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@many
@given(bodies(old=True))
def test_pipe_tables_in_english(made: tuple[Message, dict[str, Message]]) -> None:
    check(old_page(*made, EN), facts_of(*made))


@many
@given(bodies(old=True))
def test_pipe_tables_in_russian(made: tuple[Message, dict[str, Message]]) -> None:
    check(old_page(*made, RU), facts_of(*made))


@many
@given(bodies(old=False))
def test_pages_with_a_table_for_each_message(made: tuple[Message, dict[str, Message]]) -> None:
    check(new_page(*made), facts_of(*made))


@many
@given(bodies(old=False))
def test_pages_with_tables_and_a_schema(made: tuple[Message, dict[str, Message]]) -> None:
    check(with_schema(new_page(*made), *made), facts_of(*made))


@many
@given(bodies(old=False))
def test_patterns_that_only_the_schema_has(made: tuple[Message, dict[str, Message]]) -> None:
    body, known = made
    bare = {name: without_patterns(message) for name, message in known.items()}
    page = new_page(without_patterns(body), bare)
    check(with_schema(page, body, known), facts_of(body, known))


@many
@given(st.tuples(numbers, numbers))
def test_durations(bounds: tuple[int, int]) -> None:
    limits = (Minimum(min(bounds), HERE), Maximum(max(bounds), HERE))
    field = Field(name="timeout", type=Duration(), constraints=limits, origin=HERE)
    body = Message(id="a.v1.R", name="R", fields=(field,), origin=HERE)
    check(new_page(body, {}), facts_of(body, {}))
