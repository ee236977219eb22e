"""Compiles sentence rules: templates into regular expressions, facts into statements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal

import msgspec

from apigen.analysis.sentences.folding import CODE, DAMAGED, folded
from apigen.analysis.sentences.mask import MARK
from apigen.languages.sentence_rules import SentenceRule

_TOKEN = re.compile(r"\{[^{}]*\}|\\.|[\[\]()|]|\s+|[^\s\[\](){}|\\]+")
QUOTES = "\"'«»“”„"
NO_SLOTS: Mapping[str, str] = MappingProxyType({})


def template(words: str, slots: Mapping[str, str] = NO_SLOTS) -> str:
    """The regular expression of a template, for folded text with a space before it.

    Each word includes the space before it, so that an optional word takes its space along. `slots` are
    the expressions of the slots by name.
    """
    parts: list[str] = []
    space = True
    opened: list[bool] = []
    for token in _TOKEN.findall(words):
        if token.isspace():
            space = True
        elif token == "[":
            opened.append(space)
            parts.append("(?:")
        elif token == "(":
            parts.append(" (?:" if space else "(?:")
            space = False
            opened.append(space)
        elif token == "|":
            space = opened[-1]
            parts.append("|")
        elif token in ("]", ")"):
            space = False
            opened.pop()
            parts.append(")?" if token == "]" else ")")
        else:
            parts.append(" " if space else "")
            space = False
            if token.startswith("{"):
                parts.append(slots[token[1:-1]])
            else:
                parts.append(re.escape(folded(token.removeprefix("\\"))))
    return "".join(parts)


def slots_of(conjunctions: Iterable[str]) -> Mapping[str, str]:
    """The expressions of all slots; each is a group with the slot's name."""
    one = f"[{MARK}{CODE}]"
    last = "|".join(re.escape(word) for word in conjunctions)
    parted = rf"(?:,? (?:{last}) |, ?|; ?)" if last else "[,;] ?"
    quoted = rf"[{QUOTES}][^{QUOTES}]*[{QUOTES}]"
    item = rf"(?:{quoted}|[-\w.:/{MARK}{CODE}]+)"
    return {
        **{name: f"(?P<{name}>{one})" for name in "abn"},
        "a..b": rf"(?P<a>{one}) ?(?:-|\.\.\.?|…) ?(?P<b>{one})",
        "list": f"(?P<list>{item}(?:{parted}{item})*)",
        "d": f"(?P<d>{item})",
        "p": f"(?P<p>[{CODE}{DAMAGED}])",
        "#": f"[{MARK}]",
        "w": r"[^\W\d_]+(?: [^\W\d_]+)?",
        "*": ".*",
    }


# --- facts ----------------------------------------------------------------------------------------

_FLAGS = ("required", "output_only", "input_only", "deprecated", "one_required")
_STATEMENT = re.compile(
    r"(?:(?P<each>each) )?(?P<measure>length|value|items) (?P<relation><=|>=|<|>|=|~~|~|in) "
    r"(?P<slot>\w+)|key(?: (?P<key_measure>length))? (?P<key_relation><=|>=|<|>|=|~~|~) "
    r"(?P<key_slot>\w+)"
)


class Statement(msgspec.Struct, frozen=True):
    """`each length <= n`: the subject, its measure, the relation, and the slot (or number)."""

    subject: Literal["own", "each", "key"]
    measure: str
    relation: str
    slot: str


class FactTemplate(msgspec.Struct, frozen=True):
    """The facts of a rule, with slots for the values. `default` is the slot of the default, or `item`."""

    statements: tuple[Statement, ...] = ()
    flags: tuple[str, ...] = ()
    unique: bool = False
    default: str = ""


def facts_of(rule: SentenceRule) -> FactTemplate:
    """Compile the facts of a rule.

    Raises:
        ValueError: the syntax is not that of `apigen.languages.sentence_rules`.
    """
    statements: list[Statement] = []
    flags: list[str] = []
    default = ""
    unique = False
    for part in filter(None, (part.strip() for part in rule.facts.split(";"))):
        if part in _FLAGS:
            flags.append(part)
        elif part == "unique":
            unique = True
        elif part.startswith("default = "):
            default = part.removeprefix("default = ")
        elif match := _STATEMENT.fullmatch(part):
            statements.append(_statement(match))
        else:
            raise ValueError(f"no facts: {part!r} of the rule {rule.words!r}")
    return FactTemplate(tuple(statements), tuple(flags), unique, default)


def _statement(match: re.Match[str]) -> Statement:
    if match["key_relation"]:
        measure = match["key_measure"] or "value"
        return Statement("key", measure, match["key_relation"], match["key_slot"])
    subject: Literal["own", "each"] = "each" if match["each"] else "own"
    return Statement(subject, match["measure"], match["relation"], match["slot"])
