"""The choice of mutants for a large API: every kind of change, each within its own service."""

from __future__ import annotations

from pathlib import Path

from apigen import pipeline
from apigen.findings.diagnostics import Diagnostics
from apigen.settings import VARIABLES
from tests.programs.mutants.mutate import mutants
from tests.programs.mutants.slices import choose, kind_of, slices

REFERENCE = Path(__file__).resolve().parents[3] / "reference"
API = pipeline.read(REFERENCE, VARIABLES, Diagnostics()).api


def test_kinds_name_no_field_and_no_place() -> None:
    kinds = {kind_of(mutant) for mutant in mutants(API)}
    assert {"body max_length + 1", "path max_length dropped", "other verb"} <= kinds
    assert {"body one-of … dropped", "body one-of without …", "enum without …"} <= kinds
    assert not [kind for kind in kinds if "folderId" in kind or "create.md" in kind]


def test_every_kind_is_chosen() -> None:
    choices, number = choose(API, 1, seed=3)
    chosen = [mutant for choice in choices for mutant in choice.mutants()]
    assert len(chosen) == number == len({kind_of(mutant) for mutant in chosen})
    for choice in choices:
        assert {m.owner[0] for m in choice.mutants()} == {choice.api.services[0].name}


def test_a_slice_has_all_that_its_service_reaches() -> None:
    whole = {message.id: message for message in API.messages}
    for sliced in slices(API):
        kept = {message.id for message in sliced.messages}
        assert kept <= whole.keys()
        service = sliced.services[0]
        answers = {m.response for r in service.resources for m in r.methods} - {None}
        assert {name for name in answers if name in whole} <= kept
