"""`Message`: the base of all models, and the vocabulary in which generated models are written.

Answers are decoded leniently: unknown fields stay (`model_extra`) and survive a round trip, null
stands for the default, unknown enum values pass, limits are not looked at. Constructing a message
checks the types of its fields and refuses names it does not have; limits are checked when it is
sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from .enums import OpenEnum
from .errors import ValidationFailed, Violation
from .fields import Json, LeftToRight
from .plan import Plan, complete, plan_of
from .rules import Allowed, Deprecated, Items, Length, OneOf, Pattern, Range, Required, Unique
from .scalars import (
    Bytes,
    DurationLike,
    FieldMask,
    Int64,
    JsonObject,
    TimestampLike,
)
from .shorten import shortened
from .times import Duration, Timestamp

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
    _Base = BaseModel
else:

    class _Constructed(type(BaseModel)):
        """Tells construction by a caller, which is strict, from decoding, which is not."""

        def __call__(cls, *args: Any, **values: Any) -> Any:
            plan = plan_of(cls)
            if args or not plan.names.issuperset(values):
                raise TypeError(_unexpected(cls.__name__, plan, args, values))
            if not cls.__pydantic_complete__:
                complete(cls)
            message = cls.__new__(cls)
            try:
                cls.__pydantic_validator__.validate_python(
                    values, strict=True, self_instance=message
                )
            except ValidationError as error:
                raise _failed(cls, plan, error) from None
            return message

    class _Base(BaseModel, metaclass=_Constructed):
        pass


class Message(_Base):
    """A message of the API: fields by their Python names, JSON by `to_json` and `from_json`.

    `PAGE` is the page that documents it; `ONE_OFS` its groups of which one member may be given.
    """

    model_config = ConfigDict(
        defer_build=True,
        extra="allow",
        populate_by_name=True,
        protected_namespaces=(),
        arbitrary_types_allowed=True,
    )
    PAGE: ClassVar[str] = ""
    ONE_OFS: ClassVar[tuple[OneOf, ...]] = ()
    __test__: ClassVar[bool] = False  # pytest takes classes for tests that are called Test…

    @classmethod
    def from_json(cls, data: Any) -> Self:
        """The message that a JSON object (already parsed) stands for. Raises
        pydantic.ValidationError where a value has not the type of the page."""
        if not cls.__pydantic_complete__:
            complete(cls)
        return cls.model_validate(data)

    def to_json(self) -> JsonObject:
        """The JSON object of the fields that are set, unknown ones included."""
        return plan_of(type(self)).encode(self)

    @model_validator(mode="before")
    @classmethod
    def _null_is_default(cls, data: Any) -> Any:
        # proto3 JSON: null stands for the default; pydantic would refuse it for a scalar.
        if type(data) is dict and None in data.values():
            plain = plan_of(cls).not_null
            return {k: v for k, v in data.items() if v is not None or k not in plain}
        return data

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        given = self.model_fields_set
        for name in type(self).model_fields:
            if name in given:
                yield name, getattr(self, name)
        yield from (self.model_extra or {}).items()


def _unexpected(name: str, plan: Plan, args: tuple[Any, ...], values: dict[str, Any]) -> str:
    if args:
        return f"{name}() takes keyword arguments only"
    wrong = next(value for value in values if value not in plan.names)
    close = get_close_matches(wrong, plan.names, 1)
    hint = f"; did you mean {close[0]!r}?" if close else ""
    return f"{name}() got an unexpected keyword argument {wrong!r}{hint}"


def _failed(cls: type[Message], plan: Plan, error: ValidationError) -> ValidationFailed:
    """Pydantic's findings as violations, with the lines of the page."""
    seen: dict[str, Violation] = {}
    for item in error.errors(include_url=False, include_context=False):
        first, *rest = item["loc"] or ("",)
        field = plan.field(str(first))
        steps = [f"[{step}]" for step in rest if isinstance(step, int)]
        path = (field.wire.name if field else str(first)) + "".join(steps)
        seen.setdefault(
            path,
            Violation(
                path,
                "type",
                f"have the right type: {item['msg']}",
                shortened(item["input"]),
                cls.PAGE,
                field.wire.line if field else 0,
            ),
        )
    return ValidationFailed(cls.__name__, tuple(seen.values()))
