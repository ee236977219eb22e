"""Views of the emitted tests: for each method what it sends and refuses, for each message the same."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from itertools import combinations
from urllib.parse import quote

from apigen.ir.api import Api, Field, Message, Method, OneOf, Resource, Service
from apigen.targets.python.answers import answer_case
from apigen.targets.python.cases import field_cases, has_rules, violation_set
from apigen.targets.python.literals import literal
from apigen.targets.python.messages import argument_names, field_names, placed_fields
from apigen.targets.python.naming import (
    collection_name,
    distinct,
    method_name,
    module_name,
    service_attribute,
)
from apigen.targets.python.query_pairs import query_depth, query_pairs
from apigen.targets.python.reach import Reach
from apigen.targets.python.samples import Sample, Samples
from apigen.targets.python.symbols import Symbols
from apigen.targets.python.test_view_types import (
    AnswerCase,
    CallCase,
    MessageTests,
    MethodTests,
    ModelTests,
    PackageTests,
    ResourceTests,
    ValueCase,
)
from apigen.targets.python.view_types import Import

Placed = tuple[str, Field]
_Print = Callable[[dict[str, str]], str]


class TestViews:
    """Makes the views of one API's tests. `package` is the import name of the SDK."""

    __test__ = False  # not a test itself

    def __init__(self, api: Api, names: Symbols, reached: Reach, package: str) -> None:
        self._messages = api.message_index()
        self._names = names
        self._reached = reached
        self._package = package
        self._samples = Samples(self._messages, names.classes)
        self._by_module: dict[tuple[str, ...], list[str]] = {}
        for id_, home in sorted(names.modules.items()):
            self._by_module.setdefault(home, []).append(id_)

    def resource(self, service: Service, resource: Resource) -> ResourceTests:
        samples = self._samples.fresh()
        names = distinct((method.name for method in resource.methods), method_name)
        methods = tuple(
            _MethodTests(service, resource, method, names[method.name], samples, self).view()
            for method in resource.methods
        )
        answers = {_answer_id(method) for method in resource.methods}
        text = repr(methods)
        return ResourceTests(
            path=f"{module_name(service.name)}/test_{module_name(resource.name)}.py",
            service=service.name,
            resource=resource.name,
            errors=any(method.refused or method.kind == "operation" for method in methods),
            datetime_names=_datetime_names(text),
            imports=self.imports(
                samples.used | {id_ for id_ in answers if id_},
                text,
                {method.answer.type for method in methods if method.answer},
            ),
            methods=methods,
        )

    def models(self, module: tuple[str, ...]) -> ModelTests:
        samples = self._samples.fresh()
        ids = self._by_module[module]
        messages = tuple(self._message(self._messages[id_], samples) for id_ in ids)
        last = "_".join(module[1:]) or module[0]
        text = repr(messages)
        return ModelTests(
            path=f"{module[0]}/test_{last}.py",
            module=".".join((self._package, *module)),
            datetime_names=_datetime_names(text),
            imports=self.imports(
                samples.used | set(ids), text, {message.name for message in messages}
            ),
            sent=any(message.accepted or message.refused for message in messages),
            messages=tuple(sorted(messages, key=lambda view: view.name)),
        )

    def package(self, api: Api) -> Iterator[PackageTests]:
        """The first method of the package stands for all in what does not differ."""
        for service in api.services:
            for resource in service.resources:
                call = self.first_call(self.resource(service, resource))
                if call is not None:
                    yield call
                    return

    def first_call(self, tests: ResourceTests) -> PackageTests | None:
        for method in tests.methods:
            text = method.works
            called = (
                (item.module, tuple(name for name in item.names if _is_called(text, name)))
                for item in tests.imports
            )
            return PackageTests(
                call=method.full_name,
                arguments=text,
                datetime_names=_datetime_names(text),
                imports=tuple(Import(module=path, names=names) for path, names in called if names),
            )
        return None

    def answer(self, id_: str, samples: Samples) -> AnswerCase:
        return answer_case(
            self._messages[id_],
            self._names.classes[id_],
            samples,
            sent=id_ in self._reached.sent,
        )

    def message(self, id_: str) -> Message:
        return self._messages[id_]

    def imports(self, ids: set[str], text: str, read: set[str]) -> tuple[Import, ...]:
        """The classes of `ids` that the tests name: built in an expression of their `text`, or `read`
        by name. Values that are only received are written as JSON, and need no class."""
        found: dict[str, set[str]] = {}
        for id_ in ids:
            name = self._names.classes[id_]
            if name in read or _is_called(text, name):
                module = ".".join((self._package, *self._names.modules[id_]))
                found.setdefault(module, set()).add(name)
        return tuple(
            Import(module=module, names=tuple(sorted(names)))
            for module, names in sorted(found.items())
        )

    def _message(self, message: Message, samples: Samples) -> MessageTests:
        name = self._names.classes[message.id]
        sent = message.id in self._reached.sent
        values = tuple(self._message_values(message, samples)) if sent else ()
        return MessageTests(
            name=name,
            snake=module_name(name),
            builds=tuple(self._builds(message, samples)) if sent else (),
            accepted=tuple(case for case in values if case.violations == "set()"),
            refused=tuple(case for case in values if case.violations != "set()"),
            answer=answer_case(message, name, samples, sent=sent),
        )

    def _builds(self, message: Message, samples: Samples) -> Iterator[tuple[str, str]]:
        """The message with each field alone, and its JSON."""
        python_names = field_names(message.fields)
        for field in message.fields:
            sample = samples.field(field)
            if sample is not None:
                yield (
                    f"{{{literal(python_names[field.name])}: {sample.python}}}",
                    f"{{{literal(field.name)}: {sample.wire}}}",
                )

    def _message_values(self, message: Message, samples: Samples) -> Iterator[ValueCase]:
        """Each rule of each field from both sides; the required fields that are not its own stand by."""
        python_names = field_names(message.fields)
        base = {
            python_names[field.name]: sample.python
            for field in samples.chosen(message, full=False)
            if (sample := samples.field(field)) is not None
        }
        yield ValueCase(id="needed", arguments=_arguments(base), violations="set()")
        for field in message.fields:
            own = python_names[field.name]
            rest = _without_group(base, own, message.one_ofs, python_names)
            if has_rules(field):
                for number, case in enumerate(field_cases(field, samples)):
                    yield ValueCase(
                        id=f"{own}-{number}",
                        arguments=_arguments({**rest, own: case.sample.python}),
                        violations=violation_set(field.name, case),
                    )
            if field.required:
                missing = {key: value for key, value in base.items() if key != own}
                wrong = literal((field.name, "required"))
                yield ValueCase(
                    id=f"{own}-missing", arguments=_arguments(missing), violations=f"{{{wrong}}}"
                )
        for group in message.one_ofs:
            yield from _group_cases(
                group,
                _arguments,
                base,
                {field.name: samples.field(field) for field in message.fields},
                python_names,
            )


