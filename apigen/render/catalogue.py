"""Which templates there are, who provides each, and which blocks it has."""

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
    """A template or a `target.toml`. `provider` is `builtin` or the user's folder; `hides` says that
    a built-in one of the same path stands behind it; `outdated` that it is a copy of an older one.
    """

    path: str
    provider: str
    blocks: tuple[str, ...]
    hides: bool = False
    outdated: bool = False


def templates(folders: Sequence[Path]) -> tuple[Template, ...]:
    """Every path once, as rendering would find it; sorted."""
    jinja = environment(folders)
    ours = builtin_templates()
    found: dict[str, Template] = {}
    for folder in (*folders, ours):
        for file in sorted(folder.rglob("*")):
            path = file.relative_to(folder).as_posix()
            if path in found or not (file.suffix == ".j2" or file.name == PACK):
                continue
            own = folder != ours
            found[path] = Template(
                path=path,
                provider=str(folder) if own else "builtin",
                blocks=blocks(file, jinja) if file.suffix == ".j2" else (),
                hides=own and (ours / path).is_file(),
                outdated=own and outdated(file) is not None,
            )
    return tuple(found[path] for path in sorted(found))


def blocks(file: Path, jinja: jinja2.Environment) -> tuple[str, ...]:
    """The blocks of a template in their order; none where it has a syntax error."""
    try:
        tree = jinja.parse(file.read_text(encoding="utf-8"))
    except (jinja2.TemplateSyntaxError, UnicodeDecodeError, OSError):
        return ()
    return tuple(dict.fromkeys(node.name for node in tree.find_all(nodes.Block)))
