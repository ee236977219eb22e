"""Methods as operation objects (OpenAPI 3.1, 4.8.10)."""

from __future__ import annotations

from typing import Any

from apigen.ir.api import Method
from apigen.targets.openapi.components import Components
from apigen.targets.openapi.limits import Schema
from apigen.targets.openapi.long_running import OperationMethod
from apigen.targets.openapi.markdown import first_sentence
from apigen.targets.openapi.parameters import path_parameter, query_messages, query_parameters
from apigen.targets.openapi.schemas import Direction

JSON = "application/json"


class Operations:
    """Writes operation objects. `getter` reads an operation; `own` tells whether this document holds
    a service, so that links to other services lead into their documents."""

    def __init__(
        self, components: Components, getter: OperationMethod | None, own: frozenset[str]
    ) -> None:
        self._components = components
        self._getter = getter
        self._own = own

    def operation(
        self, service: str, resource: str, method: Method, path: str, names: dict[str, str]
    ) -> Schema:
        """The object of a method; `path` is its key in the document, `names` the names that its path
        parameters have there."""
        found: Schema = {
            "operationId": f"{service}.{resource}.{method.name}",
            "tags": [resource if len(self._own) == 1 else f"{service}.{resource}"],
        }
        summary = first_sentence(method.docs)
        if summary:
            found["summary"] = summary
        self._components.schemas.describe(found, method.docs, method.origin)
        if method.deprecated:
            found["deprecated"] = True
        found["parameters"] = self._parameters(method, names)
        if method.body is not None:
            found["requestBody"] = self._body(method)
        found["responses"] = {
            "200": self._answer(method, found["operationId"]),
            "default": {"$ref": "#/components/responses/Error"},
        }
        found["x-method"] = {"service": service, "resource": resource, "name": method.name}
        if path != method.path:
            found["x-path"] = method.path
        found.update(self._told(method))
        return found

    def _parameters(self, method: Method, names: dict[str, str]) -> list[Schema]:
        components = self._components
        found = [
            path_parameter(f, names.get(f.name, f.name), components) for f in method.parameters
        ]
        if method.query is not None:
            found += query_parameters(method.query, components)
        if method.verb != "GET" and method.operation is not None:
            found.append({"$ref": "#/components/parameters/IdempotencyKey"})
        found += [
            {"$ref": "#/components/parameters/ClientRequestId"},
            {"$ref": "#/components/parameters/ClientTraceId"},
        ]
        return found

    def _body(self, method: Method) -> Schema:
        assert method.body is not None
        needed = any(field.required for field in method.body.fields)
        needed = needed or any(group.exactly_one for group in method.body.one_ofs)
        reference = self._components.body(method.body)
        return {"required": needed, "content": {JSON: {"schema": {"$ref": reference}}}}

    def _answer(self, method: Method, operation_id: str) -> Schema:
        schema: Schema = {"type": "object"}
        if method.response is not None:
            schema = {"$ref": self._components.reference(method.response, Direction.RECEIVED)}
        found: Schema = {
            "description": "The long-running operation." if method.operation else "Success.",
            "headers": {
                "x-request-id": {"$ref": "#/components/headers/RequestId"},
                "x-server-trace-id": {"$ref": "#/components/headers/ServerTraceId"},
            },
            "content": {JSON: {"schema": schema}},
        }
        links = self._links(method, operation_id)
        if links:
            found["links"] = links
        return found

    def _links(self, method: Method, operation_id: str) -> Schema:
        found: Schema = {}
        if method.operation is not None and self._getter is not None:
            found["operation"] = {
                **self._target(self._getter),
                "parameters": {self._getter.method.parameters[0].name: "$response.body#/id"},
                "description": "Reads the operation until it is done.",
            }
        pages = method.pagination
        if pages is not None:
            found["nextPage"] = {
                "operationId": operation_id,
                "parameters": {pages.page_token: f"$response.body#/{pages.next_page_token}"},
                "description": "The next page of the list.",
            }
        return found

    def _target(self, target: OperationMethod) -> Schema:
        if target.service in self._own:
            name = f"{target.service}.{target.resource}.{target.method.name}"
            return {"operationId": name}
        key = target.method.path.replace("~", "~0").replace("/", "~1")
        key = key.replace("{", "%7B").replace("}", "%7D")
        verb = target.method.verb.lower()
        return {"operationRef": f"{target.service}.json#/paths/{key}/{verb}"}

    def _told(self, method: Method) -> Schema:
        found: Schema = {}
        if method.query is not None:
            messages = query_messages(method.query, self._components)
            if messages:
                found["x-query-messages"] = messages
        if method.operation is not None:
            found["x-operation"] = self._result(method)
        if method.pagination is not None:
            pages = method.pagination
            found["x-pagination"] = {
                "items": pages.items,
                "pageToken": pages.page_token,
                "nextPageToken": pages.next_page_token,
                **({"pageSize": pages.page_size} if pages.page_size else {}),
            }
        if method.update_mask is not None:
            found["x-update-mask"] = method.update_mask
        return found

    def _result(self, method: Method) -> dict[str, Any]:
        result = method.operation
        assert result is not None
        found: dict[str, Any] = {}
        for name, message_id in (("response", result.result), ("metadata", result.metadata)):
            if message_id is not None and self._components.find(message_id) is not None:
                reference = self._components.reference(message_id, Direction.RECEIVED)
                found[name] = {"$ref": reference}
        if result.empty:
            found["empty"] = True
        return found
