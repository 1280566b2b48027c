import re
from collections import Counter
from pathlib import Path

import pytest

from eval.dataset import DOCUMENT_KEY, load_cases, split_of
from index.parse import parse_file

ROOT = Path(__file__).resolve().parents[2]
POLICY = ROOT / "source_docs" / "衢政发〔2024〕7号.txt"
SPLITS = ("dev", "test")
MEASURES = [str(number) for number in range(1, 74)]
SECTIONS = [f"s{number}" for number in range(1, 9)]


def squeeze(text):
    return re.sub(r"\s+", "", text)


def first_wording(fact):
    return fact if isinstance(fact, str) else fact[0]


def asked(case):
    return " // ".join(case.utterances)


@pytest.fixture(scope="module")
def by_split():
    return {s: load_cases(ROOT / f"eval/datasets/policy_{s}.jsonl") for s in SPLITS}


@pytest.fixture(scope="module")
def cases(by_split):
    return [case for split in SPLITS for case in by_split[split]]


@pytest.fixture(scope="module")
def document():
    return parse_file(POLICY, root=POLICY.parent)


@pytest.fixture(scope="module")
def texts(document):
    """Map a dataset's key to the words it stands for, a section's heading with its introduction."""
    headings = {
        section.no: section.title + "".join(unit.name for unit in section.lead_units)
        for section in document.sections
    }
    texts = {DOCUMENT_KEY: squeeze(document.source_text)}
    for clause in document.clauses:
        key = clause.number if clause.kind == "measure" else clause.clause_id.rsplit(".", 1)[-1]
        heading = headings.get(clause.section or "", "") if clause.kind == "section_intro" else ""
        texts[key] = squeeze(heading + clause.text)
    return texts


def words_of(case, texts):
    return "".join(texts[key] for key in (*case.gold, *case.accept))


def test_there_are_enough_questions_of_every_kind(cases):
    assert len(cases) >= 400
    kinds = Counter(case.kind for case in cases)
    assert len(kinds) == 15
    assert min(kinds.values()) >= 10


def test_ids_and_questions_stand_once(cases):
    assert [i for i, n in Counter(case.id for case in cases).items() if n > 1] == []
    assert [q for q, n in Counter(map(asked, cases)).items() if n > 1] == []


@pytest.mark.parametrize("split", SPLITS)
def test_the_hash_of_the_id_decides_the_split(by_split, split):
    strays = [c.id for c in by_split[split] if (c.split, split_of(c.id)) != (split, split)]
    assert strays == []


def test_every_key_names_a_clause(cases, texts):
    strays = [(c.id, key) for c in cases for key in (*c.gold, *c.accept) if key not in texts]
    assert strays == []


def test_every_fact_is_printed_in_a_clause_of_its_question(cases, texts):
    strays = [
        (case.id, first_wording(fact))
        for case in cases
        for fact in case.facts
        if squeeze(first_wording(fact)) not in words_of(case, texts)
    ]
    assert strays == []


def test_every_unit_is_printed_in_a_clause_of_its_question(cases, texts):
    strays = [(c.id, unit) for c in cases for unit in c.units if unit not in words_of(c, texts)]
    assert strays == []


def test_no_question_wants_what_it_calls_wrong(cases):
    strays = [c.id for c in cases if {*map(first_wording, c.facts)} & {*c.wrong}]
    assert strays == []


def test_what_is_not_in_the_file_has_no_facts(cases):
    silent = [c for c in cases if c.status in ("not_specified", "not_found", "clarify", "greeting")]
    assert [case.id for case in silent if case.facts] == []
    assert [case.id for case in silent if (case.status == "not_specified") != bool(case.gold)] == []


def test_yes_no_questions_have_a_verdict(cases):
    polar = [c for c in cases if c.kind in ("yesno", "claim", "eligibility")]
    assert [c.id for c in polar if c.status == "answered" and c.verdict is None] == []


def test_a_list_is_as_long_as_its_count(cases):
    lists = [c for c in cases if c.kind in ("list", "count") and c.count and "doc" not in c.gold]
    assert lists
    assert [case.id for case in lists if case.count != len(case.gold)] == []


def test_a_list_by_unit_is_complete(cases, document):
    """Of the units named, a list holds all measures, all of one section, or all held alone."""
    measures = [clause for clause in document.clauses if clause.kind == "measure"]
    by_unit = [c for c in cases if c.kind in ("list", "count") and c.units and c.gold != ("doc",)]
    assert len(by_unit) >= 20
    for case in by_unit:
        owned = [m for m in measures if {*case.units} <= {unit.name for unit in m.units}]
        parts = [owned, [m for m in owned if len(m.units) == len(case.units)]]
        parts += [[m for m in owned if m.section == s.no] for s in document.sections]
        assert {*case.gold} in [{m.number for m in part} for part in parts], case.id


def test_every_part_of_the_document_is_asked_about(cases):
    touched = {key for case in cases for key in case.gold}
    assert [
        key for key in (*MEASURES, *SECTIONS, DOCUMENT_KEY, "p1", "e1") if key not in touched
    ] == []


@pytest.mark.parametrize("split", SPLITS)
def test_every_measure_is_asked_about_in_both_parts(by_split, split):
    touched = {key for case in by_split[split] for key in case.gold}
    assert [number for number in MEASURES if number not in touched] == []
