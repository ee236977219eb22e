"""The command line: flags, printing, exit codes.

Exit codes: 0 fine, 1 drift or findings, 2 wrong input or call.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Collection
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from apigen import __version__
from apigen.findings.diagnostics import Diagnostics, Severity
from apigen.findings.formats import listing
from apigen.memo.steps import Memo
from apigen.settings import Settings, SettingsError, load
from apigen.targets.registry import targets

app = typer.Typer(
    name="apigen",
    help="Turns the Markdown REST reference of Yandex Cloud into a typed SDK, its tests and more.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


ReferenceOption = Annotated[
    Path | None, typer.Option("--reference", help="Folder of pages [default: reference].")
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", help="Folder to write [default: generated].")
]
TemplatesOption = Annotated[
    list[Path] | None,
    typer.Option("--templates", help="Folder of own templates; may be repeated, the first wins."),
]
WorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers", min=1, help="Processes that read and format [default: one a processor]."
    ),
]
NoCacheOption = Annotated[
    bool, typer.Option("--no-cache", help="Do everything again, and keep nothing for next time.")
]
ProfileOption = Annotated[
    bool, typer.Option("--profile", help="Also print where the time went, by stage.")
]
FormatOption = Annotated[Format, typer.Option("--format", help="How findings are printed.")]


def say_cut_short(where: Path | str) -> None:
    from apigen.findings.codes.drift import MEND, WORDS

    typer.echo(f"apigen: {where}: {WORDS}: {MEND}", err=True)


class Run:
    """What every command starts from: settings with the flags laid over them."""

    def __init__(
        self,
        reference: Path | None = None,
        output: Path | None = None,
        templates: list[Path] | None = None,
    ) -> None:
        self.settings = _settings()
        self.reference = reference or Path(self.settings.reference)
        self.output = output or Path(self.settings.output)
        self.templates = tuple(templates or map(Path, self.settings.templates))
        self.diagnostics = Diagnostics()
        for folder in self.templates:
            if not folder.is_dir():
                fail(f"{folder}: no such folder of templates")

    def memo(self, workers: int | None, no_cache: bool) -> Memo:
        """The memo as settings and flags say. Progress is shown on a terminal."""
        from apigen.cli.progress import shown_progress
        from apigen.memo.store import Store
        from apigen.memo.workers import Workers, available

        folder = self.settings.cache
        return Memo(
            Store(None if no_cache or not folder else Path(folder)),
            Workers(workers or self.settings.workers or available()),
            shown_progress(),
        )

    @property
    def version(self) -> str:
        """The version of what is generated: that of the first target that has one."""
        known = targets()
        for name in self.settings.targets:
            if name in known:
                options = self.settings.options_of(known[name])
                return str(getattr(options, "version", "")) or "0.1.0"
        return "0.1.0"

    def mend(self) -> None:
        """Mend what runs that were cut short left in the reference and the output, and say so."""
        from apigen.workspace.transaction import TransactionError, mend

        for folder in (self.reference, self.output):
            try:
                found = mend(folder)
            except TransactionError as error:
                fail(str(error))
            if found is not None:
                typer.echo(f"mended   {folder}: {found}", err=True)

    def tell_cut_short(self, read: Collection[Path]) -> None:
        """Say where runs that were cut short left something, besides in the folders that are `read`,
        whose findings say it. Only commands that write mend."""
        from apigen.workspace.transaction import cut_short

        for folder in (self.reference, self.output):
            if folder not in read and cut_short(folder):
                say_cut_short(folder)

    @property
    def page_root(self) -> Path:
        return self.reference.parent if self.reference.is_file() else self.reference

    def print_findings(self, format_: Format) -> None:
        """Findings go to standard error as text, to standard output where a machine reads them.
        Notes are left to `lint`."""
        told = [item for item in self.diagnostics if item.severity is not Severity.NOTE]
        text = listing(told, format_.value, self.page_root)
        typer.echo(text, nl=False, err=format_ is Format.TEXT)


def _settings() -> Settings:
    try:
        return load(Path.cwd(), targets())
    except SettingsError as error:
        fail(str(error))


def fail(message: str) -> NoReturn:
    """Wrong input or call."""
    typer.echo(f"apigen: {message}", err=True)
    raise typer.Exit(2)


@app.command()
def generate(
    reference: ReferenceOption = None,
    output: OutputOption = None,
    templates: TemplatesOption = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite files that were edited by hand.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Stay, and do it again after each change of a page.")
    ] = False,
    workers: WorkersOption = None,
    no_cache: NoCacheOption = False,
    profile: ProfileOption = False,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Read the reference and write the SDK."""
    if watch:
        from apigen.cli.watching import keep

        again = partial(generate, reference, output, templates, force, False)
        keep(lambda: again(workers, no_cache, profile, format_), reference, templates)
    from apigen.cli import build as builds
    from apigen.memo.files import FileDigests
    from apigen.workspace.write import OutputError, has_output, write

    started = time.monotonic()
    run = Run(reference, output, templates)
    run.mend()
    memo = run.memo(workers, no_cache)
    inputs = memo.call(
        "input", builds.read_inputs, run.reference, run.settings, run.templates, memo.store
    )
    made = builds.build(inputs, run.diagnostics, memo)
    run.print_findings(format_)
    nothing = not made.counts.pages or builds.templates_failed(run.diagnostics)
    if nothing or (builds.unread(run.diagnostics) and not force):
        fail("nothing was written: see the findings above")
    if not made.counts.services and has_output(run.output) and not force:
        fail(
            f"no page of {run.reference} is a method, so all of {run.output} would be removed; "
            "nothing was written. If that is meant, pass --force"
        )
    try:
        with memo.progress.stage("output"):
            known = FileDigests(memo.store, run.output, "output")
            done = write(made.files, run.output, force=force, stamps=known)
            known.save({file.path for file in made.files})
    except OutputError as error:
        fail(str(error))
    if format_ is Format.TEXT:
        counts = made.counts
        warnings = run.diagnostics.count(Severity.WARNING)
        errors = run.diagnostics.count(Severity.ERROR)
        typer.echo(
            f"read     {counts.pages} pages: {counts.methods} methods, {counts.models} models"
        )
        typer.echo(
            f"wrote    {run.output}: {len(done.new)} new, {len(done.changed)} changed, "
            f"{len(done.unchanged)} unchanged, {len(done.removed)} removed files"
        )
        typer.echo(f"tests    {counts.tests} in {counts.test_modules} modules")
        typer.echo(
            f"findings {errors} errors, {warnings} warnings, in {time.monotonic() - started:.1f} s"
        )
        if done.drifted:
            from apigen.cli.next_step import after_generate

            step = after_generate(run.reference, run.output)
            if step:
                typer.echo(f"next     {step}")
    if profile:
        print_profile(memo)
    raise typer.Exit(1 if run.diagnostics.failed else 0)


