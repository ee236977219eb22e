"""An API made from flat facts (`tests/unit/reference/expected`, the rendered whole API): what the
documents must hold, known without any parser."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from apigen.findings.source import Origin
from apigen.ir import constraints as c
from apigen.ir import types as t
from apigen.ir.api import (
    Api,
    Field,
    Message,
    Method,
    OneOf,
    OperationResult,
    Pagination,
    Resource,
    Service,
)

Facts = dict[str, Any]
EXPECTED = Path(__file__).parents[1] / "reference" / "expected"
OPERATION = "operation.Operation"
_MARKS = {"id", "done", "error", "createdAt"}


def shipped_facts() -> list[Facts]:
    """The facts of the shipped reference, as people wrote them down."""
    return [
        {"page": f"ru/{path.stem}.md", **json.loads(path.read_text(encoding="utf-8"))}
        for path in sorted(EXPECTED.glob("*.json"))
    ]


def api_of(facts: Iterable[Facts]) -> Api:
    """The API that has these facts. Equal answers become one message, as merging would make them."""
    made = _Maker()
    by_service: dict[str, dict[str, list[Method]]] = {}
    for fact in facts:
        method = made.method(fact)
        by_service.setdefault(fact["service"], {}).setdefault(fact["resource"], []).append(method)
    services = []
    for name, resources in sorted(by_service.items()):
        found = tuple(
            Resource(
                name=resource,
                methods=tuple(sorted(methods, key=lambda method: method.name)),
                message=_representation(methods),
            )
            for resource, methods in sorted(resources.items())
        )
        services.append(Service(name=name, host=found[0].methods[0].host, resources=found))
    messages = tuple(sorted(made.messages.values(), key=lambda message: message.id))
    return Api(services=tuple(services), messages=messages)


def _representation(methods: list[Method]) -> str | None:
    return next((method.response for method in methods if method.name == "get"), None)


class _Maker:
    def __init__(self) -> None:
        self.messages: dict[str, Message] = {}
        self.page = ""
        self.line = 0

    def origin(self) -> Origin:
        self.line += 1
        return Origin(self.page, self.line, 1)

    def method(self, fact: Facts) -> Method:
        self.page, self.line = fact["page"], 10
        origin = self.origin()
        where = f"{fact['service']}.{fact['resource']}.{fact['method']}"
        parts = {
            place: _Tree(
                [f for f in fact["fields"] if f["in"] == place],
                [g for g in fact["one_of"] if g["in"] == place],
            )
            for place in ("path", "query", "body", "response")
        }
        query, body = (
            self.message(f"{where}{place.title()}", parts[place], place) if parts[place] else None
            for place in ("query", "body")
        )
        response, operation = None, None
        if parts["response"]:
            answer = self.message(f"{where}Response", parts["response"], "response")
            is_operation = {field.name for field in answer.fields} >= _MARKS
            response = self.named(OPERATION if is_operation else answer.id, answer)
            operation = OperationResult() if is_operation else None
        return Method(
            name=fact["method"],
            origin=origin,
            parameters=self.fields(parts["path"], where),
            query=query,
            body=body,
            response=response,
            operation=operation,
            pagination=_pagination(parts["response"], self.messages.get(response or "")),
            **fact["http"],
        )

    def named(self, wanted: str, answer: Message) -> str:
        """The id under which an answer is kept: `wanted`, where that is free or the same."""
        known = self.messages.get(wanted)
        found = Message(id=wanted, **_parts(answer))
        if known is None or known == found:
            self.messages[wanted] = found
            return wanted
        self.messages[answer.id] = answer
        return answer.id

    def message(self, message_id: str, tree: _Tree, place: str) -> Message:
        return Message(
            id=message_id,
            name=message_id.rpartition(".")[2],
            fields=self.fields(tree, message_id),
            origin=self.origin(),
            one_ofs=tuple(
                OneOf(tuple(g["members"]), self.origin(), g.get("exactly_one"))
                for g in tree.groups
                if g["path"] == tree.path
            ),
        )

    def fields(self, tree: _Tree, owner: str) -> tuple[Field, ...]:
        return tuple(self.field(fact, inner, owner) for fact, inner in tree.children())

    def field(self, fact: Facts, inner: _Tree, owner: str) -> Field:
        name = fact["path"].removeprefix(f"{inner.parent}.") if inner.parent else fact["path"]
        reference: t.Type | None = None
        if inner:
            made = self.message(f"{owner}.{name}", inner, fact["in"])
            self.messages[made.id] = made
            reference = t.MessageRef(made.id)
        return Field(
            name=name,
            type=self.type(fact, reference),
            origin=self.origin(),
            typed="type" in fact,
            required=fact.get("required", False),
            output_only=fact.get("output_only", False),
            deprecated=fact.get("deprecated", False),
            default=fact.get("default"),
            constraints=tuple(self.limits(fact)),
        )

    def type(self, fact: Facts, reference: t.Type | None = None) -> t.Type:
        form = fact.get("format", "")
        match fact.get("type"):
            case "array":
                return t.List(self.value(fact.get("items", {}), reference))
            case "map":
                empty = {"type": "string"}
                return t.Map(
                    self.value(fact.get("keys", empty)),
                    self.value(fact.get("values", empty), reference),
                    implied=not ("keys" in fact and "values" in fact),
                )
            case "enum":
                return t.Enum(tuple(t.EnumValue(name) for name in fact["enum"]))
            case "boolean":
                return t.Bool()
            case "integer":
                return t.Integer(_bits(form))
            case "number":
                return t.Float({"float": 32, "double": 64}.get(form))  # type: ignore[arg-type]
            case "object":
                return reference or t.Anything()
        if form.startswith("int"):
            return t.Integer(_bits(form), quoted=True)
        if not fact.get("type") and {"minimum", "maximum", "exclusive_minimum"} & fact.keys():
            return t.Integer(64)
        plain: dict[str, t.Type] = {
            "date-time": t.Timestamp(),
            "duration": t.Duration(),
            "byte": t.Bytes(),
            "field-mask": t.FieldMask(),
        }
        return plain.get(form, t.String())

    def value(self, fact: Facts, reference: t.Type | None = None) -> t.Value:
        kind = reference or self.type(fact)
        return t.Value(kind, tuple(self.limits(fact)))

    def limits(self, fact: Facts) -> Iterator[c.Constraint]:
        for key, made in _LIMITS.items():
            if key in fact:
                yield made(fact[key], self.origin())


_LIMITS: dict[str, Any] = {
    "min_length": c.MinLength,
    "max_length": c.MaxLength,
    "pattern": c.Pattern,
    "minimum": c.Minimum,
    "maximum": c.Maximum,
    "exclusive_minimum": lambda value, origin: c.Minimum(value, origin, exclusive=True),
    "exclusive_maximum": lambda value, origin: c.Maximum(value, origin, exclusive=True),
    "allowed": lambda value, origin: c.Allowed(tuple(value), origin),
    "min_items": c.MinItems,
    "max_items": c.MaxItems,
    "unique": lambda value, origin: c.Unique(origin),
}


class _Tree:
    """The facts below one path."""

    def __init__(self, fields: list[Facts], groups: list[Facts], path: str = "") -> None:
        self.all, self.groups, self.path = fields, groups, path
        self.parent = path.rpartition(".")[0]

    def __bool__(self) -> bool:
        return bool(self.all)

    def children(self) -> Iterator[tuple[Facts, _Tree]]:
        """Each field at this level, with what is below it. Names may hold dots themselves."""
        top = ""
        for fact in self.all:
            if top and fact["path"].startswith(f"{top}.") and self._is_object(top):
                continue
            top = fact["path"]
            inner = [f for f in self.all if f["path"].startswith(f"{top}.")]
            inner = inner if self._is_object(top) else []
            tree = _Tree(inner, self.groups, top)
            tree.parent = self.path
            yield fact, tree

    def _is_object(self, path: str) -> bool:
        fact = next(f for f in self.all if f["path"] == path)
        while fact.get("type") in ("array", "map"):
            fact = fact.get("items") or fact.get("values") or {"type": "object"}
        return fact.get("type") == "object"


def _bits(form: str) -> Any:
    return int(form[3:]) if form.startswith("int") else None


def _parts(message: Message) -> dict[str, Any]:
    return {
        "name": message.id.rpartition(".")[2],
        "fields": message.fields,
        "origin": message.origin,
        "one_ofs": message.one_ofs,
    }


def _pagination(tree: _Tree, answer: Message | None) -> Pagination | None:
    names = [field.name for field in answer.fields] if answer else []
    if "nextPageToken" not in names:
        return None
    items = next((f.name for f in answer.fields if isinstance(f.type, t.List)), None)  # type: ignore[union-attr]
    return Pagination(items) if items else None
