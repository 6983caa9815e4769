"""A sentence -> the actions it proposes, each with its amount, facts, target and mode.

What isn't said stays open. Several actions in one sentence give several proposals; an action that a
customer asks for is only what it is about, once the sentence says what the speaker will do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from bot.authority.evaluating import AS_WRITTEN, LEFT_OUT, held_by
from bot.language.amounts import Mention
from bot.language.approving import ASSENT, approval
from bot.language.assenting import Assents
from bot.language.belonging import of_another_department, to_a_stranger
from bot.language.benefiting import favours
from bot.language.besides import Besides
from bot.language.circumstances import by_the_way, circumstances
from bot.language.governing import misused
from bot.language.intending import MENTIONS, is_wish, mode_of, without_parts
from bot.language.lexicon import Hit
from bot.language.matching import DutyMatch, DutyMatcher
from bot.language.measuring import COUNTED, measure, unless_near
from bot.language.omitting import Omissions
from bot.language.overstepping import overstepped
from bot.language.owning import Sayings
from bot.language.parting import gone, sold, undone
from bot.language.searching import ClauseIndex
from bot.language.sentence import Sentence, runs
from bot.language.speaking import Speaker
from bot.language.stating import negated, stated
from bot.language.targets import absences, target_of
from bot.model import Mode, Proposal, Relation, RoleKey, Scope, Target
from bot.rulebook.library import Library
from bot.staff import Person

_EMPLOYEE, _CUSTOMER = "employee", "customer"
#: Deciding is nothing by itself, where it was said what is decided.
_DECIDING = "make-decision"
#: How one says of an act that it costs nothing.
_FREELY = frozenset({"免费", "free of charge"})
#: What goes up is no discount.
_RAISED = re.compile(r" rais | hike | increas | bump |[涨增]|上调|提高|加薪")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a sentence proposes: at least one proposal, whose action is None where nothing was recognised.

    `absent` are the posts that the sentence says are without their holder.
    """

    proposals: tuple[Proposal, ...]
    absent: frozenset[RoleKey] = frozenset()


