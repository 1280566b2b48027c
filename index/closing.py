"""Where the last clause's own words end and the document's closing begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.layout import ends_sentence
from index.paragraphs import LABELLED_LINE, Paragraph, ends_unit_bracket
from index.units import begins_units

_START = re.compile(
    r"(?:本|以上|上述|此|该)(?:通知|措施|政策|意见|办法|方案|细则|文件|规定|实施|若干|清单|举措|各项"
    r"|条款|公告|通告|决定|决议|修正案|条例|规则|解释|计划|规划|要点|行动|\d+|[一二三四五六七八九十]+)"
    r"|各(?:级|地|县|市|区|州|镇|乡|部门|单位|有关|相关|责任|牵头)|未尽事宜|现行|此前|之前|国家|上级"
    r"|省级|市级|原有|特此|联系(?:人|电话|方式)|咨询|自.{2,24}起|如遇|凡|执行(?:期间|中)"
    r"|(?:省|市|县|区)(?:发改委|发展改革委|政府)"
)
#: In articles only the notice around them speaks of itself after the last one.
_START_BELOW_ARTICLES = re.compile(r"本通知|各(?:级|地|县|市|区|州)[^。]{0,20}(?:要|可|应)")


def closing_start(paragraphs: Sequence[Paragraph], *, below_articles: bool) -> int:
    """Return which of the paragraphs from the last number on begins the document's closing.

    Their number where none does.
    """
    # Articles with their units behind a label are measures by another name.
    labelled = any(begins_units(paragraph.text) for paragraph in paragraphs)
    pattern = _START_BELOW_ARTICLES if below_articles and not labelled else _START
    units = [i for i, paragraph in enumerate(paragraphs) if ends_unit_bracket(paragraph.text)]
    first = units[-1] + 1 if units else 1
    if not units and not ends_sentence(paragraphs[0].text):
        # A number with a heading alone (附则) has its words below it.
        first = 2
    for i in range(first, len(paragraphs)):
        ends = (units and i == first) or pattern.match(paragraphs[i].text)
        if ends and not LABELLED_LINE.match(paragraphs[i].text):
            return i
    return len(paragraphs)
