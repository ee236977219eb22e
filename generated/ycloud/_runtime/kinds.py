"""How the values of an annotation are checked and written.

A check returns None, or the problems of a value with their path relative to it; so a value that
keeps its rules costs no path.
"""

from __future__ import annotations

import math
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from .enums import OpenEnum
from .errors import Violation
from .rules import Allowed, Required, Rule, Test, listed
from .scalars import DURATION, TIMESTAMP, Codec, encode_float
from .shorten import shortened

if TYPE_CHECKING:
    from .models import Message

Problems = list[Violation] | None
Check = Callable[[Any], Problems]
Encode = Callable[[Any], Any]
_Tests = tuple[tuple[Test, Rule], ...]
_NONE = type(None)


@dataclass(frozen=True, slots=True)
class Kind:
    """How values of one annotation are checked and written. `encode` None: written as they are.
    `key` writes a value as the key of a JSON object."""

    check: Check
    encode: Encode | None = None
    key: Encode = str


def problem_of(rule: str, requirement: str, given: Any, path: str = "") -> Violation:
    return Violation(path, rule, requirement, "" if given is None else shortened(given))


def joined(head: str, tail: str) -> str:
    return f"{head}{tail}" if not tail or tail.startswith("[") else f"{head}.{tail}"


def without_none(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, types.UnionType):
        arms = get_args(annotation)
        rest = [arm for arm in arms if arm is not _NONE]
        if len(rest) < len(arms):
            return (rest[0] if len(rest) == 1 else Union[tuple(rest)]), True  # noqa: UP007
    return annotation, False


def kind_of(annotation: Any, metadata: tuple[Any, ...]) -> Kind:
    """The kind of an annotation; `metadata` is what stands beside it in `Annotated`."""
    annotation, _ = without_none(annotation)
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return kind_of(inner, (*more, *metadata))
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
        return _list(kind_of(get_args(annotation)[0], ()), rules)
    if origin is dict:
        key, value = get_args(annotation)
        return _map(kind_of(key, ()), kind_of(value, ()), rules)
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
        return _scalar(_is_text, "a string of valid Unicode", rules)
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


def _bool_text(value: Any) -> str:
    return "true" if value else "false"


def _scalar(
    accepts: Callable[[Any], bool],
    expected: str,
    rules: tuple[Rule, ...],
    encode: Encode | None = None,
    key: Encode = str,
) -> Kind:
    tests = _tests(rules)

    def check(value: Any) -> Problems:
        if not accepts(value):
            return [problem_of("type", f"be {expected}", value)]
        for test, _ in tests:
            if not test(value):
                return _broken(tests, value)
        return None

    return Kind(check, encode, key)


def _tests(rules: tuple[Rule, ...]) -> _Tests:
    return tuple((rule.test(), rule) for rule in rules)


def _broken(tests: _Tests, value: Any) -> list[Violation]:
    return [problem_of(r.name, r.requirement, value) for test, r in tests if not test(value)]


def _enum(cls: type[OpenEnum], rules: tuple[Rule, ...]) -> Kind:
    values = tuple(member.value for member in cls)
    known = frozenset(values)
    narrower = _tests(rules)

    def check(value: Any) -> Problems:
        if not isinstance(value, str) or value not in known:
            return [problem_of("allowed", f"be one of {listed(values)}", value)]
        return (_broken(narrower, str(value)) or None) if narrower else None

    return Kind(check, str)


def _message(cls: type[Message]) -> Kind:
    from .plan import plan_of

    def check(value: Any) -> Problems:
        if not isinstance(value, cls):
            return [problem_of("type", f"be a {cls.__name__}", value)]
        return plan_of(cls).check(value)

    def encode(value: Any) -> Any:
        # With the checks off, whatever was given is passed on.
        return plan_of(type(value)).encode(value) if isinstance(value, cls) else value

    return Kind(check, encode)


def _list(item: Kind, rules: tuple[Rule, ...]) -> Kind:
    tests = _tests(rules)
    inner, encode_item = item.check, item.encode

    def check(value: Any) -> Problems:
        if type(value) is not list and not _is_list(value):
            return [problem_of("type", "be a list", value)]
        out = _broken(tests, value) if tests else []
        for position, element in enumerate(value):
            found = inner(element)
            if found:
                out += [replace(p, path=joined(f"[{position}]", p.path)) for p in found]
        return out or None

    def encode(value: Any) -> Any:
        return list(value) if encode_item is None else [encode_item(item) for item in value]

    return Kind(check, encode)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray))


def _map(key: Kind, item: Kind, rules: tuple[Rule, ...]) -> Kind:
    tests = _tests(rules)
    check_key, check_item = key.check, item.check
    write_key, write_item = key.key, item.encode or _itself

    def check(value: Any) -> Problems:
        if type(value) is not dict and not isinstance(value, Mapping):
            return [problem_of("type", "be a dict", value)]
        out = _broken(tests, value) if tests else []
        for name, element in value.items():
            of_key, of_item = check_key(name), check_item(element)
            if of_key or of_item:
                found = [*(of_key or ()), *(of_item or ())]
                out += [replace(p, path=joined(f"[{_quoted(name)}]", p.path)) for p in found]
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
    elif _is_list(value):
        entries = [(f"[{position}]", element) for position, element in enumerate(value)]
    else:
        return [problem_of("type", "be a JSON value", value)]
    return [
        replace(problem, path=joined(path, problem.path))
        for path, element in entries
        for problem in _check_json(element) or ()
    ] or None


_ANY = Kind(_check_json)
