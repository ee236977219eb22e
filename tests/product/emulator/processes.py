"""Runs `apigen serve` as a process on a free port of the loopback address."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.product.emulator.worlds import PROJECT, Http

COMMAND = (sys.executable, "-m", "apigen", "serve")


@contextmanager
def serving(*options: str) -> Iterator[tuple[Http, subprocess.Popen[str], str]]:
    process = subprocess.Popen(
        [*COMMAND, "--port", "0", *options],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        said = ""
        while "use it" not in said:
            line = process.stdout.readline()
            assert line, said
            said += line
        address = re.search(r"address  (\S+)", said)
        assert address is not None
        yield Http(address[1]), process, said
    finally:
        process.kill()
        process.wait(10)
        assert process.stdout is not None
        process.stdout.close()
