"""Tools of others, from the extra `tools`: beside the interpreter, on the search path, or in a package."""

from __future__ import annotations

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"


def missing(what: str) -> None:
    """Skips a test; in CI it fails."""
    told = f"{what} is not installed: pip install -e '.[tools]'"
    assert not os.environ.get("CI"), told
    pytest.skip(told)


def tool(name: str) -> str:
    """The path of a program."""
    found = shutil.which(name, path=PATH)
    if found is None:
        missing(name)
    return str(found)


def files_of(package: str) -> Path:
    """The folder of a package, which is not imported: it may need what is not here."""
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        missing(package)
    assert found is not None
    return Path(next(iter(found.submodule_search_locations or ())))
