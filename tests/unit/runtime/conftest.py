"""Hides the credentials of the machine from the tests, and fails tests that leak a secret."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from apigen.runtime.errors import YCloudError
from tests.unit.runtime.secrets import SECRETS, leaked

VARIABLES = (
    "YC_API_KEY",
    "YC_IAM_TOKEN",
    "YC_OAUTH_TOKEN",
    "YC_SERVICE_ACCOUNT_KEY_FILE",
    "YC_TOKEN",
    "YC_ENDPOINT",
    "YC_ENDPOINTS",
)


@pytest.fixture(autouse=True)
def _machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("YC_METADATA_ADDR", "127.0.0.1:9")  # nothing listens there


class _Sink(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.leaks: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = self.format(record)
        self.leaks += [text for secret in SECRETS if secret in text]


@pytest.fixture(autouse=True)
def _secrets_stay_out_of_the_errors(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Searches every error created during a test for secrets, caught or not."""
    made: list[YCloudError] = []
    plain = YCloudError.__init__

    def remembering(self: YCloudError, *args: object) -> None:
        made.append(self)
        plain(self, *args)

    monkeypatch.setattr(YCloudError, "__init__", remembering)
    yield
    assert not [secret for error in made for secret in leaked(error)]


@pytest.fixture(autouse=True)
def _secrets_stay_out_of_the_logs() -> Iterator[None]:
    """Searches everything logged during a test, by any library and down to DEBUG, for secrets."""
    sink, root = _Sink(), logging.getLogger()
    level = root.level
    root.addHandler(sink)
    root.setLevel(logging.DEBUG)
    yield
    root.removeHandler(sink)
    root.setLevel(level)
    assert not sink.leaks
