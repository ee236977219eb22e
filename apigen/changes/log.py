"""The release that changes require: the next version, and the section of the changelog.

Versions follow semver.org 2.0.0. Before 1.0.0, a breaking change raises the minor number, as package managers
read `^0.1`, and any other change the patch number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

import msgspec

from apigen.changes.model import Change
from apigen.changes.places import Aspect, Place, Side
from apigen.changes.rules import Effect


class VersionStep(StrEnum):
    """The number of the version that is raised."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"
    NONE = "none"


class ChangeGroup(msgspec.Struct, frozen=True):
    """Equal changes, reported as one. `others` are changes of the same field of a message, in other
    methods or in other parts of the same method."""

    change: Change
    others: tuple[Change, ...] = ()

    @property
    def methods(self) -> tuple[str, ...]:
        """The names of the other methods with this change."""
        mine = ".".join(self.change.place.method_name)
        found = dict.fromkeys(".".join(other.place.method_name) for other in self.others)
        return tuple(name for name in found if name != mine)


def grouped(changes: Iterable[Change]) -> tuple[ChangeGroup, ...]:
    """Equal changes of one field together, in the order of the first of each group."""
    groups: dict[object, list[Change]] = {}
    for number, change in enumerate(changes):
        place = change.place
        shared = (change.owner, place.aspect, place.detail, _part(place))
        key: object = number
        if change.owner:
            key = (*shared, change.kind, change.effect, change.before, change.after)
        groups.setdefault(key, []).append(change)
    return tuple(ChangeGroup(group[0], tuple(group[1:])) for group in groups.values())


def _part(place: Place) -> str:
    return place.path.partition("[")[2]


def version_step(changes: Iterable[Change], current: str) -> VersionStep:
    effects = {change.effect for change in changes}
    early = current.startswith("0.")
    if Effect.BREAKING in effects:
        return VersionStep.MINOR if early else VersionStep.MAJOR
    if Effect.COMPATIBLE in effects:
        return VersionStep.PATCH if early else VersionStep.MINOR
    return VersionStep.PATCH if effects else VersionStep.NONE


def next_version(current: str, step: VersionStep) -> str:
    """`current` with one number raised. Anything but a version of three numbers is returned unchanged."""
    match = re.match(r"(\d+)\.(\d+)\.(\d+)", current)
    if match is None or step is VersionStep.NONE:
        return current
    major, minor, patch = (int(part) for part in match.groups())
    return {
        VersionStep.MAJOR: f"{major + 1}.0.0",
        VersionStep.MINOR: f"{major}.{minor + 1}.0",
        VersionStep.PATCH: f"{major}.{minor}.{patch + 1}",
    }[step]


_TITLES = {
    Effect.BREAKING: "Breaking",
    Effect.COMPATIBLE: "Compatible",
    Effect.DOCS: "Documentation",
}


def changelog(changes: Iterable[Change], current: str) -> str:
    """A Markdown section with a final newline: the proposed version as its title, then the changes by
    effect. Text from pages is put in code spans, so that it cannot become markup."""
    changes = tuple(changes)
    step = version_step(changes, current)
    return "\n".join(_sections(grouped(changes), current, step)) + "\n"


def _sections(groups: tuple[ChangeGroup, ...], current: str, step: VersionStep) -> Iterator[str]:
    if not groups:
        yield f"## {current}\n\nNothing changed for callers."
        return
    yield f"## {next_version(current, step)}"
    for effect, title in _TITLES.items():
        mine = [item for item in groups if item.change.effect is effect]
        if mine:
            yield f"\n### {title}\n"
            yield from (f"- {_entry(item)}" for item in mine)


def _entry(item: ChangeGroup) -> str:
    change = item.change
    parts = [code_span(subject(change.place)), f" {change.kind}"]
    if change.effect is not Effect.DOCS:
        parts += [f": {values}"] if (values := _before_after(change)) else []
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
    """A Markdown code span for any text, fenced by more backticks than the text has in a row."""
    text = " ".join(text.split()) or " "
    runs = [len(run) for run in re.findall("`+", text)]
    fence = "`" * (max(runs, default=0) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


def subject(place: Place) -> str:
    """What a change is about, such as `compute.Image.create body name`, or the enum value after it."""
    words = [".".join(part for part in place.method_name if part)]
    if place.side is not Side.METHOD:
        words.append(str(place.side))
    words += [place.path] if place.path else []
    if place.aspect in (Aspect.ENUM_VALUE_DOCS, Aspect.ENUM_VALUE_DEPRECATED):
        words.append(place.detail)
    return " ".join(words)
