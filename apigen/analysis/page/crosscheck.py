"""Compares the JSON sample of a section with its table, which is read independently.

The table is trusted; a difference is reported with both places.
"""

from __future__ import annotations

from collections.abc import Mapping

from apigen.analysis.excerpts import excerpt, listed
from apigen.analysis.page.tree import FieldNode
from apigen.findings.codes.analysis import SAMPLE_DISAGREES, SAMPLE_GROUP_DISAGREES
from apigen.findings.diagnostics import Code, Diagnostics
from apigen.findings.source import Source, Span
from apigen.ir.api import Field, Message, OneOf
from apigen.ir.types import List, Map, MessageRef, Type
from apigen.pages.model import Sample, SampleArray, SampleObject


def adopt_arrays(node: FieldNode, sample: SampleObject) -> None:
    """Mark the fields that are arrays in the sample: the tables of the oldest pages have no `[]`."""
    for name, value, _ in sample.members:
        child = node.children.get(name)
        if child is None:
            continue
        depth = 0
        while isinstance(value, SampleArray) and value.items:
            depth += 1
            value = value.items[0]
        if child.arrays == 0:
            child.arrays = depth
        if isinstance(value, SampleObject):
            adopt_arrays(child, value)


def compare_sample(
    sample: SampleObject,
    message: Message,
    messages: Mapping[str, Message],
    source: Source,
    diagnostics: Diagnostics,
) -> None:
    """Report where a sample and the message of its table differ: fields, arrays, one-of groups."""
    _Comparison(messages, source, diagnostics).object(sample, message, "", frozenset())


class _Comparison:
    def __init__(
        self, messages: Mapping[str, Message], source: Source, diagnostics: Diagnostics
    ) -> None:
        self.messages = messages
        self.source = source
        self.diagnostics = diagnostics

    def object(
        self, sample: SampleObject, message: Message, path: str, seen: frozenset[str]
    ) -> None:
        fields = {field.name: field for field in message.fields}
        for name, value, span in sample.members:
            field = fields.pop(name, None)
            if field is None:
                words = f"the sample has {excerpt(path + name)}, the table has no such field"
                self.report(SAMPLE_DISAGREES, span, words, name, message)
            else:
                self.value(value, field, f"{path}{name}", span, seen | {message.id})
        for field in fields.values():
            words = f"the table has {excerpt(path + field.name)}, the sample has no such field"
            self.report(SAMPLE_DISAGREES, sample.span, words, field.name, field)
        self.groups(sample, message)

    def value(
        self, sample: Sample, field: Field, path: str, span: Span, seen: frozenset[str]
    ) -> None:
        kind: Type = field.type
        is_array = isinstance(sample, SampleArray)
        if is_array != isinstance(kind, List) and not isinstance(kind, Map):
            forms = ("an array", "no array") if is_array else ("no array", "an array")
            words = f"{excerpt(path)} is {forms[0]} in the sample and {forms[1]} in the table"
            self.report(SAMPLE_DISAGREES, span, words, field.name, field)
        while isinstance(sample, SampleArray) and sample.items:
            sample = sample.items[0]
        while isinstance(kind, List):
            kind = kind.item.type
        if isinstance(sample, SampleObject) and isinstance(kind, MessageRef):
            inner = self.messages.get(kind.id)
            if inner is not None and inner.id not in seen:
                self.object(sample, inner, f"{path}.", seen)

    def groups(self, sample: SampleObject, message: Message) -> None:
        in_table = {frozenset(group.members): group for group in message.one_ofs}
        in_sample: set[frozenset[str]] = set()
        for comment in sample.groups:
            names, wraps = frozenset(comment.names), frozenset(comment.wraps)
            in_sample |= {names, wraps}
            text = listed(comment.names)
            if names == wraps and names in in_table:
                continue
            if names != wraps:
                words = f"the comment names {text} and stands around {listed(comment.wraps)}"
            else:
                words = f"the sample has a group that the table has not: {text}"
            same = in_table.get(names) or in_table.get(wraps)
            nearest = same or next(iter(in_table.values()), message)
            self.report(SAMPLE_GROUP_DISAGREES, comment.span, words, text, nearest)
        for names, group in in_table.items():
            if names not in in_sample:
                text = listed(group.members)
                words = f"the table has a group that the sample has not: {text}"
                self.report(SAMPLE_GROUP_DISAGREES, sample.span, words, text, group)

    def report(
        self, code: Code, span: Span, words: str, text: str, other: Field | Message | OneOf
    ) -> None:
        self.diagnostics.add(code, self.source.origin(span), words, text=text, other=other.origin)
