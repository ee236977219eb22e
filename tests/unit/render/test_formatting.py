"""Formatting gives black's bytes, whichever program does it, and says what is not Python."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import black
import pytest

from apigen.render import formatting
from apigen.render.formatting import (
    FormattedText,
    PrintedText,
    format_all,
    format_with_black,
    format_with_ruff,
    is_proven,
)
from apigen.targets.base import File
from tests.layout.comparison import Comparison, compare, printed
from tests.tiers import at_depth, deep

ROOT = Path(__file__).parents[3]
CASES = sorted(path for path in (ROOT / "tests" / "cases").iterdir() if path.is_dir())
CORPUS = ROOT.parent / "shared" / "corpus"
MODE = black.Mode(line_length=100, target_versions={black.TargetVersion.PY311})
NOT_PYTHON = ["def (", "x = [", "if x:\npass\n", "class A:\n", "@x\n", "x = '"]
LONG = "VeryLong" * 8
# One source for each construct that the built-in templates print, where style has something to decide.
CONSTRUCTS = {
    "short signature": "def f(self, a: str, *, b: Omittable[str] = OMITTED) -> Call[Image]: ...\n",
    "signature": f"def create(self, *, folder_id: str, name: Omittable[str] = OMITTED, mode: "
    f"Omittable[{LONG}Like] = OMITTED, options: CallOptions | None = None) -> Call[Image]:\n    "
    '"""Docs."""\n    return self._send(call, options)\n',
    "long optional argument": f"def f(*, {'n' * 40}: Omittable[{LONG}] = OMITTED) -> None: ...\n",
    "long union argument": f"def f(*, a: Omittable[{LONG} | Iterable[str]] = OMITTED): ...\n",
    "long return type": f"async def f(self) -> AsyncOperation[{LONG}, {LONG}]: ...\n",
    "constructor": "class A(Message):\n    if TYPE_CHECKING:\n        @overload\n        def __init__("
    "self, *, a: str, b: int | None = None) -> None: ...\n        @overload\n        def __init__("
    "self, *, a: str, c: int | None = None) -> None: ...\n        def __init__(self, **fields: "
    "object) -> None: ...\n",
    "field": "class A:\n    labels: Annotated[dict[Annotated[str, Length(minimum=1, maximum=63)], "
    "Annotated[str, Length(maximum=63)]] | None, Body('labels', 49), Items(maximum=64)] = None\n",
    "field with a long default": "class A:\n    family: Annotated[str | None, Body('family', 50), "
    "Pattern('|[a-z][-a-z0-9]{1,61}[a-z0-9]')] = None\n",
    "field docs": 'class A:\n    a: int = 0\n    """Docs\n    of it."""\n    b: int = 0\n',
    "class docs": 'class A(B):\n    """One line.\n    """\n\n    x: ClassVar[str] = "a"\n',
    "one-of": "class A:\n    ONE_OFS: ClassVar[tuple[OneOf, ...]] = (OneOf('a', 'b'), OneOf("
    f"'{'c' * 40}', '{'d' * 40}', exactly_one=True),)\n",
    "enum": 'class E(OpenEnum):\n    A = \'A\'\n    """Docs."""\n    B = \'it\\\'s\'\n\n\nELike: '
    f"TypeAlias = E | Literal[{', '.join(repr('V' * n) for n in range(9, 30, 3))}]\n\n"
    '"""An argument."""\n',
    "imports": "from a import b, c\nfrom .models import "
    + ", ".join(f"Name{n:02}" for n in range(20))
    + "\nx = 1\n",
    "dict": f"CASES = {{\n    'a': ({{'x': [1, 2], 'y': {{'z': '{'b' * 70}'}}}}, 'u', [], None),\n}}\n",
    "sum of runs": "X = {\n    'a': ({'name': 'a' * 61 + '.' + 'b' * 61}, set()),\n}\n",
    "sum in a list": "f({'x': {'domains': ['a' * 61 + '.' + 'a' * 61 + '.' + 'a' * 61 + '.' + 'a' * "
    "61 + '.aaaaaa']}}, {('domains[0]', 'length')}, id='domains-40')\n",
    "product of bytes": "f({'data': b'\\x00\\xff' * 131072 + b'\\x01'}, set())\n",
    "comprehension": f"f({{'labels': {{f'a{{n:04}}': '{'v' * 60}' for n in range(65)}}}}, set())\n",
    "decorator": "@pytest.mark.parametrize(('code', 'error'), [(5, errors.NotFound), (1, "
    "errors.Cancelled)])\ndef test_it(driver: Any, code: int) -> None:\n    assert plain(x) == "
    f"{{'id': 'a', 'createdAt': '{'t' * 60}'}}\n",
    "comment": "X = 1\n# Arguments, and what they break.\n\nY: dict[str, Any] = {\n}\n",
    "blank lines": "import a\n\n\n\n\nclass A:\n    x = 1\n\n\n\n    def f(self): ...\nx = 1\n",
    "wide characters": f"X = {{'a': '{'я' * 50}', 'b': '{'漢' * 30}'}}\n",
}


@pytest.fixture(scope="module")
def shipped() -> tuple[File, ...]:
    """The Python of the shipped pages as the templates print it."""
    return printed(ROOT / "reference")


@pytest.fixture
def by_black(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that black was given."""
    texts: list[str] = []

    def recorded(text: str) -> FormattedText:
        texts.append(text)
        return format_with_black(text)

    monkeypatch.setattr(formatting, "format_with_black", recorded)
    return texts


