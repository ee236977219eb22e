"""Template files that apigen writes for a user: copies of built-in templates, and new targets.

The first line of a copy names its original, so that a change of the original is noticed: a Jinja
comment with apigen's version, the template and the hash of its text,
`{# apigen 0.1.0 python/resource.py.j2 sha256:… #}`. A template that overrides another by other means
may carry such a line, too.
"""

from __future__ import annotations

import difflib
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
_TARGET = """\
# The files of this target. `views = "api"`: services, resources, methods and messages, independent of
# any language; templates/README.md of apigen lists their fields.
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


class EjectedFrom(msgspec.Struct, frozen=True):
    """The original of a copy, as its first line names it: the version of apigen, the path of the
    template, the SHA-256 of its text."""

    version: str
    template: str
    digest: str


class TemplateFileError(Exception):
    """A template file that cannot be written; the message says why."""


def eject(template: str, folder: Path, *, force: bool = False) -> Path:
    """Copies a built-in template into a folder, below a line that names it.

    Raises:
        TemplateFileError: there is no such template, the file exists and `force` is false, or it
            cannot be written.
    """
    builtin = builtin_templates()
    known = sorted(p.relative_to(builtin).as_posix() for p in builtin.rglob("*.j2"))
    if template not in known:
        near = difflib.get_close_matches(template, known, 3)
        hint = f"did you mean {', '.join(near)}?" if near else "`apigen templates list` lists them"
        raise TemplateFileError(f"no built-in template `{template}`; {hint}")
    text = header(template) + (builtin / template).read_text(encoding="utf-8")
    return _write(folder / template, text, force=force)


def new_target(name: str, folder: Path) -> tuple[Path, ...]:
    """Writes a target that works as it is: a `target.toml` and one template.

    Raises:
        TemplateFileError: the name is invalid or taken, or a file cannot be written.
    """
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", name):
        raise TemplateFileError(f"`{name}`: a target's name is letters, digits, - and _")
    if (builtin_templates() / name).exists() or (folder / name).exists():
        raise TemplateFileError(f"`{name}`: there is such a target already")
    return (
        _write(folder / name / "target.toml", _TARGET.format(name=name)),
        _write(folder / name / "method.md.j2", _TEMPLATE),
    )


def header(template: str) -> str:
    """The first line of a copy of a built-in template as it is now."""
    return f"{{# apigen {__version__} {template} sha256:{_digest(template)} #}}\n"


def ejected_from(text: str) -> EjectedFrom | None:
    match = _HEADER.match(text)
    return EjectedFrom(*match.groups()) if match else None


def outdated(file: Path) -> EjectedFrom | None:
    """The original of a user's template, where that was changed or removed since."""
    try:
        original = ejected_from(file.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return None
    if original is None or original.digest == _digest(original.template):
        return None
    return original


def report_outdated(folders: Iterable[Path], diagnostics: Diagnostics) -> None:
    """Warns of each user's template whose original was changed since it was copied."""
    for file in _templates(folders):
        original = outdated(file)
        if original is not None:
            diagnostics.add(
                BUILTIN_CHANGED,
                Origin(str(file.resolve()), 1, 1),
                f"{original.template} changed since apigen {original.version}, "
                "which this is a copy of",
                hint=f"compare with `apigen templates eject {original.template} --into DIR`, adopt "
                "the changes you want, and replace the first line with that copy's",
            )


def _templates(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*.j2") if path.is_file())


def _digest(template: str) -> str:
    """The hash of a built-in template, empty where there is none of that name."""
    path = builtin_templates() / template
    if ".." in Path(template).parts or not path.is_file():
        return ""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write(file: Path, text: str, *, force: bool = False) -> Path:
    if file.exists() and not force:
        raise TemplateFileError(f"{file}: is there already; --force overwrites it")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise TemplateFileError(f"{error.filename}: {error.strerror}") from error
    return file
