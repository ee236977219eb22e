"""Views of the emitted tests: for each method what it sends and refuses, for each message the same."""

from __future__ import annotations

from collections.abc import Iterator

from apigen.ir.api import Api, Message, Resource, Service
from apigen.targets.python.literals import literal
from apigen.targets.python.messages import field_names
from apigen.targets.python.naming import (
    distinct,
    method_name,
    module_name,
)
from apigen.targets.python.reach import Reach
from apigen.targets.python.symbols import Symbols
from apigen.targets.python.tests.answers import answer_case
from apigen.targets.python.tests.cases import field_cases, has_rules, violation_set
from apigen.targets.python.tests.methods import MethodTestBuilder, answer_id
from apigen.targets.python.tests.one_ofs import group_cases, print_arguments, without_rivals
from apigen.targets.python.tests.samples import Samples
from apigen.targets.python.tests.view_types import (
    AnswerCase,
    MessageTests,
    ModelTests,
    PackageTests,
    ResourceTests,
    ValueCase,
)
from apigen.targets.python.view_types import Import


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
            MethodTestBuilder(
                service, resource, method, names[method.name], samples, self._messages, self.answer
            ).view()
            for method in resource.methods
        )
        answers = {answer_id(method) for method in resource.methods}
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
        yield ValueCase(id="needed", arguments=print_arguments(base), violations="set()")
        for field in message.fields:
            own = python_names[field.name]
            rest = without_rivals(base, own, message.one_ofs, python_names)
            if has_rules(field):
                for number, case in enumerate(field_cases(field, samples)):
                    yield ValueCase(
                        id=f"{own}-{number}",
                        arguments=print_arguments({**rest, own: case.sample.python}),
                        violations=violation_set(field.name, case),
                    )
            if field.required:
                missing = {key: value for key, value in base.items() if key != own}
                wrong = literal((field.name, "required"))
                yield ValueCase(
                    id=f"{own}-missing",
                    arguments=print_arguments(missing),
                    violations=f"{{{wrong}}}",
                )
        for group in message.one_ofs:
            yield from group_cases(
                group,
                print_arguments,
                base,
                {field.name: samples.field(field) for field in message.fields},
                python_names,
            )


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
