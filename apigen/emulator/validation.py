"""Requests judged by the OpenAPI document through a JSON Schema library.

Nothing of the SDK's own checks is used here, so that the two can be held against each other. What the
library lacks (ranges of numbers in strings, the dialect of patterns) is added as keywords.
"""

from __future__ import annotations

import math
import operator
import re
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, validators
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from apigen.emulator.formats import FORMATS, decoded, seconds
from apigen.emulator.messages import Violation, invalid
from apigen.emulator.parameters import parameters_schema
from apigen.emulator.reading import Reader
from apigen.emulator.violations import violations

Schema = dict[str, Any]
Document = dict[str, Any]
_ROOT = "urn:document"


class Checker:
    """Checks the requests of a document's operations. `loose` passes over unknown fields."""

    def __init__(self, document: Document, *, loose: bool = False) -> None:
        self._document = document
        self._operations = dict(_operations(document))
        root = Resource.from_contents(document, default_specification=DRAFT202012)
        self._registry: Any = Registry().with_resource(_ROOT, root)
        self._class = _LOOSE if loose else _STRICT
        self._reader = Reader(self._resolve, loose=loose)
        self._validators: dict[tuple[str, str], tuple[Schema, Any]] = {}

    def request(
        self, operation_id: str, path: dict[str, str], query: str, body: Any
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The query and the body of a request as read. `body` is decoded JSON, `None` for none.

        Raises:
            StatusError: INVALID_ARGUMENT with everything that is wrong.
        """
        found: list[Violation] = []
        schema, _ = self._parts(operation_id, "path")
        texts = {
            name: self._reader.text(value, schema["properties"][name])
            for name, value in path.items()
        }
        found += self._check(operation_id, "path", texts)
        schema, _ = self._parts(operation_id, "query")
        asked = self._reader.query(query, schema)
        found += self._check(operation_id, "query", asked)
        read: Any = {}
        if "requestBody" in self._operations[operation_id]:
            schema, _ = self._parts(operation_id, "body")
            read = self._reader.body({} if body is None else body, schema)
            found += self._check(operation_id, "body", read)
        if found:
            raise invalid(found)
        return asked, read

    def _check(self, operation_id: str, place: str, value: Any) -> list[Violation]:
        _, validator = self._parts(operation_id, place)
        return violations(validator.iter_errors(value))

    def _parts(self, operation_id: str, place: str) -> tuple[Schema, Any]:
        """The schema of a part of a request and its validator, made when first needed."""
        key = (operation_id, place)
        if key not in self._validators:
            operation = self._operations[operation_id]
            if place == "body":
                schema = _absolute(
                    operation["requestBody"]["content"]["application/json"]["schema"]
                )
            else:
                schema = parameters_schema(operation, place, _absolute)
            checker = FormatChecker(formats=())
            for name, test in FORMATS.items():
                checker.checks(name)(_only(test))
            validator = self._class(schema, registry=self._registry, format_checker=checker)
            self._validators[key] = (schema, validator)
        return self._validators[key]

    def _resolve(self, schema: Schema) -> Schema:
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
    """A schema whose references lead into the document from outside of it."""
    if "$ref" in schema:
        return {**schema, "$ref": _ROOT + schema["$ref"]}
    inner = {key: _absolute(schema[key]) for key in ("items",) if isinstance(schema.get(key), dict)}
    return {**schema, **inner}


def _only(test: Callable[[Any], bool]) -> Callable[[object], bool]:
    """Formats are of texts and of whole numbers; the type is judged apart."""
    return lambda value: type(value) not in (str, int) or test(value)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    r"""An ECMA-262 expression for Python: there `$` is the end and nothing else, and `\d` is ASCII."""
    said = re.sub(r"(\\.)|\$", lambda found: found[1] or r"\Z", pattern)
    said = re.sub(r"\[[^\]\\]*(?:\\.[^\]\\]*)*\]", lambda f: f[0].replace(r"\Z", "$"), said)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return re.compile(said, re.ASCII)


def _pattern(validator: Any, pattern: str, value: Any, schema: Schema) -> Iterator[ValidationError]:
    if isinstance(value, str) and _compiled(pattern).search(value) is None:
        yield ValidationError(f"Field does not match the pattern /{pattern}/")


def _range(validator: Any, bounds: Schema, value: Any, schema: Schema) -> Iterator[ValidationError]:
    """`x-range` of durations; for whole numbers `pattern` says the same."""
    if not isinstance(value, str) or schema.get("format") != "google-duration":
        return
    number = seconds(value)
    if number is not None and not _within(number, bounds):
        yield ValidationError(f"Value must be within {bounds} seconds")


def _within(number: float, bounds: Schema) -> bool:
    tests = {
        "minimum": operator.ge,
        "maximum": operator.le,
        "exclusiveMinimum": operator.gt,
        "exclusiveMaximum": operator.lt,
    }
    return all(tests[name](number, bound) for name, bound in bounds.items())


def _fewest_bytes(
    validator: Any, least: int, value: Any, schema: Schema
) -> Iterator[ValidationError]:
    plain = decoded(value) if isinstance(value, str) else None
    if plain is not None and len(plain) < least:
        yield ValidationError(f"Value is shorter than {least} bytes")


def _most_bytes(validator: Any, most: int, value: Any, schema: Schema) -> Iterator[ValidationError]:
    plain = decoded(value) if isinstance(value, str) else None
    if plain is not None and len(plain) > most:
        yield ValidationError(f"Value is longer than {most} bytes")


def _unknown(
    validator: Any, known: Schema, value: Any, schema: Schema
) -> Iterator[ValidationError]:
    """`properties`, and no others."""
    yield from Draft202012Validator.VALIDATORS["properties"](validator, known, value, schema)
    if isinstance(value, dict):
        for name in value:
            if name not in known:
                yield ValidationError(f"Unknown field {name}", path=(name,), validator="unknown")


def _finite(keyword: str) -> Any:
    """A bound that NaN does not keep."""
    plain = Draft202012Validator.VALIDATORS[keyword]

    def check(validator: Any, bound: Any, value: Any, schema: Schema) -> Iterator[ValidationError]:
        if isinstance(value, float) and math.isnan(value):
            yield ValidationError("Value is not a number")
        yield from plain(validator, bound, value, schema) or ()

    return check


_ADDED = {
    "pattern": _pattern,
    "x-range": _range,
    "x-min-bytes": _fewest_bytes,
    "x-max-bytes": _most_bytes,
    **{
        name: _finite(name)
        for name in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
    },
}
_LOOSE: Any = validators.extend(Draft202012Validator, _ADDED)  # type: ignore[no-untyped-call]
_STRICT: Any = validators.extend(Draft202012Validator, {**_ADDED, "properties": _unknown})  # type: ignore[no-untyped-call]
