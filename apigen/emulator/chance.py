"""Chance that a seed repeats: ids and durations by number, not by the order of calls."""

from __future__ import annotations

import hashlib

_LETTERS = "0123456789abcdefghijklmnopqrstuv"


class Chance:
    """All draws depend on the seed and on what they are for."""

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed

    def _bits(self, *what: object) -> int:
        text = "\0".join(map(str, (self.seed, *what)))
        return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=16).digest())

    def identifier(self, noun: str, number: int) -> str:
        """Twenty characters, the first three the same for one kind: `fd8…`."""
        head, bits = self._prefix(noun), self._bits("id", noun, number)
        return head + "".join(_LETTERS[bits >> (5 * i) & 31] for i in range(17))

    def _prefix(self, noun: str) -> str:
        digest = hashlib.blake2b(noun.encode(), digest_size=4).digest()
        return chr(ord("a") + digest[0] % 26) + "".join(_LETTERS[byte % 32] for byte in digest[1:3])

    def between(self, low: float, high: float, *what: object) -> float:
        return low + (high - low) * self._bits(*what) / 2**128

    def happens(self, probability: float, *what: object) -> bool:
        return self.between(0.0, 1.0, *what) < probability
