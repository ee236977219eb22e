"""`python -m tests.benchmarks.unformatted REFERENCE OUT`: a run without black, and what it took.

Writes the texts that black would get below OUT (nothing for `-`), and prints one JSON object: seconds
from the first page read to the last text printed, methods, and the peak memory of this process and
its children in bytes.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from apigen import pipeline, runs
from apigen.collector import paused
from apigen.diagnostics import Diagnostics
from apigen.outputs import outputs
from apigen.settings import Settings
from apigen.targets.base import File
from apigen.tools import Tools
from apigen.workers import Workers, available


def main(reference: str, out: str) -> None:
    started = time.perf_counter()
    settings, diagnostics = Settings(), Diagnostics()
    given = runs.read_input(Path(reference), settings, ())
    tools = Tools(workers=Workers(available()))
    with paused():
        reading = pipeline.read_pages(given.pages, settings.all_variables(), diagnostics, tools)
        made, texts = outputs(reading.api, settings, (), diagnostics, tools, formatted=False)
    files = [File(item.path, texts.of(item.digest)) for item in made]
    seconds = time.perf_counter() - started
    for file in files if out != "-" else ():
        if file.path.endswith(".py") and "/_runtime/" not in file.path:
            target = Path(out, file.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(file.text, encoding="utf-8")
    resources = [item for service in reading.api.services for item in service.resources]
    usage = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    print(
        json.dumps(
            {
                "seconds": seconds,
                "methods": sum(len(item.methods) for item in resources),
                "peak": max(resource.getrusage(who).ru_maxrss for who in usage) * 1024,
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
