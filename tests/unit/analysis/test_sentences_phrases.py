"""Every wording of the pages, and those that only look like one."""

from __future__ import annotations

import pytest

from tests.unit.analysis.phrases import phrases, read, told


@pytest.mark.parametrize(
    ("language", "sentence", "facts"),
    [
        pytest.param(language, sentence, facts, id=f"{language}:{line}")
        for language in ("en", "ru")
        for line, sentence, facts in phrases(language)
    ],
)
def test_phrase(language: str, sentence: str, facts: list[str]) -> None:
    assert sorted(told(read(sentence, language))) == sorted(facts)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_all_phrases_are_read_from_the_file(language: str) -> None:
    assert len(list(phrases(language))) > 60
