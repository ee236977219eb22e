"""Ids in a request that name other resources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apigen.emulator.world import World, not_found


def check_references(world: World, value: Any) -> None:
    """Raises NOT_FOUND for an id of something that is not there.

    A field `diskId` names a disk. Kinds that the API describes must exist here; of others the ids
    that were seeded, and all ids where none were.
    """
    for noun, id_ in _ids(value):
        kind = world.nouns.get(noun)
        if kind is not None and len(kind.key) == 1:
            if world.store.resource(kind.name, id_) is None:
                raise not_found(_title(noun), id_)
        elif world.store.is_known(noun, id_) is False:
            raise not_found(_title(noun), id_)


def _ids(value: Any) -> Iterator[tuple[str, str]]:
    """Noun and id of each reference, at any depth."""
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
