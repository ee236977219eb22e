"""The difference between two versions of an API, as a sequence of changes.

Methods are matched by name, or by verb and path if they were renamed; then the facts of both versions of a
method are compared. The changes account for every fact that differs exactly once: applied in order to the
old facts (`model.apply`), they give the new facts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from apigen.changes.fact_changes import fact_changes
from apigen.changes.facts import directory_facts, method_facts, methods_by_name
from apigen.changes.model import Change
from apigen.changes.places import Aspect, Facts, MethodName, Place
from apigen.changes.renames import Pair, renamed_fields, renamed_values, under_new_name
from apigen.changes.rules import Effect
from apigen.ir.api import Api, Method
from apigen.ir.walk import closure, reference_graph, references, reversed_graph


def diff(old: Api, new: Api) -> tuple[Change, ...]:
    """All changes, by method in order of names; within a method, renames come first."""
    return tuple(_changes(old, new))


def _changes(old: Api, new: Api) -> Iterator[Change]:
    before, after = methods_by_name(old), methods_by_name(new)
    renamed = _renamed_methods(before, after)
    old_names = {new_name: old_name for old_name, new_name in renamed.items()}
    changed = _ChangedMessages(old, new)
    old_messages, new_messages = old.message_index(), new.message_index()
    yield from _sorted(fact_changes(directory_facts(old), directory_facts(new)))
    for name in sorted(before.keys() | after.keys()):
        if name in renamed:
            continue  # compared under its new name
        old_name = old_names.get(name, name)
        old_method, new_method = before.get(old_name), after.get(name)
        if name == old_name and old_method == new_method and not changed.reaches(new_method):
            continue
        old_facts = method_facts(old_name, old_method, old_messages) if old_method else {}
        new_facts = method_facts(name, new_method, new_messages) if new_method else {}
        if name != old_name:
            pair = old_facts[Place(*old_name)], new_facts[Place(*name)]
            old_facts, change = _rename(old_facts, pair, "method")
            yield change
        yield from _method_changes(old_facts, new_facts)


def _method_changes(before: Facts, after: Facts) -> Iterator[Change]:
    if not before or not after:
        yield _added_or_removed(before, after)
        return
    for find, what in ((renamed_fields, "field"), (renamed_values, "enum value")):
        while pairs := find(before, after):
            before, change = _rename(before, pairs[0], what)
            yield change
    yield from _sorted(fact_changes(before, after))


def _added_or_removed(before: Facts, after: Facts) -> Change:
    """A method that was added or removed, with all of its facts."""
    facts = after or before
    place = min(facts)
    place = Place(place.service, place.resource, place.method)
    words = f"{_text(facts, place, Aspect.VERB)} {_text(facts, place, Aspect.URL)}"
    return Change(
        kind="method added" if after else "method removed",
        effect=Effect.COMPATIBLE if after else Effect.BREAKING,
        place=place,
        before="" if after else words,
        after=words if after else "",
        old=None if after else facts[place].origin,
        new=facts[place].origin if after else None,
        removed=tuple(before.values()),
        added=tuple(after.values()),
    )


def _text(facts: Facts, place: Place, aspect: Aspect) -> str:
    return str(facts[replace(place, aspect=aspect)].value)


def _renamed_methods(
    before: Mapping[MethodName, Method], after: Mapping[MethodName, Method]
) -> dict[MethodName, MethodName]:
    """Old names to new names. A method was renamed if no other method that was added or removed has its
    verb, host and path."""
    removed = {name: _call(method) for name, method in before.items() if name not in after}
    added = {name: _call(method) for name, method in after.items() if name not in before}
    removals, additions = Counter(removed.values()), Counter(added.values())
    new_names = {call: name for name, call in added.items()}
    return {
        name: new_names[call]
        for name, call in removed.items()
        if removals[call] == 1 and additions[call] == 1
    }


def _call(method: Method) -> tuple[str, str, str]:
    return (method.verb, method.host, method.path)


def _rename(before: Facts, pair: Pair, what: str) -> tuple[Facts, Change]:
    """The old facts under the new name, and the change."""
    old, new = pair
    moved = {place: under_new_name(fact, old.place, new.place) for place, fact in before.items()}
    touched = {place: fact for place, fact in moved.items() if fact.place != place}
    change = Change(
        kind=f"{what} renamed",
        effect=Effect.BREAKING,
        place=new.place,
        before=_own_name(old.place),
        after=_own_name(new.place),
        old=old.origin,
        new=new.origin,
        removed=tuple(before[place] for place in touched),
        added=tuple(touched.values()),
        owner=new.owner,
    )
    return {fact.place: fact for fact in moved.values()}, change


def _own_name(place: Place) -> str:
    return place.detail or place.name or ".".join(place.method_name)


def _sorted(changes: Iterable[Change]) -> list[Change]:
    return sorted(changes, key=lambda change: (change.place, change.kind))


class _ChangedMessages:
    """The messages that differ between two versions, themselves or in a message that they refer to."""

    def __init__(self, old: Api, new: Api) -> None:
        before, after = old.message_index(), new.message_index()
        ids = before.keys() | after.keys()
        changed = [id_ for id_ in ids if before.get(id_) != after.get(id_)]
        users = reversed_graph(reference_graph(after.values()))
        self._changed = closure(changed, users)

    def reaches(self, method: Method | None) -> bool:
        """Whether a method refers to such a message."""
        if method is None:
            return False
        roots = {method.response, *references(method.parameters)}
        for message in (method.query, method.body):
            if message is not None:
                roots.update(references(message.fields))
        if method.operation is not None:
            roots.update((method.operation.result, method.operation.metadata))
        return not self._changed.isdisjoint(roots)
