"""The package's README, block by block, as a new user would run it: against the emulator."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from apigen import pipeline
from apigen.emulator import Emulator
from apigen.findings.diagnostics import Diagnostics
from apigen.settings import VARIABLES
from tests.tiers import deep

ROOT = Path(__file__).resolve().parent.parent.parent
README = (ROOT / "generated/README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", README, re.M | re.S)


def test_the_readme_has_examples() -> None:
    assert len(BLOCKS) >= 7


def parsed(user: str, settings: str, folder: Path) -> set[str]:
    """The services of the package that mypy reads for a piece of user code, which must be clean."""
    (folder / "user.py").write_text(user, encoding="utf-8")
    own = f'[tool.mypy]\nstrict = true\nmypy_path = "{ROOT / "generated"}"\n'
    (folder / "pyproject.toml").write_text(own + settings, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "-v", "--cache-dir", os.devnull, "user.py"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    found = re.findall(r"Parsing \S+ \(ycloud\.(\w+)\.", done.stderr)
    return {name for name in found if not name.startswith("_")} - {"shared"}


@deep
def test_mypy_reads_the_services_in_use_alone(tmp_path: Path) -> None:
    (settings,) = re.findall(r"^```toml file=pyproject\.toml\n(.*?)^```$", README, re.M | re.S)
    user = (
        "from ycloud import Client\n\n\n"
        "def name(client: Client) -> str | None:\n"
        '    return client.compute.images.get("fd8").name\n'
    )
    assert parsed(user, "", tmp_path) == {"compute", "operation"}
    assert parsed(user, settings, tmp_path) == {"compute"}


def test_every_example_runs_in_order(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names: dict[str, object] = {}
    api = pipeline.read(ROOT / "reference", VARIABLES, Diagnostics()).api
    with Emulator(api) as emulator:
        monkeypatch.setenv("YC_IAM_TOKEN", "t1.test")
        monkeypatch.setenv("YC_ENDPOINT", emulator.url)
        for number, block in enumerate(BLOCKS, 1):
            source = block.replace("epd…", "epd0").replace("https://storage.yandexcloud.net/…", URI)
            exec(compile(source, f"README block {number}", "exec"), names)
    printed = capsys.readouterr().out
    assert "golden" in printed
    assert "READY" in printed
    assert "name pattern ru/compute/api-ref/Image/create.md:47" in printed
    assert "ycloud" in sys.modules


URI = "https://storage.yandexcloud.net/bucket/image.qcow2"
