"""Lists: one page at a time, or the items of all pages on demand."""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator, Iterator
from typing import Any, Generic, TypeVar

from ..errors import PagingError
from .calls import AsyncSender, PageCall, Sender
from .options import CallOptions

P = TypeVar("P")
I = TypeVar("I")  # noqa: E741 - an item of a page


class BasePage(Generic[P, I]):
    """One page. `response`: the whole response. `items`: the elements of the list in it."""

    def __init__(
        self,
        call: PageCall[P, I],
        response: P,
        options: CallOptions | None,
        seen: frozenset[str] = frozenset(),
    ) -> None:
        self._call = call
        self._options = options
        self._seen = seen
        self.response = response
        self.items: list[I] = call.items_of(response)
        self.next_page_token: str = call.next_token_of(response)

    @property
    def has_next(self) -> bool:
        return bool(self.next_page_token)

    def __len__(self) -> int:
        return len(self.items)

    def __bool__(self) -> bool:
        # Without it, an empty page of a longer list would be false.
        return True

    def __repr__(self) -> str:
        more = ", more follow" if self.has_next else ""
        return f"<{type(self).__name__} of {self._call.name}: {len(self.items)} items{more}>"

    def _next_call(self) -> tuple[PageCall[P, I], frozenset[str]]:
        """The call for the next page, and the tokens seen so far. Raises PagingError for a token
        that was seen before: following it would never end."""
        token, name = self.next_page_token, self._call.name
        if not token:
            raise PagingError("this is the last page", method=name)
        current = getattr(self._call.request, self._call.page_token, None)
        if token in self._seen or token == current:
            raise PagingError(f"the page token {token!r} was given before", method=name)
        return self._call.with_page_token(token), self._seen | {token}


class Page(BasePage[P, I]):
    """A page of a list. Iteration gives its items and, on demand, those of the following pages."""

    def __init__(
        self,
        sender: Sender,
        call: PageCall[P, I],
        response: P,
        options: CallOptions | None = None,
        seen: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(call, response, options, seen)
        self._sender = sender

    def next_page(self) -> Page[P, I]:
        """Requests the next page. Raises PagingError on the last page (see `has_next`) and for a
        repeated token."""
        call, seen = self._next_call()
        response = self._sender.send(call, self._options)
        return Page(self._sender, call, response, self._options, seen)

    def pages(self) -> Iterator[Page[P, I]]:
        """This page and all following ones."""
        page = self
        yield page
        while page.has_next:
            page = page.next_page()
            yield page

    def __iter__(self) -> Iterator[I]:
        for page in self.pages():
            yield from page.items


class AsyncPage(BasePage[P, I]):
    """A page of a list. `async for` gives its items and, on demand, those of the following
    pages."""

    def __init__(
        self,
        sender: AsyncSender,
        call: PageCall[P, I],
        response: P,
        options: CallOptions | None = None,
        seen: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(call, response, options, seen)
        self._sender = sender

    async def next_page(self) -> AsyncPage[P, I]:
        """Requests the next page. Raises PagingError on the last page (see `has_next`) and for a
        repeated token."""
        call, seen = self._next_call()
        response = await self._sender.send(call, self._options)
        return AsyncPage(self._sender, call, response, self._options, seen)

    async def pages(self) -> AsyncIterator[AsyncPage[P, I]]:
        """This page and all following ones."""
        page = self
        yield page
        while page.has_next:
            page = await page.next_page()
            yield page

    async def __aiter__(self) -> AsyncIterator[I]:
        async for page in self.pages():
            for item in page.items:
                yield item


class AsyncPager(Generic[P, I]):
    """A list that was not requested yet: `await` gives its first page, `async for` the items of all
    pages."""

    def __init__(
        self, sender: AsyncSender, call: PageCall[P, I], options: CallOptions | None = None
    ) -> None:
        self._sender = sender
        self._call = call
        self._options = options

    async def first_page(self) -> AsyncPage[P, I]:
        response = await self._sender.send(self._call, self._options)
        return AsyncPage(self._sender, self._call, response, self._options)

    def __await__(self) -> Generator[Any, Any, AsyncPage[P, I]]:
        return self.first_page().__await__()

    async def pages(self) -> AsyncIterator[AsyncPage[P, I]]:
        """All pages, each requested when it is reached."""
        first = await self.first_page()
        async for page in first.pages():
            yield page

    async def __aiter__(self) -> AsyncIterator[I]:
        async for page in self.pages():
            for item in page.items:
                yield item

    def __repr__(self) -> str:
        return f"<AsyncPager of {self._call.name}>"
