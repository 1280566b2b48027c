"""The example questions that greet each kind of asker; the published documents answer each one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.service import PolicyAssistant
from index.document import Clause

#: Questions shown of one audience.
_SHOWN = 3
#: Clauses looked at for questions of the documents' own.
_LOOKED_AT = 400


@dataclass(frozen=True, slots=True)
class Audience:
    """One kind of asker with questions of theirs."""

    name: str
    hint: str
    questions: tuple[str, ...]


#: Questions in everyday words, kept where the published documents answer them.
_KNOWN = (
    Audience(
        "企业",
        "补助多少、要什么条件",
        (
            "新认定的国家高新技术企业补助多少？",
            "研发费用补助要什么条件？",
            "购买科技保险有补贴吗？",
            "外贸企业投保出口信用保险补多少？",
        ),
    ),
    Audience(
        "个人",
        "就业、养老、消费、出行",
        (
            "低收入家庭有什么帮扶？",
            "老年人有哪些优待？",
            "买新能源汽车有什么支持？",
            "ETC货车通行费有优惠吗？",
        ),
    ),
    Audience(
        "热线与窗口",
        "条款、责任单位、有效期",
        ("这份文件有效期到什么时候？",),
    ),
)
_GRANTS = re.compile(r"给予|补助|补贴|奖励|减免|免收")
_PERSON = re.compile(r"个人|居民|老年|学生|家庭|职工|农民|残疾|儿童|毕业生|人才")


def examples_for(assistant: PolicyAssistant) -> tuple[Audience, ...]:
    """Return the audiences with questions that the published documents answer."""
    # Without a language model, whose time these questions are not worth.
    plain = PolicyAssistant(assistant.retriever)
    found = []
    for known, own in zip(_KNOWN, _own_questions(plain), strict=True):
        questions = dict.fromkeys([*known.questions, *own])
        answered = _answered(plain, questions)
        found.append(Audience(known.name, known.hint, answered))
    return tuple(audience for audience in found if audience.questions)


def _answered(assistant: PolicyAssistant, questions: Iterable[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for question in questions:
        if len(kept) == _SHOWN:
            break
        answer = assistant.ask(question)
        if answer.status == "answered" and answer.citations:
            kept.append(question)
    return tuple(kept)


def _own_questions(assistant: PolicyAssistant) -> tuple[list[str], list[str], list[str]]:
    """Return questions made of the documents' own titles, numbers and units, per audience."""
    clauses = assistant.catalogue.numbered[:_LOOKED_AT]
    granting = [clause for clause in clauses if clause.title and _GRANTS.search(clause.text)]
    persons = [clause for clause in granting if _PERSON.search(clause.text)]
    others = [clause for clause in granting if clause not in persons]
    return _titles(others or granting), _titles(persons), list(_hotline(clauses))


def _titles(clauses: list[Clause]) -> list[str]:
    return [f"{clause.title}有什么规定？" for clause in clauses[: 2 * _SHOWN]]


def _hotline(clauses: Iterable[Clause]) -> Iterator[str]:
    with_units = [clause for clause in clauses if clause.units]
    if with_units:
        middle = with_units[len(with_units) // 4]
        yield f"第{middle.no.strip('、.． （）()第条')}条的责任单位是谁？"
        units = Counter(unit.name for clause in with_units for unit in clause.units)
        for name, _ in units.most_common(_SHOWN):
            yield f"{name}负责哪些条款？"
    else:
        for clause in list(clauses)[:1]:
            yield f"第{clause.no.strip('、.． （）()第条')}条讲什么？"
