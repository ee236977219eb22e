"""The configuration file of the `yc` tool: `~/.config/yandex-cloud/config.yaml`.

That tool writes a subset of YAML: nested maps, plain and quoted scalars, literal blocks. Only this
subset is parsed, so that the SDK needs no YAML library.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ENTRY = re.compile(r"""( *)(?:"([^"]*)"|'([^']*)'|([^\s"'#:][^:]*?)) *:(?: +(.*))?""")


def default_path() -> Path:
    return Path.home() / ".config" / "yandex-cloud" / "config.yaml"


def read_profile(path: Path, name: str | None = None) -> Mapping[str, Any]:
    """The settings of a profile, by default of the current one. Raises ValueError, whose message
    never quotes the file."""
    try:
        config = parse(path.read_text("utf-8"))
    except OSError as error:
        raise ValueError((error.strerror or "cannot be read").lower()) from None
    name = name or str(config.get("current") or "default")
    profiles = config.get("profiles")
    found = profiles.get(name) if isinstance(profiles, dict) else None
    if not isinstance(found, dict):
        raise ValueError(f"no profile {name!r}")
    return found


def parse(text: str) -> dict[str, Any]:
    """Nested maps of strings. Raises ValueError with the line of unsupported syntax."""
    return _Parser(text.splitlines()).map(0)


@dataclass
class _Parser:
    """`position`: index of the next line."""

    lines: list[str]
    position: int = 0

    def map(self, indent: int) -> dict[str, Any]:
        """Parses the entries that are indented by exactly `indent` spaces."""
        out: dict[str, Any] = {}
        while self._next_entry():
            line = self.lines[self.position]
            depth = len(line) - len(line.lstrip(" "))
            if depth < indent:
                break
            found = _ENTRY.fullmatch(line.rstrip())
            if depth > indent or found is None:
                raise ValueError(f"line {self.position + 1}: not understood")
            self.position += 1
            key = next(part for part in found.groups()[1:4] if part is not None)
            out[key] = self._value(found[5], indent)
        return out

    def _next_entry(self) -> bool:
        while self.position < len(self.lines):
            bare = self.lines[self.position].strip()
            if bare and not bare.startswith("#") and bare != "---":
                return True
            self.position += 1
        return False

    def _value(self, text: str | None, indent: int) -> Any:
        if text is None or text.startswith("#"):
            if self._next_entry():
                line = self.lines[self.position]
                depth = len(line) - len(line.lstrip(" "))
                if depth > indent:
                    return self.map(depth)
            return ""
        if re.fullmatch(r"\|[-+]?", text):
            return self._block(indent)
        return self._scalar(text)

    def _scalar(self, text: str) -> Any:
        if text in ("{}", "[]"):
            return {}
        quoted = re.fullmatch(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?: +#.*)?""", text)
        if quoted is None:
            if text[0] in "\"'[{&*!|>%@`-" and not text.startswith("-----"):
                raise ValueError(f"line {self.position}: not understood")
            return re.sub(r" +#.*", "", text)
        if text[0] == "'":
            return quoted[1][1:-1].replace("''", "'")
        try:
            return json.loads(quoted[1], strict=False)
        except ValueError:
            raise ValueError(f"line {self.position}: escape not understood") from None

    def _block(self, indent: int) -> str:
        block: list[str] = []
        while self.position < len(self.lines):
            line = self.lines[self.position]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
                break
            block.append(line)
            self.position += 1
        depth = min((len(x) - len(x.lstrip(" ")) for x in block if x.strip()), default=0)
        return "\n".join(line[depth:] for line in block).rstrip("\n") + "\n"
