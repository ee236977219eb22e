"""Fixtures: a project whose output was generated and committed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.product.commands.shell import REFERENCE, apigen, repository


@pytest.fixture(scope="session")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("committed")
    shutil.copytree(REFERENCE, root / "reference")
    done = apigen("generate", cwd=root)
    assert done.returncode == 0, done.stderr
    return repository(root)


@pytest.fixture
def project(committed: Path, tmp_path: Path) -> Path:
    """A git repository with the shipped reference and its output, which a test may change."""
    return Path(shutil.copytree(committed, tmp_path / "project"))
