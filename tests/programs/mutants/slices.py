"""Parts of a large API that can be mutated quickly, and a choice of mutants over all kinds of change."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from apigen.ir.api import Api
from apigen.targets.python.reach import reach
from tests.programs.mutants.mutate import Mutant, mutants

OPERATIONS = "operation"


def slices(api: Api) -> Iterator[Api]:
    """Each service with the messages that its methods reach, and the service that waits for
    operations."""
    homes = reach(api).homes
    shared = tuple(service for service in api.services if service.name == OPERATIONS)
    for service in api.services:
        services = (service, *(other for other in shared if other is not service))
        names = {item.name for item in services}
        kept = (m for m in api.messages if any(home[0] in names for home in homes.get(m.id, ())))
        yield replace(api, services=services, messages=tuple(kept))


def kind_of(mutant: Mutant) -> str:
    """What is changed, without the names and numbers of the place: `body max_length + 1`."""
    label = re.sub(r" \(\S*:\d+:\d+\)$", "", mutant.label).partition(" ")[2]
    placed = re.match(r"(path|query|body) (?=\S+ )", label)
    place = placed[0] if placed else ""
    change = label[len(place) :]
    if change.startswith("one-of"):
        change = re.sub(r"\(.*\)|(?<=without ).*", "…", change)
    elif placed or " (" in mutant.label:
        change = change.partition(" ")[2]  # the field's name stands before it
    change = re.sub(r"(?<=enum without ).*", "…", change)
    return place + re.sub(r"\{\d+,\d+\}", "{…}", change)


class Choice(NamedTuple):
    """The numbers of the chosen mutants of one slice, in the order that `mutants` gives them."""

    api: Api
    numbers: frozenset[int]

    def mutants(self) -> list[Mutant]:
        return [m for number, m in enumerate(mutants(self.api)) if number in self.numbers]


def choose(api: Api, per_kind: int, seed: int) -> tuple[list[Choice], int]:
    """Up to `per_kind` mutants of each kind of change, from anywhere in the API; and how many kinds
    there are."""
    parts = list(slices(api))
    kinds: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for part, sliced in enumerate(parts):
        own = sliced.services[0].name
        for number, mutant in enumerate(mutants(sliced)):
            if mutant.owner[0] == own:
                kinds[kind_of(mutant)].append((part, number))
    chance = random.Random(seed)
    numbers: dict[int, set[int]] = defaultdict(set)
    for _, found in sorted(kinds.items()):
        for part, number in chance.sample(found, min(per_kind, len(found))):
            numbers[part].add(number)
    return [Choice(parts[part], frozenset(some)) for part, some in sorted(numbers.items())], len(
        kinds
    )
