"""APIs to emulate in tests, and an HTTP client for them that is independent of the SDK."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from functools import cache
from pathlib import Path
from typing import Any

from apigen import pipeline
from apigen.findings.diagnostics import Diagnostics
from apigen.ir.api import Api
from apigen.settings import load

PROJECT = Path(__file__).parents[3]
IMAGES = "/compute/v1/images"


@cache
def shipped() -> Api:
    """The API of the shipped reference."""
    return read(PROJECT / "reference")


def read(folder: Path) -> Api:
    return pipeline.read(folder, load(PROJECT).all_variables(), Diagnostics()).api


class Http:
    """Sends requests and returns status, JSON and headers."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __call__(
        self, verb: str, path: str, body: Any = None, **headers: str
    ) -> tuple[int, Any, dict[str, str]]:
        data = (
            body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        )
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.url + path, data, sent, method=verb)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                found = (answer.status, answer.read(), answer.headers)
        except urllib.error.HTTPError as error:
            with error:
                found = (error.code, error.read(), error.headers)
        return (
            found[0],
            json.loads(found[1] or b"null"),
            {k.lower(): v for k, v in found[2].items()},
        )

    def ok(self, verb: str, path: str, body: Any = None, **headers: str) -> Any:
        status, found, _ = self(verb, path, body, **headers)
        assert status == 200, found
        return found

    def error(self, verb: str, path: str, body: Any = None, **headers: str) -> tuple[int, int, str]:
        """HTTP status, google.rpc.Code and message of an error."""
        status, found, _ = self(verb, path, body, **headers)
        assert status >= 400, found
        return status, found["code"], found["message"]

    def paths(self, verb: str, path: str, body: Any = None) -> dict[str, str]:
        """The violations of a refused request: rule by path."""
        status, found, _ = self(verb, path, body)
        assert (status, found["code"]) == (400, 3), found
        details = {detail["@type"].rpartition(".")[2]: detail for detail in found["details"]}
        listed = details["BadRequest"]["fieldViolations"]
        return {violation["field"]: violation["reason"] for violation in listed}

    def step(self, seconds: float) -> None:
        self.ok("POST", "/_emulator/clock", {"step": seconds})

    def image(self, **fields: Any) -> dict[str, Any]:
        """A ready image."""
        operation = self.ok("POST", IMAGES, {"folderId": "b1g", **fields})
        self.step(60)
        found: dict[str, Any] = self.ok("GET", f"/operations/{operation['id']}")["response"]
        return found
