"""A logical line into tokens, each with the spaces that belong to it, and a code for each token.

The codes of a line are its shape: all that decides about splitting it but the lengths. The lines of a
package have a few thousand shapes, so what a shape means is worked out once. A code is a character:

    ( ) [ ] { }   brackets              < ~   parentheses that black may add; they have no text
    ,             comma and a space     ;     comma without one: the last of a bracket
    a s n o       name, string, number or constant, `...`  .     dot
    : !           colon and a space; without one: a block's
    = P k         assignment, augmented assignment, `=` of an argument
    | ^ & + *     operators of each strength        - N w   unary, `not`, `await`
    c I l         comparison, `in`, `and` or `or`   S D     stars before an argument
    i e f         `if`, `else`, `for` inside an expression
    > A M         `->`, `as`, `import` after `from`
    R T X Y U W L F G C E @   the first token of a statement, see `_TOKENS_BY_CODE`
    ?             anything else
"""

from __future__ import annotations

import keyword
import re

from apigen.render.layout.unknown import UnknownError

_TOKEN = re.compile(
    r'[bfr]?"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
    r"|b?'[^'\\\n]*(?:\\.[^'\\\n]*)*'"
    r"| (?:not in|is not|async for|in|is|and|or|if|else|for|as|import|[-+*/%|&^<>=!@]+) "
    r"|(?:async def|def|class|return|assert|raise|if|while|with|for|from|import|yield|not|await) "
    r"|[^\W\d]\w*"
    r"|\d+(?:\.\d+)?(?:e-?\d+)?(?![\w+])"
    r"|, ?|: ?|\.\.\.|\*\*|[\s\S]"
)
_TOKENS_BY_CODE = {
    **{bracket: (bracket,) for bracket in "()[]{}"},
    ",": (", ",),
    ";": (",",),
    ".": (".",),
    ":": (": ",),
    "!": (":",),
    "o": ("...",),
    "=": (" = ",),
    "k": ("=",),
    "P": (" += ", " -= ", " *= ", " /= ", " //= ", " %= ", " |= ", " &= ", " ^= "),
    "|": (" | ",),
    "^": (" ^ ",),
    "&": (" & ",),
    "+": (" + ", " - "),
    "*": (" * ", " / ", " // ", " % "),
    "c": (" == ", " != ", " < ", " > ", " <= ", " >= ", " is ", " is not ", " not in "),
    "I": (" in ",),
    "l": (" and ", " or "),
    "-": ("-",),
    "N": ("not ",),
    "w": ("await ",),
    "S": ("*",),
    "D": ("**",),
    "i": (" if ",),
    "e": (" else ",),
    "f": (" for ", " async for "),
    ">": (" -> ",),
    "A": (" as ",),
    "M": (" import ",),
    "R": ("return ",),
    "T": ("assert ",),
    "X": ("raise ",),
    "Y": ("yield ",),
    "U": ("if ", "while "),
    "W": ("with ",),
    "L": ("for ",),
    "F": ("from ",),
    "G": ("import ",),
    "C": ("class ",),
    "E": ("def ", "async def "),
    "@": ("@",),
}
_KEYWORDS = frozenset(keyword.kwlist)


class _Codes(dict[str, str]):
    """Codes by token. Names and numbers are kept, strings are too many."""

    def __missing__(self, token: str) -> str:
        if token[-1] in "\"'" and len(token) > 1:
            return "s" if token[0] in "\"'r" or _is_plain(token) else "?"
        if token[0].isdecimal() or token in ("None", "True", "False"):
            code = "n"
        elif token.isidentifier() and token not in _KEYWORDS:
            code = "a"
        else:
            code = "?"
        if len(self) < 50_000:
            self[token] = code
        return code


_FIELD = r"\{[^\W\d]\w*(?:\.[^\W\d]\w*)*(?:![rsa])?(?::[0-9.,<>^+=a-zA-Z%]*)?\}"
_FORMATTED = re.compile(rf'f"(?:[^{{}}"\\\n]|\{{\{{|\}}\}}|{_FIELD})*"\Z')


def _is_plain(token: str) -> bool:
    """Whether bytes or a string with fields is one that parses."""
    if token[0] == "b":
        return token.isascii()
    names = re.findall(r"\w+", token)
    return bool(_FORMATTED.match(token)) and _KEYWORDS.isdisjoint(names)


_CODES = _Codes({token: code for code, words in _TOKENS_BY_CODE.items() for token in words})


def tokens(line: str) -> list[str]:
    """The tokens of a logical line without its indentation, strings quoted as black quotes them."""
    found: list[str] = _TOKEN.findall(line)
    if "\\" in line:
        return [_quoted(token) if token[-1] in "\"'" else token for token in found]
    if "'" in line:
        return [_quoted(token) if "'" in token else token for token in found]
    return found


def codes(found: list[str]) -> str:
    return "".join(map(_CODES.__getitem__, found))


_ESCAPED_BY_NAME = re.compile(r"\\(?:N|[xuU][0-9a-f]*[A-F])")
_UNESCAPED = {quote: re.compile(rf"(([^\\]|^)(\\\\)*){quote}") for quote in "\"'"}
_ESCAPED = {quote: re.compile(rf"([^\\]|^)\\((?:\\\\)*){quote}") for quote in "\"'"}


def _quoted(token: str) -> str:
    """A string between double quotes, where that takes no more backslashes."""
    if len(token) == 1:
        return token
    prefix, string = ("", token) if token[0] in "\"'" else (token[0], token[1:])
    if prefix in ("f", "r"):
        if "'" in string or "\\" in string:
            raise UnknownError(token)
    elif "\\" in string:
        if _ESCAPED_BY_NAME.search(string):
            raise UnknownError(token)
        if '"' in string[1:-1] or "'" in string[1:-1]:
            string = _requoted(string)
        elif string[0] == "'":
            string = f'"{string[1:-1]}"'
    elif string[0] == "'" and '"' not in string:
        string = f'"{string[1:-1]}"'
    return prefix + string


def _requoted(token: str) -> str:
    """Black's `normalize_string_quotes`, for strings that are not raw."""
    old, new = ("'", '"') if token[0] == "'" else ('"', "'")
    body = _twice(_ESCAPED[new], rf"\1\2{new}", token[1:-1])
    other = _twice(_ESCAPED[old], rf"\1\2{old}", body)
    other = _twice(_UNESCAPED[new], rf"\1\\{new}", other)
    more = other.count("\\") - body.count("\\")
    if more > 0 or (more == 0 and old == '"'):
        return f"{old}{body}{old}"
    return f"{new}{other}{new}"


def _twice(pattern: re.Pattern[str], replacement: str, text: str) -> str:
    return pattern.sub(replacement, pattern.sub(replacement, text))
