"""Calls as values: what a method sends and how its answer is read. Building one does no I/O."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, TypeAlias, TypeVar, cast

from .errors import DecodeError

if TYPE_CHECKING:
    from .operation import OperationState
    from .request import Request

T = TypeVar("T")
R = TypeVar("R")
M = TypeVar("M")
P = TypeVar("P")
I = TypeVar("I")  # noqa: E741 - an item of a page

Validation: TypeAlias = Literal["error", "warn", "off"]


@dataclass(frozen=True, kw_only=True)
class CallOptions:
    """How a call is made; `None` leaves a setting to the client.

    `timeout`: seconds for one attempt; `total_timeout`: seconds for the call with its retries;
    `retries`: attempts after the first; `validation`: whether a broken limit raises (`error`),
    warns (`warn`) or is not looked for (`off`); `headers` and `extra_body` are added to what is
    sent, for what the pages do not know yet; `idempotency_key` replaces the generated one.
    """

    timeout: float | None = None
    total_timeout: float | None = None
    retries: int | None = None
    validation: Validation | None = None
    headers: Mapping[str, str] | None = None
    extra_body: Mapping[str, Any] | None = None
    idempotency_key: str | None = None

    def over(self, base: CallOptions) -> CallOptions:
        """These options, with those of `base` where they are not given; headers are joined."""
        given = {
            field.name: value
            for field in fields(self)
            if (value := getattr(self, field.name)) is not None
        }
        if self.headers is not None and base.headers is not None:
            given["headers"] = {**base.headers, **self.headers}
        return replace(base, **given)


@dataclass(frozen=True, kw_only=True)
class BaseCall(Generic[T]):
    """`name`: `compute.images.create`. `path`: URL path with `{variables}`. `idempotent`: whether
    a repeat is harmless; None derives it from the verb. `deprecated`: what to say when called."""

    name: str
    verb: str
    host: str
    path: str
    request: Request
    idempotent: bool | None = None
    has_body: bool = True
    deprecated: str | None = None

    @property
    def reads(self) -> bool:
        """Whether the call changes nothing."""
        return self.verb in ("GET", "HEAD")

    def url(self) -> str:
        """Path and query, without the host. Raises ValidationFailed for unusable path values."""
        from .wire import url

        return url(self.request, self.path)

    def query(self) -> list[tuple[str, str]]:
        """The pairs of the query, in their order."""
        from .wire import query

        return query(self.request)

    def body(self) -> dict[str, Any] | None:
        """The JSON body, or None when the method sends none."""
        from .wire import body

        return body(self.request) if self._sends_body else None

    def content(self, extra: Mapping[str, Any] | None = None) -> bytes | None:
        """The body as bytes, with the fields of `extra`."""
        from .wire import content

        return content(self.request, extra) if self._sends_body else None

    @property
    def _sends_body(self) -> bool:
        return self.has_body and self.verb not in ("GET", "HEAD", "DELETE")

    def decode(self, content: bytes) -> T:
        """Reads a successful answer. Raises DecodeError."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Call(BaseCall[T]):
    """A method that answers at once. `answer=None`: success says nothing more."""

    answer: type[T] | None = None

    def decode(self, content: bytes) -> T:
        if self.answer is None:
            return cast("T", None)
        return decode(self.answer, parse(content, self.name), self.name)


@dataclass(frozen=True, kw_only=True)
class PageCall(BaseCall[P], Generic[P, I]):
    """A list. `items`, `page_token`, `next_page_token`: Python names of fields of the answer, the
    request and the answer."""

    answer: type[P]
    items: str
    page_token: str = "page_token"
    next_page_token: str = "next_page_token"

    def decode(self, content: bytes) -> P:
        return decode(self.answer, parse(content, self.name), self.name)

    def items_of(self, answer: P) -> list[I]:
        return list(getattr(answer, self.items) or ())

    def next_token_of(self, answer: P) -> str:
        return str(getattr(answer, self.next_page_token, "") or "")

    def turned_to(self, token: str) -> PageCall[P, I]:
        """The same list from another page on."""
        given = {name: getattr(self.request, name) for name in self.request.__pydantic_fields_set__}
        request = type(self.request).given(**{**given, self.page_token: token})
        return replace(self, request=request)


@dataclass(frozen=True, kw_only=True)
class OperationCall(BaseCall["OperationState"], Generic[R, M]):
    """A method that starts an operation. `result=None`: its success carries nothing."""

    result: type[R] | None = None
    metadata: type[M] | None = None
    # Reading an operation is the same for all of them.
    answer: ClassVar[None] = None

    def decode(self, content: bytes) -> OperationState:
        from .operation import OperationState

        return OperationState.from_json(parse(content, self.name), self.name)


def parse(content: bytes, method: str) -> Any:
    """JSON of a successful answer; DecodeError for anything else."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        start = content[:80].decode("utf-8", "replace")
        raise DecodeError(f"the answer is not JSON: {start!r} ({error})", method=method) from None


def decode(cls: type[T], data: Any, method: str) -> T:
    """`data` as a message, or as it is when `cls` is a plain dict. Raises DecodeError."""
    from pydantic import ValidationError

    from .models import Message

    if not isinstance(data, dict):
        raise DecodeError(f"expected a JSON object, got {type(data).__name__}", method=method)
    if not (isinstance(cls, type) and issubclass(cls, Message)):
        return cast("T", data)
    try:
        return cls.from_json(data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        # The arms of a union are told apart by steps such as `literal['A']`: no part of the path.
        told = {_path(item["loc"]): item["msg"] for item in reversed(found)}
        where = "; ".join(f"{path}: {why}" for path, why in sorted(told.items())[:5])
        raise DecodeError(
            f"the answer is no {cls.__name__}: {where}. The raw answer: client.raw(call)",
            method=method,
        ) from None


def _path(loc: tuple[int | str, ...]) -> str:
    named = [step for step in loc if isinstance(step, int) or "[" not in step]
    steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in named]
    return "".join(steps).lstrip(".")
