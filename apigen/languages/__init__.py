"""The words of the pages, one phrasebook a language of the docs. Data, not code."""
