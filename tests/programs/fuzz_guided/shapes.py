"""Values of any of our types, made up from bytes: the same bytes give the same value."""

from __future__ import annotations

from typing import Any, TypeVar

from msgspec import inspect

_DEEPEST = 12
_WHOLE = (0, 1, -1, 2**31, 2**53 + 1, 2**63 - 1, -(2**63))
_REAL = (0.0, -0.0, 0.1, 1e308, 5e-324, -1.5)
_TEXTS = ("", "a", "имя", "\0", "\u2028", "{", "a.b", "\U0001f600", "0", "é")

Made = TypeVar("Made")


class Choices:
    """Bytes, taken one after another; zeros when they are over."""

    def __init__(self, given: bytes) -> None:
        self._given = given
        self._at = 0

    def below(self, number: int) -> int:
        """A number from 0."""
        byte = self._given[self._at] if self._at < len(self._given) else 0
        self._at += 1
        return byte % number

    def text(self) -> str:
        size = self.below(24)
        if size < 12:
            return _TEXTS[size % len(_TEXTS)]
        taken = self._given[self._at : self._at + size]
        self._at += size
        return taken.decode("utf-8", "replace")


def made(kind: type[Made], choices: Choices) -> Made:
    """A value of a type."""
    value: Made = _made(inspect.type_info(kind), choices, 0)
    return value


def _made(kind: inspect.Type, choices: Choices, depth: int) -> Any:
    if isinstance(kind, inspect.UnionType):
        arms = kind.types
        if depth > _DEEPEST:  # what ends soonest
            arms = tuple(sorted(arms, key=lambda arm: len(getattr(arm, "fields", ()))))[:1]
        return _made(arms[choices.below(len(arms))], choices, depth + 1)
    if isinstance(kind, inspect.StructType):
        return kind.cls(
            **{
                field.name: _made(field.type, choices, depth + 1)
                for field in kind.fields
                if field.required or (depth < _DEEPEST and choices.below(2))
            }
        )
    if isinstance(kind, inspect.VarTupleType):
        number = choices.below(4) if depth < _DEEPEST else 0
        return tuple(_made(kind.item_type, choices, depth + 1) for _ in range(number))
    return _plain(kind, choices)


def _plain(kind: inspect.Type, choices: Choices) -> Any:
    if isinstance(kind, inspect.StrType):
        return choices.text()
    if isinstance(kind, inspect.BoolType):
        return bool(choices.below(2))
    if isinstance(kind, inspect.IntType):
        return _WHOLE[choices.below(len(_WHOLE))]
    if isinstance(kind, inspect.FloatType):
        return _REAL[choices.below(len(_REAL))]
    if isinstance(kind, inspect.LiteralType):
        return kind.values[choices.below(len(kind.values))]
    assert isinstance(kind, inspect.NoneType), kind
    return None
