"""Every wording of the pages, and similar sentences that give no fact."""

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
def test_facts_of_a_phrase(language: str, sentence: str, facts: list[str]) -> None:
    assert sorted(told(read(sentence, language))) == sorted(facts)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_all_phrases_of_the_files_are_tested(language: str) -> None:
    assert len(list(phrases(language))) > 60
