"""The numerals of clauses to integers: Chinese, Arabic, full-width."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Characters of a Chinese numeral; 廿 and 卅 stand for twenty and thirty.
HAN_DIGITS = "〇○零一二三四五六七八九十百千廿卅两"
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=4096)
def parse_numeral(text: str) -> int | None:
    """Return the value of a Chinese, Arabic or full-width numeral, ``None`` where it is none.

    Spaces between the digits (``1 0``) are layout and are ignored.
    """
    compact = _SPACES.sub("", unicodedata.normalize("NFKC", text)).replace("○", "〇")
    if not compact or len(compact) > 9:
        return None
    if compact.isascii():
        return int(compact) if compact.isdigit() else None
    if any(character not in HAN_DIGITS for character in compact):
        return None
    # Imported where it is used: its patterns cost 0.2 s, and most questions have no such numeral.
    import cn2an

    try:
        value = int(cn2an.cn2an(compact, "normal"))
    except (ValueError, KeyError):  # a KeyError is what cn2an has for 一亿五
        return None
    return value
