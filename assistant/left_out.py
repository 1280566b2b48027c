"""What a question asks for that the best sentence of a clause leaves out: place, names, terms."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.evidence import Statement
from assistant.question import ParsedQuestion
from index.places import holds_county


@dataclass(frozen=True, slots=True)
class Detail:
    """A detail that may be left out: how it is asked for, how it is stated, and its name."""

    asked: Callable[[ParsedQuestion], object]
    stated: Callable[[str], object]
    missing: str


def _by(pattern: str) -> Callable[[ParsedQuestion], object]:
    """Ask for a detail by words."""
    cue = re.compile(pattern)
    return lambda question: cue.search(question.normalized)


def _unless_a_sum(pattern: str) -> Callable[[ParsedQuestion], object]:
    """Ask for a detail by words, where no sum is what is asked for."""
    cue = re.compile(pattern)
    return lambda question: (
        not question.asked.kinds & _SUM_KINDS and cue.search(question.normalized)
    )


#: The kinds of value that are sums, and no number of things.
_SUM_KINDS = frozenset({"money_cny", "money_usd", "percent"})
_WHERE = r"哪(?:儿|里|个?(?:县|区|乡镇|乡|镇|街道|村|园区|地方|城市|小区|路段|位置))"
_PUT = (
    r"[建设搬迁安落放盖摆位开造](?:设|置|点|户|落|址)?(?:在|到|去|于|往)?"
    r"(?:了|的?(?:位置|地点)?(?:是|在)?)"
)
_MANY = r"(?:[几些]|\d{1,3}|[两二三四五六七八九十]{1,3})"
_TOLD = r"[^，。？?]{0,6}(?:告诉|念|报|列|说|发|给)"
#: Of these words the units are asked for that are responsible.
_UNITS = r"(?:[管找归由谁]|负责|牵头|主抓|部门|单位|[局委办]|对口)"
#: Two members in a row that hold no figure, or what a list is opened by.
_LISTED = re.compile(
    r"名单|名录|包括|分别|即|[：:]|”“"
    r"|(?:^|[，。；、：和及])[^，。；、\d（）()]{2,}、[^，。；、\d（）()]{2,}"
)
_SITE = re.compile(r"[\u4e00-\u9fff]{2}(?:街道|大道|镇(?![区村]))|位于|坐落|地处")
#: Whether there is any gift is asked, and which kind: 有租房补贴吗, 打折吗.
_ASKS_GIFT = re.compile(
    r"(?:补贴|补助|奖励|奖金|津贴|贴息|报销|打折|优惠)(?:政策|资金)?(?:可以)?(?:[拿领享受]+)?(?:[吗么吧不没]|有没有|有吗|还有|$|[？?])"
    r"|(?:给不给|补不补|奖不奖)(?:补贴|补|钱|奖|[，。？?]|$)"
).search
_DETAILS = (
    Detail(
        _by(r"(?:什么|哪些|啥|几个)(?:条件|要求|门槛|资格)|(?:条件|要求|门槛)(?:是|有)(?:什么|哪|啥)|(?:满足|符合|达到|具备)(?:什么|哪些|啥)|怎(?:么|样)才(?:能|算)"),
        re.compile(r"对|凡|符合|满足|须|应当|需|条件|资格|达到|以上|以下|以内|不低于|不少于|不超过|高于|低于|范围|且|经.{1,12}(?:认定|备案|批准|审核)|(?:的|类)(?:企业|单位|项目|个人|人员|家庭|农户|产品)").search,
        "具体条件",
    ),
    Detail(
        lambda question: question.asks("date"),
        re.compile(r"\d+[年月日]|[年月季]底|[年月]初|年度|季度|半年|工作日|期|每年|当年|次年|[日月]前|起").search,
        "具体时间",
    ),
    Detail(
        _by(rf"{_PUT}{_WHERE}|选址|具体(?:位置|地点|方位)"),
        lambda sentence: holds_county(sentence) or _SITE.search(sentence),
        "具体地点",
    ),
    Detail(
        _unless_a_sum(
            rf"(?<!单位)(?<!部门)名单|名字{_TOLD}|^(?!.*{_UNITS}).*哪{_MANY}[个家所座处]"
            r"|^(?!.*(?:补助|补贴|奖|优惠|扶持)).*有没有(?:我|咱|俺)们?(?:家|这|那)?(?:村|厂|店|镇|乡|街道|小区|公司|单位)?(?=[，。？?]|$)"
        ),
        _LISTED.search,
        "具体名单",
    ),
    Detail(
        lambda question: question.yes_no and not question.claim and _ASKS_GIFT(question.normalized),
        re.compile(r"补|贴|奖|资助|资金|经费|优惠|[减免折返]|激励|扶持|待遇|给予|享受|兑付|保费|财政|加大对|倾斜").search,
        "这样的补贴或优惠",
    ),
    Detail(
        _by(r"[查检考验测教学](?:的|些|的是|的都是)?(?:什么|啥|哪些)(?:项目|内容|科目|东西|课|指标)"),
        _LISTED.search,
        "具体项目",
    ),
)  # fmt: skip
#: Sums of which a sentence speaks by their name: of no other sum is one told for them.
_SUMS = (
    ("赔偿", r"赔(?:付|偿)?(?:我|给我|到|得)?(?:多少|几|百分)", r"赔|偿"),
    ("罚款", r"罚(?:款)?(?:我|得|要)?(?:多少|几)", r"罚"),
    ("租金", r"(?:房租|租金|月租|年租)[^，。？?]{0,6}(?:多少|几)", r"租"),
    ("利率", r"(?:利率|利息|年息|月息)[^，。？?]{0,6}(?:多少|几)", r"利|息|LPR"),
    ("工资", r"(?:工资|薪水|月薪|年薪|底薪)[^，。？?]{0,6}(?:多少|几)", r"工资|薪|待遇|补助|补贴"),
    ("贴息", r"贴息[^，。？?]{0,6}(?:多少|几|百分)", r"贴息|利息"),
    ("首付", r"首付[^，。？?]{0,6}(?:多少|几|百分)", r"首付"),
    ("押金", r"(?:押金|定金|保证金)[^，。？?]{0,6}(?:多少|几)", r"押金|定金|保证金"),
)
#: What the best sentence leaves out may be told by another one with this share of its fit.
ALSO_FITS = 0.65
#: How things are asked for by their number or name, and the form in which a sentence tells them.
_FORMS = (
    (re.compile(rf"哪{_MANY}[条块样类种项方大]|哪些方面"), _LISTED),
    (re.compile(r"叫(?:个|做)?(?:什么|啥)|什么名|啥名|什么牌子|叫法"), re.compile("[“《]")),
)
#: A fee, a price or a tax that is asked for by name: 摊位费多少一个月.
_FEE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,2}(?P<kind>[费价税]))(?:用|格|钱|金)?"
    r"(?:是|要|得|收|交|缴|涨到|降到|大概|现在|[一每]个?(?:月|年|次|学期))*(?:多少|几)"
)
_NAMED_SUMS = tuple((name, re.compile(asked), re.compile(held)) for name, asked, held in _SUMS)


def left_out(question: ParsedQuestion, sentence: str) -> str:
    """Return what is asked for and not stated in a clause's best sentence, in words, or nothing."""
    for detail in _DETAILS:
        if detail.asked(question) and not detail.stated(sentence):
            return detail.missing
    return ""


