"""Drafts with their messages merged → methods, resources and services that refer to each other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import msgspec

from apigen.analysis.build import service_key
from apigen.analysis.check import Checker
from apigen.analysis.codes import (
    BAD_HOST,
    BAD_PATH,
    NO_HOST,
    PATH_PARAMETER_MISSING,
    PATH_PARAMETER_UNUSED,
)
from apigen.analysis.draft import MethodDraft, ResourceDraft, ServiceDraft
from apigen.analysis.infer import infer_field, infer_message, pagination, update_mask
from apigen.analysis.merge import Merged
from apigen.analysis.operations import is_operation, result_of
from apigen.diagnostics import Diagnostics
from apigen.ir.api import Field, Message, Method, Resource, Service
from apigen.ir.docs import NO_DOCS
from apigen.ir.types import String

_PARAMETER = re.compile(r"\{([^{}]*)\}")
_TEMPLATE = re.compile(r"/(?:[A-Za-z0-9_.~:@!$&'()*+,;=%/-]|\{[A-Za-z_][A-Za-z0-9_.]*\})*")

_HOST = re.compile(
    r"(?:[A-Za-z0-9][A-Za-z0-9_-]{0,62}\.)*[A-Za-z0-9][A-Za-z0-9-]{0,62}(?::[0-9]{1,5})?"
)


def _is_host(host: str) -> bool:
    return len(host) < 256 and _HOST.fullmatch(host) is not None


def _is_template(path: str) -> bool:
    """Whether a path is what it says: one with dots for segments, or with `//` first, would lead
    elsewhere once it is part of a URL."""
    plain = path.lower().replace("%2e", ".")
    dots = any(segment in (".", "..") for segment in plain.split("/"))
    return not dots and not path.startswith("//") and _TEMPLATE.fullmatch(path) is not None


class Linker:
    """Makes the services of an API. `pages` gives each draft the number its messages have."""

    def __init__(
        self,
        merged: Merged,
        messages: dict[str, Message],
        pages: dict[str, int],
        checker: Checker,
        diagnostics: Diagnostics,
    ) -> None:
        self.merged = merged
        self.messages = messages
        self.pages = pages
        self.checker = checker
        self.diagnostics = diagnostics

    def services(
        self,
        methods: Sequence[MethodDraft],
        indexes: Sequence[ResourceDraft],
        titles: Sequence[ServiceDraft],
    ) -> tuple[Service, ...]:
        """All services, sorted by name, as are their resources and methods."""
        by_service: dict[str, list[MethodDraft]] = defaultdict(list)
        for draft in methods:
            by_service[service_key(draft.service, draft.version)].append(draft)
        named = {service_key(t.service, t.version): t.title for t in reversed(titles)}
        found = []
        for name in sorted(by_service):
            drafts = by_service[name]
            host = self._host(name, drafts)
            own = [i for i in indexes if service_key(i.service, i.version) == name]
            resources = self._resources(name, host, drafts, own)
            if resources:
                found.append(
                    Service(name=name, host=host, resources=resources, title=named.get(name, ""))
                )
        return tuple(found)

    def _host(self, name: str, drafts: list[MethodDraft]) -> str:
        """The host of most methods; pages of 2018 give none."""
        hosts = Counter(draft.method.host for draft in drafts if _is_host(draft.method.host))
        if hosts:
            return min(hosts, key=lambda host: (-hosts[host], host))
        host = f"{name}.api.cloud.yandex.net"
        self.diagnostics.add(
            NO_HOST,
            drafts[0].method.origin,
            f"no page of {name} gives a host; {host} is taken",
            text=drafts[0].method.path,
        )
        return host

    def _resources(
        self, service: str, host: str, drafts: list[MethodDraft], indexes: list[ResourceDraft]
    ) -> tuple[Resource, ...]:
        by_resource: dict[str, list[MethodDraft]] = defaultdict(list)
        for draft in drafts:
            by_resource[draft.resource].append(draft)
        found = []
        for name in sorted(by_resource):
            index = next((index for index in indexes if index.resource == name), None)
            representation = self._representation(service, name, by_resource[name], index)
            methods = []
            for draft in sorted(by_resource[name], key=lambda draft: draft.method.name):
                method = self._method(draft, host, representation)
                if method is not None:
                    methods.append(method)
            if methods:
                found.append(
                    Resource(
                        name=name,
                        methods=tuple(methods),
                        message=representation,
                        docs=index.docs if index else NO_DOCS,
                    )
                )
        return tuple(found)

    def _representation(
        self,
        service: str,
        resource: str,
        drafts: list[MethodDraft],
        index: ResourceDraft | None,
    ) -> str | None:
        """The id of what a resource looks like: its index page's, else what `get` answers, else a
        message of its name in an answer."""
        if index is not None and index.message is not None:
            return self.merged.ids.get((self.pages[index.file], index.message))
        answers: dict[str, str] = {}
        for draft in drafts:
            page = self.pages[draft.file]
            if draft.method.response is not None:
                message_id = self.merged.ids.get((page, draft.method.response))
                message = self.messages.get(message_id or "")
                if message_id and message is not None and not is_operation(message):
                    answers[draft.method.name] = message_id
        own = f"{service}.{resource}"
        if own in self.messages:
            return own
        if "get" in answers:
            return answers["get"]
        for draft in drafts:
            page = self.pages[draft.file]
            for message in draft.messages:
                if message.name == resource and (page, message.id) in self.merged.ids:
                    return self.merged.ids[page, message.id]
        return None

    def _method(self, draft: MethodDraft, host: str, representation: str | None) -> Method | None:
        method, page = draft.method, self.pages[draft.file]
        own = method.host if _is_host(method.host) else ""
        if method.host and not own:
            self.diagnostics.add(
                BAD_HOST,
                method.origin,
                f"the host of the request is no name of a host; {host} is taken",
                text=method.host[:200],
            )
        if not _is_template(method.path):
            self.diagnostics.add(
                BAD_PATH,
                method.origin,
                "the path of the request is no template of a path",
                text=method.path[:200],
            )
            return None
        query, body = self._own(method.query, page), self._own(method.body, page)
        response = None
        if method.response is not None:
            response = self.merged.ids.get((page, method.response))
        operation = None
        answer = next((m for m in draft.messages if m.id == method.response), None)
        if answer is not None and is_operation(answer):
            resolved = self.merged.resolve(page, answer)
            operation = result_of(method, resolved, representation)
        return msgspec.structs.replace(
            method,
            host=own or host,
            parameters=self._parameters(method),
            query=query,
            body=body,
            response=response,
            operation=operation,
            pagination=None if operation else pagination(query, self.messages.get(response or "")),
            update_mask=update_mask(body, query),
        )

    def _own(self, message: Message | None, page: int) -> Message | None:
        """A query or body of a method, ready."""
        if message is None:
            return None
        return self.checker.message(infer_message(self.merged.resolve(page, message)))

    def _parameters(self, method: Method) -> tuple[Field, ...]:
        """The path parameters in the order of the template."""
        rows = {field.name: field for field in method.parameters}
        found = []
        for name in dict.fromkeys(_PARAMETER.findall(method.path)):
            row = rows.pop(name, None)
            if row is None:
                self.diagnostics.add(
                    PATH_PARAMETER_MISSING,
                    method.origin,
                    f"the path parameter {name} has no row",
                    text=method.path,
                )
                row = Field(name=name, type=String(), origin=method.origin, typed=False)
            found.append(self.checker.field(infer_field(row)))
        for row in rows.values():
            self.diagnostics.add(
                PATH_PARAMETER_UNUSED,
                row.origin,
                f"the path has no parameter {row.name}",
                text=row.name,
                other=method.origin,
            )
        return tuple(found)
