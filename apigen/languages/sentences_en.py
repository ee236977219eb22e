"""Sentence rules of English pages."""

from __future__ import annotations

from apigen.languages.sentence_rules import UNITS, SentenceRule, combine, of_kind

_LENGTHS = (
    ("string length[ in characters]", "length"),
    ("length[ in characters]", "length"),
    ("[string] length[ in characters] (for|of) (each|the) (value|element|item)", "each length"),
    ("[string] length[ in characters] (for|of) each key", "key length"),
    ("length (for|of) (each|the) map value", "each length"),
    ("length (for|of) (each|the) map key", "key length"),
    ("(number|count) of (elements|items|entries|values|pairs)", "items"),
)
_VALUES = (
    ("value", "value"),
    ("value (for|of) each (value|element|item)", "each value"),
    ("map value", "each value"),
)
_CHARACTERS = "[ (characters|character|symbols)][ long]"
_INCLUSIVE = "[,][ inclusive]"
# "Default value: 300000 (300 seconds, 5 minutes).", "Default: 0 (unlimited)."
_ASIDE = "[ \\(({#}{*}|{w})\\)]"
_PREDICATES = (
    (f"[the] maximum[ allowed] _ is {{n}}{_CHARACTERS}", "_ <= n"),
    (f"[the] minimum[ allowed] _ is {{n}}{_CHARACTERS}", "_ >= n"),
    (f"[the] _ must be[ in the range] {{a..b}}{_CHARACTERS}{_INCLUSIVE}", "_ >= a; _ <= b"),
    (
        f"[the] _ must be (from|between|in the range[ from| between]) {{a}} (to|and) {{b}}"
        f"{_CHARACTERS}{_INCLUSIVE}",
        "_ >= a; _ <= b",
    ),
    (f"[the] _ must be (equal to|exactly) {{n}}{_CHARACTERS}", "_ = n"),
    (f"[the] _ must be (greater|more|longer) than {{n}}{_CHARACTERS}", "_ > n"),
    (f"[the] _ must be (less|fewer|shorter) than {{n}}{_CHARACTERS}", "_ < n"),
    (f"[the] _ must be (greater|more) than or equal to {{n}}{_CHARACTERS}", "_ >= n"),
    (f"[the] _ must be (at least|(no|not) less than) {{n}}{_CHARACTERS}", "_ >= n"),
    (
        "[the] _ must be (less than or equal to|at most|up to|(no|not) (more|greater|longer) than)"
        f" {{n}}{_CHARACTERS}",
        "_ <= n",
    ),
    (
        "[the] _ (must not|cannot|can't|should not) (exceed|be (greater|more|longer) than)"
        f" {{n}}{_CHARACTERS}",
        "_ <= n",
    ),
    (f"[the] _ (must not|cannot|can't) be (less|shorter) than {{n}}{_CHARACTERS}", "_ >= n"),
)

_PRINTED = of_kind(
    "printed",
    (
        # Must precede the ranges: "must be equal to 5" states an allowed value.
        ("[the] value must be (equal to|one of|one of:) {list}", "value in list"),
        ("[the] value must satisfy: {list}", "value in list"),
        ("each (value|element|item) must be (equal to|one of) {list}", "each value in list"),
        *combine((*_LENGTHS, *_VALUES), _PREDICATES),
        (f"acceptable values are[ from] {{a}} to {{b}}{_INCLUSIVE}", "value >= a; value <= b"),
        (f"acceptable values are {{a..b}}{_INCLUSIVE}", "value >= a; value <= b"),
        ("acceptable values are[ from] {a} to {b}, exclusive", "value > a; value < b"),
        (
            "acceptable values are[ from] {a} \\(inclusive\\) to {b} " "\\(exclusive\\)",
            "value >= a; value < b",
        ),
        (
            "acceptable values are[ from] {a} \\(exclusive\\) to {b} \\(inclusive\\)",
            "value > a; value <= b",
        ),
        (
            f"acceptable values for each (value|element|item) are[ from] {{a}} to {{b}}{_INCLUSIVE}",
            "each value >= a; each value <= b",
        ),
        ("the (maximum|max) value for each (value|element|item) is {n}", "each value <= n"),
        ("the (minimum|min) value for each (value|element|item) is {n}", "each value >= n"),
        # Pages of 2026 double the backslashes.
        ("each map value must match the regular expression[:] {p}", "each value ~~ p"),
        ("each map key must match the regular expression[:] {p}", "key ~~ p"),
        ("the value must match the regular expression: {p}", "value ~~ p"),
        ("each element must match the regular expression: {p}", "each value ~~ p"),
        ("[the] value must match [the] regular expression[:] {p}", "value ~ p"),
        ("each (value|element|item) must match [the] regular expression[:] {p}", "each value ~ p"),
        ("each key must match [the] regular expression[:] {p}", "key ~ p"),
        ("(no|not) more than {n} per resource", "items <= n"),
        ("must contain at least one (element|item|value)", "items >= 1"),
        ("must contain at least {n} (elements|element|items|item|values|value)", "items >= n"),
        (
            "must contain (at most|(no|not) more than) {n} (elements|element|items|item)",
            "items <= n",
        ),
        ("must contain exactly one (element|item|value)", "items = 1"),
        (
            "must contain exactly {n} (elements|element\\(s\\)|element|items|item|values|value)",
            "items = n",
        ),
        ("must contain[ from] {a} to {b} (elements|items|values)", "items >= a; items <= b"),
        ("must contain {a..b} (elements|items|values)", "items >= a; items <= b"),
        ("[the|all] (values|elements|items) must be unique", "unique"),
        ("one of elements is required", "one_required"),
    ),
)

