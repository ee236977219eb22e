"""Types and constraints of the IR as Python annotations.

A value is written in one of three positions: in a message that is only received, in a message or
request that is sent, and as the argument of a method (what a caller may pass, no rules attached).
"""

from __future__ import annotations

from enum import Enum as PyEnum

from apigen.ir import constraints as c
from apigen.ir import types as t
from apigen.targets.python.literals import literal


class Position(PyEnum):
    RECEIVED = "received"
    SENT = "sent"
    ARGUMENT = "argument"


_PLAIN: dict[type[t.Type], tuple[str, str, str]] = {
    #               received       sent            argument
    t.String: ("str", "str", "str"),
    t.Bytes: ("Bytes", "Bytes", "bytes"),
    t.Bool: ("bool", "bool", "bool"),
    t.Float: ("float", "float", "float"),
    t.Timestamp: ("Timestamp", "TimestampLike", "datetime"),
    t.Duration: ("Duration", "DurationLike", "timedelta"),
    t.FieldMask: ("FieldMask", "FieldMask", "str | Iterable[str]"),
    t.Anything: ("JsonObject", "JsonObject", "Mapping[str, Any]"),
}
_DEFAULTS: dict[type[t.Type], str] = {
    t.String: '""',
    t.Bytes: 'b""',
    t.Bool: "False",
    t.Integer: "0",
    t.Float: "0.0",
    t.FieldMask: '""',
    t.List: "Field(default_factory=list)",
    t.Map: "Field(default_factory=dict)",
    t.Anything: "Field(default_factory=dict)",
}
# Names that annotations bring in from elsewhere than the runtime and the API's own models.
STANDARD_NAMES = {
    "datetime": "datetime",
    "timedelta": "datetime",
    "Iterable": "collections.abc",
    "Mapping": "collections.abc",
    "Sequence": "collections.abc",
    "Any": "typing",
    "Annotated": "typing",
    "ClassVar": "typing",
    "Literal": "typing",
    "TYPE_CHECKING": "typing",
    "TypeAlias": "typing",
    "overload": "typing",
    "Field": "pydantic",
}


class Annotator:
    """Writes annotations for one module and keeps the names that they use, for its imports.

    `classes` maps message ids and enums to class names.
    """

    def __init__(self, messages: dict[str, str], enums: dict[t.Enum, str]) -> None:
        self._messages = messages
        self._enums = enums
        self.used: set[str] = set()
        self.referred: set[str] = set()  # message ids
        self.enums_sent: set[t.Enum] = set()

    def use(self, *names: str) -> None:
        self.used.update(names)

    def enum_name(self, enum: t.Enum) -> str:
        return self._enums[enum]

    def type(self, type_: t.Type, position: Position) -> str:
        """The bare annotation of a type."""
        if isinstance(type_, t.Integer):
            return self._integer(type_, position)
        if isinstance(type_, t.Enum):
            if position is Position.RECEIVED:
                return self.enum_name(type_)
            self.enums_sent.add(type_)
            return f"{self.enum_name(type_)}Like"
        if isinstance(type_, t.MessageRef):
            self.referred.add(type_.id)
            return self._messages[type_.id]
        if isinstance(type_, t.List):
            return self._container("Sequence", "list", (type_.item,), position)
        if isinstance(type_, t.Map):
            return self._container("Mapping", "dict", (type_.key, type_.value), position)
        text = _PLAIN[type(type_)][list(Position).index(position)]
        self.use(*(name for name in _names(text)))
        return text

    def value(self, value: t.Value, position: Position) -> str:
        """An element, key or value with its rules."""
        text = self.type(value.type, position)
        if position is Position.ARGUMENT:
            return text
        metadata = self.metadata(value.type, value.constraints, position)
        if not metadata:
            return text
        self.use("Annotated")
        return f"Annotated[{', '.join((text, *metadata))}]"

    def metadata(
        self, type_: t.Type, constraints: tuple[c.Constraint, ...], position: Position
    ) -> tuple[str, ...]:
        """What stands in `Annotated` beside a type: coercion of enums, and rules where it is sent."""
        coercion: tuple[str, ...] = ()
        if isinstance(type_, t.Enum) and position is Position.SENT:
            self.use("LeftToRight")
            coercion = ("LeftToRight",)
        if position is Position.RECEIVED:
            return coercion
        rules = rule_texts(constraints)
        self.use(*(rule.partition("(")[0] for rule in rules))
        return (*coercion, *rules)

    def default(self, type_: t.Type) -> str:
        """The default of a field that is only received: proto's own, `None` for what has none."""
        if isinstance(type_, t.Enum):
            return f'{self.enum_name(type_)}("")'
        text = _DEFAULTS.get(type(type_), "None")
        if text.startswith("Field"):
            self.use("Field")
        return text

    def _integer(self, type_: t.Integer, position: Position) -> str:
        if position is Position.ARGUMENT or not type_.quoted:
            return "int"
        self.use("Int64")
        return "Int64"

    def _container(
        self, argument: str, model: str, of: tuple[t.Value, ...], position: Position
    ) -> str:
        name = argument if position is Position.ARGUMENT else model
        if position is Position.ARGUMENT:
            self.use(name)
        return f"{name}[{', '.join(self.value(value, position) for value in of)}]"


def rule_texts(constraints: tuple[c.Constraint, ...]) -> tuple[str, ...]:
    """Rules as the runtime spells them; the two ends of one kind of limit stand in one rule."""
    ends: dict[str, dict[str, str]] = {}
    others: list[str] = []
    for constraint in constraints:
        match constraint:
            case c.MinLength(value):
                ends.setdefault("Length", {})["minimum"] = literal(value)
            case c.MaxLength(value):
                ends.setdefault("Length", {})["maximum"] = literal(value)
            case c.MinItems(value):
                ends.setdefault("Items", {})["minimum"] = literal(value)
            case c.MaxItems(value):
                ends.setdefault("Items", {})["maximum"] = literal(value)
            case c.Minimum(value, _, exclusive) | c.Maximum(value, _, exclusive):
                end = "minimum" if isinstance(constraint, c.Minimum) else "maximum"
                ends.setdefault("Range", {})[end] = literal(value)
                if exclusive:
                    ends["Range"][f"exclusive_{end}"] = "True"
            case c.Pattern(regex):
                others.append(f"Pattern({literal(regex)})")
            case c.Allowed(values):
                others.append(f"Allowed({', '.join(map(literal, values))})")
            case c.Unique():
                others.append("Unique()")
    limits = [
        f"{rule}({', '.join(f'{end}={value}' for end, value in sorted(parts.items(), key=_order))})"
        for rule, parts in ends.items()
    ]
    return (*limits, *others)


def _order(part: tuple[str, str]) -> int:
    return ("minimum", "maximum", "exclusive_minimum", "exclusive_maximum").index(part[0])


def _names(annotation: str) -> list[str]:
    return [
        name
        for name in annotation.replace("[", " ").replace("]", " ").replace(",", " ").split()
        if name not in ("str", "bytes", "bool", "float", "|")
    ]