def builtin(texts: Sequence[str]) -> list[PrintedText]:
    return [PrintedText(text, builtin=True) for text in texts]


def same_as_black(made: Comparison) -> bool:
    assert not made.different, made.different[0]
    assert not made.left, made.left[0]
    return made.files > 0


def test_shipped_pages(shipped: tuple[File, ...]) -> None:
    assert is_proven(), "the installed black or ruff is of another version: see formatting.PROVEN"
    assert same_as_black(compare(shipped))
    by_ruff = format_with_ruff([file.text for file in shipped])
    changed = [file for file, text in zip(shipped, by_ruff, strict=True) if text != file.text]
    assert len(changed) > 10, "nothing needed formatting: the comparison would prove little"


def test_cases() -> None:
    files = [file for case in at_depth(CASES[::20], CASES) for file in printed(case)]
    assert len(files) > at_depth(10, 50)
    assert same_as_black(compare(files))


@deep
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
@pytest.mark.parametrize("name", ["old-ru-alt", "yfm-en", "playground-rendered"])
def test_corpus(name: str) -> None:
    assert same_as_black(compare(printed(CORPUS / name)))


def test_each_construct() -> None:
    by_ruff = format_with_ruff(list(CONSTRUCTS.values()))
    for (name, source), text in zip(CONSTRUCTS.items(), by_ruff, strict=True):
        assert text == black.format_str(source, mode=MODE), name


def test_the_code_stays_the_same(shipped: tuple[File, ...]) -> None:
    texts = [file.text for file in shipped]
    for before, after in zip(texts, format_all(builtin(texts)), strict=True):
        assert tree(after.text) == tree(before)


def tree(text: str) -> str:
    """The syntax tree without places; docstrings without indentation, which formatting changes."""
    parsed = ast.parse(text)
    for node in ast.walk(parsed):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            lines = str(node.value.value).strip().split("\n")
            node.value.value = "\n".join(line.strip() for line in lines)
    return ast.dump(parsed)


def test_one_pass_of_black_is_enough(shipped: tuple[File, ...]) -> None:
    for file in at_depth(shipped[::4], shipped):
        assert format_with_black(file.text).text == black.format_str(
            file.text, mode=MODE
        ), file.path


@pytest.mark.parametrize("text", ["", "\n", "x = 1\n"])
@pytest.mark.parametrize("is_builtin", [True, False])
def test_texts_that_need_nothing(text: str, is_builtin: bool) -> None:
    (made,) = format_all([PrintedText(text, is_builtin)])
    assert made.text == black.format_str(text, mode=MODE)


@pytest.mark.parametrize("text", NOT_PYTHON)
def test_what_is_not_python_is_an_error(text: str) -> None:
    made = format_with_black(text)
    assert made.error
    assert not made.text
    assert format_all(builtin([text])) == [made]


def test_only_what_ruff_refuses_is_left_to_black(by_black: list[str]) -> None:
    texts = [f"x_{n}  =  {n}\n" for n in range(20)]
    texts[3] = texts[4] = texts[17] = "def ("
    made = format_all(builtin(texts))
    assert by_black == ["def ("] * 3
    assert [n for n, text in enumerate(made) if text.error] == [3, 4, 17]
    assert made[5].text == "x_5 = 5\n"


