"""One request before three judges: the SDK's checks, the emulator's schemas, a plain reading of the IR.

Run as a module for many cases: `python -m tests.product.emulator.three_judges CASES FOLDER…`.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from apigen import pipeline
from apigen.emulator.checks.validator import RequestValidator
from apigen.emulator.status import StatusError
from apigen.emulator.world.routes import MethodRoute, RouteTable
from apigen.findings.diagnostics import Diagnostics
from apigen.ir.api import Api
from apigen.settings import Settings
from apigen.targets.openapi.document import document
from apigen.targets.python.options import PythonOptions
from tests.product.emulator.made_up import Maker
from tests.product.emulator.plain_reading import Broken, plain_reading

# Checked by the SDK only: it prevents resets by an empty mask, and paths that lead to another URL.
OF_THE_SDK = ("field-mask", "path")


class Verdicts(msgspec.Struct):
    """The violations that each validator finds: path and rule."""

    plain: set[Broken]
    sdk: set[Broken]
    emulator: set[Broken]

    @property
    def agree(self) -> bool:
        return self.plain == self.sdk == self.emulator

    def differences(self) -> dict[str, set[Broken]]:
        """The violations of each that differ from those of the plain reading."""
        return {"sdk": self.sdk ^ self.plain, "emulator": self.emulator ^ self.plain}


class Judges:
    """The three validators of one API; generates and imports an SDK for it."""

    def __init__(self, api: Api, folder: Path, package: str) -> None:
        self.api = api
        self.messages = api.message_index()
        self._table = RouteTable(api)
        self.routes = list(self._table)
        self._validator = RequestValidator(document(api))
        settings = Settings(options={"python": PythonOptions(package=package)})
        made = pipeline.files(api, settings, (), Diagnostics(), formatted=False)
        for file in made:
            if not file.path.startswith("tests/"):
                target = folder / file.path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(file.text, encoding="utf-8")
        sys.path.insert(0, str(folder))
        try:
            self._load(package)
        finally:
            sys.path.remove(str(folder))

    def _load(self, package: str) -> None:
        root = importlib.import_module(package)
        request = importlib.import_module(f"{package}._runtime.http.request").Request
        self._check = importlib.import_module(f"{package}._runtime.http.checks").check
        self._encoding = importlib.import_module(f"{package}._runtime.http.encoding")
        self._requests: dict[str, Any] = {}
        for module in pkgutil.walk_packages(root.__path__, f"{package}."):
            if "._runtime" not in module.name and ".models" not in module.name:
                for value in vars(importlib.import_module(module.name)).values():
                    if (
                        isinstance(value, type)
                        and issubclass(value, request)
                        and value is not request
                    ):
                        self._requests[value.PAGE] = value

    def judge(self, route: MethodRoute, values: dict[str, Any]) -> Verdicts:
        method = route.method
        plain = plain_reading(method, values, self.messages)
        request = self._requests[method.origin.file].from_json(values)
        sdk = {(v.path, v.rule) for v in self._check(request) if v.rule not in OF_THE_SDK}
        return Verdicts(plain, sdk, self._emulator(route, request))

    def _emulator(self, route: MethodRoute, request: Any) -> set[Broken]:
        """The violations that the emulator finds in the request as the SDK sends it."""
        path, _, query = self._encoding.url(request, route.method.path).partition("?")
        match, _ = self._table.find(route.method.verb, path)
        assert match is not None, (route.id, path)
        assert match.route.id == route.id, (route.id, path, match.route.id)
        content = self._encoding.content(request)
        body = msgspec.json.decode(content) if content else None
        try:
            self._validator.validate(route.id, match.parameters, query, body)
        except StatusError as error:
            return {(violation.path, violation.rule) for violation in error.violations}
        return set()


def cases(
    judges: Judges, random: Random, number: int
) -> Iterator[tuple[MethodRoute, dict[str, Any]]]:
    """Requests of all methods in turn."""
    maker = Maker(judges.messages, random)
    for count in range(number):
        route = judges.routes[count % len(judges.routes)]
        yield route, maker.request(route.method)


def main(number: int, folders: list[str]) -> None:
    from tests.product.emulator.worlds import read

    total: Counter[str] = Counter()
    started = time.monotonic()
    for place, folder in enumerate(folders):
        with tempfile.TemporaryDirectory() as made:
            judges = Judges(read(Path(folder)), Path(made), f"judged{place}")
            for route, values in cases(judges, Random(place), number // len(folders)):
                verdicts = judges.judge(route, values)
                total["cases"] += 1
                total["wrong" if verdicts.plain else "right"] += 1
                total["violations"] += len(verdicts.plain)
                if not verdicts.agree:
                    total["differ"] += 1
                    if total["differ"] <= 10:
                        print(route.id, verdicts.differences(), values, sep="\n  ")
    print(dict(total), f"{time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
