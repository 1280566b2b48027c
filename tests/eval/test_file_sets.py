import pytest

from assistant.settings import Settings
from eval import file_sets
from eval.file_sets import FileSets
from eval.metrics import same_clause
from index.errors import InputError

FIRST = "甲市住房补贴办法\n第一条 本办法适用于本市。\n第二条 每户补贴1万元。\n"
SECOND = "乙市养老服务规定\n第一条 本规定适用于本市。\n第二条 每床补贴2万元。\n"


@pytest.fixture
def sets(tmp_path, embedder, monkeypatch):
    monkeypatch.setattr(file_sets, "embedder_of", lambda settings: embedder)
    for folder, name, text in (("a", "01_first.txt", FIRST), ("b", "02_second.txt", SECOND)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(text, encoding="utf-8")
    settings = Settings(models_dir=tmp_path)
    return FileSets([tmp_path / "a", tmp_path / "b"], tmp_path / "work", settings)


def sources(assistant):
    return sorted(d.source for d in assistant.retriever.index.documents.values())


def test_a_set_holds_the_files_that_its_codes_begin(sets):
    assert sources(sets.assistant(("02",))) == ["02_second.txt"]
    assert sources(sets.assistant()) == ["01_first.txt", "02_second.txt"]


def test_the_texts_of_a_set_are_embedded_for_all_files_once(sets, embedder):
    sets.assistant()
    embedder.embedded.clear()
    sets.assistant(("01",))
    assert embedder.embedded == []


def test_keys_become_the_ids_of_their_files_clauses(sets, make_case):
    case = sets.resolved(make_case(gold=("01:2", "02:doc"), accept=("02:1",)))
    clause_id, document = case.gold
    assert sets.index().clause(clause_id).text.startswith("第二条 每户补贴1万元")
    assert same_clause(document, case.accept[0])
    assert not same_clause(document, clause_id)


@pytest.mark.parametrize("key", ["03:1", "0:1", "01:9"])
def test_a_key_that_names_nothing_or_two_things_is_refused(sets, make_case, key):
    with pytest.raises(InputError):
        sets.resolved(make_case(gold=(key,)))


def test_two_files_of_one_name_are_refused(tmp_path, embedder, monkeypatch):
    monkeypatch.setattr(file_sets, "embedder_of", lambda settings: embedder)
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "01.txt").write_text(FIRST, encoding="utf-8")
    with pytest.raises(InputError, match="两个目录"):
        FileSets([tmp_path / "a", tmp_path / "b"], tmp_path / "w", Settings(models_dir=tmp_path))
