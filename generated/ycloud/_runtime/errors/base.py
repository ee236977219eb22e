# ruff: noqa: N818 - public names, which read as what happened
"""The base of the error tree, and the errors that this package raises by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


class YCloudError(Exception):
    """Base of all errors of this package. Errors can be pickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (rebuild, (type(self), self.args, self.__dict__.copy()))


def rebuild(cls: type[YCloudError], args: tuple[Any, ...], state: dict[str, Any]) -> YCloudError:
    """Unpickles an error without calling its constructor, which takes other arguments."""
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


@dataclass(frozen=True, slots=True)
class Violation:
    """One violated rule. `path`: JSON path, such as `labels["Env"]`. `rule`: name of the rule.
    `requirement`: text to be read after "must". `given`: the value, shortened. `page` and `line`:
    where the limit is documented."""

    path: str
    rule: str
    requirement: str
    given: str
    page: str = ""
    line: int = 0

    @property
    def place(self) -> str:
        """`ru/compute/api-ref/Image/create.md:47`."""
        return f"{self.page}:{self.line}" if self.line else self.page

    def __str__(self) -> str:
        given = f", got {self.given}" if self.given else ""
        place = f" ({self.place})" if self.page else ""
        return f"{self.path}: must {self.requirement}{given}{place}"


class ValidationFailed(YCloudError, ValueError):
    """A request violates limits of its page and was not sent. `violations` holds all of them."""

    def __init__(self, method: str, violations: Sequence[Violation], hint: str = "") -> None:
        self.method = method
        self.violations = tuple(violations)
        count = len(self.violations)
        head = f"{method}: {count} violation{'s' if count != 1 else ''}"
        lines = [f"  {violation}" for violation in self.violations]
        super().__init__("\n".join([head, *lines, *([hint] if hint else [])]))


class CredentialsError(YCloudError):
    """No credentials were found, or they could not be exchanged for a token. `tried`: each source
    that was tried, with the reason why it gave none."""

    def __init__(self, message: str, tried: Sequence[str] = ()) -> None:
        self.tried = tuple(tried)
        super().__init__("\n".join([message, *(f"  {source}" for source in self.tried)]))


class CallError(YCloudError):
    """A call without a usable response. `method`: name of the call. `sent`: whether the request, or
    a part of it, may have reached the service."""

    sent: bool = True

    def __init__(self, message: str, *, method: str = "") -> None:
        self.method = method
        super().__init__(f"{method}: {message}" if method else message)


class ConnectionFailed(CallError):
    """No response: DNS, connection or TLS failed, or the connection broke midway."""


class CallTimeout(CallError, TimeoutError):
    """The time for the call ran out. The service may still have done what was requested."""


class DecodeError(CallError):
    """The service reported success, but the response does not have the documented shape."""


class PagingError(CallError):
    """A list repeated a page token, so following it would never end; or there is no next page."""
