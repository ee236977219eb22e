"""What layout leaves to black: constructs that no template of ours prints."""

from __future__ import annotations

import pytest

from apigen.render.formatting import Printed, format_python, formatted_python
from apigen.render.layout import UnknownError, is_proven, lay_out


@pytest.mark.parametrize(
    "text",
    [
        "x=1\n",
        "x = 1;y = 2\n",
        "x = 1 + \\\n    2\n",
        "x = (1)\ny = f((1))\n",
        "x = lambda: 0\n",
        "if (y := x):\n    pass\n",
        "x = y ** 2\n",
        "x = y[1:2]\n",
        "x = 0XFF\n",
        "x = 'a' 'b'\n",
        "x = '''a'''\n",
        "x = u'a'\n",
        "x = '\\N{dash}'\n",
        "print(x, file = y)\n",
        "f(a,b)\n",
        "f(  a)\n",
        "if x: y\n",
        "if x:\n  y\n",
        "if x:\n    y\nelse:\n    z\n",
        "class A():\n    pass\n",
        "class A:\n    # nothing\n",
        "def f(a, (b)): ...\n",
        "def f(*, **a): ...\n",
        "def f() -> (int): ...\n",
        "return 1,\n",
        "del (x)\n",
        "for (a, b) in c:\n    pass\n",
        "with (x) as y:\n    pass\n",
        "x = 1  # why\n",
        "#why\n",
        "# fmt: off\nx = 1\n",
        "import a, b\n",
        "from a import *\n",
        "assert x == not y\n",
        "x = a if b else c if d else e\n",
        "x = {a: b, c}\n",
        "x = f'{a}'\n",
        'x = f"{a b}"\n',
        "try:\n    pass\nexcept E:\n    pass\n",
        "\tx = 1\n",
        '"""a\tb\x0c"""\n',
        '"""a\\"""\n',
        "x = [\n    1,\n    2, 3,\n]\n",
        "import a\n\n\nx = 1\n",
        'x = "漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢漢"\n',
    ],
)
def test_not_known(text: str) -> None:
    with pytest.raises(UnknownError):
        lay_out(text)
    assert formatted_python(Printed(text, ours=True)) == format_python(text)


@pytest.mark.parametrize("text", ["def (", "x = [", "if x:\npass\n", "class A:\n", "@x\n", "x = '"])
def test_what_is_no_python_is_told_of_ours_too(text: str) -> None:
    assert formatted_python(Printed(text, ours=True)).error


@pytest.mark.parametrize("one", ["25.1.0", "26.10.1"])
def test_a_version_that_is_proven(one: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apigen.render.layout.versions.version", lambda name: one)
    assert is_proven.__wrapped__()


@pytest.mark.parametrize("other", ["24.10.0", "25.1.1", "99.1.0", "26.1a1"])
def test_another_version_is_not(other: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apigen.render.layout.versions.version", lambda name: other)
    assert not is_proven.__wrapped__()


def test_black_does_all_where_its_version_is_not_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apigen.render.formatting.is_proven", lambda: False)
    monkeypatch.setattr("apigen.render.formatting.lay_out", lambda text: "laid out")
    assert formatted_python(Printed("x = 1\n", ours=True)).text == "x = 1\n"