def test_results_keep_the_order_of_the_texts() -> None:
    texts = [PrintedText(f"x  =  {n}\n", builtin=n % 3 == 0) for n in range(30)]
    assert [text.text for text in format_all(texts)] == [f"x = {n}\n" for n in range(30)]


def test_a_union_with_a_default_is_left_to_black(by_black: list[str]) -> None:
    """The one construct of the templates that ruff and black break differently."""
    text = f"def f(\n    *, a: {LONG * 2} | None = None, b: int | None = None): ...\n"
    assert format_all(builtin([text]))[0].text == black.format_str(text, mode=MODE)
    assert by_black == [text]
    assert not format_all(builtin(["def f(*, a: int | None = None): ...\n"]))[0].error
    assert len(by_black) == 1


@pytest.mark.parametrize(
    "error",
    [
        FileNotFoundError("no ruff"),
        OSError(28, "No space left on device"),
        subprocess.CalledProcessError(-9, "ruff"),
        subprocess.CalledProcessError(1, "ruff"),
    ],
)
def test_black_does_all_where_ruff_fails(
    error: Exception, by_black: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **options: object) -> None:
        raise error

    monkeypatch.setattr(formatting.subprocess, "run", fail)
    assert format_all(builtin(["x  = 1\n", "y  = 2\n"])) == [
        FormattedText("x = 1\n"),
        FormattedText("y = 2\n"),
    ]
    assert by_black == ["x  = 1\n", "y  = 2\n"]


def test_half_of_a_surrogate_pair_is_left_to_black(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatting, "format_with_black", lambda text: FormattedText("black"))
    made = format_all(builtin(["x  = 1\n", "x = '\ud800'\n", "y  = 2\n"]))
    assert [text.text for text in made] == ["x = 1\n", "black", "y = 2\n"]


def test_no_configuration_of_the_user_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the folder for temporary files is inside a project with settings of its own."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("*\n", encoding="utf-8")
    (tmp_path / "ruff.toml").write_text(
        'line-length = 20\nexclude = ["*"]\n[format]\nquote-style = "single"\n', encoding="utf-8"
    )
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "build" / ".venv"))
    (tmp_path / "build" / ".venv").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RUFF_CONFIG", str(tmp_path / "ruff.toml"))
    text = "names = ['alpha',  'beta', 'gamma']\n"
    assert format_with_ruff([text]) == [black.format_str(text, mode=MODE)]
    assert not list((tmp_path / "build" / ".venv").iterdir())


def set_versions(monkeypatch: pytest.MonkeyPatch, **versions: str) -> None:
    proven = {"black": "26.10.1", "ruff": "0.17.6", **versions}
    monkeypatch.setattr(formatting, "version", proven.__getitem__)


@pytest.mark.parametrize(
    ("name", "one"),
    [(name, one) for name, proven in formatting.PROVEN.items() for one in sorted(proven)],
)
def test_a_proven_version(name: str, one: str, monkeypatch: pytest.MonkeyPatch) -> None:
    set_versions(monkeypatch, **{name: one})
    assert is_proven.__wrapped__()


@pytest.mark.parametrize(
    ("name", "other"),
    [*(("black", v) for v in ("24.10.0", "25.1.1", "99.1.0", "26.1a1")), ("ruff", "0.99.0")],
)
def test_another_version(name: str, other: str, monkeypatch: pytest.MonkeyPatch) -> None:
    set_versions(monkeypatch, **{name: other})
    assert not is_proven.__wrapped__()


def test_black_does_all_where_a_version_is_not_proven(
    by_black: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formatting, "is_proven", lambda: False)
    monkeypatch.setattr(formatting, "format_with_ruff", lambda texts: ["by ruff"] * len(texts))
    assert format_all(builtin(["x  = 1\n"])) == [FormattedText("x = 1\n")]
    assert by_black == ["x  = 1\n"]


def test_black_with_the_settings_of_the_package_changes_nothing() -> None:
    """Whoever runs black in a generated package finds it formatted."""
    generated = ROOT / "generated"
    options = ["--check", "--quiet", "--config", str(generated / "pyproject.toml")]
    command = [sys.executable, "-m", "black", *options, str(generated)]
    assert subprocess.run(command, check=False).returncode == 0
