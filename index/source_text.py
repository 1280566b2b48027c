"""The text that a reader takes out of a file, with what is known of its pages."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document's text: blocks and paragraphs are lines, a table row is a line of tabbed cells.

    ``pages`` holds (offset of the page's first character, page number) in ascending order and is
    empty where the format has no pages.
    """

    text: str
    pages: tuple[tuple[int, int], ...] = ()
    media_type: str = "text/plain"
    warnings: tuple[str, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """Return the number of the page that holds a character, ``None`` where unknown."""
        index = bisect_right(self.pages, offset, key=lambda page: page[0])
        return self.pages[index - 1][1] if index else None
