"""Names that a template uses and nothing has: an error with the names that are near."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

import jinja2
from jinja2.utils import missing


class NamedUndefinedError(jinja2.UndefinedError):
    """Knows the name, and what it was looked for in: `None` for the template's own names."""

    def __init__(self, message: str | None, name: str, owner: object) -> None:
        super().__init__(message)
        self.name = name
        self.owner = owner


class Undefined(jinja2.StrictUndefined):
    """Raises at any use. A value that was defined and says nothing is another thing: `None`."""

    __slots__ = ()

    def _fail_with_undefined_error(self, *args: Any, **kwargs: Any) -> Any:
        owner = None if self._undefined_obj is missing else self._undefined_obj
        raise NamedUndefinedError(self._undefined_message, str(self._undefined_name), owner)

    # The base class binds these to its own method.
    __iter__ = __str__ = __len__ = __bool__ = _fail_with_undefined_error
    __eq__ = __ne__ = __hash__ = __contains__ = _fail_with_undefined_error
    __add__ = __radd__ = __sub__ = __rsub__ = _fail_with_undefined_error
    __mul__ = __rmul__ = __mod__ = __rmod__ = _fail_with_undefined_error
    __call__ = __getitem__ = __lt__ = __le__ = __gt__ = __ge__ = _fail_with_undefined_error
    __int__ = __float__ = _fail_with_undefined_error

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._fail_with_undefined_error()


def near_names(error: NamedUndefinedError, context: Mapping[str, Any]) -> str:
    """Names that could be meant, or all there are where none is near."""
    known = sorted(context if error.owner is None else _names(error.owner))
    near = difflib.get_close_matches(error.name, known, 3, 0.5)
    if near:
        return f"did you mean {' or '.join(f'`{name}`' for name in near)}?"
    return f"known here: {', '.join(known)}" if known else ""


def _names(owner: object) -> Iterable[str]:
    if isinstance(owner, Mapping):
        return [str(key) for key in owner]
    fields = getattr(owner, "__struct_fields__", None)
    return fields if fields else [name for name in dir(owner) if not name.startswith("_")]
