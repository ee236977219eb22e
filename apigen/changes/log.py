"""What changes mean for a release: the version step they ask for, and a changelog section.

Versions are of semver.org, 2.0.0: before 1.0.0 a breaking change raises the minor number (as most
package managers read `^0.1`), everything else the patch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

import msgspec

from apigen.changes.model import Change
from apigen.changes.places import Aspect, Place, Side
from apigen.changes.rules import Effect


class Step(StrEnum):
    """Which number of the version is to be raised."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"
    NONE = "none"


class News(msgspec.Struct, frozen=True):
    """One change, told once: `others` are the changes of the same message's field that other
    methods, or other parts of this one, share."""

    change: Change
    others: tuple[Change, ...] = ()

    @property
    def methods(self) -> tuple[str, ...]:
        """The other methods that it is seen in."""
        mine = ".".join(self.change.place.operation)
        found = dict.fromkeys(".".join(other.place.operation) for other in self.others)
        return tuple(name for name in found if name != mine)


def news(changes: Iterable[Change]) -> tuple[News, ...]:
    """Changes grouped by the field that they are of, in the order of the first of each."""
    groups: dict[object, list[Change]] = {}
    for number, change in enumerate(changes):
        place = change.place
        shared = (change.owner, place.aspect, place.detail, _part(place))
        key: object = number
        if change.owner:
            key = (*shared, change.kind, change.effect, change.before, change.after)
        groups.setdefault(key, []).append(change)
    return tuple(News(group[0], tuple(group[1:])) for group in groups.values())


def _part(place: Place) -> str:
    return place.path.partition("[")[2]


def version_step(changes: Iterable[Change], current: str) -> Step:
    effects = {change.effect for change in changes}
    early = current.startswith("0.")
    if Effect.BREAKING in effects:
        return Step.MINOR if early else Step.MAJOR
    if Effect.COMPATIBLE in effects:
        return Step.PATCH if early else Step.MINOR
    return Step.PATCH if effects else Step.NONE


def next_version(current: str, step: Step) -> str:
    """`current` with one number raised; what is no version of three numbers stays as it is."""
    match = re.match(r"(\d+)\.(\d+)\.(\d+)", current)
    if match is None or step is Step.NONE:
        return current
    major, minor, patch = (int(part) for part in match.groups())
    return {
        Step.MAJOR: f"{major + 1}.0.0",
        Step.MINOR: f"{major}.{minor + 1}.0",
        Step.PATCH: f"{major}.{minor}.{patch + 1}",
    }[step]


_TITLES = {
    Effect.BREAKING: "Breaking",
    Effect.COMPATIBLE: "Compatible",
    Effect.DOCS: "Documentation",
}


def changelog(changes: Iterable[Change], current: str) -> str:
    """A Markdown section, ending with a line end: a title with the version proposed, then what
    changed by effect. Text of pages stands in code spans, so that it cannot become markup."""
    told = tuple(changes)
    step = version_step(told, current)
    return "\n".join(_sections(news(told), current, step)) + "\n"


def _sections(told: tuple[News, ...], current: str, step: Step) -> Iterator[str]:
    if not told:
        yield f"## {current}\n\nNothing changed for callers."
        return
    yield f"## {next_version(current, step)}"
    for effect, title in _TITLES.items():
        mine = [item for item in told if item.change.effect is effect]
        if mine:
            yield f"\n### {title}\n"
            yield from (f"- {_entry(item)}" for item in mine)


def _entry(item: News) -> str:
    change = item.change
    parts = [code_span(subject(change.place)), f" {change.kind}"]
    if change.effect is not Effect.DOCS:
        parts += [f": {said}"] if (said := _before_after(change)) else []
    if item.methods:
        parts.append(f" (also {', '.join(map(code_span, item.methods))})")
    where = change.new or change.old
    if where is not None:
        parts.append(f" — {code_span(f'{where.file}:{where.line}')}")
    return "".join(parts)


def _before_after(change: Change) -> str:
    before, after = change.before, change.after
    if before and after:
        return f"{code_span(before)} → {code_span(after)}"
    return code_span(before or after) if before or after else ""


def code_span(text: str) -> str:
    """A Markdown code span of any text: fenced by more backticks than it has in a row."""
    text = " ".join(text.split()) or " "
    runs = [len(run) for run in re.findall("`+", text)]
    fence = "`" * (max(runs, default=0) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


def subject(place: Place) -> str:
    """What a change is about: `compute.Image.create body name`, the enum value after it."""
    words = [".".join(part for part in place.operation if part)]
    if place.side is not Side.METHOD:
        words.append(str(place.side))
    words += [place.path] if place.path else []
    if place.aspect in (Aspect.ENUM_VALUE_DOCS, Aspect.ENUM_VALUE_DEPRECATED):
        words.append(place.detail)
    return " ".join(words)
