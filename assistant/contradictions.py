"""What a question supposes against what a sentence says in so many words."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.question import ParsedQuestion
from assistant.verdict import Judgement

_NOTHING = re.compile(r"(?!)")


class _Contradiction(NamedTuple):
    """What a question supposes and a sentence says exclude each other, ``unless`` it adds this."""

    supposed: re.Pattern[str]
    said: re.Pattern[str]
    unless: re.Pattern[str] = _NOTHING


_CONTRADICTIONS = (
    _Contradiction(
        re.compile(r"二选一|只能(?:选|拿|享受)一|(?<![能可])不(?:能|可以?)(?:同时|叠|一起)"),
        re.compile(r"可.{0,12}叠加|叠加享受|同时享受"),
    ),
    _Contradiction(
        re.compile(r"叠加|同时享受|一起拿|都能拿"),
        re.compile(r"不重复|不得重复|就高|不叠加|择一"),
    ),
    _Contradiction(
        re.compile(r"每年(?:都|给|能|可|领|发|拿)|年年|按年发|分年"),
        re.compile(r"一次性"),
    ),
    _Contradiction(
        re.compile(r"硬性|一律|没(?:有)?(?:任何|半点|一点)?余地|绝对|死杠|死规定|铁律|板上钉钉|雷打不动"),
        re.compile(r"原则上|一般"),
    ),
    _Contradiction(
        re.compile(r"已经?(?:批|建成|获批|通过|落地|开业|运营|评上|拿到)|批下来|建好了|开始运营|正式运营"),
        re.compile(r"申建|争创|申报|力争|争取|推动.{0,12}创建"),
    ),
    _Contradiction(
        re.compile(r"(?:入选|评上?|认定?|拿到?|领|获|享受)过|(?:去年|前年|以前|早就|已经).{0,8}(?:入选|认定|评上|领|拿)|没(?:有)?新认|又(?:入选|评)"),
        re.compile(r"首次|新认定|首[台版批]"),
    ),
    _Contradiction(
        re.compile(r"(?:我们?|咱们?)?是(?:个|家)?(?:市|县|区|乡镇)级|(?:市|县|区)级的?[，,]?不是(?:省|国家)|(?:只|才)(?:是|有|到)(?:个|家)?(?:市|县|区)一?级"),
        re.compile(r"(?:省级以上|国家级|省级)"),
    ),
    _Contradiction(
        re.compile(r"(?:过期|失效|到期).{0,12}(?:没|还没|未)"),
        re.compile(r"有效期内"),
    ),
    _Contradiction(
        re.compile(r"(?:不是|没做|不做)(?:制造|工业|生产)"),
        re.compile(r"制造业企业|工业企业"),
    ),
    _Contradiction(
        re.compile(r"会(?:不会)?(?:被|把).{0,12}|要不要(?:被|列)"),
        re.compile(r"不列入|不得|不纳入|不作为"),
    ),
    _Contradiction(
        re.compile(r"没(?:有)?业绩.{0,6}(?:卡|不行|不能|刷)|(?:要|得|需).{0,4}(?:业绩|销售)|前提.{0,8}业绩"),
        re.compile(r"不得以商业业绩"),
    ),
    _Contradiction(
        re.compile(r"(?:要|得|需要|还要)(?:再)?(?:补|交|缴|付|出).{0,4}(?:土地|地价|出让金|价款|费|钱)|要不要(?:再)?(?:补|交|缴|付|出)"),
        re.compile(r"不再?(?:增收|加收|收取|征收|缴纳|补缴)|无需(?:缴|补|交)"),
    ),
    _Contradiction(
        re.compile(r"(?:合|加)(?:起来|一起|一块|在一起|在一块)|合计"),
        re.compile(r"各\s*(?:\d|[一二三四五六七八九十两])"),
    ),
    _Contradiction(
        re.compile(r"(?:加起来|累计|总共|合计|一共).{0,6}(?:封顶|最多|上限|顶多)"),
        re.compile(r"每年"),
    ),
    _Contradiction(
        re.compile(r"头一[次回批]|第一[次批回](?!认定|评|买|申)|破天荒|才开始"),
        re.compile(r"第[二三四五]批|迭代|升级|继续|持续"),
    ),
    _Contradiction(
        re.compile(r"已经?(?:正式|全|都)?(?:归|纳入|算|进|有|实施|落地|定|开)|现在(?:已经?|就)?是[^，。？?]{2,20}了[吗么吧？?]|正式(?:归|纳入|实施|列|定)|板上钉钉"),
        re.compile(r"探索|力争|争[取创列]|申建|拟|谋划"),
    ),
    _Contradiction(
        re.compile(r"停[了掉]|取消了?|没了|不搞了|叫停|暂停|恢复(?:成?原|正常|以前|到)|[调改]回"),
        re.compile(r"持续|继续|迭代|深化|新增|新开工|加快|推进|完善|落实"),
        re.compile(r"取消|停止|暂停"),
    ),
    _Contradiction(re.compile(r"一样|不变|固定|一个样"), re.compile(r"递减|递增|逐年|分档|分级")),
    _Contradiction(
        re.compile(r"(?:拿|领|享受|给|得)过.{0,12}(?:再|还)|再(?:拿|领|给|享受)一|第二[次回]"),
        re.compile(r"一次性"),
    ),
    _Contradiction(
        re.compile(r"必须|强制|硬性|硬任务|硬指标|不得不"),
        re.compile(r"可以?参照|自愿|鼓励|引导|倡导"),
        re.compile(r"必须|须|应当|确保|不得"),
    ),
    _Contradiction(
        re.compile(r"人民币"),
        re.compile(r"美元"),
    ),
    _Contradiction(
        re.compile(r"(?:(?<!算)不算|没算|不含|没含|不包括|没(?:有)?包括|里头没有|里面没有|不在内)"),
        re.compile(r"[（(]含|包括|含有|和存量|以及"),
    ),
    _Contradiction(
        re.compile(r"(?:一起|一块|同时|都)[要得须]?(?:达标|满足|达到|具备|符合)|缺一不可|[两三几](?:个|条|项)(?:条件|指标)?(?:都|全)"),
        re.compile(r"，\s*或|或者"),
    ),
    _Contradiction(
        re.compile(r"搬[走完掉]|建[成好完]|通车|投[用运产]|完工|竣工|落成|开业|开通|启用|用上"),
        re.compile(r"可研|前期|开工|启动|谋划|申建|争[取创列]|开展.{0,12}(?:研究|论证|规划)"),
        re.compile(r"搬迁完成(?!可研)|建成|通车|投[用运产]|完工|竣工|落成|开业|开通|启用"),
    ),
)  # fmt: skip
#: A limit, or a rule for all, that is asked for, and what a sentence that sets one says.
_LIMITS = (
    (
        re.compile(r"只能|只给|只限|只对|只有|只(?:用|拿)(?:来|去)|仅限|必须|非得|非要|一定(?:要|得|给|能|会)|肯定给|给满|直接就?(?:给|发|拿)|专门(?:给|为)|是不是只"),
        re.compile(r"必须|须|应当|只|仅|限(?!额)|不得|不予|持[^续平]{0,6}证|禁止"),
    ),
    (
        re.compile(
            r"(?:是不是|是否)(?:全部|所有|[^，。？?]{0,12}都(?=[免给补算能可有要]))|全(?:部|都|给|报|改|是|得|额|包|投|覆盖)|所有|一律|统统|通通|一[家个户]不落"
            r"|都得|任何|凡是|只要是|随便(?:哪|什么|谁|是|办|搞|做|开|买|种|弄|建|报)|全[市县区省]的?[^，。？?]{1,10}都|都[\u4e00-\u9fff]{1,4}一遍"
            r"|(?:不管|不论|无论)(?:是)?(?:什么|哪|谁|多)|谁都|哪[^，。？?多些]{0,6}都(?:能|可以|认|行|有|给|算)"
        ),
        re.compile(r"全(?:部|覆盖|域|额|程)|所有|一律|凡|均|任何|100%|应保尽保|全民"),
    ),
    (
        re.compile(r"每(?:个|家|户|一|条|人)(?!月|年)|个个|家家"),
        re.compile(r"[每各均]|全覆盖|所有|100%"),
    ),
)
#: A denial of what is given, allowed or demanded; "能不能" denies nothing.
_DENIES = re.compile(
    r"(?<![能可得给补收管是要会行算该用让准])不(?:再)?(?!(?:能|可以?|得|准|应)?(?:少|低|小|超|高|多|大)[于过])(?:用|必|需要?|能|可以|准|许|让|给|算|补(?!齐)|奖|贴|收|管|包括?|含|享受|交|罚)(?![吗么吧]?[？?]?$)(?!不)"
    r"|不(?:在|属于)[^，。？?]{0,14}(?:范围|之列|里头|名单|圈)"
    r"|(?:就|也|都|便|一分钱?)没(?:有)?(?:了|份|戏|钱|补|奖|得|资格)|没得[补拿领享]|一分(?:钱)?(?:都|也)?[不没]"
)
#: What a sentence says that denies, frees or ends.
_SAYS_NOT = re.compile(
    r"不(?!低于|超过|少于|断|高于|大于|小于|足|同|仅|动产|含|良|限于|等)|免|无需|无须|未|禁|取消|停止|没有|零|暂缓|除外|不再|严控|严禁|无(?!障碍|害|人机|线|偿|缝|忧|形|水)"
)
#: How an asker says to lack something: before what is lacked, or behind it.
_LACKS = re.compile(
    r"(?P<before>(?:(?<!有)没(?!得|说|有?没)(?:有)?(?:办|买|跑|做|评|拿|跟|组|种|交|上)?|未(?:曾)?|(?<!是)不是(?!吗|说|有)|不种|达不到|够不上|(?<![符够])不(?:满足|符合|持有?|具备)|缺))"
    r"|(?P<behind>八竿子打不着|不沾边|不搭(?:界|边)|没(?:半点|一点|什么)?关系|达不到|没(?:弄|办|评|拿)(?:到|下来|上))"
)
_INTENDS = re.compile(r"想|打算|准备|计划|将要|马上")
_REACH = 9
_BREAKS = re.compile(r"[，,。；;？?！!、]|但|不过|可是|就|只")
#: Pairs of signs that every text holds and that name no thing.
_NO_THING = frozenset(
    "企业 公司 单位 项目 我们 市里 政府 补贴 补助 奖励 资金 支持 规定".split()
    + "政策 条件 要求 申请 一个 这个 今年 去年".split()
)
_HOLLOW = re.compile(r"[的了过吗呢吧我你他们是在和跟也都还个这那有没不\d]")
_NON = re.compile(r"非(?P<what>(?!常|物质|遗)[\u4e00-\u9fff]{2})")


def judge_words(question: ParsedQuestion, sentence: str) -> Judgement | None:
    """Judge what a question supposes against what the sentence says in so many words."""
    for row in _CONTRADICTIONS:
        if not row.supposed.search(question.normalized):
            continue
        if row.said.search(sentence) and not row.unless.search(sentence):
            return Judgement("no", "不是。", wide=True)
    return None


def judge_limits(question: ParsedQuestion, sentence: str) -> Judgement | None:
    """Deny a limit, or a rule for all, that the sentence does not set."""
    for asked, stated in _LIMITS:
        if asked.search(question.normalized) and not stated.search(sentence):
            return Judgement("no", "条文没有这样限定。", wide=True)
    return None


def judge_denial(question: ParsedQuestion, sentence: str) -> Judgement | None:
    """Judge a question that supposes that something is not given or not needed."""
    if not _DENIES.search(question.normalized):
        return None
    if _SAYS_NOT.search(sentence):
        return None
    return Judgement("no", "不是。", wide=True)


def judge_lacking(question: ParsedQuestion, sentence: str) -> Judgement | None:
    """Deny where the asker says to lack just what the sentence demands (没办居住证)."""
    if _SAYS_NOT.search(sentence):
        return None
    text = question.normalized
    for cue in _LACKS.finditer(text):
        around = text[cue.end() : cue.end() + _REACH]
        if cue["behind"]:
            around = text[max(0, cue.start() - _REACH) : cue.start()]
        elif _INTENDS.search(text[cue.end() :]):
            continue
        if any(words in sentence for words in _stretches(around)):
            return Judgement("no", "按您说的情况，不符合条文写明的条件。", wide=True)
    return None


def _stretches(text: str) -> list[str]:
    """Return the stretches of two signs of a text's clause-free beginning that name a thing."""
    piece = _BREAKS.split(text)[0] if not _BREAKS.match(text) else ""
    pairs = [piece[at : at + 2] for at in range(len(piece) - 1)]
    return [pair for pair in pairs if pair not in _NO_THING and not _HOLLOW.search(pair)]


def judge_excluded(question: ParsedQuestion, sentence: str) -> Judgement | None:
    """Deny what the sentence leaves out by name: 涉密 where it speaks of 非涉密."""
    for match in _NON.finditer(sentence):
        what = match["what"]
        if what in question.normalized and f"非{what}" not in question.normalized:
            return Judgement("no", f"条文只说非{what}的。", wide=True)
    return None
