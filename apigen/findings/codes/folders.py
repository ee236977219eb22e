"""Findings of looking for pages."""

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
    "The reference holds no page.",
    "Pages end in .md and lie as upstream: <lang>/<service>/api-ref/<Resource>/<method>.md.",
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
    "A page is larger than any page of the reference is; it is left out.",
    "Check whether the file is a page at all.",
)
NOT_A_FILE = Code(
    "F005",
    Severity.ERROR,
    "Something with a page's name is a device, a pipe or a folder; it is left out.",
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
    "A page cannot be read; nothing is written without it.",
    "Check its permissions.",
)
CHANGING = Code(
    "F008",
    Severity.ERROR,
    "A page was written to each time it was read: what was read may be half of it. Nothing is written.",
    "Wait for whatever writes it, then run again.",
)
SAME_NAME = Code(
    "F009",
    Severity.WARNING,
    "Two pages have names that are one on some systems: they differ in case or Unicode form alone.",
    "Rename one of them.",
)
