"""Views of the forms that call a method: a control for each field of its body, with its constraints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from apigen.emulator.world.routes import MethodRoute
from apigen.ir import constraints as c
from apigen.ir import types as t
from apigen.ir.api import Field, Message, OneOf


class ControlView(msgspec.Struct, frozen=True, kw_only=True):
    """A labelled control.

    Args:
        field: the path of the field in the body; empty for a path parameter.
        element: input, select or textarea.
        value_kind: how the script reads the text: text, json, list (a line each), map (`key=value`).
        options: the values and labels of a select.
        numeric: whether to show a numeric keyboard.
    """

    id: str
    name: str
    required: bool
    hint: str
    field: str
    element: str
    value_kind: str
    options: tuple[tuple[str, str], ...] = ()
    placeholder: str = ""
    numeric: bool = False


class FieldsetView(msgspec.Struct, frozen=True):
    """The fields of a nested message."""

    name: str
    required: bool
    parts: tuple[PartView, ...]


class OneOfView(msgspec.Struct, frozen=True):
    """A one-of group: the field of the chosen member is shown and sent. `id` is unique in a page;
    `members` are their names and fields."""

    id: str
    legend: str
    optional: bool
    members: tuple[tuple[str, PartView], ...]


PartView = ControlView | FieldsetView | OneOfView


class FormView(msgspec.Struct, frozen=True):
    """The form of a method. Path parameters come first among the parts."""

    id: str
    noun: str
    verb: str
    path: str
    parts: tuple[PartView, ...]


class FormBuilder:
    """Builds forms from the messages of an API."""

    def __init__(self, messages: Mapping[str, Message]) -> None:
        self._messages = messages

    def form(self, route: MethodRoute) -> FormView:
        """The form of a method with a body."""
        method = route.method
        assert method.body is not None
        parts: list[PartView] = [
            _control(f"{route.id}.{field.name}", field, "", required=True)
            for field in method.parameters
        ]
        parts += self._fields(method.body, "", route.id, frozenset({method.body.id}))
        return FormView(route.id, route.kind.noun, method.verb, method.path, tuple(parts))

    def _fields(
        self, message: Message, prefix: str, form: str, ancestors: frozenset[str]
    ) -> Iterator[PartView]:
        groups = {name: group for group in message.one_ofs for name in group.members}
        for field in message.fields:
            group = groups.get(field.name)
            if group is None:
                yield self._field(field, prefix, form, ancestors)
            elif group.members[0] == field.name:
                yield self._choice(message, group, prefix, form, ancestors)

    def _choice(
        self, message: Message, group: OneOf, prefix: str, form: str, ancestors: frozenset[str]
    ) -> OneOfView:
        fields = {field.name: field for field in message.fields}
        rule = "exactly one" if group.exactly_one else "at most one"
        return OneOfView(
            f"{form}.{prefix}{group.members[0]}.choice",
            f"{' | '.join(group.members)} ({rule})",
            not group.exactly_one,
            tuple(
                (name, self._field(fields[name], prefix, form, ancestors))
                for name in group.members
                if name in fields
            ),
        )

    def _field(self, field: Field, prefix: str, form: str, ancestors: frozenset[str]) -> PartView:
        path = f"{prefix}{field.name}"
        nested = self._messages.get(field.type.id) if isinstance(field.type, t.MessageRef) else None
        if nested is None or nested.id in ancestors:
            return _control(f"{form}.{path}", field, path, required=field.required)
        parts = self._fields(nested, f"{path}.", form, ancestors | {nested.id})
        return FieldsetView(field.name, field.required, tuple(parts))


def _control(id_: str, field: Field, path: str, *, required: bool) -> ControlView:
    hint = "; ".join(constraints_in_words(field))
    return ControlView(
        id=id_, name=field.name, required=required, hint=hint, field=path, **_input(field.type)
    )


def _input(kind: t.Type) -> dict[str, Any]:
    """The attributes of the control that suits a type."""
    if isinstance(kind, t.Enum):
        names = [value.name for value in kind.values]
        options = (("", ""), *((name, name) for name in names))
        return {"element": "select", "value_kind": "text", "options": options}
    if isinstance(kind, t.Bool):
        options = (("", ""), ("true", "true"), ("false", "false"))
        return {"element": "select", "value_kind": "json", "options": options}
    if isinstance(kind, t.Map):
        return {
            "element": "textarea",
            "value_kind": "map",
            "placeholder": "key=value, one per line",
        }
    if isinstance(kind, t.List) and isinstance(kind.item.type, t.String | t.Enum):
        return {"element": "textarea", "value_kind": "list", "placeholder": "one per line"}
    if isinstance(kind, t.List | t.Anything | t.MessageRef):
        return {"element": "textarea", "value_kind": "json", "placeholder": "JSON"}
    # An int64 is sent as a string.
    number = isinstance(kind, t.Float) or (isinstance(kind, t.Integer) and not kind.quoted)
    value_kind = "json" if number else "text"
    return {"element": "input", "value_kind": value_kind, "numeric": isinstance(kind, t.Integer)}


def constraints_in_words(field: Field) -> list[str]:
    """The constraints of a field, a few words each."""
    words = [*_words(field.constraints, "")]
    if isinstance(field.type, t.List):
        words += _words(field.type.item.constraints, "each ")
    if isinstance(field.type, t.Map):
        words += _words(field.type.key.constraints, "keys ")
        words += _words(field.type.value.constraints, "values ")
    return words


def _words(constraints: tuple[c.Constraint, ...], prefix: str) -> list[str]:
    words = [f"{prefix}{interval}" for interval in _intervals(constraints)]
    for constraint in constraints:
        match constraint:
            case c.Pattern(regex):
                words.append(f"{prefix}matching {regex}")
            case c.Allowed(values):
                words.append(f"{prefix}one of {', '.join(map(str, values))}")
            case c.Unique():
                words.append(f"{prefix}without duplicates")
    return words


_BOUNDS: tuple[tuple[type[c.Constraint], type[c.Constraint], str], ...] = (
    (c.MinLength, c.MaxLength, " characters"),
    (c.MinItems, c.MaxItems, " items"),
    (c.Minimum, c.Maximum, ""),
)


def _intervals(constraints: tuple[c.Constraint, ...]) -> Iterator[str]:
    """`1 to 63 characters`, `at most 64 items`, `more than 0`."""
    for lower, upper, unit in _BOUNDS:
        low: Any = next((item for item in constraints if isinstance(item, lower)), None)
        high: Any = next((item for item in constraints if isinstance(item, upper)), None)
        if low and high and not (_is_exclusive(low) or _is_exclusive(high)):
            same = low.value == high.value
            yield f"{low.value}{unit}" if same else f"{low.value} to {high.value}{unit}"
            continue
        if low:
            yield f"{'more than' if _is_exclusive(low) else 'at least'} {low.value}{unit}"
        if high:
            yield f"{'less than' if _is_exclusive(high) else 'at most'} {high.value}{unit}"


def _is_exclusive(bound: Any) -> bool:
    return bool(getattr(bound, "exclusive", False))
