"""Layout makes of made-up statements what black makes of them, or says that it does not know."""

from __future__ import annotations

import ast
from contextlib import suppress

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from apigen.render.formatting import format_python
from apigen.render.layout import UnknownError, lay_out
from tests.unit.render.layout.made_up import statements


def same_as_black(text: str) -> bool:
    """False where layout does not know."""
    try:
        made = lay_out(text)
    except UnknownError:
        return False
    wanted = format_python(text)
    assert not wanted.error, f"layout takes for Python what is none: {wanted.error}\n{text}"
    assert made == wanted.text
    return True


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_made_up_statements(data: st.DataObject) -> None:
    text = statements(data)
    known = same_as_black(text)
    event("known" if known else "unknown")
    with suppress(SyntaxError):  # arguments in an order that black does not mind
        before = tree(text)
        assert not known or tree(lay_out(text)) == before


def tree(text: str) -> str:
    """The syntax tree without places; docstrings without their indentation, which black sets right."""
    parsed = ast.parse(text)
    for node in ast.walk(parsed):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            lines = str(node.value.value).strip().split("\n")
            node.value.value = "\n".join(line.strip() for line in lines)
    return ast.dump(parsed)
