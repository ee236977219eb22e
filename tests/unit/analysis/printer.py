"""Prints messages as pages, in each format and language; reading them must give the same facts.

The wordings are copied from the vendor's pages, not derived from the sentence rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from apigen.ir.api import Field, Message
from apigen.ir.constraints import (
    Allowed,
    Constraint,
    Maximum,
    MaxItems,
    MaxLength,
    Minimum,
    MinItems,
    MinLength,
    Pattern,
)
from apigen.ir.types import (
    Anything,
    Bool,
    Bytes,
    Duration,
    Enum,
    FieldMask,
    Float,
    Integer,
    List,
    Map,
    MessageRef,
    String,
    Timestamp,
    Type,
)

Known = dict[str, Message]
HOST = "https://compute.api.cloud.yandex.net"

EN = {
    "method": "Method",
    "request": "HTTP request",
    "body": "Body parameters",
    "columns": "Field | Description",
    "required": "Required. ",
    "words": "Words.",
    "one_of": "includes only one of the fields",
    "end": "end of the list of possible fields",
    "length": "The string length in characters must be {}-{}.",
    "max_length": "The maximum string length in characters is {}.",
    "each_length": "The string length in characters for each value must be {}-{}.",
    "each_max_length": "The maximum string length in characters for each value is {}.",
    "key_length": "The string length in characters for each key must be {}-{}.",
    "key_max_length": "The maximum string length in characters for each key is {}.",
    "pattern": "Value must match the regular expression {}.",
    "each_pattern": "Each value must match the regular expression {}.",
    "key_pattern": "Each key must match the regular expression {}.",
    "range": "Acceptable values are {} to {}, inclusive.",
    "minimum": "The minimum value is {}.",
    "maximum": "The maximum value is {}.",
    "greater": "Value must be greater than {}.",
    "allowed": "Value must be one of {}.",
    "or": "or",
    "items": "The number of elements must be in the range {}-{}.",
    "max_items": "The maximum number of elements is {}.",
    "min_items": "The minimum number of elements is {}.",
    "entries": "No more than {} per resource.",
    "seconds": "{} seconds",
    "default": "The default is {}.",
}
RU = {
    "method": "Метод",
    "request": "HTTP-запрос",
    "body": "Параметры в теле запроса",
    "columns": "Поле | Описание",
    "required": "Обязательное поле. ",
    "words": "Слова.",
    "one_of": "включает только одно из полей",
    "end": "конец списка возможных полей",
    "length": "Длина строки в символах должна быть от {} до {}.",
    "max_length": "Максимальная длина строки в символах — {}.",
    "each_length": "Длина строки в символах для каждого значения должна быть от {} до {}.",
    "each_max_length": "Максимальная длина строки в символах для каждого значения — {}.",
    "key_length": "Длина строки в символах для каждого ключа должна быть от {} до {}.",
    "key_max_length": "Максимальная длина строки в символах для каждого ключа — {}.",
    "pattern": "Значение должно соответствовать регулярному выражению {}.",
    "each_pattern": "Каждое значение должно соответствовать регулярному выражению {}.",
    "key_pattern": "Каждый ключ должен соответствовать регулярному выражению {}.",
    "range": "Допустимые значения — от {} до {} включительно.",
    "minimum": "Минимальное значение — {}.",
    "maximum": "Максимальное значение — {}.",
    "greater": "Значение должно быть больше {}.",
    "allowed": "Значение должно быть равно {}.",
    "or": "или",
    "items": "Количество элементов должно находиться в диапазоне от {} до {}.",
    "max_items": "Максимальное количество элементов — {}.",
    "min_items": "Минимальное количество элементов — {}.",
    "entries": "Не более {} на ресурс.",
    "seconds": "{} seconds",
    "default": "Значение по умолчанию — {}.",
}
Quote = Callable[[str], str]


def old_page(body: Message, known: Known, words: dict[str, str]) -> str:
    """A page with pipe tables."""
    printer = _Old(known, words)
    rows = "\n".join(printer.rows(body, ""))
    sample = "\n".join(_sample(body, known, 0, words, "", old=True))
    return (
        f"---\neditable: false\n---\n\n# {words['method']} create\n{words['words']}\n \n"
        f"## {words['request']} {{#https-request}}\n```\nPOST {HOST}/compute/v1/disks\n```\n \n"
        f"## {words['body']} {{#body_params}}\n \n```json \n{sample}\n```\n\n \n"
        f"{words['columns']}\n--- | ---\n{rows}\n"
    )


def new_page(body: Message, known: Known) -> str:
    """A page with YFM tables, one for each message."""
    printer = _New(known)
    sample = "\n".join(_sample(body, known, 0, EN, "", old=False))
    text = (
        "# Compute API, REST: Disk.Create\n\nWords.\n\n## HTTP request\n\n"
        f"```\nPOST {HOST}/compute/v1/disks\n```\n\n"
        f"## Body parameters {{#{body.id}}}\n\n```json\n{sample}\n```\n\n{printer.table(body)}"
    )
    for message in known.values():
        text += f"\n## {message.name} {{#{message.id}}}\n\n{printer.table(message)}"
    return text


class _Old:
    """Rows with paths; types that only the prose shows are `object` or `string`."""

    def __init__(self, known: Known, words: dict[str, str]) -> None:
        self.known = known
        self.words = words

    def rows(self, message: Message, path: str) -> Iterator[str]:
        for field in message.fields:
            brackets = "[]" if isinstance(field.type, List) else ""
            name = f"{path}{field.name}{brackets}"
            yield f"{name.replace('.', '.<br>')} | {self.cell(message, field, path)} "
            inner = self.known.get(_inner_id(field.type))
            if inner is not None:
                yield from self.rows(inner, f"{name}.")

    def cell(self, message: Message, field: Field, path: str) -> str:
        text = _old_type(_element(field.type))
        prose = list(_sentences(field, self.words, _bar))
        marks = [group for group in message.one_ofs if field.name in group.members]
        if marks:
            place = f"`{path[:-1]}` " if path else " "
            names = ", ".join(f"`{name}`" for name in marks[0].members)
            text += f" <br>{place}{self.words['one_of']} {names}<br><br>"
        else:
            text += "<br>"
        required = self.words["required"] if field.required else ""
        text += f"<p>{required}{self.words['words']}</p>"
        if prose:
            text += f" <p>{' '.join(prose)}</p>"
        return text + _old_values(field.type)


class _New:
    def __init__(self, known: Known) -> None:
        self.known = known

    def table(self, message: Message) -> str:
        rows = "".join(self.row(message, field) for field in message.fields)
        return f"#|\n||Field | Description ||\n{rows}|#\n"

    def row(self, message: Message, field: Field) -> str:
        brackets = "[]" if isinstance(field.type, List) else ""
        required = "Required field. " if field.required else ""
        text = f"|| {field.name}{brackets} | {self.type(_element(field.type))}\n\n{required}Words."
        prose = list(_sentences(field, EN, _padded))
        if prose:
            text += "\n\n" + " ".join(prose)
        for group in message.one_ofs:
            if field.name in group.members:
                names = ", ".join(f"`{name}`" for name in group.members)
                text += f"\n\nIncludes only one of the fields {names}."
        kind = _element(field.type)
        if isinstance(kind, Enum):
            text += "\n\n" + "\n".join(f"- `{value.name}`: Words." for value in kind.values)
        return text + " ||\n"

    def type(self, kind: Type) -> str:
        if isinstance(kind, MessageRef):
            return f"**[{self.known[kind.id].name}](#{kind.id})**"
        if isinstance(kind, Map):
            return f"**object** (map<{self.type(kind.key.type)}, {self.type(kind.value.type)}>)"
        if isinstance(kind, Enum):
            return f"**enum** ({kind.name or 'Kind'})"
        return _old_type(kind)


def _old_type(kind: Type) -> str:
    if isinstance(kind, Integer):
        word = "string" if kind.quoted else "integer"
        return f"**{word}**" + (f" (int{kind.bits})" if kind.bits else "")
    if isinstance(kind, Float):
        return f"**number** ({'float' if kind.bits == 32 else 'double'})"
    return {
        String: "**string**",
        Bytes: "**string** (byte)",
        Bool: "**boolean** (boolean)",
        Timestamp: "**string** (date-time)",
        Duration: "**string** (duration)",
        FieldMask: "**string** (field-mask)",
        Enum: "**string**",
        Map: "**object**",
        MessageRef: "**object**",
        Anything: "**object**",
    }[type(kind)]


def _old_values(kind: Type) -> str:
    kind = _element(kind)
    if not isinstance(kind, Enum):
        return ""
    return " <ul> " + " ".join(f"<li>{v.name}: Words.</li>" for v in kind.values) + " </ul>"


def _element(kind: Type) -> Type:
    return kind.item.type if isinstance(kind, List) else kind


def _inner_id(kind: Type) -> str:
    kind = _element(kind)
    return kind.id if isinstance(kind, MessageRef) else ""


def _bar(pattern: str) -> str:
    return "``" + pattern.replace("|", "\\|") + "``"


def _padded(pattern: str) -> str:
    return f"``` {pattern} ```" if "|" in pattern else f"` {pattern} `"


# --- sentences ------------------------------------------------------------------------------------


def _sentences(field: Field, words: dict[str, str], quote: Quote) -> Iterator[str]:
    kind = field.type
    if field.default is not None:
        yield words["default"].format(f"``{field.default}``")
    if isinstance(kind, List):
        yield from _limits(field.constraints, "", words, quote, counts="items")
        yield from _limits(kind.item.constraints, "each_", words, quote)
    elif isinstance(kind, Map):
        yield from _limits(field.constraints, "", words, quote, counts="entries")
        yield from _limits(kind.key.constraints, "key_", words, quote)
        yield from _limits(kind.value.constraints, "each_", words, quote)
    else:
        seconds = words["seconds"] if isinstance(kind, Duration) else "{}"
        yield from _limits(field.constraints, "", words, quote, unit=seconds)


def _limits(
    limits: tuple[Constraint, ...],
    about: str,
    words: dict[str, str],
    quote: Quote,
    *,
    counts: str = "",
    unit: str = "{}",
) -> Iterator[str]:
    have = {type(limit): limit for limit in limits}
    low, high = have.get(MinLength), have.get(MaxLength)
    if isinstance(low, MinLength) and isinstance(high, MaxLength):
        yield words[f"{about}length"].format(low.value, high.value)
    elif isinstance(high, MaxLength):
        yield words[f"{about}max_length"].format(high.value)
    pattern = have.get(Pattern)
    if isinstance(pattern, Pattern):
        yield words[f"{about}pattern"].format(quote(pattern.regex))
    yield from _bounds(have.get(Minimum), have.get(Maximum), words, unit)
    allowed = have.get(Allowed)
    if isinstance(allowed, Allowed):
        *first, last = map(str, allowed.values)
        listed = f"{', '.join(first)} {words['or']} {last}" if first else last
        yield words["allowed"].format(listed)
    least, most = have.get(MinItems), have.get(MaxItems)
    if counts == "entries" and isinstance(most, MaxItems):
        yield words["entries"].format(most.value)
    elif isinstance(least, MinItems) and isinstance(most, MaxItems):
        yield words["items"].format(least.value, most.value)
    elif isinstance(least, MinItems):
        yield words["min_items"].format(least.value)
    elif isinstance(most, MaxItems):
        yield words["max_items"].format(most.value)


def _bounds(
    low: Constraint | None, high: Constraint | None, words: dict[str, str], unit: str
) -> Iterator[str]:
    if isinstance(low, Minimum) and isinstance(high, Maximum):
        yield words["range"].format(unit.format(low.value), unit.format(high.value))
    elif isinstance(low, Minimum):
        yield words["greater" if low.exclusive else "minimum"].format(unit.format(low.value))
    elif isinstance(high, Maximum):
        yield words["maximum"].format(unit.format(high.value))


# --- samples --------------------------------------------------------------------------------------


def _sample(
    message: Message, known: Known, depth: int, words: dict[str, str], path: str, *, old: bool
) -> list[str]:
    pad = "  " * (depth + 1)
    lines = ["{"]
    for field in message.fields:
        group = next((g for g in message.one_ofs if field.name in g.members), None)
        if group is not None and group.members[0] == field.name:
            names = ", ".join(f"`{name}`" for name in group.members)
            lines.append(f"{pad}// {words['one_of']} {names}")
        value = _value(field.type, known, depth + 1, words, path, old=old)
        lines += [f'{pad}"{field.name}": {value[0]}', *value[1:]]
        lines[-1] += ","
        if group is not None and group.members[-1] == field.name:
            lines.append(f"{pad}// {words['end']}")
    lines.append("  " * depth + "}")
    return lines


def _value(
    kind: Type, known: Known, depth: int, words: dict[str, str], path: str, *, old: bool
) -> list[str]:
    if isinstance(kind, List):
        inner = _value(kind.item.type, known, depth + 1, words, path, old=old)
        pad = "  " * (depth + 1)
        return ["[", pad + inner[0], *inner[1:], "  " * depth + "]"]
    if isinstance(kind, MessageRef):
        return _sample(known[kind.id], known, depth, words, path, old=old)
    if isinstance(kind, Bool):
        return ["true" if old else '"boolean"']
    return ['"object"' if isinstance(kind, (Map, Anything)) else '"string"']
