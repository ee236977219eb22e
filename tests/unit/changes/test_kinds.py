"""Every kind of change and its effect on callers: one row for each change."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from apigen.changes.diff import diff
from apigen.changes.facts import api_facts
from apigen.changes.model import apply
from apigen.changes.places import CONSTRAINTS, Aspect
from apigen.changes.rules import RULES
from apigen.ir import constraints as c
from apigen.ir import types as t
from apigen.ir.api import OneOf, OperationResult, Pagination
from tests.unit.changes import sample as s
from tests.unit.changes.sample import HERE, Edit, answered, asked, changed

BREAKS, FITS, DOCS = "breaking", "compatible", "docs only"
ADDED = s.field("extra", t.String(), docs=s.docs("More."))
NEEDED = s.field("extra", t.String(), required=True)
BOTH = ("imageId", "snapshotId")


def limited(name: str, *constraints: c.Constraint) -> Edit:
    """Replace the constraints of these kinds in a field of the request, and keep the others."""
    old = next(f for f in s.CREATE.body.fields if f.name == name) if s.CREATE.body else None
    assert old is not None
    kinds = {type(limit) for limit in constraints}
    kept = tuple(limit for limit in old.constraints if type(limit) not in kinds)
    return asked(changed(name, constraints=(*kept, *constraints)))


def unlimited(name: str, kind: type) -> Edit:
    old = next(f for f in s.CREATE.body.fields if f.name == name) if s.CREATE.body else None
    assert old is not None
    kept = tuple(limit for limit in old.constraints if not isinstance(limit, kind))
    return asked(changed(name, constraints=kept))


def keys(*limits: c.Constraint) -> t.Map:
    assert isinstance(s.LABELS.type, t.Map)
    return replace(s.LABELS.type, key=t.Value(t.String(), limits))


def group(*members: str, exactly: bool | None = None) -> OneOf:
    return OneOf(members, HERE, exactly)


# label, edit, kind, effect, text before, text after
TABLE: list[tuple[str, Edit, str, str, str, str]] = [
    # methods
    (
        "method new",
        s.with_methods(lambda all_: (*all_, replace(s.LIST, name="more", path="/more"))),
        "method added",
        FITS,
        "",
        "GET /more",
    ),
    (
        "method gone",
        s.with_methods(lambda all_: all_[:-1]),
        "method removed",
        BREAKS,
        "PATCH /compute/v1/disks/{diskId}",
        "",
    ),
    (
        "method renamed",
        s.method("update", name="change"),
        "method renamed",
        BREAKS,
        "compute.Disk.update",
        "compute.Disk.change",
    ),
    ("verb", s.method("create", verb="PUT"), "verb changed", BREAKS, "POST", "PUT"),
    (
        "path",
        s.method("create", path="/compute/v2/disks"),
        "path changed",
        BREAKS,
        "/compute/v1/disks",
        "/compute/v2/disks",
    ),
    (
        "host",
        s.method("list", host="x.net"),
        "host changed",
        BREAKS,
        "compute.api.cloud.yandex.net",
        "x.net",
    ),
    (
        "method deprecated",
        s.method("list", deprecated=True),
        "deprecated added",
        FITS,
        "",
        "deprecated",
    ),
    (
        "method docs",
        s.method("create", docs=s.docs("Makes a disk.")),
        "docs changed",
        DOCS,
        "Creates a disk.",
        "Makes a disk.",
    ),
    (
        "pages lost",
        s.method("list", pagination=None),
        "pagination removed",
        BREAKS,
        "items disks, page token pageToken, next page token nextPageToken, page size pageSize",
        "",
    ),
    (
        "pages by another token",
        s.method("list", pagination=Pagination("disks", "token", "next", None)),
        "pagination changed",
        BREAKS,
        "items disks, page token pageToken, next page token nextPageToken, page size pageSize",
        "items disks, page token token, next page token next",
    ),
    (
        "field mask lost",
        s.method("update", update_mask=None),
        "update mask removed",
        BREAKS,
        "updateMask",
        "",
    ),
    (
        "operation no longer",
        s.method("update", operation=None),
        "operation removed",
        BREAKS,
        "operation",
        "",
    ),
    (
        "result no longer stated",
        s.method("update", operation=OperationResult("compute.Disk", None, empty=True)),
        "result changed",
        BREAKS,
        "object",
        "nothing",
    ),
    (
        "metadata no longer stated",
        s.method("create", operation=OperationResult("compute.Disk", None)),
        "metadata changed",
        BREAKS,
        "object",
        "unknown",
    ),
    (
        "nothing is answered",
        s.method("list", response=None),
        "answer changed",
        BREAKS,
        "object",
        "nothing",
    ),
    (
        "docs of a resource",
        s.resource(docs=s.docs("Disks.")),
        "docs changed",
        DOCS,
        "A set of disks.",
        "Disks.",
    ),
    ("title", s.service(title="Compute"), "title changed", DOCS, "Compute Cloud", "Compute"),
    (
        "path parameter longer",
        s.method("update", parameters=(s.disk_id(60),)),
        "max length changed",
        FITS,
        "50",
        "60",
    ),
    (
        "path parameter shorter",
        s.method("update", parameters=(s.disk_id(40),)),
        "max length changed",
        BREAKS,
        "50",
        "40",
    ),
    (
        "path parameter said to be required no more",
        s.method("update", parameters=(s.disk_id(50, required=False),)),
        "required removed",
        DOCS,
        "required",
        "",
    ),
    (
        "sent in the body",
        s.method("list", **s.moved_to_the_body("pageSize")),
        "field moved",
        BREAKS,
        "query",
        "body",
    ),
    # fields of requests
    (
        "optional field",
        asked(s.also(ADDED)),
        "field added",
        FITS,
        "",
        "string",
    ),
    (
        "required field",
        asked(s.also(NEEDED)),
        "field added",
        BREAKS,
        "",
        "string, required",
    ),
    (
        "field gone",
        asked(s.without("speed")),
        "field removed",
        BREAKS,
        "int32, allowed 1, 2, 4",
        "",
    ),
    (
        "field renamed",
        asked(changed("speed", name="turns")),
        "field renamed",
        BREAKS,
        "speed",
        "turns",
    ),
    (
        "object gone, with its fields",
        asked(s.without("policy")),
        "field removed",
        BREAKS,
        "object, 2 fields",
        "",
    ),
    (
        "type",
        asked(changed("speed", type=t.String())),
        "type changed",
        BREAKS,
        "int32",
        "string",
    ),
    (
        "quoting",
        asked(changed("size", type=t.Integer(64))),
        "type changed",
        BREAKS,
        "int64 in a string",
        "int64",
    ),
    (
        "type of the elements",
        asked(changed("tags", type=t.List(t.Value(t.Integer(64), ())))),
        "type changed",
        BREAKS,
        "list of string",
        "list of int64",
    ),
    (
        "enum no longer",
        asked(changed("kind", type=t.String())),
        "type changed",
        BREAKS,
        "enum",
        "string",
    ),
    (
        "object renamed",
        s.message("compute.Policy", lambda m: replace(m, name="Rule")),
        "object changed",
        BREAKS,
        "Policy",
        "Rule",
    ),
    (
        "enum renamed",
        asked(changed("kind", type=replace(s.enum("FAST", "SLOW"), name="Speed"))),
        "enum changed",
        BREAKS,
        "Type",
        "Speed",
    ),
    ("needed", asked(changed("name", required=True)), "required added", BREAKS, "", "required"),
    (
        "needed no more",
        asked(changed("size", required=False)),
        "required removed",
        FITS,
        "required",
        "",
    ),
    (
        "cannot be set any more",
        asked(changed("name", output_only=True)),
        "output only added",
        BREAKS,
        "",
        "output only",
    ),
    (
        "field deprecated",
        asked(changed("name", deprecated=True)),
        "deprecated added",
        FITS,
        "",
        "deprecated",
    ),
    (
        "other default",
        asked(changed("kind", default="FAST")),
        "default changed",
        BREAKS,
        '"SLOW"',
        '"FAST"',
    ),
    ("default lost", asked(changed("kind", default=None)), "default removed", BREAKS, '"SLOW"', ""),
    ("default newly stated", asked(changed("speed", default=1)), "default added", FITS, "", "1"),
    (
        "docs of a field",
        asked(changed("name", docs=s.docs("A name."))),
        "docs changed",
        DOCS,
        "The disk's name.",
        "A name.",
    ),
    # limits of requests
    ("longer", limited("name", c.MinLength(2, HERE)), "min length changed", BREAKS, "1", "2"),
    ("0 is none", limited("imageId", c.MinLength(0, HERE)), "min length added", DOCS, "", "0"),
    ("no least", unlimited("name", c.MinLength), "min length removed", FITS, "1", ""),
    ("shorter", limited("name", c.MaxLength(62, HERE)), "max length changed", BREAKS, "63", "62"),
    ("roomier", limited("name", c.MaxLength(64, HERE)), "max length changed", FITS, "63", "64"),
    ("bounded", limited("imageId", c.MaxLength(50, HERE)), "max length added", BREAKS, "", "50"),
    (
        "other pattern",
        limited("name", c.Pattern("|[a-z0-9]+", HERE)),
        "pattern changed",
        BREAKS,
        "|[a-z]+",
        "|[a-z0-9]+",
    ),
    (
        "not empty",
        limited("name", c.Pattern("[a-z]+", HERE)),
        "pattern changed",
        BREAKS,
        "|[a-z]+",
        "[a-z]+",
    ),
    (
        "empty admitted",
        limited("name", c.Pattern("||[a-z]+", HERE)),
        "pattern changed",
        FITS,
        "|[a-z]+",
        "||[a-z]+",
    ),
    ("no pattern", unlimited("name", c.Pattern), "pattern removed", FITS, "|[a-z]+", ""),
    ("more at least", limited("size", c.Minimum(2, HERE)), "minimum changed", BREAKS, "1", "2"),
    ("less at least", limited("size", c.Minimum(0, HERE)), "minimum changed", FITS, "1", "0"),
    (
        "above it",
        limited("size", c.Minimum(1, HERE, True)),
        "minimum changed",
        BREAKS,
        "1",
        "1 exclusive",
    ),
    ("less at most", limited("size", c.Maximum(99, HERE)), "maximum changed", BREAKS, "100", "99"),
    ("more at most", limited("size", c.Maximum(101, HERE)), "maximum changed", FITS, "100", "101"),
    (
        "below it",
        limited("size", c.Maximum(100, HERE, True)),
        "maximum changed",
        BREAKS,
        "100",
        "100 exclusive",
    ),
    ("no most", unlimited("size", c.Maximum), "maximum removed", FITS, "100", ""),
    (
        "admitted less",
        limited("speed", c.Allowed((1, 2), HERE)),
        "allowed changed",
        BREAKS,
        "1, 2, 4",
        "1, 2",
    ),
    (
        "admitted more",
        limited("speed", c.Allowed((1, 2, 4, 8), HERE)),
        "allowed changed",
        FITS,
        "1, 2, 4",
        "1, 2, 4, 8",
    ),
    ("admitted all", unlimited("speed", c.Allowed), "allowed removed", FITS, "1, 2, 4", ""),
    ("fewer", limited("tags", c.MaxItems(7, HERE)), "max items changed", BREAKS, "8", "7"),
    ("some", limited("tags", c.MinItems(1, HERE)), "min items added", BREAKS, "", "1"),
    ("none at all", unlimited("labels", c.MinItems), "min items removed", FITS, "1", ""),
    ("twice", unlimited("tags", c.Unique), "unique removed", FITS, "unique", ""),
    ("once", limited("labels", c.Unique(HERE)), "unique added", BREAKS, "", "unique"),
    (
        "shorter keys",
        asked(changed("labels", type=keys(c.MaxLength(60, HERE)))),
        "max length changed",
        BREAKS,
        "63",
        "60",
    ),
    (
        "any keys",
        asked(changed("labels", type=keys())),
        "max length removed",
        FITS,
        "63",
        "",
    ),
    # enum values of requests
    (
        "value new",
        asked(changed("kind", type=s.enum("FAST", "SLOW", "IDLE"))),
        "enum value added",
        FITS,
        "",
        "IDLE",
    ),
    (
        "value gone",
        asked(changed("kind", type=s.enum("SLOW"))),
        "enum value removed",
        BREAKS,
        "FAST",
        "",
    ),
    (
        "value renamed",
        asked(changed("kind", type=s.enum("QUICK", "SLOW", said={"QUICK": "Says FAST."}))),
        "enum value renamed",
        BREAKS,
        "FAST",
        "QUICK",
    ),
    (
        "value deprecated",
        asked(changed("kind", type=s.enum("FAST", "SLOW", deprecated="FAST"))),
        "enum value deprecated added",
        FITS,
        "",
        "FAST",
    ),
    (
        "docs of a value",
        asked(changed("kind", type=s.enum("FAST", "SLOW", said={"FAST": "Quick."}))),
        "enum value docs changed",
        DOCS,
        "Says FAST.",
        "Quick.",
    ),
    # one-of groups
    ("group gone", asked(s.groups()), "one-of removed", FITS, "one of: imageId, snapshotId", ""),
    (
        "group new",
        asked(s.groups(group(*BOTH), group("name", "speed"))),
        "one-of added",
        BREAKS,
        "",
        "one of: name, speed",
    ),
    (
        "exactly one",
        asked(s.groups(group(*BOTH, exactly=True))),
        "one-of changed",
        BREAKS,
        "one of: imageId, snapshotId",
        "exactly one: imageId, snapshotId",
    ),
    (
        "none is fine",
        asked(s.groups(group(*BOTH, exactly=False))),
        "one-of changed",
        FITS,
        "one of: imageId, snapshotId",
        "at most one: imageId, snapshotId",
    ),
    (
        "member in",
        asked(s.groups(group(*BOTH, "speed"))),
        "one-of changed",
        BREAKS,
        "one of: imageId, snapshotId",
        "one of: imageId, snapshotId, speed",
    ),
    (
        "member out",
        asked(s.groups(group("imageId"))),
        "one-of changed",
        BREAKS,
        "one of: imageId, snapshotId",
        "one of: imageId",
    ),
    # answers
    ("field in the answer", answered(s.also(ADDED)), "field added", FITS, "", "string"),
    ("needed in the answer", answered(s.also(NEEDED)), "field added", FITS, "", "string, required"),
    (
        "gone from the answer",
        answered(s.without("createdAt")),
        "field removed",
        BREAKS,
        "timestamp, output only",
        "",
    ),
    (
        "type in the answer",
        answered(changed("createdAt", type=t.String())),
        "type changed",
        BREAKS,
        "timestamp",
        "string",
    ),
    (
        "new value in the answer",
        answered(changed("status", type=s.enum("READY", "BROKEN", "LOST"))),
        "enum value added",
        FITS,
        "",
        "LOST",
    ),
    (
        "value gone from the answer",
        answered(changed("status", type=s.enum("READY"))),
        "enum value removed",
        BREAKS,
        "BROKEN",
        "",
    ),
    (
        "limit in the answer",
        answered(changed("name", constraints=(c.MaxLength(20, HERE),))),
        "max length changed",
        FITS,
        "63",
        "20",
    ),
    (
        "always there",
        answered(changed("id", required=True)),
        "required added",
        FITS,
        "",
        "required",
    ),
    (
        "not always there",
        answered(changed("note", required=False)),
        "required removed",
        BREAKS,
        "required",
        "",
    ),
    ("group in the answer", answered(s.groups()), "one-of removed", FITS, "one of: id, name", ""),
    (
        "read only in the answer",
        answered(changed("id", output_only=True)),
        "output only added",
        FITS,
        "",
        "output only",
    ),
    # words
    (
        "docs of an object",
        s.message("compute.Policy", lambda m: replace(m, docs=s.docs("Where."))),
        "object docs changed",
        DOCS,
        "Where it goes.",
        "Where.",
    ),
]


@pytest.mark.parametrize(
    ("edit", "kind", "effect", "before", "after"),
    [row[1:] for row in TABLE],
    ids=[row[0] for row in TABLE],
)
def test_the_kind_effect_and_values_of_a_change(
    edit: Edit, kind: str, effect: str, before: str, after: str
) -> None:
    new = edit(s.API)
    found = diff(s.API, new)
    assert {change.kind for change in found} == {kind}
    assert {str(change.effect) for change in found} == {effect}
    assert {change.before for change in found} == {before}
    assert {change.after for change in found} == {after}


@pytest.mark.parametrize("edit", [row[1] for row in TABLE], ids=[row[0] for row in TABLE])
def test_the_changes_account_for_every_fact(edit: Edit) -> None:
    new = edit(s.API)
    old_facts, new_facts = api_facts(s.API), api_facts(new)
    made = apply(old_facts, diff(s.API, new))
    assert {p: f.value for p, f in made.items()} == {p: f.value for p, f in new_facts.items()}


def test_the_table_has_every_aspect() -> None:
    """A new aspect needs a rule, and a row that proves the rule."""
    kinds = {row[2] for row in TABLE}
    for aspect in RULES:
        assert any(kind.rpartition(" ")[0] == str(aspect) for kind in kinds), aspect
    assert set(RULES) | {Aspect.PRESENT, Aspect.ONE_OF} == {*Aspect, *CONSTRAINTS}


def test_equal_apis_have_no_changes() -> None:
    assert diff(s.API, s.API) == ()


def test_different_origins_are_no_change() -> None:
    moved = asked(s.fields(lambda all_: tuple(replace(f, origin=s.at(500)) for f in all_)))
    assert diff(s.API, moved(s.API)) == ()
