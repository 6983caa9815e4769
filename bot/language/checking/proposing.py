"""A sentence -> the actions it proposes, each with its amount, facts, target and mode.

What isn't said stays open. Several actions in one sentence give several proposals; an action that a
customer asks for is only what it is about, once the sentence says what the speaker will do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bot.authority.evaluating import AS_WRITTEN, LEFT_OUT, UNACCOUNTED, actions_of, obliging
from bot.language.amounts import Mention
from bot.language.checking.absences import absences
from bot.language.checking.acts import Acts
from bot.language.checking.approving import ASSENT, approval
from bot.language.checking.assenting import Assents
from bot.language.checking.belonging import of_another_department, of_strangers
from bot.language.checking.benefiting import favours
from bot.language.checking.besides import Besides
from bot.language.checking.covering import CUSTOMER, EMPLOYEE, Covered
from bot.language.checking.earning import without_contrary
from bot.language.checking.exceeding import exceeds
from bot.language.checking.intending import is_wish, mode_of, spared
from bot.language.checking.matching import DutyMatch, DutyMatcher
from bot.language.checking.measuring import COUNTED, goes_on, measure, sums_of, unless_near
from bot.language.checking.negating import negated
from bot.language.checking.neglecting import hidden, strangely, unaccounted
from bot.language.checking.omitting import Omissions
from bot.language.checking.overstepping import overstepped
from bot.language.checking.parting import gone, undone
from bot.language.checking.stating import stated
from bot.language.checking.straying import Straying
from bot.language.checking.summing import segment_at, told_free
from bot.language.checking.targets import target_of
from bot.language.checking.totalling import without_excess
from bot.language.checking.vouching import VOUCHED_ACT, Vouching
from bot.language.checking.weighing import strange
from bot.language.checking.zoning import zones
from bot.language.likeness import Likeness
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence
from bot.language.searching import ClauseIndex
from bot.language.speaking import Speaker
from bot.model import Mode, Proposal, Relation, RoleKey, Target
from bot.rulebook.library import Library
from bot.staff import Person

#: Deciding is nothing by itself, where it was said what is decided.
_DECIDING = "make-decision"
#: The verb of a duty that only proposes.
_PROPOSING = "propose"
#: No more than this may be unknown where an act is taken from likeness (Chinese characters; an English word counts double).
UNKNOWN_OF_ACT = 6


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a sentence proposes: at least one proposal, whose action is None where nothing was recognised.

    `absent` are the posts that the sentence says are without their holder; `vouching` knows what was said before that is like it.
    """

    proposals: tuple[Proposal, ...]
    absent: frozenset[RoleKey] = frozenset()
    vouching: Vouching = field(repr=False, compare=False)


