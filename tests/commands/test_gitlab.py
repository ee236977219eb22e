"""The GitLab pipeline of the README is valid, and its jobs work when run as by a runner."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.commands.shell import CREATE, ENVIRONMENT, ROOT, apigen, commit, edit, git
from tests.commands.test_diff import LEAST, MORE
from tests.commands.test_templates import write
from tests.tiers import deep

README = (ROOT / "README.md").read_text(encoding="utf-8")
(PIPELINE,) = re.findall(r"^```yaml file=\.gitlab-ci\.yml\n(.*?)^```$", README, re.M | re.S)


def schema_findings(text: str, folder: Path) -> tuple[int, str]:
    """The exit code and the findings of check-jsonschema with GitLab's schema."""
    tool = ("-m", "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci")
    tags = ("--data-transform", "gitlab-ci")
    file = write(folder / ".gitlab-ci.yml", text)
    done = subprocess.run(
        [sys.executable, *tool, *tags, str(file)], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def test_the_pipeline_conforms_to_the_schema(tmp_path: Path) -> None:
    assert schema_findings(PIPELINE, tmp_path)[0] == 0
    code, found = schema_findings(PIPELINE.replace("when: always", "when: allways"), tmp_path)
    assert code == 1
    assert "artifacts" in found


class Runner:
    """Run the lines of a job as one script, which ends at the first failure."""

    def __init__(self, clone: Path, **values: str) -> None:
        self._clone = clone
        tools = clone.parent / "tools"
        tool = write(tools / "apigen", f'#!/bin/sh\nexec "{sys.executable}" -m apigen "$@"\n')
        tool.chmod(0o755)
        self._env = {
            **ENVIRONMENT,
            "PATH": f"{tools}:{ENVIRONMENT['PATH']}",
            "CI_SERVER_HOST": "gitlab.example",
            "CI_PROJECT_PATH": "team/sdk",
            "FOLLOW_TOKEN": "secret",
            # The server is a bare repository on this disk.
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{clone.parent}/origin.git.insteadOf",
            "GIT_CONFIG_VALUE_0": "https://follow:secret@gitlab.example/team/sdk.git",
            **values,
        }

    def run(self, job: str) -> subprocess.CompletedProcess[str]:
        loaded: dict[str, Any] = yaml.safe_load(PIPELINE)
        script = "set -eo pipefail\n" + "\n".join(loaded[job]["script"])
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self._clone,
            env=self._env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr
        return done


@pytest.fixture
def upstream(committed: Path, tmp_path: Path) -> Path:
    """A documentation repository that the pages of the clone are pinned to."""
    shutil.copytree(committed / "reference", tmp_path / "upstream/docs")
    git("init", "-q", "-b", "main", cwd=tmp_path / "upstream")
    commit(tmp_path / "upstream", "First")
    return tmp_path / "upstream"


@pytest.fixture
def clone(upstream: Path, project: Path, tmp_path: Path) -> Path:
    paths = ("--path", "ru/compute/api-ref", "--path", "ru/operation/api-ref")
    done = apigen("pull", upstream, "--at", "main", "--root", "docs", *paths, cwd=project)
    assert done.returncode == 0, done.stderr
    commit(project, "Pin")
    git("clone", "-q", "--bare", str(project), str(tmp_path / "origin.git"), cwd=tmp_path)
    git("config", "receive.advertisePushOptions", "true", cwd=tmp_path / "origin.git")
    git("clone", "-q", str(tmp_path / "origin.git"), "clone", cwd=tmp_path)
    return tmp_path / "clone"


@deep
def test_drift_passes_without_drift(clone: Path) -> None:
    done = Runner(clone, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main").run("drift")
    assert done.returncode == 0, done.stderr
    assert "nothing changed for callers" in done.stdout


def test_drift_fails_and_reports_a_changed_page(clone: Path) -> None:
    git("switch", "-q", "-c", "topic", cwd=clone)
    edit(clone / CREATE, LEAST, MORE)
    commit(clone, "Change a page, forget the output")
    done = Runner(clone, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main").run("drift")
    assert done.returncode == 1
    assert "output   FAILED" in done.stdout
    for report in yaml.safe_load(PIPELINE)["drift"]["artifacts"]["paths"]:
        assert "4194304" in (clone / report).read_text(encoding="utf-8")


@deep
def test_follow_pushes_nothing_if_upstream_is_unchanged(clone: Path) -> None:
    done = Runner(clone).run("follow")
    assert done.returncode == 0, done.stderr
    assert git("branch", "--list", "follow-reference", cwd=clone.parent / "origin.git") == ""


def test_follow_pushes_a_branch_that_opens_a_merge_request(clone: Path, upstream: Path) -> None:
    edit(upstream / "docs/ru/compute/api-ref/Image/create.md", LEAST, MORE)
    commit(upstream, "Second")
    origin = clone.parent / "origin.git"
    recorded = clone.parent / "options"
    hook = 'i=0; while [ $i -lt $GIT_PUSH_OPTION_COUNT ]; do eval "echo \\$GIT_PUSH_OPTION_$i"; '
    hook += f"i=$((i+1)); done > {recorded}"
    write(origin / "hooks/pre-receive", f"#!/bin/sh\n{hook}\n").chmod(0o755)
    done = Runner(clone).run("follow")
    assert done.returncode == 0, done.stderr
    files = git("show", "--name-only", "--format=%s", "follow-reference", cwd=origin).split("\n")
    title = "Follow the reference: 1 breaking"
    assert files[0] == title
    assert {"reference/apigen.lock", CREATE, "generated/ycloud/compute/image.py"} <= set(files)
    assert not {"message.txt", "changelog.md"} & set(files)
    options = recorded.read_text(encoding="utf-8").splitlines()
    assert options == ["merge_request.create", f"merge_request.title={title}"]


@deep
def test_follow_fails_if_upstream_cannot_be_reached(clone: Path, upstream: Path) -> None:
    upstream.rename(upstream.parent / "gone")
    assert Runner(clone).run("follow").returncode == 2
