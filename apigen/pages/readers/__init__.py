"""Block readers. Each looks at a line and claims the block that begins there, if it knows it."""

from __future__ import annotations

from apigen.pages.readers.base import BlockReader
from apigen.pages.readers.fence import FencedBlock
from apigen.pages.readers.front_matter import FrontMatterReader
from apigen.pages.readers.pipe_table import PipeTable
from apigen.pages.readers.yfm_table import YfmTable

READERS: tuple[BlockReader, ...] = (YfmTable(), PipeTable(), FencedBlock(), FrontMatterReader())
"""In the order in which they are asked, which is the order in which they are trusted: what a table
says goes before what the front matter says. A new kind of block is added here."""
