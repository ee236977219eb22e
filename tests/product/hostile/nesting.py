"""Nesting without end: each kind that pages have, where its text stands in a page."""

from __future__ import annotations

from tests.product.hostile.at_scale import DEEP, HEAD, TABLE, Attack, page

KINDS = {
    "quotes": ">" * DEEP + " a",
    "quotes set apart": "> " * DEEP + "a",
    "lists": "- " * DEEP + "a",
    "numbered lists": "1. " * DEEP + "a",
    "lists, indented": "".join("  " * level + "- a\n" for level in range(900)),
    "lists of HTML": "<ul><li>" * DEEP,
    "lists of HTML, closed": "<ol><li>" * DEEP + "a" + "</li></ol>" * DEEP,
    "emphasis": "**a " * DEEP + " b**" * DEEP,
    "emphasis of two kinds": "*a _b " * DEEP,
    "brackets": "[" * DEEP + "a" + "]" * DEEP + "(x)",
    "links": "[a " * DEEP + "](x)" * DEEP,
    "the target of a link": "[a](" + "(" * DEEP + ")" * DEEP + ")",
    **{
        f"<{tag}>": f"<{tag}>" * DEEP + "a" + f"</{tag}>" * DEEP
        for tag in ("div", "code", "strong", "table", "a href='x'")
    },
}
_ONE_LINE = {name: text for name, text in KINDS.items() if "\n" not in text}
_OPEN = "#|\n|| a | **string**\n"
_CELL = "#|\n|| Field | Description ||\n|| a | **string**\n\n"

NESTING = {
    **{f"{name} in prose": Attack(page(HEAD + text), "P011") for name, text in KINDS.items()},
    **{
        f"{name} in a cell": Attack(page(f"{TABLE}a | **string**<br>{text}\n"), "P011")
        for name, text in _ONE_LINE.items()
        if name
        not in ("quotes", "quotes set apart", "lists", "numbered lists")  # plain words there
    },
    **{
        f"{name} in a cell of #|": Attack(page(f"{HEAD}{_CELL}{text}\n||\n|#\n"), "P011")
        for name, text in KINDS.items()
    },
    "tables": Attack(page(HEAD + _OPEN * DEEP + "||\n|#\n" * DEEP), "P011"),
    "tables, open": Attack(page(HEAD + _OPEN * DEEP), "P011"),
    "tables in a cell": Attack(page(f"{HEAD}{_CELL}{_OPEN * DEEP}"), "P011"),
    "a sample": Attack(page(HEAD + "```json\n" + '{"a":' * DEEP + "}" * DEEP + "\n```\n"), "P008"),
    "arrays of a sample": Attack(
        page(HEAD + '```json\n{"a":' + "[" * DEEP + "]" * DEEP + "}\n```\n"), "P008"
    ),
    "JSON that is no sample": Attack(
        page("```json\n" + '{"a":' * DEEP + "}" * DEEP + "\n```\n" + HEAD), "P011"
    ),
}
