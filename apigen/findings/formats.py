"""Findings as people and machines read them: text with the source line, JSON, GitHub, SARIF.

GitHub: workflow commands, docs.github.com "Workflow commands for GitHub Actions". SARIF: 2.1.0, OASIS.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Literal

from apigen import __version__
from apigen.findings.diagnostics import Diagnostic, Severity
from apigen.findings.source import Origin, shown_text

ListingFormat = Literal["text", "json", "github", "sarif"]
_SHOWN = 160


def _located(root: Path, file: str) -> Path:
    """A page lies below the root; a template, where its path says."""
    below = root / file
    return below if below.exists() or not Path(file).is_file() else Path(file)


class Lines:
    """Lines of pages below a root, each page read once and only when a finding shows it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._pages: dict[str, list[str]] = {}

    def line(self, origin: Origin) -> str:
        if origin.file not in self._pages:
            path = _located(self._root, origin.file)
            root = self._root if path == self._root / origin.file else path.parent
            self._pages[origin.file] = shown_text(path, root).split("\n")
        lines = self._pages[origin.file]
        return lines[origin.line - 1] if 1 <= origin.line <= len(lines) else ""


def listing(found: Iterable[Diagnostic], format_: ListingFormat, root: Path) -> str:
    """All findings in one format, ending with a line end unless empty."""
    printers: dict[str, Callable[[list[Diagnostic], Path], str]] = {
        "text": _text,
        "json": _json,
        "github": _github,
        "sarif": _sarif,
    }
    text = printers[format_](list(found), root)
    return f"{text}\n" if text else ""


def _text(found: list[Diagnostic], root: Path) -> str:
    lines = Lines(root)
    return "\n".join(_entry(item, lines) for item in found)


def _entry(item: Diagnostic, lines: Lines) -> str:
    parts = [f"{item.origin} {item.code.code} {item.severity.value}: {printable(item.message)}"]
    parts += _excerpt(item.origin, lines)
    if item.text and item.text not in lines.line(item.origin):
        parts.append(f"    given: {printable(item.text)}")
    if item.other is not None:
        parts.append(f"    see {item.other}")
        parts += _excerpt(item.other, lines)
    if item.hint:
        parts.append(f"    hint: {printable(item.hint)}")
    return "\n".join(parts)


def _excerpt(origin: Origin, lines: Lines) -> list[str]:
    """The line with a caret below the column; long lines are cut around it."""
    line = printable(lines.line(origin))
    if not line.strip():
        return []
    start = max(0, origin.column - 1 - _SHOWN // 2)
    shown = line[start : start + _SHOWN]
    number = str(origin.line)
    pointer = " " * (origin.column - 1 - start)
    return [f"  {number} | {shown}", f"  {' ' * len(number)} | {pointer}^"]


def printable(text: str) -> str:
    """Text that cannot steer a terminal: control and formatting characters become `·`."""
    return "".join(
        " " if c in "\t\n" else "·" if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c
        for c in text
    )


def _json(found: list[Diagnostic], root: Path) -> str:
    return json.dumps([_record(item) for item in found], ensure_ascii=False, indent=1)


def _record(item: Diagnostic) -> dict[str, Any]:
    record: dict[str, Any] = {
        "file": item.origin.file,
        "line": item.origin.line,
        "column": item.origin.column,
        "code": item.code.code,
        "severity": item.severity.value,
        "message": item.message,
    }
    optional = {"text": item.text, "hint": item.hint}
    record.update({key: value for key, value in optional.items() if value})
    if item.other is not None:
        record["see"] = str(item.other)
    return record


_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def _github(found: list[Diagnostic], root: Path) -> str:
    return "\n".join(
        f"::{_GITHUB[item.severity]} file={_property(_located(root, item.origin.file).as_posix())},"
        f"line={item.origin.line},col={item.origin.column},title={item.code.code}"
        f"::{_data(item.message)}"
        for item in found
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def _sarif(found: list[Diagnostic], root: Path) -> str:
    codes = {item.code.code: item.code for item in found}
    rules = [
        {
            "id": code.code,
            "shortDescription": {"text": code.meaning},
            "help": {"text": code.fix},
        }
        for _, code in sorted(codes.items())
    ]
    driver = {"name": "apigen", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "results": [_result(item, root) for item in found]}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps(
        {"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1
    )


def _result(item: Diagnostic, root: Path) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": item.code.code,
        "level": _SARIF[item.severity],
        "message": {"text": item.message},
        "locations": [_location(item.origin, root)],
    }
    if item.other is not None:
        result["relatedLocations"] = [_location(item.other, root)]
    return result


def _location(origin: Origin, root: Path) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _located(root, origin.file).as_posix()},
            "region": {"startLine": origin.line, "startColumn": origin.column},
        }
    }
