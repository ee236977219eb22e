"""The commands in a subprocess: output, exit codes, and nothing written on errors."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent.parent
REFERENCE = ROOT / "reference"


def apigen(*arguments: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "apigen", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100", **env},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project folder with a reference and its output."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(REFERENCE, root / "reference")
    done = apigen("generate", cwd=root)
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "p")
    return tmp_path / "p"


def seed(project: Path) -> Path:
    return project / "reference/ru/compute/api-ref/Image/create.md"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_generate_prints_a_summary(project: Path) -> None:
    done = apigen("generate", cwd=project)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0].startswith("read ")
    assert "9 methods" in lines[0]
    assert "0 new, 0 changed" in lines[1]
    assert "0 errors, 0 warnings" in done.stdout


def test_the_output_does_not_depend_on_locale_time_zone_and_hash_seed(project: Path) -> None:
    before = contents(project / "generated")
    shutil.rmtree(project / "generated")
    done = apigen("generate", cwd=project, PYTHONHASHSEED="7", LC_ALL="C", TZ="Asia/Tokyo")
    assert done.returncode == 0
    assert contents(project / "generated") == before


def test_the_committed_output_is_up_to_date(project: Path) -> None:
    committed = contents(ROOT / "generated")
    for path, content in contents(project / "generated").items():
        assert committed[path] == content, path


def test_check_passes_without_drift(project: Path) -> None:
    done = apigen("check", cwd=project)
    assert done.returncode == 0
    assert "files are what the pages, the templates and apigen" in done.stdout


def test_check_shows_what_a_changed_page_changes(project: Path) -> None:
    edit(
        seed(project),
        "Максимальная длина строки в символах — 50",
        "Максимальная длина строки в символах — 49",
    )
    before = contents(project / "generated")
    done = apigen("check", "--diff", cwd=project)
    assert done.returncode == 1
    assert "ycloud/compute/image.py: out of date" in done.stdout
    assert (
        '+    folder_id: Annotated[str, Body("folderId", 46), Required(), Length(maximum=49)]'
        in done.stdout
    )
    assert contents(project / "generated") == before


def test_the_files_of_a_removed_method_are_removed(project: Path) -> None:
    shutil.rmtree(project / "reference/ru/operation")
    assert (project / "generated/ycloud/operation").exists()
    done = apigen("generate", cwd=project)
    assert done.returncode == 0
    assert not (project / "generated/ycloud/operation").exists()
    assert not (project / "generated/tests/operation").exists()


def test_a_hand_edited_file_is_reported_and_kept(project: Path) -> None:
    file = project / "generated/ycloud/compute/image.py"
    file.write_text(file.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    done = apigen("check", cwd=project)
    assert done.returncode == 1
    assert "ycloud/compute/image.py: edited by hand" in done.stdout
    done = apigen("generate", cwd=project)
    assert done.returncode == 2
    assert "edited by hand" in done.stderr
    assert file.read_text(encoding="utf-8").endswith("# mine\n")
    assert apigen("generate", "--force", cwd=project).returncode == 0
    assert not file.read_text(encoding="utf-8").endswith("# mine\n")


def test_files_of_the_user_are_left_alone(project: Path) -> None:
    own = project / "generated/notes.txt"
    own.write_text("mine")
    assert apigen("generate", cwd=project).returncode == 0
    assert own.read_text() == "mine"


def test_a_missing_reference_is_an_error_without_traceback(tmp_path: Path) -> None:
    done = apigen("generate", "--reference", "nowhere", cwd=tmp_path)
    assert done.returncode == 2
    assert "nowhere:1:1 F001" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_setting_is_named(tmp_path: Path) -> None:
    (tmp_path / "apigen.toml").write_text("referense = 'x'\n")
    done = apigen("lint", cwd=tmp_path)
    assert done.returncode == 2
    assert "unknown key `referense`; did you mean `reference`?" in done.stderr


def test_inspect_facts_are_json_lines(project: Path) -> None:
    done = apigen("inspect", "--facts", str(seed(project)), cwd=project)
    assert done.returncode == 0
    (facts,) = map(json.loads, done.stdout.splitlines())
    assert facts["http"]["path"] == "/compute/v1/images"


def test_inspect_json_is_the_ir(project: Path) -> None:
    done = apigen("inspect", "--json", cwd=project)
    assert done.returncode == 0
    assert {service["name"] for service in json.loads(done.stdout)["services"]} == {
        "compute",
        "operation",
    }


def test_inspect_prints_a_tree(project: Path) -> None:
    done = apigen("inspect", cwd=project)
    assert "    create  POST /compute/v1/images" in done.stdout
    assert "one of imageId, diskId, snapshotId, uri" in done.stdout


def test_lint_finds_nothing_in_the_shipped_reference(project: Path) -> None:
    done = apigen("lint", cwd=project)
    assert done.returncode == 0, done.stdout
    assert "0 errors, 0 warnings" in done.stdout


def test_lint_points_at_the_place(project: Path) -> None:
    edit(seed(project), "**string** (int64)", "**strng** (int64)")
    done = apigen("lint", cwd=project)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    index = next(number for number, line in enumerate(lines) if "strng" in line)
    assert lines[index - 1].startswith("ru/compute/api-ref/Image/create.md:51:")
    assert lines[index + 1].endswith("^")


def test_lint_fails_on_findings_in_any_of_its_paths(project: Path) -> None:
    edit(seed(project), "**string** (int64)", "**strng** (int64)")
    done = apigen("lint", "reference", str(REFERENCE), cwd=project)
    assert done.returncode == 1
    assert f"{REFERENCE}: 13 pages, 0 errors, 0 warnings" in done.stdout


def test_lint_prints_github_commands(project: Path) -> None:
    edit(seed(project), "**string** (int64)", "**strng** (int64)")
    done = apigen("lint", "--format", "github", cwd=project)
    assert done.returncode == 1
    assert all(line.startswith("::") for line in done.stdout.splitlines())


def test_lint_prints_sarif(project: Path) -> None:
    edit(seed(project), "**string** (int64)", "**strng** (int64)")
    report = json.loads(apigen("lint", "--format", "sarif", cwd=project).stdout)
    assert report["version"] == "2.1.0"
    assert report["runs"][0]["results"]


def test_explain_describes_a_code() -> None:
    done = apigen("explain", "F001", cwd=ROOT)
    assert done.returncode == 0
    assert "To fix it:" in done.stdout
    assert apigen("explain", "X999", cwd=ROOT).returncode == 2


@pytest.mark.parametrize("command", ["generate", "check", "inspect", "lint", "explain"])
def test_every_command_has_help(command: str) -> None:
    done = apigen(command, "--help", cwd=ROOT)
    assert done.returncode == 0
    assert "Usage:" in done.stdout
    assert len(done.stdout.splitlines()) > 6
