"""Which templates are wholly those that come with apigen."""

from __future__ import annotations

from pathlib import Path

import jinja2
from jinja2 import meta

from apigen.render.filters import OURS
from apigen.render.loader import builtin_templates


class Ours:
    """The templates of an environment that no other template has a hand in.

    One is ours if it comes from our folder, and so does all that it extends, imports and includes. With
    filters of installed packages none is: what a package changed when it was loaded, nobody knows.
    """

    def __init__(self, jinja: jinja2.Environment) -> None:
        self._jinja = jinja
        self._folder = builtin_templates()
        self._known: dict[str, bool] = {}
        plain = jinja2.Environment().filters.keys() | OURS.keys()
        self._foreign_filters = bool(jinja.filters.keys() - plain)

    def __contains__(self, template: str) -> bool:
        if self._foreign_filters:
            return False
        if template not in self._known:
            self._known[template] = self._is_ours(template)
        return self._known[template]

    def _is_ours(self, template: str) -> bool:
        seen = {template}
        left = [template]
        while left:
            others = self._others(left.pop())
            if others is None:
                return False
            left += others - seen
            seen |= others
        return True

    def _others(self, template: str) -> set[str] | None:
        """The templates that one of ours names; nothing where it is not ours, or names one by a value
        that only rendering knows."""
        assert self._jinja.loader is not None
        try:
            text, file, _ = self._jinja.loader.get_source(self._jinja, template)
            if file is None or not Path(file).is_relative_to(self._folder):
                return None
            named = set(meta.find_referenced_templates(self._jinja.parse(text)))
        except jinja2.TemplateError:
            return None
        return None if None in named else {name for name in named if name is not None}
