from pathlib import Path

import pytest

from eval.terms import PARTS, Part, PartScore, _matches, score_terms
from index.document import Clause
from index.errors import InputError
from index.parse import parse_file


def test_every_part_is_read_as_annotated(default_source: Path) -> None:
    scores = score_terms(parse_file(default_source).clauses)
    assert set(scores) == set(PARTS)
    for part, score in scores.items():
        assert score.precision is not None, part
        assert score.recall is not None, part
        assert score.precision >= 0.9, part
        assert score.recall >= 0.9, part


def test_parts_pair_one_to_one_and_need_the_same_figures() -> None:
    wanted = [Part("设备技改投资", ("at_least", "2")), Part("设备技改投资", ("above", "2"))]
    assert _matches(wanted, [Part("技改设备投资", ("at_least", "2"))] * 3) == 1
    assert _matches(wanted, [Part("研发费用", ("above", "2"))]) == 0


def test_nothing_read_has_no_precision() -> None:
    assert PartScore(0, 0, 3).precision is None
    assert PartScore(0, 0, 3).recall == 0.0


def test_refuses_another_document() -> None:
    other = Clause("d.m1", "d", "measure", "", "1", None, "无", None, (), (0, 0))
    with pytest.raises(InputError, match="不是标注所依据的文件"):
        score_terms([other])
