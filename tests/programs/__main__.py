"""`python -m tests.programs` lists the programs, `python -m tests.programs NAME …` runs one."""

from __future__ import annotations

import ast
import pkgutil
import runpy
import sys
from pathlib import Path

import tests.programs

FOLDER = Path(__file__).resolve().parent


def programs() -> dict[str, str]:
    """Each program, and the first sentence of its docstring."""
    found = {}
    for module in pkgutil.iter_modules([str(FOLDER)]):
        file = (
            FOLDER / module.name / "__main__.py" if module.ispkg else FOLDER / f"{module.name}.py"
        )
        if file.is_file() and module.name != "__main__":
            words = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
            found[module.name] = " ".join(words.split("\n\n")[0].split())
    return found


def main(arguments: list[str]) -> int:
    known = programs()
    if not arguments or arguments[0] in ("-h", "--help"):
        print("usage: python -m tests.programs NAME [OPTIONS]; NAME --help shows the options\n")
        print("\n".join(f"{name:14} {words}" for name, words in known.items()))
        return 0
    name, *options = arguments
    if name not in known:
        print(f"no program {name}; known: {', '.join(known)}", file=sys.stderr)
        return 2
    sys.argv = [f"python -m tests.programs {name}", *options]
    runpy.run_module(f"{tests.programs.__name__}.{name}", run_name="__main__", alter_sys=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
