"""Files made in parts, most of them known, are those of one piece: whatever single fact changes."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from apigen import pipeline
from apigen.cache import Cache
from apigen.findings.diagnostics import Diagnostics
from apigen.ir.api import Api
from apigen.outputs import outputs
from apigen.settings import VARIABLES, Settings
from apigen.targets.base import File
from apigen.tools import Tools

ROOT = Path(__file__).resolve().parent.parent.parent.parent
CASES = sorted((ROOT / "tests" / "cases").glob("*/page.en.md"))[::8]
NUMBER = 60
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
    in_parts(api, Tools(Cache(folder)))
    return folder


def in_parts(api: Api, tools: Tools) -> tuple[File, ...]:
    found, texts = outputs(api, Settings(), (), Diagnostics(), tools, formatted=False)
    return tuple(File(item.path, texts.of(item.digest)) for item in found)


def in_one_piece(api: Api) -> tuple[File, ...]:
    return pipeline.files(api, Settings(), (), Diagnostics(), formatted=False)


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


def test_parts_make_what_one_piece_makes(api: Api, cache: Path) -> None:
    whole = in_one_piece(api)
    assert len({service.name for service in api.services}) > 3
    assert any("/shared/" in file.path for file in whole), "no message is shared"
    assert in_parts(api, Tools()) == whole
    known = Tools(Cache(cache))
    assert in_parts(api, known) == whole
    assert [spent.made for spent in known.stages.spent if spent.total] == [0]


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
        assert in_parts(mutant, Tools(Cache(copy))) == whole, place
        shutil.rmtree(copy)
        compared += 1
        differing += whole != before
    assert differing >= compared / 3 > NUMBER / 6


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
        ("resource.py.j2", "no Python\n"),
    ],
)
def test_templates_see_what_they_see_in_one_piece(
    api: Api, tmp_path: Path, template: str, text: str
) -> None:
    """A template of a user's may ask for more than ours do, and may fail."""
    (tmp_path / "python").mkdir()
    (tmp_path / "python" / template).write_text(text)
    whole, parts = Diagnostics(), Diagnostics()
    wanted = pipeline.files(api, Settings(), (tmp_path,), whole)
    found, texts = outputs(api, Settings(), (tmp_path,), parts, Tools(Cache(tmp_path / "cache")))
    assert tuple(File(item.path, texts.of(item.digest)) for item in found) == wanted
    assert tuple(parts) == tuple(whole)


def test_other_targets_beside_it_are_made_too(api: Api, tmp_path: Path) -> None:
    settings = Settings(targets=("openapi", "python"))
    whole, parts = Diagnostics(), Diagnostics()
    wanted = pipeline.files(api, settings, (), whole, formatted=False)
    found, texts = outputs(
        api, settings, (), parts, Tools(Cache(tmp_path / "cache")), formatted=False
    )
    assert tuple(File(item.path, texts.of(item.digest)) for item in found) == wanted
    assert tuple(parts) == tuple(whole)
