"""Takes Diplodoc's directives (`{% note %}`, `{% if %}`) out of a page, so that only its text is left.

A directive is replaced by as many spaces, which keeps every place in the page. Fenced blocks and code
spans are left alone. https://diplodoc.com/docs/en/syntax/
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from apigen.findings.codes.pages import (
    INCLUDE_NOT_READ,
    UNDECIDED_CONDITION,
    UNKNOWN_DIRECTIVE,
)
from apigen.findings.diagnostics import Code, Diagnostics
from apigen.findings.source import Source, Span

# The bounds keep the time linear.
_DIRECTIVE = re.compile(
    r"`[^`\n]*`"
    r"|\{%[-+]?[ \t]{0,20}(?P<name>[A-Za-z_]\w{0,40})(?P<rest>(?:[^%{\n]|%(?!\})|\{(?!%)){0,400})%\}"
)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})([^\n]*)")
_RESUME = re.compile(r"#{1,6} |#\|[ \t]*$")
_TITLE = re.compile(r'"([^"\n]*)"')
_TARGET = re.compile(r"\]\(([^()\s]*)")
_TITLED = {"note", "cut"}
_SILENT = {"list", "endlist", "endnote", "endcut", "raw", "endraw"}
_CONDITIONS = {"if", "elsif", "elseif", "else", "endif"}
_KNOWN = {"include", *_TITLED, *_SILENT, *_CONDITIONS}
_OPERAND = r"""(?:"[^"]*"|'[^']*'|[\w.-]+)"""
_TERM = re.compile(
    rf"(?P<not>not\s+|!\s*)?(?P<left>{_OPERAND})(?:\s*(?P<sign>==|!=)\s*(?P<right>{_OPERAND}))?"
)


class _Branch(msgspec.Struct):
    """An open `if`. `value` is that of the current branch, `None` if it cannot be decided: then all
    branches are kept. `decided`: a branch before was true. `outer_hidden`: the whole `if` is left out.
    """

    place: Span
    value: bool | None
    decided: bool
    outer_hidden: bool

    @property
    def hidden(self) -> bool:
        return self.outer_hidden or self.value is False


class _Found(msgspec.Struct, frozen=True):
    code: Code
    place: Span
    message: str
    hint: str
    text: str


def without_directives(
    source: Source, language: str, variables: Mapping[str, str], diagnostics: Diagnostics
) -> str:
    """The text of a page without directives, and without the branches of false conditions."""
    if "{%" not in source.text:
        return source.text
    known = {"lang": language, **variables}
    scan = _Scan(source.text, known, frozenset())
    if scan.branches:
        # An unclosed condition would hide the rest of the page.
        scan = _Scan(source.text, known, frozenset(branch.place for branch in scan.branches))
    for found in scan.found:
        diagnostics.add(
            found.code,
            source.origin(found.place),
            found.message,
            text=found.text,
            hint=found.hint,
        )
    return "".join(scan.parts)


