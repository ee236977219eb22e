"""Artifacts into files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import jinja2
import msgspec

from apigen.findings.codes.templates import NOT_PYTHON
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Origin
from apigen.render.ejected import tell_outdated
from apigen.render.environment import environment
from apigen.render.failures import Failures
from apigen.render.formatting import FormatAll, Printed, one_by_one
from apigen.render.ours import Ours
from apigen.targets.base import Artifact, File


def render(
    artifacts: Iterable[Artifact],
    templates: Sequence[Path],
    diagnostics: Diagnostics,
    *,
    formatted: bool = True,
    format_all: FormatAll = one_by_one,
) -> tuple[File, ...]:
    """One file an artifact, in order of their paths; one that fails is told and left out.

    `formatted` false leaves out black: the same code, for those who only run it. `format_all` gives
    the formatted texts of texts; who knows a cheaper way than one after another passes it.
    """
    printer = Printer(templates, diagnostics)
    made = printer.files(artifacts, diagnostics, format_all if formatted else None)
    return tuple(sorted((file for _, file in made), key=lambda file: file.path))


class Printer:
    """Templates that are compiled once, however many artifacts are printed in however many turns.
    What is wrong with the templates of a user, whatever is printed, is told at once."""

    def __init__(self, templates: Sequence[Path], diagnostics: Diagnostics) -> None:
        tell_outdated(templates, diagnostics)
        self._jinja = environment(templates, diagnostics)
        self._paths = lru_cache(maxsize=None)(self._jinja.from_string)
        self._ours = Ours(self._jinja)

    def files(
        self,
        artifacts: Iterable[Artifact],
        diagnostics: Diagnostics,
        format_all: FormatAll | None = one_by_one,
    ) -> list[tuple[Artifact, File]]:
        """The file of each artifact that has one."""
        failures = Failures(self._jinja)
        printed = (_text(item, self._jinja, self._paths, failures) for item in artifacts)
        made = [text for text in printed if text is not None]
        failures.tell(diagnostics)
        if format_all is not None:
            made = _formatted(made, format_all, self._ours, diagnostics)
        return [(text.artifact, text.file) for text in made]


class _Text(msgspec.Struct, frozen=True):
    """What an artifact's template printed."""

    artifact: Artifact
    file: File


def _text(
    artifact: Artifact,
    jinja: jinja2.Environment,
    paths: Callable[[str], jinja2.Template],
    failures: Failures,
) -> _Text | None:
    try:
        path = paths(artifact.path).render(artifact.context)
        if artifact.verbatim is not None:
            return _Text(artifact, File(path, artifact.verbatim.read_text(encoding="utf-8")))
        text = jinja.get_template(artifact.template).render(artifact.context)
    except Exception as error:  # a template, and a filter it calls, may raise anything
        failures.add(error, artifact)
        return None
    return _Text(artifact, File(path, text))


def _formatted(
    texts: list[_Text], format_all: FormatAll, ours: Ours, diagnostics: Diagnostics
) -> list[_Text]:
    """The texts with those of Python formatted; one that is no Python is told and left out."""
    python = [text for text in texts if text.artifact.format == "black"]
    made = [text for text in texts if text.artifact.format != "black"]
    printed = [Printed(t.file.text, t.artifact.template in ours) for t in python]
    for text, done in zip(python, format_all(printed), strict=True):
        artifact = text.artifact
        if done.error:
            diagnostics.add(
                NOT_PYTHON,
                Origin(artifact.template, 1, 1),
                f"{artifact.about or artifact.path}: {done.error}",
            )
        else:
            made.append(_Text(artifact, File(text.file.path, done.text)))
    return made
