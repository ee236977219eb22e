"""Views of message and request classes."""

from __future__ import annotations

from itertools import product

from apigen.ir.api import Field, Message, Method, OneOf, Resource, Service
from apigen.ir.types import Enum
from apigen.targets.python.annotations import Annotator, Position
from apigen.targets.python.docstrings import docstring
from apigen.targets.python.literals import literal
from apigen.targets.python.naming import distinct, enum_member, field_name
from apigen.targets.python.symbols import request_class
from apigen.targets.python.view_types import (
    Argument,
    EnumClass,
    EnumMember,
    FieldItem,
    MessageClass,
    Overload,
    RequestClass,
)

# Overloads grow with the product of the groups' sizes. Beyond this many the largest groups keep
# their overloads and the rest are left to the check at run time.
MAX_OVERLOADS = 32


def message_class(
    message: Message, name: str, sent: bool, annotate: Annotator, site: str
) -> MessageClass:
    names = field_names(message.fields)
    position = Position.SENT if sent else Position.RECEIVED
    annotate.use("Annotated", "ClassVar", "Message")
    fields = tuple(
        _model_field(field, names[field.name], position, annotate, site) for field in message.fields
    )
    overloads: tuple[Overload, ...] = ()
    if sent and (message.one_ofs or any(field.required for field in message.fields)):
        arguments = {
            field.name: argument(field, names[field.name], annotate, site, omitted=False)
            for field in message.fields
        }
        overloads = one_of_overloads(message.one_ofs, arguments)
        annotate.use("TYPE_CHECKING", *(["overload"] if len(overloads) > 1 else []))
    return MessageClass(
        name=name,
        docs=docstring(message.docs, site),
        page_literal=literal(message.origin.file),
        one_ofs=one_of_texts(message.one_ofs, names, annotate),
        fields=fields,
        overloads=overloads,
    )


def request_view(
    service: Service, resource: Resource, method: Method, annotate: Annotator, site: str
) -> RequestClass:
    """The class of what a method sends: path, query and body in one flat namespace."""
    names = argument_names(method)
    annotate.use("ClassVar", "Request")
    fields: list[FieldItem] = []
    for place, placed in placed_fields(method):
        for field in placed:
            fields.append(_request_field(field, names[place, field.name], place, annotate))
    one_ofs: list[str] = []
    for place, message in (("Query", method.query), ("Body", method.body)):
        if message is not None:
            own = {field.name: names[place, field.name] for field in message.fields}
            one_ofs += one_of_texts(message.one_ofs, own, annotate)
    mask = names["Body", method.update_mask] if method.update_mask else ""
    return RequestClass(
        name=request_class(resource, method),
        method=f"{resource.name}.{method.name}",
        page_literal=literal(method.origin.file),
        one_ofs=tuple(one_ofs),
        update_mask=mask,
        fields=tuple(fields),
    )


def placed_fields(method: Method) -> tuple[tuple[str, tuple[Field, ...]], ...]:
    """A method's own fields by where they travel: path, query, body."""
    return (
        ("Path", method.parameters),
        ("Query", method.query.fields if method.query else ()),
        ("Body", method.body.fields if method.body else ()),
    )


def argument_names(method: Method) -> dict[tuple[str, str], str]:
    """(place, JSON name) → argument. The same name in two places gets a number."""
    keys = [f"{place} {field.name}" for place, fields in placed_fields(method) for field in fields]
    names = distinct(keys, lambda key: field_name(key.partition(" ")[2]))
    return {_split(key): name for key, name in names.items()}


def _split(key: str) -> tuple[str, str]:
    place, _, name = key.partition(" ")
    return place, name


def field_names(fields: tuple[Field, ...]) -> dict[str, str]:
    return distinct((field.name for field in fields), field_name)


def enum_class(name: str, field: Field, enum: Enum, sent: bool, site: str) -> EnumClass:
    members = distinct((value.name for value in enum.values), enum_member)
    return EnumClass(
        name=name,
        docs=docstring(field.docs, site),
        members=tuple(
            EnumMember(
                name=members[value.name],
                value_literal=literal(value.name),
                docs=docstring(value.docs, site),
            )
            for value in enum.values
        ),
        values_literal=", ".join(literal(value.name) for value in enum.values),
        sent=sent,
    )