class _MethodTests:
    """The tests of one method."""

    def __init__(
        self,
        service: Service,
        resource: Resource,
        method: Method,
        name: str,
        samples: Samples,
        views: TestViews,
    ) -> None:
        self._method = method
        self._name = name
        self._samples = samples
        self._views = views
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
        answer_id = _answer_id(method)
        pages = self._pages() if method.pagination else ((), "")
        return MethodTests(
            name=self._name,
            full_name=self._full_name,
            kind=kind,
            verb=method.verb,
            calls=tuple(self._calls()),
            accepted=tuple(case for case in values if case.violations == "set()"),
            refused=tuple(case for case in values if case.violations != "set()"),
            works=_arguments(self._working()),
            answer=self._views.answer(answer_id, self._samples) if answer_id else None,
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
            arguments=_arguments({self._key((p, f)): sample.python for p, f, sample in samples}),
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
                        arguments=_arguments({**rest, key: case.sample.python}),
                        violations=violation_set(field.name, case),
                    )
            if required:
                wrong = literal((field.name, "required"))
                yield ValueCase(
                    id=f"{key}-null",
                    arguments=_arguments({**rest, key: "None"}),
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
                    arguments=_arguments(
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
            yield from _group_cases(group, _arguments, rest, own, names, without)

    def _pages(self) -> tuple[tuple[str, ...], str]:
        """Three pages of answers, and the JSON name of the token that asks for the next."""
        pagination = self._method.pagination
        assert pagination is not None
        assert self._method.response is not None
        message = self._views.message(self._method.response)
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


def _answer_id(method: Method) -> str | None:
    """The message that a call, or an operation in the end, gives."""
    return method.operation.result if method.operation else method.response


def _is_called(text: str, name: str) -> bool:
    """Whether a class is called; not one whose name ends like its own."""
    call = f"{name}("
    at = text.find(call)
    while at > 0 and (text[at - 1].isalnum() or text[at - 1] == "_"):
        at = text.find(call, at + 1)
    return at >= 0


def _datetime_names(text: str) -> tuple[str, ...]:
    """Names of the module datetime that the expressions of a text use."""
    uses = {"UTC": "tzinfo=UTC", "datetime": "datetime(", "timedelta": "timedelta("}
    return tuple(name for name, use in uses.items() if use in text)


def _group_cases(
    group: OneOf,
    call: _Print,
    base: dict[str, str],
    samples: dict[str, Sample | None],
    names: dict[str, str],
    without: tuple[str, str] | None = None,
) -> Iterator[ValueCase]:
    """Each member alone, each pair, none. `without` is what else is wrong where none is given."""
    members = [name for name in group.members if samples.get(name) is not None]
    rest = {key: value for key, value in base.items() if key not in {names[m] for m in members}}
    given = {name: sample.python for name, sample in samples.items() if sample is not None}
    path = " | ".join(group.members)
    wrong = f"{{{literal((path, 'one-of'))}}}"
    for name in members:
        arguments = call({**rest, names[name]: given[name]})
        yield ValueCase(id=f"only-{names[name]}", arguments=arguments, violations="set()")
    for one, other in combinations(members, 2):
        arguments = call({**rest, names[one]: given[one], names[other]: given[other]})
        yield ValueCase(
            id=f"{names[one]}-and-{names[other]}", arguments=arguments, violations=wrong
        )
    if rest or group.exactly_one is not None:
        broken = [(path, "one-of")] if group.exactly_one else []
        broken += [without] if without else []
        yield ValueCase(
            id=f"none-of-{names[group.members[0]]}",
            arguments=call(rest),
            violations=f"{{{', '.join(map(literal, broken))}}}" if broken else "set()",
        )


def _without_group(
    base: dict[str, str], own: str, groups: tuple[OneOf, ...], names: dict[str, str]
) -> dict[str, str]:
    rivals = {
        names[member]
        for group in groups
        if own in {names[member] for member in group.members}
        for member in group.members
    }
    return {key: value for key, value in base.items() if key not in rivals}


def _arguments(given: dict[str, str]) -> str:
    return "{" + ", ".join(f"{literal(name)}: {text}" for name, text in given.items()) + "}"
