"""Ids and names of messages that a page leaves without any.

They follow the vendor's own (`CreateImageRequest`, `GetImageLatestByFamilyRequest`,
`ListImagesResponse`: AIP-131 to AIP-136), so that old and new pages of one method read alike.
"""

from __future__ import annotations

import re

from apigen.ir.names import plural
from apigen.languages.plurals import singular

_VERB = re.compile(r"[a-z0-9_]+")


def upper_first(name: str) -> str:
    return name[:1].upper() + name[1:]


def message_stem(resource: str, method: str) -> str:
    """`CreateImage`, `ListImages`, `GetImageLatestByFamily` for a method of a resource."""
    match = _VERB.match(method)
    verb = match.group() if match else method
    rest = method[len(verb) :]
    name = resource
    if verb == "list" and not rest:
        match = re.search(r"[A-Z][a-z0-9]*$", resource)
        last = match.group() if match else resource
        name = resource[: len(resource) - len(last)] + upper_first(plural(last.lower()))
    return upper_first(verb) + name + rest


def nested_name(field: str, arrays: int) -> str:
    """The name of the message that a field's own fields make: `os` → `Os`, `images[]` → `Image`."""
    return upper_first(singular(field) if arrays else field)
