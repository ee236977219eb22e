"""Whole pages: sections, tables, names, and findings about damage."""

from __future__ import annotations

import pytest

from apigen.findings.diagnostics import Diagnostics, Severity
from apigen.findings.source import Source, Span
from apigen.pages.guards import MAX_PAGE
from apigen.pages.model import Fence, Page, Row, Table
from apigen.pages.read import read_page

OLD = """---
editable: false
---

# Метод stop
Останавливает диск.

## HTTP-запрос {#https-request}
```
POST https://compute.{{ api-host }}/compute/v1/disks/{diskId}:stop
```

## Path-параметры {#path_params}

Параметр | Описание
--- | ---
diskId | Обязательное поле.  Максимальная длина строки в символах — 50.

## Параметры в теле запроса {#body_params}

```json\x20
{
  "spec": {
    "sizes": [
      "string"
    ]
  }
}
```

Поле | Описание
--- | ---
spec | **object**<br><p>Настройки.</p>\x20
spec.<br>sizes[] | **string** (int64) <br><p>Размеры: `a | b`.</p>\x20

## Ответ {#responses}
**HTTP Code: 200 - OK**
"""

NEW = """---
editable: false
apiPlayground:
  - url: https://compute.{{ api-host }}/compute/v1/disks/{diskId}
    method: patch
    path:
      type: object
      properties:
        diskId:
          type: string
      required:
        - diskId
    query: null
    body:
      type: object
      properties:
        name:
          pattern: '[a-z]+'
          type: string
---

# Compute Cloud API, REST: Disk.Update

Changes a disk.

## HTTP request

```
PATCH https://compute.{{ api-host }}/compute/v1/disks/{diskId}
```

## Path parameters

#|
||Field | Description ||
|| diskId | **string**

Required field. ||
|#

## Body parameters {#a.v1.UpdateDiskRequest}

```json
{
  "name": "string"
}
```

#|
||Field | Description ||
|| name | **string**

Name.
Value must match the regular expression ``` \\|[a-z]+ ```. ||
|| os | **[Os](#a.v1.Os)** ||
|#

## Os {#a.v1.Os}

The system.

#|
||Field | Description ||
|| kind | **string** ||
|#

## Response {#a.v1.Disk}
"""


def read(text: str, file: str = "compute/api-ref/Disk/stop.md") -> tuple[Page | None, Diagnostics]:
    found = Diagnostics()
    return read_page(Source(file, text), found, {"api-host": "api.example"}), found


def whole(text: str, file: str = "compute/api-ref/Disk/stop.md") -> Page:
    page, found = read(text, file)
    assert not list(found)
    assert page is not None
    return page


def rows(page: Page, kind: str) -> list[Row]:
    section = next(section for section in page.sections if section.kind == kind)
    return [row for block in section.blocks if isinstance(block, Table) for row in block.rows]


def test_a_page_of_pipe_tables() -> None:
    page = whole(OLD)
    assert (page.kind, page.language) == ("method", "ru")
    assert (page.service, page.resource, page.name) == ("compute", "Disk", "stop")
    assert page.request is not None
    assert page.request.verb == "POST"
    assert page.request.host == "compute.api.example"
    assert page.request.path == "/compute/v1/disks/{diskId}:stop"
    assert page.request.span == Span(10, 1, 63)
    assert [s.kind for s in page.sections if s.level] == [
        "head",
        "request",
        "path",
        "body",
        "response",
    ]
    (parameter,) = rows(page, "path")
    assert (parameter.path, parameter.type) == ("diskId", "")
    spec, sizes = rows(page, "body")
    assert (spec.path, spec.type, spec.span) == ("spec", "**object**", Span(33, 1, 4))
    assert (sizes.path, sizes.type) == ("spec.sizes[]", "**string** (int64)")
    assert sizes.type_span == Span(34, 20, 18)


def test_a_raw_bar_in_the_description_is_text() -> None:
    sizes = rows(whole(OLD), "body")[1]
    assert "a | b" in repr(sizes.cell.prose)


def test_a_page_of_yfm_tables() -> None:
    page = whole(NEW, "compute/api-ref/Disk/update.md")
    assert (page.kind, page.language, page.name) == ("method", "en", "update")
    assert [(s.kind, s.anchor) for s in page.sections if s.level] == [
        ("head", ""),
        ("request", ""),
        ("path", ""),
        ("body", "a.v1.UpdateDiskRequest"),
        ("message", "a.v1.Os"),
        ("response", "a.v1.Disk"),
    ]
    name, os = rows(page, "body")
    assert (name.path, name.type, name.span) == ("name", "**string**", Span(51, 4, 4))
    assert repr(r"\|[a-z]+") in repr(name.cell.prose)
    assert os.type == "**[Os](#a.v1.Os)**"


