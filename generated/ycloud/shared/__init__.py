"""Messages that several services use. Each module is imported when one of its names is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .operation import Error, OperationMessage

_HOMES = {
    "Error": ".operation",
    "OperationMessage": ".operation",
}

__all__ = [
    "Error",
    "OperationMessage",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
