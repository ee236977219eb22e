"""Detects the language of a page by its headings."""

from __future__ import annotations

import functools
import re

from apigen.findings.source import Source
from apigen.languages.base import Phrasebook


@functools.cache
def _headings(book: Phrasebook) -> re.Pattern[str]:
    titles = (
        *book.request_titles,
        *book.path_titles,
        *book.query_titles,
        *book.body_titles,
        *book.response_titles,
        *book.representation_titles,
        *book.methods_titles,
    )
    methods, words, columns = (
        "|".join(map(re.escape, phrases))
        for phrases in (book.method_titles, titles, book.name_columns)
    )
    descriptions = "|".join(map(re.escape, book.description_columns))
    # A leading "\n" is faster than "^", which the engine tries at every character.
    return re.compile(
        rf"\n(?:#[ ](?:{methods})[ ]|##+[ ](?:{words})\b"
        rf"|(?:\|\|)?[ ]*+(?:{columns})[ ]*+\|[ ]*+(?:{descriptions})\b)",
        re.IGNORECASE,
    )


def detect_language(source: Source, books: tuple[Phrasebook, ...]) -> Phrasebook:
    """The phrasebook with the most headings on the page; without any, that of the page's folder (`ru/…`),
    else the last one."""
    text = f"\n{source.text}"
    counts = [len(_headings(book).findall(text)) for book in books]
    if any(counts):
        return books[counts.index(max(counts))]
    folders = source.file.split("/")
    return next((book for book in books if book.language in folders), books[-1])
