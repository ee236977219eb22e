"""Files made in parts, most of them known, are those of one piece: whatever single fact changes."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from apigen import pipeline
from apigen.findings.codes.templates import NOT_PYTHON
from apigen.findings.diagnostics import Diagnostics
from apigen.ir.api import Api
from apigen.memo.steps import Memo
from apigen.memo.store import Store
from apigen.render.failures import report_failures
from apigen.render.loader import builtin_templates
from apigen.render.render import Printer
from apigen.settings import VARIABLES, Settings
from apigen.targets.base import File, Unit, ViewSet
from apigen.targets.pack import artifacts, copies, read_pack
from apigen.targets.python.program import PythonProgram
from apigen.targets.registry import targets
from tests.tiers import at_depth

ROOT = Path(__file__).resolve().parent.parent.parent.parent
CASES = sorted((ROOT / "tests" / "cases").glob("*/page.en.md"))[::8]
NUMBER = at_depth(9, 60)
Place = tuple[str | int, ...]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Api:
    """Services that share messages: the shipped pages twice, and a service of each hazard."""
    folder = tmp_path_factory.mktemp("reference")
    shutil.copytree(ROOT / "reference" / "ru" / "compute", folder / "compute")
    for page in (ROOT / "reference" / "ru" / "compute").rglob("*.md"):
        target = folder / "storage" / page.relative_to(ROOT / "reference" / "ru" / "compute")
        target.parent.mkdir(parents=True, exist_ok=True)
        text = page.read_text(encoding="utf-8")
        target.write_text(text.replace("/compute/", "/storage/"), encoding="utf-8")
    for case in CASES:
        target = folder / case.parent.name.replace("-", "") / "api-ref" / "Thing" / "get.md"
        target.parent.mkdir(parents=True)
        shutil.copy(case, target)
    return pipeline.read(folder, VARIABLES, Diagnostics()).api


@pytest.fixture(scope="module")
def cache(api: Api, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache in which all of the API is known."""
    folder = tmp_path_factory.mktemp("cache")
    in_units(api, Memo(Store(folder)))
    return folder


def in_units(api: Api, memo: Memo) -> tuple[File, ...]:
    return printed(pipeline.files(api, Settings(), (), Diagnostics(), memo, formatted=False))


def printed(files: Iterable[pipeline.OutputFile]) -> tuple[File, ...]:
    return tuple(File(file.path, file.text) for file in files)


def in_one_piece(
    api: Api, templates: tuple[Path, ...] = (), diagnostics: Diagnostics | None = None
) -> tuple[File, ...]:
    """The package printed from the full views of all units together, without steps."""
    diagnostics = Diagnostics() if diagnostics is None else diagnostics
    target = targets()["python"]
    views = full_views(PythonProgram(api, target.options()))
    pack = read_pack("python", (*templates, builtin_templates()), diagnostics)
    assert pack is not None
    printer = Printer(templates, diagnostics)
    batches = [
        *(artifacts("python", rule, views) for rule in pack.file),
        copies(pack, views, target.copies),
    ]
    files: list[File] = []
    failures = []
    for batch in batches:
        texts, failed = printer.print(batch)
        files += [text.file for text in texts]
        failures += failed
    report_failures(failures, diagnostics)
    return tuple(sorted(files, key=lambda file: file.path))


def full_views(program: PythonProgram) -> ViewSet:
    """The views of all units in one set."""
    collections: dict[str, list[Any]] = {name: [] for name in program.collections}
    shared: dict[str, Any] = {}
    for unit in (unit for layer in program.layers() for unit in layer):
        views = program.full_views(unit) if unit.needs else program.views(unit, {}).views
        shared |= views.shared
        for name, own in views.collections.items():
            collections[name] += own
    return ViewSet(shared, {name: tuple(own) for name, own in collections.items()})


def leaves(value: Any, place: Place = ()) -> Iterator[Place]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*place, key))
    elif isinstance(value, list | tuple) and value:
        for number, inner in enumerate(value):
            yield from leaves(inner, (*place, number))
    elif place[-1] != "type" or not isinstance(value, str):  # a tag: other facts go with it
        yield place


def other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, str):
        return value + "x" if value else "x"
    return "x" if value is None else value


def changed(api: Api, place: Place) -> Api | None:
    """The API with another fact there, where that is one."""
    tree = msgspec.to_builtins(api, builtin_types=(bytes,))
    inner = tree
    for key in place[:-1]:
        if isinstance(inner[key], tuple):
            inner[key] = list(inner[key])
        inner = inner[key]
    inner[place[-1]] = other(inner[place[-1]])
    try:
        return msgspec.convert(tree, Api)
    except msgspec.ValidationError:
        return None


