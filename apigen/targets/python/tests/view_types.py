"""What the templates of the emitted tests may say. Everything here is Python source, ready to print."""

from __future__ import annotations

from apigen.targets.python.view_types import Import, View


class CallCase(View, frozen=True, kw_only=True):
    """A call and the wire request that it makes: keyword arguments, URL, query pairs, JSON body."""

    id: str
    arguments: str
    url: str
    query: str
    body: str


class ValueCase(View, frozen=True, kw_only=True):
    """Arguments of a call and the set of (JSON path, rule) that they break."""

    id: str
    arguments: str
    violations: str


class Attribute(View, frozen=True, kw_only=True):
    """An attribute of a decoded answer and what it equals, models as JSON. `enum` is `one` or
    `each` where it is an enum, or a list of one, that is only received."""

    name: str
    expected: str
    enum: str = ""

    @property
    def equals(self) -> str:
        """The comparison: booleans are compared by identity."""
        return (
            f"is {self.expected}" if self.expected in ("True", "False") else f"== {self.expected}"
        )


class AnswerCase(View, frozen=True, kw_only=True):
    """An answer's JSON and what it becomes."""

    type: str
    wire: str
    attributes: tuple[Attribute, ...]
    enum_wire: str


class MethodTests(View, frozen=True, kw_only=True):
    name: str
    full_name: str
    kind: str
    verb: str
    calls: tuple[CallCase, ...]
    accepted: tuple[ValueCase, ...]
    refused: tuple[ValueCase, ...]
    works: str
    answer: AnswerCase | None
    pages: tuple[str, ...]
    token: str


class ResourceTests(View, frozen=True, kw_only=True):
    """`errors`: some test names a class of the SDK's errors."""

    path: str
    service: str
    resource: str
    errors: bool
    datetime_names: tuple[str, ...]
    imports: tuple[Import, ...]
    methods: tuple[MethodTests, ...]


class MessageTests(View, frozen=True, kw_only=True):
    """`builds`: (fields of the message, its JSON). `accepted`, `refused`: fields and what they break."""

    name: str
    snake: str
    builds: tuple[tuple[str, str], ...]
    accepted: tuple[ValueCase, ...]
    refused: tuple[ValueCase, ...]
    answer: AnswerCase


class ModelTests(View, frozen=True, kw_only=True):
    path: str
    module: str
    sent: bool
    datetime_names: tuple[str, ...]
    imports: tuple[Import, ...]
    messages: tuple[MessageTests, ...]


class PackageTests(View, frozen=True, kw_only=True):
    """One call of the package by which what all share is tested: errors by code."""

    call: str
    arguments: str
    datetime_names: tuple[str, ...] = ()
    imports: tuple[Import, ...] = ()
