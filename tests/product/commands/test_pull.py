"""`apigen pull` and `apigen update` from real repositories on the local disk."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from apigen.workspace import pull as pulling
from apigen.workspace.errors import WorkspaceError
from apigen.workspace.pull import PullSource
from tests.product.commands.shell import CREATE, REFERENCE, apigen, commit, edit, git, repository
from tests.product.commands.test_check import answers
from tests.product.commands.test_diff import LEAST, MORE
from tests.tiers import sampled

PAGE = "ru/compute/api-ref/Image/create.md"


@pytest.fixture
def upstream(tmp_path: Path) -> Path:
    """A documentation repository: the pages below `docs`, and other files."""
    root = tmp_path / "upstream"
    shutil.copytree(REFERENCE, root / "docs")
    (root / "docs/ru/compute/picture.png").write_bytes(b"\0")
    (root / "docs/ru/_includes").mkdir()
    (root / "docs/ru/_includes/note.md").write_text("A note.\n", encoding="utf-8")
    return repository(root)


@pytest.fixture
def pinned(upstream: Path, project: Path) -> Path:
    """The project, with its reference pulled from upstream."""
    done = apigen("pull", upstream, "--at", "main", *FROM, cwd=project)
    assert done.returncode == 0, done.stderr
    return project


FROM = ("--root", "docs", "--path", "ru/compute/api-ref", "--path", "ru/operation/api-ref")


def snapshot(folder: Path) -> dict[str, bytes]:
    """The contents of all files except those of git."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def lock(project: Path) -> dict[str, object]:
    record = json.loads((project / "reference/apigen.lock").read_text(encoding="utf-8"))
    assert isinstance(record, dict)
    return record


