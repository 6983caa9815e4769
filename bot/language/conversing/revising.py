"""A proposal with something changed: who does it, to whom, how much of it, what is stated.

Whatever depended on what was changed is forgotten with it, and asked for again. Nothing here decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.authority.routing import line_above
from bot.language.checking.facts.converting import COUNTED, TOTAL, Measure, fits, held_against
from bot.language.checking.facts.measuring import measure
from bot.language.checking.facts.totalling import facts_of_limits, with_totals, within_limits
from bot.language.conversing.additions import Addition
from bot.language.conversing.threads import Topic
from bot.language.recognising.lexicon import Hit
from bot.language.speaking import Speaker
from bot.model import Proposal, Relation, RoleKey, Target
from bot.rulebook.library import Library

#: What tells how the one concerned stands to the one who acts.
_SCOPES = ("own-group", "own-department")


class Reviser:
    """Changes what is proposed, for one library."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def revised(self, topic: Topic, added: Addition, speaker: Speaker) -> Topic | None:
        """With another target, amount, facts and mode, as far as these were added; None where one of them doesn't fit."""
        case: Topic | None = topic
        if added.target:
            case = self._aimed(topic, added.target)
        if case and added.amount:
            case = self._measured(case, added)
        elif case and added.counted:  # 迟到 3 次 is no amount of a fine
            case = self._measured(case, added) or (case if added.more else None)
        if case and added.facts:
            case = self._told(case, added, (topic.role,) if topic.role else speaker.roles)
        if case and added.mode:
            case = replace(case, proposals=tuple(replace(one, mode=added.mode) for one in case.proposals))
        return case

    def done_by(self, topic: Topic, post: RoleKey, speaker: Speaker) -> Topic | None:
        """The same done by another post; how the one concerned stands to that post follows as far as it can be known."""
        role = None if post in speaker.roles else post
        if role == topic.role:
            return replace(topic, role=role)
        proposals: list[Proposal] = []
        for one in topic.proposals:
            if one.target.relation is Relation.SELF:  # their own affair, or still the speaker's? Nobody said
                return None
            facts = {fact: value for fact, value in one.facts.items() if fact not in _SCOPES}
            target = replace(one.target, relation=self._seen_by(one.target, post, speaker))
            proposals.append(replace(one, facts=facts, target=target, used={}))
        return replace(topic, role=role, proposals=tuple(proposals))

    def _seen_by(self, target: Target, post: RoleKey, speaker: Speaker) -> Relation | None:
        """How whom it concerns stands to a post, going by how they stand to the speaker."""
        relation = target.relation
        if relation in (None, Relation.CUSTOMER) or not speaker.roles:
            return relation
        if post.split("/")[0] not in speaker.books:
            return None if relation is Relation.OTHER_DEPARTMENT else Relation.OTHER_DEPARTMENT
        leads = next(iter(line_above(self.library, speaker.roles[0])), None) == post
        return relation if leads or relation is Relation.OTHER_DEPARTMENT else Relation.OWN_DEPARTMENT

    def done_by_me(self, topic: Topic, thread: Sequence[Topic]) -> Topic | None:
        """Back to the speaker, with whom it concerned when it last was about them."""
        if topic.role is None:
            return None
        actions = [one.action for one in topic.proposals]
        mine = [one for one in thread if one.role is None and [each.action for each in one.proposals] == actions]
        if mine:
            targets = [one.target for one in mine[-1].proposals]
        elif all(one.target.relation in (None, Relation.CUSTOMER) for one in topic.proposals):
            targets = [one.target for one in topic.proposals]
        else:
            return None
        proposals = tuple(replace(one, target=target) for one, target in zip(topic.proposals, targets, strict=True))
        return replace(topic, role=None, proposals=proposals)

    def done_to(self, topic: Topic, post: RoleKey, speaker: Speaker) -> Topic | None:
        """The same done to the holder of a post."""
        return self._aimed(topic, self._target(post, topic.role, speaker))

    def _target(self, post: RoleKey, role: RoleKey | None, speaker: Speaker) -> Target:
        acting = (role,) if role else speaker.roles
        below = any(above in acting for above in line_above(self.library, post))
        colleagues = any(post.split("/")[0] == key.split("/")[0] for key in acting)
        inside = Relation.OWN_DEPARTMENT if below else Relation.OTHER_GROUP
        return Target(relation=inside if colleagues else Relation.OTHER_DEPARTMENT, role=post)

    def concerning(self, topic: Topic) -> list[Proposal]:
        """The proposals that are done to somebody of the company."""
        actions = self.library.vocabulary.actions
        return [one for one in topic.proposals if one.action and one.action in actions and actions[one.action].concerns == "employee"]

    def _aimed(self, topic: Topic, target: Target) -> Topic | None:
        """The same done to somebody else; what was said of the one before isn't said of them."""
        concerning = topic.proposals if target.relation is Relation.SELF else self.concerning(topic)
        if not concerning:
            return None
        kept = {key for key, fact in self.library.vocabulary.facts.items() if fact.concerns != "employee"} - {*_SCOPES}
        somebody_else = target.person is not None or target.role is not None
        return replace(
            topic,
            proposals=tuple(
                replace(
                    one,
                    target=target,
                    facts={k: v for k, v in one.facts.items() if k in kept or (not somebody_else and k not in _SCOPES)},
                )
                if one in concerning
                else one
                for one in topic.proposals
            ),
        )

    def _measured(self, topic: Topic, added: Addition) -> Topic | None:
        """The same with another amount, where exactly one of the actions takes an amount of this kind."""
        fitting: list[int] = []
        for place, one in enumerate(topic.proposals):
            unit = self._unit(one)
            money = any(mention.unit not in ("percent", "number", *COUNTED) for mention in added.sentence.amounts)
            percent = any(mention.unit == "percent" for mention in added.sentence.amounts)
            payable = not (money and unit == "percent") and not (percent and unit != "percent")
            if unit and any(fits(mention, unit) for mention in added.sentence.amounts) and (payable or unit in COUNTED):
                fitting.append(place)
        if len(fitting) != 1:
            return None
        one = topic.proposals[fitting[0]]
        found = measure(added.sentence, Hit(0, 0, "action", one.action or ""), self._unit(one), alone=True)
        found = held_against([limit for grant in self.library.grants if grant.action == one.action for limit in grant.limits], found)
        if total := self._total(one, added, found):
            return replace(topic, proposals=tuple(total if place == fitting[0] else each for place, each in enumerate(topic.proposals)))
        told = one.amounting(found.quantity, vague=found.vague, over=found.over, each=found.each, remarks=found.remarks)
        return replace(topic, proposals=tuple(told if place == fitting[0] else each for place, each in enumerate(topic.proposals)))

    def _total(self, proposal: Proposal, added: Addition, found: Measure) -> Proposal | None:
        """The same with what all comes to, where that is what is added (总共 8 天) and some limit adds up."""
        said = TOTAL.search(added.sentence.folded.text)
        if not said or proposal.amount is None or found.quantity is None or found.quantity.value < proposal.amount.value:
            return None
        facts = within_limits(self.library, proposal.action, found.quantity.value)
        return replace(proposal, facts={**proposal.facts, **facts}) if facts else None

    def _unit(self, proposal: Proposal) -> str | None:
        action = self.library.vocabulary.actions.get(proposal.action or "")
        return action.unit if action else None

    def _told(self, topic: Topic, added: Addition, acting: Sequence[RoleKey]) -> Topic | None:
        """The same with more facts, where some action turns on one of them."""
        actions = {one.action for one in topic.proposals}
        granted = [grant for grant in self.library.grants if grant.action in actions]
        turns_on = {fact for grant in granted for fact in (*grant.conditions, *facts_of_limits(grant))}
        books = {post.split("/")[0] for post in acting}
        bans = [ban for ban in self.library.prohibitions if not books.isdisjoint(ban.books) and ban.action in (None, *actions)]
        turns_on |= {fact for ban in bans for fact in (*ban.when, *ban.unless)}
        turns_on |= {one.condition for grant in granted for one in grant.involves if one.condition}
        presumed = {fact for fact in added.facts if self.library.vocabulary.facts[fact].presumed}
        told = [(one, with_totals(self.library, added.sentence, one.action, added.facts, one.amount)) for one in topic.proposals]
        if turns_on.isdisjoint(added.facts.keys() - presumed or presumed) and not any(totals.used for _, totals in told):
            return None
        proposals = (replace(one, facts={**one.facts, **totals.facts}, used={**one.used, **totals.used}) for one, totals in told)
        return replace(topic, proposals=tuple(proposals))
