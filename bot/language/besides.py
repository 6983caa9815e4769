"""What a sentence does besides, in words that nothing here knows: 会议记录我写，把没人说过的话加进去.

Behind the act or the duty, a further clause that isn't about it, tells no fact, and isn't about others, is a second doing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence

from bot.language.approving import ASSENT
from bot.language.lexicon import Hit
from bot.language.sentence import Segment, Sentence, runs
from bot.model import ClauseId, Proposal
from bot.rulebook.library import Library

#: So much must be unknown: Chinese characters, and an English word counts double.
STRANGE = 2
#: Clauses that give a reason, or tell of others.
_TELLS = re.compile(
    r"[\s,;]*(?:因为|毕竟|反正|正好|由于|免得|省得|以免|以便|好让|不然|否则|他们?(?![^,.;]*我)"
    r"|她们?(?![^,.;]*我)|它|我(?:是|在|管|带[^,.;]{1,2}组)|人家|这|那|对方|客户|顾客|业主|大家"
    r"|(?:and |but |so |also )*(?:an?|our|another|some|he|she|it|they|his|her|their|its|this|that|these|those"
    r"|because|since|as|so that|which|who|one|the|my"
    r"|no|nobody|there|after|before|until|if) )"
)


class Besides:
    """Knows which words belong to the duties of one library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._of_clause: dict[ClauseId, set[str]] = defaultdict(set)
        for duty in library.duties.values():
            self._of_clause[duty.clause] |= {*duty.do, *duty.what}

        #: What the grants of each act turn on.
        self._asked: dict[str, set[str]] = defaultdict(set)
        for grant in library.grants:
            self._asked[grant.action] |= {*grant.conditions}

    def of(self, sentence: Sentence, proposals: Sequence[Proposal]) -> str:
        """The first clause of that kind, in the sentence's words; empty where there is none."""
        told = {sentence.segment_of(hit.start) for proposal in proposals for hit in self._hits(sentence, proposal)}
        if not told:
            return ""
        asked = {fact for one in proposals if one.action for fact in self._asked.get(one.action, ())} | ASSENT
        for index, segment in enumerate(sentence.segments):
            if index > min(told) and index not in told and self._strange(sentence, index, segment, asked) >= STRANGE:
                return sentence.said_in(segment).strip(" ,.;!?。")
        return ""

    def _hits(self, sentence: Sentence, proposal: Proposal) -> list[Hit]:
        action = proposal.action
        if action is None:
            return []
        if action in self.library.duties:
            words = self._of_clause[self.library.duties[action].clause]
            return [hit for hit in sentence.of("concept") if hit.id in words]
        return sentence.of("action", action)

    @staticmethod
    def _strange(sentence: Sentence, index: int, segment: Segment, asked: Collection[str]) -> int:
        text = sentence.folded.text
        facts = [hit for hit in sentence.of("fact") if hit.id in asked]
        about = (*facts, *sentence.of("marker", "advise"), *sentence.of("marker", "submit"))
        if _TELLS.match(text, segment.start, segment.end) or any(sentence.segment_of(hit.start) == index for hit in about):
            return 0
        unknown = [(a, b) for a, b in runs(sentence.alien, text) if segment.start <= a < segment.end]
        return sum(2 if text[a].isascii() else b - a for a, b in unknown)
