"""Block readers, one for each format. Each claims the blocks of its format by their first line."""

from __future__ import annotations

from apigen.pages.readers.base import BlockReader
from apigen.pages.readers.fence import FencedBlock
from apigen.pages.readers.front_matter import FrontMatterReader
from apigen.pages.readers.pipe_table import PipeTable
from apigen.pages.readers.yfm_table import YfmTable

READERS: tuple[BlockReader, ...] = (YfmTable(), PipeTable(), FencedBlock(), FrontMatterReader())
"""In the order in which they are asked, which is also the trust order: tables overrule the front matter.
Register a new format here."""
