"""What a language of the docs has to bring along."""

from __future__ import annotations

import msgspec

from apigen.languages.sentence_rules import Rule


class Phrasebook(msgspec.Struct, frozen=True, kw_only=True):
    """The fixed words of the pages in one language. All are compared without regard to case.

    Marks and phrases stand without the full stop that ends them on a page.
    """

    language: str
    """ISO 639-1, as in the reference's folders."""

    method_titles: tuple[str, ...]
    """The word before the method's name in the first heading of a pipe-table page."""

    index_titles: tuple[str, ...]
    """Words after the resource's name in the first heading of an index page."""

    request_titles: tuple[str, ...]
    path_titles: tuple[str, ...]
    query_titles: tuple[str, ...]
    body_titles: tuple[str, ...]
    response_titles: tuple[str, ...]
    representation_titles: tuple[str, ...]
    methods_titles: tuple[str, ...]

    name_columns: tuple[str, ...]
    """The first column of a table of fields, parameters, methods."""

    description_columns: tuple[str, ...]
    type_columns: tuple[str, ...]

    required_marks: tuple[str, ...]
    output_only_marks: tuple[str, ...]
    input_only_marks: tuple[str, ...]
    deprecated_marks: tuple[str, ...]

    one_of_starts: tuple[str, ...]
    """The words before the field names of a one-of group: in samples and in cells alike."""

    one_of_ends: tuple[str, ...]
    """The comment that closes a group in a sample."""

    sentences: tuple[Rule, ...]
    """How the limits of values are worded."""
