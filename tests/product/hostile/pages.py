"""Hostile pages: everything that a page's author could write to make code of it."""

from __future__ import annotations

from pathlib import Path

# Names and texts that must come out as harmless text, sane identifiers, or a diagnostic.
NAMES = (
    "__import__('os')",
    "../../x",
    "class",
    "None",
    "self",
    "options",
    "lambda: 0",
    "x; import os",
    "x\\nimport os",
    "имя",
    "model_config",
    "__class__",
    "PAGE",
    "{{ 7 * 7 }}",
    "a b",
)
TEXTS = (
    '"""\nimport os\nos.system("true")\n"""',
    "'''; __import__('os')",
    "\\",
    '\\"',
    'ends in a quote "',
    "ends in a backslash \\",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{{ cycler.__init__.__globals__.os.system('true') }}",
    "{# comment #}",
    "\\N{BULLET} \\x41 \\u0041",
    "right to left \u202e override \u2066 isolate",
    "zero\u200bwidth, nul-like \u0001, line\u2028separator, para\u2029graph",
    "%s %(x)s ${x} $(true) `true`",
    "<script>alert(1)</script>",
    "](javascript:alert(1))",
)

PAGE = """---
editable: false
---

# Метод {method}
{docs}

## HTTP-запрос {{#https-request}}
```
{request}
```

## Параметры в теле запроса {{#body_params}}

```json
{{
  "folderId": "string"
}}
```


Поле | Описание
--- | ---
{rows}

## Ответ {{#responses}}
**HTTP Code: 200 - OK**

```json
{{
  "id": "string"
}}
```


Поле | Описание
--- | ---
id | **string**<br><p>{docs}</p>
"""


def row(name: str, text: str) -> str:
    return f"{name} | **string**<br><p>{text}</p> "


def one_line(text: str) -> str:
    return text.replace("\n", " ")


def write_reference(root: Path) -> int:
    """A reference of hostile pages; returns how many."""
    folder = root / "ru" / "evil" / "api-ref" / "Thing"
    folder.mkdir(parents=True)
    pages = {}
    for number, text in enumerate(TEXTS):
        rows = "\n".join(row(name, one_line(text)) for name in NAMES)
        pages[f"do{number}"] = PAGE.format(
            method=f"do{number}",
            docs=one_line(text),
            request=f"POST https://evil.api.cloud.yandex.net/evil/v1/things/{number}",
            rows=rows,
        )
    for number, name in enumerate(NAMES):
        values = f"<ul> <li>{name}: {one_line(TEXTS[number])}</li> <li>GOOD: fine.</li> </ul>"
        pages[f"name{number}"] = PAGE.format(
            method=name,
            docs="Делает.",
            request=f"POST https://evil.api.cloud.yandex.net/evil/v1/{one_line(TEXTS[number])}",
            rows=row("kind", f"Вид. {values}"),
        )
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return len(pages)
