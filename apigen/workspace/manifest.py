"""The manifest: a file in the output folder that lists what apigen wrote, with digests.

A file that is not listed belongs to the user. A listed file whose digest differs was edited by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from apigen.workspace.errors import WorkspaceError

MANIFEST = ".apigen-manifest.json"

Digests = dict[str, tuple[str, ...]]
"""Paths, and the SHA-256 digests of the contents that are apigen's own. There are two digests while a
transaction replaces one content by the other."""


class _Manifest(msgspec.Struct, frozen=True):
    files: Digests = {}


def read_manifest(root: Path) -> Digests:
    """The files listed; none if there is no manifest.

    Raises:
        WorkspaceError: the manifest is damaged.
    """
    file = root / MANIFEST
    if file.exists() and not file.is_file():
        raise WorkspaceError(f"{file}: a regular file is expected here")
    try:
        return msgspec.json.decode(file.read_bytes(), type=_Manifest).files
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise WorkspaceError(
            f"{file}: {error}; restore it from version control, or delete it and pass --force"
        ) from error


def manifest_text(files: Mapping[str, tuple[str, ...]]) -> bytes:
    encoded = msgspec.json.encode({"files": dict(sorted(files.items()))})
    return msgspec.json.format(encoded, indent=1) + b"\n"
