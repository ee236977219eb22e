"""Values and text of pages as Python source. The one door through which page text enters code."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

_UNUSUAL = re.compile(r"[^\n -~]")


def literal(value: Any) -> str:
    """The source of a value. `repr` escapes quotes, backslashes, line ends and every character that
    does not print (bidi controls among them), so that no text can leave its literal."""
    text = repr(value)
    return text.replace("e+", "e") if isinstance(value, float) else text  # as black writes it


def docstring_text(text: str) -> str:
    """Text that may stand between triple quotes, whatever it holds."""
    text = _UNUSUAL.sub(_visible, text)
    text = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    # A quote at a line's end could meet the closing quotes.
    return re.sub(r'(?<!\\)"$', r"\"", text, flags=re.MULTILINE)


def _visible(match: re.Match[str]) -> str:
    """Controls and formatting characters (bidi overrides, zero width) are shown as their numbers."""
    character = match.group()
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return f"<U+{ord(character):04X}>"
    return character
