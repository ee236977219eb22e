"""Defaults converted to the type of their field; docs that keep sentences about limits."""

from __future__ import annotations

import pytest

from apigen.analysis.api.defaults import with_default
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Origin
from apigen.ir.api import Field
from apigen.ir.docs import Paragraph, Text
from apigen.ir.types import (
    Bool,
    Duration,
    Enum,
    EnumValue,
    Float,
    Integer,
    String,
    Timestamp,
    Type,
)
from tests.unit.analysis.pages import HOST, api_of, message, method, new, old

HERE = Origin("page.md", 3, 1)
Default = str | int | float | bool


@pytest.mark.parametrize(
    ("kind", "said", "meant"),
    [
        (String(), 1, "1"),
        (String(), True, "true"),
        (String(), "network-hdd", "network-hdd"),
        (Integer(64, quoted=True), "4096", 4096),
        (Integer(64, quoted=True), "9223372036854775807", 9223372036854775807),
        (Integer(), 3.0, 3),
        (Float(), "0.3", 0.3),
        (Float(), 1, 1),
        (Bool(), "True", True),
        (Duration(), 60, 60),
        (Enum((EnumValue("A"),)), "A", "A"),
        (Enum(()), "A", "A"),
        (Timestamp(), "now", "now"),
    ],
)
def test_a_default_is_converted_to_the_type_of_its_field(
    kind: Type, said: Default, meant: Default
) -> None:
    found = Diagnostics()
    field = with_default(Field(name="f", type=kind, origin=HERE, default=said), found)
    assert (field.default, type(field.default)) == (meant, type(meant))
    assert len(found) == 0


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Integer(), "all"),
        (Integer(), 2.5),
        (Integer(), True),
        (Float(), "inf"),
        (Bool(), 1),
        (Enum((EnumValue("A"),)), "B"),
    ],
)
def test_a_default_that_does_not_fit_is_reported(kind: Type, said: Default) -> None:
    found = Diagnostics()
    field = with_default(Field(name="f", type=kind, origin=HERE, default=said), found)
    assert field.default is None
    (finding,) = found
    assert (finding.code.code, finding.origin.line, finding.text) == ("A022", 3, str(said))


def test_defaults_in_requests_parameters_and_answers() -> None:
    page = old(
        f"GET {HOST}/v1/images/{{imageId}}",
        path=["imageId | Required. The image.  The default is 7."],
        query=["view | What to show.  The default is 1."],
        response=["code | **string**<br><p>The default is 2.</p>"],
    )
    api, told = api_of({"compute/api-ref/Image/get.md": page})
    assert told == []
    get = method(api, "Image", "get")
    assert get.query is not None
    assert get.response is not None
    assert [field.default for field in (*get.parameters, *get.query.fields)] == ["7", "1"]
    assert message(api, get.response).fields[0].default == "2"


def test_docs_of_methods_and_messages_keep_sentences_about_limits() -> None:
    words = "The maximum string length in characters is 50."
    page = new(
        f"POST {HOST}/v1/images", "Image.Create", ("Body parameters", ("os | **[Os](#a.Os)**",))
    )
    page = page.replace("\n\n## HTTP", f"\n\nMakes an image. {words}\n\n## HTTP", 1)
    page += f"\n## Os {{#a.Os}}\n\n{words}\n\n#|\n||Field | Description ||\n|| type | **string** ||\n|#\n"
    api, told = api_of({"compute/api-ref/Image/create.md": page})
    assert told == []
    create = method(api, "Image", "create")
    assert create.docs.blocks == (Paragraph((Text(f"Makes an image. {words}"),)),)
    assert message(api, "a.Os").docs.blocks == (Paragraph((Text(words),)),)
    assert message(api, "a.Os").fields[0].constraints == ()
