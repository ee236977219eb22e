"""`apigen templates list | eject | new`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from apigen.cli.app import Run, TemplatesOption, fail

templates = typer.Typer(
    help="List, copy and start templates.", no_args_is_help=True, rich_markup_mode=None
)
IntoOption = Annotated[
    Path | None,
    typer.Option("--into", help="Folder of own templates [default: the first in the settings]."),
]


def _into(run: Run, given: Path | None) -> Path:
    """The folder to write to. Without one given or set, `my-templates`."""
    if given is not None:
        return given
    return run.templates[0] if run.templates else Path("my-templates")


@templates.command("list")
def list_templates(
    folders: TemplatesOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Each template, who provides it, and its blocks."""
    import msgspec

    from apigen.render import catalogue

    run = Run(templates=folders)
    found = catalogue.templates(run.templates)
    if as_json:
        typer.echo(json.dumps(msgspec.to_builtins(found), indent=1))
        return
    widths = [max((len(item.path) for item in found), default=0)]
    widths.append(max((len(item.provider) for item in found), default=0))
    for item in found:
        told = [f"blocks: {', '.join(item.blocks)}"] if item.blocks else []
        told += ["hides the built-in one"] if item.hides else []
        told += ["copied from an older one: see `apigen check`"] if item.outdated else []
        line = f"{item.path:{widths[0]}}  {item.provider:{widths[1]}}  {'; '.join(told)}"
        typer.echo(line.rstrip())


@templates.command()
def eject(
    template: Annotated[str, typer.Argument(help="A built-in template, as `list` shows it.")],
    into: IntoOption = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a copy.")] = False,
) -> None:
    """Copy a built-in template to change it. Extending one block of it ages better."""
    from apigen.render.ejected import TemplateFileError
    from apigen.render.ejected import eject as copy

    run = Run()
    folder = _into(run, into)
    try:
        file = copy(template, folder, force=force)
    except TemplateFileError as error:
        fail(str(error))
    typer.echo(f"copied   {file}")
    _say_how(run, folder)


@templates.command()
def new(
    name: Annotated[str, typer.Argument(help="The new target's name.")],
    into: IntoOption = None,
) -> None:
    """Start a target: a folder with a target.toml and one template, which work as they are."""
    from apigen.render.ejected import TemplateFileError, new_target

    run = Run()
    folder = _into(run, into)
    try:
        files = new_target(name, folder)
    except TemplateFileError as error:
        fail(str(error))
    for file in files:
        typer.echo(f"made     {file}")
    _say_how(run, folder, name)


def _say_how(run: Run, folder: Path, target: str = "") -> None:
    """What the settings lack for the files to be used."""
    lines = []
    if folder not in run.templates:
        lines.append(f"templates = {json.dumps([folder.as_posix(), *run.settings.templates])}")
    if target and target not in run.settings.targets:
        lines.append(f"targets = {json.dumps([*run.settings.targets, target])}")
    if lines:
        said = "\n    ".join(lines)
        typer.echo(
            f"To use it, put this into apigen.toml, or [tool.apigen] of pyproject.toml:\n    {said}"
        )
