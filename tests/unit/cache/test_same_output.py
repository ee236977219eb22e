"""Cache and processes change no byte of the output, and no finding; only what changed is redone."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest

from apigen import runs
from apigen.cache import Cache
from apigen.drafts import DraftedPage, drafts
from apigen.findings.codes.templates import NOT_PYTHON
from apigen.findings.diagnostics import Diagnostic, Diagnostics
from apigen.findings.source import Origin
from apigen.pages.folder import PageFile
from apigen.settings import Settings
from apigen.targets.base import File
from apigen.tools import Tools
from apigen.workers import Workers

ROOT = Path(__file__).resolve().parent.parent.parent.parent
CASES = sorted((ROOT / "tests" / "cases").glob("*/page.ru.md"))
CREATE = "ru/compute/api-ref/Image/create.md"


class Eager(Workers):
    """Processes for every job, however small."""

    def pays(self, items, weight, worth):  # type: ignore[no-untyped-def]
        return super().pays(items, weight, 0)


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    """The shipped pages, and pages with all kinds of findings."""
    folder = Path(shutil.copytree(ROOT / "reference", tmp_path / "reference"))
    for case in CASES:
        service = case.parent.name.replace("-", "")
        target = folder / "ru" / service / "api-ref" / "Thing" / "get.md"
        target.parent.mkdir(parents=True)
        shutil.copy(case, target)
    return folder


def run(reference: Path, tools: Tools) -> tuple[tuple[File, ...], bytes]:
    """Files, and the findings with their places."""
    diagnostics = Diagnostics()
    made = runs.make(runs.read_input(reference, Settings(), ()), diagnostics, tools)
    assert msgspec.msgpack.encode(made.found) == msgspec.msgpack.encode(tuple(diagnostics))
    return texts(made), msgspec.json.encode(tuple(diagnostics))


def texts(made: runs.Made) -> tuple[File, ...]:
    files = tuple(File(file.path, file.text) for file in made.files)
    assert [file.digest for file in files] == [file.digest for file in made.files]
    return files


def redone(tools: Tools) -> dict[str, int]:
    return {spent.stage: spent.made for spent in tools.stages.spent if spent.total}


def test_cache_and_processes_change_nothing(reference: Path, tmp_path: Path) -> None:
    plain = run(reference, Tools())
    assert b"A002" in plain[1] or b"P0" in plain[1], "no finding: the comparison would prove little"
    cache = tmp_path / "cache"
    for tools in (
        Tools(workers=Eager(2)),
        Tools(Cache(cache), Eager(3)),  # cold
        Tools(Cache(cache)),  # wholly known
    ):
        assert run(reference, tools) == plain
    shutil.rmtree(cache / "runs")
    warm = Tools(Cache(cache))
    assert run(reference, warm) == plain
    assert redone(warm) == {"pages": 0, "files": 0}
    shutil.rmtree(cache)
    assert run(reference, Tools(Cache(cache))) == plain


def test_texts_that_the_cache_loses_meanwhile_are_made_again(
    reference: Path, tmp_path: Path
) -> None:
    plain = run(reference, Tools())[0]
    run(reference, Tools(Cache(tmp_path / "cache")))
    given = runs.read_input(reference, Settings(), ())
    known = runs.make(given, Diagnostics(), Tools(Cache(tmp_path / "cache")))
    for kind in ("texts", "pages"):
        shutil.rmtree(tmp_path / "cache" / kind)
    assert texts(known) == plain


def test_damaged_texts_count_as_lost(reference: Path, tmp_path: Path) -> None:
    plain = run(reference, Tools(Cache(tmp_path / "cache")))[0]
    for file in (tmp_path / "cache" / "texts").iterdir():
        file.write_bytes(file.read_bytes()[:-1] + b"?")
    assert run(reference, Tools(Cache(tmp_path / "cache")))[0] == plain


def test_one_page_changed_redoes_its_draft_and_the_texts_that_change(
    reference: Path, tmp_path: Path
) -> None:
    files = run(reference, Tools(Cache(tmp_path / "cache")))[0]
    before = {file.path: file.text for file in files}
    page = reference / CREATE
    text = page.read_text(encoding="utf-8")
    assert "4194304" in text
    page.write_text(text.replace("4194304", "4194305"), encoding="utf-8")
    tools = Tools(Cache(tmp_path / "cache"))
    after = run(reference, tools)
    assert after == run(reference, Tools())
    assert [file for file in after[0] if before[file.path] != file.text]
    assert redone(tools) == {"pages": 1, "files": 1}


@pytest.mark.parametrize(
    "settings",
    [
        Settings(variables={"api-host": "api.example.org"}),
        Settings(python=msgspec.structs.replace(Settings().python, package="other")),
        Settings(targets=("openapi",)),
    ],
)
def test_settings_count(reference: Path, tmp_path: Path, settings: Settings) -> None:
    tools = Tools(Cache(tmp_path / "cache"))
    run(reference, tools)
    given = runs.read_input(reference, settings, ())
    known = runs.make(given, Diagnostics(), tools)
    plain = runs.make(given, Diagnostics(), Tools())
    assert (texts(known), known.found, known.counts) == (texts(plain), plain.found, plain.counts)
    assert texts(known) != run(reference, Tools())[0]


@pytest.mark.parametrize(("text", "again"), [("\ud800", 1), ("x", 0)])
def test_what_messagepack_cannot_hold_is_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, again: int
) -> None:
    page = PageFile("a.md", "a.md", 0, b"", "")
    drafted = DraftedPage(None, (_finding(text),))
    monkeypatch.setattr("apigen.drafts.draft_page", lambda variables, source: drafted)
    tools = Tools(Cache(tmp_path))
    for _ in range(2):
        (top,) = drafts([page], {}, tools).tops
        assert (top.head, top.found) == (None, drafted.found)
    assert [spent.made for spent in tools.stages.spent] == [1, again]


def _finding(text: str) -> Diagnostic:
    return Diagnostic(code=NOT_PYTHON, message="words", origin=Origin("a.md", 1, 1), text=text)
