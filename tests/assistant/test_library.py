"""Drafts and publishing: hostile names, failures that change nothing, history."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.library.drafts import Drafts, clean_name
from assistant.library.publisher import Publisher
from assistant.library.shelf import shelf
from assistant.live import LiveAssistant
from assistant.storage.database import Database
from assistant.storage.publications import Publications
from index.build import build_index
from index.errors import DocumentError, InputError
from tests.web.conftest import LettersEmbedder, make_settings

NEW = (
    "（一）支持竹材收储。给予20万元奖励。（责任单位：市林业局）\n（二）支持出口。给予5万元奖励。\n"
)


@pytest.fixture
def office(tmp_path: Path, default_source: Path, monkeypatch: pytest.MonkeyPatch):
    """A publisher on an installation of its own, with its drafts, settings and history."""
    embedder = LettersEmbedder()
    monkeypatch.setattr("assistant.live.embedder_of", lambda settings: embedder)
    settings = make_settings(tmp_path, default_source, embedder)
    drafts = Drafts(settings.uploads_dir)
    history = Publications(Database(settings.database_url.get_secret_value()))
    live = LiveAssistant(settings)
    return Publisher(settings, live, drafts, history), drafts, settings, live, history


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\桌面\\通知.docx", "通知.docx"),
        (" .隐藏.pdf ", "隐藏.pdf"),
        ("a\u202efdp.txt", "afdp.txt"),
        ('<img src=x onerror="alert(1)">.txt', "img src=x onerror=alert(1).txt"),
    ],
)
def test_an_uploaded_name_is_only_a_name(name, clean):
    assert clean_name(name) == clean


@pytest.mark.parametrize("name", ["", "无扩展名", "..", "字" * 100 + ".txt"])
def test_a_name_that_cannot_be_kept_is_refused(name):
    with pytest.raises(DocumentError):
        clean_name(name)


def test_drafts_are_kept_and_found_again_and_never_outside_their_folder(tmp_path):
    drafts = Drafts(tmp_path)
    kept = drafts.keep("通知.txt", NEW.encode())
    assert drafts.get(kept.identifier).path.read_text(encoding="utf-8") == NEW
    with pytest.raises(DocumentError, match="格式不支持"):
        drafts.keep("a.exe", b"MZ")
    for identifier in ("..", "../" + kept.identifier, "0" * 32):
        with pytest.raises(InputError):
            drafts.get(identifier)
    drafts.drop(kept.identifier)
    assert drafts.listed() == []


def test_publishing_and_withdrawing_change_what_is_answered_and_stand_in_the_history(office):
    publisher, drafts, settings, live, history = office
    draft = drafts.keep("竹产业.txt", NEW.encode())
    publisher.edit(draft.path, {"valid_until": "2030-01-31"}, "小王")
    publisher.publish(draft, "小王")
    rows = shelf(live.current.catalogue.index, date(2030, 1, 1), limit=10)
    assert [row.warning for row in rows if row.source == "竹产业.txt"] == ["还有30天到期"]
    assert drafts.listed() == []
    publisher.edit(publisher.source_path("竹产业.txt"), {"title": "竹产业措施"}, "小李")
    titles = {document.title for document in live.current.catalogue.index.documents.values()}
    assert "竹产业措施" in titles
    publisher.withdraw("竹产业.txt", "小李")
    assert len(live.current.catalogue.index.documents) == 1
    assert [draft.name for draft in drafts.listed()] == ["竹产业.txt"]
    done = [(entry.action, entry.actor) for entry in history.history("竹产业.txt")]
    assert done == [("withdraw", "小李"), ("edit", "小李"), ("publish", "小王"), ("edit", "小王")]
    assert not list(settings.source_dir.rglob(".*"))


def test_a_failure_leaves_everything_as_it_was(office, monkeypatch):
    publisher, drafts, settings, live, _ = office
    before = sorted(path.name for path in settings.source_dir.iterdir())
    broken = drafts.keep("坏.pdf", b"%PDF-1.7 broken")
    with pytest.raises(DocumentError):
        publisher.publish(broken, "小王")
    with pytest.raises(InputError, match="最后一个"):
        publisher.withdraw(before[0], "小王")
    with pytest.raises(DocumentError, match="日期"):
        publisher.edit(publisher.source_path(before[0]), {"valid_until": "明天"}, "小王")
    assert sorted(path.name for path in settings.source_dir.iterdir()) == before
    assert [draft.name for draft in drafts.listed()] == ["坏.pdf"]
    assert len(live.current.catalogue.index.documents) == 1


def test_a_change_that_was_cut_off_is_undone_at_the_next_start(office):
    publisher, drafts, settings, live, history = office
    source = next(settings.source_dir.iterdir())
    source.rename(source.with_name(f".{source.name}.old"))
    Publisher(settings, live, drafts, history)
    assert source.exists()


def test_an_index_made_elsewhere_is_not_overwritten(office, tmp_path):
    publisher, drafts, settings, _, _ = office
    other = tmp_path / "other"
    other.mkdir()
    (other / "别处.txt").write_text(NEW, encoding="utf-8")
    build_index(other, settings.index_dir, LettersEmbedder())
    draft = drafts.keep("竹产业.txt", NEW.encode())
    with pytest.raises(InputError, match="不是由文件目录建立"):
        publisher.publish(draft, "小王")


def test_only_files_of_the_source_directory_can_be_named(office):
    publisher = office[0]
    for name in ("../tiaowen.db", "/etc/passwd", "", "没有.txt"):
        with pytest.raises(InputError):
            publisher.source_path(name)
