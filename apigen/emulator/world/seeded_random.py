"""Random values that a seed reproduces. They depend on a key, not on the order of the calls."""

from __future__ import annotations

import hashlib

_LETTERS = "0123456789abcdefghijklmnopqrstuv"


class SeededRandom:
    """Every value is a function of the seed and of the key that it is drawn for."""

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed

    def _bits(self, *key: object) -> int:
        text = "\0".join(map(str, (self.seed, *key)))
        return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=16).digest())

    def identifier(self, noun: str, number: int) -> str:
        """An id of 20 characters; the first three are the same for all ids of a noun: `fd8…`."""
        head, bits = _prefix(noun), self._bits("id", noun, number)
        return head + "".join(_LETTERS[bits >> (5 * i) & 31] for i in range(17))

    def between(self, low: float, high: float, *key: object) -> float:
        """A uniform value from `low` to `high`."""
        return low + (high - low) * self._bits(*key) / 2**128

    def happens(self, probability: float, *key: object) -> bool:
        return self.between(0.0, 1.0, *key) < probability


def _prefix(noun: str) -> str:
    digest = hashlib.blake2b(noun.encode(), digest_size=4).digest()
    return chr(ord("a") + digest[0] % 26) + "".join(_LETTERS[byte % 32] for byte in digest[1:3])
