"""Findings about the syntax of pages."""

from __future__ import annotations

from apigen.findings.diagnostics import Code, Severity

EMPTY_PAGE = Code(
    "P001",
    Severity.ERROR,
    "A page is empty.",
    "Restore the page, or remove it from the reference.",
)
PAGE_TOO_LARGE = Code(
    "P002",
    Severity.ERROR,
    "A page exceeds the size limits; it is left out.",
    "Check whether the file is a page. The limits are 16 million characters, 200,000 lines and 20,000 headings.",
)
NOT_A_METHOD = Code(
    "P003",
    Severity.NOTE,
    "A page describes neither a REST method nor a resource nor a service.",
    "Nothing to do; such pages are skipped.",
)
NO_REQUEST_LINE = Code(
    "P004",
    Severity.ERROR,
    "A method page has no request line (`POST https://…`); the method is left out.",
    "Restore the request line below the heading of the HTTP request.",
)
UNCLOSED_FENCE = Code(
    "P005",
    Severity.ERROR,
    "A fenced block is not closed; everything after it would be part of it.",
    "Close it with the same number of backticks.",
)
UNCLOSED_TABLE = Code(
    "P006",
    Severity.WARNING,
    "A `#|` table is not closed by `|#` before the next heading or the end of the page.",
    "Close the table.",
)
MISSING_COLUMN = Code(
    "P007",
    Severity.ERROR,
    "A table row has too few columns; it is left out.",
    "Give the row a name and a description, separated by `|`.",
)
BAD_SAMPLE = Code(
    "P008",
    Severity.WARNING,
    "A JSON sample is invalid; the part before the error is used.",
    "Correct the sample.",
)
UNKNOWN_VARIABLE = Code(
    "P009",
    Severity.WARNING,
    "A page uses a variable that the settings do not define; it is left as it is.",
    "Define it in [tool.apigen.variables].",
)
BAD_FRONT_MATTER = Code(
    "P010",
    Severity.WARNING,
    "The front matter is invalid; it is ignored.",
    "Correct the YAML.",
)
TOO_DEEP = Code(
    "P011",
    Severity.WARNING,
    "Something is nested too deeply; it is read as flat, or only in part.",
    "Check the page. The limits are 16 levels for lists, and 64 for everything else.",
)
DUPLICATE_SECTION = Code(
    "P013",
    Severity.WARNING,
    "A page has the same section twice; the first is used.",
    "Remove one of them.",
)
BAD_CONTENTS = Code(
    "P014",
    Severity.WARNING,
    "A table of contents is invalid; it is ignored.",
    "Correct the YAML.",
)
LISTED_PAGE_MISSING = Code(
    "P015",
    Severity.NOTE,
    "A table of contents lists pages that are not in the reference.",
    "Add the pages, or leave it: part of the reference is enough for part of the API.",
)
TOO_MANY_COLUMNS = Code(
    "P016",
    Severity.ERROR,
    "A table has too many columns; it is left out.",
    "Check the page. The limit is 100 columns; the first two hold the name and the description.",
)
TOO_LONG = Code(
    "P017",
    Severity.ERROR,
    "A table cell or a paragraph is too long; it is left out.",
    "Check the page. The limit is a million characters.",
)
BAD_TITLE = Code(
    "P018",
    Severity.WARNING,
    "The title of a method page names no method; the file name is used.",
    "Write `# Method name` or `REST: Resource.Method`, with a name of letters, digits and underscores.",
)
CONTENTS_LEAD_OUT = Code(
    "P019",
    Severity.WARNING,
    "A table of contents lists a page outside of the reference; the entry is ignored.",
    "List pages within the reference, by paths relative to the folder of the table of contents.",
)
INCLUDE_NOT_READ = Code(
    "P020",
    Severity.WARNING,
    "A page includes text of another file, which is not read; a limit may be in it.",
    "Put the text into the page, or pull pages that the documentation's build has written.",
)
UNDECIDED_CONDITION = Code(
    "P021",
    Severity.WARNING,
    "A condition (`{% if %}`) depends on a variable without a value; all of its branches are read.",
    "Define the variable in [tool.apigen.variables].",
)
UNKNOWN_DIRECTIVE = Code(
    "P022",
    Severity.WARNING,
    "A page has an unknown directive (`{% … %}`), which is kept as text, or one without its beginning.",
    "Correct it. Known: note, cut, list, if, elsif, else, include, raw.",
)
