"""The pages that are measured: some number of methods of a reference, or of the shipped one under many
names; and single pages changed."""

from __future__ import annotations

import hashlib
import math
import shutil
from collections.abc import Sequence
from pathlib import Path

SHIPPED = Path(__file__).resolve().parent.parent.parent.parent / "reference" / "ru" / "compute"


def make_up(pages: Path, methods: int) -> None:
    """The shipped service again and again under other names."""
    own = len(method_pages(SHIPPED))
    for number in range(math.ceil(methods / own)):
        for page in SHIPPED.rglob("*.md"):
            target = pages / f"compute{number}" / page.relative_to(SHIPPED)
            target.parent.mkdir(parents=True, exist_ok=True)
            text = page.read_text(encoding="utf-8")
            target.write_text(text.replace("compute", f"compute{number}"), encoding="utf-8")


def choose(reference: Path, pages: Path, methods: int) -> None:
    """About so many methods of a reference: whole folders of pages, in an order that is as good as
    chance and always the same."""
    folders = {page.parent for page in method_pages(reference)}
    taken = 0
    for folder in sorted(folders, key=lambda folder: _order(folder.relative_to(reference))):
        if taken < methods:
            shutil.copytree(folder, pages / folder.relative_to(reference), dirs_exist_ok=True)
            taken = len(method_pages(pages))


def _order(folder: Path) -> bytes:
    return hashlib.sha256(folder.as_posix().encode()).digest()


def method_pages(folder: Path) -> list[Path]:
    return sorted(page for page in folder.rglob("*.md") if page.name != "index.md")


def middle_page(pages: Path) -> Path:
    """The method page of middling size."""
    found = sorted(method_pages(pages), key=lambda page: (page.stat().st_size, page))
    return found[len(found) // 2]


def largest_page(pages: Path) -> Path:
    return max(method_pages(pages), key=lambda page: page.stat().st_size)


def change(page: Path, words: str) -> None:
    """A sentence more in the description of a method."""
    lines = page.read_text(encoding="utf-8").split("\n")
    title = next(number for number, line in enumerate(lines) if line.startswith("# "))
    lines[title + 1 : title + 1] = ["", words]
    page.write_text("\n".join(lines), encoding="utf-8")


def touch(files: Sequence[Path]) -> None:
    """As after a checkout: the same contents, all of them written just now."""
    for file in files:
        file.write_bytes(file.read_bytes())


def parts(pages: Path, folder: Path, sizes: Sequence[float]) -> list[Path]:
    """Parts of the pages: every n-th service, so that they are alike."""
    services = sorted(path for path in pages.iterdir() if path.is_dir())
    made = []
    for size in sizes:
        part = folder / f"part-{size}"
        part.mkdir()
        kept = [s for n, s in enumerate(services) if int((n + 1) * size) > int(n * size)]
        for service in kept:
            shutil.copytree(service, part / service.name)
        made.append(part)
    return made
