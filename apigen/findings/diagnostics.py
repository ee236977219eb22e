"""Findings about the input, each with a code and its place in a page.

A code is a letter for the stage (F files, P pages, A analysis of a page, L linking of pages, T targets and
templates, O output, C changes) and three digits. `apigen.findings.codes` has a module for each package that
reports findings, with what each code means and how to fix it; `apigen explain CODE` prints that.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator

import msgspec

from apigen.findings.source import Origin


class Severity(enum.Enum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Code(msgspec.Struct, frozen=True):
    """A kind of finding: its code and severity, what it means, and how to fix it."""

    code: str
    severity: Severity
    meaning: str
    fix: str


class Diagnostic(msgspec.Struct, frozen=True, kw_only=True):
    """One finding.

    `text` is the text in question. `other` is a second place that the finding is about, such as the
    sample that disagrees with a table, or the first of two equal names.
    """

    code: Code
    message: str
    origin: Origin
    text: str = ""
    hint: str = ""
    other: Origin | None = None

    @property
    def severity(self) -> Severity:
        return self.code.severity

    def __str__(self) -> str:
        return f"{self.origin} {self.code.code} {self.message}"


_MAX_MESSAGE = 400


class Diagnostics:
    """The findings of one run, iterated in the order of their places. Stages add findings and go on."""

    def __init__(self, found: Iterable[Diagnostic] = ()) -> None:
        self._found: list[Diagnostic] = list(found)

    def add(
        self,
        code: Code,
        origin: Origin,
        message: str,
        *,
        text: str = "",
        hint: str = "",
        other: Origin | None = None,
    ) -> None:
        if len(message) > _MAX_MESSAGE:  # messages quote pages
            message = f"{message[: _MAX_MESSAGE - 1]}…"
        self._found.append(
            Diagnostic(code=code, message=message, origin=origin, text=text, hint=hint, other=other)
        )

    def extend(self, found: Iterable[Diagnostic]) -> None:
        self._found.extend(found)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(
            sorted(
                self._found,
                key=lambda d: (
                    d.origin.file,
                    d.origin.line,
                    d.origin.column,
                    d.code.code,
                    d.message,
                ),
            )
        )

    def __len__(self) -> int:
        return len(self._found)

    def count(self, severity: Severity) -> int:
        return sum(found.severity is severity for found in self._found)

    @property
    def failed(self) -> bool:
        """Whether any finding is an error."""
        return any(found.severity is Severity.ERROR for found in self._found)
