"""Findings of `apigen check`: files that differ from what they should be."""

from __future__ import annotations

from apigen.findings.diagnostics import Code, Severity

OUT_OF_DATE = Code(
    "O101",
    Severity.ERROR,
    "A generated file differs from what the pages, the templates and this version of apigen make.",
    "Run `apigen generate` and commit what it writes.",
)
MISSING = Code(
    "O102",
    Severity.ERROR,
    "A file that would be generated is missing.",
    "Run `apigen generate` and commit what it writes.",
)
LEFT_OVER = Code(
    "O103",
    Severity.ERROR,
    "A file was generated earlier, but is no longer part of the output.",
    "Run `apigen generate`, which removes it, and commit the removal.",
)
EDITED = Code(
    "O104",
    Severity.ERROR,
    "A generated file was edited by hand; the next run would undo the edit.",
    "Move the change into a template, or discard it with `apigen generate --force`.",
)
FOREIGN = Code(
    "O105",
    Severity.ERROR,
    "A file that apigen did not write has the path of a generated file.",
    "Move it, or overwrite it with `apigen generate --force`.",
)
PAGE_CHANGED = Code(
    "O106",
    Severity.ERROR,
    "A page differs from the one that apigen.lock pins.",
    "Pull it again with `apigen pull --force`, or make the change upstream.",
)
PAGE_MISSING = Code(
    "O107",
    Severity.ERROR,
    "A page that apigen.lock pins is missing.",
    "Pull it again with `apigen pull`.",
)
PAGE_UNKNOWN = Code(
    "O108",
    Severity.ERROR,
    "A page in the reference is not pinned by apigen.lock.",
    "Remove it, or pull it with `apigen pull --path`.",
)

INTERRUPTED_MESSAGE = "a run was interrupted here"
INTERRUPTED_HINT = "`apigen generate` completes or discards the change that it had begun"
INTERRUPTED = Code(
    "O109",
    Severity.ERROR,
    "A run was interrupted while it changed files; some may be old and some new.",
    f"{INTERRUPTED_HINT}.",
)
