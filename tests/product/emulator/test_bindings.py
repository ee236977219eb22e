"""Access bindings and `orderBy`, which the shipped reference lacks: synthetic APIs over a socket."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace

from apigen.emulator import Emulator
from apigen.ir import types as t
from apigen.ir.api import Api, Field, Method
from tests.product.emulator.worlds import IMAGES, Http, shipped
from tests.unit.openapi.facts_api import api_of
from tests.unit.openapi.rich_facts import GET, OPERATION, fact, method

POT = "/kitchen/v1/pots/p1"
COOK = {"roleId": "cook", "subject": {"id": "anna", "type": "userAccount"}}
GUEST = {"roleId": "guest", "subject": {"id": "boris", "type": "userAccount"}}
ERROR_OR_RESPONSE = ({"in": "response", "path": "", "members": ["error", "response"]},)


def bindings(place: str, path: str) -> list[dict[str, Any]]:
    below = f"{path}.accessBinding" if path.endswith("Deltas") else path
    inner = [fact(place, below, "object")] if below != path else []
    return [
        *inner,
        fact(place, f"{below}.roleId"),
        fact(place, f"{below}.subject", "object"),
        fact(place, f"{below}.subject.id"),
        fact(place, f"{below}.subject.type"),
    ]


def of_pots(name: str, verb: str, *facts: dict[str, Any], writes: bool = True) -> dict[str, Any]:
    resource = fact("path", "resourceId", None, required=True)
    answer, groups = (OPERATION, ERROR_OR_RESPONSE) if writes else ((), ())
    return method(
        name,
        verb,
        f"/kitchen/v1/pots/{{resourceId}}:{name}",
        resource,
        *facts,
        *answer,
        groups=groups,
    )


@pytest.fixture
def pots() -> Iterator[Http]:
    """An emulator with one pot, `p1`."""
    listed = [fact("response", "accessBindings", "array", items={"type": "object"})]
    replaced = [fact("body", "accessBindings", "array", required=True, items={"type": "object"})]
    deltas = "accessBindingDeltas"
    changed = [
        fact("body", deltas, "array", required=True, items={"type": "object"}),
        fact("body", f"{deltas}.action", "enum", required=True, enum=["ADD", "REMOVE"]),
    ]
    api = api_of(
        [
            GET,
            of_pots("listAccessBindings", "GET", fact("query", "pageSize", None), fact("query", "pageToken", None),
                    *listed, *bindings("response", "accessBindings"), fact("response", "nextPageToken"), writes=False),
            of_pots("setAccessBindings", "POST", *replaced, *bindings("body", "accessBindings")),
            of_pots("updateAccessBindings", "POST", *changed, *bindings("body", deltas)),
        ]
    )  # fmt: skip
    with Emulator(api, durations=(0.0, 0.0)) as emulator:
        emulator.control("seed", {"resources": {"kitchen.Pot": [{"id": "p1"}]}})
        yield Http(emulator.url)


def bound(http: Http, query: str = "") -> list[Any]:
    found = http.ok("GET", f"{POT}:listAccessBindings{query}")
    return list(found["accessBindings"])


def test_bindings_are_replaced(pots: Http) -> None:
    assert bound(pots) == []
    operation = pots.ok("POST", f"{POT}:setAccessBindings", {"accessBindings": [COOK, GUEST]})
    assert pots.ok("POST", f"{POT}:setAccessBindings", {"accessBindings": [GUEST]})["id"]
    assert operation["metadata"]["@type"].endswith("Metadata")
    assert bound(pots) == [GUEST]


def test_bindings_are_added_and_removed(pots: Http) -> None:
    def change(*deltas: tuple[str, Any]) -> None:
        body = [{"action": action, "accessBinding": binding} for action, binding in deltas]
        pots.ok("POST", f"{POT}:updateAccessBindings", {"accessBindingDeltas": body})

    change(("ADD", COOK), ("ADD", GUEST), ("ADD", COOK))
    assert sorted(bound(pots), key=str) == [COOK, GUEST]
    first = pots.ok("GET", f"{POT}:listAccessBindings?pageSize=1")
    assert len(first["accessBindings"]) == 1
    rest = bound(pots, f"?pageToken={first['nextPageToken']}")
    assert sorted([*first["accessBindings"], *rest], key=str) == [COOK, GUEST]
    change(("REMOVE", COOK))
    assert bound(pots) == [GUEST]


def test_a_missing_resource_has_no_bindings(pots: Http) -> None:
    at = "/kitchen/v1/pots/nope"
    assert pots.error("GET", f"{at}:listAccessBindings")[:2] == (404, 5)
    assert pots.error("POST", f"{at}:setAccessBindings", {"accessBindings": [COOK]})[:2] == (404, 5)
    assert pots.paths("POST", f"{POT}:setAccessBindings", {}) == {"accessBindings": "required"}


def with_order(api: Api) -> Api:
    """The API with an `orderBy` parameter in its list methods."""

    def ordered(found: Method) -> Method:
        if found.name != "list" or found.query is None:
            return found
        field = Field(name="orderBy", type=t.String(), origin=found.origin)
        return replace(found, query=replace(found.query, fields=(*found.query.fields, field)))

    services = tuple(
        replace(service, resources=tuple(
            replace(resource, methods=tuple(map(ordered, resource.methods)))
            for resource in service.resources
        ))
        for service in api.services
    )  # fmt: skip
    return replace(api, services=services)


def test_lists_are_ordered_by_order_by() -> None:
    with Emulator(with_order(shipped()), durations=(0.0, 0.0)) as emulator:
        http = Http(emulator.url)
        for name, family in (("bbb", "one"), ("aaa", "two"), ("ccc", "one")):
            http.ok("POST", IMAGES, {"folderId": "b1g", "name": name, "family": family})

        def names(order: str) -> str:
            found = http.ok("GET", f"{IMAGES}?folderId=b1g&orderBy={order}")["images"]
            return " ".join(image["name"] for image in found)

        assert names("name") == "aaa bbb ccc"
        assert names("name%20desc") == "ccc bbb aaa"
        assert names("family,name%20desc") == "ccc bbb aaa"
        assert names("family%20desc,name") == "aaa bbb ccc"
        for wrong in ("colour", "name%20down", "name%20asc%20desc"):
            refused = http.paths("GET", f"{IMAGES}?folderId=b1g&orderBy={wrong}")
            assert refused == {"orderBy": "order"}
