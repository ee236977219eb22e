"""Sample responses of the documented shape, for methods that are not emulated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apigen.ir import constraints as c
from apigen.ir import types as t
from apigen.ir.api import Field, Message

_MAX_DEPTH = 4
_TIMESTAMP = "2024-01-01T00:00:00Z"


def sample(
    message: Message | None, messages: Mapping[str, Message], depth: int = 0
) -> dict[str, Any]:
    """A sample object of a message. It has the first member of each one-of group and omits fields for
    which no simple value meets the constraints, as ProtoJSON omits defaults."""
    if message is None or depth > _MAX_DEPTH:
        return {}
    left_out = {name for group in message.one_ofs for name in group.members[1:]}
    found: dict[str, Any] = {}
    for field in message.fields:
        if field.name not in left_out:
            value = _field(field, messages, depth)
            if value is not None:
                found[field.name] = value
    return found


def _field(field: Field, messages: Mapping[str, Message], depth: int) -> Any:
    return _value(t.Value(field.type, field.constraints), messages, depth, field.name)


def _value(value: t.Value, messages: Mapping[str, Message], depth: int, name: str) -> Any:
    kind = value.type
    if isinstance(kind, t.MessageRef):
        return sample(messages.get(kind.id), messages, depth + 1)
    if isinstance(kind, t.List):
        if any(isinstance(limit, c.MinItems) and limit.value > 1 for limit in value.constraints):
            return None
        item = _value(kind.item, messages, depth + 1, name) if depth < _MAX_DEPTH else None
        return None if item is None else [item]
    if isinstance(kind, t.Map | t.Anything):
        return None if value.constraints else {}
    if isinstance(kind, t.Enum):
        return kind.values[0].name if kind.values else None
    return _plain(kind, value.constraints, name)


def _plain(kind: t.Type, limits: tuple[c.Constraint, ...], name: str) -> Any:
    if isinstance(kind, t.Bool):
        return True
    if isinstance(kind, t.Timestamp):
        return _TIMESTAMP
    if isinstance(kind, t.Duration):
        number = _number(limits)
        return None if number is None else f"{number}s"
    if isinstance(kind, t.Integer):
        number = _number(limits)
        return number if number is None or not kind.quoted else str(number)
    if isinstance(kind, t.Float):
        return _number(limits)
    if isinstance(kind, t.String) and not limits:
        return f"{name}-sample"
    return None


def _number(limits: tuple[c.Constraint, ...]) -> int | None:
    """The smallest whole number within the bounds; `None` if none is easily found."""
    if any(isinstance(limit, c.Allowed) for limit in limits):
        values = next(limit.values for limit in limits if isinstance(limit, c.Allowed))
        return int(values[0]) if str(values[0]).lstrip("-").isdigit() else None
    lows = [
        limit.value + (1 if limit.exclusive else 0)
        for limit in limits
        if isinstance(limit, c.Minimum)
    ]
    number = int(max(lows, default=0)) if all(float(low).is_integer() for low in lows) else None
    highs = [limit for limit in limits if isinstance(limit, c.Maximum)]
    if number is not None and any(
        number > high.value or (high.exclusive and number == high.value) for high in highs
    ):
        return None
    return number
