"""Artifacts into files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import black.parsing
import jinja2

from apigen.diagnostics import Diagnostics
from apigen.render.codes import NOT_PYTHON, TEMPLATE_FAILED
from apigen.render.environment import environment
from apigen.render.formatting import format_python
from apigen.source import Origin
from apigen.targets.base import Artifact, File


def render(
    artifacts: Iterable[Artifact],
    templates: Sequence[Path],
    diagnostics: Diagnostics,
    *,
    formatted: bool = True,
) -> tuple[File, ...]:
    """One file an artifact, in order of their paths; one that fails is told and left out.

    `formatted` false leaves out black: the same code, for those who only run it.
    """
    jinja = environment(templates)
    files = (_file(artifact, jinja, diagnostics, formatted) for artifact in artifacts)
    return tuple(sorted((file for file in files if file), key=lambda file: file.path))


def _file(
    artifact: Artifact, jinja: jinja2.Environment, diagnostics: Diagnostics, formatted: bool
) -> File | None:
    try:
        path = jinja.from_string(artifact.path).render(artifact.context)
        if artifact.verbatim is not None:
            return File(path, artifact.verbatim.read_text(encoding="utf-8"))
        text = jinja.get_template(artifact.template).render(artifact.context)
        if formatted and artifact.format == "black":
            text = format_python(text)
    except jinja2.TemplateError as error:
        diagnostics.add(
            TEMPLATE_FAILED,
            _template_place(artifact.template, error),
            f"{artifact.about or artifact.path}: {error.message or error}",
        )
    except black.parsing.InvalidInput as error:
        diagnostics.add(
            NOT_PYTHON,
            Origin(artifact.template, 1, 1),
            f"{artifact.about or artifact.path}: {error}",
        )
    else:
        return File(path, text)
    return None


def _template_place(template: str, error: jinja2.TemplateError) -> Origin:
    """Line and template of an error: syntax errors carry them, others have them in the traceback."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return Origin(error.name or template, error.lineno, 1)
    place = Origin(template, 1, 1)
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__jinja_template__")
        if "__jinja_template__" in trace.tb_frame.f_globals or trace.tb_frame.f_code.co_name in (
            "root",
            "top-level template code",
        ):
            file = getattr(name, "name", None) or trace.tb_frame.f_code.co_filename
            place = Origin(str(file), trace.tb_lineno, 1)
        trace = trace.tb_next
    return place
