"""A made-up API that uses every kind of type, limit and mark there is."""

from __future__ import annotations

from typing import Any

HOST = "kitchen.api.cloud.yandex.net"


def fact(place: str, path: str, kind: str | None = "string", **more: Any) -> dict[str, Any]:
    typed = {"type": kind} if kind else {}
    return {"in": place, "path": path, **typed, **more}


def method(name: str, verb: str, path: str, *fields: Any, groups: Any = (), **more: Any) -> Any:
    return {
        "page": f"en/kitchen/api-ref/Pot/{name}.md",
        "service": "kitchen",
        "resource": "Pot",
        "method": name,
        "http": {"verb": verb, "host": HOST, "path": path, **more},
        "fields": list(fields),
        "one_of": list(groups),
    }


POT = (
    fact("response", "id"),
    fact("response", "name", max_length=63),
    fact("response", "state", "enum", enum=["COLD", "HOT"]),
    fact("response", "lid", "object"),
    fact("response", "lid.kind", "enum", enum=["GLASS", "STEEL"], required=True),
    fact("response", "litres", format="int64", allowed=[1, 5]),
)
OPERATION = (
    fact("response", "id"),
    fact("response", "createdAt", format="date-time"),
    fact("response", "done", "boolean"),
    fact("response", "error", "object"),
    fact("response", "error.code", "integer", format="int32"),
    fact("response", "response", "object"),
)
CREATE = method(
    "create",
    "POST",
    "/kitchen/v1/pots",
    fact("body", "folderId", required=True, max_length=50),
    fact("body", "name", pattern="|[a-z][-a-z0-9]{1,61}[a-z0-9]"),
    fact("body", "title", required=True, min_length=0, pattern="[a-z]{,3}(?i:x)?"),
    fact("body", "code", min_length=2, max_length=4),
    fact("body", "note", pattern="\\pL+"),
    fact("body", "tags", "map", required=True, max_items=2,
         keys={"type": "string", "min_length": 1, "pattern": "[a-z]+"},
         values={"type": "string", "max_length": 3}),
    fact("body", "counts", "map", keys={"type": "string"},
         values={"type": "string", "format": "int64", "maximum": 9}),
    fact("body", "size", format="int64", minimum=10, maximum=2500),
    fact("body", "weight", format="int64", exclusive_minimum=0),
    fact("body", "litres", format="int64", allowed=[1, 5]),
    fact("body", "heat", "integer", format="int32", minimum=1, exclusive_maximum=10),
    fact("body", "share", "number", format="double", minimum=0, maximum=1.5, default=0.5),
    fact("body", "ratio", "number", format="float"),
    fact("body", "after", format="duration", minimum=1, maximum=90.5),
    fact("body", "until", format="date-time"),
    fact("body", "blob", format="byte", max_length=5),
    fact("body", "mood", "string", allowed=["calm", "wild"]),
    fact("body", "hot", "boolean", default=True, deprecated=True),
    fact("body", "extra", "object", output_only=True),
    fact("body", "parts", "array", required=True, unique=True, max_items=3,
         items={"type": "string", "max_length": 5}),
    fact("body", "grid", "array", min_items=1, items={"type": "array", "items": {"type": "integer"}}),
    fact("body", "lid", "object", required=True),
    fact("body", "lid.kind", "enum", enum=["GLASS", "STEEL"], required=True, default="GLASS"),
    fact("body", "lid.knob", "string"),
    fact("body", "lid.handle", "string"),
    fact("body", "fillings", "array", items={"type": "object"}),
    fact("body", "fillings.water", "string"),
    fact("body", "fillings.oil", "string"),
    fact("body", "gas", "string"),
    fact("body", "coal", "string"),
    *OPERATION,
    groups=(
        {"in": "body", "path": "lid", "members": ["knob", "handle"], "exactly_one": False},
        {"in": "body", "path": "fillings", "members": ["water", "oil"], "exactly_one": True},
        {"in": "body", "path": "", "members": ["gas", "coal"]},
        {"in": "response", "path": "", "members": ["error", "response"]},
    ),
)  # fmt: skip
GET = method(
    "get",
    "GET",
    "/kitchen/v1/pots/{potId}",
    fact("path", "potId", None, required=True, max_length=50),
    *POT,
)
RENAME = method(
    "rename",
    "PUT",
    "/kitchen/v1/pots/{pot.id}",
    fact("path", "pot.id", None),
    fact("body", "name", min_length=1, pattern="[a-z]+"),
    *OPERATION,
    groups=({"in": "response", "path": "", "members": ["error", "response"]},),
    host="shelf.api.cloud.yandex.net",
)
LIST = method(
    "list",
    "GET",
    "/kitchen/v1/pots",
    fact("query", "folderId", None, required=True, max_length=50),
    fact("query", "pageSize", None, maximum=1000),
    fact("query", "pageToken", None, max_length=100),
    fact("query", "view", "object", required=True),
    fact("query", "view.full", "boolean"),
    fact("query", "view.lang", required=True),
    fact("query", "states", "array", items={"type": "enum", "enum": ["COLD", "HOT"]}),
    fact("response", "pots", "array", items={"type": "object"}),
    fact("response", "pots.id"),
    fact("response", "nextPageToken"),
    groups=({"in": "query", "path": "view", "members": ["full", "lang"]},),
)
RICH = [CREATE, GET, RENAME, LIST]
