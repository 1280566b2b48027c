"""Which clauses and sections a question names: by number in any spelling, or from the end."""

from __future__ import annotations

import re
from collections.abc import Collection

from index.document import Span

_NUMERAL = "0-9〇零一二三四五六七八九十百千廿卅两"
#: 两 opens a numeral (两百) and ends none: 五十二、五十三两条 are two.
_ONE = r"(?:\d{1,3}|(?:[〇零一二三四五六七八九十百廿卅]|两(?=百)){1,6})"
#: 第十九条, 第（十九）条, 第19项.
CLAUSE_REFERENCE = re.compile(
    rf"第\s*[（(]?\s*([{_NUMERAL}]+)\s*[）)]?\s*(?:条|项|款|点|号|个?措施|条措施|[跳调挑](?=$|\W|[是的讲说写里归谁]))(?:之([一二三四五六七八九十]))?"
)
_BRACKETED = re.compile(r"[（(【\[]\s*([零〇一二三四五六七八九十百廿卅]{1,5}|\d{1,3})\s*[）)】\]]")
# "21条讲的什么": a bare number counts only where a sentence can begin with it, so that the name of
# another programme ("民营经济42条", "稳外贸20条") is not read as a clause.
_BARE = re.compile(
    rf"(?:^|[，,。；;：:？?！!\s]|[念读查看问讲请把和及与、到]|条款|措施|就是|一下|麻烦)\s*(?:第)?([{_NUMERAL}]{{1,5}})\s*(?:条|号条款|号)"
    r"(?=$|[，,。？?！!\s]|之|的?(?:啥|什么|讲|说|是|内容|写|属|在|规定|全文|原文|原话|里|责任|谁|归|哪|有效|怎|念|读|给|具体|到底|主要|措施|条款|分别|各|都|和|与|、|第|补|奖|标准|金额|条件|最高|对象|期限|题|[上下前后]|再|还))"
)
#: "五十六和五十七条": the first of two numbers that share one classifier.
_PAIRED = re.compile(rf"第?([{_NUMERAL}]{{1,6}})(?:和|、|与|跟|,|，|到|至|-)第?(?=[{_NUMERAL}]{{1,6}}(?:条|项|款))")
#: "3到5条", at most so many at once.
_RANGE = re.compile(
    rf"第?[（(]?([{_NUMERAL}]{{1,6}})[）)]?(?:条)?(?:到|至|-|—|~)第?[（(]?([{_NUMERAL}]{{1,6}})(?:[）)]|[）)]?(?:条|项|款))"
)
#: "5、6、9三条": any number of numbers that share one classifier, which may count them.
_ENUMERATED = re.compile(
    rf"(?<![\d{_NUMERAL}])第?({_ONE}(?:条?[、，,和与跟及]第?{_ONE})+)(?:这)?(?:[两二三四五六七八九几])?(?:条|项)(?!件|目)"
)
#: 第十八条是说, （12）那条, 六四条里头讲, and a number alone at the start: "63 谁管".
_NAMED = re.compile(
    rf"(?:第\s*[（(]?\s*(?P<a>{_ONE})\s*[)）]?\s*(?:条|项|款|号|[跳调挑])?|[（(【\[]\s*(?P<b>{_ONE})\s*[)）】\]]"
    rf"|(?P<c>{_ONE})\s*(?:条|项|款|号)|^(?P<d>{_ONE})(?=\W))"
    r"(?:款|[那这]一?条)?(?:里头?|里面|当中|中|上)?(?:是)?(?:讲|说|写|规定)*(?:的|了)?(?:是)?"
)
#: 九三 and 二十五三 are no numerals: the last sign counts.
_TWO_DIGITS = re.compile(r"[一二三四五六七八九]{2}$")
#: "63 谁管": so can one before what is asked of it.
_BARE_ASKED = re.compile(r"^第?(\d{1,3})[\s:：,，]*(?:是|归|由|的)?(?=谁|哪|什么|啥|讲|说|责任|牵头|负责|内容|全文|原文|原话|标题|题目)")
#: "62～64，名字都报下": numbers alone can only be those of clauses.
_BARE_RANGE = re.compile(rf"^第?({_ONE})(?:到|至|-|—|~|～)第?({_ONE})(?=$|[，,。；;？?\s都各分])")
#: "三一跟三八各归谁": so can a pair of which each is asked something.
_BARE_PAIR = re.compile(rf"^第?({_ONE})(?:和|跟|与|、)第?({_ONE})(?=各|分别|都(?:归|由|是|讲|说|写)|归谁|谁)")
_LONGEST_RANGE = 20
_LEADING_NUMBER = re.compile(
    r"^(?:条款|措施|clause|第|(?:查|念|读|看|说|讲)(?:一?[查念读看说讲]|一?下)?)?\s*(\d{1,3})\s*[号#.。、]?$"
    rf"|^第?([{_NUMERAL}]{{1,6}})[？?。]?$"
    rf"|^(\d{{1,3}}|[{_NUMERAL}]{{2,5}})条(?!件|款|政策|措施|意见|规定|线|路|产业|生产)"
    r"|(?:条款|措施|no\.?|№|clause|第)\s*(\d{1,3})(?![\d年月%号批届季个次])",
    re.IGNORECASE,
)
#: "第十条第（二）项": the item inside the clause.
_SUB_ITEM = re.compile(
    rf"(?<=条)的?第?\s*[（(]?\s*([{_NUMERAL}]{{1,4}})\s*[)）]?\s*(?:项|目|小?点|小条)"
)
#: "第十九条第二款": a paragraph of the clause, no other clause.
_PARAGRAPH = re.compile(rf"(?<=条)的?第[{_NUMERAL}]{{1,3}}款")
#: "第 1 0 条", as a layout spaces it.
_SPACED_NUMBER = re.compile(r"(?:第|^)\s*\d(?: +\d)+\s*(?=条|项)")
#: Numerals as they are written on cheques, and used by careful hotline agents.
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_SECTION_NOUN = r"(?:部分|大类|章|节|板块|块|领域|方面|篇|类政策|大块|项政策|个政策)"
#: "七部分" counts where a place or a pair can begin with it, and "一部分企业" never.
_SECTION_REFERENCE = re.compile(
    rf"第\s*(?P<a>[{_NUMERAL}]+)\s*(?:个|大|块|个大)?{_SECTION_NOUN}"
    rf"|(?:^|(?<=[，,。；;：:和与跟、在从\s]))(?P<b>[{_NUMERAL}]+)(?:大)?(?:部分|板块|章)(?=[里中的和与跟、(，,是由归有牵在第最倒]|$)"
)
_LAST_CLAUSE = re.compile(r"最[后末](?:的|那)?(?:一|1)(?:条|项|款)|末一?条|倒数第[一1]条")
_FROM_THE_END = re.compile(
    r"(?:倒数|(?:从|打)(?:后面?|末尾|尾巴?|最后|底下)(?:开始)?(?:往|向|朝)?(?:前|上|回)?(?:面|头)?(?:倒?着?数|倒)(?:过来)?的?)"
    r"第?([一二三四五六七八九十\d]{1,3})(?:条|项|款|个(?!部分|大?块|章|领域|板块))"
)


