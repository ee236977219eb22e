"""Generated Python as black prints it: it looks as if a careful person had typed it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from apigen.render.layout import UnknownError, is_proven, lay_out


class Printed(msgspec.Struct, frozen=True):
    """What a template printed. `ours`: no template but those that come with apigen had a hand in it."""

    text: str
    ours: bool = False


class Formatted(msgspec.Struct, frozen=True):
    """Formatted source, or the `error` that says where the text is no Python: a template printed
    something wrong."""

    text: str
    error: str = ""


FormatAll = Callable[[Sequence[Printed]], Sequence[Formatted]]


def formatted_python(printed: Printed) -> Formatted:
    """Black does what others print, and what layout is not certain of."""
    if printed.ours and is_proven():
        try:
            return Formatted(lay_out(printed.text))
        except UnknownError:
            pass
    return format_python(printed.text)


def format_python(text: str) -> Formatted:
    """One pass of black. `black.format_str` makes a second one over what the first one changed, for
    statements that take two to come to rest; nothing that our templates print is one (whole output
    goes through `black --check` in CI), and the second pass is half of a cold run's time."""
    # black takes a while to load, and a run whose texts are all known does not need it.
    import black
    import black.parsing
    from black.mode import TargetVersion

    mode = black.Mode(line_length=100, target_versions={TargetVersion.PY311})
    once = getattr(black, "_format_str_once", black.format_str)
    try:
        return Formatted(once(text, mode=mode))
    except black.parsing.InvalidInput as error:
        return Formatted("", str(error) or "it does not parse")


def one_by_one(texts: Sequence[Printed]) -> Sequence[Formatted]:
    return [formatted_python(printed) for printed in texts]
