"""References that attack whoever reads them: by size, by depth, by what their files are."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

FOLDER = "ru/evil/api-ref/Thing"
HEAD = (
    "# Method do\n\n## HTTP request {#https-request}\n```\nPOST https://evil.api/evil/v1/things\n```\n\n"
    "## Body parameters {#body_params}\n\n"
)
TABLE = HEAD + "Field | Description\n--- | ---\n"
DEEP = 10_000
PATTERNS = (
    "(a+)+",
    "(a*)*b",
    "(a|aa)+",
    "(a|a?)+b",
    "(.*a){25}",
    "([a-z]+)*[0-9]",
    "(x+x+)+y",
    "a{0,1000}b?a{0,1000}",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
)


class Attack(NamedTuple):
    """What is written, and the code of a finding that must tell it."""

    write: Callable[[Path], None]
    told: str


def page(text: str, name: str = "do.md") -> Callable[[Path], None]:
    def write(reference: Path) -> None:
        (reference / FOLDER).mkdir(parents=True, exist_ok=True)
        (reference / FOLDER / name).write_text(text, encoding="utf-8")

    return write


def _front(yaml: str) -> Callable[[Path], None]:
    return page(f"---\n{yaml}\n---\n{HEAD}")


def _aliases(levels: int) -> str:
    first = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]"
    rest = (f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels))
    return "\n".join((first, *rest))


def _entities(levels: int) -> str:
    lines = ["title: x", "doc: <!DOCTYPE lolz [", '<!ENTITY lol0 "lol">']
    lines += [f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, levels)]
    return "\n".join([*lines, "]><lolz>&lol9;</lolz>"])


def _link_to_file(reference: Path) -> None:
    page(HEAD)(reference)
    secret = reference.parent / "secret.md"
    secret.write_text(HEAD)
    (reference / FOLDER / "link.md").symlink_to(secret)


def _link_to_folder(reference: Path) -> None:
    """Links to folders are not followed: what lies there is as if it were not."""
    outside = reference.parent / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text(HEAD)
    reference.mkdir()
    (reference / "link").symlink_to(outside)
    (reference / "loop").symlink_to(reference)


def _same_names(one: str, other: str) -> Callable[[Path], None]:
    def write(reference: Path) -> None:
        for name in (one, other):
            page(TABLE + "a | **string**\n", name)(reference)

    return write


def _pipe(reference: Path) -> None:
    page(HEAD)(reference)
    os.mkfifo(reference / FOLDER / "pipe.md")


def _device(reference: Path) -> None:
    """The device of endless zeros, where one may be made; else a link to it."""
    page(HEAD)(reference)
    try:
        os.mknod(reference / FOLDER / "zero.md", 0o20666, os.makedev(1, 5))
    except PermissionError:
        (reference / FOLDER / "zero.md").symlink_to("/dev/zero")


def _device_by_link(reference: Path) -> None:
    page(HEAD)(reference)
    (reference / FOLDER / "zero.md").symlink_to("/dev/zero")


def _pattern(regex: str) -> Callable[[Path], None]:
    return page(f"{TABLE}a | **string**<br>Value must match the regular expression `{regex}`.\n")


ATTACKS = {
    "alias bomb": Attack(_front(_aliases(12)), "P010"),
    "alias bomb of a schema": Attack(_front("apiPlayground:\n" + _aliases(12)), "P010"),
    "alias of itself": Attack(_front("a: &a [*a]"), "P010"),
    "entity bomb": Attack(_front(_entities(10)), "P010"),
    "alias bomb in contents": Attack(page(_aliases(12), "toc.yaml"), "P014"),
    "deep flow YAML": Attack(_front("a: " + "[" * DEEP), "P010"),
    "deep block YAML": Attack(_front("- " * DEEP), "P010"),
    "deep JSON of a schema": Attack(
        _front("apiPlayground:\n  - method: '" + '{"a":' * DEEP + "1'"), "A011"
    ),
    "many keys": Attack(_front("\n".join(f"k{n}: v" for n in range(300_000))), "P002"),
    "deep sample": Attack(page(HEAD + '```json\n{"a":' + '{"a":' * DEEP + "\n```\n"), "P008"),
    "deep path": Attack(page(TABLE + "a." * DEEP + "b | **string**\n"), "A015"),
    "deep type": Attack(page(TABLE + "a | **" + "map<string, " * DEEP + "**\n"), "A001"),
    "100,000 columns": Attack(
        page(HEAD + "|" + "a|" * 100_000 + "\n|" + "-|" * 100_000 + "\n|" + "x|" * 100_000 + "\n"),
        "P016",
    ),
    "100,000 columns, ruled": Attack(page(HEAD + "a|" * 100_000 + "\n" + "---|" * 100_000), "P016"),
    "100,000 columns of #|": Attack(page(HEAD + "#|\n||" + "a|" * 100_000 + "a||\n|#\n"), "P016"),
    "200,000 rows": Attack(page(TABLE + "a | x\n" * 200_000), "P002"),
    "a million headings": Attack(page(HEAD + "# a\n" * 1_000_000), "P002"),
    "a million headings with anchors": Attack(
        page(HEAD + "".join(f"# {n} {{#{n}}}\n" for n in range(400_000))), "P002"
    ),
    "headings alone": Attack(page(HEAD + "## a\n" * 150_000), "P002"),
    "a regular expression of 900 KB": Attack(_pattern("(a|b)" * 180_000), "A013"),
    "a regular expression of 7 MB": Attack(_pattern("(a|b)" * 1_400_000), "P017"),
    "one of 7 MB in prose": Attack(
        page(HEAD + "It must match `" + "(a|b)" * 1_400_000 + "`."), "P017"
    ),
    "a regular expression of 10 MB": Attack(_pattern("(a|b)" * 2_000_000), "F004"),
    "a regular expression nested deep": Attack(_pattern("(" * DEEP + "a" + ")" * DEEP), "A013"),
    "large repeats": Attack(_pattern("((((a{1000}){1000}){1000}){1000})"), "A013"),
    "a link to a file outside": Attack(_link_to_file, "F006"),
    "links to folders": Attack(_link_to_folder, "F002"),
    "a pipe": Attack(_pipe, "F005"),
    "a device": Attack(_device, "F005"),
    "a link to a device": Attack(_device_by_link, "F006"),
    "names that differ by case": Attack(_same_names("do.md", "Do.md"), "F009"),
    "names that differ by normal form": Attack(
        _same_names("caf\u00e9.md", "cafe\u0301.md"), "F009"
    ),
}
