"""What every message class declares, for the code that compiles it (`schema`)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from .rules import OneOf


class BaseMessage(BaseModel):
    """`PAGE`: the page that documents the message. `ONE_OFS`: its groups of fields of which at
    most one may be set."""

    model_config = ConfigDict(
        defer_build=True,
        extra="allow",
        populate_by_name=True,
        protected_namespaces=(),
        arbitrary_types_allowed=True,
    )
    PAGE: ClassVar[str] = ""
    ONE_OFS: ClassVar[tuple[OneOf, ...]] = ()
    __test__: ClassVar[bool] = False  # pytest collects classes whose names start with Test
