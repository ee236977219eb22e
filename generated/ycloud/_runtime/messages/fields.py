"""Where a field is sent and where it is documented: markers in annotations."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from pydantic import Field
from pydantic.fields import FieldInfo


class Placement(Enum):
    """The part of the request that holds a field."""

    BODY = "body"
    PATH = "path"
    QUERY = "query"


@dataclass(frozen=True, slots=True)
class Wire:
    """`name`: name in JSON, query or path. `line`: line of the page that documents the field, 0 if
    unknown."""

    placement: Placement
    name: str
    line: int


def _field(placement: Placement, name: str, line: int) -> Any:
    info: FieldInfo = Field(alias=name)
    info.metadata.append(Wire(placement, name, line))
    return info


def Json(name: str, line: int = 0) -> Any:  # noqa: N802 - reads as a marker in Annotated
    """A field of a message: its JSON name and the line of the page that documents it."""
    return _field(Placement.BODY, name, line)


def Body(name: str, line: int = 0) -> Any:  # noqa: N802
    """A field of a request that is sent in its JSON body."""
    return _field(Placement.BODY, name, line)


def Path(name: str, line: int = 0) -> Any:  # noqa: N802
    """A field of a request that fills `{name}` of the URL path."""
    return _field(Placement.PATH, name, line)


def Query(name: str, line: int = 0) -> Any:  # noqa: N802
    """A field of a request that is sent in the URL's query."""
    return _field(Placement.QUERY, name, line)


# Validates an enumeration before the literals of its names, so that a value becomes a member.
LeftToRight: Any = Field(union_mode="left_to_right")
