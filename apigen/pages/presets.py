"""Reads the variables of Diplodoc's `presets.yaml` files.

The top keys are scopes; `default` holds for all of them. A file in a folder nearer to a page overrules
those above it. https://diplodoc.com/docs/en/syntax/vars
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from apigen.pages.readers.document import DocumentError, MappingNode, parse_yaml

_NAME = re.compile(rb"\{\{-?\s*([A-Za-z0-9_.-]{1,100})\s*-?\}\}")


def used_variables(presets: Mapping[str, bytes], pages: Mapping[str, bytes]) -> dict[str, str]:
    """The variables that pages use and presets define, sorted by name. Both mappings are from paths in the
    repository to contents. If two folders define a variable for their pages, the first page in order of
    paths decides."""
    defined = {PurePosixPath(path).parent: _variables(text) for path, text in presets.items()}
    found: dict[str, str] = {}
    for path, content in sorted(pages.items()):
        names = {name.decode() for name in _NAME.findall(content)}
        for folder in PurePosixPath(path).parents:
            known = defined.get(folder, {})
            for name in names & known.keys():
                found.setdefault(name, known[name])
            names -= known.keys()
    return dict(sorted(found.items()))


def _variables(content: bytes) -> dict[str, str]:
    """The variables of one file: those of `default`, then those of the other scopes in their order. A file
    that is not YAML has none."""
    try:
        document = parse_yaml(content.decode("utf-8"), first_line=1)
    except (UnicodeDecodeError, DocumentError):
        return {}
    found: dict[str, str] = {}
    for scope in _scopes(document) if isinstance(document, MappingNode) else ():
        for name, value in scope.items():
            if isinstance(value, str):
                found.setdefault(name, value)
    return found


def _scopes(document: MappingNode) -> Iterator[MappingNode]:
    for name in sorted(document, key=lambda name: name != "default"):
        scope = document[name]
        if isinstance(scope, MappingNode):
            yield scope