def sentence_wanted(question: ParsedQuestion, statements: Sequence[Statement]) -> Statement:
    """Return the best sentence, or one nearly as good that alone has the form of what is asked for.

    That is a list for "哪两块" and a name in quotation marks for "叫什么".
    """
    for asked, form in _FORMS:
        if asked.search(question.normalized) and not form.search(statements[0].sentence_text):
            least = ALSO_FITS * statements[0].score
            fitting = (s for s in statements[1:] if s.score >= least)
            return next((s for s in fitting if form.search(s.sentence_text)), statements[0])
    return statements[0]


def stating(question: ParsedQuestion, statements: Sequence[Statement]) -> Statement | None:
    """Return the next sentence that states what the best one leaves out, if it fits as well."""
    least = ALSO_FITS * statements[0].score
    fitting = (s for s in statements[1:] if s.score >= least)
    return next((s for s in fitting if not left_out(question, s.sentence_text)), None)


def other_sum(question: ParsedQuestion, sentence: str) -> str:
    """Return the name of a sum that is asked for where the sentence is of another, or nothing."""
    if question.confirms:
        return ""
    for name, asked, held in _NAMED_SUMS:
        if asked.search(question.normalized) and not held.search(sentence):
            return f"{name}的数额"
    fee = _FEE.search(question.normalized)
    if fee is not None and fee["kind"] not in sentence:
        return f"{fee['name']}的数额"
    return ""
