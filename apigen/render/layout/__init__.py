"""The text of our own templates laid out exactly as black lays it out, at a fraction of black's time.

Black parses, and prints every token anew. What our templates print is black's own style but for the
width of lines, the quotes of strings, empty lines and docstrings; only those are seen to here, and
every line is checked for being of a kind that is known. Where one is not, layout says so
(`UnknownError`), and black takes the whole file.

`text` walks over lines, `statements` reads one (`tokens`, `grammar`), `splitting` parts one that is too
long (`brackets`, `optional`), `blanks` and `docstrings` do what their names say.
"""

from __future__ import annotations

from apigen.render.layout.text import lay_out
from apigen.render.layout.unknown import UnknownError
from apigen.render.layout.versions import is_proven

__all__ = ["UnknownError", "is_proven", "lay_out"]
