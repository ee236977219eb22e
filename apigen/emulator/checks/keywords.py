"""JSON Schema keywords that the library lacks or defines differently.

`x-range`: bounds of durations. `x-min-bytes`, `x-max-bytes`: the size of decoded base64. `pattern`: an
ECMA-262 expression, matched by Python's `re`. `minimum` and the like: refuse NaN.
"""

from __future__ import annotations

import math
import operator
import re
import warnings
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, validators
from jsonschema.exceptions import ValidationError

from apigen.emulator.checks.formats import decode_base64, duration_seconds

Schema = dict[str, Any]
_BOUNDS = {
    "minimum": operator.ge,
    "maximum": operator.le,
    "exclusiveMinimum": operator.gt,
    "exclusiveMaximum": operator.lt,
}


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    r"""An ECMA-262 expression as one of Python: `$` matches only at the end, `\d` is ASCII."""
    translated = re.sub(r"(\\.)|\$", lambda found: found[1] or r"\Z", pattern)
    # Within a character class `$` is a literal.
    translated = re.sub(
        r"\[[^\]\\]*(?:\\.[^\]\\]*)*\]", lambda found: found[0].replace(r"\Z", "$"), translated
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return re.compile(translated, re.ASCII)


def _pattern(validator: Any, pattern: str, value: Any, schema: Schema) -> Iterator[ValidationError]:
    if isinstance(value, str) and _compiled(pattern).search(value) is None:
        yield ValidationError(f"Field does not match the pattern /{pattern}/")


def _range(validator: Any, bounds: Schema, value: Any, schema: Schema) -> Iterator[ValidationError]:
    """`x-range` of durations; whole numbers in strings have a `pattern` for it."""
    if not isinstance(value, str) or schema.get("format") != "google-duration":
        return
    number = duration_seconds(value)
    if number is not None and not all(_BOUNDS[key](number, limit) for key, limit in bounds.items()):
        yield ValidationError(f"Value must be within {bounds} seconds")


def _min_bytes(
    validator: Any, minimum: int, value: Any, schema: Schema
) -> Iterator[ValidationError]:
    content = decode_base64(value) if isinstance(value, str) else None
    if content is not None and len(content) < minimum:
        yield ValidationError(f"Value is shorter than {minimum} bytes")


def _max_bytes(
    validator: Any, maximum: int, value: Any, schema: Schema
) -> Iterator[ValidationError]:
    content = decode_base64(value) if isinstance(value, str) else None
    if content is not None and len(content) > maximum:
        yield ValidationError(f"Value is longer than {maximum} bytes")


def _known_properties(
    validator: Any, known: Schema, value: Any, schema: Schema
) -> Iterator[ValidationError]:
    """`properties`, and refuses all others."""
    yield from Draft202012Validator.VALIDATORS["properties"](validator, known, value, schema)
    if isinstance(value, dict):
        for name in value:
            if name not in known:
                yield ValidationError(f"Unknown field {name}", path=(name,), validator="unknown")


def _not_nan(keyword: str) -> Any:
    """A bound that also refuses NaN."""
    standard = Draft202012Validator.VALIDATORS[keyword]

    def check(validator: Any, bound: Any, value: Any, schema: Schema) -> Iterator[ValidationError]:
        if isinstance(value, float) and math.isnan(value):
            yield ValidationError("Value is not a number")
        yield from standard(validator, bound, value, schema) or ()

    return check


_KEYWORDS = {
    "pattern": _pattern,
    "x-range": _range,
    "x-min-bytes": _min_bytes,
    "x-max-bytes": _max_bytes,
    **{name: _not_nan(name) for name in _BOUNDS},
}
LOOSE_VALIDATOR: Any = validators.extend(Draft202012Validator, _KEYWORDS)  # type: ignore[no-untyped-call]
STRICT_VALIDATOR: Any = validators.extend(LOOSE_VALIDATOR, {"properties": _known_properties})  # type: ignore[no-untyped-call]
