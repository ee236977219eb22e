"""Lists templates: their providers and their blocks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import jinja2
import msgspec
from jinja2 import nodes

from apigen.render.ejected import outdated
from apigen.render.environment import environment
from apigen.render.loader import builtin_templates

PACK = "target.toml"


class Template(msgspec.Struct, frozen=True):
    """A template or a `target.toml`.

    `provider` is `builtin` or the user's folder; `hides`: it overrides a built-in one of the same
    path; `outdated`: it is a copy of an older built-in one.
    """

    path: str
    provider: str
    blocks: tuple[str, ...]
    hides: bool = False
    outdated: bool = False


def templates(folders: Sequence[Path]) -> tuple[Template, ...]:
    """Every template that rendering can find, sorted by path."""
    jinja = environment(folders)
    builtin = builtin_templates()
    found: dict[str, Template] = {}
    for folder in (*folders, builtin):
        for file in sorted(folder.rglob("*")):
            path = file.relative_to(folder).as_posix()
            if path in found or not (file.suffix == ".j2" or file.name == PACK):
                continue
            own = folder != builtin
            found[path] = Template(
                path=path,
                provider=str(folder) if own else "builtin",
                blocks=blocks(file, jinja) if file.suffix == ".j2" else (),
                hides=own and (builtin / path).is_file(),
                outdated=own and outdated(file) is not None,
            )
    return tuple(found[path] for path in sorted(found))


def blocks(file: Path, jinja: jinja2.Environment) -> tuple[str, ...]:
    """The names of a template's blocks in order; none where it cannot be parsed."""
    try:
        tree = jinja.parse(file.read_text(encoding="utf-8"))
    except (jinja2.TemplateSyntaxError, UnicodeDecodeError, OSError):
        return ()
    return tuple(dict.fromkeys(node.name for node in tree.find_all(nodes.Block)))
