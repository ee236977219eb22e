"""The Jinja environment of the templates, and which of them are wholly built in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import meta
from jinja2.utils import missing

from apigen.findings.diagnostics import Diagnostics
from apigen.render.filters import BUILTIN_FILTERS, package_filters
from apigen.render.loader import builtin_templates, template_loader


class NamedUndefinedError(jinja2.UndefinedError):
    """An undefined name. `owner` is the value that it was looked up on, `None` for a template's
    variables."""

    def __init__(self, message: str | None, name: str, owner: object) -> None:
        super().__init__(message)
        self.name = name
        self.owner = owner


class Undefined(jinja2.StrictUndefined):
    """Raises `NamedUndefinedError` at any use. A name that is defined and empty is `None` instead."""

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


def environment(
    folders: Sequence[Path] = (), diagnostics: Diagnostics | None = None
) -> jinja2.Environment:
    """Jinja with strict undefined names, the user's templates before the built-in ones, our filters
    and those of installed packages. Text of pages is never compiled.

    `diagnostics` gets a finding for each filter of a package that cannot be used.
    """
    jinja = jinja2.Environment(
        loader=template_loader(folders),
        undefined=Undefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    jinja.filters.update(BUILTIN_FILTERS)
    found = Diagnostics() if diagnostics is None else diagnostics
    jinja.filters.update(package_filters(tuple(jinja.filters), found))
    return jinja


class BuiltinTemplates:
    """The set of templates that come with apigen together with everything that they extend, import
    and include.

    It is empty where an installed package offers filters: what a package changes while it is loaded
    is unknown.
    """

    def __init__(self, jinja: jinja2.Environment) -> None:
        self._jinja = jinja
        self._folder = builtin_templates()
        self._known: dict[str, bool] = {}
        plain = jinja2.Environment().filters.keys() | BUILTIN_FILTERS.keys()
        self._package_filters = bool(jinja.filters.keys() - plain)

    def __contains__(self, template: str) -> bool:
        if self._package_filters:
            return False
        if template not in self._known:
            self._known[template] = self._is_builtin(template)
        return self._known[template]

    def _is_builtin(self, template: str) -> bool:
        seen = {template}
        left = [template]
        while left:
            references = self._references(left.pop())
            if references is None:
                return False
            left += references - seen
            seen |= references
        return True

    def _references(self, template: str) -> set[str] | None:
        """The templates that a built-in one refers to; `None` where it is not built in, or refers to
        one by a computed name."""
        assert self._jinja.loader is not None
        try:
            text, file, _ = self._jinja.loader.get_source(self._jinja, template)
            if file is None or not Path(file).is_relative_to(self._folder):
                return None
            names = set(meta.find_referenced_templates(self._jinja.parse(text)))
        except jinja2.TemplateError:
            return None
        return None if None in names else {name for name in names if name is not None}
