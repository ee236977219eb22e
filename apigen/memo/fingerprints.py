"""Fingerprints: short digests of what a result depends on."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

SIZE = 16
_LIBRARIES = ("black", "jinja2", "markdown-it-py", "msgspec", "pyyaml", "ruff")
PACKAGE = Path(__file__).resolve().parent.parent


def digest(parts: Iterable[bytes]) -> bytes:
    """One BLAKE2b digest of several parts, each with its length, so that boundaries count."""
    made = hashlib.blake2b(digest_size=SIZE)
    for part in parts:
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.digest()


@cache
def code_fingerprint(names: tuple[str, ...]) -> bytes:
    """The code that a step depends on: modules and packages of apigen by their paths (`ir`,
    `pipeline.py`), the libraries, and Python itself."""
    parts = [library_fingerprint()]
    for name in names:
        place = PACKAGE / name
        parts.append(folder_fingerprint(place, "*.py") if place.is_dir() else place.read_bytes())
    return digest(parts)


@cache
def library_fingerprint() -> bytes:
    """The versions of Python and of the libraries that results depend on."""
    parts = [sys.version]
    for name in _LIBRARIES:
        try:
            parts.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            parts.append(f"{name} ?")
    return digest(part.encode() for part in parts)


def folder_fingerprint(folder: Path, pattern: str = "*") -> bytes:
    """The names and contents of the files below a folder."""
    parts: list[bytes] = []
    for path in sorted(folder.rglob(pattern)):
        if path.is_file() and "__pycache__" not in path.parts:
            parts += [path.relative_to(folder).as_posix().encode(), path.read_bytes()]
    return digest(parts)
