"""The facts of an asker, from free text or from a fact file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from assistant.births import Birth, read_births
from assistant.figure import Figure
from assistant.figures import read_figures
from assistant.statements import Statement, split_statements
from index.amounts import find_quantities
from index.errors import InputError
from index.interval import interval_of
from index.metrics import metric_entries, read_metric
from index.quantity import Quantity

_LONGEST_TEXT = 4000
_LARGEST_FILE = 64 * 1024
_MOST_FACTS = 200
_LONGEST_NAME = 80
_YES = frozenset({"是", "有", "yes", "y", "true", "符合"})
_NO = frozenset({"否", "无", "没有", "不是", "no", "n", "false", "不符合"})
_ANCHOR = re.compile(r"(?:^|[\s\[{,:-])[&*][\w-]+")
_FIELDS = frozenset({"value", "unit", "period"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What an asker says: statements, the figures read from them, dates of birth."""

    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    births: tuple[Birth, ...] = ()

    def joined(self, other: Facts) -> Facts:
        """Return these facts with further ones, whose statements follow."""
        shift = len(self.statements)
        return Facts(
            (*self.statements, *other.statements),
            (*self.figures, *(replace(f, statement=f.statement + shift) for f in other.figures)),
            (*self.births, *(replace(b, statement=b.statement + shift) for b in other.births)),
        )


def parse_facts(text: str) -> Facts:
    """Return the facts in an asker's own words.

    Raises:
        InputError: the text is empty or longer than 4000 characters.
    """
    if not text.strip():
        raise InputError("情况说明是空的，请写明情况，例如“去年营收8000万，研发花了310万”。")
    if len(text) > _LONGEST_TEXT:
        raise InputError(f"情况说明太长（{len(text)}字），最多{_LONGEST_TEXT}字。")
    statements = split_statements(text)
    return Facts(statements, tuple(read_figures(statements)), tuple(read_births(statements)))


def load_facts(path: Path) -> Facts:
    """Return the facts of a YAML file, ``名称: {value, unit, period}`` or ``名称: 是``.

    Raises:
        InputError: the file cannot be read, is too large, or an entry has no usable value.
    """
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise InputError(f"事实文件太大，最多{_LARGEST_FILE // 1024}KB：{path.name}")
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"读不了事实文件（应为UTF-8文本）：{path.name}") from error
    return read_fact_table(_parsed(text, path.name))


def _parsed(text: str, name: str) -> Mapping[Any, Any]:
    if _ANCHOR.search(text):
        raise InputError(f"事实文件不支持YAML锚点和引用：{name}")
    try:
        table = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise InputError(f"事实文件不是有效的YAML：{name}") from error
    if not isinstance(table, Mapping) or not table:
        raise InputError(f"事实文件应逐行写“名称: {{value: …, unit: …}}”：{name}")
    return table


def read_fact_table(table: Mapping[Any, Any]) -> Facts:
    """Return the facts of a form or a fact file.

    Raises:
        InputError: too many entries, or one without a usable name or value.
    """
    if len(table) > _MOST_FACTS:
        raise InputError(f"事实太多（{len(table)}项），最多{_MOST_FACTS}项。")
    statements: list[Statement] = []
    figures: list[Figure] = []
    for name, entry in table.items():
        if not isinstance(name, str) or not 0 < len(name.strip()) <= _LONGEST_NAME:
            raise InputError(f"事实的名称应是不超过{_LONGEST_NAME}字的文字。")
        value, unit, period = _fields(name, entry)
        answer = _as_answer(value)
        if answer is not None:
            words = f"{name}：{'是' if answer else '否'}"
            said = Statement(name.strip(), (0, 0), words=words, forced=answer, answers=True)
            statements.append(said)
        else:
            figures.append(_figure(name.strip(), value, unit, period, len(statements)))
            words = f"{name}：{figures[-1].shown}"
            statements.append(Statement(name.strip(), (0, 0), words=words, silent=True))
    return Facts(tuple(statements), tuple(figures))


def _fields(name: str, entry: object) -> tuple[object, str, str]:
    if not isinstance(entry, Mapping):
        return entry, "", ""
    if unknown := [str(key)[:20] for key in entry if key not in _FIELDS]:
        raise InputError(f"“{name}”里有不认识的字段：{unknown[0]}（可用 value、unit、period）。")
    unit, period = entry.get("unit"), entry.get("period")
    return entry.get("value"), str(unit or "")[:10], str(period or "")[:20]


def _as_answer(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    word = value.strip().lower() if isinstance(value, str) else ""
    return True if word in _YES else False if word in _NO else None


def _figure(name: str, value: object, unit: str, period: str, at: int) -> Figure:
    """Read 310 with 万元, or 310万元 without a unit."""
    metric = read_metric(name)
    if not isinstance(value, (int, float, str)):
        raise InputError(f"“{name}”缺少可用的value（数字、金额或是/否）。")
    words = f"{value}{unit}".strip()
    entry = metric_entries().get(metric.of)
    default = "%" if metric.form != "plain" else entry.unit if entry else ""
    quantity = _quantity(words) or _quantity(words + default)
    if quantity is None:
        raise InputError(f"读不懂“{name}”的数值：{words[:30]}")
    own_unit = quantity.unit or default
    if default and own_unit != default and not own_unit.endswith("元"):
        raise InputError(f"“{name}”的单位应是{default}：{words[:30]}")
    shown = words if quantity.kind != "number" else words + default
    return Figure(
        metric, interval_of(quantity), own_unit, f"{name}：{shown}", at, period, "", shown
    )


def _quantity(words: str) -> Quantity | None:
    found = find_quantities(words)
    whole = len(found) == 1 and found[0].phrase_span == (0, len(words))
    return found[0] if whole and found[0].kind != "date" else None
