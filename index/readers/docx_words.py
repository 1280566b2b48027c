"""The printed words of a Word paragraph, with what hangs on it noted for after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element

from index.readers.docx_numbering import W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"
#: Parts of a paragraph that are not in the printed text: deletions, other renderings, codes.
_UNPRINTED = frozenset(
    f"{W}{name}"
    for name in ("pPr", "rPr", "del", "moveFrom", "instrText", "delText", "rt", "tblPr")
) | {f"{MC}Fallback"}
_REVISIONS = frozenset({f"{W}del", f"{W}ins", f"{W}moveFrom", f"{W}moveTo"})
_CODE = re.compile(r"[0-9A-Fa-f]{1,5}")


@dataclass(slots=True)
class Words:
    """Reads paragraphs' words; counts pages, and keeps text boxes and notes until asked for."""

    notes: Mapping[str, _Element]
    page: int = 1
    revised: bool = False
    boxes: list[_Element] = field(default_factory=list)
    note_ids: list[str] = field(default_factory=list)
    note_numbers: dict[str, int] = field(default_factory=dict)

    def of(self, element: _Element) -> Iterator[str]:
        """Yield the printed pieces of a paragraph, noting page breaks, boxes and notes."""
        for child in element:
            tag = child.tag
            self.revised = self.revised or tag in _REVISIONS
            if tag in _UNPRINTED or not isinstance(tag, str):
                continue
            if tag == f"{W}r" and _is_vanished(child):
                continue
            if tag == f"{W}txbxContent":
                self.boxes.append(child)
            elif tag == f"{_VML}textpath":
                yield child.get("string", "")
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                yield self._note_reference(child)
            elif tag == f"{W}lastRenderedPageBreak":
                self.page += 1
            else:
                yield _sign(child)
                yield from self.of(child)

    def _note_reference(self, reference: _Element) -> str:
        """Note a footnote for after the paragraph and return the mark that stands for it."""
        kind = "footnote" if reference.tag == f"{W}footnoteReference" else "endnote"
        note_id = f"{kind}{reference.get(f'{W}id')}"
        if note_id not in self.notes:
            return ""
        self.note_ids.append(note_id)
        self.note_numbers.setdefault(note_id, len(self.note_numbers) + 1)
        return self.note_mark(note_id)

    def note_mark(self, note_id: str) -> str:
        """Return what marks a note in the text: its number in the order of reading."""
        return f"［注{self.note_numbers[note_id]}］"


def _is_vanished(run: _Element) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val", "1") not in ("0", "false", "off")


def _sign(element: _Element) -> str:
    """Return the characters that one leaf element prints."""
    name = element.tag.rpartition("}")[2]
    if name == "t":
        return element.text or ""
    if name in ("br", "cr"):
        return "" if element.get(f"{W}type") in ("page", "column") else "\n"
    if name == "sym":
        code = element.get(f"{W}char", "")
        return _symbol(int(code, 16)) if _CODE.fullmatch(code) else ""
    return {"tab": " ", "ptab": " ", "noBreakHyphen": "-"}.get(name, "")


def _symbol(code: int) -> str:
    """Return a symbol's character; those of picture fonts are mostly boxes to tick."""
    return "□" if 0xD800 <= code <= 0xF8FF else chr(code)
