"""Findings about the folder of pages and its files."""

from __future__ import annotations

from apigen.findings.diagnostics import Code, Severity

NO_REFERENCE = Code(
    "F001",
    Severity.ERROR,
    "The reference is neither a folder nor a page.",
    "Check the path, or `reference` in [tool.apigen].",
)
NO_PAGES = Code(
    "F002",
    Severity.ERROR,
    "The reference contains no page.",
    "Pages end in .md, in the layout of upstream: <lang>/<service>/api-ref/<Resource>/<method>.md.",
)
NOT_UTF8 = Code(
    "F003",
    Severity.ERROR,
    "A page is not UTF-8; it is left out.",
    "Save the page as UTF-8.",
)
TOO_LARGE = Code(
    "F004",
    Severity.ERROR,
    "A page exceeds the size limit; it is left out.",
    "Check whether the file is a page.",
)
NOT_A_FILE = Code(
    "F005",
    Severity.ERROR,
    "A device, pipe or folder has the name of a page; it is left out.",
    "Remove it from the reference.",
)
LEADS_OUT = Code(
    "F006",
    Severity.ERROR,
    "A symbolic link leads out of the reference; it is left out.",
    "Copy the page into the reference.",
)
UNREADABLE = Code(
    "F007",
    Severity.ERROR,
    "A page cannot be read; no output is written.",
    "Check its permissions.",
)
CHANGING = Code(
    "F008",
    Severity.ERROR,
    "A page changed each time it was read, so that its text may be incomplete; no output is written.",
    "Wait until the page is no longer being written, then run again.",
)
SAME_NAME = Code(
    "F009",
    Severity.WARNING,
    "Two pages have names that differ only in case or Unicode normalization: some systems treat them as one.",
    "Rename one of them.",
)
