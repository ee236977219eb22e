"""`apigen inspect`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from apigen.cli.options import Format, PathsArgument
from apigen.cli.project import Project

if TYPE_CHECKING:
    from apigen.pipeline import Reading


def inspect(
    paths: PathsArgument = None,
    facts: Annotated[
        bool,
        typer.Option("--facts", help="Print the facts: one JSON object a line for each method."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the IR as JSON.")] = False,
) -> None:
    """Show what the pages say: as a tree, the IR (`--json`), or the flat facts (`--facts`)."""
    project = Project()
    roots = paths or [project.reference]
    project.report_interruptions(roots)
    for path in roots:
        project.reference = path
        reading = project.read(path, project.diagnostics)
        for line in _lines(reading, facts=facts, as_json=as_json):
            typer.echo(line)
    project.print_findings(Format.TEXT)
    raise typer.Exit(1 if project.diagnostics.failed else 0)


def _lines(reading: Reading, *, facts: bool, as_json: bool) -> Iterator[str]:
    from apigen.analysis.page.draft import MethodDraft
    from apigen.cli.ir_tree import tree
    from apigen.ir.codec import encode_api
    from apigen.ir.facts import draft_facts

    if facts:
        for draft in reading.drafts:
            if isinstance(draft, MethodDraft):
                yield json.dumps(draft_facts(draft), ensure_ascii=False)
    elif as_json:
        yield encode_api(reading.api)
    else:
        yield from tree(reading.api)
