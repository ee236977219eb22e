"""Tools of others read the documents: client generators make packages that import.

openapi-python-client 0.29.1 and datamodel-code-generator 0.89.0, of the extra `tools`.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from apigen.targets.openapi.document import documents
from apigen.targets.openapi.views import document_text
from tests.others import PATH, tool
from tests.tiers import deep
from tests.unit.openapi.facts_api import api_of
from tests.unit.openapi.rich_facts import RICH
from tests.unit.openapi.test_documents import shipped


def write(folder: Path, which: str) -> Path:
    api = shipped() if which == "shipped" else api_of(RICH)
    file = folder / "all.json"
    file.write_text(document_text(documents(api)["all.json"]), encoding="utf-8")
    return file


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, env={**os.environ, "PATH": PATH}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def import_all(python: Path, package: str, folder: Path) -> str:
    code = (
        f"import importlib, pkgutil, {package} as root\n"
        "names = [m.name for m in pkgutil.walk_packages(root.__path__, root.__name__ + '.')]\n"
        "for name in names: importlib.import_module(name)\n"
        "print(*names, sep='\\n')"
    )
    return run(python, "-c", code, cwd=folder)


def interpreter_of(command: str) -> Path:
    """The interpreter of the environment that a tool is installed in."""
    return Path(command).parent / "python"


@deep
@pytest.mark.parametrize("which", ["shipped", "rich"])
def test_a_client_generator_makes_a_package_that_imports(tmp_path: Path, which: str) -> None:
    command = tool("openapi-python-client")
    file = write(tmp_path, which)
    output = run(
        command, "generate", "--path", file, "--output-path", "made", "--meta", "none", cwd=tmp_path
    )
    assert "WARNING" not in output.upper().replace("WARNINGS", "")
    names = import_all(interpreter_of(command), "made", tmp_path)
    wanted = "compute_image_create" if which == "shipped" else "kitchen_pot_create"
    assert wanted in names


@deep
@pytest.mark.parametrize("which", ["shipped", "rich"])
def test_a_model_generator_keeps_the_limits(tmp_path: Path, which: str) -> None:
    command = tool("datamodel-codegen")
    file = write(tmp_path, which)
    options = ("--input-file-type", "openapi", "--output-model-type", "pydantic_v2.BaseModel")
    run(command, "--input", file, *options, "--output", "made", cwd=tmp_path)
    import_all(interpreter_of(command), "made", tmp_path)
    text = "".join(path.read_text("utf-8") for path in (tmp_path / "made").rglob("*.py"))
    assert "^(?:|[a-z][-a-z0-9]{1,61}[a-z0-9])$" in text
