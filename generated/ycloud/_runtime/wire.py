"""Requests as they are written: URL path, query, JSON body, field mask."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from .errors import ValidationFailed, Violation
from .fields import Placement
from .kinds import problem_of
from .plan import Plan, plan_of

if TYPE_CHECKING:
    from .request import Request

_VARIABLE = re.compile(r"\{([^{}]+)\}")
_DOT_SEGMENTS = (".", "..")
_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def path(request: Request, template: str) -> str:
    """The URL path: every value percent-encoded as one segment, so that none can leave it.
    Raises ValidationFailed for a value that is missing or a dot segment."""
    wrong = path_violations(request)
    if wrong:
        raise ValidationFailed(type(request).__name__, wrong)
    values = {
        field.wire.name: _text(getattr(request, field.name))
        for field in plan_of(type(request)).by_placement[Placement.PATH]
    }
    return _VARIABLE.sub(lambda found: quote(values[found[1]], safe=""), template)


def query(request: Request) -> list[tuple[str, str]]:
    """Query pairs in the order of the fields: lists repeat their key, fields of a message
    follow a dot, nulls are left out."""
    pairs: list[tuple[str, str]] = []
    for name, value in _placed(request, Placement.QUERY):
        pairs.extend(_pairs(name, value))
    return pairs


def url(request: Request, template: str) -> str:
    """Path and query."""
    pairs = query(request)
    return path(request, template) + (f"?{urlencode(pairs, quote_via=quote)}" if pairs else "")


def body(request: Request) -> dict[str, Any] | None:
    """The JSON body; None when the method has none."""
    if not plan_of(type(request)).by_placement[Placement.BODY]:
        return None
    return dict(_placed(request, Placement.BODY)) | (request.__pydantic_extra__ or {})


def content(request: Request, extra: Mapping[str, Any] | None = None) -> bytes | None:
    """The body as UTF-8, with the fields of `extra`. Raises ValidationFailed for what JSON cannot
    hold, which only gets here with the checks off."""
    try:
        fields = body(request)
        if extra:
            fields = {**(fields or {}), **extra}
        return None if fields is None else _JSON.encode(fields).encode()
    except (TypeError, ValueError, RecursionError) as error:
        problem = problem_of("type", f"hold JSON values only: {error}", None)
        raise ValidationFailed(type(request).__name__, [problem]) from None


def update_mask(request: Request) -> str | None:
    """JSON names of the body fields given, in the order of declaration. None when a mask was
    given, even as `None`, or when the method has none."""
    mask = request.UPDATE_MASK
    if mask is None or mask in request.__pydantic_fields_set__:
        return None
    return ",".join(
        field.wire.name
        for field in plan_of(type(request)).by_placement[Placement.BODY]
        if field.name != mask and field.name in request.__pydantic_fields_set__
    )


def _placed(request: Request, placement: Placement) -> Iterator[tuple[str, Any]]:
    """Encoded values of the fields given in one place, the mask that is made up included."""
    given = request.__pydantic_fields_set__
    mask = request.UPDATE_MASK
    for field in plan_of(type(request)).by_placement[placement]:
        value = getattr(request, field.name) if field.name in given else None
        if field.name == mask:
            made = update_mask(request)
            text = made if made is not None else _given_mask(request, value)
            if text is not None:
                yield field.wire.name, text
        elif field.name in given:
            encode = field.kind.encode
            yield field.wire.name, (value if value is None or encode is None else encode(value))


def _given_mask(request: Request, value: Any) -> Any:
    """An explicit mask: Python names of this request's fields become their JSON names."""
    if value is None:
        return None
    plan = plan_of(type(request))
    mask = plan.by_name[request.UPDATE_MASK or ""]
    if not isinstance(value, str) and mask.kind.check(value) is None:
        names = sorted(value) if isinstance(value, (set, frozenset)) else value
        value = [_json_path(plan, name) for name in names]
    encode = mask.kind.encode
    return value if encode is None else encode(value)


def path_violations(request: Request) -> list[Violation]:
    plan = plan_of(type(request))
    wrong = []
    for field in plan.by_placement[Placement.PATH]:
        value = getattr(request, field.name, None)
        text = _text(value)
        if value is None or not text:
            need = "be given and not empty"
        elif text in _DOT_SEGMENTS:
            need = "not be a dot segment: it would lead to another URL"
        else:
            continue
        given = problem_of("path", need, value).given
        wrong.append(Violation(field.wire.name, "path", need, given, plan.page, field.wire.line))
    return wrong


def _json_path(plan: Plan, name: str) -> str:
    first, dot, rest = name.partition(".")
    field = plan.by_name.get(first)
    return (field.wire.name if field else first) + dot + rest


def _text(value: Any) -> str:
    """A value as text of a URL."""
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
