"""Template packs: a folder with a `target.toml` that lists its files. A new target needs no Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import msgspec

from apigen.findings.codes.targets import NO_SUCH_VIEW, PACK_DAMAGED
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Origin
from apigen.targets.base import Artifact, Format, ViewSet


class FileRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[[file]]`: a template, the views it is printed for, and its path in the output. `summary`: the
    template needs no more than the summary views of what consists of other views."""

    template: str
    for_each: str
    output: str
    format: Format = "none"
    summary: bool = False


class CopyRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[[verbatim]]`: a folder whose files are copied as they are."""

    source: str
    output: str


class TestsRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[tests]`: which files of the output are tests (`fnmatch` patterns of paths), and the text that
    begins each test in them, for the counts that a run prints."""

    files: tuple[str, ...]
    case: str

    def count(self, path: str, text: str) -> int | None:
        """The number of tests in a file, or None where it is not a file of tests."""
        return text.count(self.case) if any(fnmatchcase(path, own) for own in self.files) else None


class Pack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A `target.toml`. `views` names the target that computes what its templates may say."""

    views: str = "api"
    file: tuple[FileRule, ...] = ()
    verbatim: tuple[CopyRule, ...] = ()
    tests: TestsRule | None = None


def read_pack(name: str, folders: tuple[Path, ...], diagnostics: Diagnostics) -> Pack | None:
    """The pack of that name in the first of the folders that has one."""
    for folder in folders:
        file = folder / name / "target.toml"
        if file.is_file():
            try:
                return msgspec.toml.decode(file.read_bytes(), type=Pack)
            except msgspec.DecodeError as error:
                diagnostics.add(PACK_DAMAGED, Origin(file.as_posix(), 1, 1), str(error))
                return None
    diagnostics.add(
        PACK_DAMAGED,
        Origin(f"{name}/target.toml", 1, 1),
        f"no target `{name}`: none of the template folders holds {name}/target.toml",
    )
    return None


def check_collections(
    name: str, pack: Pack, collections: Iterable[str], diagnostics: Diagnostics
) -> None:
    """Report the `for_each` words that the pack's target does not know."""
    known = sorted(collections)
    for rule in pack.file:
        if rule.for_each not in known:
            words = f"no `{rule.for_each}`; known: {', '.join(known)}"
            diagnostics.add(NO_SUCH_VIEW, Origin(f"{name}/target.toml", 1, 1), words)


def artifacts(name: str, rule: FileRule, view_set: ViewSet) -> Iterator[Artifact]:
    """What a rule prints for the views that are there."""
    for view in view_set.collections.get(rule.for_each, ()):
        yield Artifact(
            path=rule.output,
            template=f"{name}/{rule.template}",
            context=_context(view_set, view),
            format=rule.format,
            about=f"{rule.for_each} {_label(view)}",
        )


def copies(pack: Pack, view_set: ViewSet, folders: Mapping[str, Path]) -> Iterator[Artifact]:
    """What is copied verbatim; only names that every template sees say where to."""
    for copy in pack.verbatim:
        yield from _copies(copy, folders[copy.source], view_set)


def _copies(rule: CopyRule, folder: Path, view_set: ViewSet) -> Iterator[Artifact]:
    for file in sorted(folder.rglob("*.py")):
        relative = file.relative_to(folder).as_posix()
        yield Artifact(
            path=f"{rule.output}/{relative}", verbatim=file, context=dict(view_set.shared)
        )


def _context(view_set: ViewSet, view: Any) -> dict[str, Any]:
    fields = {name: getattr(view, name) for name in view.__struct_fields__}
    return {**view_set.shared, **fields, "item": view}


def _label(view: Any) -> str:
    names = ("full_name", "path", "id", "name")
    return next((str(found) for name in names if (found := getattr(view, name, ""))), "")
