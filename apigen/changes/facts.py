"""An API as a flat set of facts, each with a place: the form in which two versions are compared.

Finer than `ir.facts`, which makes one object a method: here every limit, mark, enum value and one-of group
is a fact, so that a change can name exactly what changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from apigen.changes.places import Aspect, Fact, Facts, FactValue, MethodName, Place, Scalar, Side
from apigen.findings.source import Origin
from apigen.ir.api import Api, Field, Message, Method, OneOf
from apigen.ir.constraints import Constraint, is_exclusive, kind_of, limit_of
from apigen.ir.text import docs_text, type_text
from apigen.ir.types import Enum, MessageRef, Value
from apigen.ir.walk import element_id, parts


def api_facts(api: Api) -> Facts:
    """All facts of an API."""
    messages = api.message_index()
    found = directory_facts(api)
    for name, method in methods_by_name(api).items():
        found.update(method_facts(name, method, messages))
    return found


def methods_by_name(api: Api) -> dict[MethodName, Method]:
    return {
        (service.name, resource.name, method.name): method
        for service in api.services
        for resource in service.resources
        for method in resource.methods
    }


def directory_facts(api: Api) -> Facts:
    """The facts about services and resources themselves: titles and docs."""
    found: Facts = {}
    for service in api.services:
        if service.title:
            _put(found, Fact(Place(service.name, aspect=Aspect.TITLE), service.title, _NO_ORIGIN))
        for resource in service.resources:
            place = Place(service.name, resource.name, aspect=Aspect.DOCS)
            first = resource.methods[0].origin if resource.methods else _NO_ORIGIN
            if resource.docs:
                _put(found, Fact(place, docs_text(resource.docs), first))
    return found


def method_facts(name: MethodName, method: Method, messages: Mapping[str, Message]) -> Facts:
    """All facts of one method; of two facts with the same place, the first."""
    found: Facts = {}
    for fact in _method(Place(*name), method, messages):
        _put(found, fact)
    return found


_NO_ORIGIN = Origin("", 1, 1)


def _put(found: Facts, fact: Fact) -> None:
    found.setdefault(fact.place, fact)


def _at(place: Place, aspect: str, detail: str = "") -> Place:
    return msgspec.structs.replace(place, aspect=aspect, detail=detail)


def _method(place: Place, method: Method, messages: Mapping[str, Message]) -> Iterator[Fact]:
    for aspect, value in _method_values(method):
        yield Fact(_at(place, aspect), value, method.origin)
    walk = _Walk(messages)
    sides: list[tuple[Side, Message | None]] = [
        (Side.QUERY, method.query),
        (Side.BODY, method.body),
        (Side.RESPONSE, messages.get(method.response or "")),
    ]
    if method.operation is not None:
        sides.append((Side.RESULT, messages.get(method.operation.result or "")))
        sides.append((Side.METADATA, messages.get(method.operation.metadata or "")))
    path = msgspec.structs.replace(place, side=Side.PATH)
    yield from walk.fields(path, method.parameters, "", frozenset())
    for side, message in sides:
        if message is not None:
            root = msgspec.structs.replace(place, side=side)
            if not side.in_request:
                yield Fact(_at(root, Aspect.OBJECT), message.name, message.origin)
            yield from walk.message(root, message, frozenset())


def _method_values(method: Method) -> Iterator[tuple[Aspect, FactValue]]:
    yield Aspect.PRESENT, True
    yield Aspect.VERB, method.verb
    yield Aspect.HOST, method.host
    yield Aspect.URL, method.path
    yield Aspect.ANSWER, "object" if method.response else "nothing"
    if method.deprecated:
        yield Aspect.DEPRECATED, True
    if method.docs:
        yield Aspect.DOCS, docs_text(method.docs)
    if method.operation is not None:
        result = "nothing" if method.operation.empty else "object"
        yield Aspect.OPERATION, True
        yield Aspect.RESULT, result if method.operation.result or result != "object" else "unknown"
        yield Aspect.METADATA, "object" if method.operation.metadata else "unknown"
    if method.pagination is not None:
        page = method.pagination
        parts = (page.items, page.page_token, page.next_page_token, page.page_size or "")
        yield Aspect.PAGINATION, parts
    if method.update_mask is not None:
        yield Aspect.UPDATE_MASK, method.update_mask


class _Walk:
    """The facts of messages and of messages nested in them. Recursion into a message that encloses the
    current one stops."""

    def __init__(self, messages: Mapping[str, Message]) -> None:
        self._messages = messages

    def message(self, at: Place, message: Message, above: frozenset[str]) -> Iterator[Fact]:
        shared = message.id if message.id in self._messages else ""
        if message.docs and shared:
            place = _at(at, Aspect.OBJECT_DOCS)
            yield Fact(place, docs_text(message.docs), message.origin, owner=shared)
        for group in message.one_ofs:
            members = "|".join(sorted(group.members))
            place = _at(at, Aspect.ONE_OF, members)
            yield Fact(place, _exactly(group), group.origin, owner=shared)
        yield from self.fields(at, message.fields, shared, above | {message.id})

    def fields(
        self, at: Place, fields: Iterable[Field], owner: str, above: frozenset[str]
    ) -> Iterator[Fact]:
        for order, field in enumerate(fields):
            path = f"{at.path}.{field.name}" if at.path else field.name
            place = msgspec.structs.replace(at, path=path)
            named = f"{owner}.{field.name}" if owner else ""
            for aspect, value in _field_values(field):
                yield Fact(_at(place, aspect), value, field.origin, order, named)
            own = Value(field.type, field.constraints)
            for fact in _value(place, own, field.origin, self._messages):
                yield msgspec.structs.replace(fact, owner=named)
            inner = self._messages.get(element_id(field.type) or "")
            if inner is not None and inner.id not in above:
                yield from self.message(place, inner, above)


def _exactly(group: OneOf) -> str:
    return {True: "exactly one", False: "at most one", None: "one of"}[group.exactly_one]


def _field_values(field: Field) -> Iterator[tuple[Aspect, FactValue]]:
    yield Aspect.PRESENT, True
    yield Aspect.TYPE, type_text(field.type)
    if field.required:
        yield Aspect.REQUIRED, True
    if field.output_only:
        yield Aspect.OUTPUT_ONLY, True
    if field.deprecated:
        yield Aspect.DEPRECATED, True
    if field.default is not None:
        # As JSON text, since `True == 1` in Python.
        yield Aspect.DEFAULT, json.dumps(field.default, ensure_ascii=False)
    if field.docs:
        yield Aspect.DOCS, docs_text(field.docs)


def _value(
    place: Place, value: Value, origin: Origin, messages: Mapping[str, Message]
) -> Iterator[Fact]:
    """Limits, enum values and names of a type, and of its item, key and value types."""
    yield from _limits(place, value.constraints)
    type_ = value.type
    if isinstance(type_, Enum):
        if type_.name:
            yield Fact(_at(place, Aspect.ENUM), type_.name, origin)
        yield from _enum_values(place, type_, origin)
    elif isinstance(type_, MessageRef):
        name = messages[type_.id].name if type_.id in messages else type_.id
        yield Fact(_at(place, Aspect.OBJECT), name, origin)
    for role, part in parts(type_):
        at = msgspec.structs.replace(place, path=f"{place.path}[{role}]")
        yield from _value(at, part, origin, messages)


def _enum_values(place: Place, type_: Enum, origin: Origin) -> Iterator[Fact]:
    for order, value in enumerate(type_.values):
        where = value.origin or origin
        yield Fact(_at(place, Aspect.ENUM_VALUE, value.name), True, where, order)
        if value.deprecated:
            yield Fact(_at(place, Aspect.ENUM_VALUE_DEPRECATED, value.name), True, where)
        if value.docs:
            text = docs_text(value.docs)
            yield Fact(_at(place, Aspect.ENUM_VALUE_DOCS, value.name), text, where)


def _limits(place: Place, constraints: tuple[Constraint, ...]) -> Iterator[Fact]:
    """Limits of one kind that are stated twice are one fact with both values."""
    by_aspect: dict[str, list[tuple[tuple[Scalar, ...], Origin]]] = {}
    for constraint in constraints:
        label = kind_of(constraint).label
        by_aspect.setdefault(label, []).append((_limit(constraint), constraint.origin))
    for aspect, stated in by_aspect.items():
        values = tuple(sorted({value for value, _ in stated}, key=repr))
        yield Fact(_at(place, aspect), values, stated[0][1])


def _limit(constraint: Constraint) -> tuple[Scalar, ...]:
    limit = limit_of(constraint)
    if isinstance(limit, tuple):
        return tuple(sorted(limit, key=repr))
    if kind_of(constraint).has_exclusive_form:
        return (limit, is_exclusive(constraint))
    return (limit,)
