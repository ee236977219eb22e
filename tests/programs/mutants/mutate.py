"""Every mutant of an API: one fact changed at a time.

Facts that the SDK acts on: of requests all limits, marks, groups, names and places; of answers the
names and types of fields. Limits of answers are left out: the SDK never refuses an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from apigen.ir import constraints as c
from apigen.ir import types as t
from apigen.ir.api import Api, Field, Message, Method, OneOf
from apigen.targets.python.reach import reach


class Mutant(NamedTuple):
    """`label`: what was changed, with its page and line. `owner`: the service and resource whose
    tests must notice; the resource is empty for a message that several resources share."""

    label: str
    api: Api
    owner: tuple[str, str]


FieldChange = tuple[str, Field | None]


def mutants(api: Api) -> Iterator[Mutant]:
    yield from _method_mutants(api)
    reached = reach(api)
    for message in api.messages:
        if message.id not in reached.homes:
            continue
        service, resource = sorted(reached.homes[message.id])[0]
        owner = (service, resource if len(reached.homes[message.id]) == 1 else "")
        sent = message.id in reached.sent
        for label, changed in message_changes(message, sent=sent):
            yield Mutant(f"{message.id} {label}", _with_message(api, changed), owner)


def _method_mutants(api: Api) -> Iterator[Mutant]:
    for service in api.services:
        for resource in service.resources:
            for method in resource.methods:
                for label, changed in method_changes(method):
                    methods = tuple(changed if m is method else m for m in resource.methods)
                    resources = tuple(
                        replace(r, methods=methods) if r is resource else r
                        for r in service.resources
                    )
                    services = tuple(
                        replace(s, resources=resources) if s is service else s for s in api.services
                    )
                    name = f"{service.name}.{resource.name}.{method.name}"
                    yield Mutant(
                        f"{name} {label}",
                        replace(api, services=services),
                        (service.name, resource.name),
                    )


def _with_message(api: Api, changed: Message) -> Api:
    messages = tuple(changed if m.id == changed.id else m for m in api.messages)
    services = tuple(
        replace(
            service,
            resources=tuple(
                replace(resource, methods=tuple(_answered(m, changed) for m in resource.methods))
                for resource in service.resources
            ),
        )
        for service in api.services
    )
    return replace(api, services=services, messages=messages)


def _answered(method: Method, changed: Message) -> Method:
    """A list whose answer changed, its page told by the new names."""
    pagination = method.pagination
    if pagination is None or method.response != changed.id:
        return method
    names = {field.name for field in changed.fields}
    return replace(
        method,
        pagination=replace(
            pagination,
            items=_renamed(pagination.items, names),
            next_page_token=_renamed(pagination.next_page_token, names),
        ),
    )


def following(method: Method) -> Method:
    """A method whose field was renamed, its page token and field mask told by the new name."""
    query = {field.name for field in method.query.fields} if method.query else set()
    body = {field.name for field in method.body.fields} if method.body else set()
    pagination = method.pagination
    if pagination is not None:
        token = _renamed(pagination.page_token, query)
        pagination = replace(pagination, page_token=token)
    mask = method.update_mask
    return replace(
        method, pagination=pagination, update_mask=_renamed(mask, body) if mask else None
    )


def _renamed(name: str, names: set[str]) -> str:
    return name if name in names else f"{name}_"


def method_changes(method: Method) -> Iterator[tuple[str, Method]]:
    yield "other verb", replace(method, verb="PUT")
    yield "other host", replace(method, host=f"x{method.host}")
    yield "other path", replace(method, path=f"{method.path}/x")
    if method.operation is not None:
        yield "no operation", replace(method, operation=None, response=None)
        if method.operation.result:
            changed = replace(method.operation, result=None)
            yield "unknown result", replace(method, operation=changed)
    elif method.response is not None:
        yield "no answer", replace(method, response=None, pagination=None)
    if method.pagination is not None:
        yield "no pages", replace(method, pagination=None)
    if method.update_mask is not None:
        yield "no field mask", replace(method, update_mask=None)
    for number, field in enumerate(method.parameters):
        always = replace(field, required=True)
        for label, changed_field in field_changes(always, sent=True):
            # A path parameter is always required, and its name is bound to the template.
            if changed_field is None or "required" in label or "quoting" in label:
                continue
            parameters = list(method.parameters)
            parameters[number] = changed_field
            if changed_field.name != field.name:
                continue
            yield f"path {field.name} {label}", replace(method, parameters=tuple(parameters))
    for place in ("query", "body"):
        yield from _placed_changes(method, place)


def _placed_changes(method: Method, place: str) -> Iterator[tuple[str, Method]]:
    message: Message | None = getattr(method, place)
    if message is None:
        return
    for label, changed in message_changes(message, sent=True):
        # In a URL an integer is its digits, quoted or not.
        if place == "query" and "quoting" in label:
            continue
        yield f"{place} {label}", following(replace(method, **{place: changed}))
    other = "body" if place == "query" else "query"
    for field in message.fields:
        grouped = any(field.name in group.members for group in message.one_ofs)
        if grouped or field.name == method.update_mask:
            continue
        if field.name in _tokens(method):
            continue
        there = getattr(method, other) or replace(message, fields=(), one_ofs=())
        moved = replace(there, fields=(*there.fields, field))
        rest = replace(message, fields=tuple(f for f in message.fields if f is not field))
        yield (
            f"{place} {field.name} moved to the {other}",
            replace(method, **{place: rest, other: moved}),
        )


def _tokens(method: Method) -> tuple[str, ...]:
    return (method.pagination.page_token,) if method.pagination else ()


def message_changes(message: Message, *, sent: bool) -> Iterator[tuple[str, Message]]:
    for number, field in enumerate(message.fields):
        grouped = any(field.name in group.members for group in message.one_ofs)
        for label, changed in field_changes(field, sent=sent):
            if changed is None or (grouped and changed.name != field.name):
                continue
            fields = list(message.fields)
            fields[number] = changed
            yield f"{field.name} {label} ({field.origin})", replace(message, fields=tuple(fields))
    for group in message.one_ofs if sent else ():
        others = tuple(other for other in message.one_ofs if other is not group)
        yield f"one-of {group.members} dropped", replace(message, one_ofs=others)
        for label, changed_group in group_changes(group):
            yield label, replace(message, one_ofs=(*others, changed_group))


def group_changes(group: OneOf) -> Iterator[tuple[str, OneOf]]:
    if len(group.members) > 1:
        for member in group.members:
            rest = tuple(name for name in group.members if name != member)
            yield f"one-of without {member}", replace(group, members=rest)
        yield f"one-of {group.members} exactly one", replace(group, exactly_one=True)


def field_changes(field: Field, *, sent: bool) -> Iterator[FieldChange]:
    """Changes of one field. The alias mutant keeps the Python name: only the wire name differs."""
    yield "other name on the wire", replace(field, name=f"{field.name}_")
    for label, type_ in type_changes(field.type, sent=sent):
        yield label, replace(field, type=type_)
    if not sent:
        return
    if field.required:
        yield "not required", replace(field, required=False)
    else:
        yield "required", replace(field, required=True)
    for label, constraints in constraint_changes(field.constraints, filled=field.required):
        yield label, replace(field, constraints=constraints)


def type_changes(type_: t.Type, *, sent: bool) -> Iterator[tuple[str, t.Type]]:
    if isinstance(type_, t.Integer):
        yield "quoting of the integer", replace(type_, quoted=not type_.quoted)
    if isinstance(type_, t.Timestamp | t.Duration | t.Bytes):
        yield "a plain string", t.String()
    if isinstance(type_, t.Bool):
        yield "a string", t.String()
    if isinstance(type_, t.Enum):
        values = type_.values
        if sent and len(values) > 1:
            for gone in values:
                rest = tuple(value for value in values if value is not gone)
                yield f"enum without {gone.name}", replace(type_, values=rest)
        yield "no enum", t.String()
    if isinstance(type_, t.List):
        for label, item in value_changes(type_.item, sent=sent):
            yield f"item {label}", replace(type_, item=item)
    if isinstance(type_, t.Map):
        for label, key in value_changes(type_.key, sent=sent):
            if "quoting" in label:
                continue  # in JSON all keys are strings
            yield f"key {label}", replace(type_, key=key)
        for label, value in value_changes(type_.value, sent=sent):
            yield f"value {label}", replace(type_, value=value)


def value_changes(value: t.Value, *, sent: bool) -> Iterator[tuple[str, t.Value]]:
    for label, type_ in type_changes(value.type, sent=sent):
        yield label, replace(value, type=type_)
    for label, constraints in constraint_changes(value.constraints) if sent else ():
        yield label, replace(value, constraints=constraints)


def constraint_changes(
    constraints: tuple[c.Constraint, ...], *, filled: bool = False
) -> Iterator[tuple[str, tuple[c.Constraint, ...]]]:
    """`filled`: an empty value is refused anyway."""
    for number, constraint in enumerate(constraints):
        kind = c.kind_of(constraint)
        rest = constraints[:number] + constraints[number + 1 :]
        # Zero as a least length or number says nothing that could be noticed.
        least = kind.sized and kind.end == "minimum" and c.limit_of(constraint)
        if least is False or least > filled:
            yield f"{kind.name} dropped", rest
        for label, changed in shifted(constraint):
            nonempty = filled or any(
                isinstance(other, c.MinLength) and other.value for other in rest
            )
            if nonempty and _differ_by_the_empty_text(constraint, changed):
                continue
            yield (
                f"{kind.name} {label}",
                (*constraints[:number], changed, *constraints[number + 1 :]),
            )


def _differ_by_the_empty_text(before: c.Constraint, after: c.Constraint) -> bool:
    if not isinstance(before, c.Pattern) or not isinstance(after, c.Pattern):
        return False
    if before.regex == f"|{after.regex}":
        return True
    of_one_set = all(re.fullmatch(r"\[[^\]]*\][*+]", each.regex) for each in (before, after))
    return of_one_set and before.regex[:-1] == after.regex[:-1]


def shifted(constraint: c.Constraint) -> Iterator[tuple[str, c.Constraint]]:
    """The constraint with its limit changed a little."""
    kind, limit = c.kind_of(constraint), c.limit_of(constraint)
    for label, changed in limit_changes(limit, least=1 if kind.sized else None):
        yield label, replace(constraint, **{kind.argument: changed})
    if kind.has_exclusive_form:
        exclusive = c.is_exclusive(constraint)
        label = "inclusive" if exclusive else "exclusive"
        yield label, replace(constraint, exclusive=not exclusive)


def limit_changes(limit: c.Limit, least: int | None) -> Iterator[tuple[str, c.Limit]]:
    """The limits beside one, none of them below `least`; a mark has none."""
    if isinstance(limit, tuple):
        if len(limit) > 1:
            yield "without its first", limit[1:]
    elif isinstance(limit, str):
        yield from pattern_changes(limit)
    elif limit is not True:
        yield "+ 1", limit + 1
        if least is None or limit > least:
            yield "- 1", limit - 1


def pattern_changes(regex: str) -> Iterator[tuple[str, str]]:
    """The expression with one bound moved, one repetition or alternative changed."""
    if regex.startswith("|"):
        yield "without the empty alternative", regex[1:]
    for match in re.finditer(r"\{(\d+),(\d+)\}", regex):
        low, high = int(match[1]), int(match[2])
        for a, b in ((low, high + 1), (low, high - 1), (low + 1, high), (low - 1, high)):
            if 0 <= a <= b:
                yield f"{{{a},{b}}}", _spliced(regex, match, f"{{{a},{b}}}")
    for match in re.finditer(r"(?<=[\])])[*+]", regex):
        other = "+" if match[0] == "*" else "*"
        yield f"{other} for {match[0]}", _spliced(regex, match, other)


def _spliced(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


Changes = Callable[[Field], Iterator[FieldChange]]
