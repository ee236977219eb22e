"""A service's plan and drafts → its resources, methods and messages, with references resolved."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import NamedTuple

import msgspec

from apigen.analysis.api.infer import infer_field, infer_message, pagination, update_mask
from apigen.analysis.api.interface import linkable
from apigen.analysis.api.operations import is_operation, operation_result
from apigen.analysis.api.plan import DraftOf, PagePlan, ServicePlan
from apigen.analysis.api.rewrite import with_ids
from apigen.analysis.api.validate import MessageValidator
from apigen.analysis.page.draft import MethodDraft, ResourceDraft
from apigen.findings.codes.analysis import (
    BAD_HOST,
    BAD_PATH,
    NO_HOST,
    PATH_PARAMETER_MISSING,
    PATH_PARAMETER_UNUSED,
)
from apigen.findings.diagnostics import Diagnostic, Diagnostics
from apigen.ir.api import UNKNOWN_HOST, Field, Message, Method, Resource, Service
from apigen.ir.docs import NO_DOCS
from apigen.ir.types import String

_PARAMETER = re.compile(r"\{([^{}]*)\}")
_TEMPLATE = re.compile(r"/(?:[A-Za-z0-9_.~:@!$&'()*+,;=%/-]|\{[A-Za-z_][A-Za-z0-9_.]*\})*")

_VARIABLE = re.compile(r"\{\{([^{}]*)\}\}")
_HOST = re.compile(
    r"(?:[A-Za-z0-9][A-Za-z0-9_-]{0,62}\.)*[A-Za-z0-9][A-Za-z0-9-]{0,62}(?::[0-9]{1,5})?"
)


class LinkedService(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A service (`None` if it has no usable method), the messages that its pages define, sorted by id,
    and the findings of linking it."""

    service: Service | None
    messages: tuple[Message, ...]
    findings: tuple[Diagnostic, ...]


def link_service(plan: ServicePlan, draft_of: DraftOf) -> LinkedService:
    """Link the pages of one service."""
    diagnostics = Diagnostics()
    linker = _Linker(plan, draft_of, diagnostics)
    messages = linker.messages()
    return LinkedService(linker.service(), messages, tuple(diagnostics))


def _is_host(host: str) -> bool:
    return len(host) < 256 and _HOST.fullmatch(host) is not None


def _unknown_host(host: str, service: str) -> str:
    """`things.api-host-x.invalid` of `{{ api-host-x }}`: a name that never resolves (RFC 6761, 6.4), and
    that endpoints of the client replace by the name of the service. Empty if no variable is in it.
    """
    variable = _VARIABLE.search(host)
    if variable is None:
        return ""
    name = re.sub("[^a-z0-9]+", "-", variable[1].lower()).strip("-")[:60].strip("-")
    return f"{service}.{name or 'host'}{UNKNOWN_HOST}"


def _is_path_template(path: str) -> bool:
    """Whether a path is a template that stays what it is in a URL: no dot segments, no leading `//`
    (RFC 3986, 3.3 and 5.2.4)."""
    decoded = path.lower().replace("%2e", ".")
    dots = any(segment in (".", "..") for segment in decoded.split("/"))
    return not dots and not path.startswith("//") and _TEMPLATE.fullmatch(path) is not None


class _MethodPage(NamedTuple):
    draft: MethodDraft
    plan: PagePlan


class _ResourcePage(NamedTuple):
    draft: ResourceDraft
    plan: PagePlan


