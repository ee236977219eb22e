"""Renders artifacts into files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from apigen.findings.codes.templates import NOT_PYTHON
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Origin
from apigen.render.ejected import report_outdated
from apigen.render.environment import BuiltinTemplates, environment
from apigen.render.failures import TemplateFailures
from apigen.render.formatting import FormatAll, PrintedText
from apigen.render.formatting import format_all as plain_format_all
from apigen.targets.base import Artifact, File


def render(
    artifacts: Iterable[Artifact],
    templates: Sequence[Path],
    diagnostics: Diagnostics,
    *,
    formatted: bool = True,
    format_all: FormatAll = plain_format_all,
) -> tuple[File, ...]:
    """Renders one file an artifact, sorted by path; one that fails is reported and left out.

    Args:
        artifacts: What to render.
        templates: The user's folders of templates.
        diagnostics: Gets failures, and a warning for each outdated copy of a built-in template.
        formatted: False leaves the text as the templates print it: the same code, unformatted.
        format_all: Formats all texts at once; a caller that remembers results passes its own.
    """
    printer = Printer(templates, diagnostics)
    files = printer.files(artifacts, diagnostics, format_all if formatted else None)
    return tuple(sorted((file for _, file in files), key=lambda file: file.path))


class Printer:
    """Prints artifacts in any number of calls, with templates compiled once.

    Problems with the user's templates that do not depend on an artifact are reported at once.
    """

    def __init__(self, templates: Sequence[Path], diagnostics: Diagnostics) -> None:
        report_outdated(templates, diagnostics)
        self._jinja = environment(templates, diagnostics)
        self._path_template = lru_cache(maxsize=None)(self._jinja.from_string)
        self._builtin = BuiltinTemplates(self._jinja)

    def files(
        self,
        artifacts: Iterable[Artifact],
        diagnostics: Diagnostics,
        format_all: FormatAll | None = plain_format_all,
    ) -> list[tuple[Artifact, File]]:
        """The file of each artifact that could be rendered. Python comes last."""
        failures = TemplateFailures(self._jinja)
        printed = (self._print(artifact, failures) for artifact in artifacts)
        texts = [text for text in printed if text is not None]
        failures.report(diagnostics)
        if format_all is not None:
            texts = self._format(texts, format_all, diagnostics)
        return [(text.artifact, text.file) for text in texts]

    def _print(self, artifact: Artifact, failures: TemplateFailures) -> _ArtifactText | None:
        try:
            path = self._path_template(artifact.path).render(artifact.context)
            if artifact.verbatim is not None:
                text = artifact.verbatim.read_text(encoding="utf-8")
            else:
                text = self._jinja.get_template(artifact.template).render(artifact.context)
        except Exception as error:  # a template, and a filter it calls, may raise anything
            failures.add(error, artifact)
            return None
        return _ArtifactText(artifact, File(path, text))

    def _format(
        self, texts: list[_ArtifactText], format_all: FormatAll, diagnostics: Diagnostics
    ) -> list[_ArtifactText]:
        """The texts with Python formatted; one that is not Python is reported and left out."""
        python = [text for text in texts if text.artifact.format == "black"]
        found = [text for text in texts if text.artifact.format != "black"]
        printed = [PrintedText(t.file.text, t.artifact.template in self._builtin) for t in python]
        for text, result in zip(python, format_all(printed), strict=True):
            artifact = text.artifact
            if result.error:
                diagnostics.add(
                    NOT_PYTHON,
                    Origin(artifact.template, 1, 1),
                    f"{artifact.about or artifact.path}: {result.error}",
                )
            else:
                found.append(_ArtifactText(artifact, File(text.file.path, result.text)))
        return found


class _ArtifactText(msgspec.Struct, frozen=True):
    """An artifact and its file."""

    artifact: Artifact
    file: File
