"""References whose names would make paths outside of the output, or files that no system takes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.product.hostile.at_scale import FOLDER, HEAD, TABLE, Attack

Write = Callable[[Path], None]
ROWS = TABLE + "a | **string**\n"
LONG = "a" * 128  # the longest name that is one


def at(path: str, text: str = ROWS) -> Write:
    def write(reference: Path) -> None:
        (reference / path).parent.mkdir(parents=True, exist_ok=True)
        (reference / path).write_text(text, encoding="utf-8")

    return write


def _titled(title: str) -> Write:
    return at(f"{FOLDER}/do.md", ROWS.replace("Method do", title))


def _asked(url: str, path: str = f"{FOLDER}/do.md") -> Write:
    """Of a page in its folder, or alone, which is named by its request line."""
    return at(path, ROWS.replace("https://evil.api/evil/v1/things", url))


def _named(name: str) -> Write:
    return at(f"{FOLDER}/do.md", f"{TABLE}{name} | **string**\n")


def _contents(reference: Path) -> None:
    at(f"{FOLDER}/do.md")(reference)
    entries = "".join(f"- name: x\n  href: {'../' * 9}{name}.md\n" for name in ("a", "b"))
    at("ru/evil/toc.yaml", f"items:\n{entries}- name: y\n  href: /etc/passwd.md\n")(reference)


def _front(reference: Path) -> None:
    schema = (
        "---\napiPlayground:\n  - method: POST\n    url: https://evil.api/evil/v1/things\n"
        "    body:\n      type: object\n      properties:\n        ../../x:\n          type: string\n---\n"
    )
    at(f"{FOLDER}/do.md", schema + ROWS)(reference)


def _message(reference: Path) -> None:
    table = "\n## ../../x {#../../x}\n\nField | Description\n--- | ---\nb | **string**\n"
    at(f"{FOLDER}/do.md", f"{ROWS}b | **[x](#../../x)**\n{table}")(reference)


NAMES = {
    "a title": Attack(_titled("Method ../../../x"), "P018"),
    "a title with NUL": Attack(_titled("Method do\0x"), "P018"),
    "a title of Python's": Attack(_titled("Method __import__('os')"), "P018"),
    "a title of REST": Attack(_titled("Evil API, REST: ../../x.do"), "P018"),
    "a long title": Attack(_titled("Method " + "a" * 5_000), "A015"),
    "a title alone": Attack(at("do.md", ROWS.replace("Method do", "Evil, REST: ..x.do")), "P018"),
    "a folder of dots": Attack(at("ru/.../api-ref/Thing/do.md"), "A015"),
    "dots in folders": Attack(at("ru/a..b/api-ref/A..b/a..b.md"), "A015"),
    "a service with spaces": Attack(at("ru/a b;c/api-ref/Thing/do.md"), "A015"),
    "a resource with quotes": Attack(at("ru/evil/api-ref/A'\"b/do.md"), "A015"),
    "a service in other letters": Attack(at("ru/имя/api-ref/Thing/do.md"), "A015"),
    "long folders": Attack(at(f"ru/{'a' * 250}/api-ref/{'B' * 250}/{'c' * 250}.md"), "A015"),
    "a path": Attack(_asked("https://evil/../../x"), "L006"),
    "a path that ends in dots": Attack(_asked("https://evil/evil/v1/.."), "L006"),
    "a path in percents": Attack(_asked("https://evil/evil/%2E%2e/x"), "L006"),
    "a path of a host": Attack(_asked("https://evil//etc/v1/things"), "L006"),
    "a path with NUL": Attack(_asked("https://evil.api/evil/v1/\0"), "L006"),
    "a path alone": Attack(_asked("https://evil/../../x", "do.md"), "L006"),
    "a service of a path": Attack(_asked("https://evil/../v1/things", "do.md"), "A015"),
    "a host": Attack(_asked("https://../evil/v1/things"), "L008"),
    "a host alone": Attack(_asked("https://../v1/things", "do.md"), "L008"),
    "a host behind another": Attack(_asked("https://evil.api@other/evil/v1/things"), "L008"),
    "a host with a backslash": Attack(_asked("https://evil.api\\..\\x/evil/v1/things"), "L008"),
    "a long host": Attack(_asked(f"https://{'a.' * 200}b/evil/v1/things"), "L008"),
    "contents": Attack(_contents, "P019"),
    "a field": Attack(_named("../../x"), "A015"),
    "an absolute field": Attack(_named("/etc/passwd"), "A015"),
    "a field with NUL": Attack(_named("a\0b"), "A015"),
    "a long field": Attack(_named("a" * 300), "A015"),
    "a field of a schema": Attack(_front, "A011"),
    "a message": Attack(_message, "A015"),
}

HARMLESS = {
    "longest names": at(f"ru/{LONG}/api-ref/{LONG.title()}/{LONG}.md"),
    "devices": at("ru/con/api-ref/Nul/aux.md"),
    "ports": at("ru/com1/api-ref/Lpt9/prn.md"),
    "keywords": at("ru/class/api-ref/Import/def.md"),
    "builtins": at("ru/typing/api-ref/List/print.md"),
    "modules that are there": at("ru/client/api-ref/Models/shared.md"),
    "a runtime": at("ru/_runtime/api-ref/Client/do.md"),
    "dunder": at("ru/__pycache__/api-ref/A__/__main__.md", HEAD.replace("do", "main")),
}
