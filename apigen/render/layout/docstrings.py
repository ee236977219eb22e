"""Docstrings as black prints them: indented with their block, no spaces at the ends of lines."""

from __future__ import annotations

import re

from apigen.render.layout.unknown import UnknownError

WIDTH = 100
_QUOTES = '"""'
# What breaks a line for one version of black and not for another, or is no space and stripped as one.
_STRANGE = re.compile("[\t\r\x0b\x0c\x1c-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_ESCAPED_BY_NAME = re.compile(r"\\(?:N|[xuU][0-9a-f]*[A-F])")
_ESCAPE = re.compile(r"\\.", re.DOTALL)


def body(text: str) -> str:
    """What stands between triple quotes.

    Raises:
        UnknownError: it is not one string between triple quotes, or black may rewrite its escapes.
    """
    inside = text[3:-3]
    if len(text) < 6 or not text.startswith(_QUOTES) or not text.endswith(_QUOTES):
        raise UnknownError(text)
    if "\\" in inside:
        if _ESCAPED_BY_NAME.search(inside) or "\\\n" in inside:
            raise UnknownError(text)
        inside = _ESCAPE.sub("__", inside)
    if _QUOTES in inside or inside.endswith(("\\", '"')) or "\0" in inside:
        raise UnknownError(text)
    return text[3:-3]


def docstring(text: str, indent: str) -> str:
    """A docstring of the block that is indented so. Raises: UnknownError."""
    inside = body(text)
    if _STRANGE.search(inside):
        raise UnknownError(text)
    inside = _indented(inside, indent) if "\n" in inside else inside.strip()
    if not inside or inside[0] == '"' or inside[-1] in '"\\':
        raise UnknownError(text)
    lines = inside.split("\n")
    if len(lines) > 1 and len(lines[-1]) + 3 > WIDTH:
        inside += "\n" + indent
    return f"{_QUOTES}{inside}{_QUOTES}"


def _indented(inside: str, indent: str) -> str:
    """Black's `fix_multiline_docstring`."""
    first, *others = inside.split("\n")
    depths = [len(line) - len(bare) for line in others if (bare := line.lstrip())]
    made = [first.strip()]
    if depths:
        depth = min(depths)
        last = len(others) - 1
        for at, line in enumerate(others):
            bare = line[depth:].rstrip()
            made.append(indent + bare if bare or at == last else "")
    return "\n".join(made)
