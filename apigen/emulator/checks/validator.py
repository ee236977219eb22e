"""Validates requests against the OpenAPI document with a JSON Schema library.

Uses nothing of the SDK's own checks, so that tests can compare the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from jsonschema import FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from apigen.emulator.checks.formats import FORMATS
from apigen.emulator.checks.keywords import LOOSE_VALIDATOR, STRICT_VALIDATOR
from apigen.emulator.checks.parameters import parameters_schema
from apigen.emulator.checks.proto_json import ProtoJsonReader
from apigen.emulator.checks.violations import violations
from apigen.emulator.status import FieldViolation, invalid

Schema = dict[str, Any]
Document = dict[str, Any]
_ROOT = "urn:document"


class RequestValidator:
    """Validates requests of a document's operations. `loose` ignores unknown fields."""

    def __init__(self, document: Document, *, loose: bool = False) -> None:
        self._document = document
        self._operations = dict(_operations(document))
        root = Resource.from_contents(document, default_specification=DRAFT202012)
        self._registry: Any = Registry().with_resource(_ROOT, root)
        self._class = LOOSE_VALIDATOR if loose else STRICT_VALIDATOR
        self._formats = FormatChecker(formats=())
        for name, test in FORMATS.items():
            self._formats.checks(name)(_text_or_integer(test))
        self._reader = ProtoJsonReader(self._resolve, loose=loose)
        self._validators: dict[tuple[str, str], tuple[Schema, Any]] = {}

    def validate(
        self, operation_id: str, path: dict[str, str], query: str, body: Any
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The parsed query and body. `body` is decoded JSON, `None` without a body.

        Raises:
            StatusError: INVALID_ARGUMENT with all violations.
        """
        found: list[FieldViolation] = []
        schema, _ = self._validator(operation_id, "path")
        path_values = {
            name: self._reader.text(value, schema["properties"][name])
            for name, value in path.items()
        }
        found += self._violations(operation_id, "path", path_values)
        schema, _ = self._validator(operation_id, "query")
        query_values = self._reader.query(query, schema)
        found += self._violations(operation_id, "query", query_values)
        body_value: Any = {}
        if "requestBody" in self._operations[operation_id]:
            schema, _ = self._validator(operation_id, "body")
            body_value = self._reader.body({} if body is None else body, schema)
            found += self._violations(operation_id, "body", body_value)
        if found:
            raise invalid(found)
        return query_values, body_value

    def _violations(self, operation_id: str, place: str, value: Any) -> list[FieldViolation]:
        _, validator = self._validator(operation_id, place)
        return violations(validator.iter_errors(value))

    def _validator(self, operation_id: str, place: str) -> tuple[Schema, Any]:
        """The schema of one part of a request (path, query or body) and its validator, cached."""
        key = (operation_id, place)
        if key not in self._validators:
            operation = self._operations[operation_id]
            if place == "body":
                schema = _absolute(
                    operation["requestBody"]["content"]["application/json"]["schema"]
                )
            else:
                schema = parameters_schema(operation, place, _absolute)
            validator = self._class(schema, registry=self._registry, format_checker=self._formats)
            self._validators[key] = (schema, validator)
        return self._validators[key]

    def _resolve(self, schema: Schema) -> Schema:
        """Follows `$ref`."""
        while "$ref" in schema:
            found: Any = self._document
            for part in schema["$ref"].rpartition("#/")[2].split("/"):
                found = found[part]
            schema = found
        return schema


def _operations(document: Document) -> Iterator[tuple[str, Schema]]:
    for item in document["paths"].values():
        for operation in item.values():
            yield operation["operationId"], operation


def _absolute(schema: Schema) -> Schema:
    """A schema whose references are absolute, for use outside of the document."""
    if "$ref" in schema:
        return {**schema, "$ref": _ROOT + schema["$ref"]}
    inner = {key: _absolute(schema[key]) for key in ("items",) if isinstance(schema.get(key), dict)}
    return {**schema, **inner}


def _text_or_integer(test: Callable[[Any], bool]) -> Callable[[object], bool]:
    """Applies a format to strings and integers only; the keyword `type` refuses the others."""
    return lambda value: type(value) not in (str, int) or test(value)