def argument(
    field: Field, name: str, annotate: Annotator, site: str, *, omitted: bool = True
) -> Argument:
    """What a caller may pass for a field, in a method or (`omitted` false) a constructor."""
    annotation = annotate.type(field.type, Position.ARGUMENT)
    default = ""
    if not field.required and omitted:
        annotate.use("OMITTED", "Omittable")
        annotation, default = f"Omittable[{annotation}]", "OMITTED"
    elif not field.required:
        annotation, default = f"{annotation} | None", "None"
    return Argument(
        name=name, annotation=annotation, default=default, docs=docstring(field.docs, site, 80)
    )


def one_of_overloads(
    groups: tuple[OneOf, ...], arguments: dict[str, Argument]
) -> tuple[Overload, ...]:
    """The ways to call: for each choice of one member a group, all other arguments and that one."""
    chosen = _overloaded(groups)
    grouped = {member for group in chosen for member in group.members}
    overloads = []
    for choice in product(*(group.members for group in chosen)):
        kept = [
            argument
            for name, argument in arguments.items()
            if name not in grouped or name in choice
        ]
        overloads.append(Overload(arguments=required_first(kept)))
    return tuple(overloads)


def _overloaded(groups: tuple[OneOf, ...]) -> tuple[OneOf, ...]:
    kept: list[OneOf] = []
    size = 1
    for group in sorted(groups, key=lambda group: len(group.members), reverse=True):
        if len(group.members) > 1 and size * len(group.members) <= MAX_OVERLOADS:
            kept.append(group)
            size *= len(group.members)
    return tuple(group for group in groups if group in kept)


def required_first(arguments: list[Argument]) -> tuple[Argument, ...]:
    return tuple(sorted(arguments, key=lambda argument: argument.default != ""))


def one_of_texts(
    groups: tuple[OneOf, ...], names: dict[str, str], annotate: Annotator
) -> tuple[str, ...]:
    texts = []
    for group in groups:
        members = [literal(names[member]) for member in group.members]
        exactly = ["exactly_one=True"] if group.exactly_one else []
        texts.append(f"OneOf({', '.join(members + exactly)})")
    if texts:
        annotate.use("OneOf")
    return tuple(texts)


def _model_field(
    field: Field, name: str, position: Position, annotate: Annotator, site: str
) -> FieldItem:
    annotate.use("Json")
    type_ = annotate.type(field.type, position)
    default = "None" if position is Position.SENT else annotate.default(field.type)
    if default == "None":
        type_ += " | None"
    metadata = list(annotate.metadata(field.type, field.constraints, position))
    json = f"Json({literal(field.name)}, {field.origin.line})"
    if isinstance(field.type, Enum) and position is Position.SENT:
        metadata.insert(1, json)
    else:
        metadata.insert(0, json)
    if field.required and position is Position.SENT:
        annotate.use("Required")
        metadata.append("Required()")
    if field.deprecated and position is Position.SENT:
        annotate.use("Deprecated")
        metadata.append("Deprecated()")
    return FieldItem(
        name=name,
        annotation=f"Annotated[{', '.join((type_, *metadata))}]",
        default=default,
        docs=docstring(field.docs, site, 84),
    )


def _request_field(field: Field, name: str, place: str, annotate: Annotator) -> FieldItem:
    required = field.required or place == "Path"
    annotate.use("Annotated", place)
    type_ = annotate.type(field.type, Position.SENT)
    if not required:
        type_ += " | None"
    parts = [type_, f"{place}({literal(field.name)}, {field.origin.line})"]
    if required:
        annotate.use("Required")
        parts.append("Required()")
    if field.deprecated:
        annotate.use("Deprecated")
        parts.append("Deprecated()")
    metadata = annotate.metadata(field.type, field.constraints, Position.SENT)
    return FieldItem(
        name=name,
        annotation=f"Annotated[{', '.join((*parts, *metadata))}]",
        default="" if required else "None",
        docs=(),
    )