def test_only_pages_are_pulled_and_pinned(upstream: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    done = apigen("pull", upstream, "--at", "main", *FROM, cwd=here)
    assert done.returncode == 0, done.stderr
    got = snapshot(here / "reference")
    text = got.pop("apigen.lock")
    wanted = {n: c for n, c in snapshot(REFERENCE).items() if n.endswith((".md", ".yaml"))}
    assert got == {name: content for name, content in wanted.items() if "/api-ref/" in name}
    record = json.loads(text)
    assert record["commit"] == git("rev-parse", "HEAD", cwd=upstream)
    assert (record["revision"], record["root"]) == ("main", "docs")
    assert record["pages"] == {n: hashlib.sha256(c).hexdigest() for n, c in got.items()}
    assert [path.name for path in here.iterdir()] == ["reference"]


def test_a_second_pull_needs_no_arguments_and_changes_nothing(pinned: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in (pinned / "reference").rglob("*")}
    done = apigen("pull", cwd=pinned)
    assert "0 new, 0 changed, 0 removed" in done.stdout, done.stderr
    assert {p: p.stat().st_mtime_ns for p in (pinned / "reference").rglob("*")} == before


def test_a_branch_is_followed(upstream: Path, pinned: Path) -> None:
    edit(upstream / "docs" / PAGE, LEAST, MORE)
    (upstream / "docs/ru/compute/api-ref/Image/delete.md").unlink()
    new = commit(upstream, "Second")
    done = apigen("pull", cwd=pinned)
    assert "0 new, 1 changed, 1 removed" in done.stdout, done.stderr
    assert MORE in (pinned / CREATE).read_text(encoding="utf-8")
    assert not (pinned / "reference/ru/compute/api-ref/Image/delete.md").exists()
    assert lock(pinned)["commit"] == new


@pytest.mark.parametrize("how", sampled(["tag", "annotated tag", "commit"], 3))
def test_tags_and_commits_do_not_move(upstream: Path, project: Path, how: str) -> None:
    first = git("rev-parse", "HEAD", cwd=upstream)
    git("tag", "v1", *(["-a", "-m", "One"] if how == "annotated tag" else []), cwd=upstream)
    edit(upstream / "docs" / PAGE, LEAST, MORE)
    commit(upstream, "Second")
    at = first if how == "commit" else "v1"
    done = apigen("pull", upstream, "--at", at, *FROM, cwd=project)
    assert done.returncode == 0, done.stderr
    assert lock(project)["commit"] == first
    assert LEAST in (project / CREATE).read_text(encoding="utf-8")
    done = apigen("pull", "--check", cwd=project)
    assert (done.returncode, done.stdout) == (0, f"upstream is at the pinned commit {first}\n")


def test_pulled_bytes_are_the_committed_ones(upstream: Path, project: Path) -> None:
    (upstream / ".gitattributes").write_text("*.md text eol=crlf\n", encoding="utf-8")
    commit(upstream, "Attributes")
    done = apigen("pull", upstream, "--at", "main", *FROM, cwd=project)
    assert done.returncode == 0, done.stderr
    assert b"\r" not in (project / CREATE).read_bytes()


def test_a_pull_in_a_git_hook_does_not_use_the_repository_of_the_hook(
    upstream: Path, pinned: Path, tmp_path: Path
) -> None:
    """git sets variables for its hooks that would make a pull work in their repository."""
    other = repository(Path(shutil.copytree(REFERENCE, tmp_path / "other")))
    before, config = snapshot(other), (other / ".git/config").read_bytes()
    commit_before = git("rev-parse", "HEAD", cwd=other)
    edit(upstream / "docs" / PAGE, LEAST, MORE)
    commit(upstream, "Second")
    index = str(other / ".git/index")
    within = {"GIT_DIR": str(other / ".git"), "GIT_INDEX_FILE": index, "GIT_WORK_TREE": str(other)}
    done = apigen("pull", cwd=pinned, **within)
    assert done.returncode == 0, done.stderr
    assert MORE in (pinned / CREATE).read_text(encoding="utf-8")
    assert (snapshot(other), (other / ".git/config").read_bytes()) == (before, config)
    assert git("rev-parse", "HEAD", cwd=other) == commit_before


def test_files_that_were_never_pulled_are_kept(upstream: Path, pinned: Path) -> None:
    own = pinned / "reference/ru/own/api-ref/Thing/get.md"
    own.parent.mkdir(parents=True)
    own.write_text("mine", encoding="utf-8")
    edit(upstream / "docs" / PAGE, LEAST, MORE)
    commit(upstream, "Second")
    assert apigen("pull", cwd=pinned).returncode == 0
    assert own.read_text(encoding="utf-8") == "mine"


def test_a_page_changed_by_hand_is_kept_and_reported(upstream: Path, pinned: Path) -> None:
    edit(pinned / CREATE, LEAST, MORE)
    edit(upstream / "docs" / PAGE, "Создает образ", "Делает образ")
    commit(upstream, "Second")
    before = snapshot(pinned / "reference")
    done = apigen("pull", cwd=pinned)
    assert done.returncode == 2
    assert f"{CREATE}: changed since it was pulled" in done.stderr
    assert snapshot(pinned / "reference") == before
    assert apigen("pull", "--force", cwd=pinned).returncode == 0
    assert LEAST in (pinned / CREATE).read_text(encoding="utf-8")


def test_a_foreign_page_in_the_way_is_kept_and_reported(upstream: Path, project: Path) -> None:
    edit(project / CREATE, LEAST, MORE)
    done = apigen("pull", upstream, "--at", "main", *FROM, cwd=project)
    assert done.returncode == 2
    assert f"{CREATE}: not pulled before" in done.stderr
    assert not (project / "reference/apigen.lock").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "no repository"),
        (("UPSTREAM", "--at", "nowhere"), "nowhere"),
        (("UPSTREAM", "--at", "main", "--path", "ru/nothing"), "no page below `ru/nothing`"),
        (("UPSTREAM", "--at", "main", "--path", "../x"), "stays in the repository"),
        (("UPSTREAM", "--at", "--upload-pack=touch x"), "not a revision"),
        (("ext::sh -c touch% x", "--at", "main"), "ext"),
        (("nowhere/at/all", "--at", "main"), "nowhere/at/all"),
    ],
)
def test_a_pull_that_fails_leaves_the_old_pages_complete(
    upstream: Path, project: Path, arguments: tuple[str, ...], words: str
) -> None:
    before = snapshot(project)
    given = [str(upstream) if word == "UPSTREAM" else word for word in arguments]
    done = apigen("pull", *given, cwd=project)
    assert done.returncode == 2
    assert words in done.stderr
    assert snapshot(project) == before


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left", "x")])
def test_a_pull_that_cannot_stage_its_pages_leaves_the_old_ones(
    upstream: Path, pinned: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    edit(upstream / "docs" / PAGE, LEAST, MORE)
    commit(upstream, "Second")
    reference = pinned / "reference"
    before = snapshot(reference)

    def fails(self: Path, target: Path) -> Path:
        raise error

    paths = ("ru/compute/api-ref", "ru/operation/api-ref")
    source = PullSource(str(upstream), "main", paths, "docs")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fails)
        with pytest.raises((WorkspaceError, KeyboardInterrupt)):
            pulling.pull(reference, source)
    assert snapshot(reference) == before
    assert pulling.pull(reference, source).changed == (PAGE,)


