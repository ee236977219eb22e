"""One HTML page, whole in itself: every printed text is escaped, style and script are inside.

The page's own policy (W3C Content Security Policy 3) admits this one style and this one script by their
hashes and nothing else, no network and no form: text of a page that slipped through could still not run.
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
    """`page.html.j2` of a folder of built-in templates, with `style.css` and `filter.js` beside it."""
    root = builtin_templates() / folder
    jinja = jinja2.Environment(
        loader=jinja2.FileSystemLoader(root),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
    )
    style, script = _inside(root / "style.css"), _inside(root / "filter.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return jinja.get_template("page.html.j2").render(
        **context, style=Markup(style), script=Markup(script), policy=policy
    )


def _inside(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
