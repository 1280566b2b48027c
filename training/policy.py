"""Make query–passage pairs of real policy files: titles, benefits, units and lay questions."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.document import Clause, PolicyDocument
from index.parse import parse_file
from index.passages import clause_passage, sentence_passages

QUESTIONS = Path(__file__).parent / "data" / "policy_questions.tsv"
_BENEFIT = re.compile(r"补助|补贴|奖励|奖补|贴息|减免|减征|免征|给予|返还|最高|额度|缓缴")
_UNIT_FORMS = (
    "{topic}归哪个部门管",
    "{unit}负责的{topic}",
    "{topic}找谁办，是{unit}吗",
    "{unit} {topic}",
)
_LAY_WEIGHT = 3
_TOPIC_FORMS = ("{topic}", "{topic}有什么政策", "关于{topic}的规定", "{topic}怎么支持")


@dataclass(frozen=True, slots=True)
class Pair:
    """A query and its passage; ``group`` is the document, whose other clauses are hard negatives.

    ``clause`` tells pairs of one clause apart from negatives; ``source`` names the kind of pair.
    """

    query: str
    passage: str
    group: str
    clause: str
    source: str


def load_documents(paths: list[Path]) -> list[PolicyDocument]:
    """Parse the policy files, one document each."""
    return [parse_file(path) for path in paths]


def make_pairs(documents: list[PolicyDocument], chance: random.Random) -> list[Pair]:
    """Return all pairs of the documents' clauses, the lay questions among them."""
    questions = _lay_questions()
    pairs = []
    for document in documents:
        code = Path(document.source).stem.split("_")[0]
        for clause in document.clauses:
            if clause.kind in ("measure", "article") and len(clause.text) > 20:
                lay = questions.get((code, clause.no), [])
                pairs += list(_clause_pairs(clause, document.doc_id, lay, chance))
    return pairs


def _lay_questions() -> dict[tuple[str, str], list[str]]:
    """Return the questions written for training, by file number and printed clause number."""
    found: dict[tuple[str, str], list[str]] = {}
    with QUESTIONS.open(encoding="utf-8", newline="") as lines:
        for code, number, question in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            found.setdefault((code, number), []).append(question)
    return found


def _clause_pairs(
    clause: Clause, group: str, lay: list[str], chance: random.Random
) -> Iterator[Pair]:
    passage = clause_passage(clause)
    topic = clause.title
    # Nothing else here is how people ask: their questions count several times.
    for question in lay * _LAY_WEIGHT:
        yield Pair(question, passage, group, clause.clause_id, "lay question")
    if topic and len(topic) <= 30:
        query = chance.choice(_TOPIC_FORMS).format(topic=topic)
        yield Pair(query, passage.replace(topic, "", 1), group, clause.clause_id, "title")
    sentences = [(clause.text[start:end], text) for (start, end), text in sentence_passages(clause)]
    benefits = [item for item in sentences if _BENEFIT.search(item[0])]
    if len(sentences) > 1 and benefits:
        words, _ = chance.choice(benefits)
        rest = passage.replace(words, "", 1)
        yield Pair(_shorten(words), rest, group, clause.clause_id, "sentence")
        if topic and len(topic) <= 30:
            _, text = chance.choice(benefits)
            yield Pair(topic, text, group, clause.clause_id, "title to sentence")
    if clause.units and topic and len(topic) <= 30:
        unit = chance.choice(clause.units).name
        query = chance.choice(_UNIT_FORMS).format(unit=unit, topic=topic)
        yield Pair(query, passage, group, clause.clause_id, "unit")


def _shorten(sentence: str) -> str:
    """Return at most 60 characters of the sentence, without its number and bracketed asides."""
    words = re.sub(r"^[（(]?[一二三四五六七八九十\d]+[）)、.．﹒]\s*", "", sentence)
    return re.sub(r"[（(][^（()）]*[）)]", "", words)[:60]
