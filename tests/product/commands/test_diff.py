"""`apigen diff` on folders, pages, IR files and git revisions."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.product.commands.shell import CREATE, apigen, commit, edit

LONGEST = "Максимальная длина строки в символах — 256"
LONGER = "Максимальная длина строки в символах — 300"
LEAST = "от 4194304 до 4398046511104"
MORE = "от 8388608 до 4398046511104"


def changed(project: Path) -> None:
    """Loosen one limit and tighten another."""
    edit(project / CREATE, LONGEST, LONGER)
    edit(project / CREATE, LEAST, MORE)


def line_of(path: Path, words: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def test_two_folders(project: Path) -> None:
    shutil.copytree(project / "reference", project / "old")
    changed(project)
    done = apigen("diff", "old", "reference", cwd=project)
    assert done.returncode == 0
    assert done.stderr == ""
    breaking, _, compatible = done.stdout.partition("compatible (1)")
    assert "compute.Image.create body minDiskSize: minimum changed" in breaking
    assert "4194304 → 8388608" in breaking
    assert "compute.Image.create body description: max length changed" in compatible
    assert "256 → 300" in compatible
    line = line_of(project / CREATE, MORE)
    assert f"ru/compute/api-ref/Image/create.md:{line}:" in breaking
    assert done.stdout.endswith(
        "1 breaking, 1 compatible, 0 docs only; proposed version: 0.1.0 → 0.2.0 (minor)\n"
        'to take it: version = "0.2.0" in [tool.apigen.python], then `apigen generate`\n'
    )


@pytest.mark.parametrize("below", ["", "sdk"])
def test_generate_prints_the_next_command(project: Path, below: str) -> None:
    """After an edit of a page, each command names the next one; in a subfolder, too."""
    if below:
        (project / below).mkdir()
        for name in ("reference", "generated"):
            (project / name).rename(project / below / name)
        commit(project, "Move")
        project /= below
    changed(project)
    done = apigen("generate", cwd=project)
    last = done.stdout.splitlines()[-1]
    side = "HEAD:./reference" if below else "HEAD:reference"
    assert last.startswith(f"next     `apigen diff {side} reference` lists the changes")
    command = last.partition("`apigen ")[2].partition("`")[0].split()
    assert "4194304 → 8388608" in apigen(*command, cwd=project).stdout
    assert "next  " not in apigen("generate", cwd=project).stdout, "nothing is left to do"


def test_a_folder_does_not_differ_from_itself(project: Path) -> None:
    done = apigen("diff", "reference", "reference", "--fail-on", "any", cwd=project)
    assert (done.returncode, done.stdout) == (0, "nothing changed for callers\n")


def test_git_revisions_do_not_depend_on_the_working_folder(project: Path) -> None:
    changed(project)
    commit(project, "Second")
    shutil.rmtree(project / "reference")
    done = apigen("diff", "HEAD~1:reference", "HEAD:reference", "--format", "json", cwd=project)
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert record["summary"] == {"breaking": 1, "compatible": 1, "docs only": 0}
    assert record["version"] == {"current": "0.1.0", "step": "minor", "next": "0.2.0"}
    least = next(change for change in record["changes"] if change["effect"] == "breaking")
    assert (least["method"], least["in"], least["path"]) == ("create", "body", "minDiskSize")
    assert (least["before"], least["after"]) == ("4194304", "8388608")
    assert least["old"].startswith("ru/compute/api-ref/Image/create.md:")


def test_a_revision_and_the_working_folder(project: Path) -> None:
    changed(project)
    done = apigen("diff", "HEAD:reference", "reference", cwd=project)
    assert "1 breaking, 1 compatible" in done.stdout


def test_one_page_of_a_revision(project: Path) -> None:
    changed(project)
    done = apigen("diff", f"main:{CREATE}", CREATE, cwd=project)
    assert "4194304 → 8388608" in done.stdout, done.stderr


def test_ir_files_on_disk_and_in_git(project: Path) -> None:
    before = apigen("inspect", "--json", cwd=project)
    (project / "api.json").write_text(before.stdout, encoding="utf-8")
    commit(project, "IR")
    changed(project)
    for old in ("api.json", "HEAD:api.json"):
        done = apigen("diff", old, "reference", cwd=project)
        assert "1 breaking, 1 compatible" in done.stdout, done.stderr


def test_a_removed_and_an_added_method(project: Path) -> None:
    shutil.copytree(project / "reference", project / "old")
    (project / "reference/ru/compute/api-ref/Image/delete.md").unlink()
    done = apigen("diff", "old", "reference", "--fail-on", "breaking", cwd=project)
    assert done.returncode == 1
    assert "compute.Image.delete: method removed" in done.stdout
    assert "DELETE /compute/v1/images/{imageId}" in done.stdout
    done = apigen("diff", "reference", "old", "--fail-on", "breaking", cwd=project)
    assert done.returncode == 0
    assert "compute.Image.delete: method added" in done.stdout
    assert apigen("diff", "reference", "old", "--fail-on", "any", cwd=project).returncode == 1


def test_a_changed_description_is_docs_only(project: Path) -> None:
    shutil.copytree(project / "reference", project / "old")
    edit(project / CREATE, "Описание образа.", "Описание для людей.")
    done = apigen("diff", "old", "reference", "--fail-on", "compatible", cwd=project)
    assert done.returncode == 0
    assert "docs only (1)" in done.stdout
    assert "Описание образа. → Описание для людей." in done.stdout
    assert "0.1.0 → 0.1.1 (patch)" in done.stdout


def test_a_changelog(project: Path) -> None:
    shutil.copytree(project / "reference", project / "old")
    changed(project)
    done = apigen("diff", "old", "reference", "--format", "markdown", cwd=project)
    assert done.stdout.startswith("## 0.2.0\n\n### Breaking\n\n- `compute.Image.create body")
    assert "minimum changed: `4194304` → `8388608`" in done.stdout
    assert "\n### Compatible\n" in done.stdout


def test_annotations_give_paths_of_pages_in_the_working_folder(project: Path) -> None:
    changed(project)
    done = apigen("diff", "HEAD:reference", "reference", "--format", "github", cwd=project)
    warning = next(line for line in done.stdout.splitlines() if line.startswith("::warning"))
    assert f"file={CREATE}" in warning
    assert f"line={line_of(project / CREATE, MORE)}," in warning


@pytest.mark.parametrize(
    ("side", "words"),
    [
        ("nowhere", "no such folder"),
        ("HEAD:nowhere", "not found in git"),
        ("nobranch:reference", "not found in git"),
        ("--upload-pack=x:reference", "No such option"),
        ("broken.json", "not an IR file"),
        ("empty", "contains no method"),
    ],
)
def test_unreadable_snapshots_are_reported(project: Path, side: str, words: str) -> None:
    (project / "broken.json").write_text("{", encoding="utf-8")
    (project / "empty").mkdir()
    done = apigen("diff", "reference", side, cwd=project)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stdout == ""


def test_links_in_a_revision_are_not_followed(project: Path) -> None:
    """A committed symbolic link must not be followed to a file outside of the repository."""
    secret = project.parent / f"{project.name}-secret.md"
    secret.write_text("x", encoding="utf-8")
    (project / "reference/ru/compute/api-ref/Image/leak.md").symlink_to(secret)
    commit(project, "Link")
    done = apigen("diff", "HEAD:reference", "HEAD:reference", cwd=project)
    assert done.stdout == "nothing changed for callers\n"
