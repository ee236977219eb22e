"""Facts against independent sources: on real pages where they are at hand, on made-up ones always."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from tests.programs.fidelity.compare import Comparison, against_schema, of_languages, of_vintages
from tests.programs.fidelity.explained import (
    Explained,
    Explanation,
    Rule,
    Vintages,
    propose,
    read_explained,
)
from tests.programs.fidelity.facts import PageFacts, read_folder
from tests.programs.fidelity.run import compare_all
from tests.programs.fidelity.table import judge, table
from tests.unit.analysis.pages import HOST, new, old

ROOT = Path(__file__).parents[3]
CORPUS = ROOT.parent / "shared" / "corpus"
NO_VINTAGES = Vintages((), ())
REQUEST = f"POST {HOST}/v1/images"
SCHEMA = """---
apiPlayground:
  - url: https://compute.api.cloud.yandex.net/v1/images
    method: post
    body:
      type: object
      properties:
        name:
          type: string
          pattern: '[a-z]+'
        size:
          type: string
          format: int64
        labels:
          type: object
          additionalProperties:
            type: string
        kind:
          type: string
          enum:
            - KIND_UNSPECIFIED
            - FAST
        disks:
          type: array
          items:
            $ref: '#/definitions/Disk'
      required:
        - name
    definitions:
      Disk:
        oneOf:
          - type: object
            properties:
              id:
                type: string
          - type: object
            properties:
              uri:
                type: string
---

