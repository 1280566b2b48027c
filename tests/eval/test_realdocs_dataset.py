"""The questions over several real documents: every word that they expect is printed there."""

import re
from collections import Counter
from pathlib import Path

import pytest

from eval.dataset import load_cases
from index.parse import parse_file

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def cases():
    return load_cases(ROOT / "eval/datasets/realdocs_dev.jsonl")


@pytest.fixture(scope="module")
def documents(shared_dir, cases):
    """Map the code of each file that a question names to the parsed document."""
    folders = (shared_dir / "realdocs", ROOT / "source_docs")
    files = [path for folder in folders for path in sorted(folder.glob("*.txt"))]
    codes = {code for case in cases for code in (*case.sources, *map(code_of, keys_of(case)))}
    found = {code: [path for path in files if path.name.startswith(code)] for code in codes}
    assert {code: len(paths) for code, paths in found.items()} == dict.fromkeys(codes, 1)
    return {code: parse_file(paths[0], root=paths[0].parent) for code, paths in found.items()}


def keys_of(case):
    return (*case.gold, *case.accept)


def code_of(key):
    return key.split(":")[0]


def squeeze(text):
    return re.sub(r"\s+", "", text)


def text_of(key, documents):
    code, _, name = key.partition(":")
    document = documents[code]
    if name == "doc":
        return squeeze(document.source_text)
    tails = (name, f"m{name}", f"a{name}")
    found = [c.text for c in document.clauses if c.clause_id.rsplit(".", 1)[-1] in tails]
    assert len(found) == 1, key
    return squeeze(found[0])


def test_the_questions_are_of_many_kinds_and_documents(cases):
    assert len(cases) >= 100
    assert len({case.kind for case in cases}) >= 10
    assert len({code_of(key) for case in cases for key in keys_of(case)}) >= 20
    assert {case.split for case in cases} == {"dev"}
    asked = Counter((case.sources, case.utterances) for case in cases)
    assert [question for question, times in asked.items() if times > 1] == []


def test_every_fact_and_unit_is_printed_in_a_clause_of_its_question(cases, documents):
    strays = []
    for case in cases:
        words = "".join(text_of(key, documents) for key in keys_of(case))
        facts = [fact if isinstance(fact, str) else fact[0] for fact in case.facts]
        wanted = [*facts, *(unit.removeprefix("省") for unit in case.units)]
        strays += [(case.id, each) for each in wanted if squeeze(each) not in words]
    assert strays == []


def test_a_question_on_some_files_is_answered_from_them(cases):
    strays = [
        case.id
        for case in cases
        if case.sources and not {code_of(key) for key in keys_of(case)} <= {*case.sources}
    ]
    assert strays == []


def test_what_no_document_says_has_no_facts(cases):
    silent = [case for case in cases if case.status != "answered"]
    assert {case.status for case in silent} == {"not_specified", "not_found", "clarify"}
    assert [case.id for case in silent if case.facts] == []
