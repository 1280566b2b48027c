"""What a document says of itself: title, 文号, issuers, issue date, repeals, 抄送."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from index.dates import DATE, parse_date
from index.departments import canonical_name, home_of, looks_like_unit, split_prefix
from index.frame import BARE_NUMBER, DOC_NUMBER, ORDER_NUMBER, FramePiece, single_spaced
from index.layout import clean_spacing
from index.readers.page_facts import facts_in_line
from index.repeals import normalize_number
from index.titles import Title, bodies_of, main_title, title_issuers, title_warnings

_MEETING = re.compile(
    r"(?:经|由)?(?P<place>[\u4e00-\u9fff]{2,8}?(?:省|市|自治区|自治州|自治县))?"
    r"(?:第[〇零一二三四五六七八九十百]+届)?"
    r"(?P<body>全国人民代表大会常务委员会|全国人民代表大会|人民代表大会常务委员会|人民代表大会|国务院"
    r"|最高人民法院|最高人民检察院|[\u4e00-\u9fff]{2,18}?(?:部|委员会|总局|署|人民政府))"
    r"(?:审判委员会|检察委员会)?\s*(?:第[\d〇零一二三四五六七八九十百]+次)"
)
#: A text was adopted, issued or issued anew; an amendment (修正) leaves its own date alone.
_ADOPTED = re.compile(rf"(?P<date>{DATE})(?P<by>[^，。；]*?)(?:通过|公布|修订|发布|批准)(?!的)")
_TAKES_EFFECT = re.compile(rf"(?:自|从)?\s*(?P<date>{DATE})\s*(?:起)?\s*(?:施行|实施)")
_ISSUED = re.compile(r"(?:公布|发布|印发)\s*[）)]?$")
_CC_LABEL = re.compile(r"^(?:抄\s*送|抄\s*报|主\s*送|分\s*送|报\s*送)\s*[：:]")
_SIGNED_KEYS = ("成文日期", "成文时间", "印发日期", "签发日期", "制发日期", "登记日期", "生成日期")
_ISSUED_KEYS = ("发文日期", "发文时间")
_PUBLISHED_KEYS = ("发布日期", "发布时间", "公布日期", "公开日期", "颁发时间", "颁布日期")
_ISSUER_KEYS = ("发文机关", "发文机构", "发文单位", "制发机关", "制定机关", "成文机关", "印发机关")
_NUMBER_KEYS = ("发文字号", "文号", "发文号", "文件编号", "文件号", "文件文号", "公文文号")
_EXPIRY_KEYS = ("失效日期", "失效时间", "终止日期", "有效期至")
_STATE_KEYS = ("有效性", "时效性", "效力", "效力状态", "文件状态", "是否有效", "文件有效性", "时效")
#: The first of these that is known is the issue date.
_ISSUE_DATE_ORDER = ("落款日期", "题注日期", "通过日期", "成文日期", "印发日期", "发文日期")


@dataclass(frozen=True, slots=True)
class Metadata:
    """A document's own facts; ``dates`` holds every date with what it is, for the report."""

    title: str
    doc_number: str | None
    issuers: tuple[str, ...]
    issue_date: date | None
    published: date | None
    takes_effect: date | None
    expires: date | None
    withdrawn: str | None
    cc: tuple[str, ...]
    dates: tuple[tuple[str, date], ...]
    warnings: tuple[str, ...]


