import json
import sys

import pytest

import eval.session
from eval.cli import main
from eval.record import save_record


@pytest.fixture
def call(monkeypatch, capsys):
    """Run a command; return its exit code, stdout and stderr."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["tiaowen-eval", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return ended.value.code, printed.out, printed.err

    return run


@pytest.fixture
def record(make_record_of, wage_cases, right_answers):
    return make_record_of(wage_cases, right_answers)


def test_run_writes_a_record_and_a_page(call, record, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(eval.session, "evaluate", lambda files, **_: asked.extend(files) or record)
    out_dir = tmp_path / "out"
    code, out, err = call("run", "--dataset", "q.jsonl", "r.jsonl", "--out", out_dir, "--json")
    assert code == 0
    assert [path.name for path in asked] == ["q.jsonl", "r.jsonl"]
    result = json.loads(out)
    assert result["systems"]["tiaowen"]["estimates"]["fully_right"]["value"] == 1.0
    assert (tmp_path / "out" / "record.json").is_file()
    assert "完全答对" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    code, out, err = call("run", "--dataset", "q.jsonl", "--out", tmp_path / "out")
    assert "完全答对" in out and "report.html" not in out
    assert "report.html" in err


def test_compare_prints_a_table_or_one_object(call, record, tmp_path):
    for name in ("a", "b"):
        save_record(record, tmp_path / name)
    code, out, _ = call("compare", tmp_path / "a", tmp_path / "b")
    assert code == 0 and "A 错 B 对：0 题" in out
    code, out, _ = call("compare", tmp_path / "a", tmp_path / "b", "--json")
    assert json.loads(out)["cases"] == 3


def test_eligibility_prints_tables_or_one_object(call, default_source, tmp_path):
    profile = {"id": "p1", "text": "新认定的高企", "as_of": "2024-06-01", "split": "dev",
               "expected": [{"number": "19", "outcome": "不符合"}]}  # fmt: skip
    profiles = tmp_path / "profiles.jsonl"
    profiles.write_text(json.dumps(profile, ensure_ascii=False), encoding="utf-8")
    options = ("--document", default_source, "--profiles", profiles)
    code, out, _ = call("eligibility", *options)
    assert code == 0 and "受益对象" in out and "新认定的高企" in out
    code, out, _ = call("eligibility", *options, "--documents", default_source.parent, "--json")
    figures = json.loads(out)
    assert (figures["profiles"]["profiles"], figures["profiles"]["right"]) == (1, 0)
    assert figures["documents"]["clauses_with_amounts"] > 30
    code, _, err = call("eligibility", "--document", profiles, "--profiles", profiles)
    assert code == 2 and "Traceback" not in err


def test_add_drafts_cases(call, make_answer, tmp_path):
    log = tmp_path / "log.jsonl"
    entry = {"question": "甲", "answer": make_answer("d1.m19")}
    log.write_text(json.dumps(entry, ensure_ascii=False), encoding="utf-8")
    code, out, _ = call("add", "--from", log, "--out", tmp_path / "review.jsonl", "--json")
    assert code == 0
    assert json.loads(out) == {"file": str(tmp_path / "review.jsonl"), "read": 1, "added": 1}


@pytest.mark.parametrize(
    "arguments",
    [
        ("compare", "no-a", "no-b"),
        ("add", "--from", "no.jsonl"),
        ("run", "--dataset", "no.jsonl", "--out", "out"),
        ("retrieval", "--articles", "no.jsonl", "--questions", "no.jsonl"),
        ("nonsense",),
    ],
)
def test_unusable_input_is_one_line_and_code_2(call, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    code, out, err = call(*arguments)
    assert code == 2 and out == ""
    assert "Traceback" not in err and err.strip()
