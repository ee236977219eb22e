"""What a value in a query is sent as: pairs of a name and a text, as expressions of the emitted tests."""

from __future__ import annotations

from collections.abc import Iterator

from apigen.ir import types as t
from apigen.ir.api import Field
from apigen.targets.python.literals import literal
from apigen.targets.python.tests.samples import Samples

_DEEP = 2
"""A message in a query shows all its fields, since each is a pair of its own."""


def query_depth(field: Field) -> int:
    """How deep the sample of a field in a query is."""
    return _DEEP if isinstance(field.type, t.MessageRef) else 1


def query_pairs(samples: Samples, field: Field) -> Iterator[str]:
    """The pairs of the sample that `samples.field(field, query_depth(field))` gives: fields of a
    message follow a dot (google/api/http.proto)."""
    yield from _pairs(samples, field.name, field, query_depth(field))


def _pairs(samples: Samples, name: str, field: Field, depth: int) -> Iterator[str]:
    type_ = field.type
    if isinstance(type_, t.MessageRef):
        for inner in samples.chosen_of(type_.id, depth - 1):
            yield from _pairs(samples, f"{name}.{inner.name}", inner, depth - 1)
        return
    sample = samples.field(field, depth)
    if sample is None:
        return
    wire = sample.wire
    if isinstance(type_, t.List):
        type_, wire = type_.item.type, wire.removeprefix("[").removesuffix("]")
    yield f"({literal(name)}, {_text(type_, wire)})"


def _text(type_: t.Type, wire: str) -> str:
    if isinstance(type_, t.Bool):
        return literal(wire.lower())
    if isinstance(type_, t.Integer | t.Float) and not wire.startswith("'"):
        return literal(wire)
    return wire
