"""Read the sentences of a clause into provisions: who, on which conditions, gets what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from index import provision_patterns as patterns
from index.benefits import read_benefit
from index.conditions import both
from index.policy_lists import read_list
from index.provision import Phrase
from index.provision_collector import ProvisionCollector
from index.segments import part
from index.set_phrases import read_set_phrase, read_support
from index.subjects import read_conditions, read_subject
from index.term_words import DUTY, OPENING, SANCTION, THIRD_PARTY, benefit_start


class ProvisionReader(ProvisionCollector):
    """Reads a clause's provisions sentence by sentence, each segment by the form that fits."""

    def read(self, segments: Sequence[Phrase]) -> None:
        """Read one sentence, given as its segments."""
        extends = bool(self.provisions) and self._may_extend
        setting = self._setting
        self._start_sentence()
        start = segments[0].span[0] if segments else 0
        before = self._text[max(0, start - 3) : start].rstrip()
        self._joined = before.endswith(("；", ";"))
        if self._joined:
            self._setting = setting
        else:
            self._antecedent = None
            self._before = len(self.provisions)
        self._extends = extends
        self._urging = False
        for position, segment in enumerate(segments):
            self._fresh = position == 0
            following = segments[position + 1] if position + 1 < len(segments) else None
            self._read_segment(segment, following)
        self._may_extend = self._extends

    def _read_segment(self, segment: Phrase, following: Phrase | None) -> None:
        readers: tuple[Callable[[Phrase, Phrase | None], bool], ...] = (
            self._denied, self._phrased, self._listed, self._further, self._towards, self._given,
            self._support, self._plain,
        )  # fmt: skip
        for reader in readers:
            if reader(segment, following):
                break
        else:
            # What stands between a subject and its benefit is a condition in its own words.
            self._pass_over(segment)
        self._urging = self._urging or bool(THIRD_PARTY.search(segment.text))

    def _denied(self, segment: Phrase, following: Phrase | None) -> bool:
        """Read 失信企业不享受本政策: who is left out of what the clause gave before."""
        if not (match := patterns.DENIED.search(segment.text)):
            return False
        if match.start() > 1:
            self._wait(part(segment, 0, match.start()))
        if self._waiting.subject:
            self.exclusions.append((len(self.provisions), self._waiting_node()))
        self._waiting.clear()
        self._extends = False
        return True

    def _further(self, segment: Phrase, following: Phrase | None) -> bool:
        """Take a cap or a further gift into the running provision."""
        text = segment.text
        if not self._extends or self._waiting.subject or patterns.TOWARDS.search(text):
            return False
        if self._fresh:
            if not patterns.BOUNDS.match(text):
                return False
        elif not patterns.goes_on(text, self.provisions[-1].benefit.text):
            return False
        last = self.provisions[-1]
        whole = self._between(last.benefit.span[0], segment.span[1])
        if not self._paired and not last.benefit.tiers:
            last = replace(last, benefit=read_benefit(whole))
        self.provisions[-1] = replace(last, span=(last.span[0], segment.span[1]))
        return True

    def _phrased(self, segment: Phrase, following: Phrase | None) -> bool:
        """Read 将…纳入, 将…扩大到, 为…免费, 给予…一定奖励."""
        found = None if self._waiting.subject else read_set_phrase(segment)
        if found is not None:
            self._add(*found, segment.span[0])
        return found is not None

    def _towards(self, segment: Phrase, following: Phrase | None) -> bool:
        """Read 对甲给予乙, or keep 对甲 until the benefit comes."""
        if not (match := patterns.TOWARDS.search(segment.text)):
            return False
        before = segment.text[: match.start()]
        rest = part(segment, match.end(), len(segment.text))
        if patterns.STRENGTHENING.search(before):
            return self._strengthened(rest, segment)
        waits = bool(self._waiting.subject or following)
        if before and not waits and not patterns.GIVES.search(rest.text):
            return False
        if following and (subject := patterns.subject_alone(segment, rest, following)):
            self._wait(subject)
            return True
        if basis := patterns.RECKONED.search(before):
            self._basis = part(segment, basis.start(), match.start())
        at = patterns.gift_start(rest.text, continues=following is not None)
        self._advisory = self._urging or bool(THIRD_PARTY.search(before))
        if at is None:
            if following is not None:
                self._wait(self._without_step(rest))
            return following is not None
        if at == 0:
            return False
        self._wait(part(rest, 0, at))
        return self._given(part(rest, at, len(rest.text)), following)

    def _without_step(self, subject: Phrase) -> Phrase:
        """Take 每引进1名博士 off a subject: its gift is reckoned by it."""
        step = patterns.PER_STEP.search(subject.text)
        if step is None or not patterns.NOUN_END.search(subject.text[: step.start()]):
            return subject
        self._basis = part(subject, step.start(), len(subject.text))
        return part(subject, 0, step.start())

    def _strengthened(self, rest: Phrase, segment: Phrase) -> bool:
        if not (match := patterns.SUPPORT_TOWARDS.match(rest.text)):
            return False
        who = part(rest, *match.span("who"))
        node = read_subject(who)
        if self._antecedent is not None and who.text in patterns.GENERIC_NOUNS:
            node = self._antecedent
        self._waiting.clear()
        self._add(node, part(rest, *match.span("what")), segment.span[0])
        return True

    def _given(self, segment: Phrase, following: Phrase | None) -> bool:
        """Give what a waiting subject, or conditions alone, were waiting for."""
        if not self._waiting.subject and not self._waiting.conditions:
            return False
        if self._waiting.widened_by(segment, last=following is None):
            return True
        if following is not None and patterns.is_basis(segment.text, following.text):
            self._basis = self._basis or segment
            return True
        if patterns.is_asked_for(segment.text) or SANCTION.search(segment.text):
            self._waiting.clear()
            return True
        if not self._is_benefit(segment.text):
            return self._grow(segment)
        segment = self._gift_of(segment)
        duty = DUTY.search(segment.text)
        if duty and (duty.start() == 0 or not patterns.GIVES.search(segment.text)):
            self._waiting.clear()
            return True
        if self._basis is not None:
            segment = self._between(self._basis.span[0], segment.span[1])
        first = (self._waiting.subject or self._waiting.conditions)[0]
        self._add(self._waiting_node(), segment, first.span[0])
        return True

    def _gift_of(self, segment: Phrase) -> Phrase:
        """Return the gift of a segment whose beginning still speaks of who gets it."""
        at = benefit_start(segment.text, continues=False) or 0
        own = part(segment, 0, at)
        if at and segment.text[0] in "且或":  # 对甲，且乙的企业给予丙
            if not self._grow(own):
                return segment
        elif patterns.states_case(own.text) and not segment.text.startswith(("按", "参照")):
            self._waiting.conditions.append(own)  # 对甲企业，达到乙的给予丙
        else:
            return segment
        return part(segment, at, len(segment.text))

    def _is_benefit(self, text: str) -> bool:
        if not self._waiting.subject:
            return bool(patterns.OUTRIGHT_GIFT.search(text))
        if self._waiting.weak:
            return bool(patterns.GIVES.search(text) or patterns.PRIVILEGE.search(text))
        return benefit_start(text, continues=True) is not None

    def _grow(self, segment: Phrase) -> bool:
        """Join a subject that a comma cuts in two (对甲乙丙，但具有丁的产品)."""
        subject = self._waiting.subject
        if not subject or self._waiting.weak or patterns.NOUN_END.search(subject[-1].text):
            return False
        last = subject.pop()
        self._waiting.subject.append(self._between(last.span[0], segment.span[1]))
        return True

    def _listed(self, segment: Phrase, following: Phrase | None) -> bool:
        """Read 落实甲补贴、乙减免等政策."""
        if self._waiting.subject and not self._waiting.weak:
            return False
        named = patterns.NAMED_POLICY.match(segment.text)
        if named and following and patterns.CASE_WITH_SUM.search(following.text):
            self._setting.append(part(segment, *named.span("what")))
            return True
        found = read_list(segment, goes_on=self._listing)
        self._listing = bool(found)
        self.provisions.extend(found)
        self._extends = self._extends or bool(found)
        return bool(found)

    def _support(self, segment: Phrase, following: Phrase | None) -> bool:
        """Read 支持甲做乙: a privilege, or the beneficiary of what follows."""
        if self._waiting.subject or not (supported := read_support(segment)):
            return False
        who, does = supported
        self._advisory = bool(THIRD_PARTY.search(segment.text))
        node = read_subject(who)
        if does is not None and patterns.PRIVILEGE.search(does.text):
            self._add(node, does, segment.span[0])
            return True
        if does is not None:
            node = both(node, read_conditions(does))
        self._antecedent = node
        if following is not None:
            self._waiting.subject, self._waiting.weak = [who], True
            self._waiting.conditions = [does] if does is not None else []
        return True

    def _plain(self, segment: Phrase, following: Phrase | None) -> bool:
        """Read 甲可享受乙, 甲奖励5万元, and 新认定的甲 before 给予乙."""
        text = segment.text
        if gift := patterns.plain_gift(text):
            who = part(segment, *gift.span("who"))
            node = read_subject(replace(who, text=f"{who.text}的"))
            self._add(node, part(segment, *gift.span("what")), segment.span[0])
            return True
        if patterns.COMMAND.match(text) and not text.endswith(("的", "前提下", "条件下")):
            return False
        may = patterns.MAY.search(text)
        if may and patterns.NOUN_END.search(text[: may.start()]):
            at = benefit_start(text, continues=False) or may.start()
            at = at if patterns.NOUN_END.search(text[:at]) else may.start()
            self._wait(part(segment, 0, at))
            return self._given(part(segment, at, len(text)), following)
        if following is None:
            return False
        if patterns.FRAME.match(text) or (text.endswith("的") and text.startswith("在")):
            self._waiting.conditions.append(segment)
            return True
        gives = patterns.GIVES.search(following.text) and not patterns.is_asked_for(following.text)
        opens = gives and (OPENING.match(following.text) or text.endswith("的"))
        opens = opens or patterns.DEDUCTED.match(following.text)
        if patterns.NOUN_END.search(text) and (opens or patterns.CONDITIONAL.match(following.text)):
            self._wait(self._whole(segment))
            return True
        return False
