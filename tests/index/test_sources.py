"""A source directory gives its policy files and nothing that lies beside them."""

import shutil
import zipfile

import pytest

from index.build import build_index
from index.errors import InputError
from index.sources import find_sources


def test_policy_files_of_every_format_are_found_in_order(tmp_path):
    folder = tmp_path / "库_files" / "市级"
    folder.mkdir(parents=True)
    names = ["b.OFD", "a.txt", "c.wps", "d.html", "e.jsonl.gz"]
    beside = [".隐藏.txt", "~$d.docx", "图.png", "d.yaml"]
    for name in names + beside:
        (folder / name).touch()
    saved = folder / "d_files"
    saved.mkdir()
    (saved / "saved_resource.html").touch()
    found = find_sources(tmp_path / "库_files")
    assert [source.name for source in found] == [f"市级/{name}" for name in sorted(names)]


def test_a_folder_without_policy_files_says_so(tmp_path):
    (tmp_path / "图.png").touch()
    with pytest.raises(InputError, match="没有可读的政策文件"):
        find_sources(tmp_path)


def test_unusable_files_are_named_and_the_others_indexed(default_source, embedder, tmp_path):
    folder = tmp_path / "库"
    folder.mkdir()
    shutil.copy(default_source, folder)
    with zipfile.ZipFile(folder / "炸弹.docx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * (40 * 1024 * 1024))
    (folder / "导航.html").write_text("<html><a href=/>首页</a></html>", encoding="utf-8")
    (folder / "混合.txt").write_bytes("促进消费若干措施\n".encode() + "各县".encode("gb18030"))
    report = build_index(folder, tmp_path / "index", embedder)
    assert report.documents == 1
    assert sorted(report.failures) == ["导航.html", "混合.txt", "炸弹.docx"]
    assert all(f"文件“{name}”" in line for name, line in report.failures.items())
