"""The comparisons judged by the explanations, and printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tests.programs.fidelity.compare import Comparison, Difference
from tests.programs.fidelity.explained import Explained


class Judged(NamedTuple):
    """`rows`: a comparison with its differences that are explained (by reason) and that are not.

    `stale`: explanations of differences between pages that were compared and do not differ so.
    """

    rows: tuple[tuple[Comparison, tuple[tuple[Difference, str], ...], tuple[Difference, ...]], ...]
    stale: tuple[str, ...]

    @property
    def unexplained(self) -> tuple[Difference, ...]:
        return tuple(difference for _, _, left in self.rows for difference in left)


def judge(comparisons: Iterable[Comparison], explained: Explained) -> Judged:
    """Part the differences into those that are explained and those that are not."""
    reasons = explained.reasons()
    used: set[tuple[str, str, str]] = set()
    pages: set[tuple[str, str]] = set()
    rows = []
    for comparison in comparisons:
        known, unknown = [], []
        for difference in comparison.differences:
            pair = (difference.left, difference.right)
            pages.add(pair)
            key = (*pair, str(difference))
            rule = next((rule for rule in explained.rule if rule.fits(difference)), None)
            if key in reasons:
                used.add(key)
                known.append((difference, reasons[key]))
            elif rule is not None:
                known.append((difference, rule.because))
            else:
                unknown.append(difference)
        rows.append((comparison, tuple(known), tuple(unknown)))
    stale = [
        f"{left} | {right} {text}"
        for left, right, text in reasons
        if (left, right) in pages and (left, right, text) not in used
    ]
    return Judged(tuple(rows), tuple(stale))


def table(judged: Judged, *, explanations: bool = False) -> Iterator[str]:
    """A line a comparison, then what is not explained."""
    yield (
        f"{'comparison':44} {'pages':>5} {'facts':>6} {'against':>7} {'precision':>9} {'recall':>7} "
        f"{'explained':>9} {'left':>5}"
    )
    for comparison, known, unknown in judged.rows:
        precision = comparison.alike / comparison.left if comparison.left else 1.0
        recall = comparison.alike / comparison.other if comparison.other else 1.0
        yield (
            f"{comparison.name:44} {comparison.pages:5} {comparison.left:6} {comparison.other:7} "
            f"{precision:9.4f} {recall:7.4f} {len(known):9} {len(unknown):5}"
        )
    for comparison, known, unknown in judged.rows:
        for difference, reason in known if explanations else ():
            yield f"explained  {_line(difference)}  ({reason})"
        for difference in unknown:
            yield f"unexplained  {comparison.name}: {_line(difference)}"
    for text in judged.stale:
        yield f"explained, and no more: {text}"


def _line(difference: Difference) -> str:
    pages = dict.fromkeys((difference.left, difference.right))
    return f"{' | '.join(pages)}  {difference}"
