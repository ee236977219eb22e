"""What went wrong in a template: which, at which line, with what to say about it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

import jinja2

from apigen.diagnostics import Diagnostics
from apigen.render.codes import TEMPLATE_FAILED
from apigen.render.undefined import NamedUndefinedError, near_names
from apigen.source import Origin
from apigen.targets.base import Artifact


def tell(
    error: Exception, artifact: Artifact, jinja: jinja2.Environment, diagnostics: Diagnostics
) -> None:
    """One finding: `template:line:1 T101 method compute.Image.get: 'naem' is undefined`."""
    words = str(error) or type(error).__name__
    if isinstance(error, jinja2.TemplateNotFound):
        words = f"no template `{error.name}`"
    elif not isinstance(error, jinja2.TemplateError):
        words = f"{type(error).__name__}: {words}"
    diagnostics.add(
        TEMPLATE_FAILED,
        place(error, artifact.template or artifact.path, jinja),
        f"{artifact.about or artifact.path}: {words}",
        hint=_hint(error, artifact.context, jinja),
    )


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
