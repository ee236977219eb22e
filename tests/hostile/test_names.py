"""Names that would lead out: told, and nothing is written outside of the output."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path, PureWindowsPath

import pytest

from tests.hostile.names import HARMLESS, NAMES
from tests.hostile.runs import codes_told, everything, generated
from tests.tiers import sampled


def project(tmp_path: Path) -> Path:
    """Deep enough for what leads out to stay below `tmp_path`."""
    folder = tmp_path / "a/b/c/d"
    folder.mkdir(parents=True)
    return folder


def outside(tmp_path: Path, folder: Path) -> set[str]:
    output = (folder / "generated").relative_to(tmp_path).as_posix()
    found = everything(tmp_path)
    return {name for name in found if name != output and not name.startswith(f"{output}/")}


@pytest.mark.parametrize("name", sampled(NAMES, 3))
def test_a_name_that_leads_out_is_told(name: str, tmp_path: Path) -> None:
    folder = project(tmp_path)
    NAMES[name].write(folder / "reference")
    before = outside(tmp_path, folder)
    done = generated(folder)
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    assert NAMES[name].told in codes_told(done.stderr)
    assert outside(tmp_path, folder) == before


@pytest.mark.parametrize("name", sampled(HARMLESS, 3))
def test_a_name_that_is_somebody_elses_makes_a_file_of_its_own(name: str, tmp_path: Path) -> None:
    folder = project(tmp_path)
    HARMLESS[name](folder / "reference")
    before = outside(tmp_path, folder)
    done = generated(folder)
    assert done.returncode == 0, done.stderr
    assert outside(tmp_path, folder) == before
    files = list((folder / "generated").rglob("*"))
    assert [path for path in files if PureWindowsPath(path.name).is_reserved()] == []
    assert all(len(path.name.encode()) <= 255 for path in files)
    imported = subprocess.run(
        [sys.executable, "-c", "import ycloud; ycloud.Client"],
        cwd=folder / "generated",
        capture_output=True,
        text=True,
        check=False,
    )
    assert imported.returncode == 0, imported.stderr
