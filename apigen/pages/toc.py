"""`toc.yaml`: the table of contents of a service, which lists the pages that should exist."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator

import msgspec

from apigen.findings.codes.pages import BAD_CONTENTS, CONTENTS_LEAD_OUT, LISTED_PAGE_MISSING
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Source, Span
from apigen.pages.readers.document import (
    DocumentError,
    MappingNode,
    Node,
    SequenceNode,
    parse_yaml,
)


class TocEntry(msgspec.Struct, frozen=True):
    """An entry of a table of contents; `file` is the path of its page, relative to the reference."""

    name: str
    file: str
    span: Span


def read_toc(source: Source, diagnostics: Diagnostics) -> tuple[TocEntry, ...]:
    """The entries that link to a Markdown page of the reference, in order. A file that is not YAML and
    entries that lead out of the reference are reported."""
    try:
        document = parse_yaml(source.text, first_line=1)
    except DocumentError as error:
        diagnostics.add(
            BAD_CONTENTS,
            source.origin(error.span),
            f"the table of contents cannot be read: {error}",
            text=source.line(error.span.line).strip()[:200],
        )
        return ()
    entries = tuple(_entries(document, posixpath.dirname(source.file)))
    outside = [entry for entry in entries if _leads_out(entry)]
    if outside:
        diagnostics.add(
            CONTENTS_LEAD_OUT,
            source.origin(outside[0].span),
            f"{len(outside)} entries lead out of the reference",
            text=", ".join(entry.file[:200] for entry in outside[:10]),
        )
    return tuple(entry for entry in entries if not _leads_out(entry))


def report_missing(
    source: Source,
    entries: Collection[TocEntry],
    files: Collection[str],
    diagnostics: Diagnostics,
) -> None:
    """Report, once for each table of contents, the listed pages that the reference does not have."""
    missing = [entry for entry in entries if entry.file not in files]
    if missing:
        diagnostics.add(
            LISTED_PAGE_MISSING,
            source.origin(missing[0].span),
            f"{len(missing)} of {len(entries)} listed pages are not in the reference",
            text=", ".join(entry.file for entry in missing[:10]),
        )


def _leads_out(entry: TocEntry) -> bool:
    return entry.file.startswith(("/", "../"))


def _entries(node: Node, folder: str) -> Iterator[TocEntry]:
    """The entries of a node, at any depth; the parser bounds it."""
    if isinstance(node, SequenceNode):
        for item in node:
            yield from _entries(item, folder)
    elif isinstance(node, MappingNode):
        href, name = node.get("href"), node.get("name")
        if isinstance(href, str) and href.endswith(".md") and "://" not in href:
            file = posixpath.normpath(posixpath.join(folder, href))
            yield TocEntry(name if isinstance(name, str) else "", file, node.spans["href"])
        yield from _entries(node.get("items"), folder)
