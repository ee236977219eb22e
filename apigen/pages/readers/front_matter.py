"""Front matter: YAML between `---` lines at the page's beginning; `apiPlayground` gives the request
as a JSON schema."""

from __future__ import annotations

import yaml

from apigen.findings.codes.pages import BAD_FRONT_MATTER, TOO_DEEP
from apigen.findings.source import Span
from apigen.pages.model import FrontMatter
from apigen.pages.readers.base import Claim, PageText
from apigen.pages.readers.document import Mapping, Sequence, TreeError, json_tree, yaml_tree
from apigen.pages.readers.schema import method_schema


class FrontMatterReader:
    """YAML with anchors and aliases is refused: no page needs them, and they can grow without
    bound."""

    def claim(self, page: PageText, line: int) -> Claim | None:
        if line != 0 or page.positions.line(0).rstrip() != "---":
            return None
        end = page.text.find("\n---", 3)
        if end < 0:
            page.tell(BAD_FRONT_MATTER, 0, "the front matter is not closed with ---")
            return None
        after = page.positions.line_at(end + 1) + 1
        return Claim(_read(page, page.text[4 : end + 1]), after)


def _read(page: PageText, text: str) -> FrontMatter | None:
    try:
        tree = yaml_tree(text, first_line=2)
        if not isinstance(tree, Mapping):
            return FrontMatter()
        entries = tree.get("apiPlayground")
        methods = []
        if isinstance(entries, Sequence):
            for entry, span in zip(entries, entries.spans, strict=True):
                found = json_tree(entry, span) if isinstance(entry, str) else entry
                if isinstance(found, Mapping):
                    methods.append(method_schema(found, page))
        title = tree.get("title")
        return FrontMatter(title if isinstance(title, str) else "", tuple(methods))
    except TreeError as error:
        _tell(page, error)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        span = Span(mark.line + 2, mark.column + 1) if mark else Span(1, 1)
        problem = str(getattr(error, "problem", None) or "not YAML")
        _tell(page, TreeError(problem, span))
    except RecursionError:
        page.tell(TOO_DEEP, 0, "the front matter is nested too deep")
    return FrontMatter()


def _tell(page: PageText, error: TreeError) -> None:
    page.diagnostics.add(
        BAD_FRONT_MATTER,
        page.source.origin(error.span),
        f"the front matter cannot be read: {error}",
        text=page.source.line(error.span.line).strip()[:200],
    )