class _Linker:
    def __init__(self, plan: ServicePlan, draft_of: DraftOf, diagnostics: Diagnostics) -> None:
        self._plan = plan
        self._diagnostics = diagnostics
        self._indexes: list[_ResourcePage] = []
        self._methods: list[_MethodPage] = []
        for page in (*plan.indexes, *plan.methods):
            draft = draft_of(page.file)
            if isinstance(draft, ResourceDraft):
                self._indexes.append(_ResourcePage(draft, page))
            elif isinstance(draft, MethodDraft):
                self._methods.append(_MethodPage(draft, page))
        pages = (*plan.indexes, *plan.methods)
        known = {id_ for page in pages for id_ in (*page.ids.values(), *page.external)}
        self._validator = MessageValidator(frozenset(known), diagnostics)

    def messages(self) -> tuple[Message, ...]:
        """The messages that the pages define, sorted by id."""
        found: list[Message] = []
        pages: list[_ResourcePage | _MethodPage] = [*self._indexes, *self._methods]
        for draft, page in pages:
            own = {message.id: message for message in draft.messages}
            for page_id, name in page.definitions:
                message = with_ids(linkable(own[page_id]), page.ids)
                found.append(msgspec.structs.replace(message, id=page.ids[page_id], name=name))
        found.sort(key=lambda message: message.id)
        return tuple(self._validator.message(infer_message(message)) for message in found)

    def service(self) -> Service | None:
        """The service; resources and methods are sorted by name."""
        if not self._methods:
            return None
        host = self._host()
        resources = self._resources(host)
        if not resources:
            return None
        name, title = self._plan.name, self._plan.title
        return Service(name=name, host=host, resources=resources, title=title)

    def _host(self) -> str:
        """The most frequent host of the methods; pages of 2018 have none."""
        methods = [page.draft.method for page in self._methods]
        hosts = Counter(method.host for method in methods if _is_host(method.host))
        if hosts:
            return min(hosts, key=lambda host: (-hosts[host], host))
        unknown = (_unknown_host(method.host, self._plan.name) for method in methods)
        if host := next(filter(None, unknown), ""):
            return host  # reading the page has reported the variable
        host = f"{self._plan.name}.api.cloud.yandex.net"
        self._diagnostics.add(
            NO_HOST,
            methods[0].origin,
            f"no page of {self._plan.name} gives a host; {host} is taken",
            text=methods[0].path,
        )
        return host

    def _resources(self, host: str) -> tuple[Resource, ...]:
        by_resource: dict[str, list[_MethodPage]] = defaultdict(list)
        for page in self._methods:
            by_resource[page.draft.resource].append(page)
        found = []
        for name, pages in sorted(by_resource.items()):
            index = next((own for own in self._indexes if own.draft.resource == name), None)
            representation = self._representation(name, pages, index)
            ordered = sorted(pages, key=lambda page: page.draft.method.name)
            made = (self._method(page, host, representation) for page in ordered)
            if methods := tuple(method for method in made if method is not None):
                docs = index.draft.docs if index else NO_DOCS
                found.append(
                    Resource(name=name, methods=methods, message=representation, docs=docs)
                )
        return tuple(found)

    def _representation(
        self, resource: str, pages: list[_MethodPage], index: _ResourcePage | None
    ) -> str | None:
        """The id of a resource's representation: that of its index page, else what `get` answers, else
        a message of the resource's name on a page of one of its methods."""
        if index is not None and index.draft.message is not None:
            return index.plan.ids.get(index.draft.message)
        if resource in self._plan.described:
            return f"{self._plan.name}.{resource}"
        for draft, plan in pages:
            if draft.method.name == "get" and not plan.answers_operation:
                answer = plan.ids.get(draft.method.response or "")
                if answer:
                    return answer
        named = (
            plan.ids[message.id]
            for draft, plan in pages
            for message in draft.messages
            if message.name == resource
        )
        return next(named, None)

    def _method(self, page: _MethodPage, host: str, representation: str | None) -> Method | None:
        draft, plan = page
        method = draft.method
        known = _is_host(method.host)
        own = method.host if known else _unknown_host(method.host, self._plan.name)
        if method.host and not own:
            self._diagnostics.add(
                BAD_HOST,
                method.origin,
                f"the host of the request is no name of a host; {host} is taken",
                text=method.host[:200],
            )
        if not _is_path_template(method.path):
            self._diagnostics.add(
                BAD_PATH,
                method.origin,
                "the path of the request is no template of a path",
                text=method.path[:200],
            )
            return None
        query, body = self._own(method.query, plan), self._own(method.body, plan)
        operation = None
        answer = next((m for m in draft.messages if m.id == method.response), None)
        if answer is not None and is_operation(answer):
            operation = operation_result(method, with_ids(answer, plan.ids), representation)
        return msgspec.structs.replace(
            method,
            host=own or host,
            parameters=self._parameters(method),
            query=query,
            body=body,
            response=plan.ids.get(method.response or ""),
            operation=operation,
            pagination=None if operation else pagination(query, plan.items),
            update_mask=update_mask(body, query),
        )

    def _own(self, message: Message | None, plan: PagePlan) -> Message | None:
        """A linked query or body."""
        if message is None:
            return None
        return self._validator.message(infer_message(with_ids(message, plan.ids)))

    def _parameters(self, method: Method) -> tuple[Field, ...]:
        """The path parameters in the order of the template."""
        rows = {field.name: field for field in method.parameters}
        found = []
        for name in dict.fromkeys(_PARAMETER.findall(method.path)):
            row = rows.pop(name, None)
            if row is None:
                self._diagnostics.add(
                    PATH_PARAMETER_MISSING,
                    method.origin,
                    f"the path parameter {name} has no row",
                    text=method.path,
                )
                row = Field(name=name, type=String(), origin=method.origin, typed=False)
            found.append(self._validator.field(infer_field(row)))
        for row in rows.values():
            self._diagnostics.add(
                PATH_PARAMETER_UNUSED,
                row.origin,
                f"the path has no parameter {row.name}",
                text=row.name,
                other=method.origin,
            )
        return tuple(found)
