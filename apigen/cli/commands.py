"""Registers the commands that have a module of their own."""

from __future__ import annotations

import typer

from apigen.cli.check import check
from apigen.cli.diff import diff
from apigen.cli.pull import pull
from apigen.cli.serve import serve
from apigen.cli.templates import templates
from apigen.cli.update import update


def add_commands(app: typer.Typer) -> None:
    app.command()(check)
    app.command()(diff)
    app.command()(pull)
    app.command()(update)
    app.add_typer(templates, name="templates")
    app.command()(serve)
