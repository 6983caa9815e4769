"""Whether the speaker decides by themselves what a duty of theirs only has a part in, or signs what it only sees through.

Whoever takes part in a plan, assists with a pilot or gives an opinion on a rate doesn't fix it: 利率我一个人说了算, "I'll settle the
development plan by myself". How the clause has it is told by the first verb of the duty.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.language.checking.acts.candidates import DutyMatch
from bot.language.checking.people.belonging import of_another_company
from bot.language.checking.wording.acting import others_do
from bot.language.checking.wording.intending import spared
from bot.language.checking.wording.negating import negated
from bot.language.recognising.preferring import DECIDING
from bot.language.recognising.sentence import Sentence
from bot.model import RoleKey
from bot.rulebook.library import DutyTerms, Library

#: Verbs of who has a part in something, and of who only sees it through.
PARTAKING = frozenset({"participate", "assist", "cooperate", "propose"})
_SEEING_THROUGH = frozenset({"track", "urge"})
_SIGNING = "sign"
_SELF = "(?:[我俺咱]们?(?:自己|个人|自个儿?|一个人|一人|单独|独自)?|自己|自个儿?|一个人|一人|单独|独自|全权)"
#: The speaker decides, and nobody else.
_DECIDES = re.compile(
    rf"{_SELF}[^,.;!?，。；]{{0,4}}?(?:说了(?:就)?算|说咗算|[话说]晒?事|[话说]晒|拍板|做主|作主|定夺|拿主意|定案|定稿|敲定|一锤定音|终审|定死|定下|定了?就?算|决定|审批|批准"
    r"|来?定(?=$|[了掉好吧,.;!?，。；]))"
    r"|\b(?:decid|settl|fix|finali[sz]|determin|choos|approv|lay|set|impos|rul|mak)(?:e|es|ing|s|ting|t)?\b[^,.;!?]{0,50}?"
    r"\b(?:alone|myself|ourselves|on my own|on our own|single-handed(?:ly)?|solo)\b"
    r"|\b(?:on my own (?:say[- ]so|say|authority)|as (?:the |my )?final word|have the (?:final|last) (?:say|word))\b"
    r"|\bi alone (?:decide|settle|fix|set|determine|approve)\b"
)
#: The speaker signs, and for the company.
_SIGNS = re.compile(
    r"(?:[我由][^,.;!?，。；催等让请叫跟]{0,3}?|替公司|代公司|代表公司|以公司名义|直接|当场)(?:把[^,.;!?，。；]{1,8})?签(?!到|字?的)"
    r"|\bsign(?:ing)? (?:it|the|that|this|them)\b[^,.;!?]{0,40}?"
    r"\b(?:myself|ourselves|on my own|on (?:the company's|our|its|the firm's) behalf"
    r"|for (?:the company|us|the firm))\b"
    r"|\bi(?:'ll| will|'m going to| can| just)* (?:just )?sign (?:it|the|that|this|them)\b"
)
_A_CONTRACT = re.compile("合同|协议|租约|contract|agreement|lease")
#: Whoever else decides.
_BY_OTHERS = re.compile(
    r"(?:由|请|等|让|给|交|叫|听|看|求|找|报|跟|问)[^我,.;!?]{1,8}$| (?:let|ask|have|by|until|before|wait)(?: [a-z']+){1,5} ?$"
)
#: What stands before it, and says that it isn't so.
_DENIED = re.compile(
    r"(?:不|没|别|并非|不是|轮不到|不该|不能|哪能)[^,.;!?，。；]{0,4}$"
    r"|(?:\b(?:not|never|no|without|rather than|instead of|before)|n't)\b[^,.;!?]{0,24}$"
)


class Overreaching:
    """Knows the duties of one library that only have a part in something."""

    def __init__(self, library: Library) -> None:
        self._part: dict[RoleKey, list[DutyTerms]] = defaultdict(list)
        self._through: dict[RoleKey, list[DutyTerms]] = defaultdict(list)
        signing = {duty.action for duty in library.duties.values() if _SIGNING in duty.do}
        held = {(grant.role, grant.action) for grant in library.grants}
        for duty in library.duties.values():
            if duty.do[0] in PARTAKING:
                self._part[duty.role].append(duty)
            elif duty.do[0] in _SEEING_THROUGH and duty.action not in signing and (duty.role, duty.action) in held:
                self._through[duty.role].append(duty)

    def of(self, sentence: Sentence, roles: Sequence[RoleKey]) -> DutyMatch | None:
        """The duty of these posts of which more is done than its clause has; None where none is."""
        part = [duty for role in roles for duty in self._part.get(role, ())]
        if part and (found := self._named(sentence, part)) and (_done(sentence, _DECIDES) or _decided(sentence)):
            return found
        through = [duty for role in roles for duty in self._through.get(role, ())]
        if through and _A_CONTRACT.search(sentence.text) and (found := self._named(sentence, through)) and _done(sentence, _SIGNS):
            return found
        return None

    @staticmethod
    def _named(sentence: Sentence, duties: Iterable[DutyTerms]) -> DutyMatch | None:
        """The one of the duties whose thing is named."""
        said = {hit.id for hit in sentence.of("concept") if not of_another_company(sentence, hit)}
        for duty in duties:
            if said.intersection(duty.what):
                return DutyMatch(duty.action, duty.role, duty.clause, 0, beyond=True)
        return None


def _decided(sentence: Sentence) -> bool:
    """Whether it is decided, and nobody else is said to."""
    for hit in sentence.of("action", DECIDING):
        segment = sentence.segments[sentence.segment_of(hit.start)]
        if negated(sentence, hit) or spared(sentence, hit) or others_do(sentence, segment, hit.start):
            continue
        if not _BY_OTHERS.search(sentence.folded.text, segment.start, hit.start):
            return True
    return False


def _done(sentence: Sentence, pattern: re.Pattern[str]) -> bool:
    """Whether the speaker does it, and doesn't say that they don't."""
    for found in pattern.finditer(sentence.text):
        start = sentence.place(found.start())
        segment = sentence.segments[sentence.segment_of(start)]
        if not _DENIED.search(sentence.text, 0, found.start()) and not others_do(sentence, segment, start):
            return True
    return False