def print_profile(memo: Memo) -> None:
    for line in memo.progress.profile():
        typer.echo(line, err=True)


@app.command()
def inspect(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Pages or folders [default: the reference].")
    ] = None,
    facts: Annotated[
        bool,
        typer.Option("--facts", help="The flat facts, one JSON object a line for each method."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The whole IR as JSON.")] = False,
) -> None:
    """Show what the pages say: a tree, the IR (`--json`), or the flat facts (`--facts`)."""
    from apigen import pipeline
    from apigen.cli import inspection

    run = Run()
    memo = run.memo(None, no_cache=False)
    run.tell_cut_short(paths or [run.reference])
    for path in paths or [run.reference]:
        run.reference = path
        reading = pipeline.read(path, run.settings.all_variables(), run.diagnostics, memo)
        memo.store.prune()
        if facts:
            lines = inspection.fact_lines(reading.drafts)
        elif as_json:
            lines = iter((inspection.ir_json(reading.api),))
        else:
            lines = inspection.tree(reading.api)
        for line in lines:
            typer.echo(line)
    run.print_findings(Format.TEXT)
    raise typer.Exit(1 if run.diagnostics.failed else 0)


@app.command()
def lint(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Pages or folders [default: the reference].")
    ] = None,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="What became facts, page by page, and what did not.")
    ] = False,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Print the findings about pages alone; exit 1 when there are any errors or warnings."""
    from apigen import pipeline
    from apigen.cli import inspection

    run = Run()
    memo = run.memo(None, no_cache=False)
    run.tell_cut_short(paths or [run.reference])
    for path in paths or [run.reference]:
        run.reference = path
        run.diagnostics = Diagnostics()
        reading = pipeline.read(path, run.settings.all_variables(), run.diagnostics, memo)
        memo.store.prune()
        if coverage:
            for line in inspection.coverage(reading.drafts, as_json=format_ is Format.JSON):
                typer.echo(line)
            continue
        text = listing(run.diagnostics, format_.value, run.page_root)
        typer.echo(text, nl=False)
        if format_ is Format.TEXT:
            errors = run.diagnostics.count(Severity.ERROR)
            warnings = run.diagnostics.count(Severity.WARNING)
            typer.echo(f"{path}: {reading.pages} pages, {errors} errors, {warnings} warnings")
    found = run.diagnostics.failed or run.diagnostics.count(Severity.WARNING)
    raise typer.Exit(1 if found and not coverage else 0)


@app.command()
def explain(code: Annotated[str, typer.Argument(help="A finding's code, such as A101.")]) -> None:
    """Say what a finding means and how to mend it."""
    from apigen.findings.catalogue import all_codes

    known = {item.code: item for item in all_codes()}
    found = known.get(code.upper())
    if found is None:
        fail(f"no finding has the code {code}; known: {', '.join(sorted(known))}")
    typer.echo(f"{found.code} {found.severity.value}\n\n{found.meaning}\n\nTo mend it: {found.fix}")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Turns the Markdown REST reference of Yandex Cloud into a typed SDK, its tests and more."""


def main() -> None:
    """Entry point: no traceback for what a user can cause."""
    from apigen.cli.commands import add_commands

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    add_commands(app)
    app()
