"""Encodes requests: URL path, query, JSON body, field mask."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from ..errors import ValidationFailed, Violation
from ..messages.fields import Placement
from ..messages.schema import MessageSchema, schema_of
from ..messages.value_types import violation

if TYPE_CHECKING:
    from .request import Request

_VARIABLE = re.compile(r"\{([^{}]+)\}")
_DOT_SEGMENTS = (".", "..")
_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def path(request: Request, template: str) -> str:
    """The URL path: every value is percent-encoded as one segment, so that it cannot lead to
    another URL. Raises ValidationFailed for a missing value and for a dot segment."""
    violations = path_violations(request)
    if violations:
        raise ValidationFailed(type(request).__name__, violations)
    values = {
        field.wire.name: _text(getattr(request, field.name))
        for field in schema_of(type(request)).by_placement[Placement.PATH]
    }
    return _VARIABLE.sub(lambda found: quote(values[found[1]], safe=""), template)


def query(request: Request) -> list[tuple[str, str]]:
    """The pairs of the query in the order of the fields. Lists repeat their key, fields of a
    message follow a dot, nulls are omitted."""
    pairs: list[tuple[str, str]] = []
    for name, value in _placed(request, Placement.QUERY):
        pairs.extend(_pairs(name, value))
    return pairs


def url(request: Request, template: str) -> str:
    """Path and query."""
    pairs = query(request)
    return path(request, template) + (f"?{urlencode(pairs, quote_via=quote)}" if pairs else "")


def body(request: Request) -> dict[str, Any] | None:
    """The JSON body, None if the method has none."""
    if not schema_of(type(request)).by_placement[Placement.BODY]:
        return None
    return dict(_placed(request, Placement.BODY)) | (request.__pydantic_extra__ or {})


def content(request: Request, extra: Mapping[str, Any] | None = None) -> bytes | None:
    """The body as UTF-8, with the fields of `extra`. Raises ValidationFailed for values that JSON
    cannot hold, which get here only with validation off."""
    try:
        fields = body(request)
        if extra:
            fields = {**(fields or {}), **extra}
        return None if fields is None else _JSON.encode(fields).encode()
    except (TypeError, ValueError, RecursionError) as error:
        invalid = violation("type", f"hold JSON values only: {error}", None)
        raise ValidationFailed(type(request).__name__, [invalid]) from None


def update_mask(request: Request) -> str | None:
    """JSON names of the given body fields, in the order of declaration. None if the caller gave a
    mask, even as `None`, or if the method has none."""
    mask = request.UPDATE_MASK
    if mask is None or mask in request.__pydantic_fields_set__:
        return None
    return ",".join(
        field.wire.name
        for field in schema_of(type(request)).by_placement[Placement.BODY]
        if field.name != mask and field.name in request.__pydantic_fields_set__
    )


def _placed(request: Request, placement: Placement) -> Iterator[tuple[str, Any]]:
    """Names and encoded values of the given fields in one place, with the derived field mask."""
    given = request.__pydantic_fields_set__
    mask = request.UPDATE_MASK
    for field in schema_of(type(request)).by_placement[placement]:
        value = getattr(request, field.name) if field.name in given else None
        if field.name == mask:
            derived = update_mask(request)
            text = derived if derived is not None else _explicit_mask(request, value)
            if text is not None:
                yield field.wire.name, text
        elif field.name in given:
            encode = field.type.encode
            yield field.wire.name, (value if value is None or encode is None else encode(value))


def _explicit_mask(request: Request, value: Any) -> Any:
    """A mask given by the caller, with Python names of this request's fields as JSON names."""
    if value is None:
        return None
    schema = schema_of(type(request))
    mask = schema.by_name[request.UPDATE_MASK or ""]
    if not isinstance(value, str) and mask.type.check(value) is None:
        names = sorted(value) if isinstance(value, (set, frozenset)) else value
        value = [_json_path(schema, name) for name in names]
    encode = mask.type.encode
    return value if encode is None else encode(value)


def path_violations(request: Request) -> list[Violation]:
    """Path values that are missing, or would lead to another URL."""
    schema = schema_of(type(request))
    found = []
    for field in schema.by_placement[Placement.PATH]:
        value = getattr(request, field.name, None)
        text = _text(value)
        if value is None or not text:
            requirement = "be given and not empty"
        elif text in _DOT_SEGMENTS:
            requirement = "not be a dot segment: it would lead to another URL"
        else:
            continue
        problem = violation("path", requirement, value, field.wire.name)
        found.append(replace(problem, page=schema.page, line=field.wire.line))
    return found


def _json_path(schema: MessageSchema, name: str) -> str:
    first, dot, rest = name.partition(".")
    field = schema.by_name.get(first)
    return (field.wire.name if field else first) + dot + rest


def _text(value: Any) -> str:
    """A value as text in a URL."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str.__str__(value) if isinstance(value, str) else str(value)


def _pairs(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if value is None:
        return
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _pairs(f"{name}.{key}", inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _pairs(name, inner)
    else:
        yield name, _text(value)
