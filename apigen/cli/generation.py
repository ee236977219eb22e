"""The build of a project, written to the output folder or compared with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from apigen.cli.build import api_of, build, read_inputs, templates_failed, unread
from apigen.cli.project import Project
from apigen.memo.files import FileDigests

if TYPE_CHECKING:
    from apigen.ir.api import Api
    from apigen.workspace.drift import Drift
    from apigen.workspace.write import WritePlan

T = TypeVar("T")


class Generation:
    """The files that the pages, the templates and this version make. Findings go to the project."""

    def __init__(self, project: Project) -> None:
        self._project = project
        memo = project.memo
        self._inputs = memo.call(
            "input", read_inputs, project.reference, project.settings, project.templates, memo.store
        )
        built = build(self._inputs, project.diagnostics, memo)
        self.counts = built.counts
        self.files = built.files
        self.templates_failed = templates_failed(project.diagnostics)
        self.unread = unread(project.diagnostics)
        """Whether there are pages whose content is unknown."""

    def api(self) -> Api:
        """The API that the pages describe. It is read when it is asked for."""
        return api_of(self._inputs, self._project.memo)

    def write(self, *, force: bool) -> WritePlan:
        """Write the files to the output folder.

        Raises:
            WorkspaceError: see `apigen.workspace.write.write`.
        """
        from apigen.workspace.write import write

        output = self._project.output
        return self._with_known_digests(
            "output", lambda known: write(self.files, output, force=force, known=known)
        )

    def compare(self) -> Drift:
        """Compare the files with the output folder, and the pages with the lockfile.

        Raises:
            WorkspaceError: the output folder, the lockfile or a page cannot be read.
        """
        from apigen.workspace.drift import find_drift

        project = self._project
        return self._with_known_digests(
            "compare",
            lambda known: find_drift(self.files, project.page_root, project.output, known),
        )

    def _with_known_digests(self, stage: str, work: Callable[[FileDigests], T]) -> T:
        """Output files that have not changed since an earlier run are not read again."""
        memo = self._project.memo
        with memo.progress.stage(stage):
            known = FileDigests(memo.store, self._project.output, "output")
            result = work(known)
            known.save({file.path for file in self.files})
        return result
