"""Valid and invalid requests: no response is a server error or violates the OpenAPI document."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from apigen.emulator.engine import ApiRequest, Engine
from apigen.emulator.settings import EmulatorSettings
from apigen.emulator.world.routes import MethodRoute
from apigen.ir.api import Api
from tests.product.emulator.made_up import Maker
from tests.product.emulator.test_three_judges import CORPUS, REAL, SOURCES
from tests.product.emulator.worlds import read

EACH = 25


class Judge:
    """Checks responses against the document, each with the schema of its method."""

    def __init__(self, engine: Engine) -> None:
        contents = json.loads(json.dumps(engine.document))
        root = Resource.from_contents(contents, default_specification=DRAFT202012)
        self.registry: Any = Registry().with_resource("urn:doc", root)
        self.operations = {
            operation["operationId"]: operation
            for item in contents["paths"].values()
            for operation in item.values()
        }

    def problems(self, operation_id: str, status: int, body: Any) -> list[str]:
        schema = {"$ref": "urn:doc#/components/schemas/google.rpc.Status"}
        if status == 200:
            answer = self.operations[operation_id]["responses"]["200"]
            schema = dict(answer["content"]["application/json"]["schema"])
            if "$ref" in schema:
                schema["$ref"] = "urn:doc" + schema["$ref"]
        validator: Any = Draft202012Validator(schema, registry=self.registry)
        return [f"{list(e.absolute_path)}: {e.message}" for e in validator.iter_errors(body)]


def sent(route: MethodRoute, values: dict[str, Any]) -> ApiRequest:
    """A request as a client sends it."""
    method = route.method
    path = method.path
    for field in method.parameters:
        path = path.replace(f"{{{field.name}}}", quote(str(values[field.name]), safe=""))
    query: list[tuple[str, str]] = []
    for field in method.query.fields if method.query is not None else ():
        query += _pairs(field.name, values.get(field.name))
    fields = method.body.fields if method.body is not None else ()
    body = {field.name: values[field.name] for field in fields if field.name in values}
    content = json.dumps(body).encode() if method.body is not None else b""
    return ApiRequest(method.verb, path, urlencode(query), {}, content)


def _pairs(name: str, value: Any) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [pair for inner, item in value.items() for pair in _pairs(f"{name}.{inner}", item)]
    if isinstance(value, list):
        return [pair for item in value for pair in _pairs(name, item)]
    if value is None:
        return []
    return [(name, str(value).lower() if isinstance(value, bool) else str(value))]


def ids_of(engine: Engine) -> list[str]:
    """Existing ids, so that some calls succeed."""
    world = engine.world
    found = [key for kind in world.kinds for key, _ in list(world.store.resources(kind))[:3]]
    return found + [operation.id for operation in world.store.operations(limit=3)]


ALL: dict[str, Callable[[], Api]] = {
    **SOURCES, **REAL,
    **{name: partial(read, CORPUS / name) for name in ("old-ru", "playground-rendered")},
}  # fmt: skip


@pytest.mark.parametrize("name", ALL)
def test_responses_conform_to_the_document(name: str) -> None:
    if name not in SOURCES and not CORPUS.is_dir():
        pytest.skip("the corpus of real pages is not here")
    engine = Engine(ALL[name](), EmulatorSettings(durations=(0.0, 0.001)))
    judge, random = Judge(engine), Random(3)
    maker = Maker(engine.world.messages, random)
    seen: set[int] = set()
    for _ in range(EACH):
        for route in engine.world.routes:
            values = maker.request(route.method)
            known = ids_of(engine)
            for field in route.method.parameters:
                if known and random.random() < 0.7:
                    values[field.name] = random.choice(known)
            answer = engine.handle(sent(route, values))
            seen.add(answer.status)
            body = json.loads(answer.body)
            assert answer.status < 500, (route.id, values, body)
            assert judge.problems(route.id, answer.status, body) == [], (route.id, body)
    engine.close()
    assert {200, 400} <= seen
