"""Names of the API in Python: identifiers that clash with nothing, and the same for the same page.

Whatever a page calls a thing, only ASCII letters, digits and `_` come out of here (nothing in a page
can inject code); the name on the wire is kept apart as a literal.
"""

from __future__ import annotations

import keyword
from collections.abc import Callable, Iterable

from apigen.ir.constraints import KINDS, ConstraintKind
from apigen.ir.names import plural, words

# Attributes of the runtime's Message, of pydantic's BaseModel and of their metaclass, which a field may not hide, and the
# names that annotations in a class body need. tests/unit/test_naming.py holds the list to them.
FIELD_RESERVED = frozenset(
    [
        "construct",
        "copy",
        "dict",
        "from_json",
        "from_orm",
        "json",
        "mro",
        "parse_file",
        "parse_obj",
        "parse_raw",
        "register",
        "schema",
        "schema_json",
        "update_forward_refs",
        "validate",
        "given",
        "to_json",
        "bool",
        "bytes",
        "datetime",
        "float",
        "int",
        "list",
        "object",
        "str",
        "timedelta",
    ]
)
# Parameters and methods of the resource classes and builders.
ARGUMENT_RESERVED = frozenset({"self", "options", "cls"})
METHOD_RESERVED = frozenset({"bool", "bytes", "datetime", "float", "int", "str", "timedelta"})
SERVICE_RESERVED = frozenset(
    [
        "aclose",
        "close",
        "operate",
        "operations",
        "page",
        "raw",
        "send",
        "with_options",
        "clock",
        "config",
        "credentials",
        "http_client",
        "transport",
        "endpoints",
        "discover_endpoints",
        "with_endpoints",
    ]
)


def rule_class(kind: ConstraintKind) -> str:
    """The class of the runtime that checks constraints of this kind."""
    return "".join(word.capitalize() for word in kind.rule.split("_"))


RULE_CLASSES = tuple(dict.fromkeys(map(rule_class, KINDS)))
# Classes that generated modules import, so that no message or enum may take their names.
CLASS_RESERVED = frozenset(
    [
        *RULE_CLASSES,
        "Annotated",
        "Any",
        "AsyncClient",
        "AsyncOperation",
        "AsyncPager",
        "AsyncResource",
        "AsyncService",
        "Body",
        "Bytes",
        "Call",
        "Deprecated",
        "CallOptions",
        "ClassVar",
        "Client",
        "Duration",
        "DurationLike",
        "Field",
        "FieldMask",
        "Int64",
        "Iterable",
        "Json",
        "JsonObject",
        "LeftToRight",
        "Literal",
        "Mapping",
        "Message",
        "Omittable",
        "Omitted",
        "OneOf",
        "OpenEnum",
        "Operation",
        "OperationCall",
        "OperationEndpoints",
        "Page",
        "PageCall",
        "Path",
        "Query",
        "Request",
        "Required",
        "Resource",
        "Sequence",
        "Service",
        "SyncClient",
        "Timestamp",
        "TimestampLike",
        "TypeAlias",
        "None",
        "True",
        "False",
    ]
)
ENUM_RESERVED = frozenset({"mro", "name", "value", "known"})

# Modules that are there already, and the devices of Windows, which can be no files there.
MODULE_RESERVED = frozenset(
    [
        *("models", "client", "shared", "errors"),
        *("con", "prn", "aux", "nul"),
        *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)),
    ]
)


def identifier(parts: Iterable[str], fallback: str) -> str:
    """A snake_case identifier; a keyword gets a trailing underscore."""
    name = "_".join(parts) or fallback
    if name[0].isdigit():
        name = f"{fallback}_{name}"
    return f"{name}_" if keyword.iskeyword(name) else name


def field_name(json_name: str) -> str:
    name = identifier(words(json_name), "field")
    if name in FIELD_RESERVED or name in ARGUMENT_RESERVED or name.startswith("model_"):
        return f"{name}_"
    return name


def method_name(name: str) -> str:
    python = identifier(words(name), "method")
    return f"{python}_" if python in METHOD_RESERVED else python


def module_name(name: str) -> str:
    """The module of a service or resource."""
    python = identifier(words(name), "module")
    return f"{python}_" if python in MODULE_RESERVED else python


def service_attribute(name: str) -> str:
    python = module_name(name)
    return f"{python}_" if python in SERVICE_RESERVED else python


def collection_name(resource: str) -> str:
    """The attribute that holds a resource's methods: Image → images, IamToken → iam_tokens."""
    parts = words(resource) or ("resource",)
    return identifier((*parts[:-1], plural(parts[-1])), "resource")


def class_name(name: str, fallback: str = "Message") -> str:
    """PascalCase; capitals inside a name that is PascalCase already are kept (KMSKey)."""
    if name.isascii() and name.isidentifier() and name[0].isupper() and "_" not in name:
        pascal = name
    else:
        pascal = "".join(word[:1].upper() + word[1:] for word in words(name)) or fallback
    if pascal[0].isdigit():
        pascal = f"{fallback}{pascal}"
    return f"{pascal}Message" if pascal in CLASS_RESERVED else pascal


def collection_classes(resource: str) -> tuple[str, str]:
    """The sync and the async class of a resource's methods: Images, AsyncImages."""
    parts = collection_name(resource).split("_")
    sync = class_name("".join(part.title() for part in parts), "Methods")
    return sync, f"Async{sync}"


def service_classes(service: str) -> tuple[str, str]:
    """The sync and the async class of a service: ComputeService, AsyncComputeService."""
    parts = module_name(service).split("_")
    sync = class_name("".join(part.title() for part in parts) + "Service")
    return sync, f"Async{sync}"


def enum_member(value: str) -> str:
    """The member of an enum's value; values are names already (`READ_ONLY`), or nearly."""
    name = "".join(c if c.isascii() and (c.isalnum() or c == "_") else "_" for c in value).strip(
        "_"
    )
    name = name or "EMPTY"
    if name[0].isdigit():
        name = f"VALUE_{name}"
    if keyword.iskeyword(name) or name in ENUM_RESERVED or name.startswith("_"):
        name = f"{name}_"
    return name


def distinct(names: Iterable[str], name: Callable[[str], str]) -> dict[str, str]:
    """Python names of some names of one scope: whoever comes later in a clash gets a number."""
    taken: set[str] = set()
    chosen: dict[str, str] = {}
    for original in names:
        wanted = python = name(original)
        number = 2
        while python in taken:
            python, number = f"{wanted.rstrip('_')}_{number}", number + 1
        taken.add(python)
        chosen[original] = python
    return chosen
