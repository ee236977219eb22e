"""Types and descriptions as plain text for people."""

from __future__ import annotations

from collections.abc import Callable

from apigen.ir.docs import Block, CodeBlock, Docs, ListBlock
from apigen.ir.types import Anything, Float, Integer, List, Map, MessageRef, Type, type_name


def plain_type_text(type_: Type) -> str:
    """The words of a type that is not a container, without the names of enums and messages."""
    if isinstance(type_, MessageRef):
        return "object"
    if isinstance(type_, Integer):
        bits = f"int{type_.bits}" if type_.bits else "integer"
        return f"{bits} in a string" if type_.quoted else bits
    if isinstance(type_, Float):
        return {32: "float", 64: "double", None: "number"}[type_.bits]
    return "any object" if isinstance(type_, Anything) else type_name(type_).replace("_", " ")


def type_text(type_: Type, plain: Callable[[Type], str] = plain_type_text) -> str:
    """A type in words: `list of string`, `map of string to int64`. `plain` gives the words of types that
    are not containers."""
    if isinstance(type_, List):
        return f"list of {type_text(type_.item.type, plain)}"
    if isinstance(type_, Map):
        key, value = (type_text(part.type, plain) for part in (type_.key, type_.value))
        return f"map of {key} to {value}"
    return plain(type_)


def docs_text(docs: Docs) -> str:
    """The words of a description without markup, one block a line."""
    return "\n".join(_block_text(block) for block in docs.blocks)


def _block_text(block: Block) -> str:
    if isinstance(block, CodeBlock):
        return block.text
    if isinstance(block, ListBlock):
        return "\n".join(_block_text(inner) for item in block.items for inner in item)
    return "".join(inline.text for inline in block.inlines)
