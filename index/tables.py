"""Responsible units that stand in the columns of a table."""

from __future__ import annotations

import re

from index.layout import Layout

_UNIT_COLUMN = re.compile(
    r"(?:牵头|责任|配合|主管|协同|承办|实施|落实|参与)[\u4e00-\u9fff（）]{0,4}(?:单位|部门|机构|主体)"
)
_NUMBER_COLUMN = re.compile(r"\s*(?:序\s*号|编\s*号|项目编号|No\.?)\s*")
_LONGEST_LABEL = 10
#: The name of a group of rows is short, and no more than two stand one above the other.
_LONGEST_GROUP = 40
_MOST_GROUPS = 2


def read_unit_cells(layout: Layout) -> dict[int, list[str]]:
    """Return the units of every table row as labelled lines (责任单位：市科技局), by line number.

    A table is a run of lines with tabs, with the names of groups between them; its header is the
    last row that labels a column of units. A row without any units has those of the row above: a
    merged cell is printed once.
    """
    found: dict[int, list[str]] = {}
    labels: list[str | None] = []
    above: list[str] = []
    between = 0
    for number, line in enumerate(layout.lines):
        if "\t" not in line.text:
            is_group = len(line.text) <= _LONGEST_GROUP and line.text[-1] not in "。；："
            between = between + 1 if is_group else _MOST_GROUPS + 1
            if between > _MOST_GROUPS:
                labels, above = [], []
            continue
        between = 0
        cells = [""] * (line.column or 0) + line.text.split("\t")
        own = [_label(cell) for cell in cells]
        if any(own) or is_header(line.text):
            labels, above = own, []
            continue
        above = [
            f"{label}：{cell.strip()}"
            for label, cell in zip(labels, cells, strict=False)
            if label and cell.strip().strip('〃同上″"')
        ] or above
        if above:
            found[number] = above
    return found


def is_header(text: str) -> bool:
    """Say whether a line is the row above a table's columns: one of them numbers or units."""
    cells = text.split("\t")
    if len(cells) < 2:
        return False
    return any(_label(cell) or _NUMBER_COLUMN.fullmatch(cell) for cell in cells)


def _label(cell: str) -> str | None:
    if len(cell) > 2 * _LONGEST_LABEL:
        return None
    words = re.sub(r"\s", "", cell)
    return words if len(words) <= _LONGEST_LABEL and _UNIT_COLUMN.match(words) else None