@pytest.mark.parametrize("command", sampled(["pull", "generate", "update"], 3))
def test_the_next_command_completes_an_interrupted_pull(
    upstream: Path, pinned: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    edit(upstream / "docs" / PAGE, LEAST, MORE)
    commit(upstream, "Second")
    replace = Path.replace

    def fails_in_place(self: Path, target: Path) -> Path:
        if target.name == "apigen.lock":
            raise OSError(5, "Input/output error", str(target))
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fails_in_place)
        with pytest.raises(WorkspaceError, match="half done, and the next run finishes it"):
            pulling.pull(
                pinned / "reference", pulling.pull_source(pinned / "reference", "", "", (), "")
            )
    found = apigen("check", cwd=pinned)
    assert "a run was interrupted in reference" in found.stdout
    done = apigen(command, cwd=pinned)
    assert done.returncode == 0, done.stderr
    assert (
        "repaired reference: completed an interrupted run; 1 of its 2 files were still to be changed"
        in done.stderr
    )
    assert MORE in (pinned / "reference" / PAGE).read_text(encoding="utf-8")
    assert answers(apigen("check", cwd=pinned).stdout)["pages"] == "ok"


def test_check_reports_whether_upstream_moved(upstream: Path, pinned: Path) -> None:
    done = apigen("pull", "--check", cwd=pinned)
    assert (done.returncode, done.stdout.split(" at ")[0]) == (0, "upstream is")
    (upstream / "other.txt").write_text("x", encoding="utf-8")
    commit(upstream, "Elsewhere")
    done = apigen("pull", "--check", cwd=pinned)
    assert done.returncode == 0
    assert "none of the pinned pages changed" in done.stdout
    edit(upstream / "docs" / PAGE, LEAST, MORE)
    commit(upstream, "Here")
    before = snapshot(pinned)
    done = apigen("pull", "--check", cwd=pinned)
    assert done.returncode == 1
    assert f"1 pages changed:\n  {PAGE}\n" in done.stdout
    assert snapshot(pinned) == before


def test_apigen_check_compares_pages_with_the_lockfile(pinned: Path) -> None:
    done = apigen("check", cwd=pinned)
    assert answers(done.stdout)["pages"] == "ok"
    edit(pinned / CREATE, "Создает образ", "Делает образ")
    (pinned / "reference/ru/compute/api-ref/Image/index.md").unlink()
    (pinned / "reference/ru/compute/api-ref/Image/extra.md").write_text("", encoding="utf-8")
    done = apigen("check", cwd=pinned)
    assert done.returncode == 1
    assert answers(done.stdout)["pages"] == "FAILED"
    assert f"  {CREATE}: not the pinned page" in done.stdout
    assert "index.md: pinned, but missing" in done.stdout
    assert "extra.md: not a pinned page" in done.stdout


