"""Names of messages on pages that give none.

They follow the protobuf names of newer pages (`CreateImageRequest`, `GetImageLatestByFamilyRequest`,
`ListImagesResponse`: AIP-131 to AIP-136), so that an old and a new page of one method give the same.
"""

from __future__ import annotations

import re

from apigen.ir.names import plural
from apigen.languages.plurals import singular

_VERB = re.compile(r"[a-z0-9_]+")


def service_key(service: str, version: str) -> str:
    """`datasphere`, `datasphere-v2`: each version of a service is a service of its own."""
    return f"{service}-{version}" if version else service


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
    """The name of the message of a field's inner fields: `os` → `Os`, `images[]` → `Image`."""
    return upper_first(singular(field) if arrays else field)
