"""Wheels: the same bytes whoever builds them, whenever and wherever, and what is in them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PARTS = {
    "apigen": ("apigen", "templates", "pyproject.toml", "README.md"),
    "generated": ("generated",),
}


def built(source: Path, output: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(output)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (wheel,) = output.glob("*.whl")
    return wheel


def copied(name: str, place: Path, date: int) -> Path:
    """The sources in another place, every file of another date."""
    for part in PARTS[name]:
        source = ROOT / part
        ignore = shutil.ignore_patterns("__pycache__", "*.egg-info", "dist")
        if source.is_dir():
            shutil.copytree(source, place / part, ignore=ignore)
        else:
            place.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, place / part)
    for path in place.rglob("*"):
        os.utime(path, (date, date))
    return place / "generated" if name == "generated" else place


@pytest.mark.parametrize("name", PARTS)
def test_two_builds_give_the_same_bytes(name: str, tmp_path: Path) -> None:
    wheels = []
    for number, date in enumerate((1_000_000_000, 1_600_000_000)):
        source = copied(name, tmp_path / str(number) / ("deeper" * number), date)
        wheels.append(built(source, tmp_path / f"wheel{number}"))
    first, second = wheels
    assert first.name == second.name
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    ("name", "within", "without"),
    [
        (
            "apigen",
            (
                "apigen/cli/app.py",
                "apigen/runtime/client/client.py",
                "apigen/builtin_templates/python/",
                "apigen/builtin_templates/emulator/style.css",
            ),
            ("tests/", "reference/", "generated/"),
        ),
        (
            "generated",
            ("ycloud/py.typed", "ycloud/compute/image.py", "ycloud/_runtime/http/calls.py"),
            ("tests/", ".apigen"),
        ),
    ],
)
def test_what_is_in_a_wheel(
    name: str, within: tuple[str, ...], without: tuple[str, ...], tmp_path: Path
) -> None:
    names = zipfile.ZipFile(
        built(copied(name, tmp_path / "source", 1_600_000_000), tmp_path / "wheel")
    ).namelist()
    for start in within:
        assert any(name.startswith(start) for name in names), start
    for start in without:
        assert not any(name.startswith(start) for name in names), start
