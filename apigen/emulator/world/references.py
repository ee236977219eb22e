"""References: ids in a request that name other resources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apigen.emulator.world.world import World, not_found


def check_references(world: World, value: Any) -> None:
    """Checks that the resources exist that a request refers to: a field `diskId` names a disk.

    A resource of a kind that the API describes must exist in the state. For other kinds, all ids are
    accepted until some are seeded; then only those.

    Raises:
        StatusError: NOT_FOUND.
    """
    for noun, id_ in _ids(value):
        kind = world.kinds_by_noun.get(noun)
        if kind is not None and len(kind.key) == 1:
            if world.store.resource(kind.name, id_) is None:
                raise not_found(_title(noun), id_)
        elif world.store.has_id(noun, id_) is False:
            raise not_found(_title(noun), id_)


def _ids(value: Any) -> Iterator[tuple[str, str]]:
    """The noun and the id of each reference, at any depth."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, str) and name.endswith("Id") and inner:
                yield name[:-2], inner
            elif isinstance(inner, list) and name.endswith("Ids"):
                yield from ((name[:-3], item) for item in inner if isinstance(item, str))
            else:
                yield from _ids(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _ids(inner)


def _title(noun: str) -> str:
    return noun[:1].upper() + noun[1:]
