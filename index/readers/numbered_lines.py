"""What a line begins with that opens an item, article or chapter: enough to tell that it does.

Which level the number stands for is decided by the parser, from the whole document.
"""

import re

NUMBERED = re.compile(
    r"第[\s0-9０-９〇零一二三四五六七八九十百千]{1,9}[条章节编]"
    r"|[一二三四五六七八九十百]{1,4}[、．.]|[(（][一二三四五六七八九十百0-9]{1,4}\s?[)）]"
    r"|[0-9]{1,3}\s?[.．、﹒](?![0-9])|[①-⑳]"
)
