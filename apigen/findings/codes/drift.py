"""Findings of `apigen check`: files that are not what they should be."""

from __future__ import annotations

from apigen.findings.diagnostics import Code, Severity

OUT_OF_DATE = Code(
    "O101",
    Severity.ERROR,
    "A generated file is not what the pages, the templates and this version of apigen give.",
    "Run `apigen generate` and commit what it writes.",
)
MISSING = Code(
    "O102",
    Severity.ERROR,
    "A file that would be generated is not there.",
    "Run `apigen generate` and commit what it writes.",
)
LEFT_OVER = Code(
    "O103",
    Severity.ERROR,
    "A file was generated once, and nothing gives it any more.",
    "Run `apigen generate`, which removes it, and commit that.",
)
EDITED = Code(
    "O104",
    Severity.ERROR,
    "A generated file was edited by hand: the next run would undo it.",
    "Move the change into a template, or drop it with `apigen generate --force`.",
)
FOREIGN = Code(
    "O105",
    Severity.ERROR,
    "A file that apigen did not write stands where a generated one belongs.",
    "Move it away, or let `apigen generate --force` overwrite it.",
)
PAGE_CHANGED = Code(
    "O106",
    Severity.ERROR,
    "A page is not the one that apigen.lock pins.",
    "Pull it again with `apigen pull`, or change it upstream.",
)
PAGE_MISSING = Code(
    "O107",
    Severity.ERROR,
    "A page that apigen.lock pins is not there.",
    "Pull it again with `apigen pull`.",
)
PAGE_UNKNOWN = Code(
    "O108",
    Severity.ERROR,
    "A page lies in the reference that apigen.lock does not know.",
    "Remove it, or pull it with `apigen pull --path`.",
)

WORDS = "a run was cut short here"
MEND = "`apigen generate` finishes or drops what that run had begun, and says so"
CUT_SHORT = Code(
    "O109",
    Severity.ERROR,
    "A run was cut short while it changed files: some may be old and some new.",
    f"{MEND}.",
)

CODES = (
    OUT_OF_DATE,
    MISSING,
    LEFT_OVER,
    EDITED,
    FOREIGN,
    PAGE_CHANGED,
    PAGE_MISSING,
    PAGE_UNKNOWN,
    CUT_SHORT,
)
