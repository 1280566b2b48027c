"""When a yes or no rests on too little to be told."""

from __future__ import annotations

from assistant.verdict import Judgement

#: A clause that is not surely on the subject says yes, or no, only to a question of which it
#: holds so much; a wrong no does less harm than a wrong yes.
SURE_FOR_YES, HELD_FOR_YES = 0.75, 0.35
SURE_FOR_NO, HELD_FOR_NO = 0.5, 0.2


def rests_on_little(judged: Judgement | None, coverage: float, sure: float) -> bool:
    """Tell whether a verdict would rest on a clause that holds little of what is asked.

    Args:
        judged: the verdict, if there is one.
        coverage: the share of the question that the clause holds.
        sure: the probability that the clause is on the question's subject.
    """
    if judged is None:
        return False
    if judged.unchecked:
        return coverage < HELD_FOR_YES and sure < SURE_FOR_YES
    return judged.verdict == "no" and coverage < HELD_FOR_NO and sure < SURE_FOR_NO
