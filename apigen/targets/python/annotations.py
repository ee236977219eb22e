"""Types and constraints of the IR as Python annotations.

A value is written in one of three positions: in a message that is only received, in a message or
request that is sent, and as the argument of a method (what a caller may pass, no rules attached).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum as PyEnum

from apigen.ir import types as t
from apigen.ir.constraints import Constraint, is_exclusive, kind_of, limit_of
from apigen.ir.walk import parts
from apigen.targets.python.literals import literal
from apigen.targets.python.naming import rule_class


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
_CONTAINERS = {t.List: ("list", "Sequence"), t.Map: ("dict", "Mapping")}
"""How a container is written in a model, and as an argument."""
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
        if within := parts(type_):
            name = _CONTAINERS[type(type_)][position is Position.ARGUMENT]
            if position is Position.ARGUMENT:
                self.use(name)
            return f"{name}[{', '.join(self.value(value, position) for _, value in within)}]"
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
        self, type_: t.Type, constraints: Iterable[Constraint], position: Position
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


def rule_texts(constraints: Iterable[Constraint]) -> tuple[str, ...]:
    """Rules as the runtime spells them; both ends of one range stand in one rule."""
    ranges: dict[str, dict[str, str]] = {}
    others: list[str] = []
    for constraint in constraints:
        kind, limit = kind_of(constraint), limit_of(constraint)
        if kind.end is not None:
            ends = ranges.setdefault(rule_class(kind), {})
            ends[kind.end] = literal(limit)
            if is_exclusive(constraint):
                ends[f"exclusive_{kind.end}"] = "True"
        else:
            values = limit if isinstance(limit, tuple) else (limit,) if kind.argument else ()
            others.append(f"{rule_class(kind)}({', '.join(map(literal, values))})")
    limits = [
        f"{rule}({', '.join(f'{end}={ends[end]}' for end in _ENDS if end in ends)})"
        for rule, ends in ranges.items()
    ]
    return (*limits, *others)


_ENDS = ("minimum", "maximum", "exclusive_minimum", "exclusive_maximum")


def _names(annotation: str) -> list[str]:
    return [
        name
        for name in annotation.replace("[", " ").replace("]", " ").replace(",", " ").split()
        if name not in ("str", "bytes", "bool", "float", "|")
    ]
