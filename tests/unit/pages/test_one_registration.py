"""Adds a language and a page format to a copy of the generator: one file and one line each, and everything
from page to facts supports them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]

ESPERANTO = '''"""Esperanto pages."""

from apigen.languages.base import Phrasebook
from apigen.languages.sentence_rules import UNITS, of_kind

EO = Phrasebook(
    language="eo",
    method_titles=("Metodo",),
    request_titles=("HTTP-peto",),
    path_titles=("Parametroj de vojo",),
    query_titles=("Parametroj de peto",),
    body_titles=("Parametroj de korpo",),
    response_titles=("Respondo",),
    representation_titles=("JSON-formo",),
    methods_titles=("Metodoj",),
    name_columns=("Kampo",),
    description_columns=("Priskribo",),
    required_marks=("Deviga",),
    output_only_marks=("Nur por eligo",),
    input_only_marks=("Nur por enigo",),
    deprecated_marks=("Malnova",),
    one_of_starts=("enhavas nur unu el la kampoj",),
    one_of_ends=("fino de la listo",),
    sentences=(
        *of_kind(
            "printed",
            (
                ("longeco estas maksimume {n}", "length <= n"),
                ("valoro estas de {a} ĝis {b}", "value >= a; value <= b"),
            ),
        ),
        *of_kind("signal", ("devas",)),
        *of_kind("conjunction", ("aŭ",)),
        *UNITS,
    ),
)
'''
PAGE = """# Metodo krei
Faras diskon.

## HTTP-peto
```
POST https://compute.api.cloud.yandex.net/compute/v1/disks
```

## Parametroj de korpo

```json
{
  // enhavas nur unu el la kampoj `bildo`, `fonto`
  "bildo": "string",
  "fonto": "string",
  // fino de la listo
  "nomo": "string",
  "grando": "string"
}
```

TABLE
"""
ROWS = (
    "bildo | **string** <br> enhavas nur unu el la kampoj `bildo`, `fonto`<br>",
    "fonto | **string** <br> enhavas nur unu el la kampoj `bildo`, `fonto`<br>",
    "nomo | **string**<br><p>Deviga. La nomo.</p> <p>Longeco estas maksimume 50.</p>",
    "grando | **string** (int64)<br><p>Valoro estas de 1 ĝis 9.</p>",
)
FIELDS = [
    {"in": "body", "path": "bildo", "type": "string"},
    {"in": "body", "path": "fonto", "type": "string"},
    {"in": "body", "path": "nomo", "type": "string", "required": True, "max_length": 50},
    {
        "in": "body",
        "path": "grando",
        "type": "string",
        "format": "int64",
        "minimum": 1,
        "maximum": 9,
    },
]
DEFINITIONS = '''"""Tables written as lines: `name := description`."""

from __future__ import annotations

from apigen.pages.model import Table
from apigen.pages.readers.base import Claim, PageText


class Definitions:
    def claim(self, page: PageText, line: int) -> Claim | None:
        rows, at = [], line
        while at < len(page.positions) and " := " in page.positions.line(at):
            start, text = page.positions.start(at), page.positions.line(at)
            cut = text.index(" := ")
            row = page.row((start, start + cut), (start + cut + 4, start + len(text)), html=True)
            rows.append(row)
            at += 1
        if not rows:
            return None
        return Claim(Table(("Kampo", "Priskribo"), tuple(rows), rows[0].span), at)
'''


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the generator that supports Esperanto: one new file, and one changed line."""
    ignored = shutil.ignore_patterns("__pycache__", "emulator", "runtime")
    shutil.copytree(ROOT / "apigen", tmp_path / "apigen", ignore=ignored)
    for room in ("emulator", "runtime"):
        (tmp_path / "apigen" / room).symlink_to(ROOT / "apigen" / room)
    languages = tmp_path / "apigen" / "languages"
    (languages / "eo.py").write_text(ESPERANTO, encoding="utf-8")
    register(
        languages / "__init__.py",
        "(RU, EN)",
        '(RU, EN, __import__("apigen.languages.eo", fromlist=["EO"]).EO)',
    )
    return tmp_path


def register(registry: Path, before: str, after: str) -> None:
    text = registry.read_text(encoding="utf-8")
    assert text.count(before) == 1
    changed = text.replace(before, after)
    assert sum(a != b for a, b in zip(text.split("\n"), changed.split("\n"), strict=True)) == 1
    registry.write_text(changed, encoding="utf-8")


def facts(copy: Path, table: str) -> tuple[dict[str, Any], str]:
    """The facts that the copy prints, and its messages."""
    page = copy / "pages" / "compute" / "api-ref" / "Disk" / "krei.md"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE.replace("TABLE", table), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "apigen", "inspect", "--facts", str(copy / "pages")],
        cwd=copy,
        env={"PYTHONPATH": str(copy), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout), done.stderr


def test_a_new_language_is_one_file_and_one_line(copy: Path) -> None:
    table = "\n".join(("Kampo | Priskribo", "--- | ---", *ROWS))
    found, told = facts(copy, table)
    assert (found["method"], told) == ("krei", "")
    assert found["fields"] == FIELDS
    assert found["one_of"] == [{"in": "body", "path": "", "members": ["bildo", "fonto"]}]


def test_a_new_page_format_is_one_file_and_one_line(copy: Path) -> None:
    readers = copy / "apigen" / "pages" / "readers"
    (readers / "definitions.py").write_text(DEFINITIONS, encoding="utf-8")
    registered = '(__import__("apigen.pages.readers.definitions", fromlist=["_"]).Definitions(), '
    register(readers / "__init__.py", " = (YfmTable(), ", f" = {registered}YfmTable(), ")
    table = "\n".join(row.replace(" | ", " := ", 1) for row in ROWS)
    found, told = facts(copy, table)
    assert told == ""
    assert found["fields"] == FIELDS
