"""An API into files, part by part: what is known of a part is not made again, the rest is shared out.

The cache holds a bundle for each folder of the package, under a key that covers the facts of its parts:
what was made (`folders`), and the texts (`texts`), which are read where somebody wants to see them. The
bundle made last is found by the folder's name, too (`latest`): most of a folder is in it still when one
page has changed. Neither decides what a file says, for every part in a bundle has a key of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import entry_points
from pathlib import Path

import msgspec

from apigen import pipeline
from apigen.cache import Cache, digest, folder_digest
from apigen.findings.diagnostics import Diagnostics
from apigen.ir.api import Api
from apigen.press import Made, Press, Work, print_part
from apigen.render.filters import GROUP
from apigen.render.loader import builtin_templates
from apigen.settings import Settings
from apigen.targets.base import Artifact, ViewSet
from apigen.targets.pack import Pack, copied, read_pack
from apigen.targets.python.facts import Part, encoded
from apigen.targets.python.outline import Lacking, ServiceOutline
from apigen.targets.python.parts import PARTED, WHOLE, Parts, Told
from apigen.texts import KIND, Output, Texts, load, sha256
from apigen.tools import Tools

_MAKER = (
    *("targets", "render", "ir", "runtime"),
    *("findings", "outputs.py", "press.py", "texts.py"),
)
_FORMATTER = ("render",)
_WORTH = 60  # messages and methods: half a second's work
_BUNDLE = msgspec.msgpack.Decoder(tuple[Made, ...])
_TOLD = msgspec.msgpack.Decoder(Told)


def outputs(
    api: Api,
    settings: Settings,
    templates: tuple[Path, ...],
    diagnostics: Diagnostics,
    tools: Tools,
    *,
    formatted: bool = True,
) -> tuple[tuple[Output, ...], Texts]:
    """What `pipeline.files` makes of an API, with the texts apart.

    Where a template fails, or wants more than parts can give, all is made in one piece: what is told
    of failures is about all files.
    """
    texts = Texts(tools.cache)
    found: list[Output] = []
    own = Diagnostics()
    left = settings.targets
    folders = (*templates, builtin_templates())
    for name in settings.targets:
        pack = read_pack(name, folders, Diagnostics())
        if pack is not None and _in_parts(pack):
            run = _Run(api, settings, templates, name, pack, tools, formatted=formatted)
            made = run.made(texts, own)
            if made is not None:
                found += made
                left = tuple(other for other in left if other != name)
    if left:
        rest = msgspec.structs.replace(settings, targets=left)
        others = Diagnostics()
        files = pipeline.files(api, rest, templates, others, formatted=formatted, tools=tools)
        by_digest = {sha256(file.text): file.text for file in files}
        texts.keep(digest(key.encode() for key in by_digest).hex(), by_digest)
        found += map(Output.of, files)
        told = set(own)  # what is wrong with a user's templates is told in each turn
        own.extend(item for item in others if item not in told)
    diagnostics.extend(own)
    return tuple(sorted(found, key=lambda output: output.path)), texts


def _in_parts(pack: Pack) -> bool:
    known = (*PARTED, *WHOLE)
    return pack.views == "python" and all(rule.for_each in known for rule in pack.file)


class _Folder:
    """One folder of the package, or (without a name) what is beside all of them: the key of its
    bundle, the keys of its parts, what is known of these."""

    def __init__(self, name: str, parts: Mapping[Part, bytes], bundle: str) -> None:
        self.name = name
        self.parts = parts
        self.bundle = bundle
        self.whole: tuple[Made, ...] = ()
        """All that is in its bundle, where that is there."""
        self.made: dict[bytes, Made] = {}
        self.texts: dict[str, str] = {}
        self.raw: dict[bytes, str] = {}
        """Formatted texts by the digests of what was printed."""

    def look(self, cache: Cache, latest: str) -> None:
        known = cache.get("folders", self.bundle)
        if known is not None and cache.touch(KIND, self.bundle):
            self.whole = _BUNDLE.decode(known)
            self.made = {made.key: made for made in self.whole}
            return
        before = (cache.get("latest", latest) or b"").decode()
        old = cache.get("folders", before) if before else None
        texts = load(cache, before) if old is not None else {}
        own = set(self.parts.values())
        for made in _BUNDLE.decode(old) if old is not None else ():
            there = {f.output.digest: texts.get(f.output.digest) for f in made.files}
            found = {key: text for key, text in there.items() if text is not None}
            self.raw |= {
                f.raw: found[f.output.digest]
                for f in made.files
                if f.raw and f.output.digest in found
            }
            if made.key in own and len(found) == len(there):
                self.made[made.key] = made
                self.texts |= found

    def add(self, work: Work) -> None:
        self.made[work.made.key] = work.made
        self.texts.update(work.texts)

    def keep(self, cache: Cache, texts: Texts, latest: str) -> None:
        texts.keep(self.bundle, self.texts)
        if cache.used:
            cache.put("folders", self.bundle, msgspec.msgpack.encode(tuple(self.made.values())))
            cache.put("latest", latest, self.bundle.encode())


class _Run:
    """The parts of one pack."""

    def __init__(
        self,
        api: Api,
        settings: Settings,
        templates: tuple[Path, ...],
        name: str,
        pack: Pack,
        tools: Tools,
        *,
        formatted: bool,
    ) -> None:
        self._api = api
        self._name = name
        self._pack = pack
        self._templates = templates
        self._tools = tools
        # Filters that other packages offer are code that no key covers.
        self._cache = Cache() if entry_points(group=GROUP) else tools.cache
        self._options = pipeline.python_options(settings)
        self._formatted = formatted
        self._parts = Parts(api, self._options)
        self._press = Press(self._parts, name, pack, templates, formatted=formatted)

    def made(self, texts: Texts, diagnostics: Diagnostics) -> list[Output] | None:
        """The files of the pack, nothing where they cannot be made in parts."""
        own = Diagnostics()
        self._press.begin(own)
        with self._tools.stages.stage("names"):
            folders = self._folders()
            for folder in folders.values():
                folder.look(self._cache, self._latest(folder.name))
        if not self._make(folders):
            return None
        try:
            with self._tools.stages.stage("package"):
                files = self._joined(folders, texts)
        except Lacking:
            return None
        if files is not None:
            diagnostics.extend(own)
        return files

    def _folders(self) -> dict[str, _Folder]:
        parts = self._parts.all()
        base = self._base()
        keys: dict[str, dict[Part, bytes]] = {}
        for part, facts in zip(parts, self._parts.facts(parts), strict=True):
            key = bytes.fromhex(self._cache.key(_MAKER, b"part", base, *facts))
            keys.setdefault(part.folder, {})[part] = key
        return {
            name: _Folder(
                name, own, self._cache.key(_MAKER, b"folder", base, *self._own(name), *own.values())
            )
            for name, own in keys.items()
        }

    def _base(self) -> bytes:
        """What all files depend on."""
        folders = (*self._templates, builtin_templates())
        return digest(
            (
                encoded((self._name, self._pack, self._options, self._formatted)),
                *(str(folder).encode() for folder in self._templates),
                *(folder_digest(folder) for folder in folders),
            )
        )

    def _own(self, folder: str) -> tuple[bytes, ...]:
        """What the files of a folder say besides its parts."""
        return (folder.encode(), encoded(self._parts.titles(folder)))

    def _latest(self, folder: str) -> str:
        words = (b"latest", self._name.encode(), folder.encode(), encoded(self._formatted))
        return self._cache.key(_FORMATTER, *words)

    def _make(self, folders: Mapping[str, _Folder]) -> bool:
        """Make the parts that are not known; false where a template failed."""
        raw: dict[bytes, str] = {}
        todo: list[tuple[bytes, Part]] = []
        known = 0
        for folder in folders.values():
            raw.update(folder.raw)
            new = [(key, part) for part, key in folder.parts.items() if key not in folder.made]
            known += len(folder.parts) - len(new)
            todo += new
        total = known + len(todo)
        weight = sum(self._parts.weight(part) for _, part in todo)
        stages = self._tools.stages
        with stages.stage("files", unit="parts", known=known, total=total, weight=weight) as done:
            works = self._tools.workers.map(
                print_part,
                todo,
                weight=lambda item: self._parts.weight(item[1]),
                worth=_WORTH,
                done=done,
                state=(self._press, raw),
            )
        for (_, part), work in zip(todo, works, strict=True):
            folders[part.folder].add(work)
            stages.shares("files", work.spent)
        return not any(work.found for work in works)

    def _joined(self, folders: Mapping[str, _Folder], texts: Texts) -> list[Output] | None:
        """The files of all parts, and those of folders and package, which are made from what is told
        of the parts."""
        told = {
            part: _TOLD.decode(folder.made[key].told)
            for folder in folders.values()
            for part, key in folder.parts.items()
        }
        outlines: list[ServiceOutline] = []
        for folder in folders.values():
            services = self._parts.services(folder.name, told)
            outlines += services
            if not folder.whole:
                views = self._parts.folder(services, folder.parts, told)
                if not self._finish(folder, texts, views):
                    return None
        package = self._package(folders.values())
        package.look(self._cache, self._latest(""))
        if not package.whole:
            views = self._parts.package(outlines, told)
            copies = copied(self._pack, views, {"runtime": pipeline.RUNTIME})
            if not self._finish(package, texts, views, copies):
                return None
        return list(_in_order((*folders.values(), package), texts))

    def _package(self, folders: Iterable[_Folder]) -> _Folder:
        facts = encoded(self._parts.package_facts())
        key = self._cache.key(_MAKER, b"package", facts, *(f.bundle.encode() for f in folders))
        return _Folder("", {}, key)

    def _finish(
        self, folder: _Folder, texts: Texts, views: ViewSet, more: Iterable[Artifact] = ()
    ) -> bool:
        """Make what is left of a folder, and keep all of it; false where a template failed."""
        work = self._press.views(b"", views, folder.raw, more=more)
        if work.found:
            return False
        folder.add(work)
        folder.keep(self._cache, texts, self._latest(folder.name))
        return True


def _in_order(folders: Iterable[_Folder], texts: Texts) -> Iterator[Output]:
    """All files. Of two in one place the later in the order of `pipeline.files` stays the later."""
    found: list[tuple[str, bool, int, int, Output]] = []
    for folder in folders:
        texts.known(folder.bundle, (f.output.digest for m in folder.whole for f in m.files))
        made = [folder.made[key] for key in (*folder.parts.values(), b"")]
        found += (
            (file.output.path, file.python, file.rule, number, file.output)
            for number, item in enumerate(made, len(found))
            for file in item.files
        )
    yield from (item[-1] for item in sorted(found, key=lambda item: item[:4]))
