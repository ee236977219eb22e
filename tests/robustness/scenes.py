"""A project between two states of its pages, and what may be found in its output afterwards.

Every scene starts from the output of the old pages, beside files of the user, with the new pages in
place. `judge` says what an interrupted run left: only whole files, each old or new, and the user's as
they were. `mended` says that one more run makes the output wholly the new one.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MANIFEST = ".apigen-manifest.json"
MINE = {
    "ycloud/mine.py": b"kept = True\n",
    "ycloud/compute/.mine.py.abcdefgh.tmp": b"looks like ours, is not\n",
    "notes.txt": b"by hand\n",
}
Contents = dict[str, bytes]


class Scenes:
    """`work` is a folder of its own; the shipped reference is what the pages are made from."""

    def __init__(self, work: Path) -> None:
        self.old, self.new = work / "old", work / "new"
        self.project = work / "project"
        for state in (self.old, self.new):
            shutil.copytree(ROOT / "reference", state / "reference")
        _change_pages(self.new / "reference")
        for state in (self.old, self.new):
            self._expect(state)
        self.before = contents(self.old / "generated")
        self.after = contents(self.new / "generated")
        assert self.before.keys() != self.after.keys(), "a file is to come or to go"
        for name, content in MINE.items():
            target = self.old / "generated" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)

    def _expect(self, state: Path) -> None:
        done = generate(state)
        assert done.returncode == 0, done.stderr

    def set_up(self) -> None:
        """The old output and the new pages, with the cache of both: writing is most of a run."""
        shutil.rmtree(self.project, ignore_errors=True)
        shutil.copytree(self.old, self.project)
        shutil.rmtree(self.project / "reference")
        shutil.copytree(self.new / "reference", self.project / "reference")
        shutil.copytree(
            self.new / ".apigen-cache", self.project / ".apigen-cache", dirs_exist_ok=True
        )

    def judge(self) -> str:
        """`old`, `new` or `between`; anything else is what is wrong."""
        found = contents(self.project / "generated")
        for name, content in MINE.items():
            if found.pop(name, None) != content:
                return f"lost: {name} of the user"
        del found[MANIFEST]
        whole = {name: text for name, text in found.items() if not _left_behind(name)}
        for name, text in whole.items():
            if text not in (self.before.get(name), self.after.get(name)):
                return f"torn: {name}"
        gone = self.before.keys() & self.after.keys() - whole.keys() - {MANIFEST}
        if gone:
            return f"lost: {sorted(gone)[0]}"
        if whole == without_manifest(self.before):
            return "old"
        return "new" if whole == without_manifest(self.after) else "between"

    def mended(self) -> str:
        """Nothing, or what one more run does not mend."""
        done = generate(self.project)
        if done.returncode != 0:
            return f"not mended: exit {done.returncode}: {done.stderr[-300:]}"
        found = contents(self.project / "generated")
        for name, content in MINE.items():
            if found.pop(name, None) != content:
                return f"lost by mending: {name} of the user"
        wrong = {
            name
            for name in found.keys() | self.after.keys()
            if found.get(name) != self.after.get(name)
        }
        return f"not mended: {sorted(wrong)[0]}" if wrong else ""

    def killed(self, chance: random.Random, longest: float) -> str:
        """One run killed at a random moment, or half of the time while it writes."""
        self.set_up()
        run = subprocess.Popen(
            [sys.executable, "-m", "apigen", "generate"],
            cwd=self.project,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        if chance.random() < 0.5:
            time.sleep(chance.uniform(0, longest))
        else:
            _wait_for_writing(self.project / "generated" / MANIFEST, run)
            time.sleep(chance.uniform(0, longest / 4))
        with suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        return self.judge()

    def together(self) -> str:
        """Two runs at once."""
        self.set_up()
        command = [sys.executable, "-m", "apigen", "generate"]
        runs = [
            subprocess.Popen(
                command,
                cwd=self.project,
                env=environment(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(2)
        ]
        for run in runs:
            _, errors = run.communicate()
            if run.returncode != 0:
                return f"exit {run.returncode}: {errors[-300:]}"
        return self.judge()


def kills(scenes: Scenes, number: int, seed: int) -> Counter[str]:
    """What runs killed at random moments left, counted; `mended` is how many of them were."""
    scenes.set_up()
    started = time.monotonic()
    generate(scenes.project)
    longest = time.monotonic() - started
    chance = random.Random(seed)
    found: Counter[str] = Counter()
    for _ in range(number):
        found[scenes.killed(chance, longest)] += 1
        found[scenes.mended() or "mended"] += 1
    return found


def generate(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "apigen", "generate", *arguments],
        cwd=project,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def contents(folder: Path) -> Contents:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def without_manifest(found: Contents) -> Contents:
    return {name: content for name, content in found.items() if name != MANIFEST}


def _left_behind(name: str) -> bool:
    return name.endswith(".tmp") and name.rpartition("/")[2].startswith(".")


def _change_pages(reference: Path) -> None:
    """Words of some pages change, one method goes."""
    pages = sorted(reference.rglob("Image/*.md"))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("образ", "снимок"), encoding="utf-8")
    for page in reference.rglob("operation/api-ref/**/*.md"):
        page.unlink()


def _wait_for_writing(manifest: Path, run: subprocess.Popen[bytes]) -> None:
    before = manifest.stat().st_mtime_ns
    while run.poll() is None and manifest.stat().st_mtime_ns == before:
        time.sleep(0.0002)
