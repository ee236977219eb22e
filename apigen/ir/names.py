"""Names split into words. Targets join the words again, each in the case of its language."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(
    r"[A-Z]{2,}(?:v(?=[0-9])|s(?![a-z]))"  # IPv4, VMs
    r"|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+"
)


@lru_cache(1 << 14)  # a few thousand names of an API are split many times each
def words(name: str) -> tuple[str, ...]:
    """`minDiskSize` → min, disk, size; `IPv4Address` → ipv4, address; `mongodbSpec_3_6` →
    mongodb, spec, 3, 6. Digits stay with the letters before them; any other character separates words.
    """
    found: list[str] = []
    for part in re.split(r"[^A-Za-z0-9]+", name):
        end = -1
        for match in _WORD.finditer(part):
            if match.group().isdigit() and match.start() == end:
                found[-1] += match.group()
            else:
                found.append(match.group())
            end = match.end()
    return tuple(word.lower() for word in found)


_IRREGULAR = {"index": "indexes", "status": "statuses", "alias": "aliases", "bus": "buses"}


def plural(word: str) -> str:
    """The English plural of a resource's last word (image → images, policy → policies)."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith(("data", "info")) or re.search("[^s]s$", word):
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("ss", "x", "z", "ch", "sh")) else "s")
