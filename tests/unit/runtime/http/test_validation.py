"""Modes of validation, and warnings of deprecations."""

from __future__ import annotations

import warnings
from typing import Annotated, Any, ClassVar

import pytest

from apigen.runtime import errors
from apigen.runtime.errors.warnings import ValidationWarning
from apigen.runtime.http.calls import Call
from apigen.runtime.http.options import CallOptions
from apigen.runtime.http.request import Body, Request
from apigen.runtime.messages.models import Deprecated, Json, Message
from tests.unit.runtime.sample_api import Client
from tests.unit.runtime.secrets import IAM
from tests.unit.runtime.server import Script, operation, reply, script


class TestValidation:
    def call(self, service: Script, mode: Any, options: CallOptions | None = None) -> None:
        client = Client(iam_token=IAM, transport=service.transport, validation=mode)
        client.compute.images.create(folder_id="f", name="Bad!", options=options)

    def test_error(self) -> None:
        service = script(reply(operation()))
        for mode in (None, "error"):
            with pytest.raises(errors.ValidationFailed):
                self.call(service, mode)
        with pytest.raises(errors.ValidationFailed):
            self.call(service, "off", CallOptions(validation="error"))
        assert not service.requests

    def test_warn_points_at_the_caller(self) -> None:
        service = script(reply(operation()))
        with pytest.warns(ValidationWarning, match="name: must match") as caught:
            self.call(service, "warn")
        assert service.body() == {"folderId": "f", "name": "Bad!"}
        assert [str(w.filename).rpartition("/")[2] for w in caught] == ["sample_api.py"]

    def test_off(self) -> None:
        service = script(reply(operation()))
        self.call(service, "off")
        self.call(service, "error", CallOptions(validation="off"))
        assert len(service.requests) == 2

    def test_off_still_refuses_what_json_cannot_hold(self) -> None:
        service = script(reply(operation()))
        options = CallOptions(validation="off", extra_body={"x": object()})
        with pytest.raises(errors.ValidationFailed, match="JSON"):
            self.call(service, None, options)


class Part(Message):
    old: Annotated[str | None, Json("oldName", 7), Deprecated("Use new.")] = None


class OldRequest(Request):
    PAGE: ClassVar[str] = "page.md"
    old: Annotated[str | None, Body("old", 5), Deprecated()] = None
    parts: Annotated[list[Part] | None, Body("parts", 6)] = None
    by_name: Annotated[dict[str, Part] | None, Body("byName", 8)] = None


class TestDeprecations:
    def send(self, deprecated: str | None = None, **given: Any) -> list[str]:
        client = Client(iam_token=IAM, transport=script(reply({})).transport)
        call: Call[None] = Call(
            name="a.b.c",
            verb="POST",
            host="h",
            path="/p",
            request=OldRequest.given(**given),
            deprecated=deprecated,
        )
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            client.send(call)
        assert all(w.category is DeprecationWarning for w in caught)
        assert {w.filename.rpartition("/")[2] for w in caught} <= {"test_validation.py"}
        return [str(w.message) for w in caught]

    def test_methods_and_fields(self) -> None:
        assert self.send() == []
        assert self.send("Use d.") == ["a.b.c is deprecated. Use d."]
        assert self.send(old="x") == ["a.b.c: old is deprecated."]
        assert self.send(parts=[Part(old="x")], by_name={"k": Part(old="y")}) == [
            "a.b.c: parts.oldName is deprecated. Use new.",
            "a.b.c: byName.oldName is deprecated. Use new.",
        ]
