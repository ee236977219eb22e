"""OpenAPI documents read back into facts: nothing of `apigen.targets` is used to do it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Facts = dict[str, Any]
Schema = dict[str, Any]

_VERBS = ("get", "put", "post", "delete", "patch", "head", "options", "trace")
_KEYWORDS = {
    "minLength": "min_length",
    "maxLength": "max_length",
    "x-min-bytes": "min_length",
    "x-max-bytes": "max_length",
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "exclusive_minimum",
    "exclusiveMaximum": "exclusive_maximum",
    "minItems": "min_items",
    "maxItems": "max_items",
    "minProperties": "min_items",
    "maxProperties": "max_items",
    "x-allowed": "allowed",
}


def facts_of(document: dict[str, Any]) -> Iterator[Facts]:
    """The facts of every method of a document, in the document's order."""
    for path, item in document["paths"].items():
        for verb in _VERBS:
            if verb in item:
                yield _Reader(document).method(path, verb, item[verb])


class _Reader:
    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.fields: list[Facts] = []
        self.groups: list[Facts] = []

    def method(self, path: str, verb: str, operation: Schema) -> Facts:
        server = operation.get("servers", self.document["servers"])[0]["url"]
        known = operation["x-method"]
        self.parameters(operation)
        body = operation.get("requestBody", {}).get("content", {})
        for schema in [content["schema"] for content in body.values()]:
            self.message("body", schema, "", ())
        for content in operation["responses"]["200"]["content"].values():
            self.message("response", content["schema"], "", ())
        return {
            "page": operation["x-source"].rsplit(":", 2)[0],
            "service": known["service"],
            "resource": known["resource"],
            "method": known["name"],
            "http": {
                "verb": verb.upper(),
                "host": server.removeprefix("https://"),
                "path": operation.get("x-path", path),
            },
            "fields": self.fields,
            "one_of": self.groups,
        }

    def parameters(self, operation: Schema) -> None:
        for parameter in operation["parameters"]:
            if "$ref" in parameter:
                continue
            place = parameter["in"]
            schema = {**parameter["schema"]}
            schema |= {key: parameter[key] for key in ("deprecated",) if key in parameter}
            needed = parameter.get("x-required", place == "query" and parameter.get("required"))
            name = parameter.get("x-name", parameter["name"])
            self.fields.append({"in": place, "path": name, **self.field(schema, needed)})
        for name, schema in operation.get("x-query-messages", {}).items():
            self.one_ofs("query", schema, name)
            if name:
                needed = schema.get("x-required", False)
                self.fields.append({"in": "query", "path": name, **self.field(schema, needed)})

    def message(self, place: str, schema: Schema, path: str, above: tuple[str, ...]) -> None:
        reference = schema.get("$ref", "")
        if reference:
            if reference in above:
                return
            above = (*above, reference)
            schema = self.component(reference)
        self.one_ofs(place, schema, path)
        needed = schema.get("required", schema.get("x-required", []))
        for name, inner in schema.get("properties", {}).items():
            below = f"{path}.{name}" if path else name
            self.fields.append({"in": place, "path": below, **self.field(inner, name in needed)})
            while "$ref" not in inner and ("items" in inner or "propertyNames" in inner):
                inner = inner["items"] if "items" in inner else inner["additionalProperties"]
            if "$ref" in inner:
                self.message(place, inner, below, above)

    def component(self, reference: str) -> Schema:
        found: Schema = self.document["components"]["schemas"][reference.rpartition("/")[2]]
        return found

    def one_ofs(self, place: str, schema: Schema, path: str) -> None:
        for group in schema.get("x-one-of", []):
            fact = {"in": place, "path": path, "members": group["members"]}
            if "exactlyOne" in group:
                fact["exactly_one"] = group["exactlyOne"]
            self.groups.append(fact)

    def field(self, schema: Schema, needed: bool) -> Facts:
        found = self.value(schema, typed="x-inferred-type" not in schema)
        marks = {"deprecated": "deprecated", "output_only": "readOnly"}
        found |= {fact: True for fact, key in marks.items() if schema.get(key)}
        if needed:
            found["required"] = True
        for key in ("default", "x-default"):
            if key in schema:
                found["default"] = schema[key]
        return found

    def value(self, schema: Schema, typed: bool) -> Facts:
        known = schema["anyOf"][0] if "anyOf" in schema else schema
        kind, form = self.type(known)
        found: Facts = {}
        if typed:
            found |= {"type": kind, **({"format": form} if form else {})}
        if kind == "enum":
            found["enum"] = known["enum"]
        if kind == "array":
            found["items"] = self.value(schema["items"], typed)
        if kind == "map":
            for name, key in (("keys", "propertyNames"), ("values", "additionalProperties")):
                limited = dict(limits(schema[key]))
                if limited or "x-implied-map" not in schema:
                    found[name] = self.value(schema[key], typed)
        return found | dict(limits(schema))

    def type(self, schema: Schema) -> tuple[str, str]:
        if "$ref" in schema:
            return "object", ""
        if "propertyNames" in schema:
            return "map", ""
        if "enum" in schema and "x-allowed" not in schema:
            return "enum", ""
        form = schema.get("format", "")
        return schema["type"], {"google-duration": "duration"}.get(form, form)


def limits(schema: Schema) -> Iterator[tuple[str, Any]]:
    if ("enum" in schema and "x-allowed" not in schema) or "anyOf" in schema:
        yield from ()
    follows = schema.get("x-not-empty", False)
    for keyword, fact in _KEYWORDS.items():
        if keyword in schema and not (follows and keyword.startswith("min")):
            yield fact, schema[keyword]
    for keyword, value in schema.get("x-range", {}).items():
        yield _KEYWORDS[keyword], value
    if schema.get("uniqueItems"):
        yield "unique", True
    pattern = schema.get("pattern", "")
    form = schema.get("format", "")
    if "x-re2-pattern" in schema:
        yield "pattern", schema["x-re2-pattern"]
    elif pattern and not form and "x-whole-number" not in schema:
        yield "pattern", pattern.removeprefix("^(?:").removesuffix(")$")
    yield from schema.get("x-limits", {}).items()
