"""Commands of their own: each module is the flags, printing and exit codes of one."""

from __future__ import annotations

import typer

from apigen.commands.check import check
from apigen.commands.diff import diff
from apigen.commands.pull import pull
from apigen.commands.serve import serve
from apigen.commands.templates import templates
from apigen.commands.update import update


def add_commands(app: typer.Typer) -> None:
    app.command()(check)
    app.command()(diff)
    app.command()(pull)
    app.command()(update)
    app.add_typer(templates, name="templates")
    app.command()(serve)
