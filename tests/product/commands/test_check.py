"""`apigen check`: three questions, which fail independently."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.product.commands.shell import CREATE, apigen, edit
from tests.product.commands.test_diff import LEAST, MORE, line_of

MODULE = "generated/ycloud/compute/image.py"


def answers(output: str) -> dict[str, str]:
    """The answers in the first three lines: ok, FAILED or -, by question."""
    return dict(line.split()[:2] for line in output.splitlines()[:3])


def page(project: Path) -> None:
    edit(project / CREATE, LEAST, MORE)


def hand(project: Path) -> None:
    edit(project / MODULE, "from __future__", "# mine\nfrom __future__")


def test_all_questions_are_fine_after_generate(project: Path) -> None:
    done = apigen("check", cwd=project)
    assert done.returncode == 0
    assert answers(done.stdout) == {"pages": "-", "output": "ok", "edits": "ok"}
    assert len(done.stdout.splitlines()) == 3


def test_a_changed_page_only_makes_the_output_out_of_date(project: Path) -> None:
    page(project)
    done = apigen("check", cwd=project)
    assert done.returncode == 1
    assert answers(done.stdout) == {"pages": "-", "output": "FAILED", "edits": "ok"}
    assert f"  {MODULE}: out of date" in done.stdout
    assert "compute.Image.create body minDiskSize: minimum changed" in done.stdout
    assert "4194304 → 8388608" in done.stdout
    assert "O101: Run `apigen generate` and commit what it writes." in done.stdout
    assert "(wanted)" not in done.stdout


def test_diff_prints_text_differences(project: Path) -> None:
    page(project)
    done = apigen("check", "--diff", cwd=project)
    assert "+++ ycloud/compute/image.py (wanted)" in done.stdout
    assert any(line.startswith("+") and "8388608" in line for line in done.stdout.splitlines())


def test_a_hand_edit_fails_only_the_question_about_edits(project: Path) -> None:
    hand(project)
    done = apigen("check", cwd=project)
    assert done.returncode == 1
    assert answers(done.stdout) == {"pages": "-", "output": "ok", "edits": "FAILED"}
    assert f"  {MODULE}: edited by hand" in done.stdout


def test_a_file_may_be_edited_and_out_of_date(project: Path) -> None:
    page(project)
    hand(project)
    done = apigen("check", cwd=project)
    assert answers(done.stdout) == {"pages": "-", "output": "FAILED", "edits": "FAILED"}


def test_missing_left_over_and_foreign_files_fail_the_output(project: Path) -> None:
    (project / MODULE).unlink()
    (project / "reference/ru/operation/api-ref/Operation/cancel.md").unlink()
    manifest = project / "generated/.apigen-manifest.json"
    record = json.loads(manifest.read_text(encoding="utf-8"))
    del record["files"]["README.md"]
    manifest.write_text(json.dumps(record), encoding="utf-8")
    edit(project / "generated/README.md", "\n", "\nmine\n")
    done = apigen("check", cwd=project)
    assert answers(done.stdout)["output"] == "FAILED"
    assert f"  {MODULE}: missing" in done.stdout
    assert "  generated/README.md: not written by apigen" in done.stdout
    assert "compute.Image" not in done.stdout.partition("since ")[2].partition("removed")[0]
    assert "operation.Operation.cancel: method removed" in done.stdout


def test_annotations_give_the_line_of_the_page_that_changed(project: Path) -> None:
    page(project)
    done = apigen("check", "--format", "github", cwd=project)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    line = line_of(project / CREATE, MORE)
    assert any(
        text.startswith(f"::warning file={CREATE},line={line},") and "4194304 → 8388608" in text
        for text in lines
    )
    assert any(text.startswith(f"::error file={MODULE},line=1,") for text in lines)


def test_sarif_names_existing_files(project: Path) -> None:
    page(project)
    done = apigen("check", "--format", "sarif", cwd=project)
    (run,) = json.loads(done.stdout)["runs"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    for result in run["results"]:
        assert result["ruleId"] in rules
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert (project / place).is_file()


def test_json_answers_each_question(project: Path) -> None:
    page(project)
    done = apigen("check", "--format", "json", cwd=project)
    record = json.loads(done.stdout)
    assert {a["question"]: a["fine"] for a in record["answers"]} == {
        "pages": None,
        "output": False,
        "edits": True,
    }
    assert [change["path"] for change in record["changes"]] == ["minDiskSize"]
    assert "O101" in {item["code"] for item in record["findings"]}


def test_without_git_the_answers_are_the_same(project: Path) -> None:
    (project / ".git").rename(project.parent / "elsewhere")
    page(project)
    done = apigen("check", cwd=project)
    assert done.returncode == 1
    assert answers(done.stdout) == {"pages": "-", "output": "FAILED", "edits": "ok"}
    assert "since " not in done.stdout


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("reference/apigen.lock", "{", "apigen.lock"),
        ("generated/.apigen-manifest.json", "{", "manifest"),
    ],
)
def test_a_damaged_manifest_or_lockfile_is_reported(
    project: Path, file: str, text: str, words: str
) -> None:
    (project / file).write_text(text, encoding="utf-8")
    done = apigen("check", cwd=project)
    assert done.returncode == 2
    assert words in done.stderr
