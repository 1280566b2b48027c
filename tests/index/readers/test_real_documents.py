"""The html, pdf and docx originals of real documents parse to the clauses of their text forms."""

import pytest

from index.parse import parse_document
from index.readers import read

pytestmark = pytest.mark.realdocs

#: Of the originals, this share has to agree with the text form in every clause.
AGREEING_SHARE = 0.9


def clauses_of(path):
    document = parse_document(read(path), source_name=path.name)
    return [(clause.kind, clause.number, clause.text) for clause in document.clauses]


def test_originals_parse_to_the_clauses_of_the_text_forms(shared_dir):
    folder = shared_dir / "realdocs"
    originals = sorted((folder / "raw").iterdir())
    misses = {}
    for original in originals:
        expected = clauses_of(folder / f"{original.stem}.txt")
        found = clauses_of(original)
        if found != expected:
            missing = [clause[1] for clause in expected if clause not in found]
            misses[original.name] = missing
    assert len(originals) >= 10
    assert len(misses) <= (1 - AGREEING_SHARE) * len(originals), misses


def test_pages_of_real_pdf_files_are_told(shared_dir):
    source = read(shared_dir / "realdocs" / "raw" / "02_chongqing_tizhenxiaofei.pdf")
    assert [page for _, page in source.pages] == list(range(1, 14))
    assert "重庆市人民政府办公厅发布" not in source.text
    assert source.page_at(source.text.index("（二十六）完善配套支持政策")) == 13
