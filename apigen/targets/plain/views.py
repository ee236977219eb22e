"""The API as views in no language: services, resources, methods, messages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from apigen.ir.api import Api, Field, Message, Method, Resource, Service
from apigen.ir.docs import Docs
from apigen.ir.text import docs_text, type_text
from apigen.ir.types import Enum
from apigen.ir.walk import element_id
from apigen.targets.base import ViewSet
from apigen.targets.constraint_phrases import part_phrases, value_phrases
from apigen.targets.openapi.markdown import first_sentence
from apigen.targets.plain.samples import sample_body, sample_url
from apigen.targets.plain.view_types import (
    ApiView,
    FieldView,
    GroupView,
    MessageView,
    MethodView,
    ResourceView,
    ServiceView,
)


def view_set(api: Api) -> ViewSet:
    """`api`, `service`, `resource`, `method`, `message`."""
    build = _Builder(api)
    services = tuple(build.service(service) for service in api.services)
    methods = tuple(method for service in services for method in service.methods)
    messages = tuple(build.message(message) for message in api.messages)
    return ViewSet(
        shared={},
        collections={
            "api": (ApiView(services=services, methods=methods, messages=messages),),
            "service": services,
            "resource": tuple(r for service in services for r in service.resources),
            "method": methods,
            "message": messages,
        },
    )


class _Builder:
    def __init__(self, api: Api) -> None:
        self._messages = api.message_index()

    def service(self, service: Service) -> ServiceView:
        resources = tuple(self._resource(service, resource) for resource in service.resources)
        return ServiceView(
            name=service.name,
            title=_line(service.title or service.name),
            host=service.host,
            resources=resources,
            methods=tuple(method for resource in resources for method in resource.methods),
        )

    def _resource(self, service: Service, resource: Resource) -> ResourceView:
        return ResourceView(
            name=resource.name,
            service=service.name,
            summary=first_sentence(resource.docs),
            docs=_lines(resource.docs),
            methods=tuple(self._method(service, resource, method) for method in resource.methods),
        )

    def _method(self, service: Service, resource: Resource, method: Method) -> MethodView:
        body = sample_body(method, self._messages)
        return MethodView(
            name=method.name,
            full_name=f"{service.name}.{resource.name}.{method.name}",
            service=service.name,
            resource=resource.name,
            verb=method.verb,
            host=method.host,
            path=method.path,
            url=f"https://{method.host}{method.path}",
            deprecated=method.deprecated,
            operation=method.operation is not None,
            summary=first_sentence(method.docs),
            docs=_lines(method.docs),
            source=_source(method),
            fields=tuple(self._request(method)),
            groups=tuple(self._groups(method)),
            answer=tuple(self._answer(method)),
            sample_url=sample_url(method, self._messages),
            sample_body="" if body is None else json.dumps(body, ensure_ascii=False),
        )

    def message(self, message: Message) -> MessageView:
        return MessageView(
            id=message.id,
            name=message.name,
            summary=first_sentence(message.docs),
            docs=_lines(message.docs),
            fields=tuple(self._fields(message.fields, "message", above=frozenset({message.id}))),
            source=_source(message),
        )

    def _request(self, method: Method) -> Iterator[FieldView]:
        yield from self._fields(method.parameters, "path")
        for place, message in (("query", method.query), ("body", method.body)):
            if message is not None:
                yield from self._fields(message.fields, place)

    def _answer(self, method: Method) -> Iterator[FieldView]:
        id_ = method.operation.result if method.operation else method.response
        message = self._messages.get(id_ or "")
        if message is not None:
            place = "result" if method.operation else "response"
            yield from self._fields(message.fields, place, above=frozenset({message.id}))

    def _fields(
        self,
        fields: Iterable[Field],
        place: str,
        path: str = "",
        above: frozenset[str] = frozenset(),
    ) -> Iterator[FieldView]:
        """Fields and those within them; an object within itself is not entered again."""
        for field in fields:
            full = f"{path}.{field.name}" if path else field.name
            yield _field(field, full, place)
            inner = self._messages.get(element_id(field.type) or "")
            if inner is not None and inner.id not in above:
                yield from self._fields(inner.fields, place, full, above | {inner.id})

    def _groups(self, method: Method) -> Iterator[GroupView]:
        for message in (method.query, method.body):
            if message is not None:
                yield from _groups(message, "", self._messages, frozenset())


def _groups(
    message: Message, path: str, messages: Mapping[str, Message], above: frozenset[str]
) -> Iterator[GroupView]:
    lead = f"{path}." if path else ""
    for group in message.one_ofs:
        members = tuple(lead + name for name in group.members)
        yield GroupView(members, group.exactly_one is True)
    for field in message.fields:
        inner = messages.get(element_id(field.type) or "")
        if inner is not None and inner.id not in above:
            yield from _groups(inner, lead + field.name, messages, above | {inner.id})


def _field(field: Field, path: str, place: str) -> FieldView:
    return FieldView(
        name=field.name,
        path=path,
        place=place,
        depth=path.count("."),
        type=type_text(field.type),
        required=field.required or place == "path",
        output_only=field.output_only,
        deprecated=field.deprecated,
        default="" if field.default is None else json.dumps(field.default, ensure_ascii=False),
        limits=tuple(_line(phrase) for phrase in _limits(field)),
        values=(
            tuple(value.name for value in field.type.values) if isinstance(field.type, Enum) else ()
        ),
        summary=first_sentence(field.docs),
        docs=_lines(field.docs),
        source=_source(field),
    )


def _limits(field: Field) -> Iterator[str]:
    yield from value_phrases(field.type, field.constraints)
    for lead, phrases in part_phrases(field.type):
        yield from (f"{lead}: {phrase}" for phrase in phrases)


def _source(stated: Method | Message | Field) -> str:
    return f"{stated.origin.file}:{stated.origin.line}"


def _lines(docs: Docs) -> tuple[str, ...]:
    return tuple(docs_text(docs).splitlines())


def _line(text: str) -> str:
    return " ".join(text.split())
