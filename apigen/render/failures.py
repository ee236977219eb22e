"""What went wrong in a template: which one, at which line, and what to say about it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

import jinja2
import msgspec

from apigen.findings.codes.templates import TEMPLATE_FAILED
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Origin
from apigen.render.undefined import NamedUndefinedError, near_names
from apigen.targets.base import Artifact


class Failure(msgspec.Struct, frozen=True):
    """An error of one artifact. `about` is what was printed."""

    origin: Origin
    words: str
    about: str
    hint: str


def failure(error: Exception, artifact: Artifact, jinja: jinja2.Environment) -> Failure:
    return Failure(
        origin=place(error, artifact.template or artifact.path, jinja),
        words=_words(error),
        about=artifact.about or artifact.path,
        hint=_hint(error, artifact.context, jinja),
    )


def tell_failures(failures: Iterable[Failure], diagnostics: Diagnostics) -> None:
    """Report each error once, for the first of the files that share it:
    `template:line:1 T101 method compute.Image.get: 'naem' is undefined (and in 8 more files)`."""
    shared: dict[tuple[Origin, str], list[Failure]] = {}
    for item in failures:
        shared.setdefault((item.origin, item.words), []).append(item)
    for (origin, words), items in shared.items():
        more = f" (and in {len(items) - 1} more files)" if len(items) > 1 else ""
        first = items[0]
        diagnostics.add(TEMPLATE_FAILED, origin, f"{first.about}: {words}{more}", hint=first.hint)


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