def read_numeral(text: str) -> int | None:
    """Return the value of an Arabic or Chinese numeral (廿三, 一百零一, 两), ``None`` if it is none."""
    text = text.strip()
    if text.isdecimal():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十").replace("〇", "零").replace("两", "二")
    if re.fullmatch(r"[零一二三四五六七八九]{2,}", text):
        return int("".join(str("零一二三四五六七八九".index(c)) for c in text))
    import cn2an  # costs 0.2 s, and most questions have no such numeral

    try:
        return int(cn2an.cn2an(text, "smart"))
    except (ValueError, KeyError):
        return None


def closed_up(normalized: str) -> str:
    """Return a text with the numbers of clauses that a layout spaced (第 1 0 条) closed up."""
    return _SPACED_NUMBER.sub(lambda match: match.group().replace(" ", ""), normalized)


def sub_item(normalized: str) -> int | None:
    """Return the number of the item that is asked for inside a clause."""
    item = _SUB_ITEM.search(normalized)
    return read_numeral(item.group(1)) if item else None


def clauses_named(normalized: str) -> tuple[str, ...]:
    """Return the clause numbers of a question, without its items, paragraphs and places."""
    rest = _PARAGRAPH.sub("", _SUB_ITEM.sub("", without_place(normalized)))
    return clause_references(rest)


