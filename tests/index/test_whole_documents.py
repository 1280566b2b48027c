"""Whole documents in layouts of many offices, each with what it holds, told by hand."""

import re
from pathlib import Path

import pytest
import yaml

from index.document import NUMBERED_KINDS
from index.layout import read_layout
from index.parse import parse_file
from index.readers import read

FOLDER = Path(__file__).parent / "documents"
EXPECTED = yaml.safe_load((FOLDER / "EXPECTED.yaml").read_text(encoding="utf-8"))


def iso(day):
    return None if day is None else day.isoformat()


def facts(document):
    clauses = [clause for clause in document.clauses if clause.kind in NUMBERED_KINDS]
    left = [document.source_text[slice(*item.span)] for item in document.report.leftovers]
    return {
        "numbers": [clause.number for clause in clauses],
        "title": document.title,
        "doc_number": document.doc_number,
        "issuers": list(document.issuers),
        "issue_date": iso(document.issue_date),
        "effective_from": iso(document.validity.effective_from),
        "valid_until": iso(document.validity.until),
        "repeals": list(document.repeals),
        "sections": [section.title for section in document.sections],
        "gaps": list(document.report.gaps),
        "duplicates": list(document.report.duplicates),
        "leftovers": "".join(left),
        "titles": [clause.title for clause in clauses],
        "units": [[f"{unit.name}/{unit.role}" for unit in clause.units] for clause in clauses],
        "own_periods": [
            clause.validity
            and f"{iso(clause.validity.effective_from) or 'null'}/{iso(clause.validity.until)}"
            for clause in clauses
        ],
        "texts": [clause.text for clause in clauses],
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_a_document_holds_what_a_reader_finds_in_it(name):
    expected = dict(EXPECTED[name])
    found = facts(parse_file(FOLDER / name))
    contains, lacks = expected.pop("contains", {}), expected.pop("lacks", {})
    assert {i: words for i, words in contains.items() if words not in found["texts"][i]} == {}
    assert {i: words for i, words in lacks.items() if words in found["texts"][i]} == {}
    for fact, value in expected.items():
        if isinstance(value, dict):
            value, own = list(value.items()), found[fact]
            assert value == [(i, own[i]) for i, _ in value], fact
        else:
            assert value == found[fact], fact


@pytest.mark.parametrize("name", EXPECTED)
def test_the_words_of_a_clause_are_those_of_its_place(name):
    document = parse_file(FOLDER / name)
    noise = [(line.start, line.end) for line in read_layout(read(FOLDER / name)).noise]

    def printed(start, end):
        kept = (i for i in range(start, end) if not any(a <= i < b for a, b in noise))
        return squeezed("".join(document.source_text[i] for i in kept))

    for clause in document.clauses:
        assert squeezed(clause.text) == printed(*clause.span)


def squeezed(text):
    return re.sub(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]", "", text)