"""
ROWS = (
    "name | **string**\n\nRequired field. Value must match the regular expression ``` [a-z]+ ```.",
    "size | **string** (int64)",
    "labels | **object** (map<**string**, **string**>)",
    "kind | **enum** (Kind)\n\n- `FAST`: Fast.",
    "disks[] | **[Disk](#a.Disk)**",
)
DISK = "Includes only one of the fields `id`, `uri`."
PAGE = new(
    REQUEST,
    "Image.Create",
    ("Body parameters {#a.CreateImageRequest}", ROWS),
    ("Disk {#a.Disk}", (f"id | **string**\n\n{DISK}", f"uri | **string**\n\n{DISK}")),
)


def folder(path: Path, text: str) -> list[PageFacts]:
    page = path / "compute" / "api-ref" / "Image" / "create.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8")
    return list(read_folder(path))


def differences(comparison: Comparison) -> list[str]:
    return [str(difference) for difference in comparison.differences]


def test_a_table_and_its_schema_that_say_the_same(tmp_path: Path) -> None:
    found = against_schema("new", folder(tmp_path / "new", SCHEMA + PAGE))
    assert differences(found) == []
    # 7 fields with their types, a format, an enum, required, a pattern, a group, and the verb;
    # types of an array's elements and a map's values.
    assert (found.pages, found.left, found.other, found.alike) == (1, 22, 22, 22)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("format: int64", "format: int32", 'body:size format: 57 "int64" | 11 "int32"'),
        ("'[a-z]+'", "'[A-Z]+'", 'body:name pattern: 54 "[a-z]+" | 8 "[A-Z]+"'),
        ("- name\n", "- size\n", "body:size required: 57 null | 11 true"),
        ("- FAST\n", "- SLOW\n", 'body:kind enum: 59 ["FAST"] | 18 ["SLOW"]'),
        ("              uri:", "              url:", "body:disks.url field: 62 null | 38 true"),
        ("**string** (int64)", "**integer** (int64)", 'body:size type: 57 "integer" | 11 "string"'),
        ("kind | ", "sort | ", "body:sort field: 59 true | 4 null"),
    ],
)
def test_what_differs_is_told_with_both_lines(
    tmp_path: Path, before: str, after: str, told: str
) -> None:
    text = SCHEMA + PAGE
    assert before in text
    found = against_schema("new", folder(tmp_path / "new", text.replace(before, after, 1)))
    assert told in differences(found)
    assert found.alike < max(found.left, found.other)


def test_two_languages(tmp_path: Path) -> None:
    row = "name | **string**<br><p>{}</p>"
    english = old(REQUEST, body=[row.format("The maximum string length in characters is 50.")])
    words = row.format("Максимальная длина строки в символах — 40.")
    russian = old(REQUEST, body=[words], title="Метод create").replace(
        "HTTP request", "HTTP-запрос"
    )
    russian = russian.replace("Field | Description", "Поле | Описание")
    left, right = folder(tmp_path / "x-ru", russian), folder(tmp_path / "x-en", english)
    assert differences(of_languages("x", left, left)) == []
    assert differences(of_languages("x", left, right)) == ["body:name max_length: 13 40 | 13 50"]


def test_an_older_format_says_less_and_nothing_else(tmp_path: Path) -> None:
    older = old(REQUEST, body=["kind | **string**<br>", "size | **string** (int64)<br>"])
    newer = new(
        REQUEST,
        "Image.Create",
        (
            "Body parameters",
            ("kind | **enum** (Kind)\n\n- `A`: Words.", "size | **string** (int64)"),
        ),
    )
    left, right = folder(tmp_path / "a", older), folder(tmp_path / "b", newer)
    found = of_vintages("a to b", left, right, limits=True)
    assert differences(found) == ['body:kind enum: 13 null | 13 ["A"]']
    again = of_vintages("b to a", right, left, limits=True)
    assert 'body:kind type: 13 "enum" | 13 "string"' in differences(again)


def explained(*items: Explanation, rules: tuple[Rule, ...] = ()) -> Explained:
    return Explained(NO_VINTAGES, items, rules)


def test_a_difference_is_explained_by_its_pages_and_its_text(tmp_path: Path) -> None:
    text = (SCHEMA + PAGE).replace("format: int64", "format: int32", 1)
    folder(tmp_path / "new", text)
    compared = compare_all([tmp_path / "new"], NO_VINTAGES)
    (difference,) = compared[0].differences
    page, told = difference.left, str(difference)
    known = Explanation(page, page, "the schema took another number", (told,))
    assert judge(compared, explained(known)).unexplained == ()
    assert judge(compared, explained(known)).stale == ()
    other = msgspec.structs.replace(known, left="other.md")
    assert judge(compared, explained(other)).unexplained == (difference,)
    old_one = msgspec.structs.replace(known, differences=(told, "body:size format: 1 1 | 1 2"))
    assert judge(compared, explained(old_one)).stale != ()
    rule = Rule("new/*", "new/*", "numbers", '* format: * | * "int32"')
    assert judge(compared, explained(rules=(rule,))).unexplained == ()
    narrow = msgspec.structs.replace(rule, difference="* format: * | * null")
    assert judge(compared, explained(rules=(narrow,))).unexplained == (difference,)
    assert told in propose([difference]).replace('\\"', '"')


def test_the_command_lists_what_is_not_explained_and_fails(tmp_path: Path) -> None:
    folder(tmp_path / "new", (SCHEMA + PAGE).replace("format: int64", "format: int32", 1))
    command = [sys.executable, "-m", "tests.programs.fidelity", str(tmp_path / "new")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "new: tables against schemas" in done.stdout
    assert 'body:size format: 57 "int64" | 11 "int32"' in done.stdout
    command[-1] = str(tmp_path / "none")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")


def test_an_explanation_without_a_reason_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "explained.toml"
    item = '[[explained]]\nleft = "a"\nright = "b"\nbecause = " "\ndifferences = []\n'
    data.write_text(f"[vintages]\norder = []\nwithout_limits = []\n{item}", encoding="utf-8")
    with pytest.raises(msgspec.ValidationError, match="no reason"):
        read_explained(data)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="real pages are not shipped with the project")
def test_real_pages_differ_in_nothing_that_is_not_their_own() -> None:
    data = read_explained()
    compared = compare_all([CORPUS], data.vintages)
    judged = judge(compared, data)
    assert {row[0].name for row in judged.rows} > {
        "old-ru: Russian against English",
        "playground: tables against schemas",
        "old-en to yfm-en",
    }
    assert [line for line in table(judged) if "explained" in line.split(":")[0].split()[:1]] == []
    assert judged.unexplained == ()
    assert judged.stale == ()