class _Scan:
    """One pass over a text. `undecided` are the places of conditions that are not evaluated."""

    def __init__(self, text: str, variables: Mapping[str, str], undecided: frozenset[Span]) -> None:
        self.parts: list[str] = []
        self.branches: list[_Branch] = []
        self.found: list[_Found] = []
        self._excerpt = ""
        self._variables = variables
        self._undecided = undecided
        fence = ""
        for number, line in enumerate(_LINE.findall(text), 1):
            fence = _fence_after(line, was := fence)
            if was or fence:
                self._keep(line)
            else:
                self._line(line, number)

    def _line(self, line: str, number: int) -> None:
        at = 0
        self._excerpt = line[:200].strip()
        for match in _DIRECTIVE.finditer(line) if "{%" in line else ():
            if not match["name"]:
                continue  # a code span
            self._keep(line[at : match.start()])
            place = Span(number, match.start() + 1, len(match.group()))
            self._directive(match["name"], match["rest"].rstrip("-+ \t"), place)
            self.parts.append(self._replacement(match))
            at = match.end()
        self._keep(line[at:])

    def _hidden(self) -> bool:
        return bool(self.branches) and self.branches[-1].hidden

    def _keep(self, text: str) -> None:
        self.parts.append(re.sub(r"[^\n]", " ", text) if self._hidden() else text)

    def _replacement(self, match: re.Match[str]) -> str:
        """Spaces; a note keeps its title, and a directive that Diplodoc does not know is text."""
        if match["name"] not in _KNOWN:
            return match.group() if not self._hidden() else " " * len(match.group())
        title = _TITLE.search(match["rest"]) if match["name"] in _TITLED else None
        if title is None or self._hidden():
            return " " * len(match.group())
        before = match.start("rest") - match.start() + title.start(1)
        return (" " * before + title[1]).ljust(len(match.group()))

    def _directive(self, name: str, rest: str, place: Span) -> None:
        if name in _CONDITIONS:
            self._condition(name, rest.strip(), place)
        elif name == "include":
            target = _TARGET.search(rest)
            path = target[1] if target else rest.strip()
            words = f"the included text is not read: {path[:120]}"
            self._report(INCLUDE_NOT_READ, place, words, "put the text into the page")
        elif name not in _KNOWN:
            self._report(UNKNOWN_DIRECTIVE, place, f"the directive {name} is kept as text", "")

    def _condition(self, name: str, rest: str, place: Span) -> None:
        if name == "if":
            value = None if place in self._undecided else self._value(rest)
            if value is None:
                self._report_undecided(rest, place)
            self.branches.append(_Branch(place, value, value is True, self._hidden()))
        elif not self.branches:
            self._report(UNKNOWN_DIRECTIVE, place, f"{name} without an open condition", "")
        elif name == "endif":
            self.branches.pop()
        else:
            self._next_branch(self.branches[-1], name, rest, place)

    def _next_branch(self, branch: _Branch, name: str, rest: str, place: Span) -> None:
        if branch.decided:
            branch.value = False
        elif branch.value is not None:
            branch.value = True if name == "else" else self._value(rest)
            branch.decided = branch.value is True
            if branch.value is None:
                self._report_undecided(rest, place)

    def _report_undecided(self, condition: str, place: Span) -> None:
        words = f"the condition `{condition[:120]}` cannot be decided; all of its branches are kept"
        self._report(UNDECIDED_CONDITION, place, words, "give its variables values")

    def _report(self, code: Code, place: Span, message: str, hint: str) -> None:
        if not self._hidden():
            self.found.append(_Found(code, place, message, hint, self._excerpt))

    def _value(self, condition: str) -> bool | None:
        """The value of a condition, `None` if a variable is unknown or the condition cannot be read."""
        undecided = False
        for alternative in re.split(r"\s+or\s+|\s*\|\|\s*", condition):
            terms = [self._term(term) for term in re.split(r"\s+and\s+|\s*&&\s*", alternative)]
            if all(terms):
                return True
            undecided = undecided or (None in terms and False not in terms)
        return None if undecided else False

    def _term(self, term: str) -> bool | None:
        match = _TERM.fullmatch(term.strip())
        left = self._operand(match["left"]) if match else None
        if match is None or left is None:
            return None
        value = left not in ("", "false")
        if match["right"]:
            right = self._operand(match["right"], literal=True)
            value = (left == right) is (match["sign"] == "==")
        return value is not bool(match["not"])

    def _operand(self, word: str, *, literal: bool = False) -> str | None:
        """The value of a variable or a quoted string; with `literal`, an unknown name is its own value."""
        if word[0] in "\"'":
            return word[1:-1]
        if word in ("true", "false"):
            return word
        return self._variables.get(word, word if literal else None)


def _fence_after(line: str, fence: str) -> str:
    """The marks of the fence that is open after a line; `fence` is the one open before."""
    match = _FENCE.match(line)
    if not fence:
        return match[1] if match and "`" not in match[2] else ""
    if match and match[1].startswith(fence) and not match[2].strip():
        return ""
    # An unclosed fence ends at the next heading or table.
    return "" if _RESUME.match(line) else fence
