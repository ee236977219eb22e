"""`Message`, the base of all models, and the vocabulary in which generated models are written.

Decoding a response is lenient: unknown fields are kept (`model_extra`) and survive a round trip,
null stands for the default, unknown enum values pass, limits are not checked. Constructing a
message checks the types of its fields and refuses unknown names. Limits are checked when it is
sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError, model_validator

from ..errors import ValidationFailed, Violation
from .base import BaseMessage
from .durations import Duration
from .enums import OpenEnum
from .fields import Json, LeftToRight
from .rules import Allowed, Deprecated, Items, Length, OneOf, Pattern, Range, Required, Unique
from .scalars import Bytes, DurationLike, FieldMask, Int64, JsonObject, TimestampLike
from .schema import MessageSchema, complete, schema_of
from .shorten import shortened
from .timestamps import Timestamp

if TYPE_CHECKING:
    from typing import Self

__all__ = [
    "Allowed",
    "Bytes",
    "Deprecated",
    "Duration",
    "DurationLike",
    "FieldMask",
    "Int64",
    "Items",
    "Json",
    "JsonObject",
    "LeftToRight",
    "Length",
    "Message",
    "OneOf",
    "OpenEnum",
    "Pattern",
    "Range",
    "Required",
    "Timestamp",
    "TimestampLike",
    "Unique",
]

if TYPE_CHECKING:
    _Constructible = BaseMessage
else:

    class _StrictConstructor(type(BaseMessage)):
        """Makes construction by a caller strict, which decoding (`from_json`) is not."""

        def __call__(cls, *args: Any, **values: Any) -> Any:
            schema = schema_of(cls)
            if args or not schema.names.issuperset(values):
                raise TypeError(_unexpected_argument(cls.__name__, schema, args, values))
            if not cls.__pydantic_complete__:
                complete(cls)
            message = cls.__new__(cls)
            try:
                cls.__pydantic_validator__.validate_python(
                    values, strict=True, self_instance=message
                )
            except ValidationError as error:
                raise _validation_failed(cls, schema, error) from None
            return message

    class _Constructible(BaseMessage, metaclass=_StrictConstructor):
        pass


class Message(_Constructible):
    """A message of the API: fields by their Python names, JSON by `to_json` and `from_json`."""

    @classmethod
    def from_json(cls, data: Any) -> Self:
        """The message of a parsed JSON object. Raises pydantic.ValidationError where a value does
        not have the documented type."""
        if not cls.__pydantic_complete__:
            complete(cls)
        return cls.model_validate(data)

    def to_json(self) -> JsonObject:
        """The JSON object of the fields that are set, unknown ones included."""
        return schema_of(type(self)).encode(self)

    @model_validator(mode="before")
    @classmethod
    def _null_is_default(cls, data: Any) -> Any:
        # proto3 JSON: null stands for the default; pydantic would refuse it for a scalar.
        if type(data) is dict and None in data.values():
            not_null = schema_of(cls).not_null
            return {k: v for k, v in data.items() if v is not None or k not in not_null}
        return data

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        given = self.model_fields_set
        for name in type(self).model_fields:
            if name in given:
                yield name, getattr(self, name)
        yield from (self.model_extra or {}).items()


def _unexpected_argument(
    name: str, schema: MessageSchema, args: tuple[Any, ...], values: dict[str, Any]
) -> str:
    if args:
        return f"{name}() takes keyword arguments only"
    wrong = next(value for value in values if value not in schema.names)
    close = get_close_matches(wrong, schema.names, 1)
    hint = f"; did you mean {close[0]!r}?" if close else ""
    return f"{name}() got an unexpected keyword argument {wrong!r}{hint}"


def _validation_failed(
    cls: type[Message], schema: MessageSchema, error: ValidationError
) -> ValidationFailed:
    """Pydantic's errors as violations, with the lines of the page. One for each path."""
    found: dict[str, Violation] = {}
    for item in error.errors(include_url=False, include_context=False):
        first, *rest = item["loc"] or ("",)
        field = schema.field(str(first))
        steps = [f"[{step}]" for step in rest if isinstance(step, int)]
        path = (field.wire.name if field else str(first)) + "".join(steps)
        requirement = f"have the right type: {item['msg']}"
        given, line = shortened(item["input"]), field.wire.line if field else 0
        found.setdefault(path, Violation(path, "type", requirement, given, cls.PAGE, line))
    return ValidationFailed(cls.__name__, tuple(found.values()))
