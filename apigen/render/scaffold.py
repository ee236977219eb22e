"""New template files: copies of built-in ones, and a target to start from."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from apigen.render.ejected import header
from apigen.render.loader import builtin_templates

_TARGET = """\
# What this target is made of. `views = "api"`: services, resources, methods and messages in no
# language; templates/README.md of apigen lists what each holds.
views = "api"

[[file]]
template = "method.md.j2"
for_each = "method"
output = "{name}/{{{{ service }}}}/{{{{ resource }}}}-{{{{ name }}}}.md"
"""

_TEMPLATE = """\
# {{ full_name }}

{{ summary or "No description on the page." }}

    {{ verb }} {{ url }}

{% for field in fields %}
- `{{ field.path }}`: {{ field.type }}{{ ", required" if field.required }}
{% for limit in field.limits %}
  - {{ limit }}
{% endfor %}
{% else %}
Takes nothing.
{% endfor %}

Source: {{ source }}
"""


class ScaffoldError(Exception):
    """Something that cannot be copied or made; the message says why."""


def eject(template: str, folder: Path, *, force: bool = False) -> Path:
    """Copy a built-in template into a folder of own templates, with a line that says what it is.

    Raises:
        ScaffoldError: there is no such template, or the file is there already.
    """
    ours = builtin_templates()
    known = sorted(p.relative_to(ours).as_posix() for p in ours.rglob("*.j2"))
    if template not in known:
        near = difflib.get_close_matches(template, known, 3)
        hint = f"did you mean {', '.join(near)}?" if near else "`apigen templates list` lists them"
        raise ScaffoldError(f"no built-in template `{template}`; {hint}")
    text = header(template) + (ours / template).read_text(encoding="utf-8")
    return _write(folder / template, text, force=force)


def new_target(name: str, folder: Path) -> tuple[Path, ...]:
    """A target that works: a `target.toml` and one template.

    Raises:
        ScaffoldError: the name is none, is taken, or the files cannot be written.
    """
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", name):
        raise ScaffoldError(f"`{name}`: a target's name is letters, digits, - and _")
    if (builtin_templates() / name).exists() or (folder / name).exists():
        raise ScaffoldError(f"`{name}`: there is such a target already")
    return (
        _write(folder / name / "target.toml", _TARGET.format(name=name)),
        _write(folder / name / "method.md.j2", _TEMPLATE),
    )


def _write(file: Path, text: str, *, force: bool = False) -> Path:
    if file.exists() and not force:
        raise ScaffoldError(f"{file}: is there already; --force overwrites it")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ScaffoldError(f"{error.filename}: {error.strerror}") from error
    return file
