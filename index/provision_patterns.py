"""The sentence patterns of a provision: 对…给予, 支持…预支, 将…纳入, 为…免费."""

from __future__ import annotations

import re

from index.amounts import find_quantities
from index.provision import Phrase
from index.term_words import HEAD, SANCTION, WORDS, any_of, benefit_start

#: 对 as "towards whom"; not in 针对, 对接, 对外, 应对.
TOWARDS = re.compile(
    r"(?:^|(?<=[^绝面相针应核]))对于?(?!接|外(?!资|贸(?!易))|口|标|象|策|照|应|冲|比|方|赌|等|话|准|于|内(?!贸))"
)
#: Nouns that only point back: 支持企业引进海外工程师，加强对企业的资助.
GENERIC_NOUNS = frozenset({"企业", "项目", "单位", "个人", "机构", "人才", "平台"})
SUPPORT = re.compile(
    r"^(?:积极|重点|大力|引导|继续|优先)?(?:支持|鼓励|允许)(?:和?(?:支持|鼓励|引导))?"
)
INTO = re.compile(r"^(?:探索)?[将把](?P<who>.+?)(?P<what>(?:优先)?(?:纳入|列入).+)$")
WIDENED = re.compile(r"^(?P<open>探索)?(?P<what>[将把].+?(?:对象|范围|政策)扩大[到至])(?P<who>.+)$")
FOR = re.compile(r"^为(?P<who>[^，]+?)(?P<what>(?:免费|无偿).+)$")
OUTRIGHT = re.compile(
    rf"^(?:依法|依规|分别)*(?P<what>给予(?P<who>.+{HEAD})"
    r"(?:一定|适当|相应|专项|资金|政策)*(?:比例)?的?(?:奖励|补助|补贴|奖补|资助|扶持))$"
)
SUPPORT_TOWARDS = re.compile(
    rf"^(?P<who>.+?{HEAD})的(?P<what>(?:相关|配套|财政|资金|政策)*"
    r"(?:奖励|资助|奖补|补助|补贴|扶持|激励)(?:政策|力度|资金)?)$"
)
#: Support that names neither what nor whom.
VAGUE = re.compile(r"加[大强].{0,6}力度|给予支持|予以(?:政策)?(?:支持|保障)(?:引导)?")
STRENGTHENING = re.compile(r"(?:加大|加强|完善|落实|提高|健全|强化)$")
PRIVILEGE = re.compile(any_of(WORDS["privileges"]))
GIVES = re.compile("|".join(WORDS["gives"]))
CONTINUES = re.compile("|".join(WORDS["continuations"]))
#: A new sentence goes on about the same gift only where it bounds it.
BOUNDS = re.compile(
    r"^(?:奖励|补助|补贴|资助|奖补|支持)?(?:资金|金额|总额|额度)?(?:原则上)?(?:最[高多长]|不超过|上限|累计|合计)|^每(?:年|家|户|个|人|增|新增|超|多|提高|递增|再|上升)|^单(?:个|家|户|项|次)|^同一|^总额"
)
#: What an amount is counted by may stand before the verb: 每亩补贴50元.
EACH = re.compile(r"每[^，的\d]{1,4}$")
BY_REFERENCE = re.compile("|".join(WORDS["by_reference"]))
RECOMMEND = re.compile(
    rf"^优先(?:推荐|支持|安排|保障)(?P<who>.+?{HEAD})(?:申报|参评|参加|纳入|列入|享受|使用|获得).*$"
)
NOT_GIVEN = re.compile("^" + any_of(WORDS["not_given"]))
SOME_OF_THEM = re.compile("^" + any_of(WORDS["bringing_about"]) + "一批")
#: What conditions alone, without a named beneficiary, may lead to.
OUTRIGHT_GIFT = re.compile(r"给[予与]|予以|免[收征费]|不再|减[免征半]|享受|奖励|补助|补贴")
BRINGING_ABOUT = re.compile("^" + any_of(WORDS["bringing_about"]) + "(?:一批)?(?=.{3,})")
#: An adverbial that belongs to the benefit: 企业在科技攻关项目立项依法予以支持.
ADVERBIAL = re.compile(rf"^(?P<who>.*{HEAD})(?P<adverbial>[在于从自][^，的]{{2,}})$")
#: Who did something gets a sum, without 对: 企业首次在新三板挂牌一次性奖补10万元.
_PLAIN_GIFT = re.compile(
    r"^(?P<who>(?!.*(?:安排|统筹|预算|争取|设立|资金|经费|计划|拨付|总额|标准|可))[^，]{6,}?)"
    r"(?P<what>(?:一次性|分别)*(?:给予|奖励|奖补|补助|补贴)\d.*)$"
)
_NO_DEED = re.compile(rf"(?:{HEAD}|上|按.*)$")
MAY = re.compile(
    r"可(?:以)?(?:按规定)?(?:享受|申请|提取)|不列入|允许|免[收征]|减[按半]|给予|予以|奖励|补助|补贴|奖补"
)
CONDITIONAL = re.compile(r"^.+(?:前提下|条件下|基础上|情况下|后|期间|起|之内|时)$|^.{2,}的$")
FRAME = re.compile(r"^(?P<what>.+?)的?(?:前提下|条件下|情况下)$")
#: A segment that begins so is a task of government, no noun that gets something.
COMMAND = re.compile("^" + any_of(WORDS["commands"]))
VERB_AFTER_NOUN = re.compile(rf"{HEAD}(?={any_of(WORDS['verbs'])})")
NOUN_END = re.compile(rf"(?:{HEAD}[”）)]?|的)$")
#: What the benefit is reckoned by, a segment before it: 按设备投资额5%的比例，给予奖补.
_BASIS = re.compile(
    r"^(?:按照?|参照|比照)(?:.*[\d一二两三四五六七八九十].*|.+(?:比例|标准|等次|档次|贡献|情况))$"
)
#: The same within one segment: 由财政部门按契税的50%对购房人予以补贴.
RECKONED = re.compile(r"按照?[^，]*\d[^，]*$")
#: A case with its sum in a list that a colon opened: 三级（高级工）6000元.
_LABELLED_SUM = re.compile(r"[^，\d]{2,14}\d+(?:\.\d+)?[万亿]?元(?:/[^，]{1,3})?")
_MORE = re.compile(r"(?:再|另|额外|同时再|另外)(?:给予|奖励|按|补[助贴]|一次性|行|增加|享受)")
#: A period that a whole sentence is set in: 2024年7月1日至12月31日期间.
PERIOD = re.compile(r"(?:自|从)?(?:20\d{2})年.*\d(?:日|月|年)?(?:期间|之间|止|内|底前|前)$")
#: Who is left out: 已获补助的企业不再享受.
DENIED = re.compile("|".join(WORDS["denials"]))
#: Steps of an office on the way to a gift (对企业缓缴事项进行审议).
_PROCEDURE = re.compile("(?:" + "|".join(WORDS["procedures"]) + ")$")
#: A policy that the cases after it belong to: 执行毕业生首次购房补贴政策，本科毕业生补贴2万元.
NAMED_POLICY = re.compile(
    rf"^{any_of(WORDS['carrying_out'])}(?P<what>.{{4,}}?)(?:一次性|专项)?"
    r"(?:补[助贴]|奖[励补]|资助|优惠)政策$"
)
CASE_WITH_SUM = re.compile(r"^[^对按给，]{2,20}(?:补[助贴]|奖[励补]|资助)[^，\d]{0,4}\d")
#: Segments that hold subject and benefit in a form of their own.
PHRASES = (WIDENED, INTO, FOR, OUTRIGHT, RECOMMEND)


