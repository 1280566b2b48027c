"""A policy check-up as a Word file for the applicant."""

from __future__ import annotations

from assistant.web.checkup import CheckupView
from assistant.web.word_file import WordFile
from assistant.wording import chinese_day

_SIGNS = {"met": "满足", "not_met": "不满足", "unknown": "还不知道"}


def as_docx(view: CheckupView) -> bytes:
    """Return the result as a Word file: every clause with its conditions and its quote."""
    file = WordFile("政策体检结果")
    file.line(f"有效期按{chinese_day(view.as_of)}判断。以条文和责任单位的审核为准。")
    file.heading("对情况的理解")
    for fact in view.understood:
        file.line(f"{fact.name}：{fact.value}（{fact.words}）")
    for outcome, cards in view.groups:
        file.heading(f"{outcome}（{len(cards)}条）")
        for found in cards:
            card = found.card
            file.bold(f"{card.number}{card.title}（{card.validity_label}）")
            file.line(f"{found.benefit}　{found.amount}".strip())
            file.line(found.advice)
            for text, status, words in found.conditions:
                file.line(f"［{_SIGNS[status]}］{text}{f'　{words}' if words else ''}")
            for rule in found.stacking:
                file.line(f"叠加规则：{rule}")
            file.clause(card)
    if view.questions:
        file.heading("还需要知道")
        for spec in view.questions:
            file.line(spec.question)
    return file.content()
