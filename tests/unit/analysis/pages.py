"""Builds pages and APIs, for tests of linking."""

from __future__ import annotations

from collections.abc import Iterable

from apigen.analysis.api.link import link
from apigen.analysis.page.build import build
from apigen.analysis.page.draft import Draft
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Source
from apigen.ir.api import Api, Message, Method
from apigen.pages.read import read_page

HOST = "https://compute.api.cloud.yandex.net"
OPERATION = (
    "id | **string**<br>",
    "done | **boolean**<br>",
    "metadata | **object**<br>",
    "error | **object** <br> includes only one of the fields `error`, `response`<br>",
    "error.<br>code | **integer** (int32)<br>",
    "response | **object** <br> includes only one of the fields `error`, `response`<br>",
)


def old(
    request: str,
    *,
    path: Iterable[str] = (),
    query: Iterable[str] = (),
    body: Iterable[str] = (),
    response: Iterable[str] = (),
    title: str = "Method",
) -> str:
    """A page with pipe tables; rows are written as on a page."""
    text = f"# {title}\nWords.\n\n## HTTP request {{#https-request}}\n```\n{request}\n```\n\n"
    parts = (
        ("Path parameters {#path_params}", "Parameter", path),
        ("Query parameters {#query_params}", "Parameter", query),
        ("Body parameters {#body_params}", "Field", body),
        ("Response {#responses}", "Field", response),
    )
    for heading, column, rows in parts:
        if rows:
            table = "\n".join((f"{column} | Description", "--- | ---", *rows))
            text += f"## {heading}\n\n{table}\n\n"
    return text


def new(request: str, title: str, *sections: tuple[str, tuple[str, ...]]) -> str:
    """A page with YFM tables: headings with their rows."""
    text = f"# A API, REST: {title}\n\n## HTTP request\n\n```\n{request}\n```\n"
    for heading, rows in sections:
        table = "\n".join(f"|| {row} ||" for row in rows)
        text += f"\n## {heading}\n\n#|\n||Field | Description ||\n{table}\n|#\n"
    return text


def drafts_of(pages: dict[str, str], found: Diagnostics) -> list[Draft]:
    """Drafts of pages by file."""
    drafts = []
    for file, text in pages.items():
        page = read_page(Source(file, text), found, {})
        draft = build(page, found) if page is not None else None
        if draft is not None:
            drafts.append(draft)
    return drafts


def api_of(pages: dict[str, str]) -> tuple[Api, list[str]]:
    """The API of pages by file, and the findings: codes with files."""
    found = Diagnostics()
    api = link(drafts_of(pages, found), found)
    return api, [f"{finding.code.code} {finding.origin.file}" for finding in found]


def method(api: Api, resource: str, name: str) -> Method:
    (found,) = (
        method
        for service in api.services
        for item in service.resources
        for method in item.methods
        if (item.name, method.name) == (resource, name)
    )
    return found


def message(api: Api, message_id: str) -> Message:
    return api.message_index()[message_id]
