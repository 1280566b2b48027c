from __future__ import annotations

import gzip
import json

import pytest

from benchmarks import measure, run, serving
from benchmarks.report import write_report
from benchmarks.scaling import PLACES, estimate, publish
from benchmarks.workload import DEFAULT_SIZE, mean_recall, prepare


@pytest.fixture
def short(monkeypatch, embedder) -> None:
    """The letters embedder in place of the model, and users who ask for a moment."""
    monkeypatch.setattr(serving, "SECONDS", 0.2)
    monkeypatch.setattr(serving, "load_embedder", lambda spec, models_dir: embedder)
    monkeypatch.setattr("index.embedding.load_embedder", lambda spec, models_dir: embedder)


@pytest.fixture
def shared(tmp_path):
    """Forty articles, and a question of the development part on the first of them."""
    folder = tmp_path / "shared" / "statutes"
    folder.mkdir(parents=True)
    lines = [
        json.dumps({"id": f"a{i}", "title": f"养蜂法第{i + 1}条", "text": f"第{i}群蜂。另一句。"})
        for i in range(40)
    ]
    with gzip.open(folder / "articles.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.write("\n".join(lines) + "\n")
    question = {"id": "s0", "question": "第0群蜂", "relevant": [["a0", "x"], ["y"]]}
    (folder / "questions.jsonl").write_text(json.dumps(question), encoding="utf-8")
    return tmp_path / "shared"


def test_a_size_is_so_many_articles_and_the_groups_that_are_in_them(shared, tmp_path) -> None:
    work = prepare(10, shared, tmp_path, limit=5)
    assert len(work.source.read_text(encoding="utf-8").splitlines()) == 10
    assert work.questions == [("第0群蜂", [["a0", "x"]])]
    whole = prepare(65_000, shared, tmp_path, limit=5)
    assert whole.source == shared / "statutes" / "articles.jsonl.gz"
    assert len(prepare(DEFAULT_SIZE, shared, tmp_path, limit=7).questions) == 7


def test_recall_counts_one_of_each_group() -> None:
    questions = [("甲", [["a", "b"], ["c"]]), ("乙", [])]
    assert mean_recall(lambda text: ["b", "x"], questions) == 0.5
    assert mean_recall(lambda text: [], [("乙", [])]) is None


def test_what_is_measured_is_written_and_scaled(short, shared, tmp_path) -> None:
    work = prepare(40, shared, tmp_path, limit=5)
    index_dir = tmp_path / "index"
    found = {
        part: measure.measure(part, work.source, work.questions, index_dir, "letters", tmp_path)
        for part in ("index", "update", "serve")
    }
    assert (found["index"]["clauses"], found["index"]["sentences"]) == (40, 80)
    assert found["update"]["embedded"] == 2  # the edited clause and its last sentence
    assert found["serve"]["vector_recall_at_10"] == {"clauses": 1.0, "sentences": 1.0}
    assert found["serve"]["recall_at_10"] == 1.0
    assert found["serve"]["answers_per_second"] > 0

    found["index"] |= {"clause_rate": 80.0, "sentence_rate": 160.0}
    found["service"] = {"answers_per_second": 50.0}
    small = found | {"index": found["index"] | {"clauses": 10}}
    results = {
        "machine": {"processor": "p", "cores": "2", "memory": "4 GiB"},
        "sizes": {"10": small, "40": found},
    }
    assert "| 条文数 | 10 | 40 |" in write_report(results, tmp_path)
    docs = tmp_path / "docs"
    docs.mkdir()
    with pytest.raises(FileNotFoundError):
        publish(results, tmp_path, docs)
    page = docs / "scaling.md"
    marks = "<!-- figures -->\n旧\n<!-- /figures -->"
    page.write_text(f"前\n{marks}\n后\n", encoding="utf-8")
    for _ in range(2):  # the second time the marks are still there
        publish(results, tmp_path, docs)
        text = page.read_text(encoding="utf-8")
        assert text.startswith("前\n") and text.endswith("\n后\n") and "旧" not in text
        assert "| 条文数 | 10 | 40 |" in text
    assert (docs / "benchmarks.png").stat().st_size > 0


def test_figures_of_other_runs_are_kept(tmp_path) -> None:
    path = tmp_path / "results.json"
    built = {"embedder": "m", "embedded": 5, "clause_rate": 9.0}
    run._note(path, 1000, {"serve": {"memory_mb": 7.0}})
    run._note(path, 80, {"index": built})
    run._note(path, 80, {"index": built | {"embedded": 0, "clause_rate": None}})
    sizes = json.loads(path.read_text(encoding="utf-8"))["sizes"]
    assert sizes == {"80": {"index": built}, "1000": {"serve": {"memory_mb": 7.0}}}
    assert list(sizes) == ["80", "1000"]
    newer = built | {"embedder": "n", "embedded": 0}
    run._note(path, 80, {"index": newer})
    assert json.loads(path.read_text(encoding="utf-8"))["sizes"]["80"]["index"] == newer


def test_a_place_is_scaled_from_the_largest_index() -> None:
    large = {
        "index": {"clauses": 65_000, "sentences": 130_000, "clause_rate": 65.0,
                  "sentence_rate": 130.0, "disk_mb": 512.0},
        "serve": {"steps_ms": {"embed": 5.0, "clause": 1.0, "sentence": 2.0, "lexical": 1.0}},
    }  # fmt: skip
    small = {"service": {"answers_per_second": 50.0}}
    city, province, country = (estimate(place, small, large) for place in PLACES)
    assert city.build_hours == pytest.approx(2000 / 3600)
    assert (city.search_ms, city.disk_gb, city.search_nodes) == (9.0, 0.5, 0)
    assert city.answer_machines == 2
    assert province.search_ms == pytest.approx(5 + 4 * 1000 / 65)
    assert province.search_nodes == 2
    assert country.peak_per_second == pytest.approx(20e6 * 0.15 / 3600)
    assert country.answer_machines == 34
