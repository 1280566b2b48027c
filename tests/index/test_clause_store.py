from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index import clause_store
from index.clause_store import ClauseRows, ClauseStore, UnitUse, write_clauses
from index.document import Clause, PolicyDocument, Unit, Validity
from index.filters import Filters

YEAR = Validity(date(2024, 1, 1), date(2024, 12, 31))


def clause(doc_id: str, number: str, **changes) -> Clause:
    fields = {"kind": "measure", "section": "一", "units": (), "validity": None} | changes
    return Clause(
        clause_id=f"{doc_id}.m{number}",
        doc_id=doc_id,
        no=f"（{number}）",
        number=number,
        title=None,
        text=f"{number}。",
        span=(0, 2),
        **fields,
    )


SCIENCE = Unit("市科技局", "市科技局", "lead")
DOCUMENTS = (
    PolicyDocument(
        "d1",
        "甲.txt",
        "甲",
        "甲的原文",
        validity=YEAR,
        clauses=(
            clause("d1", "1", units=(SCIENCE,)),
            clause("d1", "2", section="二", units=(Unit("科技局", "市科技局"),)),
            clause("d1", "3", validity=Validity(None, date(2026, 6, 30))),
        ),
    ),
    PolicyDocument("d2", "乙.txt", "乙", "", clauses=(clause("d2", "1", kind="article"),)),
    PolicyDocument(
        "d3",
        "丙.txt",
        "丙",
        "",
        validity=Validity(repealed_by="丁"),
        clauses=(clause("d3", "1", validity=YEAR),),
    ),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> ClauseStore:
    path: Path = tmp_path_factory.mktemp("store") / "clauses.sqlite"
    write_clauses(path, DOCUMENTS)
    return ClauseStore(path)


def test_what_was_written_is_read(store: ClauseStore) -> None:
    written = [clause for document in DOCUMENTS for clause in document.clauses]
    assert list(store) == written
    assert [store[row] for row in range(len(store))] == written
    assert store[-1] == written[-1]
    assert list(store[1:3]) == written[1:3]
    assert store.by_id("d1.m2") == written[1]
    assert store.by_id("d1.m9") is None
    with pytest.raises(IndexError):
        store[len(store)]


def test_heads_are_at_hand_and_whole_documents_on_demand(store: ClauseStore) -> None:
    assert list(store.documents) == ["d1", "d2", "d3"]
    head = store.documents["d1"]
    assert (head.title, head.clauses, head.source_text) == ("甲", (), "")
    assert store.document("d1") == DOCUMENTS[0]
    with pytest.raises(KeyError):
        store.document("d9")


@pytest.mark.parametrize(
    ("filters", "rows"),
    [
        (Filters(doc_ids=frozenset({"d1"})), [0, 1, 2]),
        (Filters(units=frozenset({"市科技局"})), [0, 1]),
        (Filters(units=frozenset({"市财政局", "市科技局"}), sections=frozenset({"二"})), [1]),
        (Filters(kinds=frozenset({"article"})), [3]),
        # The repealed document's clause is in force on no day, whatever its own period.
        (Filters(in_force_on=date(2024, 6, 1)), [0, 1, 2, 3]),
        (Filters(in_force_on=date(2025, 6, 1)), [2, 3]),
        (Filters(in_force_on=date(2026, 7, 1)), [3]),
        (Filters(doc_ids=frozenset({"' OR 1 --"})), []),
    ],
)
def test_filters_select_rows(store: ClauseStore, filters: Filters, rows: list[int]) -> None:
    assert store.select(filters).tolist() == rows


@pytest.mark.parametrize(
    ("conditions", "rows"),
    [
        ({"number": "1"}, [0, 3, 4]),
        ({"number": "9"}, []),
        ({"words": ["２"]}, [1]),
        ({"words": ["1", "2"]}, []),
        # Marks do not count: neither in the texts nor in the words.
        ({"words": ["1。"]}, [0, 3, 4]),
        ({"scattered": ["1"]}, [0, 3, 4]),
        ({"scattered": ["11"]}, []),
    ],
)
def test_numbers_and_words_select_rows(store: ClauseStore, conditions, rows: list[int]) -> None:
    assert store.select(Filters(), **conditions).tolist() == rows


def test_units_are_counted_once_for_a_clause(store: ClauseStore) -> None:
    assert store.unit_uses(Filters()) == [UnitUse("市科技局", ("市科技局", "科技局"), 2)]
    assert store.highest_number(Filters()) == 3


@pytest.mark.parametrize("cached", [0, 4096])
def test_some_rows_are_a_sequence(store: ClauseStore, cached: int, monkeypatch) -> None:
    monkeypatch.setattr(clause_store, "_CACHED_CLAUSES", cached)
    rows = ClauseRows(store, store.select(Filters(sections=frozenset({"一"}))))
    expected = [store[0], store[2], store[3], store[4]]
    assert (len(rows), list(rows), rows[-1], rows[1:3]) == (
        4, expected, expected[-1], expected[1:3],
    )  # fmt: skip
