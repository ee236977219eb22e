"""Nothing in a page can inject code: what is called and named in the output is what templates wrote."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.product.hostile.pages import NAMES, TEXTS, write_reference

ROOT = Path(__file__).resolve().parent.parent.parent.parent
# Functions and classes that templates print calls of; besides them only what the modules define.
CALLED = {
    *[
        "Annotated",
        "AttributeError",
        "Body",
        "Field",
        "Int64",
        "Items",
        "Json",
        "Length",
        "OneOf",
        "Path",
        "Pattern",
        "Query",
        "Range",
    ],
    *["Required", "Unique", "Allowed", "Call", "OperationCall", "PageCall", "OperationEndpoints"],
    *["given", "_send", "_operate", "_page", "getattr", "import_module", "sorted", "__getattr__"],
    *[
        "test_",
        "param",
        "parametrize",
        "fixture",
        "raises",
        "answer",
        "arguments",
        "differences",
        "values",
        "call",
        "run",
        "items",
        "wait",
        "refresh",
        "cancel",
    ],
    *[
        "all",
        "isinstance",
        "len",
        "to_json",
        "from_json",
        "plain",
        "plan_of",
        "check",
        "deepcopy",
        "dumps",
        "loads",
        "dict",
        "get",
    ],
    *["datetime", "timedelta", "range", "type", "str", "list", "super", "join", "any"],
}


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hostile")
    write_reference(root / "reference")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "apigen",
            "generate",
            "--reference",
            str(root / "reference"),
            "--output",
            str(root / "out"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1), done.stderr
    assert {path.name for path in root.iterdir()} == {"reference", "out"}
    return root / "out"


def modules(generated: Path) -> Iterator[Path]:
    """What was made from pages: the runtime and the fixed test driver are no page's."""
    for path in sorted(generated.rglob("*.py")):
        if "_runtime" not in path.parts and path.name != "conftest.py":
            yield path


def test_something_was_generated(generated: Path) -> None:
    names = {path.name for path in modules(generated)}
    assert {"thing.py", "client.py", "test_thing.py"} <= names


def test_every_module_parses_and_calls_only_what_templates_call(generated: Path) -> None:
    for path in modules(generated):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        defined = {
            node.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        }
        imported = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.level
            for alias in node.names
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = _called(node.func)
                assert name in CALLED | defined | imported, f"{path}:{node.lineno} calls {name}"


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    assert isinstance(function, ast.Name), ast.dump(function)
    return function.id


def test_imports_are_those_of_templates(generated: Path) -> None:
    allowed = {"__future__", "collections.abc", "copy", "datetime", "functools", "importlib"}
    allowed |= {"pickle", "pydantic", "pytest", "typing"}
    for path in modules(generated):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert {alias.name for alias in node.names} <= allowed
            if isinstance(node, ast.ImportFrom) and not node.level:
                module = node.module or ""
                assert module in allowed or module.startswith("ycloud"), f"{path}: {module}"


def test_identifiers_are_plain(generated: Path) -> None:
    for path in modules(generated):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for name in _identifiers(node):
                assert name.isascii(), f"{path}: {name!r}"
                assert name.isidentifier(), f"{path}: {name!r}"


def _identifiers(node: ast.AST) -> Iterator[str]:
    for field in ("name", "id", "attr", "arg"):
        value = getattr(node, field, None)
        if isinstance(value, str):
            if isinstance(node, ast.alias):
                continue
            yield value


def test_no_steering_character_reaches_the_output(generated: Path) -> None:
    for path in sorted(generated.rglob("*")):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            for character in "\u202e\u2066\u200b\u0001\u2028\u2029":
                assert character not in text, f"{path} holds U+{ord(character):04X}"


def test_templates_of_pages_are_not_run(generated: Path) -> None:
    """A page's `{{ 7 * 7 }}` stays text."""
    text = (generated / "ycloud/evil/thing.py").read_text(encoding="utf-8")
    assert "{% for x in" in text
    assert "cycler.__init__" in text


def test_the_package_works(generated: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:xdist",
            "-p",
            "no:cacheprovider",
            "-c",
            str(generated / "pyproject.toml"),
            str(generated / "tests"),
        ],
        cwd=generated,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_the_pages_are_hostile_indeed() -> None:
    assert len(NAMES) >= 10
    assert any("\u202e" in text for text in TEXTS)
