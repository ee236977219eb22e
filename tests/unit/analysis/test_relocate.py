"""Equal cells are read once; each row has origins of its own."""

from __future__ import annotations

from apigen.analysis.page.build import build
from apigen.analysis.page.draft import MethodDraft
from apigen.findings.diagnostics import Diagnostic, Diagnostics
from apigen.findings.source import Origin, Source
from apigen.ir.api import Field
from apigen.ir.types import Enum
from apigen.pages.read import read_page

DESCRIPTION = """**enum** (Mode)

Must be told.
 The value must be equal to `FAST`. Must be at least one of a number of 7 things.

- `FAST`: quick.
- `SLOW`: not so. Deprecated.
- `FAST`: again."""

PAGE = """# Compute API, REST: Disk.create

## HTTP request

```
POST https://compute.api.example/compute/v1/disks
```

## Body parameters {{#a.v1.CreateDiskRequest}}

#|
||Field | Description ||
{rows}|#
"""


def read(file: str, rows: str) -> tuple[tuple[Field, ...], tuple[Diagnostic, ...]]:
    found = Diagnostics()
    page = read_page(Source(file, PAGE.format(rows=rows)), found, {})
    assert page is not None
    draft = build(page, found)
    assert isinstance(draft, MethodDraft)
    assert draft.method.body is not None
    return draft.method.body.fields, tuple(found)


def values(field: Field) -> list[Origin]:
    assert isinstance(field.type, Enum)
    return [value.origin for value in field.type.values if value.origin is not None]


def places(origins: list[Origin]) -> list[str]:
    return [str(origin) for origin in origins]


def test_rows_that_share_a_cell_have_origins_of_their_own() -> None:
    words = DESCRIPTION
    rows = f"|| first | {words} ||\n|| longerName | {words} ||\n"
    (first, second), found = read("compute/api-ref/Disk/create.md", rows)
    file = "compute/api-ref/Disk/create.md"
    assert places(values(first)) == [f"{file}:18:3", f"{file}:19:3"]
    assert places(values(second)) == [f"{file}:26:3", f"{file}:27:3"]
    twice = [str(one) for one in found if one.code.code == "A103"]
    assert [one.partition(" ")[0] for one in twice] == [f"{file}:20:3", f"{file}:28:3"]


def test_only_columns_of_the_first_line_are_shifted() -> None:
    cell = "**string** The maximum string length in characters is 9."
    below = cell.replace(" ", "\n", 1)
    rows = f"|| a | {cell} ||\n|| muchLonger |   {cell} ||\n|| b | {below} ||\n"
    fields, _ = read("compute/api-ref/Disk/create.md", rows)
    lengths = [field.constraints[0].origin for field in fields]
    assert [(origin.line, origin.column) for origin in lengths] == [(13, 19), (14, 30), (16, 1)]


def test_pages_that_share_a_cell_have_origins_of_their_own() -> None:
    rows = f"|| mode | {DESCRIPTION} ||\n"
    for file in ("compute/api-ref/Disk/create.md", "compute/api-ref/Disk/copy.md"):
        (mode,), found = read(file, rows)
        assert {origin.file for origin in (mode.origin, *values(mode))} == {file}
        assert {one.origin.file for one in found} == {file}
        assert len(found) > 0


def test_an_unknown_variable_is_reported_on_each_page() -> None:
    rows = (
        "|| a | **string** Of {{ unknown-name }}. ||\n|| b | **string** Of {{ unknown-name }}. ||\n"
    )
    for file in ("compute/api-ref/Disk/create.md", "compute/api-ref/Disk/copy.md"):
        _, found = read(file, rows)
        told = [one.origin for one in found if "unknown-name" in one.message]
        assert [(origin.file, origin.line, origin.column) for origin in told] == [(file, 13, 19)]
