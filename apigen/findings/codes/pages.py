"""Findings in the syntax of pages."""

from __future__ import annotations

from apigen.findings.diagnostics import Code, Severity

EMPTY_PAGE = Code(
    "P001",
    Severity.ERROR,
    "A page has no text.",
    "Restore the page, or remove it from the reference.",
)
PAGE_TOO_LARGE = Code(
    "P002",
    Severity.ERROR,
    "A page is larger than any page of the reference can be; it is not read.",
    "Check what the file is. The limits are 16 million characters, 200,000 lines and 20,000 headings.",
)
NOT_A_METHOD = Code(
    "P003",
    Severity.NOTE,
    "A page is not a REST method, a resource or a service of this reference.",
    "Nothing to do: such pages are passed over.",
)
NO_REQUEST_LINE = Code(
    "P004",
    Severity.ERROR,
    "A method page has no request line (`POST https://…`); the method is left out.",
    "Restore the request line under the heading of the HTTP request.",
)
UNCLOSED_FENCE = Code(
    "P005",
    Severity.ERROR,
    "A fenced block is opened and never closed; everything after it would be part of it.",
    "Close it with the same number of backticks.",
)
UNCLOSED_TABLE = Code(
    "P006",
    Severity.WARNING,
    "A `#|` table is not closed with `|#` before the next heading or the end of the page.",
    "Close the table.",
)
MISSING_COLUMN = Code(
    "P007",
    Severity.ERROR,
    "A table row has fewer columns than its table needs; the row is left out.",
    "Give the row a name and a description, parted by `|`.",
)
BAD_SAMPLE = Code(
    "P008",
    Severity.WARNING,
    "A JSON sample cannot be read to its end; what stands before the place is used.",
    "Mend the sample.",
)
UNKNOWN_VARIABLE = Code(
    "P009",
    Severity.WARNING,
    "A page uses a variable that the settings do not give; it stays visible.",
    "Give it a value under [tool.apigen.variables].",
)
BAD_FRONT_MATTER = Code(
    "P010",
    Severity.WARNING,
    "The front matter cannot be read; what it says is not used.",
    "Mend the YAML.",
)
TOO_DEEP = Code(
    "P011",
    Severity.WARNING,
    "Something is nested deeper than any page of the reference can be; it is read flat, or not to its end.",
    "Check the page: lists are read to 16 levels, all else is told from 64 on.",
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
    "A table of contents cannot be read.",
    "Mend the YAML.",
)
LISTED_PAGE_MISSING = Code(
    "P015",
    Severity.NOTE,
    "A table of contents lists pages that the reference does not have.",
    "Add the pages, or nothing: a part of the reference is enough for a part of the API.",
)
TOO_MANY_COLUMNS = Code(
    "P016",
    Severity.ERROR,
    "A table has more columns than any table of the reference can have; it is left out.",
    "Check the page. The limit is 100 columns; the first two hold the name and the description.",
)
TOO_LONG = Code(
    "P017",
    Severity.ERROR,
    "A cell or a piece of prose is longer than any of the reference can be; it is left out.",
    "Check the page. The limit is a million characters.",
)
BAD_TITLE = Code(
    "P018",
    Severity.WARNING,
    "The title of a method's page names no method; the name of its file is taken.",
    "Write `# Method name` or `REST: Resource.Method`, with a name of letters, digits and underscores.",
)
CONTENTS_LEAD_OUT = Code(
    "P019",
    Severity.WARNING,
    "A table of contents lists a page outside of the reference; it is not looked for.",
    "List pages by their paths from the table's folder, within the reference.",
)
