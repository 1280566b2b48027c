"""A turn that names only another place, year or document: the old question asked of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

#: Text → the places whose rules it asks for.
Places = Callable[[str], Sequence[str]]

_YEAR = re.compile(r"(?:20\d\d|(?<!\d)[12]\d(?=年))年?(?:度)?")
_FRAME = re.compile(
    r"[，,。？?！!\s]|那|的|呢|呀|啊|嘛|省|市|县|区|这边|那边|文件|政策|规定"
    r"|版|份|个|换成|改成|如果|要是|是|在|我|问|说|话|怎么样|多少"
)


class Redirection:
    """Tell a turn that asks the old question of another place or year."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def left_of(self, standalone: str, rest: str) -> str | None:
        """Return the old question without the place or year that the new turn gives anew.

        ``None`` where the turn gives neither.
        """
        places, year = self._places(rest), _YEAR.search(rest)
        if not places and not (year and self.says_only_where(rest)):
            return None
        kept = standalone
        for place in self._places(kept) if places else ():
            kept = re.sub(f"{re.escape(place)}[省市县区]?的?[，,]?", "", kept, count=1)
        if year:
            kept = _YEAR.sub("", kept)
        return kept.strip("，, 的")

    def says_only_where(self, rest: str) -> bool:
        """Tell whether a turn names a place or a year and nothing else."""
        for place in self._places(rest):
            rest = rest.replace(place, "")
        return len(_FRAME.sub("", _YEAR.sub("", rest))) < 2


def asked_there(rest: str, question: str) -> str:
    """Return a question asked of the place or year that a turn names."""
    where = re.sub(r"(?:的话|的|呢|呀|啊|嘛|[？?。！!，,\s])+$", "", rest)
    where = f"{where}年" if re.search(r"20\d\d$", where) else where
    mark = "的文件，" if where.endswith("年") else "的" if where else ""
    return f"{where}{mark}{question}"
