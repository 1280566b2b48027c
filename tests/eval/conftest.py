"""Cases and contract-shaped answers for the tests of the evaluation."""

import pytest
from pydantic import BaseModel, SecretStr

from eval.dataset import Case
from eval.record import DatasetCopy
from eval.runs import Questions, make_record, run_system
from index.build import build_index
from index.store import open_index


def _make_case(**fields):
    defaults = {
        "id": "t1",
        "kind": "amount",
        "persona": "企业主",
        "gold": ("19",),
        "accept": (),
        "facts": (),
        "units": (),
        "verdict": None,
        "status": "answered",
        "wrong": (),
        "split": "dev",
    }
    if "turns" not in fields:
        defaults["question"] = "新认定的高企补多少"
    return Case(**(defaults | fields))


def _make_answer(*clause_ids, **fields):
    return {
        "id": None,
        "question": "新认定的高企补多少",
        "standalone_question": "新认定的高企补多少",
        "as_of": "2024-06-01",
        "intent": "facts",
        "status": "answered",
        "verdict": None,
        "answer": "补助30万元，依据第（十九）条，由市科技局负责。",
        "departments": ["市科技局"],
        "citations": [
            {
                "n": n,
                "clause_id": clause_id,
                "doc_id": clause_id.split(".")[0],
                "doc_title": "实施方案",
                "doc_number": "衢政发〔2024〕7号",
                "section": "二、科技创新政策",
                "no": "（十九）",
                "number": "19",
                "title": "加快创新主体培育",
                "quote": "给予30万元补助",
                "quote_span": [0, 8],
                "departments": ["市科技局"],
                "validity": {"status": "in_force", "from": "2024-01-01", "until": "2024-12-31"},
            }
            for n, clause_id in enumerate(clause_ids, start=1)
        ],
        "related": [],
        "choices": [],
        "timings_ms": {"total": 12.0},
        "index_version": "v1",
    } | fields


@pytest.fixture
def make_case():
    """Return a maker of cases: what the fields do not say is an amount question on clause 19."""
    return _make_case


@pytest.fixture
def make_answer():
    """Return a maker of contract-shaped answers that cite the given clauses in this order."""
    return _make_answer


class StubAsker:
    """Answers from a table by the last utterance; what is not in it raises."""

    def __init__(self, answers, name="tiaowen", label="条问"):
        self.answers = answers
        self.name = name
        self.label = label
        self.asked = []

    def ask(self, utterances, as_of):
        self.asked.append((tuple(utterances), as_of))
        return self.answers[utterances[-1]]


@pytest.fixture
def stub_asker():
    """Return a maker of systems that answer from a table, last utterance → answer."""
    return StubAsker


@pytest.fixture
def law_index(articles, embedder, tmp_path):
    """Two articles on wages and one on driving, indexed."""
    source = articles(
        {
            "l1": ("劳动合同法第三十八条", "用人单位未及时支付劳动报酬的，劳动者可以解除合同。"),
            "l2": ("劳动合同法第八十五条", "逾期不支付的，责令加付赔偿金。加付标准为百分之五十。"),
            "l3": ("道路交通安全法第九十一条", "饮酒后驾驶机动车的，处暂扣六个月机动车驾驶证。"),
        }
    )
    build_index(source, tmp_path / "index", embedder)
    return open_index(tmp_path / "index")


def _answer_on(clause_id, text, **fields):
    return _make_answer(clause_id, answer=text, departments=[], **fields)


@pytest.fixture
def make_record_of(law_index, stub_asker):
    """Return a maker of records: cases and one table of answers per system."""

    def make(cases, *tables):
        questions = Questions(tuple(cases), (DatasetCopy(name="t.jsonl", sha256="0", cases=2),))
        names = [("tiaowen", "条问"), ("bm25", "只用 BM25"), ("usual", "常见做法")]
        systems = [
            run_system(stub_asker(table, *names[place]), questions.cases)
            for place, table in enumerate(tables)
        ]
        return make_record(law_index, questions, systems, Options(), {"split": None})

    return make


@pytest.fixture
def wage_cases():
    """One question on each of the articles on wages, and one that no article answers."""
    return [
        _make_case(id="w1", question="拖欠工资能走吗", gold=("l1",), verdict="yes"),
        _make_case(id="w2", question="赔多少", gold=("l2",), facts=("百分之五十",)),
        _make_case(
            id="w3", kind="unanswerable", question="电话多少", gold=(), status="not_found"
        ),
    ]


@pytest.fixture
def right_answers():
    """A right answer to each of the wage cases."""
    return {
        "拖欠工资能走吗": _answer_on("l1", "可以解除合同。", verdict="yes", retrieved=["l1", "l2"]),
        "赔多少": _answer_on("l2", "加付百分之五十。", retrieved=["l1", "l2"]),
        "电话多少": _make_answer(status="not_found", answer="没有查到。", departments=[]),
    }


class Options(BaseModel):
    """Settings of the doubles' runs."""

    database_url: str = "postgresql://user:secret@db/tiaowen"
    embedder_api_key: SecretStr = SecretStr("very-secret")
