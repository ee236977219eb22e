"""The coverage of pages: how many of their sentences became facts."""

from __future__ import annotations

import json
from collections.abc import Iterator

import msgspec

from apigen.analysis.page.draft import Coverage, Draft, MethodDraft, ResourceDraft


def coverage_lines(drafts: tuple[Draft, ...], *, as_json: bool) -> Iterator[str]:
    """A line for each page, then the sentences that look like rules but gave no fact (the residue)."""
    pages = [draft for draft in drafts if isinstance(draft, MethodDraft | ResourceDraft)]
    if as_json:
        for page in pages:
            counts = msgspec.to_builtins(page.coverage)
            yield json.dumps({"page": page.file, **counts}, ensure_ascii=False)
        return
    yield f"{'rows':>6} {'fields':>6} {'sentences':>9} {'facts':>6} {'marks':>6} {'limits':>6}  page"
    for page in pages:
        yield _coverage_line(page.coverage, page.file)
    parts = [page.coverage for page in pages]
    names = ("rows", "fields", "sentences", "understood", "marks", "limits")
    total = Coverage(**{name: sum(getattr(part, name) for part in parts) for name in names})
    yield _coverage_line(total, f"{len(pages)} pages")
    residue = sorted(
        (item for part in parts for item in part.residue),
        key=lambda item: (item.kind, str(item.origin)),
    )
    yield f"residue: {len(residue)} sentences"
    for item in residue:
        yield f"  {item.kind}  {item.origin}  {' '.join(item.text.split())}"


def _coverage_line(counts: Coverage, label: str) -> str:
    return (
        f"{counts.rows:6} {counts.fields:6} {counts.sentences:9} {counts.understood:6} "
        f"{counts.marks:6} {counts.limits:6}  {label}"
    )
