"""Requests: messages whose fields stand in the URL path, the query or the JSON body.

Fields of any name may come from a page, so a request has next to no methods: `wire` writes it and
`checks` finds what is wrong with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from .fields import Body, Path, Query
from .models import Message
from .omitted import OMITTED
from .plan import plan_of

if TYPE_CHECKING:
    from typing import Self

__all__ = ["Body", "Path", "Query", "Request"]


class Request(Message):
    """What a method sends. Built by `given`, which never fails."""

    UPDATE_MASK: ClassVar[str | None] = None

    @classmethod
    def given(cls, **values: Any) -> Self:
        """A request of the arguments that were given; `None` is sent as null. Nothing is
        validated or converted here."""
        given = {name: value for name, value in values.items() if value is not OMITTED}
        request = cls.__new__(cls)
        object.__setattr__(request, "__dict__", {**plan_of(cls).defaults, **given})
        object.__setattr__(request, "__pydantic_fields_set__", set(given))
        object.__setattr__(request, "__pydantic_extra__", {})
        object.__setattr__(request, "__pydantic_private__", None)
        return request