class Proposer:
    """Reads proposals from sentences, for one library."""

    def __init__(self, library: Library, index: Callable[[], ClauseIndex], stated: Callable[[], Likeness]) -> None:
        self.library = library
        self._stated = stated
        self.matcher = DutyMatcher(library, index)
        self._assents = Assents(library)
        self._omissions = Omissions(library, index)
        self._besides = Besides(library, index)
        self._covered = Covered(library)
        self._straying = Straying(library, self._covered)
        #: Acts that some clause allows together with what goes with them.
        self._obliging = frozenset(grant.action for grant in library.grants if grant.obligations and not grant.duty)
        self._acts = Acts(library, self._covered, self._straying)

    def read(self, sentence: Sentence, speaker: Speaker, person: Person | None = None, *, named: bool = False) -> Reading:
        """Every action that the sentence proposes, in order; `person` is the colleague whom it names.

        With `named`, an act of which no word was recognised isn't taken from how people spoke of it before.
        """
        absent = absences(self.library, sentence, speaker)
        acts = self._acts.of(sentence, speaker)
        here = [hit for key, hit in acts if self._covered.applies(key, speaker.books) or key not in self._covered.granted]
        vouching = Vouching(self._stated, sentence)
        duties = self.matcher.find(sentence, speaker.roles, speaker.books, here, vouching)
        if duties and not any(self._covered.applies(action, speaker.books) for action, _ in acts):
            elsewhere = target_of(self.library, sentence, speaker, absent).relation is Relation.OTHER_DEPARTMENT
            acts = [pair for pair in acts if pair[0] not in self._covered.granted or self._of_its_own(sentence, *pair, elsewhere)]
        mine = actions_of(self.library, speaker.roles)
        if [action for action, _ in acts] == [_DECIDING] and (
            duties or (_DECIDING in mine and self.matcher.does_more(sentence, acts[0][1]))
        ):
            acts = []  # what is decided counts
        if acts:
            duties = [match for match in duties if match.action in mine]
        proposals: list[Proposal] = []
        facts: dict[str, bool] = {}
        target, told = Target(), list[int]()
        for zone, (action, hit) in zip(zones(sentence, [hit for _, hit in acts]), acts, strict=True):
            own = target_of(self.library, sentence, speaker, absent, zone, person)
            if own.relation or own.role or own.person:  # somebody new: what was said of the one before isn't said of them
                facts, target, told = self._facts(sentence, zone), own, zone
            else:
                facts, told = {**facts, **self._facts(sentence, zone)}, [*told, *zone]
            earned = without_contrary(self.library.vocabulary, sentence, action, facts, told)
            proposals.append(self._proposal(sentence, action, hit, earned, target, alone=len(acts) == 1 and not duties))
            if self._elsewhere(sentence, action, hit):
                proposals[-1] = Proposal(action=None, text=proposals[-1].text)
        if not acts:
            facts, target = self._facts(sentence), target_of(self.library, sentence, speaker, absent, person=person)
        proposals += [_of_duty(sentence, match, self._as_written(sentence, match, facts), target) for match in duties]
        proposals = self._forbidden_instead(sentence, proposals, duties) if not acts else self._unobliged(sentence, acts, proposals)
        proposals += self._unread(sentence, acts, proposals) if proposals else []
        barred = self._only_forbidden(acts) or self._all_refused(acts, proposals, speaker)
        parted = self._more(sentence, acts, proposals, vouching) if proposals and not barred else ""
        proposals += [Proposal(action=None, text=parted)] if parted else []
        proposals = proposals or self._implied(sentence, speaker, facts)
        proposals = proposals or ([] if named else self._vouched(sentence, speaker, vouching, facts, target))
        found = [(one.action or "", hit) for one in proposals for hit in sentence.hits[:1]] if not acts and not duties else []
        if found and (more := self._exceeding(sentence, found) or overstepped(sentence) or hidden(sentence)):
            proposals += [Proposal(action=None, text=more)]
        if not proposals:
            proposals = [Proposal(action=None, facts=facts, target=target, text=sentence.text)]
        return Reading(proposals=_merge([self._assented(sentence, one) for one in proposals]), absent=absent, vouching=vouching)

    def _assented(self, sentence: Sentence, proposal: Proposal) -> Proposal:
        facts = self._assents.of(sentence, proposal.action, proposal.facts)
        return proposal if facts is proposal.facts else replace(proposal, facts=facts)

    def _forbidden_instead(self, sentence: Sentence, proposals: list[Proposal], duties: Sequence[DutyMatch]) -> list[Proposal]:
        """Where all that a duty's own clause forbids is said, that is proposed: his papers break the rules, I push it through."""
        clauses = {match.clause for match in duties}
        facts = proposals[0].facts if proposals else {}
        for ban in self.library.prohibitions:
            if ban.clause in clauses and ban.action and ban.when and all(facts.get(fact) for fact in ban.when):
                return [Proposal(action=ban.action, facts=facts, text=sentence.text)]
        return proposals

    def _unobliged(self, sentence: Sentence, acts: Sequence[tuple[str, Hit]], proposals: list[Proposal]) -> list[Proposal]:
        """The proposals, of which those leave something out whose clause demands what the speaker won't do: 原因就不报了."""
        if not unaccounted(sentence, self._since(acts)):
            return proposals
        return [replace(one, facts={**one.facts, UNACCOUNTED: True}) if one.action in self._obliging else one for one in proposals]

    def _all_refused(self, acts: Sequence[tuple[str, Hit]], proposals: Sequence[Proposal], speaker: Speaker) -> bool:
        """Whether nothing is proposed but what the speaker may not do without what they won't do along with it."""
        refused = [one.facts.get(UNACCOUNTED) and obliging(self.library, speaker.roles, one.action or "") for one in proposals]
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
        more = (
            gone(sentence, records=concerned == {None})
            or overstepped(sentence, since)
            or hidden(sentence, since)
            or undone(sentence, unsaid, since)
        )
        if not more and not acts:
            more = strangely(sentence)
        vague = any(one.amount_vague for one in proposals)  # then it is asked already
        return more or ("" if vague else self._exceeding(sentence, acts)) or self._besides.of(sentence, proposals, vouching)

    def _exceeding(self, sentence: Sentence, acts: Sequence[tuple[str, Hit]]) -> str:
        """What goes beyond the granted ones of these acts, in the sentence's words."""
        known = self.library.vocabulary.actions
        granted = [(key, hit) for key, hit in acts if key in self._covered.granted and key in known]
        return exceeds(sentence, [hit for _, hit in granted], [known[key] for key, _ in granted])

    def _as_written(self, sentence: Sentence, match: DutyMatch, facts: dict[str, bool]) -> dict[str, bool]:
        """The facts, with a step that the duty's own clause asks for and the sentence leaves out; no duty is done in one's own favour."""
        if self._outright(sentence, match):
            return {**{fact: value for fact, value in facts.items() if fact != LEFT_OUT}, AS_WRITTEN: False}
        if self._omissions.of(sentence, match.clause):
            return {**facts, AS_WRITTEN: False, LEFT_OUT: True}
        return {**facts, AS_WRITTEN: False} if favours(sentence) else facts

    def _outright(self, sentence: Sentence, match: DutyMatch) -> bool:
        """Whether what a duty's clause only has proposed is altered: I change the workflow myself, and suggest nothing."""
        altered = [hit for hit in sentence.of("hint", "altering") if not negated(sentence, hit)]
        duties = [duty for duty in self.matcher.of_clause(match.clause) if _PROPOSING in duty.do] if altered else []
        concepts = sentence.of("concept")
        if not any(hit.id in duty.what for duty in duties for hit in concepts):
            return False
        verbs = {verb for duty in duties for verb in duty.do}
        proposing = [*(hit for hit in concepts if hit.id in verbs), *sentence.of("marker", "advise"), *sentence.of("marker", "submit")]
        return not any(not negated(sentence, hit) and not spared(sentence, hit) for hit in proposing)

    def _of_its_own(self, sentence: Sentence, action: str, hit: Hit, elsewhere: bool) -> bool:
        """Whether another book's act is what is done, beside a duty, and no more than a word here: sacking the copywriter.

        `elsewhere` says that it is about another department; there nobody's place is filled by a duty of one's own.
        """
        if elsewhere and self._covered.concerns(action) == EMPLOYEE:
            return True
        alone = self.library.vocabulary.actions[action].alone
        return not alone and not any(hit.start < other.end and other.start < hit.end for other in sentence.of("concept"))

    def _elsewhere(self, sentence: Sentence, action: str, hit: Hit) -> bool:
        """Whether a granted act is done to what is another department's, where its grant doesn't ask whose it is."""
        covered = self._covered
        if action not in covered.granted or action in covered.scoped or covered.concerns(action) == CUSTOMER:
            return False
        return of_another_department(sentence, hit) or of_strangers(sentence, hit)

    def _unread(self, sentence: Sentence, acts: Sequence[tuple[str, Hit]], proposals: Sequence[Proposal]) -> list[Proposal]:
        """A clause with a sum that no recognised action accounts for: something was proposed that wasn't understood."""
        if not sums_of(sentence):
            return []
        accounted = {sentence.segment_of(hit.start) for _, hit in acts}
        if len(sums_of(sentence)) == 1:  # that of what was said before: she insists on money back; refunding 268
            keys = {key for key, _ in acts}
            again = [hit for hit in sentence.of("action") if hit.id in keys and not _comes_on_top(sentence, hit)]
            accounted |= {sentence.segment_of(hit.start) for hit in again}
        valued = any(self._covered.takes_sums(key) for key, _ in acts)
        proposed = {one.amount.value for one in proposals if one.amount}
        amounts = [m for m in sums_of(sentence) if m.quantity is None or m.quantity.value not in proposed]
        sums = [m for m in amounts if m.unit != "number" or _handed_over(sentence, m) or _of_a_fee(sentence, m)]
        loose = [m for m in sums if segment_at(sentence, m) not in accounted and not told_free(sentence, m, [hit for _, hit in acts])]
        movers = {sentence.segment_of(hit.start) for hit in sentence.of("money")}
        measured = any(self.library.vocabulary.actions[key].unit for key, _ in acts)  # its further sums are looked at by `measure`
        moved = [m for m in loose if segment_at(sentence, m) in movers or (not measured and goes_on(sentence, m))]
        if not (moved if valued or not acts else loose):
            return []
        segment = sentence.segments[segment_at(sentence, (moved or loose)[0])]
        return [Proposal(action=None, text=sentence.said_in(segment).strip(" ,.;"))]

    def _implied(self, sentence: Sentence, speaker: Speaker, facts: dict[str, bool]) -> list[Proposal]:
        """What a book forbids and the sentence describes without naming it: 给表弟走个后门，批笔款子."""
        neglected = self.matcher.neglected(sentence, speaker.roles) if facts.get(LEFT_OUT) else None
        if neglected:
            return [Proposal(action=neglected, facts=facts, text=sentence.text)]
        for ban in self.library.prohibitions:
            told = bool(ban.when) and all(facts.get(fact) for fact in ban.when)
            if told and ban.action and not set(speaker.books).isdisjoint(ban.books) and sentence.of("money", ban.action):
                return [Proposal(action=ban.action, facts=facts, text=sentence.text)]
        if sentence.of("money") and (sentence.of("relation", "customer") or sentence.of("concept", "complaint")):
            unnamed = [key for key in self._worth_told(facts, speaker) if not sentence.of("action", key)]  # else it is something else
            worth = [Proposal(action=key, facts=facts, text=sentence.text) for key in unnamed[:1]]
            owed = self._owed(sentence, facts, speaker)[:1]
            return worth or [self._proposal(sentence, hit.id, hit, facts, Target(), alone=True) for hit in owed]
        return []

    def _vouched(self, sentence: Sentence, speaker: Speaker, vouching: Vouching, facts: dict[str, bool], target: Target) -> list[Proposal]:
        """The one act of the clause that people who spoke like this were by far likeliest about; nothing that is paid or handed up."""
        if sentence.of("silent") or strange(sentence) > UNKNOWN_OF_ACT:
            return []  # something else may well be done
        granted = [grant for grant in self.library.grants if grant.role.split("/")[0] in speaker.books]
        clause = vouching.likeliest(sorted({grant.clause for grant in granted}), VOUCHED_ACT)
        if clause is None:
            return []
        acts = {grant.action: grant.conditions for grant in granted if grant.clause == clause}
        named = {hit.id for hit in sentence.of("action")}
        if any(word.part == "unlike" and word.id in acts for word in sentence.of("doing")):
            return []
        if not named <= acts.keys():
            return []  # something else is named
        telling = {fact for fact in facts if facts[fact] and not all(fact in asked for asked in acts.values())}
        turning = {action for action, asked in acts.items() if telling.intersection(asked)}
        likely = named or turning or acts.keys()
        action = next(iter(likely)) if len(likely) == 1 else None
        described = self.library.vocabulary.actions.get(action or "")
        if described is None or described.alone or described.unit:
            return []
        mode = mode_of(sentence, sentence.hits[0], alone=True)
        return [Proposal(action=action, mode=mode, facts=facts, target=target, text=sentence.text)]

    def _owed(self, sentence: Sentence, facts: dict[str, bool], speaker: Speaker) -> list[Hit]:
        """The words that move money to a customer who has what such sums turn on: the harm was grave, so I will pay him something."""
        if not any(facts.get(fact) for fact in self._covered.of_customers):
            return []
        moved = [hit for hit in sentence.of("money") if self._covered.concerns(hit.id) == CUSTOMER and not negated(sentence, hit)]
        moved = [hit for hit in moved if self._covered.applies(hit.id, speaker.books) and not is_wish(sentence, hit)]
        return [hit for hit in moved if not self._straying.strays(sentence, hit)]

    def _worth_told(self, facts: dict[str, bool], speaker: Speaker) -> list[str]:
        """The acts whose thing was told by its worth: 给投诉的阿姨一包便宜的茶叶 gives her something."""
        return [key for fact, key in self._covered.of_worth.items() if fact in facts and self._covered.applies(key, speaker.books)]

    def _facts(self, sentence: Sentence, zone: Sequence[int] | None = None) -> dict[str, bool]:
        facts = self.library.vocabulary.facts
        values = {key: stated(sentence, facts[key], zone) for key in sorted({hit.id for hit in sentence.of("fact")})}
        assent = approval(sentence)
        for key in ASSENT & facts.keys() if assent is not None else ():
            values[key] = assent and values.get(key) is not False
        if values.get(AS_WRITTEN) is False:
            values[LEFT_OUT] = True
        return {key: value for key, value in values.items() if value is not None}

    def _proposal(self, sentence: Sentence, action: str, hit: Hit, facts: dict[str, bool], target: Target, *, alone: bool) -> Proposal:
        described = self.library.vocabulary.actions[action]
        amount = unless_near(self.library, action, measure(sentence, hit, described.unit, alone=alone))
        if described.worth and any(_is_dear(mention) for mention in sentence.amounts):
            facts = {fact: value for fact, value in facts.items() if not (value and self._covered.of_worth.get(fact) == action)}
        if described.concerns == EMPLOYEE and target.relation is Relation.CUSTOMER and not _beside_a_customer(sentence, hit):
            target = replace(target, relation=None)
        if described.concerns == CUSTOMER:
            target = Target(relation=Relation.SELF if target.relation is Relation.SELF else None)
        if target.relation is Relation.SELF and self._turns_on_favour(sentence, action, facts):
            target = replace(target, relation=None)
        return Proposal(
            action=action,
            mode=mode_of(sentence, hit, alone=alone),
            amount=amount.quantity,
            amount_vague=amount.vague,
            amount_over=amount.over,
            facts=without_excess(self.library, sentence, action, facts),
            target=target,
            text=sentence.text if alone else sentence.said_in(sentence.segments[sentence.segment_of(hit.start)]).strip(" ,.;"),
            remarks=amount.remarks,
        )

    def _turns_on_favour(self, sentence: Sentence, action: str, facts: dict[str, bool]) -> bool:
        """Whether somebody close is but the reason for an act, as its clause has it: refusing a loan to a friend."""
        conditions = {fact for grant in self.library.grants if grant.action == action for fact in grant.conditions if facts.get(fact)}
        reasons = [hit for fact in conditions for hit in sentence.of("fact", fact)]
        told = favours(sentence)
        within = all(any(start <= hit.end and hit.start <= end for hit in reasons) for start, end in told)
        return bool(told) and within and not sentence.of("relation", "self")


