"""`apigen templates list | eject | new`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from apigen.cli.errors import fail
from apigen.cli.options import TemplatesOption
from apigen.cli.project import Project

templates = typer.Typer(
    help="List templates, copy them, and start new targets.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
IntoOption = Annotated[
    Path | None,
    typer.Option(
        "--into", help="Folder of your own templates [default: the first one in the settings]."
    ),
]


def _folder(project: Project, into: Path | None) -> Path:
    """The folder to write to: that of the flag, the first one of the settings, or `my-templates`."""
    if into is not None:
        return into
    return project.templates[0] if project.templates else Path("my-templates")


@templates.command("list")
def list_templates(
    folders: TemplatesOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List all templates, with their providers and blocks."""
    import msgspec

    from apigen.render import catalogue

    project = Project(templates=folders)
    found = catalogue.templates(project.templates)
    if as_json:
        typer.echo(json.dumps(msgspec.to_builtins(found), indent=1))
        return
    widths = [max((len(item.path) for item in found), default=0)]
    widths.append(max((len(item.provider) for item in found), default=0))
    for item in found:
        notes = [f"blocks: {', '.join(item.blocks)}"] if item.blocks else []
        notes += ["hides the built-in one"] if item.hides else []
        notes += ["copied from an older version: see `apigen check`"] if item.outdated else []
        line = f"{item.path:{widths[0]}}  {item.provider:{widths[1]}}  {'; '.join(notes)}"
        typer.echo(line.rstrip())


@templates.command()
def eject(
    template: Annotated[str, typer.Argument(help="A built-in template, as `list` prints it.")],
    into: IntoOption = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite an existing copy.")] = False,
) -> None:
    """Copy a built-in template, to change it. Extending it, block by block, needs less upkeep."""
    from apigen.render.ejected import TemplateFileError
    from apigen.render.ejected import eject as copy

    project = Project()
    folder = _folder(project, into)
    try:
        file = copy(template, folder, force=force)
    except TemplateFileError as error:
        fail(str(error))
    typer.echo(f"copied   {file}")
    _print_settings(project, folder)


@templates.command()
def new(
    name: Annotated[str, typer.Argument(help="Name of the new target.")],
    into: IntoOption = None,
) -> None:
    """Start a target: a folder with a target.toml and one template, ready to use."""
    from apigen.render.ejected import TemplateFileError, new_target

    project = Project()
    folder = _folder(project, into)
    try:
        files = new_target(name, folder)
    except TemplateFileError as error:
        fail(str(error))
    for file in files:
        typer.echo(f"made     {file}")
    _print_settings(project, folder, name)


def _print_settings(project: Project, folder: Path, target: str = "") -> None:
    """Print the settings that are still missing for the files to be used."""
    lines = []
    if folder not in project.templates:
        lines.append(f"templates = {json.dumps([folder.as_posix(), *project.settings.templates])}")
    if target and target not in project.settings.targets:
        lines.append(f"targets = {json.dumps([*project.settings.targets, target])}")
    if lines:
        settings = "\n    ".join(lines)
        typer.echo(
            "To use it, add this to apigen.toml, or to [tool.apigen] in pyproject.toml:"
            f"\n    {settings}"
        )
