"""All that speaks against permitting what a sentence names, and in which words it was said."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.authority.evaluating import AS_WRITTEN, LEFT_OUT, UNACCOUNTED, held_for, obliging
from bot.language.checking.acts.candidates import DutyMatch
from bot.language.checking.acts.covering import EMPLOYEE, Covered
from bot.language.checking.acts.duties import DutyMatcher
from bot.language.checking.acts.parting import gone, undone
from bot.language.checking.acts.straying import Straying
from bot.language.checking.acts.vouching import Vouching
from bot.language.checking.objections.besides import Besides
from bot.language.checking.objections.exceeding import exceeds
from bot.language.checking.objections.excepting import excepted, uncalled_for
from bot.language.checking.objections.neglecting import hidden, strangely, unaccounted
from bot.language.checking.objections.omitting import Omissions
from bot.language.checking.objections.overstepping import overstepped
from bot.language.checking.objections.pacing import more_seldom
from bot.language.checking.objections.postponing import delay, in_time, put_off, timely
from bot.language.checking.objections.shamming import passed_off
from bot.language.checking.objections.shortfall import falls_short
from bot.language.checking.objections.unread import unread
from bot.language.checking.people.benefiting import favours
from bot.language.checking.wording.intending import spared
from bot.language.checking.wording.negating import negated
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.preferring import DECIDING
from bot.language.recognising.sentence import Sentence
from bot.language.searching import ClauseIndex
from bot.language.speaking import Speaker
from bot.model import Proposal
from bot.rulebook.library import Library

#: The verb of a duty that only proposes.
_PROPOSING = "propose"
#: Rules as the speaker has altered them.
_IN_USE = re.compile(" as i|[按照]我")


#: What isn't in the speaker's own power.
_MINE = re.compile(
    "(?!.*(?:轮不到|不归|越权))(?:.*我|.*(?:超出?|超过|没有?|不在|不够|不足)[^,]{0,2}权|.*权限(?:不够|不足|[以之]?外)|做不了主"
    "|拍不了板)|.* (?:my|me|mine|our|us) "
)
#: It is dealt with all the same.
_SETTLES = re.compile(
    r"(?:自己|先|就|直接)(?:处理|解决|定|办|拍板|做主|了结|搞定)|\b(?:just |simply )?(?:settle|deal with|handle|decide|fix|sort out"
    r"|take care of) (?:it|that|this|them)\b"
)
#: It is brought to somebody, or asked of them.
_GOING_UP, _REPORTING = ("apply", "submit", "advise", "boss", "condition"), ("report", "report-up", "feed-back", "escalate")


def _around(sentence: Sentence, hit: Hit) -> str:
    """A hit with the word behind it."""
    text = sentence.folded.text
    return text[hit.start : max(hit.end, text.find(" ", hit.end) + 1)]


class Objections:
    """What speaks against permitting what a sentence names, for one library."""

    def __init__(
        self, library: Library, index: Callable[[], ClauseIndex], covered: Covered, straying: Straying, duties: DutyMatcher
    ) -> None:
        self._library = library
        self._covered = covered
        self._straying = straying
        self._duties = duties
        self._omissions = Omissions(library, index)
        self._besides = Besides(library, index)
        #: Acts that some clause allows together with what goes with them.
        self._obliging = frozenset(grant.action for grant in library.grants if grant.demanding)

    def besides(
        self, sentence: Sentence, acts: Sequence[tuple[str, Hit]], proposals: Sequence[Proposal], speaker: Speaker, vouching: Vouching
    ) -> list[Proposal]:
        """What is done besides the acts and duties that were named, as proposals that nothing permits."""
        if not proposals:
            return []
        if out_of_reach := self._out_of_reach(sentence, acts):
            return [Proposal(action=None, text=out_of_reach)]
        loose = unread(self._library, self._covered, sentence, acts, proposals)
        proposed = [*proposals, *loose]
        if self._only_forbidden(acts) or self._all_refused(acts, proposed, speaker):
            return loose
        more = self._more(sentence, acts, proposed, vouching)
        return [*loose, Proposal(action=None, text=more)] if more else loose

    def _out_of_reach(self, sentence: Sentence, acts: Sequence[tuple[str, Hit]]) -> str:
        """What the speaker calls beyond them, and deals with all the same, in the sentence's words: that is beyond me, so I'll just"
        " settle it."""
        beyond = [hit for hit in sentence.of("marker", "beyond") if _MINE.match(_around(sentence, hit)) and not negated(sentence, hit)]
        if not beyond or any(key in self._covered.handing_up for key, _ in acts):
            return ""
        going_up = [hit for marker in _GOING_UP for hit in sentence.of("marker", marker)]
        going_up += [hit for concept in _REPORTING for hit in sentence.of("concept", concept)]
        first = put_off(sentence) is not None and _SETTLES.search(sentence.text)  # and only told later
        if not first and (going_up or sentence.of("action", DECIDING)):
            return ""
        return sentence.quoted(*sentence.segments[sentence.segment_of(beyond[0].start)])

    def to_unnamed(self, sentence: Sentence, proposals: Sequence[Proposal]) -> list[Proposal]:
        """The same where what is proposed wasn't named; its words are taken to begin with the first that was recognised."""
        found = [(one.action or "", hit) for one in proposals for hit in sentence.hits[:1]]
        more = (self._exceeding(sentence, found) or overstepped(sentence) or hidden(sentence)) if found else ""
        return [Proposal(action=None, text=more)] if more else []

    def to_duty(self, sentence: Sentence, match: DutyMatch, facts: dict[str, bool]) -> dict[str, bool]:
        """The facts, with a step that the duty's own clause asks for and the sentence leaves out.

        No duty is done in one's own favour, beyond what its clause has, or more seldom or later than it says.
        """
        if match.beyond or self._outright(sentence, match):
            return {**{fact: value for fact, value in facts.items() if fact != LEFT_OUT}, AS_WRITTEN: False}
        if self._omissions.of(sentence, match.clause) or excepted(sentence):
            return {**facts, AS_WRITTEN: False, LEFT_OUT: True}
        less = more_seldom(sentence.text, self._library.clauses[match.clause].text) or self._too_little(sentence, match)
        return {**facts, AS_WRITTEN: False} if less or favours(sentence) or uncalled_for(sentence) else facts

    def _too_little(self, sentence: Sentence, match: DutyMatch) -> bool:
        """Whether a duty is done later than its clause says, or falls short of a figure of it."""
        text = self._library.clauses[match.clause].text
        named = {key for duty in self._duties.of_clause(match.clause) for key in (*duty.do, *duty.what)}
        hits = [hit for hit in sentence.of("concept") if hit.id in named]
        days = delay(sentence, hits)
        doing = sorted({sentence.segment_of(hit.front(sentence.folded.text)) for hit in hits})
        said = " ".join(sentence.typed(*sentence.segments[index]) for index in doing)
        told = put_off(sentence)
        late = (days is not None and not in_time(text.zh, days)) or (told is not None and not timely(text.zh, told))
        return late or falls_short(said, text)

    def _outright(self, sentence: Sentence, match: DutyMatch) -> bool:
        """Whether what a duty's clause only has proposed is altered: I change the workflow myself, and suggest nothing."""
        altered = [hit for hit in sentence.of("hint", "altering") if not negated(sentence, hit)]
        duties = [duty for duty in self._duties.of_clause(match.clause) if _PROPOSING in duty.do] if altered else []
        concepts = sentence.of("concept")
        if not any(hit.id in duty.what for duty in duties for hit in concepts):
            return False
        if any(_IN_USE.match(sentence.folded.text, hit.start) for hit in altered):
            return True  # the rules as I've improved them are in use
        verbs = {verb for duty in duties for verb in duty.do}
        proposing = [*(hit for hit in concepts if hit.id in verbs), *sentence.of("marker", "advise"), *sentence.of("marker", "submit")]
        return not any(not negated(sentence, hit) and not spared(sentence, hit) for hit in proposing)

    def unobliged(self, sentence: Sentence, acts: Sequence[tuple[str, Hit]], proposals: list[Proposal], speaker: Speaker) -> list[Proposal]:
        """The proposals, of which those leave something out whose clause demands what the speaker won't do in time: 原因就不报了."""
        refused, days = unaccounted(sentence, self._since(acts)), put_off(sentence)
        if self._covered.handing_up.issuperset(key for key, _ in acts) and self._kept_back(sentence, acts, days, speaker):
            return [replace(one, facts={**one.facts, LEFT_OUT: True}) for one in proposals]
        if not refused and days is None:
            return proposals
        return [
            replace(one, facts={**one.facts, UNACCOUNTED: True})
            if one.action in self._obliging and (refused or (days is not None and self._late(one.action, days)))
            else one
            for one in proposals
        ]

    def _kept_back(self, sentence: Sentence, acts: Sequence[tuple[str, Hit]], days: Decimal | None, speaker: Speaker) -> bool:
        """Whether what has to go to those above isn't brought to them, or not at once where the speaker's own clause says so."""
        keys = {key for key, _ in acts}
        if any(negated(sentence, hit) for key in keys for hit in sentence.of("action", key)):
            return True
        held = [held for role in speaker.roles for key in keys for held in held_for(self._library, role, key)]
        return days is not None and any(not in_time(self._library.clauses[one.grant.clause].text.zh, days) for one in held)

    def _late(self, action: str, days: Decimal) -> bool:
        """Whether something that goes with an act has to be done in fewer days."""
        owed = [one for grant in self._library.grants if grant.action == action for one in grant.obligations]
        return any(not in_time(one.text.zh, days) for one in owed)

    def _all_refused(self, acts: Sequence[tuple[str, Hit]], proposals: Sequence[Proposal], speaker: Speaker) -> bool:
        """Whether nothing is proposed but what the speaker may not do without what they won't do along with it."""
        refused = [one.facts.get(UNACCOUNTED) and obliging(self._library, speaker.roles, one.action or "") for one in proposals]
        return bool(acts) and all(refused)

    def _since(self, acts: Sequence[tuple[str, Hit]]) -> int:
        """Where what is done to staff stands; what stands before may be what it is done for."""
        return max((hit.start for key, hit in acts if self._covered.concerns(key) == EMPLOYEE), default=0)

    def _only_forbidden(self, acts: Sequence[tuple[str, Hit]]) -> bool:
        """Whether nothing is proposed but what books only forbid: whatever else is done, nothing of it is permitted."""
        return bool(acts) and self._covered.only_forbidden.issuperset(action for action, _ in acts)

    def _more(self, sentence: Sentence, acts: Sequence[tuple[str, Hit]], proposals: Sequence[Proposal], vouching: Vouching) -> str:
        """What is done besides that no act or duty accounts for, in the sentence's words."""
        concerned = {self._covered.concerns(key) for key, _ in acts}
        since = self._since(acts)
        unsaid = [hit for hit in sentence.of("silent", "undoing") if not any(self._straying.says(sentence, act, hit) for _, act in acts)]
        granted = [hit for key, hit in acts if key in self._covered.granted]
        more = (
            gone(sentence, records=concerned == {None})
            or overstepped(sentence, since, granted)
            or hidden(sentence, since, granted)
            or undone(sentence, unsaid, since)
        )
        if not more and concerned <= {None}:
            more = passed_off(sentence) or ("" if acts else strangely(sentence))
        vague = any(one.amount_vague for one in proposals)  # then it is asked already
        return more or ("" if vague else self._exceeding(sentence, acts)) or self._besides.of(sentence, proposals, vouching)

    def _exceeding(self, sentence: Sentence, acts: Sequence[tuple[str, Hit]]) -> str:
        """What goes beyond the granted ones of these acts, in the sentence's words."""
        known = self._library.vocabulary.actions
        granted = [(key, hit) for key, hit in acts if key in self._covered.granted and key in known]
        return exceeds(sentence, [hit for _, hit in granted], [known[key] for key, _ in granted])
