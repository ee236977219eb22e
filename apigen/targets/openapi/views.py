"""What templates may say of OpenAPI: documents, already JSON."""

from __future__ import annotations

import json

import msgspec

from apigen.ir.api import Api
from apigen.targets.base import ViewSet
from apigen.targets.openapi.document import DEFAULTS, Document, documents
from apigen.targets.openapi.options import OpenApiOptions


class DocumentView(msgspec.Struct, frozen=True):
    """One document: its file name and its text."""

    path: str
    text: str


def view_set(api: Api, options: OpenApiOptions = DEFAULTS) -> ViewSet:
    """The views of the pack `openapi`: `document`."""
    views = tuple(
        DocumentView(name, document_text(document))
        for name, document in documents(api, options).items()
    )
    return ViewSet(shared={}, collections={"document": views})


def document_text(document: Document) -> str:
    """A document as JSON, two spaces deep, with a newline at its end."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
