"""Names of public bodies: one canonical name for all the aliases of a department."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from index.lexicon_tables import read_table

#: The levels of government and the word that a department's short name begins with.
PREFIXES: Mapping[str, str] = {
    "省": "province",
    "自治区": "province",
    "市": "city",
    "州": "city",
    "盟": "city",
    "县": "county",
    "区": "county",
    "旗": "county",
}
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,7}?(?:特别行政区|自治区|自治州|自治县|自治旗|新区|省|市|州|盟|县|区|旗)"
)
_NATIONAL = re.compile(r"^国家|^全国|(?<!委)(?:总局|部)$")
_ORGAN = re.compile(
    r"(?:政府|厅|局|委|部|署|办|办公室|会|中心|院|所|站|处|科|室|队|集团|公司|企业|银行|支行|分行|海关"
    r"|大学|学校|党校|妇联|残联|工商联|社科联|文联|供销社|联社|报社|部门|单位|机构|街道|乡镇|镇|园区"
    r"|开发区|高新区|管理区|新城|新区|示范区|保税区|军分区|区县|县区|专班|组|人行|窗口|机关|主体|平台|基地"
    r"|联席会议|领导小组|指挥部|分公司|商会|金融机构|保险机构)(?:[（(〔][^（）()〔〕]{1,20}[）)〕])?$"
)


#: A department's second name in brackets behind it: 市发改委（市能源局）.
_BRACKETED = re.compile(r"(?<=[局委厅办部])[（(〔][^（）()〔〕]{2,20}[）)〕]$")


@dataclass(frozen=True, slots=True)
class Home:
    """The government whose document names the units: its place, level and short prefix."""

    place: str | None = None
    level: str = ""
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Departments:
    """The alias table: bare department names to their canonical short name at each level.

    ``branches`` are the names under which national bodies have branches in a place.
    """

    aliases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    branches: frozenset[str] = frozenset()

    def knows(self, name: str) -> bool:
        """Say whether a bare name (without 省, 市 …) is in the table."""
        return name in self.aliases

    def short(self, name: str, level: str) -> str:
        """Return the canonical short name of a bare department name at a level."""
        forms = self.aliases.get(name)
        return name if forms is None else forms.get(level) or forms[""]


@cache
def load_departments() -> Departments:
    """Return the table of ``lexicon/departments.yaml``."""
    data: dict[str, Any] = read_table("departments")
    aliases: dict[str, Mapping[str, str]] = {}
    for entry in data["departments"]:
        forms = {"": entry["name"], **entry.get("by_level", {})}
        for alias in (entry["name"], *entry.get("by_level", {}).values(), *entry["aliases"]):
            aliases.setdefault(alias, forms)
    return Departments(aliases, frozenset(data["branches"]))


def looks_like_unit(name: str) -> bool:
    """Say whether a name ends as the names of public bodies and companies do."""
    return 2 <= len(name) <= 40 and (
        _ORGAN.search(name) is not None or load_departments().knows(name)
    )


def split_prefix(name: str) -> tuple[str, str]:
    """Split the level's word off a short name: 市科技局 → (市, 科技局); 市场监管局 has none."""
    table = load_departments()
    if table.knows(name):
        return "", name
    for prefix in PREFIXES:
        rest = name.removeprefix(prefix)
        if rest != name and len(rest) >= 2 and looks_like_unit(rest):
            return prefix, rest
    return "", name


def canonical_name(name: str, home: Home, shared_prefix: str = "") -> str:
    """Return one name for all the aliases of a unit, as a document of ``home`` means it.

    ``shared_prefix`` is the level's word of the unit before it in the same list: in
    省公安厅、发展改革委 the second is 省发展改革委.
    """
    table = load_departments()
    name = _BRACKETED.sub("", name) or name
    bare = _without_home(name, home)
    if bare is not None:
        return home.prefix + table.short(bare, home.level)
    prefix, rest = split_prefix(name)
    if prefix:
        return prefix + table.short(rest, PREFIXES[prefix])
    if table.knows(name) and _NATIONAL.search(name):
        return table.short(name, "national")
    if table.knows(name):
        prefix = shared_prefix or home.prefix
        level = PREFIXES.get(prefix, home.level)
        return prefix + table.short(name, level)
    place = _PLACE.match(name)
    if place is not None and table.knows(name[place.end() :]):
        level = PREFIXES.get(place.group()[-1], "")
        return place.group() + table.short(name[place.end() :], level)
    return name


def _without_home(name: str, home: Home) -> str | None:
    """Return a name without the home's own place, where what is left is a department."""
    if not home.place:
        return None
    table = load_departments()
    for place in (home.place, home.place.rstrip("省市县区州")):
        rest = name.removeprefix(place)
        if rest == name or not table.knows(rest):
            continue
        # 衢州金融监管局 is a branch of the national body, 衢州市金融监管局 the city's own.
        if place == home.place or rest not in table.branches:
            return rest
    return None


def home_of(issuer: str | None) -> Home:
    """Return the home that an issuer's name tells: 衢州市人民政府 → 衢州市, city, 市."""
    if not issuer:
        return Home()
    name = issuer.removeprefix("中共")
    if re.match(r"国务院|国家|中华人民共和国|中央|全国|最高", name):
        return Home(None, "national", "")
    places = list(_PLACE.finditer(name))
    place = places[0].group() if places and places[0].start() == 0 else None
    if place is None:
        prefix, _ = split_prefix(name)
        return Home(None, PREFIXES.get(prefix, ""), prefix)
    rest = _PLACE.match(name[len(place) :])
    if rest is not None and not load_departments().knows(name[len(place) :]):
        place = rest.group()
    prefix = next((word for word in PREFIXES if place.endswith(word)), "")
    if place[:2] in {"北京", "上海", "天津", "重庆"}:
        return Home(place, "province", "市")
    return Home(place, PREFIXES.get(prefix, ""), "自治区" if prefix == "自治区" else prefix[-1:])
