"""A new language and a new page format are one registration each."""

from __future__ import annotations

import msgspec

from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Source
from apigen.languages import PHRASEBOOKS
from apigen.languages.en import EN
from apigen.pages.model import Table
from apigen.pages.prose import ParagraphNode, TextNode
from apigen.pages.read import read_page
from apigen.pages.readers import READERS
from apigen.pages.readers.base import Claim, PageText

PAGE = """# Metodo obtener

## Solicitud HTTP

```
GET https://a.b/compute/v1/disks
```

## Consulta

Campo | Significado
--- | ---
name | Obligatorio.
"""

ES = msgspec.structs.replace(
    EN,
    language="es",
    method_titles=("Metodo",),
    request_titles=("Solicitud HTTP",),
    query_titles=("Consulta",),
    name_columns=("Campo",),
    description_columns=("Significado",),
)


class DefinitionList:
    """`= name = words` lines as a table."""

    def claim(self, page: PageText, line: int) -> Claim | None:
        text = page.positions.line(line)
        if not text.startswith("= "):
            return None
        start = page.positions.start(line)
        bar = text.index(" = ", 2)
        name = (start + 2, start + bar)
        row = page.row(name, (start + bar + 3, start + len(text)), html=True)
        return Claim(Table(("name", "words"), (row,), row.span), line + 1)


def test_a_new_language() -> None:
    books = (*PHRASEBOOKS, ES)
    page = read_page(Source("c/D/obtener.md", PAGE), Diagnostics(), {}, phrasebooks=books)
    assert page is not None
    assert (page.language, page.kind, page.name) == ("es", "method", "obtener")
    section = page.section("query")
    assert section is not None
    assert section.tables()[0].columns == ("Campo", "Significado")


def test_a_new_page_format() -> None:
    text = PAGE.replace("Campo | Significado\n--- | ---\nname | Obligatorio.", "= name = Words.")
    readers = (DefinitionList(), *READERS)
    source = Source("c/D/obtener.md", text)
    page = read_page(source, Diagnostics(), {}, readers, (*PHRASEBOOKS, ES))
    assert page is not None
    section = page.section("query")
    assert section is not None
    (row,) = section.tables()[0].rows
    assert row.path == "name"
    (words,) = row.cell.prose
    assert isinstance(words, ParagraphNode)
    assert isinstance(words.inlines[0], TextNode)
    assert words.inlines[0].text == "Words."
