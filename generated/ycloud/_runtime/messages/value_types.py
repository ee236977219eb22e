"""How the values of an annotation are checked and encoded.

A check returns None, or the violations in a value with their paths relative to it. So a valid
value costs no path.
"""

from __future__ import annotations

import math
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from ..errors import Violation
from .enums import OpenEnum
from .rules import Allowed, Required, Rule, Test, listed
from .scalars import DURATION, TIMESTAMP, Codec, encode_float
from .shorten import shortened

Violations = list[Violation] | None
Check = Callable[[Any], Violations]
Encode = Callable[[Any], Any]
_Tests = tuple[tuple[Test, Rule], ...]
_NONE = type(None)


@dataclass(frozen=True, slots=True)
class ValueType:
    """How values of one annotation are checked and encoded. `encode`: None writes them as they
    are. `encode_key` writes a value as a key of a JSON object."""

    check: Check
    encode: Encode | None = None
    encode_key: Encode = str


MessageTypes = Callable[[type], ValueType | None]
"""Gives the value type of a message class, None for any other class."""


def violation(rule: str, requirement: str, given: Any, path: str = "") -> Violation:
    """A violation by a value, which is shortened; its page is filled in by the message."""
    return Violation(path, rule, requirement, "" if given is None else shortened(given))


def join_path(head: str, tail: str) -> str:
    """`a` and `b` are `a.b`; `a` and `[0]` are `a[0]`."""
    return f"{head}{tail}" if not tail or tail.startswith("[") else f"{head}.{tail}"


def without_none(annotation: Any) -> tuple[Any, bool]:
    """An annotation without `| None`, and whether it had it."""
    if get_origin(annotation) in (Union, types.UnionType):
        arms = get_args(annotation)
        rest = [arm for arm in arms if arm is not _NONE]
        if len(rest) < len(arms):
            return (rest[0] if len(rest) == 1 else Union[tuple(rest)]), True  # noqa: UP007
    return annotation, False


def value_type_of(
    annotation: Any, metadata: tuple[Any, ...], message_types: MessageTypes
) -> ValueType:
    """The value type of an annotation. `metadata`: what stands beside it in `Annotated`."""
    annotation, _ = without_none(annotation)
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return value_type_of(inner, (*more, *metadata), message_types)
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
        return _list(value_type_of(get_args(annotation)[0], (), message_types), rules)
    if origin is dict:
        key, value = (value_type_of(arm, (), message_types) for arm in get_args(annotation))
        return _map(key, value, rules)
    if isinstance(annotation, type):
        return message_types(annotation) or _plain(annotation, rules)
    return _ANY


def _union(arms: tuple[Any, ...], rules: tuple[Rule, ...]) -> ValueType:
    """An enumeration united with the literals of its names. Any other union is left to the
    server."""
    for arm in arms:
        if isinstance(arm, type) and issubclass(arm, OpenEnum):
            return _enum(arm, rules)
    return _ANY


def _plain(cls: type, rules: tuple[Rule, ...]) -> ValueType:
    if issubclass(cls, OpenEnum):
        return _enum(cls, rules)
    if issubclass(cls, datetime):
        return _scalar(TIMESTAMP.accepts, TIMESTAMP.expected, rules, TIMESTAMP.encode)
    if issubclass(cls, timedelta):
        return _scalar(DURATION.accepts, DURATION.expected, rules, DURATION.encode)
    if cls is str:
        return _scalar(_is_text, "a string of valid Unicode", rules)
    if cls is bool:
        return _scalar(lambda value: isinstance(value, bool), "a bool", rules, key=_encode_bool)
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


def _encode_bool(value: Any) -> str:
    return "true" if value else "false"


def _scalar(
    accepts: Callable[[Any], bool],
    expected: str,
    rules: tuple[Rule, ...],
    encode: Encode | None = None,
    key: Encode = str,
) -> ValueType:
    tests = _tests(rules)

    def check(value: Any) -> Violations:
        if not accepts(value):
            return [violation("type", f"be {expected}", value)]
        for test, _ in tests:
            if not test(value):
                return _broken(tests, value)
        return None

    return ValueType(check, encode, key)


def _tests(rules: tuple[Rule, ...]) -> _Tests:
    return tuple((rule.test(), rule) for rule in rules)


def _broken(tests: _Tests, value: Any) -> list[Violation]:
    return [violation(r.name, r.requirement, value) for test, r in tests if not test(value)]


def _enum(cls: type[OpenEnum], rules: tuple[Rule, ...]) -> ValueType:
    values = tuple(member.value for member in cls)
    known = frozenset(values)
    tests = _tests(rules)

    def check(value: Any) -> Violations:
        if not isinstance(value, str) or value not in known:
            return [violation("allowed", f"be one of {listed(values)}", value)]
        return (_broken(tests, str(value)) or None) if tests else None

    return ValueType(check, str)


def _list(item: ValueType, rules: tuple[Rule, ...]) -> ValueType:
    tests = _tests(rules)
    check_item, encode_item = item.check, item.encode

    def check(value: Any) -> Violations:
        if type(value) is not list and not _is_list(value):
            return [violation("type", "be a list", value)]
        out = _broken(tests, value) if tests else []
        for position, element in enumerate(value):
            found = check_item(element)
            if found:
                out += [replace(v, path=join_path(f"[{position}]", v.path)) for v in found]
        return out or None

    def encode(value: Any) -> Any:
        return list(value) if encode_item is None else [encode_item(item) for item in value]

    return ValueType(check, encode)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray))


def _map(key: ValueType, item: ValueType, rules: tuple[Rule, ...]) -> ValueType:
    tests = _tests(rules)
    check_key, check_item = key.check, item.check
    encode_key, encode_item = key.encode_key, item.encode or _identity

    def check(value: Any) -> Violations:
        if type(value) is not dict and not isinstance(value, Mapping):
            return [violation("type", "be a dict", value)]
        out = _broken(tests, value) if tests else []
        for name, element in value.items():
            in_key, in_item = check_key(name), check_item(element)
            if in_key or in_item:
                found = [*(in_key or ()), *(in_item or ())]
                out += [replace(v, path=join_path(_subscript(name), v.path)) for v in found]
        return out or None

    def encode(value: Any) -> Any:
        return {encode_key(name): encode_item(element) for name, element in value.items()}

    return ValueType(check, encode)


def _identity(value: Any) -> Any:
    return value


def _subscript(key: Any) -> str:
    """`["key"]`, the step of a JSON path to an entry of a map."""
    escaped = str(key).replace("\\", "\\\\").replace('"', '\\"')
    return f'["{escaped}"]'


def _check_json(value: Any) -> Violations:
    """Free-form JSON: refuses what JSON cannot hold."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, str):
        return None if _is_text(value) else [violation("type", "be valid Unicode", value)]
    if isinstance(value, (int, float)):
        return None if math.isfinite(value) else [violation("type", "be finite", value)]
    if isinstance(value, Mapping):
        entries = [(_subscript(name), element) for name, element in value.items()]
    elif _is_list(value):
        entries = [(f"[{position}]", element) for position, element in enumerate(value)]
    else:
        return [violation("type", "be a JSON value", value)]
    return [
        replace(found, path=join_path(path, found.path))
        for path, element in entries
        for found in _check_json(element) or ()
    ] or None


_ANY = ValueType(_check_json)
