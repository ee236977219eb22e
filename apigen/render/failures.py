"""What went wrong in a template: which, at which line, with what to say about it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

import jinja2

from apigen.findings.codes.templates import TEMPLATE_FAILED
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Origin
from apigen.render.undefined import NamedUndefinedError, near_names
from apigen.targets.base import Artifact


class Failures:
    """Errors of one run: one that many files share is told once, for the first of them."""

    def __init__(self, jinja: jinja2.Environment) -> None:
        self._jinja = jinja
        self._found: dict[tuple[str, int, str], list[tuple[Exception, Artifact]]] = {}

    def add(self, error: Exception, artifact: Artifact) -> None:
        where = place(error, artifact.template or artifact.path, self._jinja)
        key = (where.file, where.line, _words(error))
        self._found.setdefault(key, []).append((error, artifact))

    def tell(self, diagnostics: Diagnostics) -> None:
        """`template:line:1 T101 method compute.Image.get: 'naem' is undefined (and 8 more)`."""
        for (file, line, words), shared in self._found.items():
            error, artifact = shared[0]
            more = f" (and in {len(shared) - 1} more files)" if len(shared) > 1 else ""
            diagnostics.add(
                TEMPLATE_FAILED,
                Origin(file, line, 1),
                f"{artifact.about or artifact.path}: {words}{more}",
                hint=_hint(error, artifact.context, self._jinja),
            )


def _words(error: Exception) -> str:
    if isinstance(error, jinja2.TemplateNotFound):
        return f"no template `{error.name}`"
    words = str(error) or type(error).__name__
    return words if isinstance(error, jinja2.TemplateError) else f"{type(error).__name__}: {words}"


def _hint(error: Exception, context: Mapping[str, Any], jinja: jinja2.Environment) -> str:
    if isinstance(error, NamedUndefinedError):
        return near_names(error, context)
    if isinstance(error, jinja2.TemplateNotFound):
        near = difflib.get_close_matches(str(error.name), jinja.list_templates(), 2)
        return f"did you mean {' or '.join(f'`{name}`' for name in near)}?" if near else ""
    if isinstance(error, jinja2.TemplateAssertionError) and "filter" in str(error):
        return f"known filters: {', '.join(sorted(jinja.filters))}"
    return ""


def place(error: Exception, template: str, jinja: jinja2.Environment) -> Origin:
    """File and line: syntax errors carry them, others have them in the traceback, where Jinja puts
    the template's lines. The innermost frame of a template counts."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return Origin(error.filename or error.name or template, error.lineno, 1)
    found = Origin(_file(template, jinja), 1, 1)
    trace = error.__traceback__
    while trace is not None:
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            file = trace.tb_frame.f_code.co_filename
            found = Origin(template if file == "<template>" else file, trace.tb_lineno, 1)
        trace = trace.tb_next
    return found


def _file(template: str, jinja: jinja2.Environment) -> str:
    try:
        return jinja.get_template(template).filename or template
    except jinja2.TemplateError:
        return template
