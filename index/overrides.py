"""``NAME.yaml`` beside a file: metadata that its owner knows better than the parser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from index.document import PolicyDocument
from index.errors import DocumentError

#: Every field that may stand in the file, with what it holds.
FIELDS: Mapping[str, str] = {
    "title": "文字",
    "doc_number": "文字",
    "issuers": "名称列表",
    "issue_date": "日期",
    "effective_from": "日期",
    "valid_until": "日期",
    "validity_text": "文字",
    "repealed_by": "文字",
    "repeals": "名称列表",
    "cc": "名称列表",
}
_MOST_BYTES = 64 * 1024
_VALIDITY = {
    "effective_from": "effective_from",
    "valid_until": "until",
    "validity_text": "text",
    "repealed_by": "repealed_by",
}


def read_overrides(path: Path) -> Mapping[str, Any]:
    """Return the fields of the ``.yaml`` file beside a document; empty where there is none.

    Raises:
        DocumentError: the file is no YAML mapping, or holds an unknown or ill-typed field.
    """
    beside = path.with_suffix(".yaml")
    if path.suffix.lower() in (".yaml", ".yml") or not beside.is_file():
        return {}
    try:
        data = beside.read_bytes()[: _MOST_BYTES + 1]
        if len(data) > _MOST_BYTES:
            raise DocumentError(f"{beside.name} 太大：它只应写几项元数据。")
        loaded = yaml.safe_load(data.decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(f"{beside.name} 无法读取：请存为 UTF-8 编码。") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise DocumentError(f"{beside.name} 不是有效的 YAML：请检查缩进和冒号。") from error
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise DocumentError(f"{beside.name} 应是“字段: 值”的列表。")
    return check_overrides(loaded, beside.name)


def check_overrides(fields: Mapping[Any, Any], name: str) -> dict[str, Any]:
    """Return the fields with their values in the document's types.

    Raises:
        DocumentError: a field is unknown or its value is not of its type.
    """
    checked: dict[str, Any] = {}
    for key, value in fields.items():
        if key not in FIELDS:
            raise DocumentError(f"{name} 里有不认识的字段“{key}”，可用：{'、'.join(FIELDS)}。")
        checked[key] = _converted(key, value, name)
    return checked


def _converted(key: str, value: object, name: str) -> object:
    kind = FIELDS[key]
    wrong = DocumentError(f"{name} 的字段“{key}”应是{kind}，现在是“{str(value)[:40]}”。")
    if kind == "名称列表":
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, (list, tuple)) or not all(isinstance(item, str) for item in names):
            raise wrong
        return tuple(names)
    if value is None:
        return None
    if kind == "日期":
        return _as_date(value, wrong)
    if not isinstance(value, str) or not value.strip():
        raise wrong
    return value.strip()


def _as_date(value: object, wrong: DocumentError) -> date:
    if isinstance(value, date) and type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise wrong from None


def apply_overrides(document: PolicyDocument, fields: Mapping[str, Any]) -> PolicyDocument:
    """Return the document with the fields that its owner set."""
    plain = {key: value for key, value in fields.items() if key not in _VALIDITY}
    if plain.get("title", "") is None:
        del plain["title"]
    period = {_VALIDITY[key]: value for key, value in fields.items() if key in _VALIDITY}
    validity = replace(document.validity, **period) if period else document.validity
    return replace(document, validity=validity, **plain)