#: A step that its gift follows: 每引进1名博士，奖励3万元.
PER_STEP = re.compile(
    r"每[^，年月日\d一二两三四五六七八九十]{0,8}[\d一二两三四五六七八九十]+[^，的]{0,8}$"
)


#: 甲设备，单位价值的100%可在当年税前扣除.
DEDUCTED = re.compile(r"^[^，\d]{2,12}\d+%可?[^，]{0,12}税前(?:扣除|摊销)")


def states_case(text: str) -> bool:
    """Say whether words before a gift state its case: 甲的, 建筑面积在90平方米以上."""
    if text.endswith("的"):
        return True
    found = find_quantities(text)
    bounded = bool(found) and found[-1].comparator not in ("equal", "about", "range")
    return bounded and found[-1].phrase_span[1] == len(text) and found[-1].span[0] > 1


def is_asked_for(text: str) -> bool:
    """Say whether a segment seeks or sets aside money instead of giving it."""
    return bool(NOT_GIVEN.match(text))


def gift_start(text: str, *, continues: bool) -> int | None:
    """Return where in 对… the gift begins, its adverbial (在立项时) and 每… counted in."""
    at = benefit_start(text, continues=continues)
    if at is None:
        return None
    adverbial = ADVERBIAL.match(text[:at])
    if adverbial and not NOUN_END.search(text[:at]):
        return adverbial.start("adverbial")
    each = EACH.search(text[:at])
    return each.start() if each else at


def subject_alone(segment: Phrase, rest: Phrase, following: Phrase) -> Phrase | None:
    """Return the subject of a segment with 对 that holds no gift, whatever words it has.

    创投企业对初创企业投资的 says who acts; 对新纳入甲库，且乙的企业 goes on behind the comma.
    """
    acts = segment.text[: -len(rest.text)].rstrip("于").removesuffix("对")
    if NOUN_END.search(acts) and rest.text.endswith("的"):
        return segment
    return rest if following.text[0] in "且或" else None


def is_on_top(before: str, gift: str) -> bool:
    """Say whether a gift comes on top of the one before it: 再给予…, 其中…."""
    return bool(_MORE.match(gift) or before.endswith(("其中", "其中，", "其中：", "其中:")))


def is_basis(text: str, following: str) -> bool:
    """Say whether a segment tells what the gift of the next one is reckoned by."""
    return bool(
        (_BASIS.match(text) or PER_STEP.search(text))
        and (GIVES.search(following) or CONTINUES.search(following))
        and not GIVES.search(text)
        and not BY_REFERENCE.search(text)
    )


def is_no_gift(text: str) -> bool:
    """Say whether what is done to somebody is a sanction or a step of procedure."""
    return bool(SANCTION.search(text) or _PROCEDURE.search(text))


def goes_on(text: str, given: str) -> bool:
    """Say whether a segment bounds or widens the gift before it."""
    if "：" in given and _LABELLED_SUM.fullmatch(text):
        return True
    if not CONTINUES.search(text):
        return gives_more(text)
    # 每年举办活动100场 is an aim, 每年最高100万元 a bound.
    kinds = {quantity.kind for quantity in find_quantities(text)}
    return bool(GIVES.search(text)) or kinds != {"count"}


def gives_more(text: str) -> bool:
    """Say whether a segment gives something without naming anybody new."""
    at = benefit_start(text, continues=False)
    if at is None or not GIVES.search(text) or is_asked_for(text):
        return False
    own = NOUN_END.search(text[:at]) or SUPPORT.match(text) or plain_gift(text)
    return not own


def plain_gift(text: str) -> re.Match[str] | None:
    """Match who did something and what it gets, where no noun parts the two."""
    match = _PLAIN_GIFT.match(text)
    return match if match and not _NO_DEED.search(match["who"]) else None
