"""Artifacts into texts, through Jinja."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from apigen.findings.diagnostics import Diagnostics
from apigen.render.ejected import tell_outdated
from apigen.render.environment import environment
from apigen.render.failures import Failure, failure
from apigen.render.ours import Ours
from apigen.targets.base import Artifact, File


class PrintedFile(msgspec.Struct, frozen=True):
    """What an artifact's template printed, not yet formatted. `ours`: only templates that come with
    apigen were involved."""

    artifact: Artifact
    file: File
    ours: bool


class Printer:
    """Templates, compiled once for all artifacts. What is wrong with a user's templates, whatever is
    printed, is reported when it is created."""

    def __init__(self, templates: Sequence[Path], diagnostics: Diagnostics) -> None:
        tell_outdated(templates, diagnostics)
        self._jinja = environment(templates, diagnostics)
        self._path = lru_cache(maxsize=None)(self._jinja.from_string)
        self._ours = Ours(self._jinja)

    def ours(self, template: str) -> bool:
        """Whether no template but those that come with apigen is involved in printing this one."""
        return template in self._ours

    def print(self, artifacts: Iterable[Artifact]) -> tuple[list[PrintedFile], list[Failure]]:
        """The text of each artifact that has one, and the errors of the others."""
        printed: list[PrintedFile] = []
        failures: list[Failure] = []
        for artifact in artifacts:
            try:
                file = self._file(artifact)
            except Exception as error:  # a template, and a filter that it calls, may raise anything
                failures.append(failure(error, artifact, self._jinja))
            else:
                printed.append(PrintedFile(artifact, file, self.ours(artifact.template)))
        return printed, failures

    def _file(self, artifact: Artifact) -> File:
        path = self._path(artifact.path).render(artifact.context)
        if artifact.verbatim is not None:
            return File(path, artifact.verbatim.read_text(encoding="utf-8"))
        return File(path, self._jinja.get_template(artifact.template).render(artifact.context))