def clause_references(normalized: str) -> tuple[str, ...]:
    """Return the clause numbers a question names, in order, as "19" or "133-1"."""
    found: dict[int, str] = {}
    normalized = normalized.translate(_FORMAL)
    for pattern in (CLAUSE_REFERENCE, _BRACKETED, _BARE, _BARE_ASKED, _LEADING_NUMBER, _PAIRED):
        for match in pattern.finditer(normalized):
            value = read_numeral(next(group for group in match.groups() if group))
            if value is None or value > 1999:
                continue
            suffix = match.group(2) if pattern is CLAUSE_REFERENCE else None
            number = f"{value}-{read_numeral(suffix)}" if suffix else str(value)
            found.setdefault(match.start(), number)
    for match in _ENUMERATED.finditer(normalized):
        enumerated = _enumerated(match)
        if enumerated:
            found = {s: n for s, n in found.items() if not match.start() <= s < match.end()}
            found[match.start()] = "\n".join(enumerated)
    if pair := _BARE_PAIR.match(normalized):
        found[pair.start()] = "\n".join(str(read_numeral(number)) for number in pair.groups())
    for match in (*_RANGE.finditer(normalized), *_BARE_RANGE.finditer(normalized)):
        first, last = (read_numeral(number) or 0 for number in match.groups())
        if 0 < last - first <= _LONGEST_RANGE:
            numbers = "\n".join(str(number) for number in range(first, last + 1))
            found[match.start()] = numbers
            found = {s: n for s, n in found.items() if not match.start() < s < match.end()}
    listed = (number for start in sorted(found) for number in found[start].split("\n"))
    return tuple(dict.fromkeys(listed))


def without_references(normalized: str, numbers: Collection[str]) -> str:
    """Return a question without the words that name the clauses of these numbers."""

    def rest(match: re.Match[str]) -> str:
        number = next(group for group in match.groups() if group)
        return " " if str(read_numeral(number)) in numbers else match.group()

    return _NAMED.sub(rest, normalized)


def _enumerated(match: re.Match[str]) -> list[str]:
    """Return the numbers of an enumeration; in 五、六、九三条 the last sign counts the others."""
    words = re.findall(_ONE, match.group(1))
    if _TWO_DIGITS.search(words[-1]) and read_numeral(words[-1][-1]) == len(words):
        words[-1] = words[-1][:-1]
    values = [read_numeral(word) for word in words]
    if any(value is None or value > 1999 for value in values):
        return []
    return [str(value) for value in values]


def section_references(normalized: str) -> list[tuple[int, Span]]:
    """Return the sections that a question names by number, each with its place."""
    return [
        (value, match.span())
        for match in _SECTION_REFERENCE.finditer(normalized)
        if (value := read_numeral(match["a"] or match["b"])) is not None
    ]


def from_the_end(normalized: str) -> int:
    """Return which clause from the end a question names; 0 where it names none so."""
    match = _FROM_THE_END.search(normalized)
    if match:
        return read_numeral(match.group(1)) or 0
    return int(bool(_LAST_CLAUSE.search(normalized)))


def without_place(normalized: str) -> str:
    """Return a question without the words that count a clause from the end."""
    return _FROM_THE_END.sub("", normalized)