_AUTHORED = of_kind(
    "authored",
    (
        ("(this|the) (field|parameter) is (required|mandatory)", "required"),
        ("deprecated (field|since|as of|in favor of|in favour of)[ {*}]", "deprecated"),
        ("(this|the) (field|parameter|method) is deprecated[, {*}]", "deprecated"),
        (
            "[(length|length is|length:)] {a..b} (characters|symbols)[ long]",
            "length >= a; length <= b",
        ),
        ("[must be] [from] {a} to {b} (characters|symbols)[ long]", "length >= a; length <= b"),
        ("must be {a..b} (characters|symbols)[ long]", "length >= a; length <= b"),
        ("[must be] {n} (characters|symbols) long", "length = n"),
        (
            "[must be] (up to|at most|(no|not) (more|longer) than) {n} (characters|symbols)[ long]",
            "length <= n",
        ),
        ("[must be] at least {n} (characters|symbols)[ long]", "length >= n"),
        (
            "(maximum|max|maximum length|max length)[ is|:] {n} (characters|symbols)[ long]",
            "length <= n",
        ),
        ("(maximum length|max length|max. length)[ is|:] {n}", "length <= n"),
        ("(minimum length|min length|min. length)[ is|:] {n}", "length >= n"),
        ("(minimum|min)[ is|:] {n} (characters|symbols)[ long]", "length >= n"),
        ("(maximum of|maximum|up to|at most|no more than) {n} per (resource|key)", "items <= n"),
        ("more than {n} per resource", "items <= n"),
        (
            "must be {a..b} (characters|symbols) long and match the regular expression {p}",
            "length >= a; length <= b; value ~ p",
        ),
        ("must match the regular expression[:] {p}", "value ~ p"),
        ("(must|should|has to) be (greater|more) than zero", "value > 0"),
        ("(must|should|has to) be (greater|more) than {n}", "value > n"),
        ("(must|should|has to) be (greater|more) than or equal to {n}", "value >= n"),
        ("(must|should|has to) be less than {n}", "value < n"),
        ("(must|should|has to) be less than or equal to {n}", "value <= n"),
        ("(must|should|has to) be at least {n}", "value >= n"),
        ("(must|should|has to) be (at most|(no|not) (more|greater) than) {n}", "value <= n"),
        ("(must|should|has to) be (positive|a positive (number|integer))", "value > 0"),
        ("(must|should|has to) be (non-negative|a non-negative (number|integer))", "value >= 0"),
        (
            "(must|should|has to) be [(a|an)] [(double|floating-point|real|decimal|integer|whole)]"
            " [(number|value|integer)] (between|from|in the range|in the range from)"
            " {a}[ \\(inclusive\\)] (and|to) {b}[ \\(inclusive\\)|, inclusive| inclusive]",
            "value >= a; value <= b",
        ),
        ("(must|should|has to) be in[ the] range {a..b}", "value >= a; value <= b"),
        (
            "(must|should|has to) be in[ the] (range|interval) \\[{a}, {b}\\]",
            "value >= a; value <= b",
        ),
        (
            "[the] (name|description) must be {a..b} (characters|symbols)[ long]",
            "length >= a; length <= b",
        ),
        (f"[the] default[ value]( is|:| -|) {{d}}{_ASIDE}", "default = d"),
        (f"[the] default {{w}}( is|:) {{d}}{_ASIDE}", "default = d"),
        (f"by default( is|:|,| -|) {{d}}{_ASIDE}", "default = d"),
        (f"(defaults|default) to {{d}}{_ASIDE}", "default = d"),
        ("{*}, {d} by default", "default = d"),
        ("{*}, [the] default[ value]( is|:) {d}", "default = d"),
        ("{*} \\({d} by default\\)", "default = d"),
        ("(this is|used by|it is|is) [the] default[ value]", "default = item"),
        ("[the] default[ value]", "default = item"),
        ("(by default|used by default)", "default = item"),
        ("{*} \\((default|by default|used by default)\\)", "default = item"),
    ),
)

# Conditions, examples and advice constrain no value.
_PROSE = of_kind(
    "prose",
    (
        "(if|when|once|unless|otherwise[,]|for example[,]|for more information[,]|e.g.|see|to) {*}",
        "for {*}, (see|use) {*}",
        "you should (pass|send|use) {*}",
        "[the] range of possible values is {*}",
        "[the] maximum number of {*} per page {*}",
        "[the] default value for most fields is {*}",
        "{*} will be reset to the default[ {*}]",
        "{*} which by default {*}",
        "(must|should) be encoded {*}",
        "the expression must specify: {*}",
    ),
)

_SIGNALS = of_kind(
    "signal",
    (
        "(must|should|shall|cannot|can't)",
        "(has|have|needs|need) to be",
        "(required|mandatory|obligatory)",
        "(default|defaults)",
        "(at least|at most|exactly|up to)",
        "(more|less|greater|fewer|longer|shorter|larger|smaller) than",
        "(exceed|exceeds)",
        "(maximum|minimum|max|min)",
        "(acceptable|allowed|available|supported|possible|valid) (value|values|range)",
        "(characters|symbols) long",
        "in the range",
        "(inclusive|exclusive)",
        "regular expression",
        "per resource",
    ),
)

RULES: tuple[SentenceRule, ...] = (
    *_PRINTED,
    *_AUTHORED,
    *_PROSE,
    *_SIGNALS,
    *of_kind(
        "lead",
        (
            "if (set|specified|present|provided),",
            "if [(the|this) (value|field|parameter) is] (not set|not specified|unspecified|omitted),",
            "note that",
            "note:",
        ),
    ),
    *of_kind("abbreviation", ("e.g i.e vs cf approx incl max min no fig ver",)),
    *of_kind("conjunction", ("or and",)),
    *UNITS,
)
