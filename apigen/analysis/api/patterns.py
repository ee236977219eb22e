"""Validates regular expressions of pages: RE2 syntax (https://github.com/google/re2/wiki/Syntax) of
bounded size."""

from __future__ import annotations

import re

from apigen.ir import re2

MAX_LENGTH = 4_000
"""Characters of an expression; the longest on any page has 78."""
MAX_REPEATS = 1_000
"""The product of nested repeat counts, as in RE2."""

# What is left of a repeat count that lost a brace; engines match a lone brace literally.
_HALF_COUNT = re.compile(r"\{[0-9]+,?[0-9]*|[0-9]+,?[0-9]*\}")


def pattern_problem(regex: str) -> str:
    """Why an expression is unusable; empty if it is usable."""
    if len(regex) > MAX_LENGTH:
        return f"it has {len(regex)} characters, and {MAX_LENGTH} are the most"
    try:
        tree = re2.parse(regex)
    except re2.PatternError as error:
        return str(error)
    if _most_repeats(tree) > MAX_REPEATS:
        return f"repeats within each other say a part more than {MAX_REPEATS} times"
    for node in re2.walk(tree):
        if isinstance(node, re2.Sequence) and (half := _HALF_COUNT.search(_plain_text(node))):
            lost = "}" if half.group().startswith("{") else "{"
            return f"the count {half.group()} has no {lost}"
    return ""


def _most_repeats(node: re2.Node) -> int:
    """The largest product of nested repeat counts."""
    inner = max(map(_most_repeats, re2.children(node)), default=1)
    if isinstance(node, re2.Repeat):
        return inner * max(1, node.least if node.most is None else node.most)
    return inner


def _plain_text(sequence: re2.Sequence) -> str:
    """The characters of a sequence that stand for themselves, `\\0` for everything else."""
    return "".join(
        part.character if isinstance(part, re2.Literal) and part.spelled == part.character else "\0"
        for part in sequence.parts
    )
