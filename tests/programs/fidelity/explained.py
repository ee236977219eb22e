"""Differences that are the pages' own, in data: which, where, why."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import msgspec

from tests.programs.fidelity.compare import Difference

FILE = Path(__file__).with_name("explained.toml")


class Vintages(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The folders of the survey from old to new, and those whose tables leave limits out."""

    order: tuple[str, ...]
    without_limits: tuple[str, ...]


class Explanation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`differences` are written as they are printed: place, kind, line and value of each side."""

    left: str
    right: str
    because: str
    differences: tuple[str, ...]


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What holds for many pages alike: `*` in pages and difference stands for anything."""

    left: str
    right: str
    because: str
    difference: str

    def fits(self, difference: Difference) -> bool:
        return (
            _like(self.left, difference.left)
            and _like(self.right, difference.right)
            and _like(self.difference, str(difference))
        )


def _like(pattern: str, text: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), text, re.DOTALL) is not None


class Explained(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    vintages: Vintages
    explained: tuple[Explanation, ...] = ()
    rule: tuple[Rule, ...] = ()

    def reasons(self) -> dict[tuple[str, str, str], str]:
        """The reason of each difference by its pages and text."""
        return {
            (item.left, item.right, text): item.because
            for item in self.explained
            for text in item.differences
        }


def read_explained(path: Path = FILE) -> Explained:
    """Raises `msgspec.ValidationError` where the data has another shape or lacks a reason."""
    found = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Explained)
    reasons = [(item.because, item.left) for item in found.explained]
    reasons += [(item.because, item.left) for item in found.rule]
    for because, left in reasons:
        if not because.strip():
            raise msgspec.ValidationError(f"a difference of {left} has no reason")
    return found


def propose(differences: Iterable[Difference]) -> str:
    """The differences in the form of the file, without their reasons."""
    lines = []
    ordered = sorted(differences, key=lambda d: (d.left, d.right))
    for (left, right), group in groupby(ordered, key=lambda d: (d.left, d.right)):
        lines += ["[[explained]]", f"left = {json.dumps(left)}", f"right = {json.dumps(right)}"]
        lines += ['because = ""', "differences = ["]
        lines += [f"  {json.dumps(str(item), ensure_ascii=False)}," for item in group]
        lines += ["]", ""]
    return "\n".join(lines)
