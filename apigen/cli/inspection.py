"""What the pages say, printed: facts for machines, the IR as JSON, a tree for people."""

from __future__ import annotations

import json
from collections.abc import Iterator

import msgspec

from apigen.analysis.page.draft import Coverage, Draft, MethodDraft, ResourceDraft
from apigen.ir.api import Api, Field, Message, Method
from apigen.ir.codec import encode_api
from apigen.ir.constraints import Constraint, is_exclusive, kind_of, limit_text
from apigen.ir.facts import draft_facts
from apigen.ir.text import type_text
from apigen.ir.types import Enum, MessageRef, Type, type_name


def fact_lines(drafts: tuple[Draft, ...]) -> Iterator[str]:
    """One JSON object a method page."""
    for draft in drafts:
        if isinstance(draft, MethodDraft):
            yield json.dumps(draft_facts(draft), ensure_ascii=False)


def coverage(drafts: tuple[Draft, ...], *, as_json: bool) -> Iterator[str]:
    """What became facts, a line for each page, then the residue with its places."""
    pages = [draft for draft in drafts if isinstance(draft, MethodDraft | ResourceDraft)]
    if as_json:
        for page in pages:
            counts = msgspec.to_builtins(page.coverage)
            yield json.dumps({"page": page.file, **counts}, ensure_ascii=False)
        return
    yield f"{'rows':>6} {'fields':>6} {'sentences':>9} {'facts':>6} {'marks':>6} {'limits':>6}  page"
    for page in pages:
        yield _coverage_line(page.coverage, page.file)
    parts = [page.coverage for page in pages]
    names = ("rows", "fields", "sentences", "understood", "marks", "limits")
    total = Coverage(**{name: sum(getattr(part, name) for part in parts) for name in names})
    yield _coverage_line(total, f"{len(pages)} pages")
    residue = sorted(
        (item for part in parts for item in part.residue),
        key=lambda item: (item.kind, str(item.origin)),
    )
    yield f"residue: {len(residue)} sentences"
    for item in residue:
        yield f"  {item.kind}  {item.origin}  {' '.join(item.text.split())}"


def _coverage_line(counts: Coverage, label: str) -> str:
    return (
        f"{counts.rows:6} {counts.fields:6} {counts.sentences:9} {counts.understood:6} "
        f"{counts.marks:6} {counts.limits:6}  {label}"
    )


def ir_json(api: Api) -> str:
    return encode_api(api)


def tree(api: Api) -> Iterator[str]:
    """Services, resources, methods and their fields, a line each."""
    messages = api.message_index()
    for service in api.services:
        yield f"{service.name}  {service.host}"
        for resource in service.resources:
            yield f"  {resource.name}"
            for method in resource.methods:
                yield f"    {method.name}  {method.verb} {method.path}  ({method.origin})"
                yield from _fields(method, messages)


def _fields(method: Method, messages: dict[str, Message]) -> Iterator[str]:
    for field in method.parameters:
        yield f"      path   {_field(field)}"
    for place, message in (("query", method.query), ("body", method.body)):
        if message is not None:
            for field in message.fields:
                yield f"      {place:6} {_field(field)}"
            for group in message.one_ofs:
                yield f"      {place:6} one of {', '.join(group.members)}"
    if method.operation is not None:
        result = "nothing" if method.operation.empty else method.operation.result or "an object"
        yield f"      answer an operation that gives {result}"
    elif method.response is not None and method.response in messages:
        yield f"      answer {method.response}"


def _field(field: Field) -> str:
    marks = ["required"] if field.required else []
    marks += ["deprecated"] if field.deprecated else []
    marks += [_constraint(constraint) for constraint in field.constraints]
    if field.default is not None:
        marks.append(f"default {field.default}")
    return f"{field.name}: {type_text(field.type, _plain_type)}" + (
        f"  [{', '.join(marks)}]" if marks else ""
    )


def _constraint(constraint: Constraint) -> str:
    text = f"{kind_of(constraint).label} {limit_text(constraint)}".rstrip()
    return f"{text} exclusive" if is_exclusive(constraint) else text


def _plain_type(type_: Type) -> str:
    if isinstance(type_, MessageRef):
        return type_.id
    if isinstance(type_, Enum):
        return "enum " + "|".join(value.name for value in type_.values)
    return type_name(type_)
