"""`apigen serve`."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from apigen.cli.errors import fail
from apigen.cli.project import Project
from apigen.findings.diagnostics import Severity

if TYPE_CHECKING:
    from apigen.emulator.settings import EmulatorSettings
    from apigen.ir.api import Api

_TIMES = re.compile(r"([0-9.]+)(ms|s)?(?:-([0-9.]+)(ms|s)?)?")


def serve(
    source: Annotated[
        str | None,
        typer.Argument(help="A folder of pages or an IR file (.json) [default: the reference]."),
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port; 0 picks a free one.")] = 8700,
    state: Annotated[
        Path | None, typer.Option(help="SQLite file that keeps the state between runs.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of ids, durations and random failures.")] = 0,
    latency: Annotated[
        str, typer.Option(help="Delay of responses, such as 20ms or 10ms-50ms.")
    ] = "0",
    duration: Annotated[
        str, typer.Option(help="Duration of operations, such as 2s or 200ms-1s.")
    ] = "200ms-1s",
    loose: Annotated[
        bool, typer.Option("--loose", help="Ignore unknown fields instead of refusing them.")
    ] = False,
    require_auth: Annotated[
        bool, typer.Option("--require-auth", help="Refuse calls without credentials.")
    ] = False,
) -> None:
    """Run an emulator of the API on this machine, with long-running operations and state."""
    _require_libraries()
    from apigen.emulator.settings import EmulatorSettings

    settings = EmulatorSettings(
        seed=seed,
        durations=_times("--duration", duration),
        latency=_times("--latency", latency),
        loose=loose,
        require_auth=require_auth,
        state=str(state) if state is not None else ":memory:",
    )
    project = Project()
    _serve(_api(project, source), settings, host, port, project)


def _require_libraries() -> None:
    """Fail unless the optional dependencies of the emulator are installed."""
    try:
        import_module("apigen.emulator.http.server")
        import_module("apigen.emulator.http.application")
    except ModuleNotFoundError as error:
        fail(f"{error.name} is not installed: pip install 'apigen[emulator]'")


def _serve(api: Api, settings: EmulatorSettings, host: str, port: int, project: Project) -> None:
    from apigen.emulator.engine import Engine
    from apigen.emulator.http.application import application
    from apigen.emulator.http.server import EmulatorError, listen, server_of, url_of
    from apigen.emulator.world.store import StateFileError

    try:
        listener = listen(host, port)
        engine = Engine(api, settings)
    except (EmulatorError, StateFileError) as error:
        fail(str(error))
    routes = engine.world.routes
    _print_address(url_of(listener), len(routes), routes.emulated, project)
    server_of(application(engine)).run(sockets=[listener])
    engine.close()


def _api(project: Project, source: str | None) -> Api:
    from apigen.cli.snapshots import SnapshotReader

    name = source or str(project.reference)
    return SnapshotReader(project).read(name, project.diagnostics).api


def _print_address(address: str, methods: int, emulated: int, project: Project) -> None:
    typer.echo(f"serving  {methods} methods, {emulated} emulated: {address}/_emulator/limits")
    errors = project.diagnostics.count(Severity.ERROR)
    if errors:
        typer.echo(f"findings {errors} errors in the pages: apigen lint", err=True)
    typer.echo(f"address  {address}")
    typer.echo(f"use it   export YC_ENDPOINT={address} YC_IAM_TOKEN=emulator")


def _times(flag: str, text: str) -> tuple[float, float]:
    """The shortest and the longest time in seconds, from a flag such as `10ms-50ms`."""
    found = _TIMES.fullmatch(text)
    try:
        low, unit, high, high_unit = found.groups() if found else ("", "", "", "")
        shortest = float(low) * (0.001 if (unit or high_unit) == "ms" else 1)
        longest = float(high) * (0.001 if high_unit == "ms" else 1) if high else shortest
    except ValueError:
        fail(f"{flag} {text}: expected a time or a range, such as 20ms or 10ms-50ms")
    if longest < shortest:
        fail(f"{flag} {text}: the first time must be the shorter one")
    return shortest, longest
