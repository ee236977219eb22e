"""Values as test code: how a caller writes one, and what it is on the wire.

A sample keeps the rules of its value. Expressions stay short: long runs of one character are printed as
products (`"a" * 256`).
"""

from __future__ import annotations

import base64
import math
import sys
from collections.abc import Callable, Iterable
from itertools import groupby

import msgspec

from apigen.ir import constraints as c
from apigen.ir import types as t
from apigen.ir.api import Field, Message
from apigen.targets.conformance import broken
from apigen.targets.python.literals import literal
from apigen.targets.python.messages import field_names
from apigen.targets.regex_samples import distinct, failing, matching, stretched

_LARGEST_DOUBLE = sys.float_info.max
MAX_SAMPLE = 2_000_000  # characters of a string, entries of a container
NANOSECOND_TEXT = "2024-02-29T12:30:45.123456789Z"
Rules = tuple[c.Constraint, ...]
StringsOf = Callable[[Rules], list[str]]


class Sample(msgspec.Struct, frozen=True):
    """`python`: the expression of a caller. `wire`: the expression of the JSON. `value`: the bare
    value that rules are about. `read`: the expression that an answer's attribute equals."""

    python: str
    wire: str
    value: object = None
    read: str = ""


class Samples:
    """Makes samples of one API's types. `used` collects the ids of messages that expressions name."""

    def __init__(
        self,
        messages: dict[str, Message],
        classes: dict[str, str],
        strings_of: StringsOf | None = None,
    ) -> None:
        self._messages = messages
        self._classes = classes
        self._strings = strings_of or remembered_strings()
        self.used: set[str] = set()

    def fresh(self) -> Samples:
        return Samples(self._messages, self._classes, self._strings)

    def candidates(self, type_: t.Type, rules: Rules) -> list[object]:
        return candidates_of(type_, rules, self._strings)

    def field(self, field: Field, depth: int = 1) -> Sample | None:
        return self.of(field.type, field.constraints, depth, empty=not field.required)

    def of(
        self, type_: t.Type, rules: Rules = (), depth: int = 1, empty: bool = True
    ) -> Sample | None:
        """A value that keeps its rules, `None` where none was found."""
        if isinstance(type_, t.List):
            return self._list(type_, least(rules, c.MinItems, 1), depth)
        if isinstance(type_, t.Map):
            return self._map(type_, least(rules, c.MinItems, 1), depth)
        if isinstance(type_, t.MessageRef):
            return self.message(type_.id, depth - 1)
        candidates = [value for value in self.candidates(type_, rules) if value not in ("", b"")]
        for value in candidates:
            if not broken(type_, rules, value):
                return scalar(type_, value)
        return None

    def message(self, id_: str, depth: int) -> Sample:
        """A message: all fields above depth 0, else only those that it needs."""
        message = self._messages[id_]
        self.used.add(id_)
        names = field_names(message.fields)
        python: list[str] = []
        wire: list[str] = []
        for field in self.chosen_of(id_, depth):
            sample = self.field(field, depth)
            if sample is not None:
                python.append(f"{names[field.name]}={sample.python}")
                wire.append(f"{literal(field.name)}: {sample.wire}")
        json = "{" + ", ".join(wire) + "}"
        return Sample(f"{self._classes[id_]}({', '.join(python)})", json, None, json)

    def chosen_of(self, id_: str, depth: int) -> list[Field]:
        """The fields that the sample of a message gives."""
        return self.chosen(self._messages[id_], full=depth > 0)

    def chosen(self, message: Message, *, full: bool) -> list[Field]:
        """The fields that may stand together: of a group the first member, or none."""
        skipped: set[str] = set()
        for group in message.one_ofs:
            skipped.update(
                group.members if not full and not group.exactly_one else group.members[1:]
            )
        return [
            field
            for field in message.fields
            if field.name not in skipped
            and (full or field.required or self._needed(message, field))
        ]

    def _needed(self, message: Message, field: Field) -> bool:
        return any(
            group.exactly_one and group.members[0] == field.name for group in message.one_ofs
        )

    def _list(self, type_: t.List, number: int, depth: int) -> Sample | None:
        return self.repeated(type_, max(1, number), depth)

    def repeated(self, type_: t.List, number: int, depth: int = 0) -> Sample | None:
        """A list of that many equal elements."""
        item = self.of(type_.item.type, type_.item.constraints, depth)
        if item is None or number > MAX_SAMPLE:
            return None
        times = f" * {number}" if number != 1 else ""
        return Sample(
            f"[{item.python}]{times}",
            f"[{item.wire}]{times}",
            [item.wire] * number,
            f"[{item.read or item.wire}]{times}",
        )

    def _map(self, type_: t.Map, number: int, depth: int) -> Sample | None:
        return self.entries(type_, max(1, number), depth)

    def entries(self, type_: t.Map, number: int, depth: int = 0) -> Sample | None:
        """A map of that many different keys to equal values."""
        value = self.of(type_.value.type, type_.value.constraints, depth)
        keys = keys_of(type_.key, number, self._strings)
        if value is None or keys is None:
            return None
        if number == 0:
            return Sample("{}", "{}", {}, "{}")
        read = value.read or value.wire
        bare = isinstance(type_.key.type, t.Integer)
        python, back = (_entries(keys, text, bare=bare) for text in (value.python, read))
        return Sample(python, _entries(keys, value.wire), dict.fromkeys(keys), back)


