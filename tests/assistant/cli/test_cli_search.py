"""``tiaowen search``: a TREC run of clause ids, with those of ready clauses kept."""

import gzip
import json

import pytest

ARTICLES = {
    "lc-38": ("劳动合同法第三十八条", "用人单位未及时足额支付劳动报酬的，劳动者可以解除劳动合同。"),
    "LDF/50.a~2": ("劳动法第五十条", "工资应当以货币形式按月支付给劳动者本人。"),
    "cl-667": ("民法典第六百六十七条", "借款合同是向贷款人借款，到期返还借款并支付利息的合同。"),
}


@pytest.fixture
def ready_clauses(tmp_path):
    lines = [
        json.dumps({"id": key, "title": title, "text": text}, ensure_ascii=False)
        for key, (title, text) in ARTICLES.items()
    ]
    return "\n".join(lines).encode()


@pytest.fixture
def run_of(call_indexed, tmp_path):
    """Search for questions and return the run's lines, each split."""

    def run(*options, lines):
        source, out = tmp_path / "q.jsonl", tmp_path / "run.txt"
        source.write_text("\n".join(lines), encoding="utf-8")
        ended = call_indexed("search", "--in", source, "--out", out, *options)
        assert (ended.code, ended.out, ended.err) == (0, "", "")
        return [line.split(" ") for line in out.read_text(encoding="utf-8").splitlines()]

    return run


def test_a_run_is_in_trec_format(run_of, default_assistant):
    run = run_of(
        "--k", 5,
        lines=[
            '{"id": "q 1", "question": "新认定的国家高新技术企业补助多少？"}',
            '{"question": "海外工程师有什么补助"}',
            '{"id": "q3", "turns": ["你好", "第七条是什么"]}',
        ],
    )  # fmt: skip
    assert [len(line) for line in run] == [6] * 15
    assert [line[0] for line in run] == ["q_1"] * 5 + ["2"] * 5 + ["q3"] * 5
    index = default_assistant.retriever.index
    for at in range(0, 15, 5):
        lines = run[at : at + 5]
        assert [line[3] for line in lines] == list("12345")
        scores = [float(line[4]) for line in lines]
        assert scores == sorted(scores, reverse=True)
        assert len({line[2] for line in lines}) == 5
        assert all(index.clause(line[2]) for line in lines)
    assert {(line[1], line[5]) for line in run} == {("Q0", "tiaowen")}
    assert index.clause(run[0][2]).number == "19"


@pytest.mark.parametrize("name", ["laws.jsonl", "laws.jsonl.gz"])
def test_ready_clauses_keep_their_ids(call_indexed, run_of, ready_clauses, tmp_path, name):
    content = gzip.compress(ready_clauses) if name.endswith(".gz") else ready_clauses
    (tmp_path / name).write_bytes(content)
    ended = call_indexed("index", "--source", tmp_path / name, "--index", tmp_path / "laws")
    assert ended.code == 0
    assert "3条" in ended.out
    run = run_of(
        "--index", tmp_path / "laws", lines=['{"id": "q", "question": "老板拖欠工资能辞职吗"}']
    )
    assert {line[2] for line in run} == set(ARTICLES)
    assert run[0][2] in ("lc-38", "LDF/50.a~2")


def test_a_broken_line_is_named_and_nothing_is_written(complains, tmp_path):
    source, out = tmp_path / "q.jsonl", tmp_path / "run.txt"
    for line, saying in (("{", "JSON"), ('{"question": ""}', "问题是空的"), ("{}", "question")):
        source.write_text(f'{{"question": "甲"}}\n{line}\n', encoding="utf-8")
        complains("search", "--in", source, "--out", out, saying=saying)
        complains("search", "--in", source, "--out", out, saying="第2行")
    assert not out.exists()
