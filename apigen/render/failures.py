"""Reports failures of templates: the template, the line, what was rendered, and a hint."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

import jinja2
import msgspec

from apigen.findings.codes.templates import TEMPLATE_FAILED
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Origin
from apigen.render.environment import NamedUndefinedError
from apigen.targets.base import Artifact


class TemplateFailure(msgspec.Struct, frozen=True):
    """An error of one artifact. `about` names what was rendered."""

    origin: Origin
    message: str
    about: str
    hint: str


def template_failure(
    error: Exception, artifact: Artifact, jinja: jinja2.Environment
) -> TemplateFailure:
    return TemplateFailure(
        origin=place(error, artifact.template or artifact.path, jinja),
        message=_message(error),
        about=artifact.about or artifact.path,
        hint=_hint(error, artifact.context, jinja),
    )


def report_failures(failures: Iterable[TemplateFailure], diagnostics: Diagnostics) -> None:
    """Report each error once, for the first of the files that share it:
    `template:line:1 T101 method compute.Image.get: 'naem' is undefined (and in 8 more files)`."""
    shared: dict[tuple[Origin, str], list[TemplateFailure]] = {}
    for item in failures:
        shared.setdefault((item.origin, item.message), []).append(item)
    for (origin, message), items in shared.items():
        first = items[0]
        more = f" (and in {len(items) - 1} more files)" if len(items) > 1 else ""
        text = f"{first.about}: {message}{more}"
        diagnostics.add(TEMPLATE_FAILED, origin, text, hint=first.hint)


def place(error: Exception, template: str, jinja: jinja2.Environment) -> Origin:
    """File and line of an error. A syntax error carries them; of others the innermost frame of a
    template in the traceback counts, where Jinja puts the template's own lines."""
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


def _message(error: Exception) -> str:
    if isinstance(error, jinja2.TemplateNotFound):
        return f"no template `{error.name}`"
    text = str(error) or type(error).__name__
    return text if isinstance(error, jinja2.TemplateError) else f"{type(error).__name__}: {text}"


def _hint(error: Exception, context: Mapping[str, Any], jinja: jinja2.Environment) -> str:
    if isinstance(error, NamedUndefinedError):
        return _near_names(error, context)
    if isinstance(error, jinja2.TemplateNotFound):
        near = difflib.get_close_matches(str(error.name), jinja.list_templates(), 2)
        return f"did you mean {' or '.join(f'`{name}`' for name in near)}?" if near else ""
    if isinstance(error, jinja2.TemplateAssertionError) and "filter" in str(error):
        return f"known filters: {', '.join(sorted(jinja.filters))}"
    return ""


def _near_names(error: NamedUndefinedError, context: Mapping[str, Any]) -> str:
    """Similar names, or all names where none is similar."""
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
