"""Expressions of sample values: short for long values, and equal to them when they are evaluated."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apigen.ir import types as t
from apigen.targets.python.tests.samples import bytes_expression, scalar, string_expression


@pytest.mark.parametrize(
    ("value", "expression"),
    [
        (b"\x01", r"b'\x01'"),
        (b"\x00\xff" * 10, repr(b"\x00\xff" * 10)),
        (b"\x00\xff" * 131072, r"b'\x00\xff' * 131072"),
        (b"\x00\xff" * 131072 + b"\x01", r"b'\x00\xff' * 131072 + b'\x01'"),
        (bytes(range(64)), repr(bytes(range(64)))),
    ],
)
def test_long_bytes_are_a_product(value: bytes, expression: str) -> None:
    assert bytes_expression(value) == expression
    assert scalar(t.Bytes(), value).python == expression


@pytest.mark.parametrize(
    ("value", "expression"),
    [
        ("a" * 80, repr("a" * 80)),
        ("a" * 256, "'a' * 256"),
        ("a" * 61 + "." + "b" * 61, "'a' * 61 + '.' + 'b' * 61"),
    ],
)
def test_long_runs_are_products_without_parentheses(value: str, expression: str) -> None:
    assert string_expression(value) == expression


@given(st.text("ab\n'", max_size=9), st.integers(0, 200), st.text(max_size=9))
def test_strings_evaluate_to_themselves(start: str, times: int, end: str) -> None:
    value = start * times + end
    assert evaluated(string_expression(value)) == value


@given(st.binary(max_size=3), st.integers(0, 200), st.binary(max_size=3))
def test_bytes_evaluate_to_themselves(start: bytes, times: int, end: bytes) -> None:
    value = start * times + end
    assert evaluated(bytes_expression(value)) == value


def evaluated(expression: str) -> object:
    ast.parse(expression, mode="eval")
    return eval(expression, {"__builtins__": {}})
