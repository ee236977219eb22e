"""`python -m tests.programs speed DIR…`: what parsing costs, in milliseconds of CPU for 10,000 characters.

Each folder is read three times and the least cost counts. From text to draft (the reading of a page
itself), and of all drafts into the API.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from apigen.analysis.api.link import link
from apigen.analysis.page.build import build
from apigen.analysis.page.draft import Draft
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Source
from apigen.pages.read import read_page
from apigen.settings import VARIABLES


def drafts(pages: list[Source]) -> list[Draft]:
    found = Diagnostics()
    made = (read_page(page, found, VARIABLES) for page in pages)
    return [draft for page in made if page is not None and (draft := build(page, found))]


def main(folders: list[Path]) -> int:
    if not folders or not all(folder.is_dir() for folder in folders):
        print(__doc__, file=sys.stderr)
        return 2
    print(f"{'folder':24} {'pages':>6} {'characters':>11} {'ms/10,000':>10} {'into an API':>12}")
    total, cost = 0, 0.0
    for folder in folders:
        paths = sorted(folder.rglob("*.md"))
        pages = [Source(p.relative_to(folder).as_posix(), p.read_text("utf-8")) for p in paths]
        size = sum(len(page.text) for page in pages)
        reading, joining = min(_once(pages) for _ in range(3))
        total, cost = total + size, cost + reading
        each = [part * 1000 / max(size, 1) * 10_000 for part in (reading, joining)]
        print(f"{folder.name:24} {len(pages):6} {size:11} {each[0]:10.2f} {each[1]:12.2f}")
    print(f"{'all':24} {'':6} {total:11} {cost * 1000 / max(total, 1) * 10_000:10.2f}")
    return 0


def _once(pages: list[Source]) -> tuple[float, float]:
    start = time.process_time()
    made = drafts(pages)
    middle = time.process_time()
    link(made, Diagnostics())
    return middle - start, time.process_time() - middle


if __name__ == "__main__":
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))
