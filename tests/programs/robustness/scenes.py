"""A project between two states of its pages, and what may be found in it after a command that was
stopped, killed or disturbed.

`generate` starts from the old output and the new pages, `pull` and `update` from old output and old
pages while upstream has the new ones; files of the user lie everywhere. `judge` says what is left: only
whole files, each old or new, and the user's as they were. `mended` runs the command once more: all must be
new then, and where files of both states or a change half done were left, the run must have said so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from apigen.workspace.journal import STAGED

ROOT = Path(__file__).resolve().parent.parent.parent.parent
MANIFEST = ".apigen-manifest.json"
PAGES, OUTPUT = "reference", "generated"
PAGE = "ru/compute/api-ref/Image/create.md"
MINE = {
    f"{OUTPUT}/ycloud/mine.py": b"kept = True\n",
    f"{OUTPUT}/ycloud/compute/.mine.py.abcdefgh.tmp": b"looks like ours, is not\n",
    f"{OUTPUT}/notes.txt": b"by hand\n",
    f"{PAGES}/notes.txt": b"by hand too\n",
    f"{PAGES}/ru/compute/.apigen-mine": b"\xff\x00 not even text\n",
}
TREES = {"generate": (OUTPUT,), "pull": (PAGES,), "update": (PAGES, OUTPUT)}
Contents = dict[str, bytes]


class Scenes:
    """`work` is a folder of its own; the shipped reference is what the pages are made from."""

    def __init__(self, work: Path) -> None:
        self.project, self._old, self._new = work / "project", work / "old", work / "new"
        upstream = work / "upstream"
        shutil.copytree(ROOT / "reference", upstream)
        _git(upstream, "init", "-q", "-b", "main")
        _commit(upstream)
        self._old.mkdir()
        fine(self._old, "pull", str(upstream), "--at", "main")
        fine(self._old, "generate")
        _change_pages(upstream)
        _commit(upstream)
        shutil.copytree(self._old, self._new)
        fine(self._new, "update")
        self.before, self.after = contents(self._old), contents(self._new)
        for tree in (PAGES, OUTPUT):
            assert _below(self.before, tree).keys() != _below(self.after, tree).keys(), tree
        for name, content in MINE.items():
            (self._old / name).write_bytes(content)

    def set_up(self, command: str = "generate") -> None:
        """The old state, with the cache of both: writing is most of a run."""
        shutil.rmtree(self.project, ignore_errors=True)
        shutil.copytree(self._old, self.project)
        cache = self._new / ".apigen-cache"
        shutil.copytree(cache, self.project / ".apigen-cache", dirs_exist_ok=True)
        if command == "generate":
            for name in self.before.keys() | self.after.keys():
                if name.startswith(f"{PAGES}/"):
                    (self.project / name).unlink(missing_ok=True)
            for name, content in _below(self.after, PAGES).items():
                (self.project / name).parent.mkdir(parents=True, exist_ok=True)
                (self.project / name).write_bytes(content)

    def judge(self, command: str = "generate") -> str:
        """`old`, `new`, `pages new, output old` or `between`; anything else is what is wrong."""
        found = contents(self.project)
        for name, content in MINE.items():
            if found.pop(name, None) != content:
                return f"lost: {name} of the user"
        states = {tree: self._state(_below(found, tree), tree) for tree in TREES[command]}
        if len(set(states.values())) == 1:
            return next(iter(states.values()))
        if states == {PAGES: "new", OUTPUT: "old"}:
            return "pages new, output old"
        return next((s for s in states.values() if s not in ("old", "new")), f"mixed: {states}")

    def _state(self, found: Contents, tree: str) -> str:
        before, after = _below(self.before, tree), _below(self.after, tree)
        for name, text in found.items():
            if text not in (before.get(name), after.get(name)):
                return f"torn: {name}"
        gone = before.keys() & after.keys() - found.keys()
        if gone:
            return f"lost: {min(gone)}"
        return "old" if found == before else "new" if found == after else "between"

    def output(self) -> Contents:
        """The generated files as they are."""
        found = _below(contents(self.project), OUTPUT)
        return {name: content for name, content in found.items() if name not in MINE}

    def mended(self, command: str = "generate", left: str = "") -> str:
        """Nothing, or what one more run does not mend, or mends without a word."""
        unsaid = left == "between" or any(
            list((self.project / tree / STAGED).glob("*")) for tree in TREES[command]
        )
        done = run(self.project, command)
        if done.returncode != 0:
            return f"not mended: exit {done.returncode}: {done.stderr[-300:]}"
        if unsaid and "repaired " not in done.stderr:
            return f"mended without a word: {left}"
        state = self.judge(command)
        if state != "new":
            return f"not mended: {state}"
        staged = [tree for tree in (PAGES, OUTPUT) if (self.project / tree / STAGED).exists()]
        return f"not mended: {staged[0]}/{STAGED} is left" if staged else ""


def start(project: Path, command: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "apigen", command, *arguments],
        cwd=project,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def run(
    project: Path, command: str, *arguments: str, prefix: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*prefix, sys.executable, "-m", "apigen", command, *arguments],
        cwd=project,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def fine(project: Path, command: str, *arguments: str) -> None:
    done = run(project, command, *arguments)
    assert done.returncode == 0, done.stderr


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def contents(project: Path) -> Contents:
    """The files of pages and output, besides what says itself which they are and what is staged."""
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for tree in (PAGES, OUTPUT)
        for path in (project / tree).rglob("*")
        if path.is_file() and path.name != MANIFEST and STAGED not in path.parts
    }


def _below(found: Mapping[str, bytes], tree: str) -> Contents:
    return {name: content for name, content in found.items() if name.startswith(f"{tree}/")}


def _change_pages(reference: Path) -> None:
    """Words of some pages change, one method goes and one comes."""
    for page in sorted(reference.rglob("Image/*.md")):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("образ", "снимок"), encoding="utf-8")
    create = reference / PAGE
    copied = create.read_text(encoding="utf-8").replace("/v1/images", "/v1/pictures")
    (reference / "ru/compute/api-ref/Picture").mkdir()
    (reference / "ru/compute/api-ref/Picture/create.md").write_text(copied, encoding="utf-8")
    for page in reference.rglob("operation/api-ref/**/*.md"):
        page.unlink()


def _commit(repository: Path) -> None:
    _git(repository, "add", "--all")
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    _git(repository, *identity, "commit", "-q", "-m", "pages")


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
