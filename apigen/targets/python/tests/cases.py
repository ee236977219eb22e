"""What the emitted tests try for a field: values on each side of each limit, and what they break."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from apigen.ir import constraints as c
from apigen.ir import types as t
from apigen.ir.api import Field
from apigen.ir.walk import parts
from apigen.targets.conformance import broken
from apigen.targets.python.literals import literal
from apigen.targets.python.tests.samples import Rules, Sample, Samples, scalar

# Beyond any documented set of limits; an enum of thousands of values would be cut here.
MAX_CASES = 400


class Case(msgspec.Struct, frozen=True):
    """A value for a field. `violations`: (JSON path below the field, rule), empty when it is right."""

    sample: Sample
    violations: tuple[tuple[str, str], ...] = ()


def field_cases(field: Field, samples: Samples) -> tuple[Case, ...]:
    """Distinct cases, right ones and wrong ones; the empty value of a required field is left to the
    test of `required`."""
    found: dict[str, Case] = {}
    for case in _cases(field.type, field.constraints, samples):
        if field.required and case.sample.value in ("", b"", [], {}):
            continue
        found.setdefault(case.sample.python, case)
    return tuple(list(found.values())[:MAX_CASES])


def has_rules(field: Field) -> bool:
    """Whether any value of the field, or in it, can be wrong."""
    return _constrained(t.Value(field.type, field.constraints))


def _constrained(value: t.Value) -> bool:
    return (
        bool(value.constraints)
        or isinstance(value.type, t.Enum)
        or any(_constrained(part) for _, part in parts(value.type))
    )


def _cases(type_: t.Type, rules: Rules, samples: Samples) -> Iterator[Case]:
    if isinstance(type_, t.List):
        yield from _list_cases(type_, rules, samples)
    elif isinstance(type_, t.Map):
        yield from _map_cases(type_, rules, samples)
    elif not isinstance(type_, t.MessageRef | t.Anything):
        for value in samples.candidates(type_, rules):
            rule_names = sorted(broken(type_, rules, value))
            yield Case(scalar(type_, value), tuple(("", name) for name in rule_names))


def _list_cases(type_: t.List, rules: Rules, samples: Samples) -> Iterator[Case]:
    for number in _sizes(rules):
        sample = samples.repeated(type_, number)
        if sample is not None:
            wrong = [] if _unique(rules) and number > 1 else _count(rules, number)
            twice = ["unique"] if _unique(rules) and number > 1 else []
            yield Case(sample, tuple(("", rule) for rule in sorted({*wrong, *twice})))
    if _unique(rules):
        sample = samples.repeated(type_, 2)
        if sample is not None:
            yield Case(sample, tuple(("", rule) for rule in sorted({"unique", *_count(rules, 2)})))
    fits = not _count(rules, 1)
    for case in _cases(type_.item.type, type_.item.constraints, samples) if fits else ():
        one = case.sample
        sample = Sample(f"[{one.python}]", f"[{one.wire}]", [one.value])
        yield Case(sample, tuple((f"[0]{path}", rule) for path, rule in case.violations))


def _map_cases(type_: t.Map, rules: Rules, samples: Samples) -> Iterator[Case]:
    for number in _sizes(rules):
        sample = samples.entries(type_, number)
        if sample is not None:
            yield Case(sample, tuple(("", rule) for rule in _count(rules, number)))
    one = samples.of(type_.value.type, type_.value.constraints)
    for case in _cases(type_.key.type, type_.key.constraints, samples) if one else ():
        assert one is not None
        sample = _entry(case.sample, one)
        at = f"[{_quoted(case.sample.value)}]"
        yield Case(sample, tuple((at, rule) for _, rule in case.violations))
    good = samples.of(type_.key.type, type_.key.constraints)
    for case in _cases(type_.value.type, type_.value.constraints, samples) if good else ():
        assert good is not None
        at = f"[{_quoted(good.value)}]"
        yield Case(
            _entry(good, case.sample),
            tuple((f"{at}{path}", rule) for path, rule in case.violations),
        )


def _entry(key: Sample, value: Sample) -> Sample:
    """An entry of a map; in JSON all keys are strings."""
    wire = literal(str(key.value)) if isinstance(key.value, int) else key.wire
    return Sample(
        f"{{{key.python}: {value.python}}}", f"{{{wire}: {value.wire}}}", {"": value.value}
    )


def _quoted(key: object) -> str:
    """A key in a JSON path: quotes and backslashes escaped, everything else as it is."""
    text = str(key).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def _sizes(rules: Rules) -> list[int]:
    """Numbers of elements on each side of each limit."""
    found: list[int] = []
    for rule in rules:
        if isinstance(rule, c.MinItems):
            found += [rule.value, rule.value - 1]
        if isinstance(rule, c.MaxItems):
            found += [rule.value, rule.value + 1]
    return [number for number in dict.fromkeys(found) if number >= 0]


def _count(rules: Rules, number: int) -> list[str]:
    wrong = any(
        (isinstance(rule, c.MinItems) and number < rule.value)
        or (isinstance(rule, c.MaxItems) and number > rule.value)
        for rule in rules
    )
    return ["items"] if wrong else []


def _unique(rules: Rules) -> bool:
    return any(isinstance(rule, c.Unique) for rule in rules)


def violation_set(prefix: str, case: Case) -> str:
    """The source of the set of (path, rule) that a wrong value gives."""
    pairs = [literal((f"{prefix}{path}", rule)) for path, rule in case.violations]
    return "{" + ", ".join(pairs) + "}" if pairs else "set()"
