"""What to check and how to encode, compiled once for each class from its annotations."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from .errors import Violation
from .fields import Placement, Wire
from .kinds import Kind, Problems, joined, kind_of, problem_of, without_none
from .rules import Deprecated, OneOf, Required

if TYPE_CHECKING:
    from .models import Message


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """One field. `required`: must be present and not empty."""

    name: str
    wire: Wire
    kind: Kind
    required: bool
    nullable: bool
    default: Any
    deprecated: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One message class: its fields, and one-of groups with the JSON names of their members."""

    page: str
    fields: tuple[FieldPlan, ...]
    groups: tuple[tuple[OneOf, tuple[str, ...], int], ...]
    names: frozenset[str]
    not_null: frozenset[str]
    by_name: Mapping[str, FieldPlan]
    by_placement: Mapping[Placement, tuple[FieldPlan, ...]]
    defaults: Mapping[str, Any]

    def field(self, name: str) -> FieldPlan | None:
        """A field by its Python or JSON name."""
        found = self.by_name.get(name)
        return found or next((f for f in self.fields if f.wire.name == name), None)

    def check(self, message: Message) -> Problems:
        """The violations in a message, in the order of its fields."""
        values = message.__dict__
        given = message.__pydantic_fields_set__
        out: list[Violation] = []
        for field in self.fields:
            value = values[field.name] if field.name in given else None
            if field.required and _absent(value):
                out.append(self._problem(field, "", "required", Required().requirement, value))
            elif value is not None:
                found = field.kind.check(value)
                if found:
                    out.extend(self._placed(field, problem) for problem in found)
        for group, json_names, line in self.groups:
            self._check_group(group, json_names, line, values, given, out)
        return out or None

    def _placed(self, field: FieldPlan, problem: Violation) -> Violation:
        name = field.wire.name
        path = joined(name, problem.path)
        if problem.page:
            return replace(problem, path=path)
        return replace(problem, path=path, page=self.page, line=field.wire.line)

    def _problem(
        self, field: FieldPlan, path: str, rule: str, requirement: str, given: Any
    ) -> Violation:
        return self._placed(field, problem_of(rule, requirement, given, path))

    def _check_group(
        self,
        group: OneOf,
        json_names: tuple[str, ...],
        line: int,
        values: Mapping[str, Any],
        given: set[str],
        out: list[Violation],
    ) -> None:
        present = [
            json_name
            for member, json_name in zip(group.members, json_names, strict=True)
            if member in given and values[member] is not None
        ]
        if len(present) <= 1 and not (group.exactly_one and not present):
            return
        requirement = f"{'have exactly' if group.exactly_one else 'have at most'} one of them"
        path = " | ".join(json_names)
        out.append(
            Violation(path, "one-of", requirement, " and ".join(present) or "none", self.page, line)
        )

    def encode(self, message: Message) -> dict[str, Any]:
        """The JSON object of the fields that are set."""
        out: dict[str, Any] = {}
        values = message.__dict__
        given = message.__pydantic_fields_set__
        for field in self.fields:
            name = field.name
            if name in given:
                value = values[name]
                encode = field.kind.encode
                out[field.wire.name] = value if value is None or encode is None else encode(value)
        extra = message.__pydantic_extra__
        if extra:
            out.update(extra)
        return out


def _absent(value: Any) -> bool:
    return value is None or (
        isinstance(value, (str, bytes, list, tuple, Mapping)) and len(value) == 0
    )


# Two threads that build models which refer to each other would see them half built.
_BUILDING = threading.RLock()


def complete(cls: type[Message]) -> None:
    """Builds what pydantic was told to defer, once, whichever thread comes first."""
    with _BUILDING:
        if not (cls.__pydantic_complete__ and _fields_complete(cls)):
            cls.model_rebuild()


def _fields_complete(cls: type[Message]) -> bool:
    # pydantic 2.10 cannot tell that the fields are known before the whole model is built.
    return getattr(cls, "__pydantic_fields_complete__", cls.__pydantic_complete__)


@cache
def plan_of(cls: type[Message]) -> Plan:
    """The plan of a message class. Models whose annotations name classes defined after them are
    completed first."""
    if not _fields_complete(cls):
        complete(cls)
    fields = tuple(_field_plan(name, info) for name, info in cls.model_fields.items())
    by_name = {field.name: field for field in fields}
    groups = tuple(
        (
            group,
            tuple(by_name[member].wire.name for member in group.members),
            by_name[group.members[0]].wire.line,
        )
        for group in cls.ONE_OFS
    )
    not_null = [(field.name, field.wire.name) for field in fields if not field.nullable]
    return Plan(
        page=cls.PAGE,
        fields=fields,
        groups=groups,
        names=frozenset(by_name) | {field.wire.name for field in fields},
        not_null=frozenset(name for pair in not_null for name in pair),
        by_name=by_name,
        by_placement={
            placement: tuple(field for field in fields if field.wire.placement is placement)
            for placement in Placement
        },
        defaults={field.name: field.default for field in fields},
    )


def _field_plan(name: str, info: Any) -> FieldPlan:
    wire = next(
        (item for item in info.metadata if isinstance(item, Wire)),
        Wire(Placement.BODY, info.alias or name, 0),
    )
    annotation, nullable = without_none(info.annotation)
    required = any(isinstance(item, Required) for item in info.metadata)
    kind = kind_of(annotation, tuple(info.metadata))
    default = None if info.is_required() else info.get_default(call_default_factory=False)
    old = next((item.note for item in info.metadata if isinstance(item, Deprecated)), None)
    return FieldPlan(name, wire, kind, required, nullable, default, old)
