"""What every target gives: artifacts, which rendering turns into files."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Literal

import msgspec

Format = Literal["black", "none"]


class File(msgspec.Struct, frozen=True):
    """A text and its place in the output, a relative path with forward slashes."""

    path: str
    text: str

    @property
    def digest(self) -> str:
        """The SHA-256 of the text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()


class Artifact(msgspec.Struct, frozen=True):
    """One file to be: a template with what it may say, or (`verbatim`) a file to copy.

    `path` is a template itself, printed with the same context. `template` is relative to the
    templates' root. `about` says in words what is rendered, for error messages.
    """

    path: str
    template: str = ""
    context: dict[str, Any] = {}
    verbatim: Path | None = None
    format: Format = "none"
    about: str = ""


class ViewSet(msgspec.Struct, frozen=True):
    """What the templates of a pack may say.

    `shared` are names that every template of the pack sees. `collections` are the views by the
    `for_each` word that walks them; a template sees its view's fields by name, and all of it as `item`.
    """

    shared: dict[str, Any]
    collections: dict[str, tuple[Any, ...]]
