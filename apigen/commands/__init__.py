"""Commands about change: each module is the flags, printing and exit codes of one."""

from __future__ import annotations

import typer

from apigen.commands.diff import diff


def add_commands(app: typer.Typer) -> None:
    app.command()(diff)
