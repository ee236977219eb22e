"""Open enumerations: a value newer than the page is kept, not refused."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


class OpenEnum(StrEnum):
    """A string enumeration; `Status("NEW")` is a member even if the page does not name it.

    An unknown member equals its string, hashes like it, can be copied and pickled, and has
    `known == False`. The empty value, `Status("")`, means that the server sent none.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        # Weak: a server that sends ever new values must not fill the memory.
        type.__setattr__(cls, "__unknown__", WeakValueDictionary())
        type.__setattr__(cls, "__test__", False)  # pytest collects classes called Test…

    @classmethod
    def _missing_(cls, value: object) -> OpenEnum | None:
        if not isinstance(value, str):
            return None
        unknown: WeakValueDictionary[str, OpenEnum] = vars(cls)["__unknown__"]
        found = unknown.get(value)
        if found is not None:
            return found
        member = str.__new__(cls, value)
        member._name_ = str(value)
        member._value_ = str(value)
        return unknown.setdefault(value, member)

    @property
    def known(self) -> bool:
        """Whether the page lists this value."""
        return type(self)._member_map_.get(self._name_) is self

    def __repr__(self) -> str:
        name = type(self).__name__
        return f"{name}.{self._name_}" if self.known else f"{name}({self._value_!r})"

    def __str__(self) -> str:
        return str(self._value_)

    def __format__(self, spec: str) -> str:
        return format(str(self._value_), spec)

    def __hash__(self) -> int:
        return hash(self._value_)

    def __eq__(self, other: object) -> bool:
        return str.__eq__(self, other) if isinstance(other, str) else NotImplemented

    def __copy__(self) -> OpenEnum:
        return self

    def __deepcopy__(self, memo: Any) -> OpenEnum:
        return self

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return (type(self), (str(self._value_),))

    @classmethod
    def _decode(cls, value: object) -> OpenEnum:
        if isinstance(value, str):
            return cls(value)
        raise ValueError(f"expected the name of a {cls.__name__}, not {type(value).__name__}")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            cls._decode, serialization=core_schema.to_string_ser_schema()
        )