class Proposer:
    """Reads proposals from sentences, for one library."""

    def __init__(self, library: Library, index: Callable[[], ClauseIndex]) -> None:
        self.library = library
        self.matcher = DutyMatcher(library, index)
        self._assents = Assents(library)
        self._omissions = Omissions(library, index)
        self._besides = Besides(library, index)
        self._covered = {book: frozenset(g.action for g in library.grants if g.role.startswith(book + "/")) for book in library.books}
        self._granted = frozenset[str]().union(*self._covered.values())
        self._sayings = Sayings(library)
        self._written: dict[str, str] = {}
        for grant in library.grants:
            text = library.clauses[grant.clause].text
            self._written[grant.action] = f"{self._written.get(grant.action, '')}\n{text.zh}\n{text.en.lower()}"
        self._of_worth = _of_worth(library)
        self._scoped = frozenset(grant.action for grant in library.grants if grant.scope is not Scope.ANYONE)
        #: What the sums turn on that customers get.
        self._of_customers = frozenset(
            fact
            for grant in library.grants
            if grant.limit and _concerns(library, grant.action) == _CUSTOMER
            for fact in grant.conditions
            if not library.vocabulary.facts[fact].presumed
        )
        self._banned = {(ban.book, ban.action) for ban in library.prohibitions if ban.action}

    def read(self, sentence: Sentence, speaker: Speaker, person: Person | None = None) -> Reading:
        """Every action that the sentence proposes, in order; `person` is the colleague whom it names."""
        absent = absences(sentence, speaker)
        acts = self._acts(sentence, speaker)
        here = [hit for key, hit in acts if self._applies(key, speaker.books) or key not in self._granted]
        duties = self.matcher.find(sentence, speaker.roles, speaker.books, here)
        if duties and not any(self._applies(action, speaker.books) for action, _ in acts):
            acts = [pair for pair in acts if pair[0] not in self._granted]  # another book's action is no more than a word here
        if duties and [action for action, _ in acts] == [_DECIDING]:
            acts = []  # what is decided counts
        if acts:
            mine = {held.grant.action for role in speaker.roles for held in held_by(self.library, role)}
            duties = [match for match in duties if match.action in mine]
        proposals: list[Proposal] = []
        facts: dict[str, bool] = {}
        target = Target()
        for zone, (action, hit) in zip(_zones(sentence, [hit for _, hit in acts]), acts, strict=True):
            own = target_of(self.library, sentence, speaker, absent, zone, person)
            if own.relation or own.role or own.person:  # somebody new: what was said of the one before isn't said of them
                facts, target = self._facts(sentence, zone), own
            else:
                facts = {**facts, **self._facts(sentence, zone)}
            proposals.append(self._proposal(sentence, action, hit, facts, target, alone=len(acts) == 1 and not duties))
            if self._elsewhere(sentence, action, hit):
                proposals[-1] = Proposal(action=None, text=proposals[-1].text)
        if not acts:
            facts, target = self._facts(sentence), target_of(self.library, sentence, speaker, absent, person=person)
        proposals += [_of_duty(sentence, match, self._as_written(sentence, match, facts), target) for match in duties]
        proposals += self._unread(sentence, acts) if proposals else []
        parted = self._more(sentence, acts, proposals) if proposals and not self._only_forbidden(acts) else ""
        proposals += [Proposal(action=None, text=parted)] if parted else []
        proposals = proposals or self._implied(sentence, speaker)
        if not proposals:
            proposals = [Proposal(action=None, facts=facts, target=target, text=sentence.text)]
        told = [replace(one, facts=self._assents.of(sentence, one.action, one.facts)) for one in proposals]
        return Reading(proposals=_merge(told), absent=absent)

    def _only_forbidden(self, acts: Sequence[tuple[str, Hit]]) -> bool:
        """Whether nothing is proposed but what books only forbid: whatever else is done, nothing of it is permitted."""
        forbidden = {action for _, action in self._banned} - self._granted
        return bool(acts) and forbidden.issuperset(action for action, _ in acts)

    def _more(self, sentence: Sentence, acts: Sequence[tuple[str, Hit]], proposals: Sequence[Proposal]) -> str:
        """What is done besides that no act or duty accounts for, in the sentence's words."""
        concerned = {_concerns(self.library, key) for key, _ in acts}
        since = max((hit.start for key, hit in acts if _concerns(self.library, key) == _EMPLOYEE), default=0)
        unsaid = [hit for hit in sentence.of("silent", "undoing") if not any(self._says(sentence, act, hit) for _, act in acts)]
        more = gone(sentence, records=concerned == {None}) or overstepped(sentence, since) or undone(sentence, unsaid, since)
        return more or self._besides.of(sentence, proposals)

    def _as_written(self, sentence: Sentence, match: DutyMatch, facts: dict[str, bool]) -> dict[str, bool]:
        """The facts, with a step that the duty's own clause asks for and the sentence leaves out; no duty is done in one's own favour."""
        if self._omissions.of(sentence, match.clause):
            return {**facts, AS_WRITTEN: False, LEFT_OUT: True}
        return {**facts, AS_WRITTEN: False} if favours(sentence) else facts

    def _elsewhere(self, sentence: Sentence, action: str, hit: Hit) -> bool:
        """Whether a granted act is done to what is another department's, where its grant doesn't ask whose it is."""
        if action not in self._granted or action in self._scoped or self.library.vocabulary.actions[action].concerns == _CUSTOMER:
            return False
        return of_another_department(sentence, hit)

    def _unread(self, sentence: Sentence, acts: Sequence[tuple[str, Hit]]) -> list[Proposal]:
        """A clause with a sum that no recognised action accounts for: something was proposed that wasn't understood."""
        accounted = {sentence.segment_of(hit.start) for _, hit in acts}
        valued = any(self._takes_sums(key) for key, _ in acts)
        sums = [m for m in sentence.amounts if m.unit not in COUNTED and (m.unit != "number" or (not acts and _handed_over(sentence, m)))]
        loose = [m for m in sums if _segment(sentence, m) not in accounted and not _told_free(sentence, m, [hit for _, hit in acts])]
        movers = {sentence.segment_of(hit.start) for hit in sentence.of("money")}
        moved = [m for m in loose if _segment(sentence, m) in movers]
        if not (moved if valued or not acts else loose):
            return []
        segment = sentence.segments[_segment(sentence, (moved or loose)[0])]
        return [Proposal(action=None, text=sentence.said_in(segment).strip(" ,.;"))]

    def _implied(self, sentence: Sentence, speaker: Speaker) -> list[Proposal]:
        """What a book forbids and the sentence describes without naming it: 给表弟走个后门，批笔款子."""
        facts = self._facts(sentence)
        neglected = self.matcher.neglected(sentence, speaker.roles) if facts.get(LEFT_OUT) else None
        if neglected:
            return [Proposal(action=neglected, facts=facts, text=sentence.text)]
        for ban in self.library.prohibitions:
            told = bool(ban.when) and all(facts.get(fact) for fact in ban.when)
            if told and ban.action and ban.book in speaker.books and sentence.of("money", ban.action):
                return [Proposal(action=ban.action, facts=facts, text=sentence.text)]
        if sentence.of("money") and (sentence.of("relation", "customer") or sentence.of("concept", "complaint")):
            return [Proposal(action=key, facts=facts, text=sentence.text) for key in self._worth_told(facts, speaker)[:1]]
        return []

    def _worth_told(self, facts: dict[str, bool], speaker: Speaker) -> list[str]:
        """The acts whose thing was told by its worth: 给投诉的阿姨一包便宜的茶叶 gives her something."""
        return [key for fact, key in self._of_worth.items() if fact in facts and self._applies(key, speaker.books)]

    def _facts(self, sentence: Sentence, zone: Sequence[int] | None = None) -> dict[str, bool]:
        facts = self.library.vocabulary.facts
        values = {key: stated(sentence, facts[key], zone) for key in sorted({hit.id for hit in sentence.of("fact")})}
        assent = approval(sentence)
        for key in ASSENT & facts.keys() if assent is not None else ():
            values[key] = assent and values.get(key) is not False
        if values.get(AS_WRITTEN) is False:
            values[LEFT_OUT] = True
        return {key: value for key, value in values.items() if value is not None}

    def _acts(self, sentence: Sentence, speaker: Speaker) -> list[tuple[str, Hit]]:
        """The actions of the vocabulary that the speaker proposes; of one action its first mention."""
        hits = [hit for hit in sentence.of("action") if not negated(sentence, hit)][: 2 * MENTIONS]
        hits = [hit for hit in hits if not self._cuts_a_share(sentence, hit)]
        aside = circumstances(sentence)
        hits = [hit for hit in hits if not by_the_way(aside, hit) and not self._beside_the_book(sentence, hit)]
        hits = [hit for hit in hits if not self._by_the_way(sentence, hit, hits)]
        hits = [
            hit
            for hit in hits
            if hit.id not in self._granted
            or any((book, hit.id) in self._banned for book in speaker.books)
            or not misused(sentence, hit, _others(hit, hits), self._written.get(hit.id, ""))
        ]
        if sold(sentence):
            hits = [hit for hit in hits if hit.id not in self._granted]
        known = [hit for hit in hits if self._applies(hit.id, speaker.books) or hit.id not in self._granted]
        hits = known or hits
        if not sentence.of("relation") and not sentence.of("role") and not sentence.of("marker", "third"):
            hits = [hit for hit in hits if hit.id in self._granted or _concerns(self.library, hit.id) != _EMPLOYEE]  # 单子开了
        hits = without_parts(self._not_granted_first(hits))
        reported = [hit for hit in hits if self.library.vocabulary.actions[hit.id].alone and hit.id in self._granted]
        if reported and sentence.of("marker", "beyond"):
            return [(hit.id, hit) for hit in reported[:1]]  # 这种赔偿不归我定，马上请示总监
        done = [hit for hit in hits if not is_wish(sentence, hit)]
        chosen: dict[str, Hit] = {}
        for hit in done or hits:
            chosen.setdefault(hit.id, hit)
        for hit in self._by_amount(sentence, speaker, tuple(chosen.values())):
            chosen.setdefault(hit.id, hit)
        company = {key: hit for key, hit in chosen.items() if not self.library.vocabulary.actions[key].alone}
        return sorted((company or chosen).items(), key=lambda pair: pair[1])

    def _not_granted_first(self, hits: list[Hit]) -> list[Hit]:
        """Without what only names the thing that an act which nobody is granted is done to: sell the call recordings."""
        others = [hit for hit in hits if hit.id not in self._granted and not self.library.vocabulary.actions[hit.id].alone]
        general = [o for o in others if any(self._kind_of(hit, o) for hit in hits)]
        hits, others = [hit for hit in hits if hit not in general], [hit for hit in others if hit not in general]
        return [hit for hit in hits if not any(o.id != hit.id and o.start < hit.end and hit.start < o.end for o in others)]

    def _kind_of(self, hit: Hit, other: Hit) -> bool:
        """Whether a granted act is just what another, which nobody is granted, is in general: 运费打折 of 打折."""
        one, general = self.library.vocabulary.actions[hit.id], self.library.vocabulary.actions[other.id]
        alike = one.unit is not None and (one.unit, one.concerns) == (general.unit, general.concerns)
        return alike and hit.id in self._granted and hit.start < other.end and other.start < hit.end

    def _cuts_a_share(self, sentence: Sentence, hit: Hit) -> bool:
        """Whether a phrase of an act that is paid in sums ends inside a percentage: 扣…百 in 扣货款百分之八."""
        if self.library.vocabulary.actions[hit.id].unit in ("percent", "share"):
            return False
        shares = [(sentence.place(m.start), sentence.place(m.end)) for m in sentence.amounts if m.unit == "percent"]
        return any(a <= start and end < b for start, end in hit.pieces() for a, b in shares)

    def _beside_the_book(self, sentence: Sentence, hit: Hit) -> bool:
        """Whether the act is on something that no book speaks of: 换一台新电脑 exchanges no customer's product."""
        action = self.library.vocabulary.actions[hit.id]
        beside, index = action.beside, sentence.segment_of(hit.start)
        if action.concerns == _CUSTOMER and (
            self._for_staff(sentence) or _of_something_else(sentence, hit) or (action.worth and to_a_stranger(sentence))
        ):
            return True  # 给我组小李换个工位, 把档案室的灯换掉
        grievance = min((c.start for c in sentence.of("concept", "complaint") if sentence.segment_of(c.start) == index), default=None)
        return any(
            sentence.segment_of(s.start) == index
            and s.id not in beside
            and (grievance is None or s.start < grievance)
            and not self._says(sentence, hit, s)
            for s in sentence.of("silent")
        )

    def _says(self, sentence: Sentence, act: Hit, silent: Hit) -> bool:
        """Whether a silent word in the clause of an act is one of those in which the books speak of it, or has no words but the act's."""
        if act.id in self._granted and all(any(a <= start and end <= b for a, b in act.pieces()) for start, end in silent.pieces()):
            return True
        together = sentence.segment_of(act.start) == sentence.segment_of(silent.start)
        return together and self._sayings.have(act.id, sentence.folded.text[silent.start : silent.end])

    def _by_the_way(self, sentence: Sentence, hit: Hit, hits: Sequence[Hit]) -> bool:
        """送客户个赠品意思意思: a word for rewarding staff where only a customer is spoken of, beside what the customer gets."""
        others = [other.id for other in (*hits, *sentence.of("money")) if other.id != hit.id]
        concerns = {_concerns(self.library, other) for other in others}
        mine = self.library.vocabulary.actions[hit.id].concerns == _EMPLOYEE and _CUSTOMER in concerns
        told = {self.library.vocabulary.facts[fact.id].concerns for fact in sentence.of("fact")}
        return mine and {r.id for r in sentence.of("relation")} == {"customer"} and _EMPLOYEE not in told and hit.id == "reward"

    def _for_staff(self, sentence: Sentence) -> bool:
        """Whether it is about colleagues and nothing that customers have to do with."""
        relations = {hit.id for hit in sentence.of("relation")}
        told = {self.library.vocabulary.facts[hit.id].concerns for hit in sentence.of("fact")}
        return bool(relations & {"own-group", "other-group", "own-department"}) and "customer" not in relations and told <= {_EMPLOYEE}

    def _by_amount(self, sentence: Sentence, speaker: Speaker, named: Sequence[Hit]) -> list[Hit]:
        """Actions that only their amount gives away: a percentage off, or a sum that somebody is given, paid or charged."""
        found: list[Hit] = []
        taken = {sentence.segment_of(hit.start) for hit in named if self._takes_sums(hit.id)}
        for mention in sentence.amounts:
            place = sentence.place(mention.start)
            index = sentence.segment_of(place)
            if index in taken or mention.unit in COUNTED or _told_free(sentence, mention, named):
                continue
            if mention.cut and not _odd(sentence, index) and self._off_a_price(sentence, index):
                found += [Hit(place, place + 1, "action", key) for key in self._discounts(speaker)]
            elif mention.unit != "percent":
                found += self._by_money(sentence, speaker, index, place)
        return found

    def _discounts(self, speaker: Speaker) -> list[str]:
        """The acts that a mere discount for a customer may be: those of the speaker's own books, else the one that any book has."""
        actions = self.library.vocabulary.actions.values()
        known = [action.id for action in actions if action.unit == "percent" and action.concerns == _CUSTOMER]
        own = [key for key in known if self._applies(key, speaker.books)]
        granted = [key for key in known if key in self._granted] or known
        return own or (granted if len(granted) == 1 else [])

    def _off_a_price(self, sentence: Sentence, index: int) -> bool:
        """Whether a bare percentage may be a discount: not one of pay, or where only colleagues are spoken of."""
        segment = sentence.segments[index]
        paid = any(sentence.segment_of(hit.start) == index for hit in sentence.of("silent"))
        return not paid and not self._for_staff(sentence) and not _RAISED.search(sentence.folded.text, segment.start, segment.end)

    def _by_money(self, sentence: Sentence, speaker: Speaker, index: int, place: int) -> list[Hit]:
        """The action of a sum, by the word that moves it and by whom it goes to; several possible ones are none."""
        near = [hit for hit in sentence.of("money") if sentence.segment_of(hit.start) == index and hit.start < place + 12]
        if near and all(is_wish(sentence, hit) for hit in near):
            return []
        if not sentence.of("relation") and not sentence.of("role") and not sentence.of("fact") and _odd(sentence, index, loose=True):
            return []  # 捐款五百元给灾区 goes to nobody of ours
        words = [hit for hit in near if not self._beside_the_book(sentence, hit)]
        customer = bool(sentence.of("relation", "customer")) or any(hit.id in self._of_customers for hit in sentence.of("fact"))
        wanted = _CUSTOMER if customer else _EMPLOYEE
        fitting = {hit.id: hit for hit in words if self._applies(hit.id, speaker.books)}
        kinds = {key for key in fitting if self.library.vocabulary.actions[key].concerns == wanted}
        kinds = kinds or {key for key in fitting if not customer and self.library.vocabulary.actions[key].concerns == _EMPLOYEE}
        return [fitting[key] for key in sorted(kinds)] if len(kinds) == 1 else []

    def _takes_sums(self, action: str) -> bool:
        """Whether a sum beside it is its amount, or tells what the thing is worth."""
        described = self.library.vocabulary.actions[action]
        return described.unit is not None or described.worth

    def _applies(self, action: str, books: Iterable[str]) -> bool:
        return any(action in self._covered.get(book, ()) or (book, action) in self._banned for book in books)

    def _proposal(self, sentence: Sentence, action: str, hit: Hit, facts: dict[str, bool], target: Target, *, alone: bool) -> Proposal:
        described = self.library.vocabulary.actions[action]
        amount = unless_near(self.library, action, measure(sentence, hit, described.unit, alone=alone))
        if described.concerns == _EMPLOYEE and target.relation is Relation.CUSTOMER and not _beside_a_customer(sentence, hit):
            target = replace(target, relation=None)
        if described.concerns == _CUSTOMER:
            target = Target(relation=Relation.SELF if target.relation is Relation.SELF else None)
        if target.relation is Relation.SELF and self._turns_on_favour(sentence, action, facts):
            target = replace(target, relation=None)
        return Proposal(
            action=action,
            mode=mode_of(sentence, hit, alone=alone),
            amount=amount.quantity,
            amount_vague=amount.vague,
            amount_over=amount.over,
            facts=facts,
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


def _concerns(library: Library, action: str) -> str | None:
    """Whom an action is done to."""
    return library.vocabulary.actions[action].concerns if action in library.vocabulary.actions else None


def _of_worth(library: Library) -> dict[str, str]:
    """Each fact that tells what some thing is worth, and the one act that turns on it and on nothing else that is asked for."""
    facts, actions = library.vocabulary.facts, library.vocabulary.actions
    turning: dict[str, set[str]] = {}
    for grant in library.grants:
        asked = [fact for fact in grant.conditions if not facts[fact].presumed]
        for fact in asked:
            turning.setdefault(fact, set()).add(grant.action if len(asked) == 1 else "")
    acts = {fact: next(iter(keys)) for fact, keys in turning.items() if len(keys) == 1}
    return {fact: key for fact, key in acts.items() if key in actions and actions[key].worth}


def _others(hit: Hit, hits: Sequence[Hit]) -> list[Hit]:
    """The other hits of the same action."""
    return [other for other in hits if other.id == hit.id and other != hit]


def _beside_a_customer(sentence: Sentence, hit: Hit) -> bool:
    """Whether a customer is named where the act is."""
    index = sentence.segment_of(hit.start)
    return any(sentence.segment_of(customer.start) == index for customer in sentence.of("relation", "customer"))


def _of_something_else(sentence: Sentence, hit: Hit) -> bool:
    """Whether an unknown thing is taken, and neither a customer nor any fact was spoken of."""
    if sentence.of("relation", "customer") or sentence.of("fact"):
        return False
    segment = sentence.segments[sentence.segment_of(hit.start)]
    taken = max(sentence.folded.text.rfind(word, segment.start, hit.start) for word in "把将")
    return taken >= 0 and any(taken < a < hit.start for a, _ in sentence.alien)


def _odd(sentence: Sentence, index: int, *, loose: bool = False) -> bool:
    """Whether something that nothing here knows is said beside it: 涨价两成 is no discount."""
    text, segment = sentence.folded.text, sentence.segments[index]
    unknown = [(a, b) for a, b in runs(sentence.alien, text) if segment.start <= a < segment.end and not text[a].isascii()]
    return any(b - a > 1 for a, b in unknown) or (loose and len(unknown) > 1)


def _handed_over(sentence: Sentence, mention: Mention) -> bool:
    """Whether a bare number stands right behind a word that moves money: 赔业主两千."""
    place = sentence.place(mention.start)
    return any(0 <= place - hit.end <= 4 for hit in sentence.of("money"))


def _told_free(sentence: Sentence, mention: Mention, acts: Sequence[Hit]) -> bool:
    """Whether an act that was named is only said to cost nothing, in its own clause or in a clause that says no more."""
    if not acts or sentence.text[mention.start : mention.end] not in _FREELY:
        return False
    index = _segment(sentence, mention)
    alone = sentence.said_in(sentence.segments[index]).strip(" ,.;!?。的") in _FREELY
    return alone or any(sentence.segment_of(hit.start) == index for hit in acts)


def _segment(sentence: Sentence, mention: Mention) -> int:
    """The segment in which an amount was said."""
    return sentence.segment_of(sentence.place(mention.start))


def _zones(sentence: Sentence, hits: Sequence[Hit]) -> list[list[int]]:
    """The segments that speak of each action: those since the action before, and for the last one the rest."""
    ends = [sentence.segment_of(hit.start) for hit in hits]
    zones: list[list[int]] = []
    for number, end in enumerate(ends):
        start = min(_turn(sentence, ends[number - 1], end), end) if number else 0
        last = len(sentence.segments) - 1 if number == len(ends) - 1 else max(end, _turn(sentence, end, ends[number + 1]) - 1)
        zones.append(list(range(start, last + 1)))
    return zones


def _turn(sentence: Sentence, before: int, after: int) -> int:
    """The segment at which talk turns from the action in `before` to the one in `after`: behind a full stop, if there is one."""
    for index in range(after - 1, before - 1, -1):
        segment = sentence.segments[index]
        if sentence.folded.text[segment.start : segment.end].rstrip().endswith((";", ".", "!", "。")):
            return index + 1
    return before + 1


def _of_duty(sentence: Sentence, match: DutyMatch, facts: dict[str, bool], target: Target) -> Proposal:
    submitted = any(not negated(sentence, hit) for hit in sentence.of("marker", "submit"))
    mode = Mode.APPLY if submitted else Mode.ACT
    return Proposal(action=match.action, mode=mode, facts=facts, target=target, text=sentence.text)


def _merge(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """One proposal an action."""
    return tuple({proposal.action: proposal for proposal in reversed(proposals)}.values())[::-1]
