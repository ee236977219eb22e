"""Names in Python: identifiers whatever the page says, clashing with nothing."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apigen.ir.names import plural, words
from apigen.runtime.http.request import Request
from apigen.runtime.messages.models import Message
from apigen.targets.python.naming import (
    FIELD_RESERVED,
    class_name,
    collection_name,
    distinct,
    enum_member,
    field_name,
    method_name,
    module_name,
)


@pytest.mark.parametrize(
    ("name", "python"),
    [
        ("minDiskSize", "min_disk_size"),
        ("folderId", "folder_id"),
        ("mongodbSpec_3_6", "mongodb_spec_3_6"),
        ("IPv4Address", "ipv4_address"),
        ("v6Address", "v6_address"),
        ("class", "class_"),
        ("self", "self_"),
        ("options", "options_"),
        ("None", "none"),
        ("json", "json_"),
        ("list", "list_"),
        ("modelConfig", "model_config_"),
        ("1st", "field_1_st"),
        ("имя", "field"),
        ("__import__('os')", "import_os"),
        ("../../x", "x"),
        ("", "field"),
    ],
)
def test_field_names(name: str, python: str) -> None:
    assert field_name(name) == python


@given(st.text())
def test_every_name_is_an_identifier(name: str) -> None:
    for python in (field_name(name), method_name(name), module_name(name), enum_member(name)):
        assert python.isidentifier()
        assert python.isascii()
        assert not keyword.iskeyword(python)
    assert class_name(name).isidentifier()
    assert class_name(name).isascii()
    assert not keyword.iskeyword(class_name(name))


@given(st.lists(st.text(), unique=True))
def test_names_of_a_scope_are_distinct(names: list[str]) -> None:
    chosen = distinct(names, field_name)
    assert len(set(chosen.values())) == len(names)


def test_no_field_hides_an_attribute_of_a_message() -> None:
    # Pydantic looks for attributes of the metaclass, too: `register` and `mro`.
    classes = (Message, Request, type(Message))
    public = {name for cls in classes for name in dir(cls) if not name.startswith("_")}
    lower = {name for name in public if name == name.lower() and not name.startswith("model_")}
    assert lower <= FIELD_RESERVED


def test_no_module_takes_the_place_of_a_file_of_the_package() -> None:
    files = ("client", "errors", "models", "shared")
    assert [module_name(name) for name in files] == [f"{name}_" for name in files]


@pytest.mark.parametrize(
    ("resource", "attribute"),
    [("Image", "images"), ("IamToken", "iam_tokens"), ("Policy", "policies"), ("Os", "os")],
)
def test_collections(resource: str, attribute: str) -> None:
    assert collection_name(resource) == attribute


def test_words_of_abbreviations() -> None:
    assert words("PCITopology") == ("pci", "topology")
    assert words("KMSKey") == ("kms", "key")


def test_plurals() -> None:
    assert [plural(w) for w in ("key", "box", "status", "address", "data")] == [
        "keys",
        "boxes",
        "statuses",
        "addresses",
        "data",
    ]
