"""What a language of the docs has to bring along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec

from apigen.languages.sentence_rules import Rule

Made = TypeVar("Made")


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


class Prepared(Generic[Made]):
    """What is made of phrasebooks, of each once. They are known by identity: to compare hundreds of
    rules for each row would cost more than to read it."""

    def __init__(self, make: Callable[[Phrasebook], Made]) -> None:
        self._make = make
        self._made: dict[int, tuple[Phrasebook, Made]] = {}

    def of(self, book: Phrasebook) -> Made:
        made = self._made.get(id(book))
        if made is None or made[0] is not book:
            made = self._made[id(book)] = (book, self._make(book))
        return made[1]