def test_update_writes_the_output_and_prints_the_changes(upstream: Path, pinned: Path) -> None:
    commit(pinned, "Pinned")
    edit(upstream / "docs" / PAGE, LEAST, MORE)
    commit(upstream, "Second")
    done = apigen("update", cwd=pinned)
    assert done.returncode == 0, done.stderr
    touched = git("status", "--porcelain", cwd=pinned).split()[1::2]
    assert CREATE in touched
    assert "reference/apigen.lock" in touched
    assert "generated/ycloud/compute/image.py" in touched
    assert "## 0.2.0\n\n### Breaking\n\n- `compute.Image.create body minDiskSize`" in done.stdout
    message = done.stdout.partition("commit message\n\n")[2]
    assert message.startswith("Follow the reference: 1 breaking\n\n")
    assert "- compute.Image.create body minDiskSize: minimum changed: 4194304 → 8388608" in message
    assert 'version = "0.2.0" in [tool.apigen.python]' in done.stdout
    again = apigen("update", cwd=pinned)
    assert "wrote    generated: 0 changed files" in again.stdout
    assert "## 0.2.0" in again.stdout, "what is not committed is still to be reviewed"
    commit(pinned, "Follow")
    assert "Nothing changed for callers." in apigen("update", cwd=pinned).stdout
    done = apigen("check", cwd=pinned)
    assert answers(done.stdout) == {"pages": "ok", "output": "ok", "edits": "ok"}


def test_an_update_interrupted_after_its_pull_prints_all_changes_when_run_again(
    upstream: Path, pinned: Path
) -> None:
    commit(pinned, "Pinned")
    edit(upstream / "docs" / PAGE, LEAST, MORE)
    commit(upstream, "Second")
    assert apigen("pull", cwd=pinned).returncode == 0
    done = apigen("update", cwd=pinned)
    assert "pulled   0 changed pages" in done.stdout
    assert "minimum changed: `4194304` → `8388608`" in done.stdout


def test_update_changes_nothing_if_a_file_was_edited_by_hand(upstream: Path, pinned: Path) -> None:
    edit(upstream / "docs" / PAGE, LEAST, MORE)
    commit(upstream, "Second")
    edit(pinned / "generated/README.md", "\n", "\nmine\n")
    before = snapshot(pinned)
    done = apigen("update", cwd=pinned)
    assert done.returncode == 2
    assert "generated/README.md: edited by hand" in done.stderr
    assert snapshot(pinned) == before


def test_variables_of_presets_are_pinned_and_used(upstream: Path, tmp_path: Path) -> None:
    page = upstream / "docs/ru/compute/api-ref/Image/create.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(
        text.replace("compute.api.cloud.yandex.net", "{{ their-host }}"), encoding="utf-8"
    )
    presets = "default:\n  their-host: pinned.example\n  api-host: unused.example\n"
    (upstream / "presets.yaml").write_text(presets, encoding="utf-8")
    commit(upstream, "Use a variable")
    here = tmp_path / "here"
    here.mkdir()
    done = apigen("pull", upstream, "--at", "main", *FROM[:4], cwd=here)
    assert done.returncode == 0, done.stderr
    assert lock(here)["variables"] == {"their-host": "pinned.example"}
    assert not (here / "reference/presets.yaml").exists()
    told = apigen("inspect", "--facts", f"reference/{PAGE}", cwd=here)
    assert '"host":"pinned.example"' in told.stdout.replace(" ", "")
    assert apigen("generate", cwd=here).returncode == 0
    assert "pinned.example" in (here / "generated/ycloud/compute/image.py").read_text("utf-8")
