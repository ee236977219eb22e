"""What the `x-` keywords of the documents mean, told in the documents themselves."""

EXTENSIONS = {
    "x-allowed": "The values that the page admits, as numbers where the JSON has digits in a string.",
    "x-default": "A default that the page states but the schema of the field would refuse.",
    "x-enum-deprecated": "Enum values that the page advises against.",
    "x-enum-name": "The page's word for an enum.",
    "x-enumDescriptions": "What each enum value means.",
    "x-implied-map": "The page types the field only `object`; its prose shows that it is a map.",
    "x-inferred-type": "The page states no type; the one given here was inferred.",
    "x-limits": "Limits that the page states and that do not fit the type. They are not enforced.",
    "x-method": "Service, resource and method that the operation is on the pages.",
    "x-min-bytes": "Least number of bytes; the string holds them in base64.",
    "x-max-bytes": "Greatest number of bytes; the string holds them in base64.",
    "x-name": "The name of a path parameter on the page, where two pages name one place differently.",
    "x-not-empty": (
        "The least size of 1 follows from `required`: an empty string, list or map counts as absent."
    ),
    "x-one-of": (
        "Groups of fields of which at most one may be given (`exactlyOne`: not none either); "
        "`allOf` holds them as schemas."
    ),
    "x-operation": (
        "The method starts a long-running operation: the schemas of its `response` and `metadata`; "
        "`empty` when success returns no data."
    ),
    "x-pagination": "Field names of a list's pages: items, tokens, page size.",
    "x-path": "The path on the page, where it differs from the path here.",
    "x-query-messages": "Objects in the query whose fields are parameters with a dot in their names.",
    "x-range": (
        "Bounds of the number that a string holds: digits of an int64, seconds of a duration. "
        "For an int64 `pattern` says the same."
    ),
    "x-re2-pattern": "The RE2 expression of the page, where ECMA-262 spells it differently or cannot.",
    "x-required": (
        "Fields that the page calls required. They are not enforced in answers, where a missing field "
        "stands for its default; on a path parameter: the page says it too; on a query parameter: it "
        "is required where the message around it is given."
    ),
    "x-source": "File, line and column of the page that says it.",
    "x-update-mask": "The field of the body that names the fields to change.",
    "x-whole-number": "The string holds the digits of a whole number.",
}

_LEAD = (
    "Made from the Markdown reference. Strings match `pattern` as a whole; lengths are Unicode code "
    "points; `int64` travels as a string. Enums are closed in requests and open in answers."
)


def explanation() -> str:
    """CommonMark for `info.description`."""
    lines = [f"- `{name}`: {meaning}" for name, meaning in sorted(EXTENSIONS.items())]
    return "\n".join([_LEAD, "", "Extensions:", "", *lines])
