"""References that attack by size, depth and kind of file: bounded time and memory, told, nothing outside.

The bounds are the system's: a run that takes more CPU or memory than it is given is killed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from apigen.runtime.messages.patterns import whole_match
from tests.hostile.at_scale import ATTACKS, PATTERNS
from tests.hostile.nesting import NESTING
from tests.hostile.runs import codes_told, everything, generated
from tests.tiers import sampled


@pytest.mark.parametrize("name", sampled([*ATTACKS, *NESTING], 8))
def test_an_attack_is_bounded_and_told(name: str, tmp_path: Path) -> None:
    attack = (ATTACKS | NESTING)[name]
    attack.write(tmp_path / "reference")
    before = everything(tmp_path)
    done = generated(tmp_path)
    assert done.returncode in (0, 1, 2), (done.returncode, done.stderr[-500:])
    assert "Traceback" not in done.stderr
    assert attack.told in codes_told(done.stderr)
    assert len(done.stderr) < 20_000
    assert everything(tmp_path) == before


def test_what_a_link_leads_to_is_not_shown(tmp_path: Path) -> None:
    ATTACKS["a link to a file outside"].write(tmp_path / "reference")
    (tmp_path / "secret.md").write_text("the secret")
    assert "the secret" not in generated(tmp_path).stderr


@pytest.mark.parametrize("pattern", sampled(PATTERNS, 3))
def test_patterns_are_linear(pattern: str) -> None:
    """Each of them takes `re` longer than the world is old; a value of a million characters is read
    once here."""
    matches = whole_match(pattern)
    for value in ("a" * 100_000 + "!", "ab" * 50_000, "x" * 100_000):
        matches(value)
