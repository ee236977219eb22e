"""Findings about the meaning of pages and sentences, and about linking pages into one API."""

from __future__ import annotations

from apigen.findings.diagnostics import Code, Severity

UNKNOWN_TYPE = Code(
    "A001",
    Severity.ERROR,
    "The type of a row is unknown; the field accepts any JSON value.",
    "Use string, integer, number, boolean, object, enum, or a link to a message.",
)
UNKNOWN_FORMAT = Code(
    "A002",
    Severity.WARNING,
    "The format of a type is unknown; it is ignored.",
    "Use int32, int64, float, double, date-time, duration, byte or field-mask.",
)
DUPLICATE_FIELD = Code(
    "A003",
    Severity.ERROR,
    "A table has two rows for one field; the first is used.",
    "Remove one of the rows.",
)
MISSING_PARENT = Code(
    "A004",
    Severity.WARNING,
    "A row names a nested field whose parent has no row.",
    "Add a row for the parent field.",
)
NOT_AN_OBJECT = Code(
    "A005",
    Severity.WARNING,
    "A field has nested fields, but its row says that it is not an object; it is read as an object.",
    "Correct the type in the row.",
)
MISFIT = Code(
    "A006",
    Severity.WARNING,
    "A limit does not apply to the type of its field, such as a length of a number; it is ignored.",
    "Correct the type or the sentence.",
)
ONE_OF_UNKNOWN_FIELD = Code(
    "A007",
    Severity.WARNING,
    "A one-of group names a field that its message does not have; the name is ignored.",
    "Correct the name.",
)
ONE_OF_DISAGREES = Code(
    "A008",
    Severity.WARNING,
    "The rows of a one-of group disagree about its members.",
    "List the same fields in the row of each member.",
)
SAMPLE_DISAGREES = Code(
    "A009",
    Severity.WARNING,
    "The sample and the table of a page disagree; the table is used.",
    "Correct whichever is wrong.",
)
SAMPLE_GROUP_DISAGREES = Code(
    "A010",
    Severity.WARNING,
    "A one-of comment in the sample disagrees with the table; the table is used.",
    "Correct the comment.",
)
SCHEMA_DISAGREES = Code(
    "A011",
    Severity.WARNING,
    "The schema in the front matter disagrees with the table; the table is used.",
    "Correct whichever is wrong.",
)
UNKNOWN_MESSAGE = Code(
    "A012",
    Severity.WARNING,
    "A type links to a message that no page describes; the field accepts any JSON object.",
    "Add the section of the message, or correct the link.",
)
BAD_PATTERN = Code(
    "A013",
    Severity.ERROR,
    "A regular expression does not compile, or exceeds the size limit of RE2; it is ignored.",
    "Correct the expression. Patterns are in RE2 syntax (https://github.com/google/re2/wiki/Syntax).",
)
RESIDUE = Code(
    "A014",
    Severity.WARNING,
    "A sentence looks like a rule, but no fact could be read from it; it is kept in the description only.",
    "Word it as on other pages, or add a rule to the phrasebook of the language.",
)
BAD_NAME = Code(
    "A015",
    Severity.ERROR,
    "The name of a field, method or resource is invalid; the item is left out.",
    "Use letters, digits and underscores, beginning with a letter.",
)
NO_FIELDS = Code(
    "A016",
    Severity.WARNING,
    "A section of parameters has a sample but no table; the types of its fields are guessed from the sample.",
    "Add the table.",
)
DUPLICATE_MESSAGE = Code(
    "A017",
    Severity.WARNING,
    "A page has two different descriptions of one message; the first is used.",
    "Remove one of the sections.",
)
CONFLICTING_RANGE = Code(
    "A018",
    Severity.WARNING,
    "The limits of a field contradict each other, so that no value would be valid; they are ignored.",
    "Correct the limits.",
)
IGNORED_INDEX = Code(
    "A019",
    Severity.NOTE,
    "An index lists a page that is not in the reference.",
    "Add the page, or remove the row.",
)
UNKNOWN_TABLE = Code(
    "A021",
    Severity.WARNING,
    "A table of fields or parameters has unexpected columns; it is read if it has two, else ignored.",
    "Use the columns of the other tables: a name and a description.",
)

DEFAULT_MISFIT = Code(
    "A022",
    Severity.WARNING,
    "A default is not a value of its field's type, such as a word for a number or an unknown enum "
    "value; it is ignored.",
    "Correct the sentence, the type, or the list of values.",
)

REQUIRED_MEMBER = Code(
    "A023",
    Severity.NOTE,
    "Fields of a one-of group are marked as required. If all of them are, exactly one is required; if only "
    "some are, the marks are ignored.",
    "Remove the marks, and state that exactly one of the fields is required.",
)

# --- Sentences ------------------------------------------------------------------------------------

DAMAGED_EXPRESSION = Code(
    "A101",
    Severity.WARNING,
    "A regular expression was damaged before the page was published; it is ignored.",
    "Restore the expression: put it in double backticks, and write | as \\|.",
)
SECOND_DEFAULT = Code(
    "A102",
    Severity.WARNING,
    "A description states two different defaults; the first is used.",
    "Remove one of the sentences.",
)
ENUM_VALUE_TWICE = Code(
    "A103",
    Severity.WARNING,
    "A list of values has the same value twice; the first is used.",
    "Remove one of the items.",
)

# --- Linking of pages into one API ----------------------------------------------------------------

DUPLICATE_METHOD = Code(
    "L001",
    Severity.ERROR,
    "Two pages describe the same method; the first is used.",
    "Remove one of the pages.",
)
MESSAGE_CONFLICT = Code(
    "L002",
    Severity.NOTE,
    "Pages describe the same message differently; the fullest description is used.",
    "Nothing to do if the pages are of different age; otherwise correct one of them.",
)
PATH_PARAMETER_MISSING = Code(
    "L003",
    Severity.WARNING,
    "The path template has a parameter that the page does not describe.",
    "Add a row to the table of path parameters.",
)
PATH_PARAMETER_UNUSED = Code(
    "L004",
    Severity.WARNING,
    "The page describes a path parameter that is not in the path template; it is ignored.",
    "Correct the row or the request line.",
)
NO_HOST = Code(
    "L005",
    Severity.WARNING,
    "No page of a service gives a host; one is derived from the name of the service.",
    "Write the full URL in the request line.",
)
BAD_PATH = Code(
    "L006",
    Severity.ERROR,
    "The path of a request is not a valid path template; the method is left out.",
    "Use the form /service/v1/resources/{resourceId}.",
)
BAD_HOST = Code(
    "L008",
    Severity.WARNING,
    "The host of a request is not a valid host name; it is ignored.",
    "Write https://service.api.cloud.yandex.net, or give the variable a value in the settings.",
)
NOT_PORTABLE = Code(
    "A020",
    Severity.NOTE,
    "A regular expression has a different meaning in RE2 than in other engines.",
    "Write it so that all engines agree.",
)
OTHER_LANGUAGE = Code(
    "L007",
    Severity.NOTE,
    "A method has pages in several languages; those in the most common language are used.",
    "Nothing to do. To get the docs in one language, read the folder of that language only.",
)
