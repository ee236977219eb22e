"""Field masks (AIP-134, google.protobuf.FieldMask): which fields an update sets and resets."""

from __future__ import annotations

import re
from typing import Any

from apigen.emulator.status import FieldViolation, invalid

Json = dict[str, Any]


def json_name(path: str) -> str:
    """`min_disk_size` → `minDiskSize`; a JSON name is returned unchanged."""
    return re.sub(r"_([a-z0-9])", lambda found: found[1].upper(), path)


def changed(
    current: Json, body: Json, updatable: tuple[str, ...], mask_field: str | None
) -> tuple[Json, tuple[str, ...]]:
    """The fields that an update sets, and the names of those that it unsets.

    A field in the mask takes the value of the body, or its default if the body lacks it. Without a
    mask, or with an empty one, this applies to every updatable field.

    Raises:
        StatusError: INVALID_ARGUMENT, the mask names a field that cannot be updated.
    """
    mask = str(body.get(mask_field) or "") if mask_field else ""
    paths = [json_name(path) for path in mask.split(",")] if mask else list(updatable)
    unknown = [path for path in paths if path.partition(".")[0] not in updatable]
    if unknown:
        raise invalid(
            FieldViolation(mask_field or "", "field-mask", f"Unknown field {path} in the mask")
            for path in unknown
        )
    result = dict(current)
    for path in paths:
        result = _with(result, path.split("."), *_value_at(body, path.split(".")))
    new = {n: value for n, value in result.items() if n not in current or current[n] != value}
    return new, tuple(name for name in current if name not in result)


def _value_at(value: Any, path: list[str]) -> tuple[bool, Any]:
    """Whether a body has a value at a path, and the value."""
    for name in path:
        if not isinstance(value, dict) or name not in value:
            return False, None
        value = value[name]
    return True, value


def _with(data: Json, path: list[str], sent: bool, value: Any) -> Json:
    """A copy with the field set, or removed if it was not sent."""
    name, rest = path[0], path[1:]
    copy = dict(data)
    if rest:
        inner = copy.get(name)
        copy[name] = _with(inner if isinstance(inner, dict) else {}, rest, sent, value)
    elif sent:
        copy[name] = value
    else:
        copy.pop(name, None)
    return copy
