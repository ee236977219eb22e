"""`apigen generate --watch` while files are edited."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from apigen.workspace.watch import changed_files, file_states
from tests.product.commands.shell import CREATE, ENVIRONMENT, edit
from tests.product.commands.test_diff import LEAST, MORE
from tests.product.commands.test_templates import write

IMAGE = "generated/ycloud/compute/image.py"
MANIFEST = "generated/.apigen-manifest.json"
PATIENCE = 60.0  # seconds


class Watching:
    """The running command, and the lines that it has printed to both streams."""

    def __init__(self, project: Path) -> None:
        command = [sys.executable, "-m", "apigen", "generate", "--watch", "--workers", "1"]
        self.process = subprocess.Popen(
            command,
            cwd=project,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def run(self) -> str:
        """What one run printed: the lines up to where it waits again."""
        found: list[str] = []
        ends = time.monotonic() + PATIENCE
        while not (found and found[-1].startswith("watching")):
            found.append(self._lines.get(timeout=max(0.0, ends - time.monotonic())))
        return "\n".join(found)

    def quiet(self, seconds: float) -> bool:
        """Nothing is printed for a while."""
        try:
            self._lines.get(timeout=seconds)
        except queue.Empty:
            return True
        return False

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.close()

    def close(self) -> int:
        try:
            return self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self._reader.join(PATIENCE)
            assert self.process.stdout is not None
            self.process.stdout.close()


@pytest.fixture
def watching(project: Path) -> Iterator[Watching]:
    started = Watching(project)
    yield started
    started.process.kill()
    started.close()


def written(project: Path) -> dict[str, int]:
    """The modification times of files."""
    files = (file for file in (project / "generated").rglob("*") if file.is_file())
    return {file.relative_to(project).as_posix(): file.stat().st_mtime_ns for file in files}


def test_a_file_rewritten_with_its_old_size_and_time_counts_as_changed(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text("one", encoding="utf-8")
    before, status = file_states((tmp_path,)), file.stat()
    ends = time.monotonic() + PATIENCE
    while changed_files(before, file_states((tmp_path,))) == () and time.monotonic() < ends:
        file.write_text("two", encoding="utf-8")
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert changed_files(before, file_states((tmp_path,))) == (str(file),)
    assert file.stat().st_mtime_ns == status.st_mtime_ns


def test_changed_pages_settings_and_templates_regenerate_the_files_that_depend_on_them(
    project: Path, watching: Watching
) -> None:
    first = watching.run()
    assert " 0 new, 0 changed," in first
    assert first.endswith("watching reference; Ctrl-C ends it")
    before = written(project)
    # A page: only what it touches is written.
    edit(project / CREATE, LEAST, MORE)
    printed = watching.run()
    assert f"changed  {CREATE}" in printed
    assert "8388608" in (project / IMAGE).read_text(encoding="utf-8")
    after = written(project)
    touched = {name for name in after if after[name] != before.get(name)}
    assert IMAGE in touched
    assert {name for name in touched if "compute" not in name} == {MANIFEST}
    # A damaged page is reported, and fixed by the next change.
    good = (project / CREATE).read_bytes()
    (project / CREATE).write_bytes(b"\xff\xfe")
    assert f"{CREATE.removeprefix('reference/')}:1:1 F003 error" in watching.run()
    (project / CREATE).write_bytes(good)
    assert "0 errors" in watching.run()
    assert "8388608" in (project / IMAGE).read_text(encoding="utf-8")
    # Invalid settings are reported, then fixed; the folder that they name is watched from then on.
    write(project / "apigen.toml", 'template = ["own"]\n')
    assert "unknown key `template`; did you mean `templates`?" in watching.run()
    write(project / "own/python/README.md.j2", "First\n")
    write(project / "apigen.toml", 'templates = ["own"]\n')
    assert watching.run().endswith("watching reference, own; Ctrl-C ends it")
    write(project / "own/python/README.md.j2", "Second\n")
    assert "changed  own/python/README.md.j2" in watching.run()
    assert (project / "generated/README.md").read_text(encoding="utf-8") == "Second\n"
    # What is no page's change is none, and Ctrl-C ends it without a word of alarm.
    write(project / f"{CREATE}.swp".replace("create", ".create"), "x")
    assert watching.quiet(1.2)
    assert watching.end() == 0
