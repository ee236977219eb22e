"""The tests of a method: what it sends, and which values it accepts and refuses."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from urllib.parse import quote

from apigen.ir.api import Field, Message, Method, OneOf, Resource, Service
from apigen.targets.python.literals import literal
from apigen.targets.python.messages import argument_names, placed_fields
from apigen.targets.python.naming import collection_name, service_attribute
from apigen.targets.python.tests.cases import field_cases, has_rules, violation_set
from apigen.targets.python.tests.one_ofs import group_cases, print_arguments
from apigen.targets.python.tests.query_pairs import query_depth, query_pairs
from apigen.targets.python.tests.samples import Sample, Samples
from apigen.targets.python.tests.view_types import AnswerCase, CallCase, MethodTests, ValueCase

Placed = tuple[str, Field]
"""A field and where a request carries it: `Path`, `Query` or `Body`."""


class MethodTestBuilder:
    """Makes the tests of one method: its calls, and the values that it accepts and refuses."""

    def __init__(
        self,
        service: Service,
        resource: Resource,
        method: Method,
        name: str,
        samples: Samples,
        messages: Mapping[str, Message],
        answer: Callable[[str, Samples], AnswerCase],
    ) -> None:
        self._method = method
        self._name = name
        self._samples = samples
        self._messages = messages
        self._answer = answer
        self._names = argument_names(method)
        self._full_name = ".".join(
            (service_attribute(service.name), collection_name(resource.name), name)
        )
        self._fields: list[Placed] = [
            (place, field) for place, fields in placed_fields(method) for field in fields
        ]
        self._given = {
            self._key(placed): sample
            for placed in self._fields
            if (sample := samples.field(placed[1], _depth(placed))) is not None
        }
        self._pairs = {
            field.name: tuple(query_pairs(samples, field))
            for place, field in self._fields
            if place == "Query"
        }

    def view(self) -> MethodTests:
        method = self._method
        values = tuple(self._values())
        kind = "operation" if method.operation else "page" if method.pagination else "call"
        result = answer_id(method)
        pages = self._pages() if method.pagination else ((), "")
        return MethodTests(
            name=self._name,
            full_name=self._full_name,
            kind=kind,
            verb=method.verb,
            calls=tuple(self._calls()),
            accepted=tuple(case for case in values if case.violations == "set()"),
            refused=tuple(case for case in values if case.violations != "set()"),
            works=print_arguments(self._working()),
            answer=self._answer(result, self._samples) if result else None,
            pages=pages[0],
            token=pages[1],
        )

    def _key(self, placed: Placed) -> str:
        return self._names[placed[0], placed[1].name]

    def _needed(self) -> list[Placed]:
        """What a call cannot do without: path parameters, required fields, a member of a group that
        wants exactly one."""
        needed = []
        for placed in self._fields:
            place, field = placed
            groups = [group for at, group in self._groups() if at == place]
            wanted = any(group.exactly_one and group.members[0] == field.name for group in groups)
            if place == "Path" or field.required or wanted:
                needed.append(placed)
        return needed

    def _working(self) -> dict[str, str]:
        """Arguments that are right: the needed ones, and for an update one field to update."""
        return {self._key(placed): self._given[self._key(placed)].python for placed in self._base()}

    def _base(self, without: Container[str] = ()) -> list[Placed]:
        """What a call that is right gives; of the body it may be asked to leave some fields out."""
        needed = [placed for placed in self._needed() if self._key(placed) in self._given]
        if self._method.update_mask and not any(place == "Body" for place, _ in needed):
            updated = (
                placed
                for placed in self._updatable()
                if self._key(placed) in self._given and placed[1].name not in without
            )
            return needed + [placed for placed, _ in zip(updated, range(1), strict=False)]
        return needed

    def _updatable(self) -> Iterator[Placed]:
        for place, field in self._fields:
            if place == "Body" and field.name != self._method.update_mask:
                yield place, field

    def _groups(self) -> list[tuple[str, OneOf]]:
        method = self._method
        return [
            (place, group)
            for place, message in (("Query", method.query), ("Body", method.body))
            if message is not None
            for group in message.one_ofs
        ]

    def _calls(self) -> Iterator[CallCase]:
        """The least, everything at once, and each optional field alone."""
        base = self._base()
        yield self._call("least", base)
        skipped = {(place, name) for place, group in self._groups() for name in group.members[1:]}
        full = [(p, f) for p, f in self._fields if (p, f.name) not in skipped]
        if full != base:
            yield self._call("full", full)
        for placed in self._fields:
            if placed not in base:
                group_free = self._beside(placed, base)
                yield self._call(self._key(placed), [*group_free, placed])

    def _beside(self, placed: Placed, base: list[Placed]) -> list[Placed]:
        """The base without what may not stand beside a field."""
        place, field = placed
        rivals = {
            name
            for at, group in self._groups()
            if at == place and field.name in group.members
            for name in group.members
        }
        return [(p, f) for p, f in base if p != place or f.name not in rivals]

    def _call(self, id_: str, placed: list[Placed]) -> CallCase:
        placed = [item for item in placed if self._key(item) in self._given]
        ordered = [item for item in self._fields if item in placed]
        samples = [
            (place, field, self._given[self._key((place, field))]) for place, field in ordered
        ]
        return CallCase(
            id=id_,
            arguments=print_arguments(
                {self._key((p, f)): sample.python for p, f, sample in samples}
            ),
            url=literal(self._url(samples)),
            query=f"[{', '.join(self._query(ordered))}]",
            body=self._body(samples),
        )

    def _url(self, samples: list[tuple[str, Field, Sample]]) -> str:
        path = self._method.path
        for place, field, sample in samples:
            if place == "Path":
                path = path.replace(f"{{{field.name}}}", quote(str(sample.value), safe=""))
        return f"https://{self._method.host}{path}"

    def _query(self, placed: list[Placed]) -> Iterator[str]:
        for place, field in placed:
            if place == "Query":
                yield from self._pairs[field.name]

    def _body(self, samples: list[tuple[str, Field, Sample]]) -> str:
        if self._method.body is None:
            return "None"
        own = [(field, sample) for place, field, sample in samples if place == "Body"]
        mask = self._method.update_mask
        parts = {field.name: sample.wire for field, sample in own}
        if mask and mask not in parts:
            parts[mask] = literal(",".join(field.name for field, _ in own))
        return "{" + ", ".join(f"{literal(name)}: {wire}" for name, wire in parts.items()) + "}"

    def _values(self) -> Iterator[ValueCase]:
        base = self._base()
        for placed in self._fields:
            place, field = placed
            key = self._key(placed)
            rest = {
                self._key(other): self._given[self._key(other)].python
                for other in self._beside(placed, base)
                if other != placed
            }
            required = place == "Path" or field.required
            if has_rules(field):
                for number, case in enumerate(field_cases(field, self._samples)):
                    if required and case.sample.value in ("", b"", [], {}):
                        continue
                    if place == "Path" and case.sample.value in (".", ".."):
                        continue  # it would lead to another URL, which the runtime refuses
                    yield ValueCase(
                        id=f"{key}-{number}",
                        arguments=print_arguments({**rest, key: case.sample.python}),
                        violations=violation_set(field.name, case),
                    )
            if required:
                wrong = literal((field.name, "required"))
                yield ValueCase(
                    id=f"{key}-null",
                    arguments=print_arguments({**rest, key: "None"}),
                    violations=f"{{{wrong}}}",
                )
        yield from self._group_values()
        if self._method.update_mask:
            mask = (self._method.update_mask, "field-mask")
            updatable = list(self._updatable())
            nothing = [placed for placed in base if placed not in updatable]
            needs = any(placed in updatable for placed in self._needed())
            if not needs and not any(place == "Body" for place, _ in nothing):
                yield ValueCase(
                    id="nothing-to-update",
                    arguments=print_arguments(
                        {self._key(p): self._given[self._key(p)].python for p in nothing}
                    ),
                    violations=f"{{{literal(mask)}}}",
                )

    def _group_values(self) -> Iterator[ValueCase]:
        for place, group in self._groups():
            base = self._base(without=group.members)
            fields = [f for p, f in self._fields if p == place and f.name in group.members]
            own = {field.name: self._given.get(self._names[place, field.name]) for field in fields}
            names = {field.name: self._names[place, field.name] for field in fields}
            rest = {self._key(p): self._given[self._key(p)].python for p in base}
            left = [(p, f) for p, f in base if p != place or f.name not in group.members]
            mask = self._method.update_mask
            updates = any(p == "Body" for p, _ in left)
            without = (mask, "field-mask") if mask is not None and not updates else None
            yield from group_cases(group, print_arguments, rest, own, names, without)

    def _pages(self) -> tuple[tuple[str, ...], str]:
        """Three pages of answers, and the JSON name of the token that asks for the next."""
        pagination = self._method.pagination
        assert pagination is not None
        assert self._method.response is not None
        message = self._messages[self._method.response]
        items = next(field for field in message.fields if field.name == pagination.items)
        sample = self._samples.of(items.type)
        item = sample.wire if sample else "[]"
        pages = [
            f"{{{literal(pagination.items)}: {item}, "
            f"{literal(pagination.next_page_token)}: {literal(token)}}}"
            for token in ("second", "third")
        ]
        return (*pages, f"{{{literal(pagination.items)}: {item}}}"), literal(pagination.page_token)


def _depth(placed: Placed) -> int:
    return query_depth(placed[1]) if placed[0] == "Query" else 1


def answer_id(method: Method) -> str | None:
    """The message that a call, or an operation in the end, gives."""
    return method.operation.result if method.operation else method.response
