"""Marks that one-of groups and their members put on each other."""

from __future__ import annotations

from msgspec.structs import replace

from apigen.analysis.wording import listed, short
from apigen.findings.codes.analysis import REQUIRED_MEMBER
from apigen.findings.diagnostics import Diagnostics
from apigen.ir.api import Message, OneOf


def settle_groups(message: Message, diagnostics: Diagnostics) -> Message:
    """A message whose one-of groups can be fulfilled.

    No call could hold all of several fields that exclude each other. Where each is marked as required,
    the page means that one of them is; where only some are, a mark says that they may not be empty when
    they are the one that is given, and does not ask for them.
    """
    required = {field.name for field in message.fields if field.required}
    marked = {
        name
        for group in message.one_ofs
        if len(group.members) > 1
        for name in group.members
        if name in required
    }
    if not marked:
        return message
    for field in message.fields:
        if field.name in marked:
            others = next(g.members for g in message.one_ofs if field.name in g.members)
            diagnostics.add(
                REQUIRED_MEMBER,
                field.origin,
                f"{short(field.name)} is required and excludes {_others(others, field.name)}",
            )
    return replace(
        message,
        fields=tuple(
            replace(field, required=False) if field.name in marked else field
            for field in message.fields
        ),
        one_ofs=tuple(_settled(group, required) for group in message.one_ofs),
    )


def _settled(group: OneOf, required: set[str]) -> OneOf:
    whole = len(group.members) > 1 and required.issuperset(group.members)
    return replace(group, exactly_one=True) if whole and group.exactly_one is None else group


def _others(members: tuple[str, ...], name: str) -> str:
    return listed(member for member in members if member != name)
