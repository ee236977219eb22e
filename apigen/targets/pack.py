"""Template packs: a folder with a `target.toml` that lists its files. A new target needs no Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from apigen.findings.codes.targets import NO_SUCH_VIEW, PACK_DAMAGED
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Origin
from apigen.targets.base import Artifact, Format, ViewSet


class FileRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[[file]]`: a template, the views it is printed for, and where to."""

    template: str
    for_each: str
    output: str
    format: Format = "none"


class CopyRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[[verbatim]]`: a folder whose files are copied as they are."""

    source: str
    output: str


class Pack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A `target.toml`. `views` names who computes what its templates may say."""

    views: str = "api"
    file: tuple[FileRule, ...] = ()
    verbatim: tuple[CopyRule, ...] = ()


ViewsOf = Callable[[], ViewSet]


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


def artifacts(
    name: str,
    pack: Pack,
    views: Mapping[str, ViewsOf],
    copies: Mapping[str, Path],
    diagnostics: Diagnostics,
) -> Iterator[Artifact]:
    """What a pack is made of. `views` computes view sets by name, `copies` names the folders that
    may be copied."""
    place = Origin(f"{name}/target.toml", 1, 1)
    if pack.views not in views:
        diagnostics.add(
            NO_SUCH_VIEW, place, f"no views `{pack.views}`; known: {', '.join(sorted(views))}"
        )
        return
    view_set = views[pack.views]()
    for rule in pack.file:
        if rule.for_each not in view_set.collections:
            known = ", ".join(sorted(view_set.collections))
            diagnostics.add(NO_SUCH_VIEW, place, f"no `{rule.for_each}`; known: {known}")
    yield from printed(name, pack, view_set)
    yield from copied(pack, view_set, copies)


def printed(name: str, pack: Pack, view_set: ViewSet) -> Iterator[Artifact]:
    """What is printed for the views that are there."""
    for rule in pack.file:
        for view in view_set.collections.get(rule.for_each, ()):
            yield Artifact(
                path=rule.output,
                template=f"{name}/{rule.template}",
                context=_context(view_set, view),
                format=rule.format,
                about=f"{rule.for_each} {_label(view)}",
            )


def copied(pack: Pack, view_set: ViewSet, copies: Mapping[str, Path]) -> Iterator[Artifact]:
    """What is copied; only names that every template sees say where to."""
    for copy in pack.verbatim:
        yield from _copies(copy, copies[copy.source], view_set)


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
