"""The project that a command works on: the settings with the command's flags, and the findings."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from apigen.cli.errors import fail
from apigen.cli.options import Format
from apigen.findings.diagnostics import Diagnostics, Severity
from apigen.settings import Settings, SettingsError, load
from apigen.targets.registry import targets

if TYPE_CHECKING:
    from apigen.memo.steps import Memo
    from apigen.pipeline import Reading


def load_settings() -> Settings:
    """The settings of the working folder.

    Raises:
        SettingsError: they are invalid.
    """
    return load(Path.cwd(), targets())


def report_interruption(place: Path | str) -> None:
    """Print that a run was interrupted in a folder."""
    from apigen.findings.codes.drift import INTERRUPTED_HINT, INTERRUPTED_MESSAGE

    typer.echo(f"apigen: {place}: {INTERRUPTED_MESSAGE}: {INTERRUPTED_HINT}", err=True)


class Project:
    """The state that every command starts with. Flags that are None are taken from the settings."""

    def __init__(
        self,
        reference: Path | None = None,
        output: Path | None = None,
        templates: list[Path] | None = None,
        *,
        workers: int | None = None,
        no_cache: bool = False,
    ) -> None:
        try:
            self.settings = load_settings()
        except SettingsError as error:
            fail(str(error))
        self.reference = reference or Path(self.settings.reference)
        self.output = output or Path(self.settings.output)
        self.templates = tuple(templates or map(Path, self.settings.templates))
        self.diagnostics = Diagnostics()
        self._workers = workers or self.settings.workers
        self._store = Path(self.settings.cache) if self.settings.cache and not no_cache else None
        for folder in self.templates:
            if not folder.is_dir():
                fail(f"{folder}: no such folder of templates")

    @cached_property
    def memo(self) -> Memo:
        """The results of earlier runs, and the workers for new ones. Shows progress on a terminal."""
        from apigen.cli.progress import shown_progress
        from apigen.memo.steps import Memo
        from apigen.memo.store import Store
        from apigen.memo.workers import Workers, available

        return Memo(Store(self._store), Workers(self._workers or available()), shown_progress())

    @property
    def page_root(self) -> Path:
        """The folder that origins in pages are relative to."""
        return self.reference.parent if self.reference.is_file() else self.reference

    @property
    def version(self) -> str:
        """The version of what is generated: that of the first target with a version."""
        known = targets()
        for name in self.settings.targets:
            if name in known:
                options = self.settings.options_of(known[name])
                return str(getattr(options, "version", "")) or "0.1.0"
        return "0.1.0"

    def read(self, path: Path, diagnostics: Diagnostics) -> Reading:
        """Read a folder of pages, or one page, into the API."""
        from apigen import pipeline
        from apigen.cli.build import with_pinned_variables

        variables = with_pinned_variables(self.settings, path).all_variables()
        reading = pipeline.read(path, variables, diagnostics, self.memo)
        self.memo.store.prune()
        return reading

    def recover(self) -> None:
        """Complete or discard the changes of interrupted runs, and print what was done."""
        from apigen.workspace.errors import WorkspaceError
        from apigen.workspace.recovery import recover_folder

        for folder in (self.reference, self.output):
            try:
                recovery = recover_folder(folder)
            except WorkspaceError as error:
                fail(str(error))
            if recovery is not None:
                typer.echo(f"repaired {folder}: {recovery}", err=True)

    def report_interruptions(self, read: Collection[Path] = ()) -> None:
        """Print in which folders a run was interrupted, except those that are `read`, which have a
        finding. For commands that do not write, which do not `recover`."""
        from apigen.workspace.recovery import was_interrupted

        for folder in (self.reference, self.output):
            if folder not in read and was_interrupted(folder):
                report_interruption(folder)

    def print_findings(self, format_: Format) -> None:
        """Print errors and warnings: text to standard error, machine formats to standard output."""
        from apigen.findings.formats import listing

        found = [item for item in self.diagnostics if item.severity is not Severity.NOTE]
        text = listing(found, format_.value, self.page_root)
        typer.echo(text, nl=False, err=format_ is Format.TEXT)

    def print_profile(self) -> None:
        for line in self.memo.progress.profile():
            typer.echo(line, err=True)
