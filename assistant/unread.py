"""The words of a question that no step of its reading has understood yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.document import Span

#: Stands where something was read; no pattern matches across it.
READ = "\x00"


@dataclass(slots=True)
class Unread:
    """A normalised text in which what was understood is struck out, place by place."""

    text: str

    def strike(self, *spans: Span) -> None:
        """Strike out what was understood."""
        for start, end in spans:
            self.text = f"{self.text[:start]}{READ * (end - start)}{self.text[end:]}"

    def strike_words(self, words: Iterable[str]) -> None:
        """Strike out the first place of each word."""
        for word in words:
            start = self.text.find(word)
            if start >= 0:
                self.strike((start, start + len(word)))

    def blank(self) -> None:
        """Leave nothing to be read."""
        self.text = "".join(sign if sign == READ else " " for sign in self.text)
