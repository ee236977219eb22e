"""Artifacts into texts, through Jinja."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from apigen.findings.diagnostics import Diagnostics
from apigen.render.ejected import report_outdated
from apigen.render.environment import BuiltinTemplates, environment
from apigen.render.failures import TemplateFailure, template_failure
from apigen.targets.base import Artifact, File


class PrintedFile(msgspec.Struct, frozen=True):
    """What an artifact's template printed, not yet formatted. `builtin`: only templates that come with
    apigen took part in it."""

    artifact: Artifact
    file: File
    builtin: bool


class Printer:
    """Prints artifacts in any number of calls, with templates compiled once.

    Problems with the user's templates that do not depend on an artifact are reported at once.
    """

    def __init__(self, templates: Sequence[Path], diagnostics: Diagnostics) -> None:
        report_outdated(templates, diagnostics)
        self._jinja = environment(templates, diagnostics)
        self._path = lru_cache(maxsize=None)(self._jinja.from_string)
        self._builtin = BuiltinTemplates(self._jinja)

    def is_builtin(self, template: str) -> bool:
        """Whether only templates that come with apigen take part in printing this one."""
        return template in self._builtin

    def print(
        self, artifacts: Iterable[Artifact]
    ) -> tuple[list[PrintedFile], list[TemplateFailure]]:
        """The text of each artifact that has one, and the errors of the others."""
        printed: list[PrintedFile] = []
        failures: list[TemplateFailure] = []
        for artifact in artifacts:
            try:
                file = self._file(artifact)
            except Exception as error:  # a template, and a filter that it calls, may raise anything
                failures.append(template_failure(error, artifact, self._jinja))
            else:
                printed.append(PrintedFile(artifact, file, self.is_builtin(artifact.template)))
        return printed, failures

    def _file(self, artifact: Artifact) -> File:
        path = self._path(artifact.path).render(artifact.context)
        if artifact.verbatim is not None:
            return File(path, artifact.verbatim.read_text(encoding="utf-8"))
        return File(path, self._jinja.get_template(artifact.template).render(artifact.context))
