"""What a run works with: its cache, its processes, and who is told how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

import msgspec

from apigen.cache import Cache
from apigen.stages import Done, Stages
from apigen.workers import Workers

Item = TypeVar("Item")
Made = TypeVar("Made")


class Work(msgspec.Struct, Generic[Item, Made], frozen=True):
    """A kind of work that can be kept and shared out.

    `function` and `pack` are a module's own and pure. `maker` names our modules that `function` leans
    on, `inputs` are the bytes that its result depends on besides them. `weight` and `worth` say from
    where on processes pay. `pack` gives a result's bytes, or nothing where it is not to be kept;
    `unpack` is its inverse.
    """

    name: str
    unit: str
    function: Callable[[Item], Made]
    maker: tuple[str, ...]
    inputs: Callable[[Item], tuple[bytes, ...]]
    weight: Callable[[Item], int]
    worth: int
    pack: Callable[[Made], bytes | None]
    unpack: Callable[[bytes], Made]


class Tools:
    """By default nothing is kept, and everything is done in this process."""

    def __init__(
        self,
        cache: Cache | None = None,
        workers: Workers | None = None,
        stages: Stages | None = None,
    ) -> None:
        self.cache = cache or Cache()
        self.workers = workers or Workers()
        self.stages = stages or Stages()

    def do(self, work: Work[Item, Made], items: Sequence[Item]) -> list[Made]:
        """The result of each item, in order: those that are not known are made, and kept."""
        keys = [self._key(work, item) for item in items]
        made: dict[int, Made] = {}
        for number, key in enumerate(keys):
            known = self.cache.get(work.name, key) if key else None
            if known is not None:
                made[number] = work.unpack(known)
        left = [number for number in range(len(items)) if number not in made]
        with self.stages.stage(
            work.name,
            unit=work.unit,
            known=len(made),
            total=len(items),
            weight=sum(work.weight(items[number]) for number in left),
        ) as done:
            for number, (result, packed) in zip(
                left, self._make(work, [items[number] for number in left], done), strict=True
            ):
                made[number] = result
                if packed is not None and keys[number]:
                    self.cache.put(work.name, keys[number], packed)
        return [made[number] for number in range(len(items))]

    def _make(
        self, work: Work[Item, Made], items: Sequence[Item], done: Done
    ) -> Iterator[tuple[Made, bytes | None]]:
        """The result of each item, with its bytes where they are known. A process hands its results
        over as bytes: pickling a page's facts takes many times as long."""
        how: dict[str, Any] = {"weight": work.weight, "worth": work.worth, "done": done}
        if not self.workers.pays(items, work.weight, work.worth):
            for made in self.workers.map(work.function, items, **how):
                yield made, work.pack(made) if self.cache.used else None
            return
        for result in self.workers.map(partial(_packed, work.function, work.pack), items, **how):
            if isinstance(result, bytes):
                yield work.unpack(result), result
            else:
                yield result[0], None

    def _key(self, work: Work[Item, Made], item: Item) -> str:
        if not self.cache.used:
            return ""
        return self.cache.key(work.maker, work.name.encode(), *work.inputs(item))


def _packed(
    function: Callable[[Item], Made], pack: Callable[[Made], bytes | None], item: Item
) -> bytes | tuple[Made]:
    made = function(item)
    packed = pack(made)
    return (made,) if packed is None else packed
