"""Responsible units that stand in the columns of a table."""

from __future__ import annotations

import re

from index.layout import Layout

_UNIT_COLUMN = re.compile(
    r"(?:牵头|责任|配合|主管|协同|承办|实施|落实|参与)[\u4e00-\u9fff（）]{0,4}(?:单位|部门|机构|主体)"
)
_LONGEST_LABEL = 10


def read_unit_cells(layout: Layout) -> dict[int, list[str]]:
    """Return the units of every table row as labelled lines (责任单位：市科技局), by line number.

    A table is a run of lines with tabs; its header is the last row that labels a column of units.
    """
    found: dict[int, list[str]] = {}
    labels: list[str | None] = []
    for number, line in enumerate(layout.lines):
        cells = line.text.split("\t")
        if len(cells) < 2:
            labels = []
            continue
        own = [_label(cell) for cell in cells]
        if any(own):
            labels = own
            continue
        named = [
            f"{label}：{cell.strip()}"
            for label, cell in zip(labels, cells, strict=False)
            if label and cell.strip()
        ]
        if named:
            found[number] = named
    return found


def _label(cell: str) -> str | None:
    if len(cell) > 2 * _LONGEST_LABEL:
        return None
    words = re.sub(r"\s", "", cell)
    return words if len(words) <= _LONGEST_LABEL and _UNIT_COLUMN.match(words) else None
