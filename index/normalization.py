"""The form in which texts are compared: width, script, case and spacing made even."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import opencc

_CJK = "\u3400-\u4dbf\u4e00-\u9fff"
_CJK_CHARACTER = re.compile(f"[{_CJK}]")
_INNER_SPACE = re.compile(
    f"(?<=[{_CJK}])[^\\S\\n]+(?=[{_CJK}0-9])|(?<=[0-9])[^\\S\\n]+(?=[{_CJK}])"
)
_MARK = re.compile(r"[^\w+]")
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]")


def normalize(text: str) -> str:
    """Return the form in which texts are compared.

    NFKC (full-width forms, ligatures), simplified characters, lower case, no invisible
    characters, no spaces between Chinese characters and digits.
    """
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return _INNER_SPACE.sub("", _simplify(text).lower())


def letters(text: str) -> str:
    """Return a text normalised and without marks, so that 首台套 is found in 首台（套）."""
    return _MARK.sub("", normalize(text))


def _simplify(text: str) -> str:
    """Convert traditional characters; GB2312 holds hardly any, so most texts need no conversion."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return str(_converter().convert(text)) if _CJK_CHARACTER.search(text) else text
    return text


def simplify_each(text: str) -> str:
    """Return a text of the same length with each traditional character made simplified by itself.

    Texts without any, which most are, come back as they are; so does a character that simplified
    texts use too (著作).
    """
    foreign = [sign for sign in set(text) if _CJK_CHARACTER.match(sign) and not _in_gb2312(sign)]
    plain = {sign: str(_converter().convert(sign)) for sign in foreign}
    table = {ord(sign): own for sign, own in plain.items() if own != sign and len(own) == 1}
    return text.translate(table) if table else text


def _in_gb2312(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
