"""The SDK's checks, the emulator's schemas and a plain reading of the IR: the same verdicts and paths.

100,000 cases of the shipped reference and three folders of real pages ran without a difference:
`python -m tests.product.emulator.three_judges 100000 reference ../shared/corpus/{playground,old-en,yfm-en}`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apigen.emulator.checks.validator import RequestValidator
from apigen.ir.api import Api
from apigen.ir.constraints import MaxLength
from apigen.targets.openapi.document import document
from tests.product.emulator.made_up import Maker
from tests.product.emulator.three_judges import Judges, cases
from tests.product.emulator.worlds import PROJECT, read, shipped
from tests.unit.openapi.facts_api import api_of
from tests.unit.openapi.rich_facts import RICH

CORPUS = PROJECT.parent / "shared" / "corpus"


def every_kind() -> Api:
    """The made-up API with every kind of limit, but for patterns that the SDK leaves to the server."""
    left = ("\\pL", "(?i")
    readable = [f for f in RICH[0]["fields"] if not any(x in f.get("pattern", "") for x in left)]
    return api_of([{**RICH[0], "fields": readable}, *RICH[1:]])


SOURCES: dict[str, Callable[[], Api]] = {"shipped": shipped, "every kind": every_kind}
REAL = {name: partial(read, CORPUS / name) for name in ("playground", "old-en", "yfm-en")}


@pytest.fixture(scope="module", params=[*SOURCES, *REAL])
def judges(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Judges:
    if request.param in REAL and not CORPUS.is_dir():
        pytest.skip("the corpus of real pages is not here")
    api = {**SOURCES, **REAL}[request.param]()
    package = "judged_" + "".join(c for c in request.param if c.isalpha())
    return Judges(api, tmp_path_factory.mktemp(package), package)


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**64), number=st.integers(0, 10_000))
def test_the_verdicts_agree(judges: Judges, seed: int, number: int) -> None:
    route = judges.routes[number % len(judges.routes)]
    values = Maker(judges.messages, Random(seed)).request(route.method)
    verdicts = judges.judge(route, values)
    assert verdicts.agree, (route.id, verdicts.differences(), values)


def test_valid_and_invalid_requests_both_occur(judges: Judges) -> None:
    verdicts = [judges.judge(*case) for case in cases(judges, Random(1), 400)]
    wrong = sum(bool(verdict.plain) for verdict in verdicts)
    assert 40 < wrong < 390
    rules = {rule for verdict in verdicts for _, rule in verdict.plain}
    assert len(rules) >= 2


def test_a_limit_that_one_validator_lacks_is_noticed(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    api = shipped()
    judges = Judges(api, tmp_path_factory.mktemp("lacking"), "judged_lacking")
    judges._validator = RequestValidator(document(without_lengths(api)))
    verdicts = [judges.judge(*case) for case in cases(judges, Random(1), 200)]
    assert not all(verdict.agree for verdict in verdicts)
    missed = {rule for verdict in verdicts for _, rule in verdict.differences()["emulator"]}
    assert missed == {"length"}


def without_lengths(api: Api) -> Api:
    """The API without maximum lengths in requests."""
    data = msgspec.to_builtins(api)

    def strip(value: object) -> object:
        if isinstance(value, dict):
            return {key: strip(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            kept = [v for v in value if not (isinstance(v, dict) and v.get("type") == "max_length")]
            return [strip(item) for item in kept]
        return value

    stripped = msgspec.convert(strip(data), Api)
    assert MaxLength.__struct_config__.tag == "max_length"
    assert stripped != api
    return stripped