def read_metadata(
    frame: Sequence[FramePiece], titles: Sequence[Title], fallback_title: str
) -> Metadata:
    """Return the facts of a document's frame; ``fallback_title`` serves where it has no title."""
    facts = _catalogue(frame)
    title = main_title(titles) or facts.get("标题") or fallback_title
    dates = _dates(frame, facts)
    first: dict[str, date] = {}
    for kind, day in dates:
        first[kind] = max(first.get(kind, day), day) if kind == "通过日期" else first.get(kind, day)
    state = _value(facts, _STATE_KEYS) or ""
    return Metadata(
        title=title,
        doc_number=_doc_number(frame, facts),
        issuers=_issuers(title, frame, facts),
        issue_date=next((first[kind] for kind in _ISSUE_DATE_ORDER if kind in first), None),
        published=first.get("发布日期"),
        takes_effect=first.get("施行日期"),
        expires=parse_date(_value(facts, _EXPIRY_KEYS) or ""),
        withdrawn=f"网页标注：{state}" if re.search(r"失效|废止|无效", state) else None,
        cc=_cc(frame),
        dates=tuple(dates),
        warnings=title_warnings(title),
    )


def _texts(frame: Sequence[FramePiece], *roles: str) -> list[str]:
    return [single_spaced(piece.paragraph.raw) for piece in frame if piece.role in roles]


def _catalogue(frame: Sequence[FramePiece]) -> dict[str, str]:
    """Return the key–value table above a document."""
    table: dict[str, str] = {}
    for piece in frame:
        if piece.role == "catalogue":
            for label, value in facts_in_line(piece.paragraph.raw):
                if value:
                    table.setdefault(label, value)
    return table


def _value(facts: dict[str, str], keys: Iterable[str]) -> str | None:
    return next((facts[key] for key in keys if key in facts), None)


def _doc_number(frame: Sequence[FramePiece], facts: dict[str, str]) -> str | None:
    catalogued = [facts[key] for key in _NUMBER_KEYS if key in facts]
    short = [text for text in _texts(frame, "other") if len(text) < 60]
    for text in [*_texts(frame, "number"), *catalogued, *short]:
        match = DOC_NUMBER.search(clean_spacing(text))
        if match is not None:
            return normalize_number(match)
    for text in _texts(frame, "title"):
        match = DOC_NUMBER.match(clean_spacing(text))
        if match is not None:
            return normalize_number(match)
    order = _order(frame)
    if order is not None:
        return f"{order[0]}{order[1]}"
    issued = (DOC_NUMBER.search(text) for text in _texts(frame, "date") if _ISSUED.search(text))
    return next((normalize_number(match) for match in issued if match is not None), None)


def _order(frame: Sequence[FramePiece]) -> tuple[str, str] | None:
    """Return an order's or announcement's name and number: (国务院令, 第722号)."""
    before = ""
    for piece in frame:
        text = single_spaced(piece.paragraph.raw)
        bare = BARE_NUMBER.fullmatch(text)
        if bare is not None and before.endswith(("令", "公告", "通告")):
            text = before + text
        if piece.role in ("number", "date", "title", "other"):
            match = ORDER_NUMBER.search(re.sub(DATE, "。", text))
            if match is not None:
                body = match.group("body").strip().removeprefix("中华人民共和国")
                year = f"{match.group('year')}年" if match.group("year") else ""
                return body, f"{year}第{int(match.group('serial'))}号"
        before = clean_spacing(text)
    return None


def _issuers(title: str, frame: Sequence[FramePiece], facts: dict[str, str]) -> tuple[str, ...]:
    named, has_more = title_issuers(title)
    signed = _signed(frame)
    if named and not (has_more and len(signed) > len(named)):
        # A zone's title names the place, its signature the body: 开发区 and 开发区管理委员会.
        # A title may leave the place to the reader: 市财政局 is signed 青阳市财政局.
        if len(signed) == len(named) and all(split_prefix(body)[0] for body in named):
            return tuple(signed)
        full = {body: next((s for s in signed if _is_fuller(s, body)), body) for body in named}
        return tuple(full[body] for body in named)
    if signed:
        return tuple(signed)
    catalogued = _value(facts, _ISSUER_KEYS)
    if catalogued:
        return tuple(bodies_of(catalogued)) or (catalogued,)
    order = _order(frame)
    if order is not None:
        body = re.sub(r"(?:令|公告|通告)$", "", order[0])
        return tuple(bodies_of(body)) or (body,)
    meeting = _meeting(frame)
    if meeting is not None:
        return (meeting,)
    heads = [re.sub(r"\s*文\s*件$", "", text) for text in _texts(frame, "letterhead")]
    heads += [facts["发布机构"]] if "发布机构" in facts else []
    return next(((body,) for body in heads if looks_like_unit(body)), ())


