"""Options and arguments that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """The format of findings."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


PathsArgument = Annotated[
    list[Path] | None, typer.Argument(help="Pages or folders of pages [default: the reference].")
]
ReferenceOption = Annotated[
    Path | None, typer.Option("--reference", help="Folder of pages [default: reference].")
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", help="Folder of the output [default: generated].")
]
TemplatesOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--templates", help="Folder of your own templates; may be repeated, the first one wins."
    ),
]
WorkersOption = Annotated[
    int | None,
    typer.Option("--workers", min=1, help="Number of processes [default: one for each processor]."),
]
NoCacheOption = Annotated[
    bool, typer.Option("--no-cache", help="Compute everything anew, and store no results.")
]
ProfileOption = Annotated[
    bool, typer.Option("--profile", help="Also print the time of each stage.")
]
FormatOption = Annotated[Format, typer.Option("--format", help="Format of findings.")]

RepositoryArgument = Annotated[
    str, typer.Argument(help="URL or path of a git repository [default: the pinned one].")
]
RevisionOption = Annotated[
    str, typer.Option("--at", help="Branch, tag or full commit id [default: the pinned one].")
]
PullPathsOption = Annotated[
    list[str] | None,
    typer.Option("--path", help="File or folder to pull; may be repeated [default: as pinned]."),
]
RootOption = Annotated[
    str, typer.Option("--root", help="Folder of the repository that the paths are relative to.")
]
