"""What changed between two revisions of an API, for somebody who calls it.

`diff` gives one `Change` for everything a caller would tell as one piece of news, and together they
account for every fact that differs, each once: applied in order to the old facts they give the new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from apigen.changes.compare import Comparison
from apigen.changes.facts import operation_facts, operations, shelf_facts
from apigen.changes.model import Change
from apigen.changes.places import Aspect, Facts, Operation, Place
from apigen.changes.renames import Pair, renamed_fields, renamed_values, under_new_name
from apigen.changes.rules import Effect
from apigen.ir.api import Api, Method
from apigen.ir.walk import closure, reference_graph, references, reversed_graph


def diff(old: Api, new: Api) -> tuple[Change, ...]:
    """Every change, method by method in order of their names; within one, renames come first."""
    return tuple(_changes(old, new))


def _changes(old: Api, new: Api) -> Iterator[Change]:
    before, after = operations(old), operations(new)
    renamed = _renamed_operations(before, after)
    was = {name: before_name for before_name, name in renamed.items()}
    touched = _Touched(old, new)
    old_messages, new_messages = old.message_index(), new.message_index()
    yield from _sorted(Comparison(shelf_facts(old), shelf_facts(new)).changes())
    for name in sorted(before.keys() | after.keys()):
        if name in renamed:
            continue  # told under its new name
        there, here = before.get(was.get(name, name)), after.get(name)
        if there == here and here is not None and name not in was and not touched(here):
            continue
        facts = operation_facts(was.get(name, name), there, old_messages) if there else {}
        wanted = operation_facts(name, here, new_messages) if here else {}
        if name in was:
            pair = facts[Place(*was[name])], wanted[Place(*name)]
            facts, change = _rename(facts, pair, "method")
            yield change
        yield from _method_changes(facts, wanted)


def _method_changes(before: Facts, after: Facts) -> Iterator[Change]:
    if not before or not after:
        yield _whole(before, after)
        return
    for find, what in ((renamed_fields, "field"), (renamed_values, "enum value")):
        while pairs := find(before, after):
            before, change = _rename(before, pairs[0], what)
            yield change
    yield from _sorted(Comparison(before, after).changes())


def _whole(before: Facts, after: Facts) -> Change:
    """A method that came or went, with all that is said of it."""
    facts = after or before
    place = min(facts)
    place = Place(place.service, place.resource, place.method)
    words = f"{_stated(facts, place, Aspect.VERB)} {_stated(facts, place, Aspect.URL)}"
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


def _stated(facts: Facts, place: Place, aspect: Aspect) -> str:
    return str(facts[replace(place, aspect=aspect)].value)


def _renamed_operations(
    before: Mapping[Operation, Method], after: Mapping[Operation, Method]
) -> dict[Operation, Operation]:
    """Methods under another name: verb, host and path are the same, and nobody else's."""
    gone = {name: _call(method) for name, method in before.items() if name not in after}
    come = {_call(method): name for name, method in after.items() if name not in before}
    went = Counter(gone.values())
    came = Counter(_call(method) for name, method in after.items() if name not in before)
    return {
        name: come[call] for name, call in gone.items() if went[call] == 1 and came.get(call) == 1
    }


def _call(method: Method) -> tuple[str, str, str]:
    return (method.verb, method.host, method.path)


def _rename(before: Facts, pair: Pair, what: str) -> tuple[Facts, Change]:
    """The old facts under the new name, and the news of it."""
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
    return place.detail or place.name or ".".join(place.operation)


def _sorted(changes: Iterable[Change]) -> list[Change]:
    return sorted(changes, key=lambda change: (change.place, change.kind))


class _Touched:
    """Whether a method reaches a message that is not the same in both revisions."""

    def __init__(self, old: Api, new: Api) -> None:
        before, after = old.message_index(), new.message_index()
        ids = before.keys() | after.keys()
        changed = [id_ for id_ in ids if before.get(id_) != after.get(id_)]
        users = reversed_graph(reference_graph(after.values()))
        self._changed = closure(changed, users)

    def __call__(self, method: Method) -> bool:
        roots = {method.response, *references(method.parameters)}
        for message in (method.query, method.body):
            if message is not None:
                roots.update(references(message.fields))
        if method.operation is not None:
            roots.update((method.operation.result, method.operation.metadata))
        return not self._changed.isdisjoint(roots)
