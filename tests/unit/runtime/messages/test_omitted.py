"""`OMITTED`, the default of optional arguments."""

from __future__ import annotations

from apigen.runtime.messages.omitted import OMITTED


def test_omitted() -> None:
    assert repr(OMITTED) == "OMITTED"
    assert not OMITTED
    assert OMITTED is not None
