"""Answers from the rules that also decide: who may do something, may a post do it, up to how much, what follows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.authority.routing import line_above
from bot.language.asking.affecting import done_to, follows
from bot.language.asking.answers import Answer, Intent
from bot.language.asking.grounds import ANSWERS, ASKS_BACK, CLAUSES, Grounds
from bot.language.asking.limiting import limits_asked
from bot.language.asking.questions import Question
from bot.language.checking.facts.stating import stated
from bot.language.checking.people.relations import relations
from bot.language.checking.wording.circumstances import by_the_way, circumstances
from bot.language.checking.wording.intending import without_parts
from bot.language.checking.wording.weighing import understood
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence, span
from bot.language.speaking import Speaker
from bot.model import ClauseId, Decision, Grant, Mode, Outcome, Prohibition, Reason, RoleKey

#: Decides what a sentence proposes as if a speaker proposed it.
Judge = Callable[[Sentence, Speaker], Decision]
#: A week has five working days or seven, whichever a limit counts.
_WEEKS = re.compile("周|星期|礼拜|week")
#: How the one whom an act concerns can stand to the asker so that it matters.
_TELLING = frozenset({"other-group", "other-department", "self"})


def _powers_of(sentence: Sentence) -> bool:
    """Whether it asks what one may who was only named as part of an act: 组长有什么权限."""
    asked = [hit.start for hit in sentence.of("marker", "duties")]
    return any(hit.end in asked for hit in sentence.of("action") if not sentence.of("marker", "who"))


#: What was done before what is asked about: after listening to the recordings.
_AFTERWARDS = re.compile(r" (?:after|once|by|from|while|when) $")
_DOING = re.compile(r"[a-z]+ing\b")


def _asked(question: Question) -> tuple[str, ...]:
    """The acts that may or may not be done, without those that were only told before: 听了录音，发现有人偷懒，能罚他吗."""
    sentence = question.sentence
    may = sentence.of("marker", "may")
    if not may or question.has("who"):
        return question.actions
    first, aside = sentence.segment_of(may[0].start), circumstances(sentence)
    acts = [act for act in without_parts(sentence.of("action")) if act.id in question.actions]
    told = [act for act in acts if by_the_way(aside, act) or _done_before(sentence, act)]
    asked = [act for act in acts if sentence.segment_of(act.start) >= first and act not in told]
    if sentence.language == "zh":
        asked = [act for act in asked if act.start >= may[0].start] or asked
    return tuple(dict.fromkeys(act.id for act in asked)) or question.actions


def _done_before(sentence: Sentence, act: Hit) -> bool:
    """Whether it is what something else comes after, by its form: after listening to the recordings."""
    start, _ = span(sentence, act)
    before = sentence.text[max(0, start - len(" after ")) : start]
    return bool(_AFTERWARDS.search(before)) and bool(_DOING.match(sentence.text, start))


class Rights:
    """Answers about acts, for one library."""

    def __init__(self, grounds: Grounds, judge: Judge) -> None:
        self.grounds = grounds
        self.library = grounds.library
        self.index = grounds.index
        self._judge = judge
        #: What some book grants or forbids.
        self._spoken_of = {*(g.action for g in self.library.grants), *(ban.action for ban in self.library.prohibitions)}

    def about(self, question: Question) -> Answer | None:
        """Who may do something, may a post do it, up to how much, and what follows."""
        return self._forbidden(question) or (self._of_acts(question) if self._names_acts(question) else None)

    def _names_acts(self, question: Question) -> bool:
        """Whether acts are what it is about: 9折谁能给 says one by its figure."""
        cut = any(mention.cut for mention in question.sentence.amounts)
        return bool(question.actions) and (cut or understood(question.sentence) >= ANSWERS)

    def _of_acts(self, question: Question) -> Answer | None:
        """What the rules say of the acts that were named; None where those asked about have nothing to do with them."""
        if silent := self._of_nobody(question):
            return silent
        named = [key for key in question.actors if not self.library.roles[key].outside]
        if not self._granting(question) or not self._concerned(question, named):
            return None
        if named and (suffering := done_to(self.library, question)):
            return self._over(question, suffering)
        named = named or self._own(question)
        grants = [grant for key in named for grant in self.grounds.grants(question, key)]
        if named and (lacking := self._lacking(question, grants)):
            return self._not_held(replace(question, actions=lacking), named)
        return self._held(question, named, grants) if named else self._by_whom(question)

    def _granting(self, question: Question) -> list[Grant]:
        """All grants of the acts that were named, whoever holds them."""
        return [grant for grant in self.library.grants if grant.action in question.actions]

    def _concerned(self, question: Question, named: Sequence[RoleKey]) -> bool:
        """Whether the books of the posts and of the departments that were named grant any of the acts."""
        posts = not named or any(self.grounds.knows(key, question.actions) for key in named)
        return posts and (not question.units or any(self.grounds.unit_knows(book, question.actions) for book in question.units))

    def _own(self, question: Question) -> list[RoleKey]:
        """The asker's own posts, where it is asked if something told may be done, and not by whom: 能打8折吗."""
        others = question.roles or question.units or question.strangers or question.has("who", "limit", "after", "third")
        if others or not question.has("may") or not self._told(question):
            return []
        return [key for key in question.speaker.roles if self.grounds.knows(key, question.actions)]

    def _held(self, question: Question, named: Sequence[RoleKey], grants: Sequence[Grant]) -> Answer:
        """What those who are asked about may do."""
        chosen = grants or self._granting(question)
        clauses = [grant.clause for grant in chosen]
        clauses += [
            clause
            for key in named
            if (clause := self.library.roles[key].inherits_clause) and any(g.role != key for g in self.grounds.grants(question, key))
        ]
        verdict = self._verdict(question, named)
        if verdict and verdict.outcome in (Outcome.APPROVAL_REQUIRED, Outcome.PROHIBITED):
            clauses = [*verdict.clauses, *clauses]
        return self._answer(question, clauses, roles=tuple(named), holders=tuple(named), verdict=verdict)

    def _by_whom(self, question: Question) -> Answer:
        """Who may do it: those whose limit covers the amount, and where nobody's does, to whom it goes."""
        granting = self._granting(question)
        beyond = self._beyond(question, granting)
        chosen = [grant for grant in granting if grant.role not in beyond]
        holders = tuple(dict.fromkeys(grant.role for grant in chosen))
        own = [grant for grant in granting if grant.role in beyond and grant.role in question.speaker.roles]  # 超过2000元找谁批
        if chosen:
            return self._answer(question, [grant.clause for grant in (*chosen, *own)], holders=holders)
        furthest = max((grant for grant in granting if grant.limit), key=lambda grant: grant.limit.max if grant.limit else 0)
        verdict = beyond[furthest.role]
        return self._answer(question, [furthest.clause, *verdict.clauses, *(grant.clause for grant in granting)], verdict=verdict)

    def _beyond(self, question: Question, grants: Sequence[Grant]) -> dict[RoleKey, Decision]:
        """The decisions for those holders beyond whose limit is the amount that was told: 谁能批600元的补偿."""
        text, amounts = question.sentence.text, question.sentence.amounts
        if not amounts or not any(grant.limit for grant in grants) or any(_WEEKS.search(text, one.start, one.end) for one in amounts):
            return {}
        decisions = {role: self._decided(question, role) for role in dict.fromkeys(grant.role for grant in grants)}
        return {
            role: decision
            for role, decision in decisions.items()
            if decision.proposal.action in question.actions and decision.reason is Reason.OVER_LIMIT
        }

    def reaching(self, question: Question, found: Answer) -> Answer:
        """Of what was found by its words alone, those whose limit covers the amount; where nobody's does, to whom it goes.

        "Who may waive 500 yuan" says what is done, and no word of what it is done to.
        """
        told = [mention.quantity for mention in question.sentence.amounts if mention.quantity]
        acts = {grant.action for grant in self.library.grants if grant.clause in found.clauses and grant.limit}
        if found.intent is not Intent.WHO or question.actions or len(told) != 1 or len(acts) != 1:
            return found
        granting = [grant for grant in self.library.grants if grant.action in acts]
        short = [grant for grant in granting if grant.limit and grant.limit.covers(told[0]) is False]
        if not short:
            return found
        if chosen := [grant for grant in granting if grant not in short]:
            return replace(found, clauses=tuple(dict.fromkeys(grant.clause for grant in chosen)))
        furthest = max(short, key=lambda grant: grant.limit.max if grant.limit else 0)
        above = [escalation.clause for escalation in self.library.roles[furthest.role].escalations]
        return replace(found, intent=Intent.BEYOND, clauses=tuple(dict.fromkeys((furthest.clause, *above))), roles=(furthest.role,))

    def _answer(
        self,
        question: Question,
        clauses: Sequence[ClauseId],
        *,
        roles: tuple[RoleKey, ...] = (),
        holders: tuple[RoleKey, ...] = (),
        verdict: Decision | None = None,
    ) -> Answer:
        """An answer by these clauses, and by those that forbid the acts."""
        forbidding = [ban.clause for ban in self.library.prohibitions if ban.action in question.actions]
        return Answer(
            kind="answer",
            intent=self._intent(question),
            clauses=tuple(dict.fromkeys((*clauses, *forbidding)))[:CLAUSES],
            roles=roles,
            holders=holders,
            actions=question.actions,
            verdict=verdict,
        )

    def _lacking(self, question: Question, grants: Sequence[Grant]) -> tuple[str, ...]:
        """The acts that are asked about, where those who are named hold none of them, and somebody else does."""
        asked = _asked(question) if grants else question.actions
        held = {grant.action for grant in grants}
        known = {grant.action for grant in self.library.grants}
        return asked if held.isdisjoint(asked) and not known.isdisjoint(asked) else ()

    def _over(self, question: Question, suffering: Sequence[RoleKey]) -> Answer:
        """Who above a post may do it to its holder."""
        above = {key for role in suffering for key in line_above(self.library, role)}
        chosen = [g for g in self.library.grants if g.action in question.actions and g.role in above]
        return Answer(
            kind="answer" if chosen else "unknown",
            intent=Intent.WHO,
            clauses=tuple(dict.fromkeys(grant.clause for grant in chosen))[:CLAUSES],
            roles=() if chosen else tuple(suffering),
            holders=tuple(dict.fromkeys(grant.role for grant in chosen)),
            actions=question.actions,
        )

    def _of_nobody(self, question: Question) -> Answer | None:
        """Silence about acts that no book gives or forbids, and about what posts may do that the books only mention."""
        intent = self._intent(question)
        if not question.roles and _powers_of(question.sentence):
            return Answer(kind="unknown", intent=Intent.DUTIES, actions=question.actions)
        if self._spoken_of.isdisjoint(question.actions) and question.has("may") and not question.has("who"):
            return Answer(kind="unknown", intent=intent, actions=question.actions)
        said_of = {hit.id for hit in question.sentence.of("fact")}
        turning = any(said_of & set(g.conditions) for g in self.library.grants if g.action in question.actions)
        subject = question.roles and self.library.roles[question.roles[0]].outside
        if subject and not turning and not question.has("after", "away", "standin"):
            return Answer(kind="unknown", intent=intent, roles=question.roles[:1], actions=question.actions)
        return None

    def _told(self, question: Question) -> bool:
        """Whether it tells a case by itself: how much, whom it concerns, or what isn't so."""
        sentence = question.sentence
        whom = relations(sentence, question.speaker, range(len(sentence.segments)))
        told = bool(sentence.amounts) or not _TELLING.isdisjoint(whom)
        return told or any(hit.part == "false" for hit in sentence.of("fact"))

    def _verdict(self, question: Question, named: Sequence[RoleKey]) -> Decision | None:
        """The decision on the case that the question tells: 经理能罚 150 元吗 is answered no, not by the rule alone."""
        proposing = self._only_proposes(question, named)
        doing = [key for key in named if self.grounds.grants(question, key)] if proposing else named
        if not (proposing or self._told(question)) or len(doing) != 1 or len(question.actions) != 1:
            return None
        decision = self._decided(question, doing[0])
        return decision if decision.proposal.action in question.actions else None

    def _decided(self, question: Question, role: RoleKey) -> Decision:
        """The decision on what was told, if the holder of a post proposed it."""
        return self._judge(question.sentence, replace(question.speaker, roles=(role,), person=None))

    def _only_proposes(self, question: Question, named: Sequence[RoleKey]) -> bool:
        """Whether it asks if a post may do what it may only apply for or recommend: 助理能不能任命经理."""
        modes = {grant.mode for key in named for grant in self.grounds.grants(question, key)}
        return Mode.ACT not in modes and self._intent(question) is Intent.MAY and question.has("may")

    def _forbidden(self, question: Question) -> Answer | None:
        """What the book forbids, where the question describes just that."""
        said_of = dict.fromkeys(hit.id for hit in question.sentence.of("fact"))
        facts = {key: value for key in said_of if (value := stated(question.sentence, self.library.vocabulary.facts[key])) is not None}
        bans = [ban for ban in self.library.prohibitions if self._describes(question, ban, facts)]
        if not bans:
            return None
        refused = {g.action for g in self.library.grants if any(set(ban.when) & set(g.conditions) for ban in bans)}
        if refused & set(question.actions):
            return None
        books = {*question.units, *(key.split("/")[0] for key in question.roles)}
        bans = [ban for ban in bans if not books or ban.book in books]
        liable = (
            self.index.search(question.sentence, self.grounds.of_books({ban.book for ban in bans}), 1)
            if question.has("after", "who")
            else []
        )
        clauses = tuple(dict.fromkeys([*(f.clause for f in liable if f.coverage >= ANSWERS), *(ban.clause for ban in bans)]))
        lifting = dict.fromkeys(fact for ban in bans for fact in ban.unless if fact not in facts)
        unless = tuple(lifting) if all(ban.unless for ban in bans) else ()
        return Answer(kind="answer", intent=Intent.FORBIDDEN, clauses=clauses, roles=question.roles, unless=unless) if bans else None

    def _describes(self, question: Question, ban: Prohibition, facts: Mapping[str, bool]) -> bool:
        """Whether just what is forbidden is asked about: the action with all that it turns on, and nothing that lifts it."""
        named = ban.action in question.actions
        if not (named or (ban.action and ban.when and question.sentence.of("money", ban.action))):
            return False
        if ban.roles and set(question.roles or question.speaker.roles).isdisjoint(ban.roles):
            return False
        if not all(facts.get(fact) for fact in ban.when) or any(facts.get(fact) for fact in ban.unless):
            return False
        return bool(ban.when) or self._outright(question, ban, facts)

    def _outright(self, question: Question, ban: Prohibition, facts: Mapping[str, bool]) -> bool:
        """Whether what a book forbids without any condition is no power of those who are asked about."""
        if understood(question.sentence) < ANSWERS:
            return False
        granted = any(g.action == ban.action and g.role.startswith(f"{ban.book}/") for g in self.library.grants)
        return not granted or any(fact in facts for fact in ban.unless) or (bool(ban.roles) and not ban.unless)

    def _not_held(self, question: Question, named: Sequence[RoleKey]) -> Answer:
        """That those who were asked about may not, who may for so much, and where nobody may, to whom it goes."""
        granting = self._granting(question)
        short = self._beyond(question, granting)
        grants = [grant for grant in granting if grant.role not in short] or granting
        verdict = self._decided(question, named[0]) if short and grants == granting and len(named) == 1 else None
        holders = tuple(dict.fromkeys(grant.role for grant in grants))
        acting = [a.clause for key in named if (a := self.library.roles[key].acts_for) and a.role in holders]
        own = [found.clause for found in self.index.search(question.sentence, self.grounds.scope(named), 1) if found.coverage >= ASKS_BACK]
        beyond = [escalation.clause for key in named for escalation in self.library.roles[key].escalations]
        clauses = [*own, *acting, *(g.clause for g in grants), *beyond]
        return Answer(
            kind="answer",
            intent=Intent.MAY,
            clauses=tuple(dict.fromkeys(clauses))[:CLAUSES],
            roles=tuple(named),
            holders=holders,
            actions=question.actions,
            verdict=verdict if verdict and verdict.proposal.action in question.actions else None,
        )

    def _intent(self, question: Question) -> Intent:
        if question.has("after") and (follows(question) or not question.has("who")):  # who signs supply contracts
            return Intent.AFTER
        for marker, intent in (("limit", Intent.LIMIT), ("who", Intent.WHO)):
            if question.has(marker):
                return intent
        return Intent.LIMIT if limits_asked(self.library, question) else Intent.MAY
