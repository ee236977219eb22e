"""Cache and processes change no byte of the output, and no finding; only what changed is redone."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import msgspec
import pytest

from apigen import pipeline
from apigen.cli.build import Build, build, read_inputs
from apigen.findings.codes.templates import NOT_PYTHON
from apigen.findings.diagnostics import Diagnostic, Diagnostics
from apigen.findings.source import Origin
from apigen.memo.steps import Memo, Result
from apigen.memo.store import FILE, Store
from apigen.memo.workers import Workers
from apigen.pages.folder import PageFile
from apigen.pipeline import PageSummary
from apigen.settings import Settings
from apigen.targets.base import File
from apigen.targets.python.options import PythonOptions
from tests.tiers import sampled

ROOT = Path(__file__).resolve().parent.parent.parent.parent
CASES = sorted((ROOT / "tests" / "cases").glob("*/page.ru.md"))
CREATE = "ru/compute/api-ref/Image/create.md"


class Eager(Workers):
    """Processes for every job, however small."""

    def pays(self, items, weight, threshold):  # type: ignore[no-untyped-def]
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


def run(reference: Path, memo: Memo) -> tuple[tuple[File, ...], bytes]:
    """Files, and the findings with their places."""
    diagnostics = Diagnostics()
    made = build(read_inputs(reference, Settings(), ()), diagnostics, memo)
    assert msgspec.msgpack.encode(made.found) == msgspec.msgpack.encode(tuple(diagnostics))
    return texts(made), msgspec.json.encode(tuple(diagnostics))


def texts(made: Build) -> tuple[File, ...]:
    files = tuple(File(file.path, file.text) for file in made.files)
    assert [file.digest for file in files] == [file.digest for file in made.files]
    return files


def redone(memo: Memo) -> dict[str, int]:
    return {
        name: sum(item.computed for item in memo.progress.times if item.stage == name)
        for name in ("pages", "services", "files")
    }


def test_cache_and_processes_change_nothing(reference: Path, tmp_path: Path) -> None:
    plain = run(reference, Memo())
    assert b"A002" in plain[1] or b"P0" in plain[1], "no finding: the comparison would prove little"
    cache = tmp_path / "cache"
    for memo in (
        Memo(workers=Eager(2)),
        Memo(Store(cache), Eager(3)),  # cold
        Memo(Store(cache)),  # wholly known
    ):
        assert run(reference, memo) == plain
    forget(cache, "build")
    warm = Memo(Store(cache))
    assert run(reference, warm) == plain
    assert redone(warm) == {"pages": 0, "services": 0, "files": 0}
    shutil.rmtree(cache)
    assert run(reference, Memo(Store(cache))) == plain


def test_texts_that_the_cache_loses_meanwhile_are_made_again(
    reference: Path, tmp_path: Path
) -> None:
    plain = run(reference, Memo())[0]
    run(reference, Memo(Store(tmp_path / "cache")))
    given = read_inputs(reference, Settings(), ())
    known = build(given, Diagnostics(), Memo(Store(tmp_path / "cache")))
    forget(tmp_path / "cache", "files", "pages")
    assert texts(known) == plain


def test_drafts_that_the_cache_loses_meanwhile_are_made_again(
    reference: Path, tmp_path: Path
) -> None:
    plain = run(reference, Memo())
    run(reference, Memo(Store(tmp_path / "cache")))
    forget(tmp_path / "cache", "build", "services")
    change(tmp_path / "cache", "UPDATE result SET body = NULL WHERE step = 'pages'")
    memo = Memo(Store(tmp_path / "cache"))
    assert run(reference, memo) == plain
    assert redone(memo)["pages"] == 0


def test_damaged_texts_count_as_lost(reference: Path, tmp_path: Path) -> None:
    plain = run(reference, Memo(Store(tmp_path / "cache")))[0]
    change(tmp_path / "cache", "UPDATE result SET body = body || '?' WHERE step = 'files'")
    assert run(reference, Memo(Store(tmp_path / "cache")))[0] == plain


def test_one_page_changed_redoes_its_draft_and_the_texts_that_change(
    reference: Path, tmp_path: Path
) -> None:
    files = run(reference, Memo(Store(tmp_path / "cache")))[0]
    before = {file.path: file.text for file in files}
    page = reference / CREATE
    text = page.read_text(encoding="utf-8")
    assert "4194304" in text
    page.write_text(text.replace("4194304", "4194305"), encoding="utf-8")
    memo = Memo(Store(tmp_path / "cache"))
    after = run(reference, memo)
    assert after == run(reference, Memo())
    assert [file for file in after[0] if before[file.path] != file.text]
    assert redone(memo) == {"pages": 1, "services": 1, "files": 3}


@pytest.mark.parametrize(
    "settings",
    sampled(
        [
            Settings(variables={"api-host": "api.example.org"}),
            Settings(options={"python": PythonOptions(package="other")}),
            Settings(targets=("openapi",)),
        ],
        3,
    ),
)
def test_settings_count(reference: Path, tmp_path: Path, settings: Settings) -> None:
    memo = Memo(Store(tmp_path / "cache"))
    run(reference, memo)
    given = read_inputs(reference, settings, ())
    known = build(given, Diagnostics(), memo)
    plain = build(given, Diagnostics(), Memo())
    assert (texts(known), known.found, known.counts) == (texts(plain), plain.found, plain.counts)
    assert texts(known) != run(reference, Memo())[0]


@pytest.mark.parametrize(("text", "again"), [("\ud800", 1), ("x", 0)])
def test_what_messagepack_cannot_hold_is_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, again: int
) -> None:
    page = PageFile("a.md", "a.md", 0, b"", "")
    drafted = Result(PageSummary("a.md", None, (_finding(text),)), None)
    step = msgspec.structs.replace(pipeline.DRAFT, run=lambda variables, pages: [drafted])
    monkeypatch.setattr("apigen.pipeline.DRAFT", step)
    memo = Memo(Store(tmp_path))
    for _ in range(2):
        (entry,) = pipeline.read_pages([page], {}, Diagnostics(), memo).pages
        assert entry.value == drafted.value
    counts = [item.computed for item in memo.progress.times if item.stage == "pages"]
    assert counts == [1, again]


def forget(cache: Path, *steps: str) -> None:
    marks = ", ".join(f"'{step}'" for step in steps)
    change(cache, f"DELETE FROM result WHERE step IN ({marks})")


def change(cache: Path, statement: str) -> None:
    connection = sqlite3.connect(cache / FILE)
    with connection:
        assert connection.execute(statement).rowcount
    connection.close()


def _finding(text: str) -> Diagnostic:
    return Diagnostic(code=NOT_PYTHON, message="words", origin=Origin("a.md", 1, 1), text=text)
