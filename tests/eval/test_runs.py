from datetime import date

import pytest

from eval.record import load_record, save_record
from eval.runs import load_questions, run_system
from eval.summary import score_system, summarize
from index.errors import InputError


def test_a_run_holds_every_answer_in_order(make_case, make_answer, stub_asker):
    cases = [
        make_case(id="c1", question="甲", as_of=date(2025, 1, 2)),
        make_case(id="c2", turns=("乙", "丙")),
    ]
    asker = stub_asker({"甲": make_answer("d1.m19"), "丙": make_answer("d1.m19", retrieved=["x"])})
    told = []
    run = run_system(
        asker, cases, as_of=date(2024, 6, 1), progress=lambda *step: told.append(step)
    )
    assert [outcome.id for outcome in run.outcomes] == ["c1", "c2"]
    # the first is asked once more beforehand; a case's own day comes before the run's
    first = (("甲",), date(2025, 1, 2))
    assert asker.asked == [first, first, (("乙", "丙"), date(2024, 6, 1))]
    assert told == [("条问", 1, 2), ("条问", 2, 2)]
    # an answer read off the structure ranks its citations
    assert [outcome.retrieved for outcome in run.outcomes] == [("d1.m19",), ("x",)]
    assert all(outcome.latency_ms >= 0 for outcome in run.outcomes)


def test_a_crash_is_an_outcome(make_case, stub_asker):
    run = run_system(stub_asker({}), [make_case()])
    assert run.outcomes[0].answer is None
    assert run.outcomes[0].error == "KeyError: '新认定的高企补多少'"


def test_a_record_survives_writing(make_record_of, wage_cases, right_answers, tmp_path):
    record = make_record_of(wage_cases, right_answers)
    save_record(record, tmp_path / "out")
    assert load_record(tmp_path / "out") == record


def test_a_record_says_what_it_rests_on(make_record_of, wage_cases, right_answers):
    record = make_record_of(wage_cases, right_answers)
    assert set(record.clauses) == {"l1", "l2"}
    assert record.clauses["l2"].text.startswith("逾期不支付")
    assert record.manifest["embedder"] == "letters"
    assert record.versions["python"]
    assert record.settings["run"] == {"split": None}


def test_a_record_holds_no_secret(make_record_of, wage_cases, right_answers):
    record = make_record_of(wage_cases, right_answers)
    assert "secret" not in record.model_dump_json()
    assert record.settings["database_url"] == "postgresql://***@db/tiaowen"


def test_figures_over_hand_counted_outcomes(make_record_of, wage_cases, right_answers):
    table = dict(right_answers)
    del table["赔多少"]  # a crash
    record = make_record_of(wage_cases, table)
    summary = summarize(record.systems[0], score_system(record, record.systems[0]))
    assert summary.cases == 3 and summary.failures == 1
    assert summary.estimates["fully_right"].value == pytest.approx(2 / 3)
    # two cases have a clause: one cited first, one crashed
    assert summary.estimates["first_citation_right"].value == pytest.approx(1 / 2)
    assert summary.estimates["first_citation_right"].n == 2
    assert summary.estimates["facts_right"].value == 0.0
    assert summary.estimates["R@1"].value == pytest.approx(1 / 2)
    assert summary.refusal_precision.value == 1.0
    assert summary.refusal_recall.value == 1.0
    assert "units_right" not in summary.estimates
    assert summary.by_kind["unanswerable"]["fully_right"].value == 1.0


def test_questions_are_chosen_by_split_and_number(tmp_path, make_case):
    lines = [
        f'{{"id": "q{n}", "kind": "fact", "persona": "x", "question": "问{n}", "gold": ["1"],'
        f' "accept": [], "facts": [], "units": [], "verdict": null, "status": "answered",'
        f' "wrong": [], "split": "{split}"}}'
        for n, split in enumerate(["dev", "test", "dev", "dev"])
    ]
    path = tmp_path / "q.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    chosen = load_questions([path], split="dev", limit=2)
    assert [case.id for case in chosen.cases] == ["q0", "q2"]
    assert chosen.datasets[0].cases == 3
    with pytest.raises(InputError, match="重复"):
        load_questions([path, path])
    path.write_text(lines[0], encoding="utf-8")
    with pytest.raises(InputError, match="没有符合条件"):
        load_questions([path], split="test")


@pytest.mark.parametrize("content", [None, "{", "{}"])
def test_an_unusable_record_is_one_clear_line(tmp_path, content):
    if content is not None:
        (tmp_path / "record.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="评测记录"):
        load_record(tmp_path)


def test_an_unwritable_directory_is_one_clear_line(
    make_record_of, wage_cases, right_answers, tmp_path
):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="写不进"):
        save_record(make_record_of(wage_cases, right_answers), tmp_path / "file")
