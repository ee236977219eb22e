"""`apigen generate --watch`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import typer

from apigen.cli.project import load_settings
from apigen.findings.formats import printable
from apigen.settings import Settings, SettingsError

_SETTINGS_FILES = (Path("apigen.toml"), Path("pyproject.toml"))
_MAX_NAMES = 3


def run_on_changes(
    run: Callable[[], None], reference: Path | None, templates: list[Path] | None
) -> NoReturn:
    """Call `run` now, and after each change of pages, templates or settings.

    `reference` and `templates` are the flags. After a run that fails, the next change is waited for.
    Ctrl-C ends the process with exit code 0.
    """
    from apigen.workspace.watch import watch

    try:
        for files in watch(lambda: (*_SETTINGS_FILES, *_folders(reference, templates))):
            if files:
                rest = len(files) - _MAX_NAMES
                more = f" and {rest} more" if rest > 0 else ""
                names = ", ".join(map(printable, files[:_MAX_NAMES]))
                typer.echo(f"\nchanged  {names}{more}", err=True)
            with suppress(typer.Exit):  # the run has printed why it failed
                run()
            folders = ", ".join(map(str, _folders(reference, templates)))
            typer.echo(f"watching {folders}; Ctrl-C ends it", err=True)
    except KeyboardInterrupt:
        typer.echo(err=True)
    raise typer.Exit(0)


def _folders(reference: Path | None, templates: list[Path] | None) -> tuple[Path, ...]:
    """The reference and the folders of templates; defaults if the settings are invalid."""
    try:
        settings = load_settings()
    except SettingsError:
        settings = Settings()
    return (
        reference or Path(settings.reference),
        *(templates or map(Path, settings.templates)),
    )
