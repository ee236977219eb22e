"""The import table of the house: which room may lean on which (and which library lives where)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / "apigen"

# room → the rooms that it may import. A room may always import itself. A longer name is more precise.
MAY_IMPORT = {
    "findings": (),
    "ir": ("findings",),
    "languages": ("ir", "findings"),
    "pages": ("findings", "languages"),
    "analysis": ("pages", "languages", "ir", "findings"),
    "emulator": ("ir", "targets.openapi", "render.html"),
    "targets": ("ir", "runtime.linear", "runtime.patterns", "findings"),
    "render": ("targets.base", "targets.pack", "findings"),
    "memo": (),
    "workspace": ("targets.base", "findings"),
    "runtime": (),
    "settings": (),
}
# These compose the others: they may import everything.
ROOF = {
    "__init__",
    "__main__",
    "changes",
    "cli",
    "pipeline",
}
# library → the only rooms that know it
LIBRARIES = {
    "markdown_it": ("pages",),
    "mdit_py_plugins": ("pages",),
    "yaml": ("pages",),
    "jinja2": ("render",),
    "black": ("render",),
    "ruff": ("render",),
    "typer": ("cli",),
    "rich": ("cli",),
    "pydantic": ("runtime",),
    "httpx2": ("runtime", "emulator"),
    "jsonschema": ("emulator",),
    "referencing": ("emulator",),
    "starlette": ("emulator",),
    "uvicorn": ("emulator",),
    "cryptography": ("runtime",),
}

MODULES = sorted(path.relative_to(ROOT).with_suffix("") for path in ROOT.rglob("*.py"))


def room_of(module: Path) -> str:
    return module.parts[0]


def imports(module: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that a module imports, wherever in it."""
    tree = ast.parse((ROOT / module).with_suffix(".py").read_text(encoding="utf-8"))
    package = ("apigen", *module.parts[:-1])
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                base = package[: len(package) - node.level + 1]
                yield node.lineno, ".".join((*base, node.module or "")).rstrip(".")
            else:
                assert node.module is not None
                yield node.lineno, node.module


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_room_leans_only_on_those_that_it_may(module: Path) -> None:
    room = room_of(module)
    if room in ROOF:
        return
    allowed = {room, *MAY_IMPORT[room]}
    for line, name in imports(module):
        if name == "apigen" or not name.startswith("apigen."):
            continue
        target = name.removeprefix("apigen.")
        fits = any(target == ok or target.startswith(f"{ok}.") for ok in allowed)
        assert fits, f"{module}.py:{line} imports {name}; {room} may import {sorted(allowed)}"


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_library_is_known_where_it_belongs(module: Path) -> None:
    for line, name in imports(module):
        rooms = LIBRARIES.get(name.partition(".")[0])
        if rooms is not None:
            assert room_of(module) in rooms, f"{module}.py:{line} imports {name}"


def test_the_runtime_imports_nothing_of_apigen() -> None:
    for module in MODULES:
        if room_of(module) == "runtime":
            names = [name for _, name in imports(module)]
            assert not [n for n in names if n.startswith("apigen.") and "runtime" not in n]


def test_every_room_is_in_the_table() -> None:
    rooms = {room_of(module) for module in MODULES}
    assert rooms == set(MAY_IMPORT) | ROOF


def test_words_of_the_pages_live_in_languages_only() -> None:
    """Cyrillic is the pages' language: outside the phrasebooks no module spells it in code."""
    for module in MODULES:
        if room_of(module) in ("languages",):
            continue
        tree = ast.parse((ROOT / module).with_suffix(".py").read_text(encoding="utf-8"))
        docstrings = set(_docstrings(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if node in docstrings:
                    continue
                words = [word for word in node.value.split() if _cyrillic(word) > 1]
                assert not words, f"{module}.py:{node.lineno} holds {words}"


def _docstrings(tree: ast.AST) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            for statement in body:
                if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                    yield statement.value


def _cyrillic(word: str) -> int:
    return sum("а" <= letter.lower() <= "я" for letter in word)
