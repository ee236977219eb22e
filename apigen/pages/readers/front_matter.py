"""Front matter: YAML between `---` lines at the beginning of a page.

Its `apiPlayground` gives the request as a JSON schema.
"""

from __future__ import annotations

from apigen.findings.codes.pages import BAD_FRONT_MATTER, TOO_DEEP
from apigen.pages.model import FrontMatter
from apigen.pages.readers.base import Claim, PageText
from apigen.pages.readers.document import (
    DocumentError,
    MappingNode,
    SequenceNode,
    parse_json,
    parse_yaml,
)
from apigen.pages.readers.schema import method_schema


class FrontMatterReader:
    """Refuses anchors and aliases: no page needs them, and they can expand without bound."""

    def claim(self, page: PageText, line: int) -> Claim | None:
        if line != 0 or page.positions.line(0).rstrip() != "---":
            return None
        end = page.text.find("\n---", 3)
        if end < 0:
            page.report(BAD_FRONT_MATTER, 0, "the front matter is not closed with ---")
            return None
        after = page.positions.line_at(end + 1) + 1
        return Claim(_read(page, page.text[4 : end + 1]), after)


def _read(page: PageText, text: str) -> FrontMatter:
    try:
        document = parse_yaml(text, first_line=2)
        if not isinstance(document, MappingNode):
            return FrontMatter()
        entries = document.get("apiPlayground")
        methods = []
        if isinstance(entries, SequenceNode):
            for entry, span in zip(entries, entries.spans, strict=True):
                found = parse_json(entry, span) if isinstance(entry, str) else entry
                if isinstance(found, MappingNode):
                    methods.append(method_schema(found, page))
        title = document.get("title")
        return FrontMatter(title if isinstance(title, str) else "", tuple(methods))
    except DocumentError as error:
        page.diagnostics.add(
            BAD_FRONT_MATTER,
            page.source.origin(error.span),
            f"the front matter cannot be read: {error}",
            text=page.source.line(error.span.line).strip()[:200],
        )
    except RecursionError:
        page.report(TOO_DEEP, 0, "the front matter is nested too deep")
    return FrontMatter()