def test_the_schema_of_the_front_matter() -> None:
    page = whole(NEW, "compute/api-ref/Disk/update.md")
    assert page.front_matter is not None
    (method,) = page.front_matter.methods
    assert (method.verb, method.url) == (
        "PATCH",
        "https://compute.api.example/compute/v1/disks/{diskId}",
    )
    assert method.path is not None
    assert method.path.required == ("diskId",)
    assert method.query is None
    assert method.body is not None
    ((name, schema),) = method.body.properties
    assert (name, schema.limits, schema.span) == ("name", (("pattern", "[a-z]+"),), Span(17, 9, 1))


def test_a_schema_that_is_a_json_string() -> None:
    head = '---\napiPlayground:\n  - \'{"url":"u","method":"get","query":{"type":"object",'
    head += '"properties":{"a":{"type":"array","items":{"type":"string"},"uniqueItems":true}},'
    head += '"oneOf":[{"required":["a"]},{"required":["b"]}]}}\'\n---\n'
    page = whole(head + NEW.split("---\n", 2)[2], "compute/api-ref/Disk/update.md")
    assert page.front_matter is not None
    (method,) = page.front_matter.methods
    assert method.query is not None
    ((_, schema),) = method.query.properties
    assert schema.limits == (("uniqueItems", True),)
    assert schema.span.line == 3
    assert method.query.one_ofs == ((("a", "b"), False),)


@pytest.mark.parametrize(
    ("file", "service", "version", "resource"),
    [
        ("compute/api-ref/Disk/stop.md", "compute", "", "Disk"),
        ("ru/compute/api-ref/Disk/stop.md", "compute", "", "Disk"),
        ("compute/Disk/stop.md", "compute", "", "Disk"),
        ("datasphere/v2/api-ref/Disk/stop.md", "datasphere", "v2", "Disk"),
        ("stop.md", "compute", "", "Disk"),
        ("somewhere/stop.md", "compute", "", "Disk"),
    ],
)
def test_names_come_from_folders_else_from_the_request(
    file: str, service: str, version: str, resource: str
) -> None:
    page = whole(OLD, file)
    assert (page.service, page.version, page.resource) == (service, version, resource)
    assert page.name == "stop"


def test_a_request_line_in_inline_code_with_only_a_path() -> None:
    text = OLD.replace(
        "## HTTP-запрос {#https-request}\n```\nPOST https://compute.{{ api-host }}",
        "## HTTP-запрос\n`POST ",
    ).replace(":stop\n```", ":stop`")
    page = whole(text.replace("`POST /", "`POST /"))
    assert page.request is not None
    assert (page.request.verb, page.request.host) == ("POST", "")
    assert page.request.path == "/compute/v1/disks/{diskId}:stop"


def codes(text: str, file: str = "compute/api-ref/Disk/stop.md") -> list[tuple[str, int, int]]:
    _, found = read(text, file)
    return [(f.code.code, f.origin.line, f.origin.column) for f in found]


@pytest.mark.parametrize("text", ["", " \n\n", "\ufeff"])
def test_an_empty_page(text: str) -> None:
    assert codes(text) == [("P001", 1, 1)]


def test_a_page_that_is_too_large() -> None:
    page, found = read("x" * (MAX_PAGE + 1))
    assert page is None
    assert [finding.code.code for finding in found] == ["P002"]


def test_a_page_without_a_request_line() -> None:
    text = OLD.replace("POST https://compute.{{ api-host }}/compute/v1/disks/{diskId}:stop", "POST")
    assert codes(text) == [("P004", 8, 1)]


def test_an_unclosed_fence_ends_at_the_next_heading() -> None:
    text = OLD.replace("  }\n}\n```\n", "  }\n}\n")
    page, found = read(text)
    assert [(f.code.code, f.origin.line, f.severity) for f in found] == [
        ("P005", 21, Severity.ERROR),
        ("P008", 30, Severity.WARNING),
    ]
    assert page is not None
    assert page.section("response") is not None


def test_an_unclosed_table_ends_at_the_next_heading() -> None:
    text = NEW.replace("|| kind | **string** ||\n|#", "|| kind | **string** ||")
    page, found = read(text, "compute/api-ref/Disk/update.md")
    assert [(f.code.code, f.origin.line) for f in found] == [("P006", 62)]
    assert page is not None
    assert [row.path for row in rows(page, "message")] == ["kind"]


def test_rows_without_a_second_column() -> None:
    assert codes(OLD.replace("spec | **object**<br><p>Настройки.</p>", "spec")) == [("P007", 33, 1)]
    new = NEW.replace("|| kind | **string** ||", "|| kind ||")
    assert codes(new, "compute/api-ref/Disk/update.md") == [("P007", 64, 4)]


