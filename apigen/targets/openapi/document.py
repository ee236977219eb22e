"""OpenAPI 3.1 documents: one for each service, one for all (https://spec.openapis.org/oas/v3.1.1)."""

from __future__ import annotations

import re
from typing import Any

from apigen.ir.api import Api, Method, Service
from apigen.targets.openapi.components import STATUS, Components
from apigen.targets.openapi.extensions import explanation
from apigen.targets.openapi.limits import Schema
from apigen.targets.openapi.long_running import operation_getter
from apigen.targets.openapi.markdown import markdown
from apigen.targets.openapi.operations import JSON, Operations
from apigen.targets.openapi.options import OpenApiOptions
from apigen.targets.openapi.standard import HEADERS, PARAMETERS, SECURITY, STATUS_SCHEMA

Document = dict[str, Any]
_VARIABLE = re.compile(r"\{([^{}]*)\}")
DEFAULTS = OpenApiOptions()


def documents(api: Api, options: OpenApiOptions = DEFAULTS) -> dict[str, Document]:
    """All documents by file name: `compute.json` for each service, `all.json` for all together."""
    found = {f"{s.name}.json": document(api, (s,), options) for s in api.services}
    found["all.json"] = document(api, api.services, options)
    return found


def document(
    api: Api, services: tuple[Service, ...] | None = None, options: OpenApiOptions = DEFAULTS
) -> Document:
    """The document of some services, of all without any named."""
    chosen = api.services if services is None else services
    components = Components(api, chosen, options.site)
    own = frozenset(service.name for service in chosen)
    operations = Operations(components, operation_getter(api), own)
    one = chosen[0] if len(chosen) == 1 else None
    found: Document = {
        "openapi": "3.1.0",
        "info": {
            "title": (one.title or one.name) if one else options.title,
            "version": options.version,
            "description": explanation(),
        },
        "servers": [{"url": f"https://{host}"} for host in _hosts(chosen)],
        "security": [{"iamToken": []}],
        "tags": _tags(chosen, options),
        "paths": _Paths(operations, one.host if one else None).of(chosen),
        "components": {
            "schemas": {**components.built(), STATUS: STATUS_SCHEMA},
            "responses": {
                "Error": {
                    "description": "An error; its `code` is one of google.rpc.Code.",
                    "headers": {
                        "x-request-id": {"$ref": "#/components/headers/RequestId"},
                        "x-server-trace-id": {"$ref": "#/components/headers/ServerTraceId"},
                    },
                    "content": {JSON: {"schema": {"$ref": f"#/components/schemas/{STATUS}"}}},
                }
            },
            "parameters": PARAMETERS,
            "headers": HEADERS,
            "securitySchemes": SECURITY,
        },
    }
    return found


def _hosts(services: tuple[Service, ...]) -> list[str]:
    return list(dict.fromkeys(service.host for service in services))


def _tags(services: tuple[Service, ...], options: OpenApiOptions) -> list[Schema]:
    found: list[Schema] = []
    for service in services:
        for resource in service.resources:
            name = resource.name if len(services) == 1 else f"{service.name}.{resource.name}"
            tag: Schema = {"name": name}
            if resource.docs:
                tag["description"] = markdown(resource.docs, options.site)
            found.append(tag)
    return found


class _Paths:
    """The path items of a document. `host` is the one that needs no telling again."""

    def __init__(self, operations: Operations, host: str | None) -> None:
        self._operations = operations
        self._host = host
        self._found: dict[str, Schema] = {}
        self._keys: dict[str, str] = {}

    def of(self, services: tuple[Service, ...]) -> dict[str, Schema]:
        for service in services:
            for resource in service.resources:
                for method in resource.methods:
                    self._add(service.name, resource.name, method)
        return self._found

    def _add(self, service: str, resource: str, method: Method) -> None:
        key = self._key(method, f"{service}.{resource}.{method.name}")
        names = dict(zip(_VARIABLE.findall(method.path), _VARIABLE.findall(key), strict=True))
        operation = self._operations.operation(service, resource, method, key, names)
        if method.host != self._host:
            operation["servers"] = [{"url": f"https://{method.host}"}]
        self._found.setdefault(key, {})[method.verb.lower()] = operation

    def _key(self, method: Method, operation_id: str) -> str:
        """The path in the document. Templates that differ only in names are one path (OpenAPI 3.1,
        4.8.8.1); two methods of one verb and path, on different hosts, part by a fragment."""
        shape = _VARIABLE.sub("{}", method.path)
        key = self._keys.setdefault(shape, method.path)
        if method.verb.lower() in self._found.get(key, ()):
            key = f"{method.path}#{operation_id}"
        return key
