"""A sentence -> the actions it proposes, each with its amount, facts, target and mode.

What isn't said stays open. Several actions in one sentence give several proposals; an action that a
customer asks for is only what it is about, once the sentence says what the speaker will do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bot.authority.evaluating import AS_WRITTEN, LEFT_OUT, actions_of
from bot.language.checking.acts.candidates import DutyMatch
from bot.language.checking.acts.covering import CUSTOMER, EMPLOYEE, Covered
from bot.language.checking.acts.duties import DutyMatcher
from bot.language.checking.acts.implied import Implied
from bot.language.checking.acts.named import Acts
from bot.language.checking.acts.overreaching import Overreaching
from bot.language.checking.acts.straying import Straying
from bot.language.checking.acts.vouching import Vouching
from bot.language.checking.facts.approving import ASSENT, approval
from bot.language.checking.facts.assenting import Assents
from bot.language.checking.facts.converting import held_against
from bot.language.checking.facts.measuring import measure, sums_of
from bot.language.checking.facts.stating import stated
from bot.language.checking.facts.totalling import with_totals, without_totals
from bot.language.checking.facts.worth import dear
from bot.language.checking.objections.earning import without_contrary
from bot.language.checking.objections.objecting import Objections
from bot.language.checking.people.absences import absences
from bot.language.checking.people.belonging import of_another_department, of_strangers
from bot.language.checking.people.benefiting import favours
from bot.language.checking.people.relations import beside_a_customer
from bot.language.checking.people.targets import target_of
from bot.language.checking.wording.intending import mode_of
from bot.language.checking.wording.negating import negated
from bot.language.checking.wording.zoning import zones
from bot.language.likeness import Likeness
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.preferring import DECIDING
from bot.language.recognising.sentence import Sentence
from bot.language.searching import ClauseIndex
from bot.language.speaking import Speaker
from bot.model import Mode, Proposal, Relation, RoleKey, Target
from bot.rulebook.library import Library
from bot.staff import Person


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
        self._covered = Covered(library)
        straying = Straying(library, self._covered)
        self._acts = Acts(library, self._covered, straying)
        self._overreaching = Overreaching(library)
        self._implied = Implied(library, self._covered, straying, self.matcher)
        self._objections = Objections(library, index, self._covered, straying, self.matcher)

    def read(self, sentence: Sentence, speaker: Speaker, people: Sequence[Person] = (), *, named: bool = False) -> Reading:
        """Every action that the sentence proposes, in order; `people` are the colleagues whom it names.

        With `named`, an act of which no word was recognised isn't taken from how people spoke of it before.
        """
        absent = absences(self.library, sentence, speaker)
        vouching = Vouching(self._stated, sentence)
        acts, duties = self._named(sentence, speaker, absent, vouching)
        if acts or duties:
            proposals = self._of_named(sentence, speaker, acts, duties, absent, people)
            if not any(match.beyond for match in duties):
                proposals += self._objections.besides(sentence, acts, proposals, speaker, vouching)
        else:
            facts, target = self._facts(sentence), target_of(self.library, sentence, speaker, absent, people=people)
            proposals = self._of_unnamed(sentence, speaker, facts, target, None if named else vouching)
            proposals += self._objections.to_unnamed(sentence, proposals)
            proposals = proposals or [Proposal(action=None, facts=facts, target=target, text=sentence.text)]
        return Reading(proposals=_merge([self._assented(sentence, one) for one in proposals]), absent=absent, vouching=vouching)

    def _named(
        self, sentence: Sentence, speaker: Speaker, absent: frozenset[RoleKey], vouching: Vouching
    ) -> tuple[list[tuple[str, Hit]], list[DutyMatch]]:
        """The acts and the duties that the sentence names; where both claim the same words, those of the speaker's own books."""
        acts = self._acts.of(sentence, speaker)
        beyond = self._overreaching.of(sentence, speaker.roles)
        if beyond and all(key == DECIDING or not self._covered.applies(key, speaker.books) for key, _ in acts):
            return [], [beyond]
        here = [hit for key, hit in acts if self._covered.applies(key, speaker.books) or key not in self._covered.granted]
        duties = self.matcher.find(sentence, speaker.roles, speaker.books, here, vouching)
        if duties and not any(self._covered.applies(action, speaker.books) for action, _ in acts):
            whom = target_of(self.library, sentence, speaker, absent)
            elsewhere = whom.relation is Relation.OTHER_DEPARTMENT and whom.role is None  # and not a post that the book mentions
            acts = [pair for pair in acts if pair[0] not in self._covered.granted or self._of_its_own(sentence, *pair, elsewhere)]
        mine = actions_of(self.library, speaker.roles)
        if [action for action, _ in acts] == [DECIDING] and (duties or (DECIDING in mine and self.matcher.does_more(sentence, acts[0][1]))):
            acts = []  # what is decided counts
        return acts, [match for match in duties if match.action in mine] if acts else duties

    def _of_named(
        self,
        sentence: Sentence,
        speaker: Speaker,
        acts: Sequence[tuple[str, Hit]],
        duties: Sequence[DutyMatch],
        absent: frozenset[RoleKey],
        people: Sequence[Person],
    ) -> list[Proposal]:
        """What is proposed by name, each act with the facts and the person that its own clauses speak of."""
        proposals: list[Proposal] = []
        facts: dict[str, bool] = {}
        target, told = Target(), list[int]()
        for zone, (action, hit) in zip(zones(sentence, [hit for _, hit in acts]), acts, strict=True):
            own = target_of(self.library, sentence, speaker, absent, zone, people)
            if own.relation or own.role or own.name:  # somebody new: what was said of the one before isn't said of them
                facts, target, told = self._facts(sentence, zone), own, zone
            else:
                facts, told = {**facts, **self._facts(sentence, zone)}, [*told, *zone]
            earned = without_contrary(self.library.vocabulary, sentence, action, facts, told)
            proposals.append(self._proposal(sentence, action, hit, earned, target, alone=len(acts) == 1 and not duties))
            if self._elsewhere(sentence, action, hit):
                proposals[-1] = Proposal(action=None, text=proposals[-1].text)
        if len(people) > 1 and len([one for one in sums_of(sentence) if not one.each]) > 1:  # 100 for one and 100 for the other
            proposals = [one.amounting(None, vague=True) if one.amount else one for one in proposals]
        if not acts:
            facts, target = self._facts(sentence), target_of(self.library, sentence, speaker, absent, people=people)
        proposals += [_of_duty(sentence, match, self._objections.to_duty(sentence, match, facts), target) for match in duties]
        return (
            self._objections.unobliged(sentence, acts, proposals, speaker) if acts else self._forbidden_instead(sentence, proposals, duties)
        )

    def _of_unnamed(
        self, sentence: Sentence, speaker: Speaker, facts: dict[str, bool], target: Target, vouching: Vouching | None
    ) -> list[Proposal]:
        """What is proposed without its name; without `vouching` nothing is taken from how people spoke of it before."""
        close = Target(relation=target.relation) if target.relation is Relation.SELF else Target()
        implied = [replace(one, target=close) for one in self._implied.told(sentence, speaker, facts)]
        owed = [] if implied else self._implied.owed(sentence, speaker, facts)
        proposals = implied or [self._proposal(sentence, hit.id, hit, facts, close, alone=True) for hit in owed]
        return proposals or ([] if vouching is None else self._implied.vouched(sentence, speaker, vouching, facts, target))

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

    def _facts(self, sentence: Sentence, zone: Sequence[int] | None = None) -> dict[str, bool]:
        facts = self.library.vocabulary.facts
        values = {key: stated(sentence, facts[key], zone) for key in sorted({hit.id for hit in sentence.of("fact")})}
        assent = approval(sentence)
        for key in ASSENT & facts.keys() if assent is not None else ():
            values[key] = assent and values.get(key) is not False
        if values.get(AS_WRITTEN) is False:
            values[LEFT_OUT] = True
        return {key: value for key, value in values.items() if value is not None}

    def _with_its_own(self, sentence: Sentence, action: str) -> Sentence:
        """The sentence with the amounts that are the numbers of facts on which this act doesn't turn: a contract *worth* 52,000."""
        if not sentence.of_facts:
            return sentence
        its = self.library.turns_on(action)
        own = [mention for fact, mention in sentence.of_facts if fact in its]
        others = [mention for _, mention in sentence.of_facts if mention not in own]
        if not others:
            return sentence
        amounts = tuple(sorted({*sentence.amounts, *others}, key=lambda mention: mention.start))
        return replace(sentence, amounts=amounts, _told={})

    def _proposal(self, sentence: Sentence, action: str, hit: Hit, facts: dict[str, bool], target: Target, *, alone: bool) -> Proposal:
        described = self.library.vocabulary.actions[action]
        told = without_totals(self.library, self._with_its_own(sentence, action), action)
        amount = held_against(self._covered.limits.get(action, ()), measure(told, hit, described.unit, alone=alone))
        if described.worth and dear(sentence):
            facts = {fact: value for fact, value in facts.items() if not (value and self._covered.of_worth.get(fact) == action)}
        if described.concerns == EMPLOYEE and target.relation is Relation.CUSTOMER and not beside_a_customer(sentence, hit):
            target = replace(target, relation=None)
        if described.concerns == CUSTOMER:
            target = Target(relation=Relation.SELF if target.relation is Relation.SELF else None)
        if target.relation is Relation.SELF and self._turns_on_favour(sentence, action, facts):
            target = replace(target, relation=None)
        totals = with_totals(self.library, sentence, action, facts, amount.quantity)
        return Proposal(
            action=action,
            mode=mode_of(sentence, hit, alone=alone),
            amount=amount.quantity,
            amount_vague=amount.vague,
            amount_over=amount.over,
            each=amount.each,
            facts=totals.facts,
            used=totals.used,
            target=target,
            text=sentence.text if alone else sentence.quoted(*sentence.segments[sentence.segment_of(hit.start)]),
            remarks=amount.remarks,
        )

    def _turns_on_favour(self, sentence: Sentence, action: str, facts: dict[str, bool]) -> bool:
        """Whether somebody close is but the reason for an act, as its clause has it: refusing a loan to a friend."""
        conditions = {fact for grant in self.library.grants if grant.action == action for fact in grant.conditions if facts.get(fact)}
        reasons = [hit for fact in conditions for hit in sentence.of("fact", fact)]
        told = favours(sentence)
        within = all(any(start <= hit.end and hit.start <= end for hit in reasons) for start, end in told)
        return bool(told) and within and not sentence.of("relation", "self")


def _of_duty(sentence: Sentence, match: DutyMatch, facts: dict[str, bool], target: Target) -> Proposal:
    submitted = approval(sentence) is not False and any(not negated(sentence, hit) for hit in sentence.of("marker", "submit"))
    mode = Mode.APPLY if submitted else Mode.ACT
    return Proposal(action=match.action, mode=mode, facts=facts, target=target, text=sentence.text)


def _merge(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """One proposal an action."""
    return tuple({proposal.action: proposal for proposal in reversed(proposals)}.values())[::-1]
