"""Which folders are compared with which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.programs.fidelity.compare import Comparison, against_schema, of_languages, of_vintages
from tests.programs.fidelity.explained import Vintages
from tests.programs.fidelity.facts import PageFacts, read_folder


def compare_all(folders: Sequence[Path], vintages: Vintages) -> list[Comparison]:
    """All comparisons of the folders that have any pages in common."""
    found: list[Comparison] = []
    plain: dict[str, list[PageFacts]] = {}
    for folder in folders:
        within = {sub.name: sub for sub in sorted(folder.iterdir()) if sub.is_dir()}
        if any(name in vintages.order for name in within):
            read = {name: list(read_folder(sub)) for name, sub in within.items()}
            found += _of_sources(read)
            found += _of_vintages(read, vintages)
        else:
            plain[folder.name] = list(read_folder(folder))
    found += _of_sources(plain)
    return [comparison for comparison in found if comparison.pages]


def _of_sources(read: dict[str, list[PageFacts]]) -> Iterator[Comparison]:
    for name, pages in read.items():
        yield against_schema(name, pages)
        if (english := _english(name)) != name and english in read:
            yield of_languages(name, pages, read[english])


def _english(name: str) -> str:
    """`old-en` of `old-ru`."""
    return "-".join("en" if part == "ru" else part for part in name.split("-"))


def _of_vintages(read: dict[str, list[PageFacts]], vintages: Vintages) -> Iterator[Comparison]:
    """Each method with its page in the next vintage that has one."""
    order = [name for name in vintages.order if name in read]
    for at, older in enumerate(order):
        left = {page.method: page for page in read[older]}
        for newer in order[at + 1 :]:
            right = [page for page in read[newer] if page.method in left]
            pages = [left.pop(page.method) for page in right]
            if _english(older) == newer:
                continue  # compared already
            limits = not {older, newer} & set(vintages.without_limits)
            yield of_vintages(f"{older} to {newer}", pages, right, limits=limits)
