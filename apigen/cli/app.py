"""The `apigen` command.

Exit codes: 0 success, 1 drift or findings, 2 wrong input or call. Commands import what they need when they
run, so that a command does not wait for the modules of others.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from apigen import __version__
from apigen.cli.check import check
from apigen.cli.diff import diff
from apigen.cli.explain import explain
from apigen.cli.generate import generate
from apigen.cli.inspect import inspect
from apigen.cli.lint import lint
from apigen.cli.pull import pull
from apigen.cli.serve import serve
from apigen.cli.templates import templates
from apigen.cli.update import update

_HELP = "Turns the Markdown REST reference of Yandex Cloud into a typed SDK, its tests and more."

app = typer.Typer(
    name="apigen",
    help=_HELP,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (generate, check, lint, inspect, explain, diff, pull, update, serve):
    app.command()(command)
app.add_typer(templates, name="templates")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback(help=_HELP)
def options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Options before the command."""


def main() -> None:
    """Run the command line. Characters that the terminal cannot show are escaped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()
