"""Required fields within one-of groups."""

from __future__ import annotations

from msgspec.structs import replace

from apigen.analysis.excerpts import excerpt, listed
from apigen.findings.codes.analysis import REQUIRED_MEMBER
from apigen.findings.diagnostics import Diagnostics
from apigen.ir.api import Message, OneOf


def relax_required_members(message: Message, diagnostics: Diagnostics) -> Message:
    """The message without required members of one-of groups, which no request could satisfy.

    If all members of a group are required, the page means that one of them is: the group becomes
    `exactly_one`. If only some are, the page means that they must not be empty when they are set.
    """
    required = {field.name for field in message.fields if field.required}
    groups = {
        name: group
        for group in reversed(message.one_ofs)
        if len(group.members) > 1
        for name in required.intersection(group.members)
    }
    if not groups:
        return message
    for field in message.fields:
        if field.name in groups:
            others = listed(name for name in groups[field.name].members if name != field.name)
            diagnostics.add(
                REQUIRED_MEMBER,
                field.origin,
                f"{excerpt(field.name)} is required and excludes {others}",
            )
    return replace(
        message,
        fields=tuple(
            replace(field, required=False) if field.name in groups else field
            for field in message.fields
        ),
        one_ofs=tuple(_with_exactly_one(group, required) for group in message.one_ofs),
    )


def _with_exactly_one(group: OneOf, required: set[str]) -> OneOf:
    whole = len(group.members) > 1 and required.issuperset(group.members)
    return replace(group, exactly_one=True) if whole and group.exactly_one is None else group