def test_an_unknown_variable_is_kept_and_reported_once() -> None:
    page, found = read(OLD.replace("Настройки.", "{{ yandex-cloud }} и {{ yandex-cloud }}"))
    assert [(f.code.code, f.origin.line) for f in found] == [("P009", 33)]
    assert "{{ yandex-cloud }}" in repr(page)


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("---\na: [1\n---\n", 3),
        ("---\na: &x [1]\nb: *x\n---\n", 3),
        ("---\na: " + "[" * 200 + "\n---\n", 2),
        ("---\n" + "- " * 100_000 + "\n---\n", 2),
        ("---\napiPlayground:\n  - '{\"a\":'\n---\n", 3),
    ],
)
def test_front_matter_that_is_rejected(head: str, line: int) -> None:
    text = head + OLD.split("---\n", 2)[2]
    (finding,) = (item for item in codes(text))
    assert finding[:2] == ("P010", line)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# A API, gRPC: DiskService.Stop\n\n## gRPC request\n", "gRPC"),
        ("# REST: Delete chat\n\n## HTTP request\n\n```\nDELETE https://a.b/c\n```\n", "OpenAPI"),
        ("# Метод delete\n\n## Запрос\n\n```http\nDELETE /{bucket}?cors HTTP/2\n```\n", "by hand"),
        ("# Авторизация\n\nСлова.\n", "neither"),
    ],
)
def test_pages_of_other_references_are_reported_once(text: str, words: str) -> None:
    page, found = read(text)
    assert page is not None
    assert page.kind == "other"
    (finding,) = found
    assert (finding.code.code, finding.severity) == ("P003", Severity.NOTE)
    assert words in finding.message


def test_index_pages() -> None:
    resource = whole(
        "# Compute Cloud API, REST: Disk\n\nDisks.\n\n## Methods\n\n#|\n||Method | Description ||\n"
        "|| [Get](get.md) | One. ||\n|#\n",
        "compute/api-ref/Disk/index.md",
    )
    assert (resource.kind, resource.service, resource.resource) == ("resource", "compute", "Disk")
    service = whole(
        "# Compute Cloud API\nСлова.\n\nРесурс | Описание\n--- | ---\n[Disk](Disk/index.md) | Диски.\n",
        "compute/api-ref/index.md",
    )
    assert (service.kind, service.service, service.language) == ("service", "compute", "ru")


def test_line_endings_and_byte_order_marks_are_ignored() -> None:
    page = whole(OLD)
    other = whole("\ufeff" + OLD.replace("\n", "\r\n"))
    assert other.sections == page.sections


def test_a_message_may_be_called_response() -> None:
    page = whole(NEW + "\n## Response {#a.v1.Nested.Response}\n", "compute/api-ref/Disk/update.md")
    assert [(s.kind, s.anchor) for s in page.sections][-2:] == [
        ("response", "a.v1.Disk"),
        ("message", "a.v1.Nested.Response"),
    ]


def test_fences_without_a_sample_are_blocks_of_their_section() -> None:
    section = whole(OLD).section("body")
    assert section is not None
    assert [type(block) for block in section.blocks] == [Fence, Table]
    assert section.sample is not None


def test_a_second_section_of_one_kind_is_reported() -> None:
    text = (
        OLD + "\n## Path-параметры {#path_params}\n\nПараметр | Описание\n--- | ---\nx | Слова.\n"
    )
    page, found = read(text)
    assert [(f.code.code, f.origin.line) for f in found] == [("P013", 39)]
    assert page is not None
    assert [row.path for row in rows(page, "path")] == ["diskId"]


@pytest.mark.parametrize(
    ("line", "host", "path"),
    [
        (
            "GET https://{{ api-host-x }}/things/v1/things/{id}",
            "{{ api-host-x }}",
            "/things/v1/things/{id}",
        ),
        ("GET https://{{api-host-x}}/v1/things", "{{api-host-x}}", "/v1/things"),
        ("GET https://a.{{ x }}:443/v1/things", "a.{{ x }}:443", "/v1/things"),
        ("GET {{ api-host-x }}/v1/things", "{{ api-host-x }}", "/v1/things"),
        ("GET https://a.example/{{ prefix }}/v1/things", "a.example", "/{{ prefix }}/v1/things"),
        ("GET https://{{ own-scheme }}/v1/things", "own.example", "/v1/things"),
        ("GET {{ own-scheme }}/v1/things", "own.example", "/v1/things"),
        ("GET /v1/{{ prefix }}", "", "/v1/{{ prefix }}"),
    ],
)
def test_request_lines_with_variables(line: str, host: str, path: str) -> None:
    text = f"# Method get\n\n## HTTP request {{#https-request}}\n```\n{line}\n```\n"
    found = Diagnostics()
    source = Source("things/api-ref/Thing/get.md", text)
    page = read_page(source, found, {"own-scheme": "https://own.example"})
    assert page is not None
    assert page.request is not None
    assert (page.request.verb, page.request.host, page.request.path) == ("GET", host, path)
    variable = "{{" in host + path
    assert [finding.code.code for finding in found] == (["P009"] if variable else [])


@pytest.mark.parametrize(
    ("file", "text", "codes"),
    [("a/words.md", "# Words\n\n", ["P003"]), ("compute/api-ref/Disk/stop.md", OLD, ["P020"])],
)
def test_only_pages_that_are_used_tell_their_directives(
    file: str, text: str, codes: list[str]
) -> None:
    _, found = read(text + "{% include [x](../_includes/x.md) %}\n", file)
    assert [finding.code.code for finding in found] == codes
