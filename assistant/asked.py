"""Which kind of value a question asks for, read from the unit it asks in ("几家", "多少亩")."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant import cues
from assistant.cues import Aspect
from index.amounts import find_quantities
from index.quantity import Quantity

#: Of "第几条" and "第几批" the place is asked, and no number.
_HOW_MANY = re.compile(r"(?<![哪第那这前后加好近没])(?:多少|几)(?!加|[个]?[“\"])(?:来|多)?(?=[\u4e00-\u9fff%])")
#: "多少" without a unit after it, and "给个数".
_OPEN = re.compile(
    r"多少(?=$|[？?,，。!！ ])"
    r"|(?:给|报|要|核|说)(?:我)?(?:一?个|一?下)数(?=$|[字值？?，,。!！ 吧呗啊])"
)
#: What is no value but a name, before "多少".
_NAMES = re.compile(r"(?:全?名|全?称|名字|年份|文号|编号)(?:是|叫|写的是)?多少")
_MONEY_WORDS = re.compile(r"^(?:个)?(?:百|千|十)?(?:万|亿)|^个?钱|^[百千]?(?:块|元|毛|角|分钱)|^[百千](?=$|[？?，。])|^(?:块|钱|刀|补|奖|资金|经费|费用|预算)")
#: Classifiers that may stand for any other in a question ("几个" for 家, 场, 所).
_GENERIC = frozenset({"个", "个儿", "条", "项", "处", "种"})

#: "最多评几个": what is capped is a number of things.
_HOW_MANY_AT_MOST = re.compile(r"(?:最多|至多|顶多|上限)[^，。？?]{0,6}几(?:个|项|家|名|人|次|条|件|套|种|所|处|位|张|台)")
#: Classifiers that people use for one another: 几部电梯, 几间企业.
_ALIKE = (frozenset({"台", "部"}), frozenset({"家", "间", "所"}))
_COUNTED = re.compile(r"[\u4e00-\u9fff]{1,4}?(?=$|[，,。；;？?！!的了吗呢在要是有能可受给])")
_SEVERAL = re.compile(r"分别|各(?:自|是|有|给|为|要|搞|建|多少|几)|怎么分|都是多少")
_MONEY = frozenset({"money_cny", "money_usd", "price"})
#: The kinds of a share or a rate.
SHARE_KINDS = frozenset({"percent", "percent_point", "ratio", "discount"})
_ASPECT_KINDS: dict[Aspect, frozenset[str]] = {
    "amount": _MONEY,
    "rate": SHARE_KINDS,
    "cap": _MONEY | SHARE_KINDS | {"duration"},
    "duration": frozenset({"duration"}),
}
#: Only with one of these does the name of a value ("费率") ask for it.
_WHICH = re.compile(r"多少|几|什么|啥|哪|何|怎么|多大|多久|多长|上限|封顶|最高|标准|[：:]|比例[？?]?$|率[？?]?$")
#: Kinds that no "how many" means.
_NEVER = frozenset({"date", "number"})


@dataclass(frozen=True, slots=True)
class Asked:
    """The kinds of value wanted; ``unit`` where the question names a classifier of its own."""

    kinds: frozenset[str] = frozenset()
    unit: str | None = None
    #: "多少" without a unit: any value fits.
    any_kind: bool = False
    #: Several values are asked for at once ("国家级和省级各几家").
    several: bool = False
    #: The kinds are only guessed from a verb ("涨多少"): a value of another kind may be meant.
    loose: bool = False
    #: What is counted: the 村 of "多少个村".
    noun: str = ""

    def __bool__(self) -> bool:
        """Tell whether a value is asked for at all."""
        return bool(self.kinds) or self.any_kind

    def of_another(self) -> Asked:
        """Return the same asked of another thing, whose classifier is its own: 装几台, 新增目标."""
        return replace(self, loose=self.loose or self.kinds == {"count"})

    def fits(self, quantity: Quantity) -> bool:
        """Tell whether a value is of the kind that is asked for."""
        if quantity.kind in self.kinds:
            if self.unit is None or quantity.kind != "count":
                return True
            # "多少家" may be told in 家次.
            return quantity.unit in (self.unit, f"{self.unit}次") or any(
                {quantity.unit, self.unit} <= alike for alike in _ALIKE
            )
        if self.unit and self.unit.lstrip("万亿") in quantity.surface:
            return True
        if quantity.kind == "number" and quantity.comparator != "equal":
            return self.any_kind  # a bare number that the text bounds: 容积率不低于1.5
        return self.any_kind and quantity.kind not in _NEVER


def asked_value(normalized: str, aspects: frozenset[Aspect]) -> Asked:
    """Return the kinds of value that a question asks for; empty where it asks for none."""
    several = len(_HOW_MANY.findall(normalized)) > 1 or bool(_SEVERAL.search(normalized))
    kinds: set[str] = set()
    unit: str | None = None
    noun = ""
    normalized = _NAMES.sub("", normalized)
    open_question = bool(_OPEN.search(normalized))
    for match in _HOW_MANY.finditer(normalized):
        rest = normalized[match.end() : match.end() + 5]
        found = _unit_after(rest)
        if found is not None and not (open_question and match.group().startswith("几")):
            kinds.add(found.kind)
            if found.kind == "count":
                named = _COUNTED.match(normalized, match.end() + len(found.surface) - 1)
                noun = named.group() if named else ""
            if found.kind == "count" and found.unit not in _GENERIC:
                unit = found.unit
            elif found.kind != "count":
                unit = rest[: len(found.surface) - 1]
        elif found is None and _MONEY_WORDS.match(rest):
            kinds |= _MONEY
        elif found is None:
            open_question = True
    loose = False
    if _WHICH.search(cues.ASPECT_CUES["unit"].sub("", normalized)) and not kinds:
        kinds |= kinds_named(aspects, normalized)
        loose = open_question and kinds == SHARE_KINDS
    if kinds & SHARE_KINDS:
        kinds |= SHARE_KINDS
    return Asked(frozenset(kinds), unit, open_question and not kinds, several, loose, noun)


def kinds_named(aspects: frozenset[Aspect], normalized: str) -> set[str]:
    """Return the kinds that the names of values ask for; a cap on an amount is an amount."""
    if _HOW_MANY_AT_MOST.search(normalized):
        return {"count"}
    named = aspects - {"cap"} if "amount" in aspects else aspects
    return {kind for aspect in named for kind in _ASPECT_KINDS.get(aspect, ())}


def _unit_after(rest: str) -> Quantity | None:
    for length in range(min(4, len(rest)), 0, -1):
        found = find_quantities("3" + rest[:length])
        if found and found[0].span == (0, 1 + length) and found[0].kind not in _NEVER:
            return None if rest.startswith("个") and rest[1:2] in ("亿", "万", "钱") else found[0]
    return None