#: What is worth so much, in any currency, isn't cheap because somebody says so.
_DEAR = 100


def _is_dear(mention: Mention) -> bool:
    """Whether an amount is a sum that no cheap thing is worth."""
    worth = mention.quantity.value if mention.quantity else mention.low
    return mention.unit not in COUNTED and mention.unit not in ("number", "percent") and worth is not None and worth >= _DEAR


#: She quarrelled with a customer: what came of that isn't done to the customer.
_WITH = re.compile(r"[跟和对与向冲骂吼凶]$| (?:with|at|to|toward|against) (?:a |an |the |our |her |his )?$")


def _beside_a_customer(sentence: Sentence, hit: Hit) -> bool:
    """Whether a customer is named where the act is."""
    index, text = sentence.segment_of(hit.start), sentence.folded.text
    here = [customer for customer in sentence.of("relation", "customer") if sentence.segment_of(customer.start) == index]
    return any(customer.start > hit.start or not _WITH.search(text, 0, customer.start + 1) for customer in here)


def _handed_over(sentence: Sentence, mention: Mention) -> bool:
    """Whether a bare number stands right behind a word that moves money: 赔业主两千."""
    place = sentence.place(mention.start)
    return any(0 <= place - hit.end <= 4 for hit in sentence.of("money"))


#: More of what was done: 另外退他 500 元路费.
_ON_TOP = re.compile(r"再|另外?|还要?|多|额外|顺便| (?:another|also|extra|plus|further|more|again) ")


def _comes_on_top(sentence: Sentence, hit: Hit) -> bool:
    """Whether its clause says that it comes on top."""
    return bool(_ON_TOP.search(sentence.said_in(sentence.segments[sentence.segment_of(hit.start)])))


def _of_a_fee(sentence: Sentence, mention: Mention) -> bool:
    """Whether a bare number is that of something that no book speaks of: 500押金."""
    end = sentence.place(mention.end)
    return any(hit.id != "undoing" and hit.start == end for hit in sentence.of("silent"))


def _of_duty(sentence: Sentence, match: DutyMatch, facts: dict[str, bool], target: Target) -> Proposal:
    submitted = any(not negated(sentence, hit) for hit in sentence.of("marker", "submit"))
    mode = Mode.APPLY if submitted else Mode.ACT
    return Proposal(action=match.action, mode=mode, facts=facts, target=target, text=sentence.text)


def _merge(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """One proposal an action."""
    return tuple({proposal.action: proposal for proposal in reversed(proposals)}.values())[::-1]
