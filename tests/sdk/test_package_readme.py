"""The package's README, block by block, as a new user would run it: against the emulator."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from apigen import pipeline
from apigen.diagnostics import Diagnostics
from apigen.emulator import Emulator
from apigen.settings import VARIABLES

ROOT = Path(__file__).resolve().parent.parent.parent
README = (ROOT / "generated/README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", README, re.M | re.S)


def test_the_readme_has_examples() -> None:
    assert len(BLOCKS) >= 7


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
