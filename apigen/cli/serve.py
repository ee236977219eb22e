"""`apigen serve`: the described system on this machine."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from apigen.cli.app import Run, fail
from apigen.findings.diagnostics import Severity

_SPAN = re.compile(r"([0-9.]+)(ms|s)?(?:-([0-9.]+)(ms|s)?)?")


def serve(
    source: Annotated[
        str | None,
        typer.Argument(help="A folder of pages or an IR file (.json) [default: the reference]."),
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port; 0 takes a free one.")] = 8700,
    state: Annotated[
        Path | None, typer.Option(help="SQLite file that keeps the state over restarts.")
    ] = None,
    seed: Annotated[int, typer.Option(help="What ids, durations and chances depend on.")] = 0,
    latency: Annotated[
        str, typer.Option(help="How long answers are kept back: 20ms, 10ms-50ms.")
    ] = "0",
    duration: Annotated[
        str, typer.Option(help="How long operations take: 2s, 200ms-1s.")
    ] = "200ms-1s",
    loose: Annotated[
        bool, typer.Option("--loose", help="Drop unknown fields; else they are refused.")
    ] = False,
    require_auth: Annotated[
        bool, typer.Option("--require-auth", help="Refuse calls without credentials.")
    ] = False,
) -> None:
    """Run the described system on this machine: methods, long operations, state."""
    try:
        from apigen.emulator.engine import Engine
        from apigen.emulator.http.application import application
        from apigen.emulator.http.server import EmulatorError, listen, server_of, url_of
    except ModuleNotFoundError as error:
        fail(f"{error.name} is not installed: pip install 'apigen[emulator]'")
    from apigen.changes.sides import RevisionError, Revisions
    from apigen.emulator.settings import EmulatorSettings
    from apigen.emulator.world.store import StateFileError

    run = Run()
    try:
        memo = run.memo(None, no_cache=False)
        revisions = Revisions(run.settings.all_variables(), memo)
        api = revisions.of(source or str(run.reference), run.diagnostics).api
        memo.store.prune()
        settings = EmulatorSettings(
            seed=seed,
            durations=_span("--duration", duration),
            latency=_span("--latency", latency),
            loose=loose,
            require_auth=require_auth,
            state=str(state) if state is not None else ":memory:",
        )
        listener = listen(host, port)
        engine = Engine(api, settings)
    except (RevisionError, EmulatorError, StateFileError) as error:
        fail(str(error))
    routes = engine.world.routes
    _greet(url_of(listener), len(routes), routes.emulated, run)
    server_of(application(engine)).run(sockets=[listener])
    engine.close()


def _greet(address: str, methods: int, emulated: int, run: Run) -> None:
    typer.echo(f"serving  {methods} methods, {emulated} emulated: {address}/_emulator/limits")
    found = run.diagnostics.count(Severity.ERROR)
    if found:
        typer.echo(f"findings {found} errors in the pages: apigen lint", err=True)
    typer.echo(f"address  {address}")
    typer.echo(f"use it   export YC_ENDPOINT={address} YC_IAM_TOKEN=emulator")


def _span(flag: str, text: str) -> tuple[float, float]:
    """`10ms-50ms` as seconds."""
    found = _SPAN.fullmatch(text)
    try:
        low, unit, high, high_unit = found.groups() if found else ("", "", "", "")
        least = float(low) * (0.001 if (unit or high_unit) == "ms" else 1)
        most = float(high) * (0.001 if high_unit == "ms" else 1) if high else least
    except ValueError:
        fail(f"{flag} {text}: give a time or two, such as 20ms or 10ms-50ms")
    if most < least:
        fail(f"{flag} {text}: the first time is the shorter one")
    return least, most
