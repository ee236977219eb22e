"""`toc.yaml`: a service's table of contents, which names every page that should be there."""

from __future__ import annotations

import posixpath
from collections.abc import Collection

import msgspec
import yaml

from apigen.findings.codes.pages import BAD_CONTENTS, CONTENTS_LEAD_OUT, LISTED_PAGE_MISSING
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Source, Span
from apigen.pages.readers.document import Mapping, Sequence, Tree, TreeError, yaml_tree


class TocEntry(msgspec.Struct, frozen=True):
    """A line of a table of contents; `file` is the page's path relative to the reference."""

    name: str
    file: str
    span: Span


def read_toc(source: Source, diagnostics: Diagnostics) -> tuple[TocEntry, ...]:
    """All entries that lead to a Markdown page, in their order; none of a file that is no YAML,
    which a finding says."""
    try:
        tree = yaml_tree(source.text, first_line=1)
    except TreeError as error:
        problem, span = str(error), error.span
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = str(getattr(error, "problem", None) or "not YAML")
        span = Span(mark.line + 1, mark.column + 1) if mark else Span(1, 1)
    else:
        found: list[TocEntry] = []
        _collect(tree, posixpath.dirname(source.file), found)
        _tell_outside(source, [entry for entry in found if _outside(entry)], diagnostics)
        return tuple(entry for entry in found if not _outside(entry))
    diagnostics.add(
        BAD_CONTENTS,
        source.origin(span),
        f"the table of contents cannot be read: {problem}",
        text=source.line(span.line).strip()[:200],
    )
    return ()


def tell_missing(
    source: Source,
    entries: Collection[TocEntry],
    files: Collection[str],
    diagnostics: Diagnostics,
) -> None:
    """Tell which listed pages are not among the files of the reference, once a table."""
    missing = [entry for entry in entries if entry.file not in files]
    if missing:
        diagnostics.add(
            LISTED_PAGE_MISSING,
            source.origin(missing[0].span),
            f"{len(missing)} of {len(entries)} listed pages are not in the reference",
            text=", ".join(entry.file for entry in missing[:10]),
        )


def _outside(entry: TocEntry) -> bool:
    return entry.file.startswith(("/", "../"))


def _tell_outside(source: Source, entries: list[TocEntry], diagnostics: Diagnostics) -> None:
    if entries:
        diagnostics.add(
            CONTENTS_LEAD_OUT,
            source.origin(entries[0].span),
            f"{len(entries)} entries lead out of the reference",
            text=", ".join(entry.file[:200] for entry in entries[:10]),
        )


def _collect(tree: Tree, folder: str, found: list[TocEntry]) -> None:
    """Entries of any depth; the parser bounds it."""
    if isinstance(tree, Sequence):
        for item in tree:
            _collect(item, folder, found)
    elif isinstance(tree, Mapping):
        href, name = tree.get("href"), tree.get("name")
        if isinstance(href, str) and href.endswith(".md") and "://" not in href:
            file = posixpath.normpath(posixpath.join(folder, href))
            label = name if isinstance(name, str) else ""
            found.append(TocEntry(label, file, tree.spans["href"]))
        _collect(tree.get("items"), folder, found)
