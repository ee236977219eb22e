"""Files that a run may not read, and folders that it may not write to.

Root may do everything: its runs are started without the capabilities that say so (capabilities(7)).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.programs.robustness.scenes import OUTPUT, PAGE, PAGES, Scenes, run

_LOST = "-dac_override,-dac_read_search"
_SETPRIV = ("setpriv", f"--inh-caps={_LOST}", f"--bounding-set={_LOST}")

# command, what it may not touch, that thing's mode
FORBIDDEN = (
    ("generate", f"{PAGES}/{PAGE}", 0o000),
    ("generate", f"{OUTPUT}/ycloud/compute/image.py", 0o000),
    ("generate", f"{OUTPUT}/ycloud/compute", 0o555),
    ("generate", f"{OUTPUT}/.apigen-manifest.json", 0o000),
    ("generate", OUTPUT, 0o555),
    ("pull", f"{PAGES}/{PAGE}", 0o000),
    ("pull", f"{PAGES}/apigen.lock", 0o000),
    ("pull", f"{PAGES}/{PAGE}/..", 0o555),
    ("pull", PAGES, 0o555),
    ("update", f"{PAGES}/{PAGE}", 0o000),
    ("update", f"{OUTPUT}/ycloud/compute/image.py", 0o000),
    ("update", f"{OUTPUT}/ycloud/compute", 0o555),
)


def can_forbid() -> bool:
    """Whether a process can be held to the rights of files here."""
    if os.geteuid() != 0:
        return True
    if shutil.which("setpriv") is None:
        return False
    return subprocess.run([*_SETPRIV, "true"], capture_output=True, check=False).returncode == 0


def forbidden(scenes: Scenes, command: str, name: str, mode: int) -> str:
    """A run that may not touch one file or folder: what it left, or what is wrong."""
    scenes.set_up(command)
    target = Path(os.path.normpath(scenes.project / name))
    before = target.stat().st_mode & 0o777
    target.chmod(mode)
    done = run(scenes.project, command, prefix=_SETPRIV if os.geteuid() == 0 else ())
    target.chmod(before)
    if done.returncode != 2 or "ermission denied" not in done.stderr:
        return f"{command}, {name}: exit {done.returncode}: {done.stderr[-300:]}"
    if "Traceback" in done.stderr:
        return f"{command}, {name}: {done.stderr[-300:]}"
    left = scenes.judge(command)
    return scenes.mended(command, left) or left
