"""Which facts of a document itself a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import cues, list_cues
from assistant.catalogue import Catalogue
from assistant.question import ParsedQuestion
from assistant.verdict import claimed_values
from index.document import PolicyDocument
from index.synonyms import load_thesaurus
from index.tokenization import normalize

#: How many stretches of a document's title a question may spread over its words.
_PIECES = 4
#: From here on an amount is a sum of money ("50个亿"), and no "八块" of a plan.
_A_SUM = 100
#: So many of the chosen documents' titles are looked at.
_FEW = 8
#: From this length on what a clause says is the name of something in it (衢城畅行).
_A_NAME = 3
#: A longer rest is a story of its own.
_LONGEST_REST = 16
#: "高企证书还在有效期": a paper of the asker's own.
_PAPER = re.compile(r"(?:证书?|资质|资格|执照|牌照|称号)[^，。？?]{0,6}(?:有效|过期|失效|作废)")
#: Facts that nothing inside a document has, so that no other word of the question matters.
_ITS_OWN: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("number", re.compile(r"文号|发文字号|红头编号|几号文|多少号文")),
    ("issuer", re.compile(r"发文(?:机关|单位|部门)|印发(?:机关|单位)")),
    ("attachments", re.compile(r"附件")),
    ("issued", re.compile(r"(?:印发|成文|发文)(?:的)?(?:日期|时间|日子)|(?:落款|版记|末尾|文末|最后)(?:的)?(?:日期|时间|[^，。？?]{0,4}印发[^，。？?]{0,6}(?:几月|几[日号]|哪天|什么时候|何时|时间|日期))")),
    ("title", re.compile(r"标题(?:里|上|中|是|写的?|到底)+[^，。？?]{0,8}(?:是|叫|写的?是?)[^，。？?]{2,14}还是")),
    ("cc", re.compile(r"抄送|抄给|抄报|收到抄")),
    ("addressees", re.compile(r"主送")),
    ("interpretation", re.compile(r"解释权|(?:由|归|谁|哪[个家]?(?:部门|单位|局)).{0,6}(?:来|负责)?解释|负责解释")),
    ("basis", re.compile(r"(?:制定|出台|起草|发文|上位)(?:的)?依据|(?:依据|根据|按照?)(?:的)?(?:是)?(?:什么|啥|哪[些个部]).{0,8}(?:制定|出台|定的|来的)|(?:衔接|承接)(?:的)?(?:省|上级|国家|中央)")),
    ("conflict", re.compile(r"(?:以|按|听)(?:谁|哪(?:个|一个|边|份|家)?|什么|啥)(?:的)?(?:为准|说了算|为主)|(?:冲突|不一致|抵触|矛盾|打架|对不上|不一样|相左).{0,10}(?:怎么|咋|如何|按|以|听|办)|(?:国家|省里?|上级|中央|上面).{0,6}(?:新|另有|另行|出台|出了|后面|又).{0,6}(?:规定|政策|措施|文件).{0,10}(?:怎么|咋|如何|按|以|听|办|照|作数|算数|管用)")),
    ("purpose", re.compile(r"(?:文件|政策|方案|通知)(?:.{0,6}(?:目的|为(?:了|的)(?:什么|啥|是))|的?(?:总(?:体)?)?目标)|为(?:什么|啥|何)(?:要)?(?:出台|制定|发布|印发|搞)|(?:政策|文件|方案|通知).{0,12}(?:建成|建设成|打造成?)(?:什么|啥|怎样|哪)")),
)
#: Facts that a thing inside may have too: they count where nothing of a subject is left.
_SHARED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("number", re.compile(r"文号|发文字号|几号文|多少号文|什么号|红头编号|编号|(?<![话机信户])号(?:码)?(?:是|为)?(?:多少|几|什么|啥)")),
    ("issuer", re.compile(r"(?:谁|哪(?:些|几|个)?(?:家|个)?(?:单位|部门|机关|地方)|哪里|哪儿|哪级)(?:联合|一起|共同)?(?:印|下|制|颁|发)?(?:发|布|定|台|出)(?!放|消|券|钱|补|奖|展|票|证|给|的?(?:钱|补|奖|券))|发文(?:机关|单位|部门)|印发(?:机关|单位)")),
    ("issued", re.compile(r"(?:什么时候|何时|哪(?:一)?[天年月]|几[月号时]|啥时候?|多会儿).{0,6}(?:发|印|出台|下|颁|公布|制定|成文)|(?:发文|印发|成文|发布|出台)(?:的)?(?:日期|时间)|(?:发|印|出台|下)的?.{0,3}(?:是)?(?:什么时候|哪天|何时|几号)")),
    ("issued", re.compile(r"(?:\d+月份?|\d+[号日])(?:印发|下发|发布|出台|发)的?|(?:印发|下发|出台)的.{0,6}(?:对不|是吧|吗)")),
    ("validity", re.compile(r"有效期|只管(?:到)?(?:20\d\d|[12]\d年|今年|去年|一年)|管的?是?(?:哪|几|什么)一?(?:年|时候)|哪一?年(?:的政策|度|有效|适用|实施|执行)|适用(?:于)?(?:哪|什么|几)|(?:实施|执行|施行|适用)(?:的)?(?:时间|期限|期间|年限|年度)|还?有效[吗么嘛没不]|(?:还|是不是|是否)(?:有效|管用|有用|顶用|算数|作数|能用|在执行|执行|生效)|失效|过期|作废|(?:什么时候|何时|几时|啥时候?|哪天|到几号|到什么时候).{0,6}(?:到期|截止|失效|结束|生效|开始|施行|实施|执行|为止)|(?:管|用|执行|实施|持续)(?:到|多久|几年|多长)|生效|施行期|现在还(?:能|有|执行|算)|今年还(?:能|有|执行|算)")),
    ("cc", re.compile(r"抄送|抄给|抄报|收到抄")),
    ("title", re.compile(r"(?:全文|文件|通知|方案)(?:的)?(?:完整|正式|全部)?的?(?:全称|名称|标题|名字|题目)|叫(?:什么|啥)(?:文件|通知|方案)|全称")),
    ("fields", re.compile(r"(?:几|多少|哪些|哪几|哪八|8|八)(?:个|大)?(?:领域|方面|部分|板块|大块|大类|章|块)|分(?:成|为)?(?:几|哪)")),
    ("count", re.compile(r"(?:全文|一共|总共|共|合计|总计)+(?:有|是)?(?:\d{1,3}|[一二三四五六七八九十百]{1,5})条(?!件|线)|(?:全文)?(?:一共|总共|共)?(?:有|是|写了|列了)?(?:多少|几)(?:来|个)?(?:条|项|款)(?:措施|政策|规定|条款|任务|举措|内容|条文|法条)*")),
    ("repeals", re.compile(r"(?:废止|取代|替代|代替)(?:了|的|掉)?(?:哪|什么|啥|谁|原|旧|老)|(?:哪|什么|啥)[^，。？?]{0,8}(?:被)?(?:废止|取代|替代)")),
    ("issuer", re.compile(r"(?:哪级|省里?|市里?|县里?|区里?|国务院|中央|政府|市委|省委)(?:政府|人民政府|办公厅)?(?:自己)?(?:印|下|制|颁)?发(?:的文?|文|布的?|下来的?)(?!钱|补|奖|券|证)")),
    ("issued", re.compile(r"(?:去年|今年|前年|20\d\d年?|\d\d年|\d{1,2}月份?|上半年|下半年)[^，。]{0,6}(?:印|下|制|颁)?发(?:的文?|文|布的?)(?!钱|补|奖|券|证)")),
    ("validity", re.compile(r"有效到|(?:从|自)?(?:几号|几月|哪天|什么时候|何时).{0,4}(?:开始|起)?(?:执行|实施|施行|生效)|(?:施行|实施|执行|生效)(?:的)?(?:日期|日子|起点|起始)")),
    ("title", re.compile(r"(?:文件|通知|方案|政策)(?:的)?(?:正式|完整)?(?:叫|全名)(?:做)?(?:什么|啥|个)?")),
    ("public", re.compile(r"公开文件|对外公开|内部文件|能公开")),
    ("purpose", re.compile(r"总(?:体)?目标|总体要求")),
    ("basis", re.compile(r"(?:依据|根据|按照?)(?:的)?(?:是)?(?:什么|啥|哪[些个部]).{0,8}(?:文件|法)")),
    ("scope", re.compile(r"适用(?:的)?(?:范围|对象|地区|区域)|适用于(?:谁|哪)")),
    ("office", re.compile(r"落款|版记|印发栏|印发的是|(?:市府办|县府办|政府办|办公厅)(?=印发|$|[？?])")),
    ("public", re.compile(r"公开发布|公开(?:吗|么|的|还是)|是否公开|涉密|保密")),
)  # fmt: skip
#: A document number as it is said.
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,6}(?:发|字|办|函)[〔\[（(]?20\d\d[〕\]）)年]?第?\d+号")
#: "5000这个数": a number that is looked for.
_NUMERAL = re.compile(r"(?:这个|那个)数(?:字|目)?(?=出现|写|提|在)")
_PIECE = re.compile(r"[，,。；;？?！!]+")
_POINTED_AT = re.compile(r"(?:这个?|这些|本|该|那个?|此)(?:份|个)?(?:文件|通知|政策|方案|文(?!化|旅|明)|红头)")
_DOCUMENT_FILLER = re.compile(
    r"[\W\d年月日]|请问|你们|我们|一下|到底|现在|今年|今天|这个?|那个?|该|的|了|是|吗|么|嘛|呢|吧|呀|啊|对|不|没|有|给|还|能|又|再|我|您|问|查|告诉|哪些|什么|单位|哪|谁|正式|政策|来着|具体|分别|各自|各|叫|名字|名称|标题|到底|究竟|一下|都|都是|都叫|里面|里头|记得|好像|大概|一共|总共|写|上面|在"
)
#: What people do, which says nothing of a clause's subject.
_DOINGS = frozenset("业务 合同 手续 材料 申请 办理 签订 当天 当时 里面 之前 之后 时候 原文 怎么 讲 说 写 店里 事情 单子".split())
#: A name this long may begin with its place.
_WITH_PLACE = 5
_OFFICE = re.compile(r"(?<!市委)[\u4e00-\u9fff]{2}[局委办](?!公室)")
_PARTY_OFFICE = re.compile(r"市委[\u4e00-\u9fff]{2,4}[部办委]|(?:组织|宣传|统战|政法)[部委]")
_UNIT_LIKE = re.compile(r"[\u4e00-\u9fff](?:局|委|办|厅|院|集团|公司|中心)")


@dataclass(frozen=True, slots=True)
class FactReader:
    """Read which facts of some documents a question asks for."""

    catalogue: Catalogue
    #: Some documents of several were chosen, so a question names them and not what they say.
    chosen: bool

    def asked(self, question: ParsedQuestion) -> list[str]:
        """Return the names of the facts asked for, in a fixed order; empty where there are none."""
        own = [name for name, cue in _ITS_OWN if cue.search(question.normalized)]
        shared = [
            name
            for name, cue in _SHARED
            if cue.search(question.normalized)
            and not _of_a_number(question)
            and any(self._of_document(text, name, cue) for text in _asked_in(question, cue))
        ]
        return list(dict.fromkeys((*own, *shared)))

    def _of_document(self, text: str, name: str, cue: re.Pattern[str]) -> bool:
        """Tell whether a question speaks of the document, and not of a thing inside it."""
        if name == "validity" and _PAPER.search(text):
            return False
        rest = _NUMBER.sub("", cue.sub("", text))
        for _, other in (*_ITS_OWN, *_SHARED):  # several facts may be asked for at once
            rest = other.sub("", rest)
        named = bool(cues.DOCUMENT_CUE.search(rest)) or self.chosen
        rest = _DOCUMENT_FILLER.sub("", cues.DOCUMENT_CUE.sub("", rest))
        documents = self.catalogue.documents
        for document in documents[:_FEW] if self.chosen else documents:
            rest = self._without_names(rest, document)
        if len(rest) <= (12 if named and not self.chosen else 4):
            if name == "count" and not self.chosen and self._says_more(rest):
                return False
            known = len(rest) >= _A_NAME and not self.chosen and self.catalogue.with_words([rest])
            return not known and not _UNIT_LIKE.search(rest)
        return name == "validity" and not self.chosen and len(rest) <= _LONGEST_REST and not self._subject(rest)

    def _without_names(self, rest: str, document: PolicyDocument) -> str:
        of_it = normalize(document.title + "".join((*document.cc, *document.issuers)))
        rest = _without_common(rest, of_it)
        for _ in range(_PIECES if self.chosen else 0):
            rest = _without_common(rest, of_it, least=2)
        return rest

    def _says_more(self, rest: str) -> bool:
        """Tell whether a rest holds a name, in one word or in signs that make none."""
        words = self.catalogue.index.tokenizer.words(rest)
        return len("".join(w for w in words if not list_cues.FILLER.fullmatch(w))) > 1

    def _content(self, rest: str) -> list[str]:
        """Return the words of a rest that neither ask nor frame."""
        words = self.catalogue.index.tokenizer.words(rest)
        return [w for w in words if len(w) > 1 and not list_cues.FILLER.fullmatch(w)]

    def _subject(self, rest: str) -> list[str]:
        """Return the words of a rest that the documents speak of, in these words or in others."""
        lexical, thesaurus = self.catalogue.index.lexical, load_thesaurus()
        return [
            word
            for word in self._content(rest)
            if word not in _DOINGS
            and (word in lexical or thesaurus.lookup(word) or _UNIT_LIKE.search(word))
        ]


def _of_a_number(question: ParsedQuestion) -> bool:
    """Tell whether a question is on a sum, or looks for a number."""
    sums = [v for v in claimed_values(question) if v.kind.startswith("money")]
    return any(v.exact >= _A_SUM for v in sums) or bool(_NUMERAL.search(question.normalized))


def _asked_in(question: ParsedQuestion, cue: re.Pattern[str]) -> list[str]:
    """Return a question, and its sentences that ask a fact of a document they point at."""
    pieces = _PIECE.split(question.normalized)
    pointing = (piece for piece in pieces if cue.search(piece) and _POINTED_AT.search(piece))
    return [question.normalized, *pointing]


def named_in(names: Sequence[str], text: str) -> bool:
    """Tell whether a text names one of the bodies that a document lists, be it in short.

    A list's 市政府各部门 are the city's offices, its 市委各部门 those of the party's committee.
    """
    listed = [normalize(name) for joined in names for name in re.split(r"[、，,]", _plain(joined))]
    if any(name.endswith("政府各部门") for name in listed) and _OFFICE.search(text):
        return True
    if any(name.endswith("市委各部门") for name in listed) and _PARTY_OFFICE.search(text):
        return True
    return any(
        _shares_name(name.removeprefix("市"), text) or _without_place(name) in text
        for name in listed
    )


def _without_place(name: str) -> str:
    """Return 衢州军分区 as 军分区."""
    return name[2:] if len(name) >= _WITH_PLACE and name[0] not in "市各" else name


def _plain(name: str) -> str:
    """Return 各县（市、区）人民政府 as 县政府."""
    return re.sub(r"[（(][^）)]*[）)]|各(?=[县市区群])", "", name).replace("人民政府", "政府")


def _shares_name(name: str, text: str) -> bool:
    """Tell whether a text names a unit, by its first characters at least."""
    return any(name[:length] in text for length in range(len(name), min(3, len(name) - 1), -1))


def _without_common(text: str, title: str, *, least: int = 3) -> str:
    """Remove the longest stretch that a text shares with a title, from ``least`` characters on."""
    for length in range(min(len(text), 20), least - 1, -1):
        for start in range(len(text) - length + 1):
            if text[start : start + length] in title:
                return text[:start] + text[start + length :]
    return text
