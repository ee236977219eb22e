"""Printed Python with damage somewhere: layout does what black does, or says that it does not know.

Damage is what a change of a template, or a value that no view has made so far, could bring.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.layout.comparison import printed
from tests.unit.render.layout.test_statements import same_as_black

ROOT = Path(__file__).parents[4]
SIGNS = list(" \n\t,()[]{}:=.'\"\\|*-+#@;%<>!~^&_1éa")
WORDS = [
    *(
        " if ",
        " else ",
        " for x in ",
        "not ",
        "await ",
        "lambda: ",
        " and ",
        " in ",
        " as y",
        " ** ",
    ),
    *("return ", "x = ", "(a, b)", "(x)", " | None", "**kw", "*a", "    ", "\n\n", "\n\n\n", "-1"),
    *("# c", "  # c", "  # type: ignore", 'f"', "r'", "b'", '"""', "1e5", "0X1F", "...", "pass"),
    *(
        "class A:",
        "import a",
        "from a import b",
        "@x\n",
        "else:",
        "'a' 'b'",
        ",)",
        ",]",
        "[0]",
        "()",
    ),
    *(
        ".x",
        "def f():",
        "a" * 40,
        f"'{'b' * 50}'",
        "é" * 30,
        "漢" * 20,
        "\u0301" * 9,
        "\u2028",
        "\x0c",
    ),
]


@cache
def pieces() -> tuple[str, ...]:
    """About a dozen lines each, from the start of a statement on."""
    made: list[str] = []
    for file in printed(ROOT / "reference"):
        lines = file.text.split("\n")
        starts = [at for at, line in enumerate(lines) if line and line[0] not in " )]}"]
        made += ["\n".join(lines[at : at + 14]).rstrip("\n") + "\n" for at in starts]
    return tuple(dict.fromkeys(made))


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_damage(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(pieces()))
    for _ in range(data.draw(st.integers(1, 2))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.sampled_from([0, 0, 0, 1, 1, 5, 20])))
        text = text[:start] + data.draw(st.sampled_from(["", *SIGNS, *WORDS])) + text[end:]
    same_as_black(text)


def test_no_damage() -> None:
    known = [piece for piece in pieces() if same_as_black(piece)]
    assert len(known) > len(pieces()) / 3, "pieces that end within a statement are the most"
