"""A form for a method's body, made from the IR: limits told, one-of groups as a choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apigen.emulator.html import Html, element
from apigen.emulator.routing import Route
from apigen.ir import constraints as c
from apigen.ir import types as t
from apigen.ir.api import Field, Message, OneOf


class Forms:
    """Writes forms; `messages` are those of the API."""

    def __init__(self, messages: Mapping[str, Message]) -> None:
        self._messages = messages

    def form(self, route: Route) -> Html:
        """A form whose script sends what was filled in to the method."""
        body = route.method.body
        assert body is not None
        fields = self._fields(body, "", route.id, frozenset({body.id}))
        send = element("button", "Create", type="submit")
        outcome = element("output", class_="outcome", role="status")
        parts: list[Html] = [*self._path(route), *fields, send, outcome]
        return element(
            "form", parts, data_verb=route.method.verb, data_path=route.method.path, novalidate=True
        )

    def _path(self, route: Route) -> list[Html]:
        return [
            self._labelled(f"{route.id}.{field.name}", field, "path", required=True)
            for field in route.method.parameters
        ]

    def _fields(
        self, message: Message, before: str, form: str, above: frozenset[str]
    ) -> list[Html]:
        grouped = {name: group for group in message.one_ofs for name in group.members}
        found: list[Html] = []
        for field in message.fields:
            group = grouped.get(field.name)
            if group is None:
                found.append(self._field(field, before, form, above))
            elif group.members[0] == field.name:
                found.append(self._choice(message, group, before, form, above))
        return found

    def _choice(
        self, message: Message, group: OneOf, before: str, form: str, above: frozenset[str]
    ) -> Html:
        """Radio buttons: the field of the chosen member shows, the others are not sent."""
        by_name = {field.name: field for field in message.fields}
        name = f"{form}.{before}{group.members[0]}.choice"
        told = "exactly one" if group.exactly_one else "none or one"
        options = [] if group.exactly_one else [_radio(name, "", "none", checked=True)]
        options += [_radio(name, member, member) for member in group.members if member in by_name]
        arms = [
            element("div", self._field(by_name[member], before, form, above), class_="arm",
                    data_arm=member, hidden=True)
            for member in group.members
            if member in by_name
        ]  # fmt: skip
        legend = element("legend", f"{' | '.join(group.members)} ({told})")
        return element("fieldset", legend, *options, *arms, class_="choice")

    def _field(self, field: Field, before: str, form: str, above: frozenset[str]) -> Html:
        path = f"{before}{field.name}"
        inner = self._messages.get(field.type.id) if isinstance(field.type, t.MessageRef) else None
        if inner is None or inner.id in above:
            return self._labelled(f"{form}.{path}", field, path, required=field.required)
        legend = element("legend", f"{field.name}{' *' if field.required else ''}")
        fields = self._fields(inner, f"{path}.", form, above | {inner.id})
        return element("fieldset", legend, *fields)

    def _labelled(self, id_: str, field: Field, path: str, *, required: bool) -> Html:
        label = element("label", f"{field.name}{' *' if required else ''}", for_=id_)
        told = "; ".join(limits_in_words(field))
        hint = [element("small", told, id=f"{id_}.hint")] if told else []
        place = {"data_in": "path"} if path == "path" else {"data_field": path}
        described = f"{id_}.hint" if told else None
        control = _control(field, id=id_, required=required, aria_describedby=described, **place)
        return element("div", label, control, *hint, class_="field")


def _radio(name: str, value: str, label: str, *, checked: bool = False) -> Html:
    button = element("input", type="radio", name=name, value=value, checked=checked)
    return element("label", button, f" {label}", class_="radio")


def _control(field: Field, **attributes: object) -> Html:
    """What a value is typed into; `data-kind` tells the script how to read it."""
    kind = field.type
    if isinstance(kind, t.Enum):
        options = [element("option", value.name) for value in kind.values]
        empty = element("option", "", value="")
        return element("select", empty, *options, data_kind="text", **attributes)
    if isinstance(kind, t.Bool):
        values = [element("option", text, value=text) for text in ("", "true", "false")]
        return element("select", *values, data_kind="json", **attributes)
    if isinstance(kind, t.Map):
        return element(
            "textarea", data_kind="map", rows="2", placeholder="key=value, one a line", **attributes
        )
    if isinstance(kind, t.List) and isinstance(kind.item.type, t.String | t.Enum):
        return element(
            "textarea", data_kind="list", rows="2", placeholder="one a line", **attributes
        )
    if isinstance(kind, t.List | t.Anything | t.MessageRef):
        return element("textarea", data_kind="json", rows="2", placeholder="JSON", **attributes)
    number = isinstance(kind, t.Float) or (isinstance(kind, t.Integer) and not kind.quoted)
    return element(
        "input", type="text", data_kind="json" if number else "text",
        inputmode="numeric" if isinstance(kind, t.Integer) else None,
        autocomplete="off", **attributes,
    )  # fmt: skip


def limits_in_words(field: Field) -> list[str]:
    """What limits a field, in a few words each."""
    found = [*_words(field.constraints, "")]
    if isinstance(field.type, t.List):
        found += _words(field.type.item.constraints, "each ")
    if isinstance(field.type, t.Map):
        found += _words(field.type.key.constraints, "keys ")
        found += _words(field.type.value.constraints, "values ")
    return found


def _words(constraints: tuple[c.Constraint, ...], head: str) -> list[str]:
    found = [f"{head}{words}" for words in _between(constraints)]
    for limit in constraints:
        match limit:
            case c.Pattern(regex):
                found.append(f"{head}matching {regex}")
            case c.Allowed(values):
                found.append(f"{head}one of {', '.join(map(str, values))}")
            case c.Unique():
                found.append(f"{head}no value twice")
    return found


_PAIRS: tuple[tuple[type[c.Constraint], type[c.Constraint], str], ...] = (
    (c.MinLength, c.MaxLength, " characters"),
    (c.MinItems, c.MaxItems, " items"),
    (c.Minimum, c.Maximum, ""),
)


def _between(constraints: tuple[c.Constraint, ...]) -> Iterator[str]:
    """`1 to 63 characters`, `at most 64 items`, `more than 0`."""
    for least, most, unit in _PAIRS:
        low: Any = next((limit for limit in constraints if isinstance(limit, least)), None)
        high: Any = next((limit for limit in constraints if isinstance(limit, most)), None)
        if low and high and not (_exclusive(low) or _exclusive(high)):
            same = low.value == high.value
            yield f"{low.value}{unit}" if same else f"{low.value} to {high.value}{unit}"
            continue
        if low:
            yield f"{'more than' if _exclusive(low) else 'at least'} {low.value}{unit}"
        if high:
            yield f"{'less than' if _exclusive(high) else 'at most'} {high.value}{unit}"


def _exclusive(limit: Any) -> bool:
    return bool(getattr(limit, "exclusive", False))
