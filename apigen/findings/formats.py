"""Formats of findings: text with source lines, JSON, GitHub workflow commands, SARIF.

GitHub: docs.github.com, "Workflow commands for GitHub Actions". SARIF: OASIS, version 2.1.0.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Literal

from apigen import __version__
from apigen.findings.diagnostics import Diagnostic, Severity
from apigen.findings.excerpts import Excerpts, located
from apigen.findings.source import Origin

ListingFormat = Literal["text", "json", "github", "sarif"]
_EXCERPT_WIDTH = 160


def listing(found: Iterable[Diagnostic], format_: ListingFormat, root: Path) -> str:
    """All findings in one format, with a final newline unless empty. `root` is the folder of the pages."""
    printers: dict[str, Callable[[list[Diagnostic], Path], str]] = {
        "text": _text,
        "json": _json,
        "github": _github,
        "sarif": _sarif,
    }
    text = printers[format_](list(found), root)
    return f"{text}\n" if text else ""


def _text(found: list[Diagnostic], root: Path) -> str:
    excerpts = Excerpts(root)
    return "\n".join(_entry(item, excerpts) for item in found)


def _entry(item: Diagnostic, excerpts: Excerpts) -> str:
    parts = [f"{item.origin} {item.code.code} {item.severity.value}: {printable(item.message)}"]
    parts += _excerpt(item.origin, excerpts)
    if item.text and item.text not in excerpts.line(item.origin):
        parts.append(f"    given: {printable(item.text)}")
    if item.other is not None:
        parts.append(f"    see {item.other}")
        parts += _excerpt(item.other, excerpts)
    if item.hint:
        parts.append(f"    hint: {printable(item.hint)}")
    return "\n".join(parts)


def _excerpt(origin: Origin, excerpts: Excerpts) -> list[str]:
    """The source line and a caret below the column; long lines are cut around it."""
    line = printable(excerpts.line(origin))
    if not line.strip():
        return []
    start = max(0, origin.column - 1 - _EXCERPT_WIDTH // 2)
    shown = line[start : start + _EXCERPT_WIDTH]
    number = str(origin.line)
    pointer = " " * (origin.column - 1 - start)
    return [f"  {number} | {shown}", f"  {' ' * len(number)} | {pointer}^"]


def printable(text: str) -> str:
    """The text without terminal control: control and formatting characters are replaced by `·`."""
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
        f"::{_GITHUB[item.severity]} file={_property(located(root, item.origin.file).as_posix())},"
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
            "artifactLocation": {"uri": located(root, origin.file).as_posix()},
            "region": {"startLine": origin.line, "startColumn": origin.column},
        }
    }
