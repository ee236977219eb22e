"""HTML pages from built-in templates: every printed value is escaped, style and script are inline."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import Any

import jinja2
from markupsafe import Markup

from apigen.render.loader import builtin_templates


def render_html(folder: str, template: str, context: dict[str, Any]) -> str:
    """Renders a template of a folder of built-in templates.

    In templates, `file("style.css")` inserts a file of the folder without escaping it.
    """
    return _environment(folder).get_template(template).render(**context)


def html_page(folder: str, context: dict[str, Any]) -> str:
    """Renders `page.html.j2` of a folder of built-in templates, with `style.css` and `filter.js`.

    The page's policy (W3C Content Security Policy 3) admits this style and this script by their hashes
    and nothing else, neither network nor forms: text of a page that was not escaped still could not run.
    """
    style, script = _file(folder, "style.css"), _file(folder, "filter.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return render_html(
        folder, "page.html.j2", {**context, "style": style, "script": script, "policy": policy}
    )


@cache
def _environment(folder: str) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(builtin_templates() / folder),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
    )
    environment.globals["file"] = lambda name: _file(folder, name)
    return environment


def _file(folder: str, name: str) -> Markup:
    return Markup((builtin_templates() / folder / name).read_text(encoding="utf-8"))


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
