"""Renders a self-contained HTML page: printed text is escaped, style and script are inline.

The page carries a policy (W3C Content Security Policy 3) that admits this style and this script by
their hashes, and neither network nor forms: text that slipped through unescaped could still not run.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from apigen.render.loader import builtin_templates


def html_page(folder: str, context: dict[str, Any]) -> str:
    """Renders `page.html.j2` of a folder of built-in templates with its `style.css` and `filter.js`."""
    root = builtin_templates() / folder
    jinja = jinja2.Environment(
        loader=jinja2.FileSystemLoader(root),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
    )
    style, script = _read(root / "style.css"), _read(root / "filter.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return jinja.get_template("page.html.j2").render(
        **context, style=Markup(style), script=Markup(script), policy=policy
    )


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
