"""The type of a phrasebook: what a language of the docs has to provide."""

from __future__ import annotations

import msgspec

from apigen.languages.sentence_rules import SentenceRule


class Phrasebook(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The fixed words of the pages in one language, compared case-insensitively.

    Marks and phrases are written without the full stop that follows them on a page. Phrasebooks are
    compared and hashed by identity, so that they are cheap keys of caches.
    """

    language: str
    """ISO 639-1, as in the folders of the reference."""

    method_titles: tuple[str, ...]
    """The word before the method's name in the title of a pipe-table page."""

    request_titles: tuple[str, ...]
    path_titles: tuple[str, ...]
    query_titles: tuple[str, ...]
    body_titles: tuple[str, ...]
    response_titles: tuple[str, ...]
    representation_titles: tuple[str, ...]
    methods_titles: tuple[str, ...]

    name_columns: tuple[str, ...]
    """The first column of a table of fields, parameters or methods."""

    description_columns: tuple[str, ...]

    required_marks: tuple[str, ...]
    output_only_marks: tuple[str, ...]
    input_only_marks: tuple[str, ...]
    deprecated_marks: tuple[str, ...]

    one_of_starts: tuple[str, ...]
    """The words before the field names of a one-of group, in samples and in cells."""

    one_of_ends: tuple[str, ...]
    """The comment in a sample that closes a one-of group."""

    sentences: tuple[SentenceRule, ...]
    """The wordings of constraints and other facts."""
