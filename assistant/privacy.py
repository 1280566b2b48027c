"""Hides what identifies a person: identity cards, phones and bank cards."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_GAP = r"[ \u00a0\u3000\-–—.·_]?"
#: Digits with single separators between them; the whole run is looked at, never a part of it.
_RUN = re.compile(
    rf"(?<![\dA-Za-z])\+?\d(?:{_GAP}\d){{6,24}}(?:{_GAP}[Xx](?![A-Za-z]))?(?![\dA-Za-z])"
)
_AMOUNT_AFTER = re.compile(r"\s*(?:\.\d|[万亿千百]|元|平方米|亩|吨|股|%|％)")

ID_CARD = "〔身份证号已隐去〕"
PHONE = "〔电话已隐去〕"
BANK_CARD = "〔银行卡号已隐去〕"


def secrets_in(text: str) -> dict[str, str]:
    """Return every identifying number of a text, as written, with what to put in its place."""
    folded = _folded(text)
    found: dict[str, str] = {}
    for match in _RUN.finditer(folded):
        if _AMOUNT_AFTER.match(folded, match.end()):
            continue
        label = _label(match.group())
        if label is not None:
            found[text[match.start() : match.end()]] = label
    return found


def mask(text: str) -> str:
    """Return a text with every identifying number hidden."""
    return str(masked_with(text, secrets_in(text)))


def masked_with(value: Any, secrets: Mapping[str, str]) -> Any:  # noqa: ANN401 - any JSON value
    """Return a JSON value in which every text has the secrets hidden, longest first.

    Only what an asker wrote is hidden, so that the numbers of a policy file stay as printed.
    """
    if isinstance(value, str):
        for secret in sorted(secrets, key=len, reverse=True):
            value = value.replace(secret, secrets[secret])
            value = value.replace(_folded(secret), secrets[secret])
        return value
    if isinstance(value, Mapping):
        return {key: masked_with(item, secrets) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [masked_with(item, secrets) for item in value]
    return value


def _folded(text: str) -> str:
    """Return a text of the same length with full-width digits and letters made plain."""
    return "".join(
        folded if len(folded := unicodedata.normalize("NFKC", c)) == 1 else c for c in text
    )


def _label(run: str) -> str | None:
    plain = re.sub(r"[^\dXx]", "", run).upper()
    digits = plain.rstrip("X")
    if _is_id_card(plain):
        return ID_CARD
    if _is_phone(run, digits) and plain == digits:
        return PHONE
    if 16 <= len(digits) <= 19 and plain == digits and _luhn(digits):
        return BANK_CARD
    return None


def _is_id_card(plain: str) -> bool:
    if len(plain) == 15 and plain.isdigit():
        return _is_day("19" + plain[6:12])
    if len(plain) != 18 or not plain[:17].isdigit():
        return False
    # A mistyped check digit still names the person: the date alone decides.
    return _is_day(plain[6:14]) or _checks(plain)


def _checks(plain: str) -> bool:
    total = sum(int(d) * w for d, w in zip(plain[:17], _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11] == plain[17]


def _is_day(digits: str) -> bool:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    return 1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31


def _is_phone(run: str, digits: str) -> bool:
    local = re.sub(r"^(?:0086|86)(?=1\d{10}$)", "", digits)
    if re.fullmatch(r"1[3-9]\d{9}", local):
        return True
    return bool(re.fullmatch(r"0\d{2,3}[ \-–—]\d{7,8}|0[1-9]\d{1,2}[2-8]\d{6,7}", run.strip()))


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0