def _is_fuller(signed: str, named: str) -> bool:
    """Say whether a signature is the full name of the body that a title names."""
    if signed.startswith(named):
        return True
    home = home_of(signed)
    same = canonical_name(signed, home) == canonical_name(named, home)
    return same and len(signed) > len(named)


def _signed(frame: Sequence[FramePiece]) -> list[str]:
    """Return the bodies of the first signature; the office above 印发 prints, it does not sign."""
    bodies: list[str] = []
    for i, piece in enumerate(frame):
        text = single_spaced(piece.paragraph.raw)
        if piece.role == "signature":
            after = frame[i + 1] if i + 1 < len(frame) else None
            printed = after is not None and after.paragraph.raw.rstrip().endswith("印发")
            heads_title = after is not None and after.role in ("title", "other", "number")
            if not printed and not heads_title:
                bodies += [body for body in bodies_of(text) if body not in bodies]
        elif bodies:
            break
    return bodies


def _meeting(frame: Sequence[FramePiece]) -> str | None:
    found = None
    for text in _texts(frame, "date"):
        if _ADOPTED.search(text) and not text.endswith("》"):
            match = _MEETING.search(re.sub(DATE, "。", clean_spacing(text)))
            # Who approves another body's text has not issued it.
            if match is not None and (found is None or "批准" not in text):
                found = (match.group("place") or "") + match.group("body")
    return found


def _dates(frame: Sequence[FramePiece], facts: dict[str, str]) -> list[tuple[str, date]]:
    found: list[tuple[str, date]] = []
    for piece in frame:
        text = single_spaced(piece.paragraph.raw)
        if piece.role == "date" and re.fullmatch(rf"[（(]\s*{DATE}\s*[）)]", text):
            found.append(("题注日期", parse_date(text) or date.min))
        elif piece.role == "date" and re.fullmatch(DATE, text):
            found.append(("落款日期", parse_date(text) or date.min))
        elif piece.role == "imprint" or (piece.role == "date" and text.endswith("印发")):
            found.append(("印发日期", parse_date(text) or date.min))
        elif piece.role == "date":
            found.extend(_adoption_dates(text))
        elif piece.role == "title" and text.endswith(("）", ")")):
            found.append(("题注日期", parse_date(text) or date.min))
    for keys, kind in (
        (_SIGNED_KEYS, "成文日期"),
        (_ISSUED_KEYS, "发文日期"),
        (_PUBLISHED_KEYS, "发布日期"),
    ):
        found.append((kind, parse_date(_value(facts, keys) or "") or date.min))
    return [(kind, day) for kind, day in found if day != date.min]


def _adoption_dates(text: str) -> list[tuple[str, date]]:
    found = []
    effect = _TAKES_EFFECT.search(text)
    if effect is not None:
        found.append(("施行日期", parse_date(effect.group("date")) or date.min))
    if not text.endswith("》"):
        for match in _ADOPTED.finditer(text):
            found.append(("通过日期", parse_date(match.group("date")) or date.min))
    return found


def _cc(frame: Sequence[FramePiece]) -> tuple[str, ...]:
    names: list[str] = []
    for text in _texts(frame, "cc"):
        if re.match(r"主\s*送", text):
            continue
        listed = clean_spacing(_CC_LABEL.sub("", text)).rstrip("。")
        separator = r"[，,；;]" if re.search(r"[，,；;]", listed) else "、"
        names.extend(name.strip() for name in re.split(separator, listed) if name.strip())
    return tuple(names)