def test_units_make_what_one_piece_makes(api: Api, cache: Path) -> None:
    whole = in_one_piece(api)
    assert len({service.name for service in api.services}) > 3
    assert any("/shared/" in file.path for file in whole), "no message is shared"
    assert in_units(api, Memo()) == whole
    known = Memo(Store(cache))
    assert in_units(api, known) == whole
    assert [item.computed for item in known.progress.times if item.total] == [0, 0, 0]


def test_one_other_fact_anywhere(api: Api, cache: Path) -> None:
    """Facts of all kinds: by the names of what leads to them, and some of each."""
    places = list(leaves(msgspec.to_builtins(api, builtin_types=(bytes,))))
    chance = random.Random(7)
    chance.shuffle(places)
    seen: dict[tuple[str, ...], int] = {}
    before = in_one_piece(api)
    compared = differing = 0
    for place in places:
        kind = tuple(key for key in place if isinstance(key, str))
        if compared == NUMBER or seen.get(kind, 0) == 2:
            continue
        seen[kind] = seen.get(kind, 0) + 1
        mutant = changed(api, place)
        if mutant is None:
            continue
        try:
            whole = in_one_piece(mutant)
        except (KeyError, StopIteration):
            continue  # a reference to nothing: analysis never gives one
        copy = cache.parent / "copy"
        shutil.copytree(cache, copy)
        assert in_units(mutant, Memo(Store(copy))) == whole, place
        shutil.rmtree(copy)
        compared += 1
        differing += whole != before
    assert differing >= compared / 3 >= NUMBER / 6


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("api.md.j2", "{% for s in services %}{{ s.resources[0].docs }}{% endfor %}"),
        ("api.md.j2", "{{ services[0].resources[0].methods[0].overloads | length }}"),
        ("api.md.j2", "{{ models | length }} {{ item.models[0].path }}"),
        ("api.md.j2", "{% if models %}{{ models[0] }}{% endif %}"),
        ("api.md.j2", "{{ services[0].resources[0] }}"),
        ("api.md.j2", "{{ services[0] == services[1] }}"),
        ("api.md.j2", "{{ services | unique | list | length }}"),
        ("service.py.j2", "# {{ resources[0]['imports'] | length }}\n"),
        ("service.py.j2", "# {{ resources[0].classes is defined }}\n"),
        ("service.py.j2", "# {{ resources[0].nonesuch }}\n"),
        ("resource.py.j2", "# {{ nonesuch }}\n"),
    ],
)
def test_templates_see_what_they_see_in_one_piece(
    api: Api, tmp_path: Path, template: str, text: str
) -> None:
    """A template of a user's may ask for more than ours do, and may fail."""
    (tmp_path / "python").mkdir()
    (tmp_path / "python" / template).write_text(text)
    whole, units = Diagnostics(), Diagnostics()
    wanted = in_one_piece(api, (tmp_path,), whole)
    memo = Memo(Store(tmp_path / "cache"))
    found = pipeline.files(api, Settings(), (tmp_path,), units, memo, formatted=False)
    assert printed(found) == wanted
    assert tuple(units) == tuple(whole)


def test_a_file_that_is_not_python_is_reported_and_left_out(api: Api, tmp_path: Path) -> None:
    (tmp_path / "python").mkdir()
    (tmp_path / "python" / "resource.py.j2").write_text("no Python\n")
    found = Diagnostics()
    files = pipeline.files(api, Settings(), (tmp_path,), found, Memo(Store(tmp_path / "cache")))
    resources = sum(len(service.resources) for service in api.services)
    assert [item.code.code for item in found] == [NOT_PYTHON.code] * resources
    assert len(files) == len(in_one_piece(api)) - resources


def test_other_targets_beside_it_are_made_too(api: Api) -> None:
    both = pipeline.files(
        api, Settings(targets=("openapi", "python")), (), Diagnostics(), formatted=False
    )
    openapi = pipeline.files(api, Settings(targets=("openapi",)), (), Diagnostics())
    assert len(openapi) > 3
    wanted = (*printed(openapi), *in_one_piece(api))
    assert printed(both) == tuple(sorted(wanted, key=lambda file: file.path))


def test_our_own_templates_need_no_full_views(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """They cost the views of the whole API for each service."""

    def full_views(program: PythonProgram, unit: Unit) -> ViewSet:
        raise AssertionError(unit.name)

    monkeypatch.setattr(PythonProgram, "full_views", full_views)
    assert in_units(api, Memo())
