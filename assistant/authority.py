"""Which place's rules a document holds: read off its issuers, its title or its own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache

from index.document import PolicyDocument
from index.places import parents, places_in

#: Issuers whose rules count everywhere.
_NATIONAL = re.compile(
    r"^(?:中华人民共和国|国务院|全国|国家|最高人民|中国|中共中央|中央)|^[\u4e00-\u9fff]{2,10}(?:部|总局|总署)(?:办公厅)?$"
)
_LEVEL = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,7}?|[\u4e00-\u9fff](?=县))(?:[\u4e00-\u9fff]{1,3}族)*(?:省|自治区|特别行政区|自治州|自治县|自治旗|地区|新区|林区|特区|市|州|盟|县|区|旗)"
)
#: What follows the name of the place in the name of an issuer.
_BODY = re.compile(r"人民政府|人民代表大会|人民法院|人民检察院|委|局|厅|办|中心|会议|管理|总队|支队|公司|发展|财政|税务")
#: Words that look like a place only.
_NO_PLACE = re.compile(r"^(?:全|各|本|我|外|城|县|省|市|区|开发|高新|经济|工业|自治|园|社|地|辖|郊|山|小|景|灾|住|校|片|上|超|都|门|夜|股|楼|车)")
_ABOVE = re.compile(r"^(?:中共|中国共产党|国家税务总局|国网|中国人民银行|中国银行保险监督管理委员会|国家金融监督管理总局)")
#: The rank of a place behind a name of the general table.
_SUFFIX = re.compile(r"^(?:[\u4e00-\u9fff]{1,6}族|维吾尔)?(?:自治[区州县旗]|[省市县区旗州盟])")
#: From this many mentions on the own words of a text without issuer say where it is of.
_MENTIONS = 2
_HEAD_CHARS = 4000


def chain_in(text: str) -> tuple[str, ...]:
    """Return the places with which the name of an issuer or a title begins, the widest first.

    巴中市恩阳区人民政府 is of 恩阳 in 巴中; a name of the general table needs no 市 behind it.
    """
    rest, chain = _ABOVE.sub("", text), []
    while rest:
        match = _LEVEL.match(rest)
        known = next((name for name in _known() if rest.startswith(name)), None)
        if known is not None:
            chain.append(known)
            rest = rest.removeprefix(known)
            if rest.startswith("县") and parents()[known] is not None and len(known) == 2:
                chain.append(f"{known}县")  # 长沙县 lies in 长沙
            rest = _SUFFIX.sub("", rest)
        elif match is not None and not _NO_PLACE.match(match["name"]):
            name = match["name"]
            chain.append(f"{name}县" if len(name) == 1 else name)
            rest = rest[match.end() :]
        else:
            break
    return tuple(chain)


@cache
def _known() -> tuple[str, ...]:
    return tuple(sorted(parents(), key=len, reverse=True))


def authority_of(document: PolicyDocument, text: Callable[[], str]) -> tuple[str, ...]:
    """Return the places of a document's authority, the widest first; empty for a national one.

    Args:
        document: its head suffices.
        text: returns its own words, wanted where neither issuer nor title names a place.
    """
    issuers = [name.strip() for name in document.issuers]
    if issuers and all(_NATIONAL.search(name) and not chain_in(name) for name in issuers):
        return ()
    for issuer in issuers:
        chain = chain_in(issuer)
        if chain and _BODY.search(issuer):
            return chain
    if document.title.startswith("中华人民共和国"):
        return ()
    title = chain_in(document.title)
    if title:
        return title
    return _by_mentions(document.title + text()[:_HEAD_CHARS])


def _by_mentions(text: str) -> tuple[str, ...]:
    """Return the place that a text speaks of most, where it does so more than once."""
    counts = Counter({place: text.count(place) for place in places_in(text)})
    if not counts:
        return ()
    place, mentions = counts.most_common(1)[0]
    return (place,) if mentions >= _MENTIONS else ()
