from __future__ import annotations

import pytest

from assistant.indexing import list_kept_versions, roll_back
from index.build import build_index
from index.errors import InputError
from index.publishing import current_version, version_dir


def test_versions_are_listed_and_rolled_back_to(articles, embedder, tmp_path) -> None:
    index_dir = tmp_path / "index"
    assert "tiaowen index" in list_kept_versions(index_dir)
    for mark in "甲乙":
        last = build_index(articles({"a": (f"{mark}法第一条", mark)}), index_dir, embedder)
    first, second = list_kept_versions(index_dir).splitlines()
    assert "正在使用" in second
    assert "正在使用" not in first
    roll_back(index_dir, None)
    assert current_version(index_dir) == first.split("：")[0]
    with pytest.raises(InputError, match="没有索引版本"):
        roll_back(index_dir, "../..")
    (version_dir(index_dir, last.version) / "manifest.json").write_text("{}", encoding="utf-8")
    assert "用不了" in list_kept_versions(index_dir)
