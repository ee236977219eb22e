"""Identifies a page: a method, a resource or a service, and its names.

Folders name the service and the resource (`compute/api-ref/Image/create.md`); without them the title and
the request line do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from apigen.languages.base import Phrasebook
from apigen.languages.plurals import singular
from apigen.pages.model import Fence, PageKind, RequestLine, Section, Table

_REST_METHOD = re.compile(r"(?:.*, )?REST: (?P<resource>\w+)\.(?P<method>\w+)")
_REST_RESOURCE = re.compile(r"(?:.*, )?REST: (?P<resource>\w+)(?: \w+)?")
_VERSION = re.compile(r"v[0-9]+(?:(?:alpha|beta)[0-9]*)?")
# `DELETE /{bucket}?cors HTTP/2`: the S3 interface of Object Storage.
_BY_HAND = re.compile(r"\s*[A-Z]+ /\S* HTTP/[0-9]")
_LINK_NAME = re.compile(r"\[(?P<name>[^\[\]]+)\]\((?P<href>[^()]*)\)")


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """The kind and names of a page; `reason` says why the kind is `other`."""

    kind: PageKind
    title: str
    service: str = ""
    version: str = ""
    resource: str = ""
    name: str = ""
    reason: str = ""


def identify(
    file: str, phrasebook: Phrasebook, sections: Sequence[Section], request: RequestLine | None
) -> Identity:
    """The identity of the page with these sections."""
    head = next((s for s in sections if s.kind == "head" and s.level), None)
    title = head.title if head else ""
    named = _REST_METHOD.fullmatch(title)
    kind, reason = _kind(title, bool(named), phrasebook, sections)
    service, version, folder = _folders(file, index=kind == "service")
    stem = file.rsplit("/", 1)[-1].removesuffix(".md")
    if kind == "method":
        resource = folder or (named["resource"] if named else "") or _resource_of(request)
        name = _method_name(named["method"] if named else _old_title(title, phrasebook), stem)
    else:
        match = _REST_RESOURCE.fullmatch(title)
        resource = (folder or (match["resource"] if match else title)) if kind == "resource" else ""
        name = ""
    if not service and request is not None:
        service = _service_of(request)
    return Identity(
        kind=kind,
        title=title,
        service=service,
        version=version,
        resource=resource,
        name=name,
        reason=reason,
    )


def misnamed(title: str, phrasebook: Phrasebook) -> bool:
    """Whether a title is worded like that of a method but names none."""
    if _REST_METHOD.fullmatch(title) or _old_title(title, phrasebook):
        return False
    folded = title.casefold()
    words = (f"{word.casefold()} " for word in phrasebook.method_titles)
    return folded.startswith(tuple(words)) or ", rest: " in folded


def _kind(
    title: str, named: bool, phrasebook: Phrasebook, sections: Sequence[Section]
) -> tuple[PageKind, str]:
    kinds = {section.kind for section in sections}
    if "gRPC" in title or any(section.title.startswith("gRPC") for section in sections):
        return "other", "a page of the gRPC reference"
    if title.startswith("REST: "):
        return "other", "a page made from an OpenAPI document"
    if any(_BY_HAND.match(fence) for section in sections for fence in _fences(section)):
        return "other", "a page of a reference written by hand"
    if "request" in kinds or named or _old_title(title, phrasebook):
        return "method", ""
    if kinds & {"representation", "methods"}:
        return "resource", ""
    if kinds & {"path", "query", "body"} and title:
        return "method", ""
    if any(_is_index(table) for section in sections for table in section.tables()):
        return "service", ""
    return "other", "neither a request nor a list of methods"


def _fences(section: Section) -> list[str]:
    return [block.text for block in section.blocks if isinstance(block, Fence)]


def _is_index(table: Table) -> bool:
    links = [_LINK_NAME.fullmatch(row.path) for row in table.rows]
    return bool(links) and all(link and "/" in link["href"] for link in links)


def _folders(file: str, *, index: bool) -> tuple[str, str, str]:
    """The service, version and resource that the folders name; each may be empty."""
    folders = file.split("/")[:-1]
    resource = ""
    if not index:
        if not folders or not folders[-1][:1].isupper():
            return "", "", ""
        resource = folders.pop()
    if folders and folders[-1] == "api-ref":
        folders.pop()
    version = folders.pop() if folders and _VERSION.fullmatch(folders[-1]) else ""
    return folders[-1] if folders else "", version, resource


def _old_title(title: str, phrasebook: Phrasebook) -> str:
    """`create` of «Метод create»."""
    for word in phrasebook.method_titles:
        match = re.fullmatch(rf"{re.escape(word)}\s+([A-Za-z]\w*)", title, re.IGNORECASE)
        if match:
            return match[1]
    return ""


def _method_name(titled: str, stem: str) -> str:
    """The method's name in camel case; the file's spelling if only the case differs."""
    if not titled or titled.casefold() == stem.casefold():
        return stem
    return titled[0].lower() + titled[1:]


def _service_of(request: RequestLine) -> str:
    parts = request.path.strip("/").split("/")
    if len(parts) > 1 and _VERSION.fullmatch(parts[1]):
        return parts[0]
    return request.host.split(".")[0] or parts[0]


def _resource_of(request: RequestLine | None) -> str:
    """`Image` of `/compute/v1/images/{imageId}:stop`: the last collection of the path."""
    if request is None:
        return ""
    parts = [part.split(":")[0] for part in request.path.strip("/").split("/")]
    collections = [part for part in parts if re.fullmatch(r"[A-Za-z]\w*", part)]
    if not collections:
        return ""
    word = singular(collections[-1])
    return word[:1].upper() + word[1:]
