"""What the readers of printed pages share: their bounds, and pages of lines made a source text."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from index.readers.page_furniture import without_furniture
from index.readers.page_lines import Line
from index.readers.paragraphs import join_pages
from index.readers.table_rows import join_split_rows
from index.source_text import SourceText

MAX_PAGES = 2000
OCR_ADVICE = "请先做文字识别（OCR），或安装可选组件 tiaowen[ocr] 后重试"
_SHOWN_PAGES = 10


def paged_source(
    pages: Sequence[Sequence[Line]], media_type: str, recognised: Collection[int] = ()
) -> SourceText:
    """Make the source text of pages of lines.

    The warnings name the pages that hold no text, and those whose text was ``recognised``.
    """
    empty = [number for number, lines in enumerate(pages, start=1) if not lines]
    warnings = []
    if empty:
        warnings.append(f"第 {_listed(empty)} 页没有文字，可能是扫描图片，未读入")
    if recognised:
        warnings.append(f"第 {_listed(sorted(recognised))} 页由文字识别读入，请核对数字和名称")
    text, marks = join_pages(join_split_rows(without_furniture(pages)))
    return SourceText(text, marks, media_type, tuple(warnings))


def _listed(numbers: Sequence[int]) -> str:
    return "、".join(map(str, numbers[:_SHOWN_PAGES])) + (
        "等" if len(numbers) > _SHOWN_PAGES else ""
    )
