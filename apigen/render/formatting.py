"""Generated Python through black: what is written looks as if a careful person had typed it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec


class Formatted(msgspec.Struct, frozen=True):
    """Formatted source, or the `error` that says where the text is no Python: a template printed
    something wrong."""

    text: str
    error: str = ""


FormatAll = Callable[[Sequence[str]], Sequence[Formatted]]


def format_python(text: str) -> Formatted:
    # black takes a while to load, and a run whose texts are all known does not need it.
    import black
    import black.parsing
    from black.mode import TargetVersion
    from black.report import NothingChanged

    mode = black.Mode(line_length=100, target_versions={TargetVersion.PY311})
    try:
        return Formatted(black.format_file_contents(text, fast=True, mode=mode))
    except NothingChanged:
        return Formatted(text)
    except black.parsing.InvalidInput as error:
        return Formatted("", str(error) or "it does not parse")


def one_by_one(texts: Sequence[str]) -> Sequence[Formatted]:
    return [format_python(text) for text in texts]
