"""Copies of built-in templates: each says what it was copied from, so that a change is noticed.

The first line of a copy is a comment of Jinja with the template, apigen's version and the hash of the
text: `{# apigen 0.1.0 python/resource.py.j2 sha256:… #}`. Whoever overrides a template by other means
may write such a line, too.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from apigen import __version__
from apigen.findings.codes.templates import BUILTIN_CHANGED
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Origin
from apigen.render.loader import builtin_templates

_HEADER = re.compile(r"\{# apigen (\S+) (\S+) sha256:([0-9a-f]{64}) #\}")


class Copied(msgspec.Struct, frozen=True):
    """What a template's first line says it was copied from."""

    version: str
    template: str
    digest: str


def header(template: str) -> str:
    """The line for a copy of a built-in template as it is now."""
    return f"{{# apigen {__version__} {template} sha256:{_digest(template)} #}}\n"


def copied_from(text: str) -> Copied | None:
    match = _HEADER.match(text)
    return Copied(*match.groups()) if match else None


def outdated(file: Path) -> Copied | None:
    """What a user's template was copied from, where that has changed or gone since."""
    try:
        copied = copied_from(file.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return None
    return copied if copied is not None and copied.digest != _digest(copied.template) else None


def tell_outdated(folders: Iterable[Path], diagnostics: Diagnostics) -> None:
    """A warning for each of a user's templates whose built-in one changed since it was copied."""
    for file in _templates(folders):
        copied = outdated(file)
        if copied is not None:
            diagnostics.add(
                BUILTIN_CHANGED,
                Origin(str(file.resolve()), 1, 1),
                f"{copied.template} changed since apigen {copied.version}, which this is a copy of",
                hint=f"compare with `apigen templates eject {copied.template} --into DIR`, take what "
                "is wanted, and replace the first line with that copy's",
            )


def _templates(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*.j2") if path.is_file())


def _digest(template: str) -> str:
    """The hash of a built-in template; empty where there is none of that name."""
    path = builtin_templates() / template
    if ".." in Path(template).parts or not path.is_file():
        return ""
    return hashlib.sha256(path.read_bytes()).hexdigest()
