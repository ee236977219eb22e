"""Made-up statements of the kinds that templates print, each on one line as wide as it comes."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

NAMES = st.one_of(
    st.sampled_from(["a", "name", "folder_id", "Call", "Annotated", "str", "Any", "tuple"]),
    st.integers(1, 70).map(lambda size: "n" * size),
    st.integers(1, 40).map(lambda size: "Я" * size),
)
TEXTS = st.one_of(
    st.text(max_size=12),
    st.text("ab'\"\\\n \tя漢", max_size=8),
    st.integers(0, 120).map(lambda size: "x" * size),
)
NUMBERS = st.one_of(st.integers(-(10**12), 10**12), st.floats(-1e300, 1e300))
CONSTANTS = st.sampled_from(["None", "True", "()", "[]", "{}", "..."])


class Maker:
    """Draws texts of Python. `left` bounds how deep they nest."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data

    def pick(self, *numbers: int) -> int:
        return self._data.draw(st.integers(*numbers))

    def name(self) -> str:
        return self._data.draw(NAMES)

    def dotted(self) -> str:
        return ".".join(self.name() for _ in range(self.pick(1, 3)))

    def string(self) -> str:
        return repr(self._data.draw(TEXTS))

    def atom(self) -> str:
        kind = self.pick(0, 4)
        if kind < 2:
            return self.string()
        if kind == 2:
            return repr(self._data.draw(NUMBERS))
        return self.dotted() if kind == 3 else self._data.draw(CONSTANTS)

    def several(self, make: Callable[[int], str], left: int, least: int = 0) -> str:
        return ", ".join(make(left - 1) for _ in range(self.pick(least, 4)))

    def expression(self, left: int = 3) -> str:
        if left <= 0 or self.pick(0, 3) == 0:
            return self.atom()
        made: Callable[[int], str] = KINDS[self.pick(0, len(KINDS) - 1)].__get__(self)
        return made(left)

    def listed(self, left: int) -> str:
        return f"[{self.several(self.expression, left)}]"

    def display(self, left: int) -> str:
        return f"{{{self.several(self.expression, left, 1)}}}"

    def pair(self, left: int) -> str:
        if self.pick(0, 9) == 0:
            return f"**{self.name()}"
        return f"{self.expression(left)}: {self.expression(left)}"

    def pairs(self, left: int) -> str:
        return f"{{{self.several(self.pair, left)}}}"

    def parted(self, left: int) -> str:
        comma = "," if self.pick(0, 3) == 0 else ""
        return f"({self.several(self.expression, left, 2)}{comma})"

    def alone(self, left: int) -> str:
        return f"({self.expression(left - 1)},)"

    def ended(self, left: int) -> str:
        brackets = ("[{},]", "{{{},}}", "f({},)", "x[{},]")[self.pick(0, 3)]
        return brackets.format(self.several(self.expression, left, 1))

    def argument(self, left: int) -> str:
        start = ("", "", f"{self.name()}=", "*")[self.pick(0, 3)]
        return start + self.expression(left)

    def call(self, left: int) -> str:
        made = f"{self.dotted()}({self.several(self.argument, left)})"
        return made + ("", "", "", ".x", "()", "[0]", ".f().g()")[self.pick(0, 6)]

    def subscript(self, left: int) -> str:
        return f"{self.dotted()}[{self.several(self.expression, left, 1)}]"

    def comprehension(self, left: int) -> str:
        inside = f"{self.expression(left - 1)} for x in {self.expression(left - 1)}"
        return ("[{}]", "{{{}}}", "all({})")[self.pick(0, 2)].format(inside)

    def binary(self, left: int) -> str:
        mark = ("|", "+", "*", "==", "in", "and", "is not")[self.pick(0, 6)]
        made = f"{self.expression(left - 1)} {mark} {self.expression(left - 1)}"
        return made + (f" {mark} {self.expression(left - 1)}" if self.pick(0, 2) == 0 else "")

    def lone(self, left: int) -> str:
        brackets = ("[({})]", "{{1: ({})}}", "f(({}))", "not {}", "await {}", "-{}")[
            self.pick(0, 5)
        ]
        return brackets.format(self.expression(left - 1))

    def ternary(self, left: int) -> str:
        parts = [self.expression(left - 1) for _ in range(3)]
        return f"{parts[0]} if {parts[1]} else {parts[2]}"

    def annotation(self, left: int = 3) -> str:
        kind = self.pick(0, 3)
        if left <= 0 or kind == 0:
            return self.name()
        if kind == 1:
            return " | ".join(self.annotation(left - 2) for _ in range(self.pick(2, 3)))
        if kind == 2:
            rules = self.several(self.expression, 2, 1)
            return f"Annotated[{self.annotation(left - 1)}, {rules}]"
        return f"{self.name()}[{self.several(self.annotation, left, 1)}]"

    def parameter(self, left: int) -> str:
        value = f" = {self.expression(2)}" if self.pick(0, 1) else ""
        return f"{self.name()}: {self.annotation(left)}{value}"

    def signature(self) -> str:
        arguments = [self.parameter(3) for _ in range(self.pick(0, 4))]
        if arguments and self.pick(0, 1):
            arguments.insert(self.pick(0, len(arguments) - 1), "*")
        arguments[:0] = ["self"] if self.pick(0, 1) else []
        arguments += ["**rest: object"] if self.pick(0, 4) == 0 else []
        comma = "," if arguments and self.pick(0, 9) == 0 else ""
        returned = f" -> {self.annotation()}" if self.pick(0, 2) else ""
        body = (": ...", ":\n    pass", ':\n    """Docs.\n    """')[self.pick(0, 2)]
        word = "async def" if self.pick(0, 3) == 0 else "def"
        return f"{word} {self.name()}({', '.join(arguments)}{comma}){returned}{body}"

    def exploded(self) -> str:
        head = f"{self.name()}: {self.annotation()}" if self.pick(0, 1) else self.name()
        if self.pick(0, 1):
            items = [self.expression() for _ in range(self.pick(1, 3))]
            opener, closer = ("[", "]") if self.pick(0, 1) else (f"{self.dotted()}(", ")")
        else:
            items = [f"{self.string()}: {self.expression()}" for _ in range(self.pick(1, 3))]
            opener, closer = "{", "}"
        return (
            "\n    ".join([f"{head} = {opener}", *(f"{item}," for item in items)]) + f"\n{closer}"
        )

    def statement(self) -> str:
        makers: tuple[Callable[[], str], ...] = (
            lambda: f"{self.dotted()} = {self.expression()}",
            lambda: f"{self.name()}: {self.annotation()} = {self.expression()}",
            lambda: self.call(3),
            lambda: f"def f():\n    return {self.expression()}",
            lambda: f"if x:\n    assert {self.expression()}",
            lambda: f"assert plain({self.expression(1)}) == {self.expression()}",
            lambda: f"@{self.dotted()}({self.several(self.argument, 3)})\ndef f(): ...",
            lambda: f"class {self.name()}({self._names(self.dotted)}):\n    x = 1",
            lambda: f"from {self.dotted()} import {self._names(self.name)}",
            self.exploded,
            self.signature,
        )
        return makers[self.pick(0, len(makers) - 1)]()

    def _names(self, make: Callable[[], str]) -> str:
        return ", ".join(make() for _ in range(self.pick(1, 4)))


KINDS = (
    Maker.listed,
    Maker.display,
    Maker.pairs,
    Maker.parted,
    Maker.alone,
    Maker.ended,
    Maker.call,
    Maker.subscript,
    Maker.comprehension,
    Maker.binary,
    Maker.lone,
    Maker.ternary,
    Maker.call,
    Maker.pairs,
)


def statements(data: st.DataObject) -> str:
    """A few statements with some empty lines between them, some of them in a class."""
    maker = Maker(data)
    text = ""
    for _ in range(maker.pick(1, 3)):
        made = maker.statement()
        if maker.pick(0, 3) == 0:
            made = "class C:\n" + "\n".join(f"    {line}" for line in made.split("\n"))
        text += made + "\n" * maker.pick(1, 4)
    return text
