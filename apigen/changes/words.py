"""Texts for facts and changes."""

from __future__ import annotations

from collections.abc import Iterable

from apigen.changes.places import Aspect, Fact, FactValue, Place
from apigen.ir.docs import Block, CodeBlock, Docs, ListBlock
from apigen.ir.types import Float, Integer, List, Map, MessageRef, Type

_LIMITS = (
    Aspect.MIN_LENGTH,
    Aspect.MAX_LENGTH,
    Aspect.PATTERN,
    Aspect.MINIMUM,
    Aspect.MAXIMUM,
    Aspect.ALLOWED,
    Aspect.MIN_ITEMS,
    Aspect.MAX_ITEMS,
    Aspect.UNIQUE,
)


def verb(before: Fact | None, after: Fact | None) -> str:
    if before is None:
        return "added"
    return "removed" if after is None else "changed"


def value_words(place: Place, value: FactValue) -> str:
    """The value of a fact as text: `63`, `5 exclusive`, `a, b`; for a mark, its name."""
    if place.aspect in _LIMITS and isinstance(value, tuple):
        return " and ".join(_limit_words(place.aspect, limit) for limit in value)
    if place.aspect is Aspect.PAGINATION and isinstance(value, tuple):
        names = ("items", "page token", "next page token", "page size")
        return ", ".join(f"{name} {part}" for name, part in zip(names, value, strict=True) if part)
    if value is True:
        return place.detail or str(place.aspect)
    return str(value)


def _limit_words(aspect: Aspect, limit: object) -> str:
    if not isinstance(limit, tuple):
        return str(limit)
    if aspect in (Aspect.MINIMUM, Aspect.MAXIMUM):
        return f"{limit[0]} exclusive" if limit[1] else str(limit[0])
    if aspect is Aspect.UNIQUE:
        return "unique"
    return ", ".join(str(part) for part in limit)


def summary(facts: Iterable[Fact], place: Place) -> str:
    """A field as text: its type, marks and limits, and the number of fields nested in it."""
    known = {fact.place.aspect: fact for fact in facts if fact.place.path == place.path}
    inner = [f for f in facts if f.place.aspect is Aspect.PRESENT and f.place.path != place.path]
    words = [str(known[Aspect.TYPE].value)] if Aspect.TYPE in known else []
    for aspect in (Aspect.REQUIRED, Aspect.OUTPUT_ONLY, Aspect.DEPRECATED):
        if aspect in known:
            words.append(str(aspect))
    for aspect in (*_LIMITS, Aspect.DEFAULT):
        if aspect in known:
            text = value_words(known[aspect].place, known[aspect].value)
            words.append(text if aspect is Aspect.UNIQUE else f"{aspect} {text}")
    if inner:
        words.append(f"{len(inner)} fields")
    return ", ".join(words)


def members(place: Place) -> frozenset[str]:
    """The members of the one-of group that a fact is about."""
    return frozenset(place.detail.split("|"))


def group_words(fact: Fact | None) -> str:
    if fact is None:
        return ""
    return f"{fact.value}: {', '.join(sorted(members(fact.place)))}"


def type_words(type_: Type) -> str:
    """A type as text, without the names of enums and messages: `list of string`."""
    if isinstance(type_, List):
        return f"list of {type_words(type_.item.type)}"
    if isinstance(type_, Map):
        return f"map of {type_words(type_.key.type)} to {type_words(type_.value.type)}"
    if isinstance(type_, MessageRef):
        return "object"
    if isinstance(type_, Integer):
        bits = f"int{type_.bits}" if type_.bits else "integer"
        return f"{bits} in a string" if type_.quoted else bits
    if isinstance(type_, Float):
        return {32: "float", 64: "double", None: "number"}[type_.bits]
    tag = str(type_.__struct_config__.tag).replace("_", " ")
    return "any object" if tag == "any" else tag


def docs_text(docs: Docs) -> str:
    """The text of a description without markup, with a newline between blocks."""
    return "\n".join(_block_text(block) for block in docs.blocks)


def _block_text(block: Block) -> str:
    if isinstance(block, CodeBlock):
        return block.text
    if isinstance(block, ListBlock):
        return "\n".join(_block_text(inner) for item in block.items for inner in item)
    return "".join(inline.text for inline in block.inlines)
