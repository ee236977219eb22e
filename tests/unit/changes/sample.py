"""A small API with one of each thing that can change, and edits of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from apigen.findings.source import Origin
from apigen.ir import constraints as c
from apigen.ir import types as t
from apigen.ir.api import (
    Api,
    Field,
    Message,
    Method,
    OneOf,
    OperationResult,
    Pagination,
    Resource,
    Service,
)
from apigen.ir.docs import NO_DOCS, Docs, Paragraph, Text


def at(line: int, file: str = "ru/compute/api-ref/Disk/create.md") -> Origin:
    return Origin(file, line, 3)


HERE = at(1)


def docs(text: str) -> Docs:
    if not text:
        return NO_DOCS
    return Docs("en", (Paragraph((Text(text),)),))


def field(
    name: str, type_: t.Type, *constraints: c.Constraint, line: int = 10, **more: Any
) -> Field:
    return Field(name=name, type=type_, origin=at(line), constraints=constraints, **more)


def enum(*names: str, deprecated: str = "", said: Mapping[str, str] | None = None) -> t.Enum:
    words = said or {}
    values = (
        t.EnumValue(name, docs(words.get(name, f"Says {name}.")), name == deprecated)
        for name in names
    )
    return t.Enum(tuple(values), "Type")


def disk_id(longest: int, required: bool = True) -> Field:
    return field("diskId", t.String(), c.MaxLength(longest, HERE), required=required)


SIZE = field("size", t.Integer(64, True), c.Minimum(1, HERE), c.Maximum(100, HERE), required=True)
NAME = field(
    "name",
    t.String(),
    c.Pattern("|[a-z]+", HERE),
    c.MinLength(1, HERE),
    c.MaxLength(63, HERE),
    docs=docs("The disk's name."),
)
LABELS = field(
    "labels",
    t.Map(
        t.Value(t.String(), (c.MaxLength(63, HERE),)), t.Value(t.String(), (c.MaxLength(9, HERE),))
    ),
    c.MaxItems(64, HERE),
    c.MinItems(1, HERE),
)
TAGS = field(
    "tags",
    t.List(t.Value(t.String(), (c.MaxLength(20, HERE),))),
    c.Unique(HERE),
    c.MaxItems(8, HERE),
)
KIND = field("kind", enum("FAST", "SLOW"), default="SLOW", docs=docs("How fast it is."))
SPEED = field("speed", t.Integer(32), c.Allowed((1, 2, 4), HERE), docs=docs("Turns a second."))
IMAGE_ID = field("imageId", t.String(), docs=docs("The image to copy."))
SNAPSHOT_ID = field("snapshotId", t.String(), docs=docs("The snapshot to copy."))
POLICY = field("policy", t.MessageRef("compute.Policy"))

POLICY_MESSAGE = Message(
    id="compute.Policy",
    name="Policy",
    origin=at(90),
    docs=docs("Where it goes."),
    fields=(field("zone", t.String(), c.MaxLength(10, HERE)), field("spread", t.Bool())),
)
DISK = Message(
    id="compute.Disk",
    name="Disk",
    origin=at(80),
    fields=(
        field("id", t.String()),
        field("name", t.String(), c.MaxLength(63, HERE), docs=docs("Its name.")),
        field("status", enum("READY", "BROKEN")),
        field("createdAt", t.Timestamp(), output_only=True),
        POLICY,
        field("note", t.String(), required=True, default="none"),
    ),
    one_ofs=(OneOf(("id", "name"), HERE),),
)
META = Message(
    id="compute.CreateDiskMetadata",
    name="CreateDiskMetadata",
    origin=at(85),
    fields=(field("diskId", t.String()),),
)
DISKS = Message(
    id="compute.ListDisksResponse",
    name="ListDisksResponse",
    origin=at(70),
    fields=(
        field("disks", t.List(t.Value(t.MessageRef("compute.Disk")))),
        field("nextPageToken", t.String()),
    ),
)
OPERATION = Message(
    id="operation.Operation",
    name="Operation",
    origin=at(60),
    fields=(field("id", t.String()), field("done", t.Bool())),
)

CREATE = Method(
    name="create",
    verb="POST",
    host="compute.api.cloud.yandex.net",
    path="/compute/v1/disks",
    origin=at(1),
    docs=docs("Creates a disk."),
    body=Message(
        id="compute.CreateDiskRequest",
        name="CreateDiskRequest",
        origin=at(5),
        fields=(SIZE, NAME, LABELS, TAGS, KIND, SPEED, IMAGE_ID, SNAPSHOT_ID, POLICY),
        one_ofs=(OneOf(("imageId", "snapshotId"), HERE),),
    ),
    response="operation.Operation",
    operation=OperationResult("compute.Disk", "compute.CreateDiskMetadata"),
)
LIST = Method(
    name="list",
    verb="GET",
    host="compute.api.cloud.yandex.net",
    path="/compute/v1/disks",
    origin=at(1, "ru/compute/api-ref/Disk/list.md"),
    query=Message(
        id="compute.ListDisksRequest",
        name="ListDisksRequest",
        origin=at(5, "ru/compute/api-ref/Disk/list.md"),
        fields=(
            field("folderId", t.String(), required=True),
            field("pageSize", t.Integer(64, True), c.Maximum(1000, HERE), default=100),
            field("pageToken", t.String()),
        ),
    ),
    response="compute.ListDisksResponse",
    pagination=Pagination("disks"),
)
UPDATE = Method(
    name="update",
    verb="PATCH",
    host="compute.api.cloud.yandex.net",
    path="/compute/v1/disks/{diskId}",
    origin=at(1, "ru/compute/api-ref/Disk/update.md"),
    parameters=(disk_id(50),),
    body=Message(
        id="compute.UpdateDiskRequest",
        name="UpdateDiskRequest",
        origin=at(5, "ru/compute/api-ref/Disk/update.md"),
        fields=(field("updateMask", t.FieldMask()), field("name", t.String())),
    ),
    response="operation.Operation",
    operation=OperationResult("compute.Disk", None),
    update_mask="updateMask",
)
API = Api(
    services=(
        Service(
            name="compute",
            host="compute.api.cloud.yandex.net",
            title="Compute Cloud",
            resources=(
                Resource(name="Disk", methods=(CREATE, LIST, UPDATE), docs=docs("A set of disks.")),
            ),
        ),
    ),
    messages=(META, DISK, DISKS, POLICY_MESSAGE, OPERATION),
)

Edit = Callable[[Api], Api]


def with_methods(edit: Callable[[tuple[Method, ...]], tuple[Method, ...]]) -> Edit:
    def made(api: Api) -> Api:
        service = api.services[0]
        resource = service.resources[0]
        resources = (replace(resource, methods=edit(resource.methods)),)
        return replace(api, services=(replace(service, resources=resources),))

    return made


def method(name: str, /, **changes: Any) -> Edit:
    return with_methods(
        lambda methods: tuple(replace(m, **changes) if m.name == name else m for m in methods)
    )


def resource(**changes: Any) -> Edit:
    def made(api: Api) -> Api:
        service = api.services[0]
        resources = (replace(service.resources[0], **changes),)
        return replace(api, services=(replace(service, resources=resources),))

    return made


def service(**changes: Any) -> Edit:
    return lambda api: replace(api, services=(replace(api.services[0], **changes),))


def moved_to_the_body(name: str) -> dict[str, Message]:
    """`query` and `body` of `list` after a parameter has moved."""
    assert LIST.query is not None
    mine = tuple(f for f in LIST.query.fields if f.name == name)
    rest = tuple(f for f in LIST.query.fields if f.name != name)
    return {
        "query": replace(LIST.query, fields=rest),
        "body": replace(LIST.query, id="compute.ListDisksBody", fields=mine),
    }


def message(id_: str, edit: Callable[[Message], Message]) -> Edit:
    return lambda api: replace(
        api, messages=tuple(edit(m) if m.id == id_ else m for m in api.messages)
    )


def asked(edit: Callable[[Message], Message]) -> Edit:
    """Change the body of `create`."""

    def made(api: Api) -> Api:
        created = api.services[0].resources[0].methods[0]
        assert created.body is not None
        return method("create", body=edit(created.body))(api)

    return made


def answered(edit: Callable[[Message], Message]) -> Edit:
    """Change the message that methods respond with."""
    return message("compute.Disk", edit)


def fields(edit: Callable[[tuple[Field, ...]], tuple[Field, ...]]) -> Callable[[Message], Message]:
    return lambda message: replace(message, fields=edit(message.fields))


def changed(name: str, /, **changes: Any) -> Callable[[Message], Message]:
    return fields(lambda all_: tuple(replace(f, **changes) if f.name == name else f for f in all_))


def without(name: str) -> Callable[[Message], Message]:
    return fields(lambda all_: tuple(f for f in all_ if f.name != name))


def also(new: Field) -> Callable[[Message], Message]:
    return fields(lambda all_: (*all_, new))


def after(name: str, twin: str) -> Callable[[Message], Message]:
    """A copy of the field `name` under another name."""

    def made(all_: tuple[Field, ...]) -> tuple[Field, ...]:
        twins = [replace(f, name=twin) for f in all_ if f.name == name]
        where = next(number for number, f in enumerate(all_) if f.name == name)
        return (*all_[: where + 1], *twins, *all_[where + 1 :])

    return fields(made)


def groups(*one_ofs: OneOf) -> Callable[[Message], Message]:
    return lambda message: replace(message, one_ofs=one_ofs)


def then(*edits: Callable[[Message], Message]) -> Callable[[Message], Message]:
    def made(message: Message) -> Message:
        for edit in edits:
            message = edit(message)
        return message

    return made
