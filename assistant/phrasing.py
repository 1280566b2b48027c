"""Words by which a written sentence grants, denies, or speaks of validity."""

from __future__ import annotations

import re

#: Each group: where a sentence holds one of it, what it rests on must hold one of it too.
NEGATIONS: tuple[re.Pattern[str], ...] = (
    re.compile(r"不得|不予|不能|不可以|不享受|不给予|无法|不可(?!低|超|少|多)|禁止|取消|停止|暂停|拒绝"),
    re.compile(r"不再|没有|未|并非|不是|不属于|不包括|不含|除外"),
    re.compile(r"无需|不需要|不用|免于|免除|无须|不必"),
    re.compile(r"必须|务必|一律|所有人|任何人|全部免费|无条件"),
)
#: The program itself tells whether a document is in force.
VALIDITY_WORDS = re.compile(r"有效期|失效|废止|作废|现行有效|仍然?有效|继续有效|过期|到期|长期有效")
#: A sentence that opens so says yes, or no.
ASSERTION = re.compile(r"^(?:是的|对[，,。]|对的|可以|能[够拿享]|当然|没错|正确|符合|有的)")
DENIAL = re.compile(r"^(?:不是|不对|不可以|不能|不行|没有|并非|否|不符合|错误)")
