"""Calls as values: the request of a method, and how its response is decoded. Building one does no
I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, cast

from .decoding import decode, parse
from .options import CallOptions

if TYPE_CHECKING:
    from .request import Request

T = TypeVar("T")
P = TypeVar("P")
I = TypeVar("I")  # noqa: E741 - an item of a page


@dataclass(frozen=True, kw_only=True)
class BaseCall(Generic[T]):
    """`name`: `compute.images.create`. `verb`: the HTTP method. `path`: URL path with
    `{variables}`. `idempotent`: whether a repeated call is harmless; None derives it from the verb.
    `deprecated`: text of the warning given by a call."""

    name: str
    verb: str
    host: str
    path: str
    request: Request
    idempotent: bool | None = None
    has_body: bool = True
    deprecated: str | None = None

    @property
    def is_read(self) -> bool:
        """Whether the call changes nothing."""
        return self.verb in ("GET", "HEAD")

    def url(self) -> str:
        """Path and query, without the host. Raises ValidationFailed for unusable path values."""
        from .encoding import url

        return url(self.request, self.path)

    def query(self) -> list[tuple[str, str]]:
        """The pairs of the query, in the order in which they are sent."""
        from .encoding import query

        return query(self.request)

    def body(self) -> dict[str, Any] | None:
        """The JSON body, None if the method sends none."""
        from .encoding import body

        return body(self.request) if self._sends_body else None

    def content(self, extra: Mapping[str, Any] | None = None) -> bytes | None:
        """The body as bytes, with the fields of `extra`."""
        from .encoding import content

        return content(self.request, extra) if self._sends_body else None

    @property
    def _sends_body(self) -> bool:
        return self.has_body and self.verb not in ("GET", "HEAD", "DELETE")

    def decode(self, content: bytes) -> T:
        """Decodes the body of a successful response. Raises DecodeError."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Call(BaseCall[T]):
    """A method with an immediate result. `answer`: class of the response; None ignores its body."""

    answer: type[T] | None = None

    def decode(self, content: bytes) -> T:
        if self.answer is None:
            return cast("T", None)
        return decode(self.answer, parse(content, self.name), self.name)


@dataclass(frozen=True, kw_only=True)
class PageCall(BaseCall[P], Generic[P, I]):
    """A list. `items` and `next_page_token`: fields of the response. `page_token`: field of the
    request. All of them by their Python names."""

    answer: type[P]
    items: str
    page_token: str = "page_token"
    next_page_token: str = "next_page_token"

    def decode(self, content: bytes) -> P:
        return decode(self.answer, parse(content, self.name), self.name)

    def items_of(self, response: P) -> list[I]:
        return list(getattr(response, self.items) or ())

    def next_token_of(self, response: P) -> str:
        return str(getattr(response, self.next_page_token, "") or "")

    def with_page_token(self, token: str) -> PageCall[P, I]:
        """The call for another page of the list."""
        given = {name: getattr(self.request, name) for name in self.request.__pydantic_fields_set__}
        request = type(self.request).given(**{**given, self.page_token: token})
        return replace(self, request=request)


class Sender(Protocol):
    """Makes calls."""

    def send(self, call: BaseCall[T], options: CallOptions | None = None) -> T: ...


class AsyncSender(Protocol):
    """As `Sender`, for tasks."""

    async def send(self, call: BaseCall[T], options: CallOptions | None = None) -> T: ...