def candidates_of(type_: t.Type, rules: Rules, strings_of: StringsOf | None = None) -> list[object]:
    """Values to try: the ends of each limit, both sides, the allowed ones first."""
    allowed = [value for rule in rules if isinstance(rule, c.Allowed) for value in rule.values]
    found: list[object] = list(allowed)
    if isinstance(type_, t.String | t.FieldMask):
        found += (strings_of or strings)(rules)
    elif isinstance(type_, t.Bytes):
        found += [b"\x00\xff" * (n // 2) + b"\x01" * (n % 2) for n in lengths(rules)]
    elif isinstance(type_, t.Integer | t.Float | t.Duration):
        found += numbers(rules, beside_float if isinstance(type_, t.Float) else beside)
    elif isinstance(type_, t.Enum):
        named = [value.name for value in type_.values if not value.name.endswith("UNSPECIFIED")]
        found += named or [value.name for value in type_.values]
        found.append("NO_SUCH_VALUE")
    elif isinstance(type_, t.Bool):
        found += [True, False]
    elif isinstance(type_, t.Timestamp):
        found.append("2024-02-29T12:30:45Z")
    else:
        found.append({"key": "value"})
    return found


def remembered_strings() -> StringsOf:
    """`strings` that works out each set of rules once: an API repeats a few hundred of them in
    thousands of fields."""
    known: dict[tuple[tuple[str, c.Limit], ...], list[str]] = {}

    def of(rules: Rules) -> list[str]:
        key = tuple(map(c.constraint_fact, rules))
        if key not in known:
            known[key] = strings(rules)
        return known[key]

    return of


def strings(rules: Rules) -> list[str]:
    """Strings around the limits; with patterns, matching ones first, then those that just fail."""
    patterns = [rule.regex for rule in rules if isinstance(rule, c.Pattern)]
    ends = lengths(rules)
    if not patterns:
        return ["a" * n for n in ends]
    found: list[str] = []
    for regex in patterns:
        found += sorted((text for text in matching(regex) if text), key=len)
        found += [text for n in ends if (text := stretched(regex, n)) is not None]
    found += ["a" * n for n in ends]
    return found + [""] + [text for regex in patterns for text in failing(regex)]


def lengths(rules: Rules) -> list[int]:
    low = least(rules, c.MinLength, 0)
    high = [rule.value for rule in rules if isinstance(rule, c.MaxLength)]
    ends = [max(1, low), low - 1, low, *(n for top in high for n in (top, top + 1))]
    return [n for n in dict.fromkeys(ends) if 0 <= n <= MAX_SAMPLE]


def numbers(rules: Rules, next_to: Callable[[float, int], float]) -> list[object]:
    found: list[object] = []
    for rule in rules:
        kind, limit = c.kind_of(rule), c.limit_of(rule)
        if isinstance(limit, int | float) and limit is not True and not kind.sized:
            inwards = -1 if kind.end == "maximum" else 1
            found += [limit, next_to(limit, inwards), next_to(limit, -inwards)]
    return found or [1]


def beside(value: float, step: int) -> float:
    return value + step


def beside_float(value: float, step: int) -> float:
    """The number beside a limit, or where a double holds both as one, the next that it tells apart."""
    if abs(value) > _LARGEST_DOUBLE or float(value + step) != float(value):
        return value + step
    return math.nextafter(float(value), math.copysign(math.inf, step))


def least(rules: Rules, kind: type[c.MinItems | c.MinLength], otherwise: int) -> int:
    return max((rule.value for rule in rules if isinstance(rule, kind)), default=otherwise)


def keys_of(
    key: t.Value, number: int, strings_of: StringsOf | None = None
) -> tuple[str, ...] | None:
    """Different keys that keep the rules of the map's keys."""
    if number > MAX_SAMPLE:
        return None
    if isinstance(key.type, t.Enum):
        return (
            None
            if number > len(key.type.values)
            else tuple(v.name for v in key.type.values)[:number]
        )
    if isinstance(key.type, t.Integer):
        return _number_keys(key, number)
    patterns = [rule.regex for rule in key.constraints if isinstance(rule, c.Pattern)]
    if number == 1:
        texts: Iterable[str] = (text for text in (strings_of or strings)(key.constraints) if text)
    else:
        texts = distinct(patterns[0] if patterns else "[a-z]*", number) or ()
    kept = [text for text in texts if not broken(key.type, key.constraints, text)]
    return tuple(kept[:number]) if len(kept) >= number else None


def _number_keys(key: t.Value, number: int) -> tuple[str, ...] | None:
    """Numbers upwards from the first that keeps the rules."""

    def fits(value: object) -> bool:
        return not broken(key.type, key.constraints, value)

    first = next((n for n in numbers(key.constraints, beside) if isinstance(n, int) and fits(n)), 1)
    return _counted(first, number) if fits(first) and fits(first + number - 1) else None


def _entries(keys: tuple[str, ...], value: str, *, bare: bool = False) -> str:
    """A dict of equal values; many counted keys are written as a comprehension. `bare` keys are
    numbers to a caller, and strings in JSON only."""
    if len(keys) > 4 and keys[0].isdigit() and keys == _counted(int(keys[0]), len(keys)):
        key = "n" if bare else "str(n)"
        return f"{{{key}: {value} for n in range({keys[0]}, {int(keys[-1]) + 1})}}"
    stem = keys[0].rstrip("0")
    if len(keys) > 4 and keys == tuple(f"{stem}{n:04}" for n in range(len(keys))):
        return f'{{f"{stem}{{n:04}}": {value} for n in range({len(keys)})}}'
    texts = [literal(int(key)) if bare else literal(key) for key in keys]
    return "{" + ", ".join(f"{key}: {value}" for key in texts) + "}"


def _counted(first: int, number: int) -> tuple[str, ...]:
    return tuple(str(first + n) for n in range(number))


def scalar(type_: t.Type, value: object) -> Sample:
    """The expressions of a bare value."""
    if isinstance(type_, t.Bytes) and isinstance(value, bytes):
        python = bytes_expression(value)
        return Sample(python, literal(base64.b64encode(value).decode()), value, python)
    if isinstance(type_, t.Integer) and isinstance(value, int | float):
        number = int(value)
        return Sample(
            literal(number),
            literal(str(number) if type_.quoted else number),
            number,
            literal(number),
        )
    if isinstance(type_, t.Duration) and isinstance(value, int | float):
        python = f"timedelta(seconds={literal(value)})"
        return Sample(python, literal(duration_text(value)), value, python)
    if isinstance(type_, t.Float) and isinstance(value, int | float):
        return Sample(literal(value), literal(value), value, literal(value))
    if isinstance(type_, t.Timestamp):
        python = "datetime(2024, 2, 29, 12, 30, 45, tzinfo=UTC)"
        return Sample(python, literal(value), value, python)
    text = string_expression(value) if isinstance(value, str) else literal(value)
    return Sample(text, text, value, text)


def duration_text(seconds: float) -> str:
    """Protobuf's JSON for durations: whole seconds bare, else three digits."""
    return f"{int(seconds)}s" if float(seconds).is_integer() else f"{seconds:.3f}s"


def string_expression(text: str) -> str:
    """A string literal, long runs as products."""
    if len(text) <= 80:
        return literal(text)
    parts: list[str] = []
    plain = ""
    for character, run in groupby(text):
        number = len(list(run))
        if number < 16:
            plain += character * number
            continue
        parts += [literal(plain)] if plain else []
        parts.append(f"{literal(character)} * {number}")
        plain = ""
    parts += [literal(plain)] if plain else []
    return " + ".join(parts)


def bytes_expression(value: bytes) -> str:
    """A bytes literal, a long run of one pair of bytes as a product."""
    times = len(value) // 2
    pair, rest = value[:2], value[2 * times :]
    if len(value) <= 20 or pair * times + rest != value:
        return literal(value)
    product = f"{literal(pair)} * {times}"
    return f"{product} + {literal(rest)}" if rest else product
