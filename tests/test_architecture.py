"""The architecture: which package may import which, where each library is used, and no import cycles.

The import table is that of the design: a package imports only what stands left of it in the pipeline. A name
with dots allows one module or subpackage. Imports for type checkers and imports in functions count, too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent / "apigen"

# package → what it may import of apigen, besides itself and `__version__`; "*" is everything
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "findings": (),
    "memo": (),
    "settings": (),
    "runtime": (),
    "ir": ("findings.source",),
    "languages": ("ir",),
    "pages": ("findings", "languages"),
    "analysis": ("pages.model", "pages.prose", "languages", "ir", "findings"),
    "changes": ("ir", "findings"),
    # The samples of expressions are judged as the SDK judges values.
    "targets": ("ir", "findings", "runtime.messages.patterns"),
    "render": ("targets.base", "targets.pack", "findings"),
    "workspace": ("findings",),
    "emulator": ("ir", "targets.openapi", "render.html"),
    "pipeline": (
        "findings",
        "settings",
        "pages",
        "analysis",
        "ir",
        "targets",
        "render",
        "workspace",
        "memo",
    ),
    "cli": ("*",),
    "__main__": ("cli.app",),
    "__init__": (),
}

# library → the packages that may import it
LIBRARIES: dict[str, tuple[str, ...]] = {
    "markdown_it": ("pages",),
    "mdit_py_plugins": ("pages",),
    "yaml": ("pages",),
    "jinja2": ("render",),
    "markupsafe": ("render",),
    "black": ("render",),
    "ruff": ("render",),
    "sqlite3": ("memo", "emulator"),
    "typer": ("cli",),
    "rich": ("cli",),
    "starlette": ("emulator",),
    "uvicorn": ("emulator",),
    "jsonschema": ("emulator",),
    "referencing": ("emulator",),
    "httpx2": ("runtime", "emulator"),
    "pydantic": ("runtime",),
    "pydantic_core": ("runtime",),
    "cryptography": ("runtime",),
}

MAX_ENTRIES = 15

# inner package of the runtime → the inner packages that it may import
RUNTIME_MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "errors": (),
    "messages": ("errors",),
    "http": ("messages", "errors"),
    "auth": ("http", "messages", "errors"),
    "operations": ("http", "messages", "errors"),
    "client": ("operations", "auth", "http", "messages", "errors"),
}


class Import(NamedTuple):
    """An import of a module or name, by its absolute name."""

    module: str
    line: int
    name: str


def names_of_modules() -> list[str]:
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT.parent).with_suffix("").parts
        found.append(".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts))
    return found


MODULES = names_of_modules()


def package_of(module: str) -> str:
    return module.split(".")[1]


@cache
def imports_of(module: str) -> tuple[Import, ...]:
    """All imports of a module, wherever they stand in it; relative ones are resolved."""
    path = ROOT.parent.joinpath(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    package = module if path.is_dir() else module.rpartition(".")[0]
    return tuple(
        Import(module, line, name)
        for line, name in _imported_names(ast.parse(file.read_text(encoding="utf-8")), package)
    )


def _imported_names(tree: ast.AST, package: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1]
            prefix = [*base, node.module or ""] if node.level else [node.module or ""]
            for alias in node.names:
                yield node.lineno, ".".join((*filter(None, prefix), alias.name))


def allowed(item: Import) -> bool:
    package = package_of(item.module)
    names = (package, *MAY_IMPORT[package])
    target = item.name.removeprefix("apigen.")
    return (
        "*" in names
        or item.name in ("apigen", "apigen.__version__")
        or any(target == name or target.startswith(f"{name}.") for name in names)
    )


def test_packages_import_only_what_the_table_allows() -> None:
    wrong = [
        item
        for module in MODULES
        for item in imports_of(module)
        if item.name.partition(".")[0] == "apigen" and not allowed(item)
    ]
    assert not wrong, "\n".join(f"{item.module}:{item.line} imports {item.name}" for item in wrong)


def test_inner_packages_of_the_runtime_import_only_what_their_table_allows() -> None:
    found = set()
    for module in MODULES:
        _, package, inner, *_ = (*module.split("."), "", "")
        if package != "runtime" or not inner:
            continue  # `runtime/__init__` names everything
        found.add(inner)
        for item in imports_of(module):
            other = item.name.split(".")[2:3]
            if item.name.startswith("apigen.runtime.") and other != [inner]:
                assert other[0] in RUNTIME_MAY_IMPORT[inner], f"{module} imports {item.name}"
    assert found == set(RUNTIME_MAY_IMPORT)


def test_libraries_are_imported_only_where_they_belong() -> None:
    wrong = [
        item
        for module in MODULES
        for item in imports_of(module)
        if (library := item.name.partition(".")[0]) in LIBRARIES
        and package_of(module) not in LIBRARIES[library]
    ]
    assert not wrong, "\n".join(f"{item.module}:{item.line} imports {item.name}" for item in wrong)


def test_there_are_no_import_cycles() -> None:
    cycle = find_cycle(MODULES)
    assert not cycle, " → ".join(cycle)


def test_packages_do_not_form_a_cycle() -> None:
    graph = {
        package: {name.partition(".")[0] for name in names if name != "*"}
        for package, names in MAY_IMPORT.items()
    }
    TopologicalSorter(graph).prepare()


def find_cycle(modules: list[str]) -> list[str]:
    """A cycle of imports among modules, or an empty list."""
    graph = {
        module: {
            target
            for item in imports_of(module)
            if (target := _module_of(item.name)) and target != module
        }
        for module in modules
    }
    inner = {module: targets & graph.keys() for module, targets in graph.items()}
    try:
        TopologicalSorter(inner).prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1]
        return cycle
    return []


def _module_of(name: str) -> str:
    """The module that an imported name is, or is defined in; empty if it is not one of apigen."""
    known = set(MODULES)
    while name and name not in known:
        name = name.rpartition(".")[0]
    return name


def test_a_cycle_for_type_checkers_is_found() -> None:
    source = (
        "if TYPE_CHECKING:\n    from ..emulator import world\ndef f():\n    import apigen.ir.api\n"
    )
    names = [name for _, name in _imported_names(ast.parse(source), "apigen.cli")]
    assert names == ["apigen.emulator.world", "apigen.ir.api"]


def test_there_are_few_entries_below_apigen() -> None:
    entries = [path.name for path in ROOT.iterdir() if path.name not in ("__pycache__", "py.typed")]
    assert len(set(entries) - {"__init__.py", "__main__.py"}) <= MAX_ENTRIES, sorted(entries)


def test_every_package_is_in_the_table() -> None:
    assert {package_of(module) for module in MODULES} == set(MAY_IMPORT)


def test_words_of_the_pages_are_in_languages_only() -> None:
    """No module but the phrasebooks has Cyrillic text in code."""
    for module in MODULES:
        if package_of(module) == "languages":
            continue
        path = ROOT.parent.joinpath(*module.split("."))
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        tree = ast.parse(file.read_text(encoding="utf-8"))
        docstrings = set(_docstrings(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if node in docstrings:
                    continue
                words = [word for word in node.value.split() if _cyrillic_letters(word) > 1]
                assert not words, f"{module}:{node.lineno} contains {words}"


def _docstrings(tree: ast.AST) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            for statement in body:
                if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                    yield statement.value


def _cyrillic_letters(word: str) -> int:
    return sum("а" <= letter.lower() <= "я" for letter in word)
