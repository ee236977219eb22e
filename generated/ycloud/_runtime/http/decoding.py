"""Decodes the body of a successful response."""

from __future__ import annotations

import json
from typing import Any, TypeVar, cast

from ..errors import DecodeError

T = TypeVar("T")


def parse(content: bytes, method: str) -> Any:
    """A body as JSON. Raises DecodeError."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        start = content[:80].decode("utf-8", "replace")
        raise DecodeError(f"the response is not JSON: {start!r} ({error})", method=method) from None


def decode(cls: type[T], data: Any, method: str) -> T:
    """Parsed JSON as a message, or as it is when `cls` is not a message class. Raises
    DecodeError."""
    from pydantic import ValidationError

    from ..messages.models import Message

    if not isinstance(data, dict):
        raise DecodeError(f"expected a JSON object, got {type(data).__name__}", method=method)
    if not (isinstance(cls, type) and issubclass(cls, Message)):
        return cast("T", data)
    try:
        return cls.from_json(data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        by_path = {_path(item["loc"]): item["msg"] for item in reversed(found)}
        where = "; ".join(f"{path}: {why}" for path, why in sorted(by_path.items())[:5])
        raise DecodeError(
            f"the response is not a valid {cls.__name__}: {where}. Undecoded: client.raw(call)",
            method=method,
        ) from None


def _path(loc: tuple[int | str, ...]) -> str:
    """The JSON path of an error. Pydantic's steps into a union (`literal['A']`) are left out."""
    named = [step for step in loc if isinstance(step, int) or "[" not in step]
    steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in named]
    return "".join(steps).lstrip(".")
