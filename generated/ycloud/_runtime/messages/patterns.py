"""RE2 patterns of the pages, matched against the whole value in time linear in its length.

Rust's `regex`, which pydantic includes, is modelled on RE2: it does not backtrack, and its syntax
differs only in details, which are translated here. A pattern that is not RE2, or that Rust
cannot compile, accepts everything: the service decides.

Sources: https://github.com/google/re2/wiki/Syntax, https://docs.rs/regex/latest/regex/#syntax
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from pydantic_core import SchemaError, SchemaValidator, core_schema

# In RE2 these classes are ASCII, and `\s` lacks the vertical tab.
_PERL_CLASSES = {"d": "0-9", "s": r"\t\n\f\r ", "w": "0-9A-Za-z_"}
_POSIX_CLASSES = (
    *("alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph"),
    *("lower", "print", "punct", "space", "upper", "word", "xdigit"),
)
_MAX_COUNT = 1000

_CLASS = r"\\[dDsSwW]|\\[pP](?:[LMNPSZ]|\{\^?\w+\})"
_CHARACTER = r"\\x[0-9A-Fa-f]{2}|\\x\{[0-9A-Fa-f]+\}|\\[aftnrv]|\\[^0-9A-Za-z\x80-\U0010ffff]"
# `{,9}` is literal text in older RE2; the pages mean a count from zero, as newer engines do.
_COUNT = r"\{(?P<least>\d+),?(?P<most>\d*)\}|\{,(?P<up_to>\d+)\}"
_TOKEN = re.compile(
    rf"""
    \\Q (?P<quoted> .*? ) (?: \\E | \Z )
  | (?P<class> {_CLASS} )
  | (?P<character> {_CHARACTER} )
  | \[ (?P<negated> \^? ) (?P<set> \]?+ (?: \[:\^?\w+:\] | \\. | [^\]\\] )*+ ) \]
  | (?P<repeat> [*+?] | {_COUNT} ) (?P<lazy> \?? )
  | \(\? (?P<on> [imsU]* ) (?: - (?P<off> [imsU]+ ) )? (?P<end> [:)] )
  | (?P<verbatim> \( (?: \?P?<\w+> | (?!\?) ) | [).|^$] | \\[Az] )
  | (?P<boundary> \\[bB] )
  | (?P<literal> [^\\(\[] )
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_SET_CLASS = re.compile(rf"(?P<class>{_CLASS})|\[:\^?(?P<posix>\w+):\]", re.ASCII)
_SET_CHARACTER = re.compile(rf"(?P<character>{_CHARACTER})|(?P<literal>[^\\])", re.DOTALL)


class UnsupportedPatternError(ValueError):
    """Not RE2, or a part of it that has no counterpart in Rust's `regex`."""


def _accept(_: Any) -> bool:
    return True


@lru_cache(maxsize=4096)
def whole_match(pattern: str) -> Callable[[Any], object]:
    """A function that is true for strings that the RE2 `pattern` matches from end to end, and for
    everything when the pattern is not supported. False for strings that are not valid Unicode."""
    try:
        translated = "".join(_translate(pattern))
        _compile(translated)  # `a)|(b` is valid only within the group
        return _compile(rf"\A(?:{translated})\z")
    except (ValueError, SchemaError):  # ValueError: also a count of thousands of digits
        return _accept


def _compile(pattern: str) -> Callable[[Any], bool]:
    schema = core_schema.str_schema(pattern=pattern, regex_engine="rust-regex", strict=True)
    return SchemaValidator(schema).isinstance_python


def _translate(pattern: str) -> Iterator[str]:
    """An RE2 pattern in the syntax of Rust's `regex`. Raises UnsupportedPatternError."""
    position = 0
    repeated = False
    while position < len(pattern):
        token = _TOKEN.match(pattern, position)
        if token is None:
            raise UnsupportedPatternError(f"not supported: {pattern[position : position + 20]!r}")
        position = token.end()
        if token["repeat"] is not None and repeated:
            raise UnsupportedPatternError("a repetition of a repetition")
        repeated = token["repeat"] is not None
        yield _translate_token(token)


def _translate_token(token: re.Match[str]) -> str:
    if token["quoted"] is not None:
        return "".join(map(_literal, token["quoted"]))
    if token["class"] is not None:
        return _translate_class(token["class"])
    if token["set"] is not None:
        items = "".join(_translate_set(token["set"]))
        return f"[{token['negated']}{items}]"
    if token["repeat"] is not None:
        return _translate_repeat(token)
    if token["end"] is not None:
        return _translate_flags(token)
    if token["boundary"] is not None:
        return f"(?-u:{token['boundary']})"
    return token["verbatim"] or _literal(token["literal"] or token["character"])


def _translate_repeat(token: re.Match[str]) -> str:
    counts = [int(token[name]) for name in ("least", "most", "up_to") if token[name]]
    if max(counts, default=0) > _MAX_COUNT:
        raise UnsupportedPatternError(f"a repeat count above {_MAX_COUNT}")
    repeat = f"{{0,{token['up_to']}}}" if token["up_to"] else token["repeat"]
    return f"{repeat}{token['lazy']}"


def _translate_flags(token: re.Match[str]) -> str:
    """RE2 allows a flag to repeat, and its last state counts; Rust refuses that."""
    off = "".join(dict.fromkeys(token["off"] or ""))
    on = "".join(flag for flag in dict.fromkeys(token["on"]) if flag not in off)
    return f"(?{on}{'-' if off else ''}{off}{token['end']}"


def _translate_class(text: str) -> str:
    r"""`\d`, `\W`, `\pL`, `\p{Greek}`, `\P{^Lu}` as a class that may also stand in a set."""
    ranges = _PERL_CLASSES.get(text[1].lower())
    if ranges is not None:
        return f"[{'^' if text[1].isupper() else ''}{ranges}]"
    name = text[2:].strip("{}")
    negated = (text[1] == "P") is not name.startswith("^")
    name = name.removeprefix("^")
    if name[:1] == "C" and len(name) <= 2:
        # "Other" includes unassigned code points in Rust, and surrogates in RE2.
        raise UnsupportedPatternError(f"the category {name}")
    script = "sc=" if len(name) > 2 and name != "Any" else ""
    return rf"\{'P' if negated else 'p'}{{{script}{name}}}"


def _translate_set(text: str) -> Iterator[str]:
    """The items of a set, every character spelled as a code point: unlike Rust, RE2 has neither
    operators such as `&&` nor nested sets."""
    position = 0
    while position < len(text):
        found = _SET_CLASS.match(text, position)
        if found is not None:
            position = found.end()
            yield _set_class(found)
            continue
        low, position = _set_character(text, position)
        if text.startswith("-", position) and position + 1 < len(text):
            high, position = _set_character(text, position + 1)
            yield f"{low}-{high}"
        else:
            yield low


def _set_class(found: re.Match[str]) -> str:
    if found["class"] is not None:
        return _translate_class(found["class"])
    if found["posix"] not in _POSIX_CLASSES:
        raise UnsupportedPatternError(f"not supported: {found[0]!r}")
    return found[0]


def _set_character(text: str, position: int) -> tuple[str, int]:
    found = _SET_CHARACTER.match(text, position)
    if found is None or _SET_CLASS.match(text, position):
        raise UnsupportedPatternError(f"not supported: {text[position : position + 20]!r}")
    return _literal(found["literal"] or found["character"]), found.end()


def _literal(text: str) -> str:
    r"""A character or its escape as a code point: `-` as `\x{2d}`. `\n` and the like stay."""
    if text.startswith("\\") and len(text) > 1:
        if text[1].isalnum():
            return text
        text = text[1:]
    return text if text.isascii() and text.isalnum() else rf"\x{{{ord(text):x}}}"
