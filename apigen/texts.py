"""Texts that are read when somebody wants to see them: until then a file is its path and its digest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping

import msgspec

from apigen.cache import Cache
from apigen.targets.base import File

KIND = "texts"
Again = Callable[[], Mapping[str, str]]
_BUNDLE = msgspec.msgpack.Decoder(dict[str, str])


class Output(msgspec.Struct, frozen=True):
    """A file to be: the SHA-256 of its text, and how many test functions it holds."""

    path: str
    digest: str
    tests: int = 0

    @classmethod
    def of(cls, file: File) -> Output:
        tests = file.text.count("\ndef test_") if file.path.startswith("tests/") else 0
        return cls(file.path, sha256(file.text), tests)


class LazyFile:
    """A file whose text is looked up when it is asked for."""

    def __init__(self, output: Output, texts: Texts) -> None:
        self.path = output.path
        self.digest = output.digest
        self._texts = texts

    @property
    def text(self) -> str:
        return self._texts.of(self.digest)

    def __repr__(self) -> str:
        return f"LazyFile({self.path!r})"


class Texts:
    """Texts by their digests: at hand, or in bundles of the cache. `again` makes all texts once more,
    for who finds that the cache has lost one meanwhile: it may be deleted at any time."""

    def __init__(self, cache: Cache, again: Again | None = None) -> None:
        self._cache = cache
        self.again = again
        self._own: dict[str, str] = {}
        self.bundles: dict[str, str] = {}
        """The bundle that holds a text, by the text's digest."""

    def add(self, texts: Mapping[str, str]) -> None:
        self._own.update(texts)

    def known(self, bundle: str, digests: Iterable[str]) -> None:
        """These texts are in a bundle of the cache."""
        self.bundles.update(dict.fromkeys(digests, bundle))

    def keep(self, bundle: str, texts: Mapping[str, str]) -> None:
        """Put texts into a bundle. They stay at hand: the cache may not be able to hold them."""
        self.add(texts)
        if self._cache.used:
            self._cache.put(KIND, bundle, msgspec.msgpack.encode(texts))
            self.known(bundle, texts)

    def of(self, digest: str) -> str:
        if digest not in self._own:
            self.add(load(self._cache, self.bundles.get(digest, "")))
        if digest not in self._own and self.again is not None:
            self.add(self.again())
        return self._own[digest]


def load(cache: Cache, bundle: str) -> dict[str, str]:
    """The texts of a bundle; nothing where it is missing."""
    content = cache.get(KIND, bundle) if bundle else None
    return {} if content is None else _BUNDLE.decode(content)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
