"""The parameters of an operation as one object, so that one schema validates them together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Schema = dict[str, Any]


def parameters_schema(
    operation: Schema, place: str, absolute: Callable[[Schema], Schema]
) -> Schema:
    """The schema of all parameters in one place (path or query), by their names on the pages.
    `absolute` makes references absolute."""
    parameters = [p for p in operation["parameters"] if p.get("in") == place]
    names = {p["name"]: p.get("x-name", p["name"]) for p in parameters}
    schema: Schema = {
        "type": "object",
        "properties": {names[p["name"]]: absolute(p["schema"]) for p in parameters},
        "required": [names[p["name"]] for p in parameters if p.get("required")],
    }
    if place == "query":
        schema["allOf"] = list(_messages(operation, parameters))
    return schema


def _messages(operation: Schema, parameters: list[Schema]) -> Iterator[Schema]:
    """The rules of messages in the query: fields that are required if the message is given, and one-of
    groups. `x-one-of-path` is the path of a group in violations."""
    names = [parameter["name"] for parameter in parameters]
    for path, message in operation.get("x-query-messages", {}).items():
        prefix = f"{path}." if path else ""
        # The query itself is always given.
        given = _any_of([name for name in names if name.startswith(prefix)]) if path else {}
        for group in message.get("x-one-of", ()):
            arms = [_any_of(_below(names, prefix + member)) for member in group["members"]]
            if not group.get("exactlyOne"):
                arms.append({"not": {"anyOf": list(arms)}})
            group_path = prefix + " | ".join(group["members"])
            yield {"if": given, "then": {"oneOf": arms, "x-one-of-path": group_path}}
        required = [p["name"] for p in parameters if _parent(p) == path and p.get("x-required")]
        if required:
            yield {"if": given, "then": {"required": required}}


def _any_of(names: list[str]) -> Schema:
    return {"anyOf": [{"required": [name]} for name in names]} if names else {"not": {}}


def _below(names: list[str], path: str) -> list[str]:
    return [name for name in names if name == path or name.startswith(f"{path}.")]


def _parent(parameter: Schema) -> str:
    return str(parameter["name"]).rpartition(".")[0]
