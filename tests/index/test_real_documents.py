"""The real documents: every format of one reads as the same clauses, the long law is fast."""

import re
import time

import pytest

from index.document import NUMBERED_KINDS
from index.parse import parse_file
from index.report import strict_findings

pytestmark = pytest.mark.realdocs


def clauses_of(path):
    return [
        (clause.number, re.sub(r"\s", "", clause.text))
        for clause in parse_file(path).clauses
        if clause.kind in NUMBERED_KINDS
    ]


def test_the_original_formats_parse_to_the_same_clauses(shared_dir):
    folder = shared_dir / "realdocs"
    originals = sorted((folder / "raw").iterdir())
    same = [clauses_of(path) == clauses_of(folder / f"{path.stem}.txt") for path in originals]
    assert sum(same) >= len(originals) * 0.9


def test_no_document_has_findings(shared_dir):
    for path in sorted((shared_dir / "realdocs").glob("*.txt")):
        assert strict_findings(parse_file(path).report) == (), path.name


def test_the_sections_and_articles_of_a_long_law(shared_dir):
    started = time.process_time()
    document = parse_file(shared_dir / "realdocs" / "74_law_xingfa_zhiyi.txt")
    assert time.process_time() - started < 10  # far above what it takes; guards a quadratic step
    numbers = [clause.number for clause in document.clauses if clause.kind == "article"]
    assert len(numbers) == len(set(numbers)) == 505
    assert "133-1" in numbers and numbers[-1] == "452"
    drunk = next(clause for clause in document.clauses if clause.number == "133-1")
    assert drunk.text.startswith("第一百三十三条之一 在道路上驾驶机动车")
    assert drunk.section == "二"
    assert [clause.title for clause in document.clauses if clause.kind == "annex"] == [None, None]
