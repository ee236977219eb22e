"""What to check and how to encode, compiled once for each class from its annotations.

A check returns None, or the problems of a value with their path relative to it; so a value that
keeps its rules costs no path.
"""

from __future__ import annotations

import math
import threading
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from .enums import OpenEnum
from .errors import Violation
from .fields import Placement, Wire
from .rules import Allowed, Deprecated, OneOf, Required, Rule, listed
from .scalars import DURATION, TIMESTAMP, Codec, encode_float
from .shorten import shortened

if TYPE_CHECKING:
    from .models import Message

Problems = list[Violation] | None
Check = Callable[[Any], Problems]
Encode = Callable[[Any], Any]
_NONE = type(None)


@dataclass(frozen=True, slots=True)
class Kind:
    """How values of one annotation are checked and written. `encode` None: written as they are.
    `key` writes a value as the key of a JSON object."""

    check: Check
    encode: Encode | None = None
    key: Encode = str


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """One field. `required`: must be present and not empty."""

    name: str
    wire: Wire
    kind: Kind
    required: bool
    nullable: bool
    default: Any
    deprecated: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One message class: its fields, and one-of groups with the JSON names of their members."""

    page: str
    fields: tuple[FieldPlan, ...]
    groups: tuple[tuple[OneOf, tuple[str, ...], int], ...]
    names: frozenset[str]
    not_null: frozenset[str]
    required: tuple[FieldPlan, ...]
    by_name: Mapping[str, FieldPlan]

    def field(self, name: str) -> FieldPlan | None:
        """A field by its Python or JSON name."""
        found = self.by_name.get(name)
        return found or next((f for f in self.fields if f.wire.name == name), None)

    def check(self, message: Message) -> Problems:
        """The violations in a message, in the order of its fields."""
        values = message.__dict__
        given = message.__pydantic_fields_set__
        out: list[Violation] = []
        for field in self.fields:
            value = values.get(field.name) if field.name in given else None
            if field.required and _absent(value):
                out.append(self._problem(field, "", "required", Required().requirement, value))
            elif value is not None:
                found = field.kind.check(value)
                if found:
                    out.extend(self._placed(field, problem) for problem in found)
        for group, json_names, line in self.groups:
            self._check_group(group, json_names, line, values, given, out)
        return out or None

    def _placed(self, field: FieldPlan, problem: Violation) -> Violation:
        name = field.wire.name
        path = _join(name, problem.path)
        if problem.page:
            return replace(problem, path=path)
        return replace(problem, path=path, page=self.page, line=field.wire.line)

    def _problem(
        self, field: FieldPlan, path: str, rule: str, requirement: str, given: Any
    ) -> Violation:
        return self._placed(field, problem_of(rule, requirement, given, path))

    def _check_group(
        self,
        group: OneOf,
        json_names: tuple[str, ...],
        line: int,
        values: Mapping[str, Any],
        given: set[str],
        out: list[Violation],
    ) -> None:
        present = [
            json_name
            for member, json_name in zip(group.members, json_names, strict=True)
            if member in given and values.get(member) is not None
        ]
        if len(present) <= 1 and not (group.exactly_one and not present):
            return
        requirement = f"{'have exactly' if group.exactly_one else 'have at most'} one of them"
        path = " | ".join(json_names)
        out.append(
            Violation(path, "one-of", requirement, " and ".join(present) or "none", self.page, line)
        )

    def encode(self, message: Message) -> dict[str, Any]:
        """The JSON object of the fields that are set."""
        out: dict[str, Any] = {}
        values = message.__dict__
        given = message.__pydantic_fields_set__
        for field in self.fields:
            name = field.name
            if name in given:
                value = values[name]
                encode = field.kind.encode
                out[field.wire.name] = value if value is None or encode is None else encode(value)
        extra = message.__pydantic_extra__
        if extra:
            out.update(extra)
        return out


def problem_of(rule: str, requirement: str, given: Any, path: str = "") -> Violation:
    return Violation(path, rule, requirement, "" if given is None else shortened(given))


def _absent(value: Any) -> bool:
    return value is None or (
        isinstance(value, (str, bytes, list, tuple, Mapping)) and len(value) == 0
    )


def _join(head: str, tail: str) -> str:
    return f"{head}{tail}" if not tail or tail.startswith("[") else f"{head}.{tail}"


# Two threads that build models which refer to each other would see them half built.
_BUILDING = threading.RLock()


def complete(cls: type[Message]) -> None:
    """Builds what pydantic was told to defer, once, whichever thread comes first."""
    with _BUILDING:
        if not (cls.__pydantic_complete__ and cls.__pydantic_fields_complete__):
            cls.model_rebuild()


@cache
def plan_of(cls: type[Message]) -> Plan:
    """The plan of a message class. Models whose annotations name classes defined after them are
    completed first."""
    if not cls.__pydantic_fields_complete__:
        complete(cls)
    fields = tuple(_field_plan(name, info) for name, info in cls.model_fields.items())
    by_name = {field.name: field for field in fields}
    groups = tuple(
        (
            group,
            tuple(by_name[member].wire.name for member in group.members),
            by_name[group.members[0]].wire.line,
        )
        for group in cls.ONE_OFS
    )
    not_null = [(field.name, field.wire.name) for field in fields if not field.nullable]
    return Plan(
        page=cls.PAGE,
        fields=fields,
        groups=groups,
        names=frozenset(by_name) | {field.wire.name for field in fields},
        not_null=frozenset(name for pair in not_null for name in pair),
        required=tuple(field for field in fields if field.required),
        by_name=by_name,
    )


def _field_plan(name: str, info: Any) -> FieldPlan:
    wire = next(
        (item for item in info.metadata if isinstance(item, Wire)),
        Wire(Placement.BODY, info.alias or name, 0),
    )
    annotation, nullable = _without_none(info.annotation)
    required = any(isinstance(item, Required) for item in info.metadata)
    kind = _kind(annotation, tuple(info.metadata))
    default = None if info.is_required() else info.get_default(call_default_factory=False)
    old = next((item.note for item in info.metadata if isinstance(item, Deprecated)), None)
    return FieldPlan(name, wire, kind, required, nullable, default, old)


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, types.UnionType):
        arms = get_args(annotation)
        rest = [arm for arm in arms if arm is not _NONE]
        if len(rest) < len(arms):
            return (rest[0] if len(rest) == 1 else Union[tuple(rest)]), True  # noqa: UP007
    return annotation, False


def _kind(annotation: Any, metadata: tuple[Any, ...]) -> Kind:
    """The kind of an annotation; `metadata` is what stands beside it in `Annotated`."""
    annotation, _ = _without_none(annotation)
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return _kind(inner, (*more, *metadata))
    rules = tuple(r for r in metadata if isinstance(r, Rule) and not isinstance(r, Required))
    codec = next((item for item in metadata if isinstance(item, Codec)), None)
    if codec is not None:
        return _scalar(codec.accepts, codec.expected, rules, codec.encode)
    origin = get_origin(annotation)
    if origin is Union or origin is types.UnionType:
        return _union(get_args(annotation), rules)
    if origin is Literal:
        values = get_args(annotation)
        return _scalar(lambda value: isinstance(value, str), "a string", (*rules, Allowed(*values)))
    if origin is list:
        return _list(_kind(get_args(annotation)[0], ()), rules)
    if origin is dict:
        key, value = get_args(annotation)
        return _map(_kind(key, ()), _kind(value, ()), rules)
    if isinstance(annotation, type):
        return _plain(annotation, rules)
    return _ANY


def _union(arms: tuple[Any, ...], rules: tuple[Rule, ...]) -> Kind:
    """An enumeration written with its literals; any other union is left to the server."""
    for arm in arms:
        if isinstance(arm, type) and issubclass(arm, OpenEnum):
            return _plain(arm, rules)
    return _ANY


def _plain(cls: type, rules: tuple[Rule, ...]) -> Kind:
    from .models import Message

    if issubclass(cls, OpenEnum):
        return _enum(cls, rules)
    if issubclass(cls, Message):
        return _message(cls)
    if issubclass(cls, datetime):
        return _scalar(TIMESTAMP.accepts, TIMESTAMP.expected, rules, TIMESTAMP.encode)
    if issubclass(cls, timedelta):
        return _scalar(DURATION.accepts, DURATION.expected, rules, DURATION.encode)
    if cls is str:
        return _scalar(_is_text, "a string of valid Unicode", rules, _plain_text)
    if cls is bool:
        return _scalar(lambda value: isinstance(value, bool), "a bool", rules, key=_bool_text)
    if cls is int:
        return _scalar(_is_int, "a whole number", rules)
    if cls is float:
        return _scalar(_is_number, "a number", rules, encode_float)
    return _ANY


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_text(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    if value.isascii():
        return True
    try:
        value.encode()
    except UnicodeEncodeError:  # lone surrogates
        return False
    return True


def _plain_text(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def _bool_text(value: Any) -> str:
    return "true" if value else "false"


def _scalar(
    accepts: Callable[[Any], bool],
    expected: str,
    rules: tuple[Rule, ...],
    encode: Encode | None = None,
    key: Encode = str,
) -> Kind:
    tests = tuple((rule.test(), rule) for rule in rules)

    def check(value: Any) -> Problems:
        if not accepts(value):
            return [problem_of("type", f"be {expected}", value)]
        found: Problems = None
        for test, rule in tests:
            if not test(value):
                found = [*(found or ()), problem_of(rule.name, rule.requirement, value)]
        return found

    return Kind(check, encode, key)


def _enum(cls: type[OpenEnum], rules: tuple[Rule, ...]) -> Kind:
    values = tuple(member.value for member in cls)
    known = frozenset(values)
    narrower = tuple((rule.test(), rule) for rule in rules)

    def check(value: Any) -> Problems:
        if not isinstance(value, str) or value not in known:
            return [problem_of("allowed", f"be one of {listed(values)}", value)]
        broken = [rule for test, rule in narrower if not test(str(value))]
        return [problem_of(rule.name, rule.requirement, str(value)) for rule in broken] or None

    return Kind(check, str)


def _message(cls: type[Message]) -> Kind:
    def check(value: Any) -> Problems:
        if not isinstance(value, cls):
            return [problem_of("type", f"be a {cls.__name__}", value)]
        return plan_of(cls).check(value)

    def encode(value: Any) -> Any:
        # With the checks off, whatever was given is passed on.
        return plan_of(type(value)).encode(value) if isinstance(value, cls) else value

    return Kind(check, encode)


def _list(item: Kind, rules: tuple[Rule, ...]) -> Kind:
    tests = tuple((rule.test(), rule) for rule in rules)
    inner, encode_item = item.check, item.encode

    def check(value: Any) -> Problems:
        if not isinstance(value, Sequence) or isinstance(value, (str, bytes, bytearray)):
            return [problem_of("type", "be a list", value)]
        out = [problem_of(r.name, r.requirement, value) for test, r in tests if not test(value)]
        for position, element in enumerate(value):
            found = inner(element)
            if found:
                out += [replace(p, path=_join(f"[{position}]", p.path)) for p in found]
        return out or None

    def encode(value: Any) -> Any:
        return list(value) if encode_item is None else [encode_item(item) for item in value]

    return Kind(check, encode)


def _map(key: Kind, item: Kind, rules: tuple[Rule, ...]) -> Kind:
    tests = tuple((rule.test(), rule) for rule in rules)
    check_key, check_item = key.check, item.check
    write_key, write_item = key.key, item.encode or _itself

    def check(value: Any) -> Problems:
        if not isinstance(value, Mapping):
            return [problem_of("type", "be a dict", value)]
        out = [problem_of(r.name, r.requirement, value) for test, r in tests if not test(value)]
        for name, element in value.items():
            found = [*(check_key(name) or ()), *(check_item(element) or ())]
            out += [replace(p, path=_join(f"[{_quoted(name)}]", p.path)) for p in found]
        return out or None

    def encode(value: Any) -> Any:
        return {write_key(name): write_item(element) for name, element in value.items()}

    return Kind(check, encode)


def _itself(value: Any) -> Any:
    return value


def _quoted(key: Any) -> str:
    return '"' + str(key).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _check_json(value: Any) -> Problems:
    """Free-form JSON: only what JSON can hold."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, str):
        return None if _is_text(value) else [problem_of("type", "be valid Unicode", value)]
    if isinstance(value, (int, float)):
        return None if math.isfinite(value) else [problem_of("type", "be finite", value)]
    if isinstance(value, Mapping):
        entries = [(f"[{_quoted(name)}]", element) for name, element in value.items()]
    elif isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        entries = [(f"[{position}]", element) for position, element in enumerate(value)]
    else:
        return [problem_of("type", "be a JSON value", value)]
    return [
        replace(problem, path=_join(path, problem.path))
        for path, element in entries
        for problem in _check_json(element) or ()
    ] or None


_ANY = Kind(_check_json)
