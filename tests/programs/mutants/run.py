"""Runs the emitted tests against mutants, each in a forked process on a package of its own."""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import random
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from apigen import pipeline
from apigen.findings.diagnostics import Diagnostics
from apigen.ir.api import Api
from apigen.memo.steps import Memo
from apigen.memo.workers import Workers
from apigen.pipeline import OutputFile
from apigen.settings import load
from apigen.targets.python.naming import module_name
from apigen.targets.registry import targets
from tests.programs.mutants.mutate import Mutant, mutants
from tests.programs.mutants.slices import choose


class Report(NamedTuple):
    total: int
    killed: int
    survivors: tuple[str, ...]


class Running(NamedTuple):
    """Where packages are written, what chooses among mutants, and how many processes test them."""

    folder: Path
    seed: int = 0
    workers: int = 2
    verbose: bool = False


def run_mutants(reference: Path, how: Running, *, sample: int = 0) -> Report:
    """All mutants of a reference, or `sample` of them. The tests must pass on the package itself."""
    api = _api(reference)
    chosen = list(mutants(api))
    if sample and sample < len(chosen):
        chosen = random.Random(how.seed).sample(chosen, sample)
    return _run(api, chosen, how)


def run_kinds(reference: Path, how: Running, *, per_kind: int) -> tuple[Report, int]:
    """`per_kind` mutants of each kind of change, and how many kinds there are: for an API too large
    to be made again for each, so that each is made of its own service alone."""
    choices, kinds = choose(_api(reference), per_kind, how.seed)
    survivors: list[str] = []
    total = 0
    for number, choice in enumerate(choices):
        own = how._replace(folder=how.folder / f"slice{number}")
        report = _run(choice.api, choice.mutants(), own)
        shutil.rmtree(own.folder)
        survivors += report.survivors
        total += report.total
    return Report(total, total - len(survivors), tuple(survivors)), kinds


def _api(reference: Path) -> Api:
    variables = load(Path.cwd(), targets()).all_variables()
    return pipeline.read(reference, variables, Diagnostics(), Memo(workers=Workers(2))).api


def _run(api: Api, chosen: list[Mutant], how: Running) -> Report:
    folder = how.folder
    _write_base(folder, api)
    base = folder / "base"
    about = {path for mutant in chosen for path in _relevant(base, mutant)}
    whole = any(not _relevant(base, mutant) for mutant in chosen)
    if not _tests_pass(base, () if whole else tuple(sorted(about))):
        raise SystemExit(f"the emitted tests fail on the package itself: {api.services[0].name}")
    context = multiprocessing.get_context("fork")
    survivors: list[str] = []
    with ProcessPoolExecutor(how.workers, mp_context=context) as pool:
        jobs = [(folder, number, mutant) for number, mutant in enumerate(chosen)]
        for mutant, killed in zip(chosen, pool.map(_killed, jobs, chunksize=4), strict=True):
            if how.verbose:
                print(f"{'killed  ' if killed else 'SURVIVED'} {mutant.label}", flush=True)
            if not killed:
                survivors.append(mutant.label)
    return Report(len(chosen), len(chosen) - len(survivors), tuple(survivors))


def _write_base(folder: Path, api: Api) -> None:
    """The package and its tests as generated, which every mutant's copy starts from."""
    for file in _files(api, tests=True):
        path = folder / "base" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")


def _files(api: Api, *, tests: bool) -> Iterator[OutputFile]:
    diagnostics = Diagnostics()
    yield from pipeline.files(
        api,
        load(Path.cwd(), targets()),
        (),
        diagnostics,
        wanted=lambda rule: tests or not rule.output.startswith("tests/"),
        formatted=False,
    )
    if diagnostics.failed:
        raise SystemExit("\n".join(map(str, diagnostics)))


def _killed(job: tuple[Path, int, Mutant]) -> bool:
    """Whether some test fails on the mutant. A package that is the same as before kills nothing."""
    folder, number, mutant = job
    place = folder / str(number)
    shutil.copytree(folder / "base", place)
    try:
        changed = False
        for file in _files(mutant.api, tests=False):
            path = place / file.path
            if not path.exists() or path.read_text(encoding="utf-8") != file.text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(file.text, encoding="utf-8")
                changed = True
        return changed and not _tests_pass(place, _relevant(place, mutant))
    finally:
        shutil.rmtree(place)


def _relevant(place: Path, mutant: Mutant) -> tuple[str, ...]:
    """The test modules that are about the mutant's owner: the rest could not notice."""
    service, resource = mutant.owner
    folder = place / "tests" / module_name(service)
    if not resource:
        return ()
    own = f"test_{module_name(resource)}.py"
    modules = f"test_models_{module_name(resource)}.py"
    return tuple(str(folder / name) for name in (own, modules) if (folder / name).exists())


def _tests_pass(place: Path, paths: tuple[str, ...]) -> bool:
    """Run pytest in a forked child, so that imports are paid once and no module outlives it."""
    child = os.fork()
    if child == 0:
        os._exit(_run_pytest(place, paths))
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0


def _run_pytest(place: Path, paths: tuple[str, ...]) -> int:
    import pytest

    os.chdir(place)
    sys.path.insert(0, str(place))
    sys.dont_write_bytecode = True
    options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--import-mode=importlib"]
    options += ["-c", str(place / "pyproject.toml"), f"--rootdir={place}"]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return int(pytest.main([*options, *(paths or (str(place / "tests"),))]))
