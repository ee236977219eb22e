"""Views of methods: the pure builder and what both resource classes print of it."""

from __future__ import annotations

import msgspec

from apigen.ir.api import Field, Message, Method, OneOf, Resource, Service
from apigen.ir.types import List, MessageRef
from apigen.targets.constraint_phrases import field_phrases
from apigen.targets.python.annotations import Annotator, Position
from apigen.targets.python.docstrings import docstring, wrapped
from apigen.targets.python.literals import docstring_text, literal
from apigen.targets.python.messages import (
    argument,
    argument_names,
    field_names,
    one_of_overloads,
    placed_fields,
    required_first,
)
from apigen.targets.python.naming import collection_name, service_attribute
from apigen.targets.python.symbols import request_class
from apigen.targets.python.view_types import Argument, MethodItem


def method_view(
    service: Service,
    resource: Resource,
    method: Method,
    name: str,
    messages: dict[str, Message],
    annotate: Annotator,
    site: str,
) -> MethodItem:
    arguments = _arguments(method, annotate, site)
    groups = _groups(method)
    keyed = {key: value for key, value in arguments.items() if not key.startswith("Path ")}
    overloads = one_of_overloads(groups, keyed)
    if len(overloads) > 1:
        annotate.use("overload")
    answer = _answer(method, messages, annotate)
    full_name = ".".join((service_attribute(service.name), collection_name(resource.name), name))
    return MethodItem(
        name=name,
        builder=f"{name.rstrip('_')}_call",
        full_name=full_name,
        verb=method.verb,
        host_literal=literal(method.host),
        path=docstring_text(method.path),
        path_literal=literal(method.path),
        request=request_class(resource, method),
        positional=tuple(value for key, value in arguments.items() if key.startswith("Path ")),
        keywords=required_first(list(keyed.values())),
        overloads=overloads if len(overloads) > 1 else (),
        deprecated=method.deprecated,
        docs=docstring(method.docs, site),
        raises=_raises(method),
        source=docstring_text(f"{method.origin.file}:{method.origin.line}"),
        **msgspec.structs.asdict(answer),
    )


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """How a method's answer is read, and what the caller gets."""

    kind: str
    answer: str = "None"
    metadata: str = ""
    items: str = ""
    item: str = ""
    page_token: str = ""
    next_page_token: str = ""
    returns: str = ""


def _answer(method: Method, messages: dict[str, Message], annotate: Annotator) -> Answer:
    if method.operation is not None:
        annotate.use("Operation", "AsyncOperation", "OperationCall")
        operation = method.operation
        result = "None" if operation.empty else _class(operation.result, annotate)
        gives = "nothing" if operation.empty else f"`{result}`"
        return Answer(
            kind="operation",
            answer=result,
            metadata=_class(operation.metadata, annotate),
            returns=f"A running operation; `wait()` returns {gives}, `cancel()` requests its cancellation.",
        )
    answer = "None" if method.response is None else _class(method.response, annotate)
    if method.pagination is None or method.response is None:
        annotate.use("Call")
        returns = "Nothing." if method.response is None else f"`{answer}`."
        return Answer(kind="call", answer=answer, returns=returns)
    annotate.use("PageCall", "Page", "AsyncPager")
    pagination = method.pagination
    response = messages[method.response]
    names = field_names(response.fields)
    items = next(field for field in response.fields if field.name == pagination.items)
    own = argument_names(method)
    return Answer(
        kind="page",
        answer=answer,
        items=names[pagination.items],
        item=_item(items, annotate),
        page_token=own["Query", pagination.page_token],
        next_page_token=names[pagination.next_page_token],
        returns="The first page; iterating over it yields its items and those of all pages that follow.",
    )


def _class(id_: str | None, annotate: Annotator) -> str:
    """The class of a message; an object whose shape no page gives stays a dictionary."""
    if id_ is None:
        annotate.use("JsonObject")
        return "JsonObject"
    return annotate.type(MessageRef(id_), Position.RECEIVED)


def _item(field: Field, annotate: Annotator) -> str:
    type_ = field.type.item.type if isinstance(field.type, List) else field.type
    return annotate.type(type_, Position.RECEIVED)


def _arguments(method: Method, annotate: Annotator, site: str) -> dict[str, Argument]:
    """Arguments by "Place jsonName": path parameters first, always required."""
    names = argument_names(method)
    found: dict[str, Argument] = {}
    for place, fields in placed_fields(method):
        for field in fields:
            required = field.required or place == "Path"
            given = msgspec.structs.replace(field, required=required)
            bare = argument(given, names[place, field.name], annotate, site)
            note = wrapped(docstring_text(field_phrases(field, required)), 80)
            found[f"{place} {field.name}"] = msgspec.structs.replace(bare, docs=(*bare.docs, *note))
    return found


def _groups(method: Method) -> tuple[OneOf, ...]:
    """The one-of groups of query and body, their members as the keys of `_arguments`."""
    return tuple(
        msgspec.structs.replace(group, members=tuple(f"{place} {m}" for m in group.members))
        for place, message in (("Query", method.query), ("Body", method.body))
        if message is not None
        for group in message.one_ofs
    )


def _raises(method: Method) -> tuple[str, ...]:
    lines = [
        "ValidationFailed: an argument violates a rule of the page; nothing is sent.",
        "APIError: the service returned an error; the subclass tells its google.rpc code.",
        "ConnectionFailed: there was no response.",
    ]
    if method.operation is not None:
        lines.append("OperationError: `wait()` found that the operation failed.")
        lines.append("OperationTimeout: `wait()` ran out of time.")
    return tuple(lines)
