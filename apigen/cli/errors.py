"""Errors of the command line."""

from __future__ import annotations

from typing import NoReturn

import typer


def fail(message: str) -> NoReturn:
    """Print an error and exit with code 2: the input or the call is wrong."""
    typer.echo(f"apigen: {message}", err=True)
    raise typer.Exit(2)
