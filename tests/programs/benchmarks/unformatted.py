"""`python -m tests.programs.benchmarks.unformatted REFERENCE`: a run without formatting, and what it took.

Prints one JSON object: seconds from the first page read to the last text printed, and methods.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from apigen import pipeline
from apigen.cli.build import read_inputs
from apigen.findings.diagnostics import Diagnostics
from apigen.memo.collector import collector_paused
from apigen.memo.steps import Memo
from apigen.memo.workers import Workers, available
from apigen.settings import Settings


def main(reference: str) -> None:
    started = time.perf_counter()
    settings, diagnostics = Settings(), Diagnostics()
    inputs = read_inputs(Path(reference), settings, ())
    memo = Memo(workers=Workers(available()))
    with collector_paused():
        reading = pipeline.read_pages(inputs.pages, settings.all_variables(), diagnostics, memo)
        files = pipeline.files(reading.api, settings, (), diagnostics, memo, formatted=False)
    length = sum(len(file.text) for file in files)
    seconds = time.perf_counter() - started
    resources = [item for service in reading.api.services for item in service.resources]
    methods = sum(len(item.methods) for item in resources)
    print(json.dumps({"seconds": seconds, "methods": methods, "characters": length}))


if __name__ == "__main__":
    main(*sys.argv[1:])
