"""Schemathesis 4.32.5, of the extra `tools`, reads the document and fuzzes the emulator.

Its check that every violation of a schema is refused is left out: ProtoJSON accepts null for an absent
field, the schemas do not.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from apigen.emulator import Emulator
from apigen.targets.openapi.views import document_text
from tests.emulator.worlds import shipped
from tests.others import tool
from tests.tiers import deep

CHECKS = (
    "not_a_server_error,response_schema_conformance,content_type_conformance,"
    "response_headers_conformance,status_code_conformance,unsupported_method"
)


@deep
def test_schemathesis_finds_no_error(tmp_path: Path) -> None:
    program = tool("schemathesis")
    with Emulator(shipped(), durations=(0.0, 0.05), loose=True, require_auth=True) as emulator:
        file = tmp_path / "all.json"
        file.write_text(document_text(emulator.engine.document), encoding="utf-8")
        options = ("--checks", CHECKS, "--max-examples", "40", "--seed", "1", "--no-color")
        header = ("--header", "Authorization: Bearer t1.test")
        done = subprocess.run(
            [program, "run", str(file), "--url", emulator.url, *options, *header],
            cwd=tmp_path, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout[-20000:]
