"""What the best clause leaves out of a question, and the sentence of it to tell all the same."""

from __future__ import annotations

from assistant.cues import Aspect
from assistant.decision import asks_only_unit, missing_detail, names_unit
from assistant.evidence import Statement
from assistant.left_out import left_out, sentence_wanted, stating
from assistant.question import ParsedQuestion
from assistant.ranking import Candidate

#: The details that most files leave to others, as an answer names them.
DETAIL_NAMES: dict[Aspect, str] = {
    "phone": "联系方式", "deadline": "时间安排", "procedure": "办理流程", "materials": "所需材料",
}  # fmt: skip


def lacking(question: ParsedQuestion, best: Candidate) -> tuple[str, Statement]:
    """Return the detail that a clause leaves out of what is asked, and the sentence to tell."""
    first = sentence_wanted(question, best.statements)
    detail = missing_detail(question, best.clause.text)
    if detail:
        return DETAIL_NAMES[detail], first
    if missing := left_out(question, first.sentence_text):
        other = stating(question, best.statements)
        if other is None:
            return missing, first
        first = other
    if asks_only_unit(question) and not names_unit(best.clause):
        return "责任单位", first
    return "", first
