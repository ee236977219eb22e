"""Formats generated Python in black's style.

What built-in templates print is formatted by ruff, many texts in one process: for these constructs it
gives the bytes that black gives (`python -m tests.programs layout`) and takes about a hundredth of the time. Black
formats what a user's template took part in, what ruff refuses, and everything where an installed
version was not compared.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

LINE_LENGTH = 100
PROVEN = {
    "black": frozenset({"25.1.0", "26.10.1"}),
    "ruff": frozenset({"0.16.0", "0.17.0", "0.17.6"}),
}
"""The versions that were compared: all of them format everything that is printed for the whole API to
the same bytes. To add one, install it and run `python -m tests.programs layout` over the pages."""

_UNLIKE_BLACK = "  | None = None"
"""A long `name: LongName | None = None`, which ruff breaks before the bar and black puts in parentheses."""
_REFUSED = 2
"""Ruff's exit code where it could not format some of the files."""
_RUFF_OPTIONS = (
    *("format", "--quiet", "--no-cache", "--isolated", "--no-respect-gitignore"),
    *("--line-length", str(LINE_LENGTH), "--target-version", "py311", "--config", "exclude = []"),
)


class PrintedText(msgspec.Struct, frozen=True):
    """What a template printed. `builtin`: only templates that come with apigen took part in it."""

    text: str
    builtin: bool = False


class FormattedText(msgspec.Struct, frozen=True):
    """Formatted source, or the `error` that says where the text is not Python."""

    text: str
    error: str = ""


def format_all(texts: Sequence[PrintedText]) -> list[FormattedText]:
    """Formats texts, in their order. Pure; safe to call from any process."""
    builtin = [n for n, text in enumerate(texts) if text.builtin] if is_proven() else []
    by_ruff = format_with_ruff([texts[n].text for n in builtin]) if builtin else []
    found = {
        n: FormattedText(text) for n, text in zip(builtin, by_ruff, strict=True) if text is not None
    }
    return [found.get(n) or format_with_black(text.text) for n, text in enumerate(texts)]


@lru_cache(maxsize=1)
def is_proven() -> bool:
    """Whether the installed versions of black and ruff are known to format alike."""
    try:
        return all(version(name) in versions for name, versions in PROVEN.items())
    except PackageNotFoundError:
        return False


def format_with_ruff(texts: Sequence[str]) -> list[str | None]:
    """Formats texts in one process of ruff; `None` for each that is left to black.

    Where ruff refuses a text, it gets both halves of the batch again: no output of a run that failed
    is used, and a few wrong texts cost little.
    """
    try:
        formatted = _run_ruff([text.encode() for text in texts])
    except (subprocess.CalledProcessError, UnicodeError) as error:  # half of a surrogate pair
        refused = getattr(error, "returncode", _REFUSED) == _REFUSED
        if not refused or len(texts) == 1:
            return [None] * len(texts)
        middle = len(texts) // 2
        return [*format_with_ruff(texts[:middle]), *format_with_ruff(texts[middle:])]
    except OSError:  # no program, no space
        return [None] * len(texts)
    found = [content.decode() for content in formatted]
    return [None if _UNLIKE_BLACK in text else text for text in found]


def _run_ruff(contents: Sequence[bytes]) -> list[bytes]:
    """Formats files in a folder of their own, away from any configuration of the user.

    Raises:
        CalledProcessError: ruff refused a file, or failed.
        OSError: the folder cannot be written, or there is no ruff.
    """
    from ruff import find_ruff_bin  # type: ignore[import-untyped]

    with TemporaryDirectory(prefix="apigen-") as folder:
        files = [Path(folder) / f"{number}.py" for number in range(len(contents))]
        for file, content in zip(files, contents, strict=True):
            file.write_bytes(content)
        subprocess.run(
            [find_ruff_bin(), *_RUFF_OPTIONS, folder],
            check=True,
            stdin=subprocess.DEVNULL,
            capture_output=True,
        )
        return [file.read_bytes() for file in files]


def format_with_black(text: str) -> FormattedText:
    """Formats a text in one pass of black.

    `black.format_str` makes a second pass over what the first one changed, for statements that come
    to rest only then. Built-in templates print none (CI runs `black --check` over the output), and
    the second pass takes as long as the first.
    """
    # Black takes a while to load, and most runs do not need it.
    import black
    import black.parsing
    from black.mode import TargetVersion

    mode = black.Mode(line_length=LINE_LENGTH, target_versions={TargetVersion.PY311})
    once = getattr(black, "_format_str_once", black.format_str)
    try:
        return FormattedText(once(text, mode=mode))
    except black.parsing.InvalidInput as error:
        return FormattedText("", str(error) or "it does not parse")
