"""The words of the pages: one phrasebook for each language of the docs. Data, not code."""

from __future__ import annotations

from apigen.languages.base import Phrasebook
from apigen.languages.en import EN
from apigen.languages.ru import RU

PHRASEBOOKS: tuple[Phrasebook, ...] = (RU, EN)
"""The supported languages. Register a new one here."""


def phrasebook(language: str) -> Phrasebook | None:
    """The phrasebook of a language code (`ru`)."""
    return next((book for book in PHRASEBOOKS if book.language == language), None)
