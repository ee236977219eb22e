"""What every target consists of: views, units, artifacts, and its registration."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

import msgspec

from apigen.ir.encoding import encoded

if TYPE_CHECKING:
    from apigen.ir.api import Api

Format = Literal["black", "none"]


class File(msgspec.Struct, frozen=True):
    """A text and its place in the output, a relative path with forward slashes."""

    path: str
    text: str

    @property
    def digest(self) -> str:
        """The SHA-256 of the text in UTF-8."""
        return text_digest(self.text)


def text_digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8. A template may print lone surrogates; writing refuses them."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Artifact(msgspec.Struct, frozen=True):
    """A file to be printed: a template with its context, or (`verbatim`) a file to copy.

    `path` is a template itself, printed with the same context. `template` is relative to the
    templates' root. `about` names what is printed, for error messages.
    """

    path: str
    template: str = ""
    context: dict[str, Any] = {}
    verbatim: Path | None = None
    format: Format = "none"
    about: str = ""


class ViewSet(msgspec.Struct, frozen=True):
    """What the templates of a pack may say.

    `shared` are names that every template of the pack sees. `collections` are the views by the
    `for_each` word that selects them; a template sees its view's fields by name, and the view as `item`.
    """

    shared: dict[str, Any]
    collections: dict[str, tuple[Any, ...]]


class Unit(msgspec.Struct, frozen=True):
    """A piece of a target's output that is viewed and printed by itself: a module, a service, the
    package. It is made from the API and from the summaries of the units that it `needs`."""

    name: str
    needs: tuple[str, ...] = ()


class UnitViews(msgspec.Struct, frozen=True):
    """The views of a unit, and the summary that other units are made from."""

    views: ViewSet
    summary: bytes = b""


class Program(Protocol):
    """An API as the units of one target. It is handed to other processes, so it must pickle."""

    @property
    def collections(self) -> tuple[str, ...]:
        """The `for_each` words that packs may use."""

    def layers(self) -> Sequence[Sequence[Unit]]:
        """The units: a layer needs nothing but the layers before it."""

    def inputs(self, units: Sequence[Unit]) -> Iterator[tuple[bytes, ...]]:
        """All that the views of each unit depend on, besides the options and the units it needs."""

    def weight(self, unit: Unit) -> int:
        """An estimate of the time that a unit takes."""

    def views(self, unit: Unit, summaries: Mapping[str, bytes]) -> UnitViews:
        """The views of a unit, from the summaries of the units that it needs."""

    def full_views(self, unit: Unit) -> ViewSet:
        """The views of a unit with nothing left out, for templates that are not our own."""


class Target(msgspec.Struct, frozen=True):
    """The registration of a target.

    `name` is what `views` in a `target.toml` refers to. `options` is the type of its table of settings
    (`[tool.apigen.NAME]`), `program` makes its program from the API and such options. `copies` are
    the folders that `[[verbatim]]` rules may name.
    """

    name: str
    options: type[msgspec.Struct]
    program: Callable[[Api, Any], Program]
    copies: Mapping[str, Path] = {}


class WholeApi:
    """The program of a target that views the whole API at once, as a single unit."""

    def __init__(
        self,
        api: Api,
        options: Any,
        collections: Iterable[str],
        view_set: Callable[[Api, Any], ViewSet],
    ) -> None:
        self._api = api
        self._options = options
        self._view_set = view_set
        self.collections = tuple(collections)

    def layers(self) -> Sequence[Sequence[Unit]]:
        return ((Unit("all"),),)

    def inputs(self, units: Sequence[Unit]) -> Iterator[tuple[bytes, ...]]:
        for _ in units:
            yield (encoded(self._api),)

    def weight(self, unit: Unit) -> int:
        return sum(len(r.methods) for service in self._api.services for r in service.resources)

    def views(self, unit: Unit, summaries: Mapping[str, bytes]) -> UnitViews:
        return UnitViews(self._view_set(self._api, self._options))

    def full_views(self, unit: Unit) -> ViewSet:
        return self._view_set(self._api, self._options)
