"""`python -m tests.benchmarks.unformatted REFERENCE`: a run without formatting, and what it took.

Prints one JSON object: seconds from the first page read to the last text printed, and methods.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from apigen import pipeline, runs
from apigen.collector import paused
from apigen.findings.diagnostics import Diagnostics
from apigen.outputs import outputs
from apigen.settings import Settings
from apigen.tools import Tools
from apigen.workers import Workers, available


def main(reference: str) -> None:
    started = time.perf_counter()
    settings, diagnostics = Settings(), Diagnostics()
    given = runs.read_input(Path(reference), settings, ())
    tools = Tools(workers=Workers(available()))
    with paused():
        reading = pipeline.read_pages(given.pages, settings.all_variables(), diagnostics, tools)
        made, texts = outputs(reading.api, settings, (), diagnostics, tools, formatted=False)
    length = sum(len(texts.of(item.digest)) for item in made)
    seconds = time.perf_counter() - started
    resources = [item for service in reading.api.services for item in service.resources]
    methods = sum(len(item.methods) for item in resources)
    print(json.dumps({"seconds": seconds, "methods": methods, "characters": length}))


if __name__ == "__main__":
    main(*sys.argv[1:])
