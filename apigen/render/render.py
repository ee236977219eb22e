"""Artifacts into files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import black.parsing
import jinja2

from apigen.diagnostics import Diagnostics
from apigen.render.codes import NOT_PYTHON
from apigen.render.ejected import tell_outdated
from apigen.render.environment import environment
from apigen.render.failures import Failures
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
    tell_outdated(templates, diagnostics)
    jinja = environment(templates, diagnostics)
    failures = Failures(jinja)
    made = (_file(item, jinja, failures, diagnostics, formatted) for item in artifacts)
    files = sorted((file for file in made if file), key=lambda file: file.path)
    failures.tell(diagnostics)
    return tuple(files)


def _file(
    artifact: Artifact,
    jinja: jinja2.Environment,
    failures: Failures,
    diagnostics: Diagnostics,
    formatted: bool,
) -> File | None:
    try:
        path = jinja.from_string(artifact.path).render(artifact.context)
        if artifact.verbatim is not None:
            return File(path, artifact.verbatim.read_text(encoding="utf-8"))
        text = jinja.get_template(artifact.template).render(artifact.context)
        if formatted and artifact.format == "black":
            text = format_python(text)
    except black.parsing.InvalidInput as error:
        diagnostics.add(
            NOT_PYTHON,
            Origin(artifact.template, 1, 1),
            f"{artifact.about or artifact.path}: {error}",
        )
    except Exception as error:  # a template, and a filter it calls, may raise anything
        failures.add(error, artifact)
    else:
        return File(path, text)
    return None
