"""Every finding that apigen can make, for `apigen explain`."""

from __future__ import annotations

from apigen.analysis.codes import CODES as ANALYSIS
from apigen.analysis.sentence_codes import CODES as SENTENCES
from apigen.diagnostics import Code
from apigen.pages.codes import CODES as PAGES
from apigen.pages.folder_codes import CODES as FOLDER
from apigen.render.codes import CODES as RENDER
from apigen.targets.codes import CODES as TARGETS


def all_codes() -> tuple[Code, ...]:
    """Sorted by code; each once."""
    codes = (*FOLDER, *PAGES, *SENTENCES, *ANALYSIS, *TARGETS, *RENDER)
    return tuple(sorted(codes, key=lambda code: code.code))
