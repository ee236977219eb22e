"""`apigen explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from apigen.cli.errors import fail


def explain(
    code: Annotated[str, typer.Argument(help="The code of a finding, such as A101.")],
) -> None:
    """Print what a finding means and how to fix it."""
    from apigen.findings.catalogue import all_codes

    known = {item.code: item for item in all_codes()}
    found = known.get(code.upper())
    if found is None:
        fail(f"no finding has the code {code}; known: {', '.join(sorted(known))}")
    typer.echo(f"{found.code} {found.severity.value}\n\n{found.meaning}\n\nTo fix it: {found.fix}")
