"""Requests: messages whose fields stand in the URL path, the query or the JSON body.

A page may define fields of any name, so a request has next to no methods: `encoding` encodes it and
`checks` finds its violations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ..messages.fields import Body, Path, Query
from ..messages.models import Message
from ..messages.omitted import OMITTED
from ..messages.schema import schema_of

if TYPE_CHECKING:
    from typing import Self

__all__ = ["Body", "Path", "Query", "Request"]


class Request(Message):
    """The request of a method. `UPDATE_MASK`: name of the field that holds the field mask."""

    UPDATE_MASK: ClassVar[str | None] = None

    @classmethod
    def given(cls, **values: Any) -> Self:
        """A request with all arguments that are not OMITTED; `None` is sent as null. Neither
        validates nor converts anything, and never fails."""
        given = {name: value for name, value in values.items() if value is not OMITTED}
        request = cls.__new__(cls)
        object.__setattr__(request, "__dict__", {**schema_of(cls).defaults, **given})
        object.__setattr__(request, "__pydantic_fields_set__", set(given))
        object.__setattr__(request, "__pydantic_extra__", {})
        object.__setattr__(request, "__pydantic_private__", None)
        return request
