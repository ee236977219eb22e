"""Findings in the meaning of pages."""

from __future__ import annotations

from apigen.findings.diagnostics import Code, Severity

UNKNOWN_TYPE = Code(
    "A001",
    Severity.ERROR,
    "A row has a type that is not known; any JSON value is taken.",
    "Write one of string, integer, number, boolean, object, enum, or a link to a message.",
)
UNKNOWN_FORMAT = Code(
    "A002",
    Severity.WARNING,
    "A type has a format that is not known; it is read without.",
    "Formats are int32, int64, float, double, date-time, duration, byte, field-mask.",
)
DUPLICATE_FIELD = Code(
    "A003",
    Severity.ERROR,
    "A table has two rows of one field; the first is used.",
    "Remove one of the rows.",
)
MISSING_PARENT = Code(
    "A004",
    Severity.WARNING,
    "A row names a field within another that has no row of its own.",
    "Add the row of the outer field.",
)
NOT_AN_OBJECT = Code(
    "A005",
    Severity.WARNING,
    "A field has fields within it, and its own row says that it is no object; it is taken as one.",
    "Mend the type of the row.",
)
MISFIT = Code(
    "A006",
    Severity.WARNING,
    "A limit does not fit the type of its field (a length of a number); it is not used.",
    "Mend the type or the sentence.",
)
ONE_OF_UNKNOWN_FIELD = Code(
    "A007",
    Severity.WARNING,
    "A one-of group names a field that its message does not have; the name is left out.",
    "Mend the name.",
)
ONE_OF_DISAGREES = Code(
    "A008",
    Severity.WARNING,
    "Rows of one one-of group do not agree on its members.",
    "Name the same fields in the row of each member.",
)
SAMPLE_DISAGREES = Code(
    "A009",
    Severity.WARNING,
    "The sample and the table of a page do not agree; the table is used.",
    "Mend whichever is wrong.",
)
SAMPLE_GROUP_DISAGREES = Code(
    "A010",
    Severity.WARNING,
    "A one-of comment of the sample and the table do not agree; the table is used.",
    "Mend the comment.",
)
SCHEMA_DISAGREES = Code(
    "A011",
    Severity.WARNING,
    "The schema in the front matter and the table do not agree; the table is used.",
    "Mend whichever is wrong.",
)
UNKNOWN_MESSAGE = Code(
    "A012",
    Severity.WARNING,
    "A type is a link to a message that no page describes; any JSON object is taken.",
    "Add the message's section, or mend the link.",
)
BAD_PATTERN = Code(
    "A013",
    Severity.ERROR,
    "A regular expression does not compile, or is larger than any can be; it is not checked.",
    "Mend the expression. Patterns are RE2 (https://github.com/google/re2/wiki/Syntax).",
)
RESIDUE = Code(
    "A014",
    Severity.WARNING,
    "A sentence looks like a rule and is not understood: it stays in the description alone.",
    "Word it like the other pages, or add a rule to the phrasebook of its language.",
)
BAD_NAME = Code(
    "A015",
    Severity.ERROR,
    "A name is no name of a field, a method or a resource; what bears it is left out.",
    "Names are letters, digits and underscores, and begin with a letter.",
)
NO_FIELDS = Code(
    "A016",
    Severity.WARNING,
    "A section of parameters has a sample and no table; its fields have no types but the sample's.",
    "Add the table.",
)
DUPLICATE_MESSAGE = Code(
    "A017",
    Severity.WARNING,
    "A page describes one message twice, differently; the first is used.",
    "Remove one of the sections.",
)
CONFLICTING_RANGE = Code(
    "A018",
    Severity.WARNING,
    "The limits of a field contradict each other; no value would be valid. They are not used.",
    "Mend the limits.",
)
IGNORED_INDEX = Code(
    "A019",
    Severity.NOTE,
    "An index lists a page that the reference does not have.",
    "Add the page, or remove the row.",
)
UNKNOWN_TABLE = Code(
    "A021",
    Severity.WARNING,
    "A table among fields or parameters has other columns; with two it is read, else passed over.",
    "Give it the columns of the other tables: a name and a description.",
)

DEFAULT_MISFIT = Code(
    "A022",
    Severity.WARNING,
    "A default is no value of its field's type (a word for a number, a name that an enum lacks); it "
    "is not used.",
    "Mend the sentence, the type, or the list of values.",
)

REQUIRED_MEMBER = Code(
    "A023",
    Severity.NOTE,
    "Fields that exclude each other are marked as required: where all of a group are, one of them is; "
    "where some are, they are not.",
    "Leave the mark out, and say that one of the fields is required.",
)

# --- many pages into one API ----------------------------------------------------------------------

DUPLICATE_METHOD = Code(
    "L001",
    Severity.ERROR,
    "Two pages describe one method; the first is used.",
    "Remove one of the pages.",
)
MESSAGE_CONFLICT = Code(
    "L002",
    Severity.NOTE,
    "Pages describe one message differently; the fullest description is used.",
    "Nothing to do where the pages are of different age; else mend one of them.",
)
PATH_PARAMETER_MISSING = Code(
    "L003",
    Severity.WARNING,
    "The path has a parameter that the page does not describe.",
    "Add its row to the table of path parameters.",
)
PATH_PARAMETER_UNUSED = Code(
    "L004",
    Severity.WARNING,
    "The page describes a path parameter that is not in the path; it is left out.",
    "Mend the row or the request line.",
)
NO_HOST = Code(
    "L005",
    Severity.WARNING,
    "A page gives no host, and no other page of its service does; one is made from its name.",
    "Write the whole URL into the request line.",
)
BAD_PATH = Code(
    "L006",
    Severity.ERROR,
    "The path of a request is not a path template; the method is left out.",
    "Write /service/v1/resources/{resourceId}.",
)
BAD_HOST = Code(
    "L008",
    Severity.WARNING,
    "The host of a request is no name of a host; it is not used.",
    "Write https://service.api.cloud.yandex.net, or give its variable a value.",
)
NOT_PORTABLE = Code(
    "A020",
    Severity.NOTE,
    "A regular expression means one thing in RE2 and another in other engines.",
    "Word it so that every engine reads it alike.",
)
OTHER_LANGUAGE = Code(
    "L007",
    Severity.NOTE,
    "A method has pages in several languages; those of the commonest language are used.",
    "Nothing to do. Read each language's folder alone for an API with docs in it.",
)
