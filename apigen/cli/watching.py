"""`apigen generate --watch`: again and again, until it is ended."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import typer

from apigen.findings.formats import printable
from apigen.settings import Settings, SettingsError, load
from apigen.targets.registry import targets

SETTINGS = (Path("apigen.toml"), Path("pyproject.toml"))
_MOST = 3


def keep(
    once: Callable[[], None], reference: Path | None, templates: list[Path] | None
) -> NoReturn:
    """Run `once` now and after each change of pages, templates and settings; the flags are as given.

    A run that fails says so and the next change is waited for. Ctrl-C ends it, with exit code 0.
    """
    from apigen.workspace.watch import changes

    try:
        for files in changes(lambda: watched(reference, templates)):
            if files:
                rest = len(files) - _MOST
                more = f" and {rest} more" if rest > 0 else ""
                names = ", ".join(map(printable, files[:_MOST]))
                typer.echo(f"\nchanged  {names}{more}", err=True)
            with suppress(typer.Exit):  # it said why
                once()
            folders = ", ".join(map(str, watched(reference, templates)[len(SETTINGS) :]))
            typer.echo(f"watching {folders}; Ctrl-C ends it", err=True)
    except KeyboardInterrupt:
        typer.echo(err=True)
    raise typer.Exit(0)


def watched(reference: Path | None, templates: list[Path] | None) -> tuple[Path, ...]:
    """Settings files, the reference, folders of own templates; where settings cannot be read, those
    that the flags and defaults name."""
    try:
        settings = load(Path.cwd(), targets())
    except SettingsError:
        settings = Settings()
    return (
        *SETTINGS,
        reference or Path(settings.reference),
        *(templates or map(Path, settings.templates)),
    )
