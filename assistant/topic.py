"""The subject of a question: what is left when the words of asking are taken out."""

from __future__ import annotations

import re

#: Words that ask, hope or report, and name no subject.
_ASKING = re.compile(
    r"请问|想问(?:下|一下)?|问(?:下|一下)|麻烦|帮(?:我|忙)(?:查|看|问)?(?:下|一下)?|帮(?:查|看|问)(?:下|一下)?|听说|听讲|听人(?:讲|说)|据说|有人(?:讲|说)|人家(?:讲|说)|都说|我记得|到底|究竟|具体|大概|一般(?!公共|性|债)|总共|一共|现在|如今|目前"
    r"|对(?:吧|吗|么|不对|不|伐)|是(?:吧|吗|么|不是|伐)|没错吧|是真的(?:吗)?|符不符合|是不是|有没有|能不能|可不可以|可以吗|行不行|算不算|要不要|会不会|够不够|能否|是否|对伐|是伐|这样吧|记对了没"
    r"|(?:要|得)?(?:怎样|怎么|如何)才(?:能|算|可以)?|(?:那|这)(?:一)?块(?!地|钱)"
    r"|(?:的)?(?:事情?|事儿)?(?:我|咱|俺)?(?:该|应该|应|要|得|去)*(?:找|问|联系)(?:的是)?哪(?:一?家|个|里)(?:部门|单位|局|问|管)?"
    r"|文件(?:里|中|上)?|政策(?:里|中|上)?|规定|你们|我们|咱们?|阿拉|俺们?|怎么样|怎么回事|来着|呢|吗|嘛|呀|啊|哦|嘞|吧|伐|噻"
)
_HOW_MUCH = re.compile(
    r"几分之几|(?:补|奖|给|拿|领|发|贴|拨|减|免|花|投|安排|出|省|交|收|报销?|能|是|要|有|到|得)*(?:了|到)?(?:多少|几)(?:来|多)?(?:个?钱|个?(?:百|千|十|万|亿)+(?:元|块)?|元|块钱?|个点|成|百分点|万?亩|[家个](?=[？?，,。 ]|$))?"
    r"|百分之(?:几|多少)|多久|多长时间|什么时候|(?:归|由|找|问|是|该)*哪(?:些|几?个)(?:部门|单位|局)(?:来)?(?:管|负责|牵头)?|(?:归|由|找|问|是|该)+谁(?:来)?(?:管|负责|牵头)?|谁(?:来)?(?:管|负责|牵头)|(?:在|是|写在|属于)?(?:第几|哪一?)(?:条|款|项)(?!件)|责任单位|(?:电话|联系方式)(?:是)?|怎么(?:申请|办|领|报)"
)
#: A piece of its own that says what is not meant (不是高企哈); no statement to confirm.
_NOT_MEANT = re.compile(
    r"(?<=[，,；;。？?])(?:我们?|这)?(?:不是|不算|不包括|不含|除了|除开)(?!说|不)[^，,；;。？?吗吧么呢\d]{2,10}(?=[，,；;。]|$)"
)


def topic_of(normalized: str) -> str:
    """Return a question without its words of asking; the question itself where nothing is left."""
    rest = _HOW_MUCH.sub(" ", _ASKING.sub(" ", _NOT_MEANT.sub("", normalized)))
    rest = re.sub(r"[\s，,。？?！!；;]+", " ", rest).strip()
    return rest if len(rest) >= 2 else normalized


#: Words of benefit in general: they say which sentence is meant, not which subject.
GENERIC = frozenset(
    "补 补助 补贴 奖 奖励 奖补 资助 扶持 激励 支持 优惠 政策 资金 经费 费用 钱 金额 标准 比例 条件 要求 申请 申报 办理 享受 领取 企业 公司 单位 项目 个人 市里 市级 政府 今年 去年 明年 目标 任务 计划 年度 一年 每年 每月 一个 规模 减免 免收 免费 减征 优惠政策 每月 打折 折扣 几折 优惠价 多少钱 具体 评审 有关".split()
)
