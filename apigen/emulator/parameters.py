"""The parameters of an operation as one object, so that one schema judges them together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Schema = dict[str, Any]


def parameters_schema(operation: Schema, place: str, located: Callable[[Schema], Schema]) -> Schema:
    """The schema of all parameters in one place (path or query). Names are those of the pages;
    `located` makes references absolute."""
    chosen = [p for p in operation["parameters"] if p.get("in") == place]
    names = {p["name"]: p.get("x-name", p["name"]) for p in chosen}
    found: Schema = {
        "type": "object",
        "properties": {names[p["name"]]: located(p["schema"]) for p in chosen},
        "required": [names[p["name"]] for p in chosen if p.get("required")],
    }
    if place == "query":
        found["allOf"] = list(_messages(operation, chosen))
    return found


def _messages(operation: Schema, parameters: list[Schema]) -> Iterator[Schema]:
    """What messages in the query ask for: fields that are required where the message is given, and
    one-of groups. `x-one-of-path` is how a group is called in violations."""
    names = [parameter["name"] for parameter in parameters]
    for at, told in operation.get("x-query-messages", {}).items():
        before = f"{at}." if at else ""
        # The query itself is always given.
        given = _any_of([name for name in names if name.startswith(before)]) if at else {}
        for group in told.get("x-one-of", ()):
            arms = [_any_of(_below(names, before + member)) for member in group["members"]]
            if not group.get("exactlyOne"):
                arms.append({"not": {"anyOf": list(arms)}})
            path = before + " | ".join(group["members"])
            yield {"if": given, "then": {"oneOf": arms, "x-one-of-path": path}}
        needed = [p["name"] for p in parameters if _parent(p) == at and p.get("x-required")]
        if needed:
            yield {"if": given, "then": {"required": needed}}


def _any_of(names: list[str]) -> Schema:
    return {"anyOf": [{"required": [name]} for name in names]} if names else {"not": {}}


def _below(names: list[str], path: str) -> list[str]:
    return [name for name in names if name == path or name.startswith(f"{path}.")]


def _parent(parameter: Schema) -> str:
    return str(parameter["name"]).rpartition(".")[0]
