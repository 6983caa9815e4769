"""Whether clauses are evidence for what a question asks: what it turns on must stand in them.

A question may ask for a number, a time, a place, a name or some attribute (how many, since when, where, whose,
which colour). A clause on the same matter that doesn't have it is no answer, however near it is. Nor is one that
leaves a fair share of the question to words that nothing here knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.language.asking.accounting import Account, Accountant
from bot.language.asking.answers import Answer, Intent
from bot.language.asking.attributes import Attributes
from bot.language.asking.dating import given, times_asked
from bot.language.asking.grounds import CHOICES, Grounds
from bot.language.asking.lines import OF_LINES
from bot.language.asking.questions import Question, said
from bot.language.asking.shapes import Shapes
from bot.language.recognising.owning import used
from bot.language.recognising.sentence import Sentence
from bot.model import ClauseId
from bot.rulebook.library import DutyTerms

#: The most that words which nothing knows may make up of what a question says (per cent).
ALIEN = 25
#: The same where the asker's own post is meant, whose clauses are few.
OWN_ALIEN = 34
#: The same where there is but one clause to ask back with, and where the very thing that is asked about is among such words;
#: what is known must have some weight then.
SOLE_ALIEN, POINT_ALIEN = 30, 16
SOLE_KNOWN, POINT_KNOWN = 8, 16
#: So much must a clause that has every word have of them where no concept is among them.
SOLE_WRITTEN = 4
#: And so much more of the question than the next clause (per cent).
CLEAR = 20
#: So much of what is asked itself, apart from when or if it is so, is too much for such words (per cent).
MAIN_ALIEN = 60
#: What the words right behind these markers say is the point of a question.
POINTS = ("who", "which", "how", "may", "receive", "when", "count")
#: So far behind them, in characters.
REACH = 12

#: How much may I spend: the sum is the point, and not the spending.
_SPENDING = re.compile(r".?(?:(?: i| we| you| he| she| thei| a manag)* (?:spend|pay|use|go up to|sign for|commit|approv)\b|[花付用出批])")
#: What is asked for is a thing, and not whether one may.
_WHAT = re.compile(r" (?:what|which|how|where|when) ")

#: What car does she drive: the thing that is asked for stands right behind.
_WHAT_THING = re.compile(
    r" what (?=[a-z])(?!(?:i|is|are|wa|was|were|do|doe|did|can|may|must|should|shall|will|would|could|has|have|had|if|to|about|els"
    r"|happen|come|you|we|they|he|she|it|the|my|our|your|their|hi|her|a|an|exact|kind|sort|els|all|other|need|count|appli|goe) )"
)
#: Which boarding group goes first: the noun right before what it does.
_WHICH_ONE = re.compile(r"^ which (?:[a-z]+ ){1,2}?([a-z]+) (?:goe|come|get|board|start|open|leav) ")
#: What should I wear: the doing that is asked for stands right behind.
_WHAT_DOING = re.compile(
    r" what (?:should|can|may|must|do|doe|did|shall|would|could|am|are)(?: not)? (?:i|we|you|one|he|she|thei|they)"
    r"(?: (?:have to|need to|to|suppos to|also))?"
    r" (?=[a-z]+ )(?!(?:do|have|need|be|get|take|make|say|know|happen|if|when|with|about|and|as|in|on|at|for|to|at) )"
)
#: Where an English sentence only says when or if; but "when do I" asks.
_WHEN_IF = re.compile(
    r" (?:when|if|befor|after|onc|while|until|although|unless|as soon as)(?! (?:do|doe|did|is|are|can|may|must|should|will)) "
)


class Evidence:
    """Holds the clauses of one library against questions."""

    def __init__(self, grounds: Grounds) -> None:
        library = grounds.library
        self.library = library
        self.index = grounds.index
        self._accountant = Accountant(library, grounds.index)
        self._attributes = Attributes(library, grounds.index)
        self._shapes = Shapes(library, grounds.index)
        self._acts = used(library).actions
        self._duties: dict[ClauseId, list[DutyTerms]] = {}
        self._books: dict[str, list[ClauseId]] = {}
        for clause in library.clauses.values():
            self._books.setdefault(clause.book, []).append(clause.id)
        for duty in library.duties.values():
            self._duties.setdefault(duty.clause, []).append(duty)
        #: The clauses that forbid a fact, whatever is done.
        self._forbidden: dict[str, set[ClauseId]] = {}
        for ban in library.prohibitions:
            for fact in ban.when if ban.action is None else ():
                self._forbidden.setdefault(fact, set()).add(ban.clause)
        #: Concepts that name what is done something with, and never the doing.
        self._doings = {concept for duty in library.duties.values() for concept in duty.do}
        self._things = {concept for duty in library.duties.values() for concept in duty.what} - self._doings

    def held(self, question: Question, answer: Answer) -> Answer:
        """The answer, where its clauses have what was asked for; else that the book is silent, or a question back."""
        if answer.kind != "answer":
            return answer
        if answer.intent in OF_LINES:
            uncounted = self._attributes.unmet(question, answer.clauses, ("count", "limit", "when", "attribute"))
            return self._silence(question, answer, uncounted) if uncounted else answer
        if done := self._shapes.done_to(question, answer):
            return Answer(kind="unknown", intent=Intent.DUTIES, roles=question.roles, unknown_words=(done,))
        if self._beside(question, answer):
            return self._back(question, answer)
        lacking = self._lacking(question, answer)
        if lacking:
            return self._silence(question, answer, lacking)
        strange = self.strange(question, answer)
        return self._back(question, answer, strange) if strange else answer

    def after_all(self, question: Question, back: Answer) -> Answer:
        """What would be asked back with, as the answer where it lacks next to nothing of what was said; else the question back."""
        untold = self._shapes.untold(question, back.choices) or self._attributes.unmet(question, back.choices, ("attribute", "count"))
        if untold:
            return self._silence(question, back, untold)
        if powers := self._own_powers(question, back):
            return powers
        sole = replace(back, kind="answer", clauses=back.choices[:1], choices=(), unknown_words=())
        acts = [f"a:{action}" for action in question.actions if action in self._acts]
        if acts and not any(self.index.has(clause, act) for clause in sole.clauses for act in acts):
            return back  # 协调员可以开除创作人员吗 isn't answered by what they do with them
        if self._beside(question, sole) or self._lacking(question, sole):
            return back
        account = self._accountant.account(question, sole)
        if self._pointless(question.sentence, account):
            near = account.share <= POINT_ALIEN and account.known > POINT_KNOWN
            return replace(sole, clauses=back.choices) if near else back
        if len(back.choices) > 1 or account.known < SOLE_KNOWN or account.share >= SOLE_ALIEN or _aside(question.sentence, account):
            return back
        return back if account.strange and question.has("how") else sole

    def _own_powers(self, question: Question, back: Answer) -> Answer | None:
        """What the asker may do themselves among the clauses near, where they ask just that: "what can I buy on my own"."""
        if not question.mine or question.actions or not question.has("may", "limit"):
            return None
        granted = {one.clause: one for one in self.library.grants if one.role in question.roles and not one.duty}
        own = tuple(clause for clause in back.choices if clause in granted and (granted[clause].limit or not question.has("limit")))
        powers = replace(back, kind="answer", clauses=own, choices=(), unknown_words=())
        if not own or self._at_odds(powers) or self._lacking(question, powers) or self.strange(question, powers):
            return None
        return powers if self._accountant.account(question, powers).known else None

    def _silence(self, question: Question, answer: Answer, words: tuple[str, ...]) -> Answer:
        return Answer(kind="unknown", intent=answer.intent, roles=question.roles, unknown_words=words)

    def _back(self, question: Question, answer: Answer, words: tuple[str, ...] = ()) -> Answer:
        return Answer(kind="clarify", intent=answer.intent, roles=question.roles, choices=answer.clauses[:CHOICES], unknown_words=words)

    def _lacking(self, question: Question, answer: Answer) -> tuple[str, ...]:
        """Whom or what it asks about of which the clauses don't speak; empty where they do."""
        return self._strayed(question, answer) or self._foreign(question, answer) or self.missing(question, answer)

    def _strayed(self, question: Question, answer: Answer) -> tuple[str, ...]:
        """The words of acts that are said of something else, where the first clause grants just these."""
        granted = {grant.action for grant in self.library.grants if grant.clause == answer.clauses[0]}
        return question.strayed_words if granted and granted <= {*question.strayed} else ()

    def _foreign(self, question: Question, answer: Answer) -> tuple[str, ...]:
        """Posts and departments that no book has, and of which the clauses don't speak either."""
        return tuple(name for name in question.strangers if not any(self.index.holds(clause, name) for clause in answer.clauses))

    def _beside(self, question: Question, answer: Answer) -> bool:
        """Whether the clauses are only near: found by circumstances alone, not saying what one may, or each on another act."""
        if answer.intent in (Intent.SEARCH, Intent.WHO):
            first = answer.clauses[0]
            if self._of_another_thing(question, answer.clauses):
                return True
            if (self._bare(question, first) and not self._alone(question, answer)) or self._unread(question, first):
                return True
        return self._at_odds(answer)

    def _at_odds(self, answer: Answer) -> bool:
        """Whether acts towards different people, or two towards customers, were named that no clause has together."""
        concerns = [self.library.vocabulary.actions[action].concerns for action in answer.actions]
        acts = {action for action, concern in zip(answer.actions, concerns, strict=True) if concern}
        apart = concerns.count("customer") > 1 or len({concern for concern in concerns if concern}) > 1
        if answer.intent is Intent.COMPARE or not apart:
            return False
        return not any(acts <= {grant.action for grant in self.library.grants if grant.clause == clause} for clause in answer.clauses)

    def missing(self, question: Question, answer: Answer) -> tuple[str, ...]:
        """What the question asks for and the clauses of an answer don't have, as it was said; empty where they have it all."""
        sentence, clauses = question.sentence, answer.clauses
        shape = self._shapes.unanswerable(question, answer)
        if shape:
            return (shape,)
        focus = self._focus(sentence, clauses)
        if focus:
            return (focus,)
        return self._attributes.unmet(question, clauses)

    def untimed(self, question: Question, answer: Answer) -> tuple[str, ...]:
        """The words that ask by when or how often, where no clause of the answer says so."""
        sentence, clauses = question.sentence, answer.clauses
        return tuple(
            said(sentence, hit) for hit in times_asked(sentence) if not any(given(sentence, hit, self.index, clause) for clause in clauses)
        )

    def _focus(self, sentence: Sentence, clauses: Sequence[ClauseId]) -> str | None:
        """用什么设备, which bank: the thing that is asked for, where none of the clauses speaks of it."""
        head = _WHICH_ONE.search(sentence.folded.text)
        if head and not self._has_noun(sentence, head, clauses):
            return head[1]
        for asked in sentence.of("marker", "which"):
            here = [hit for hit in sentence.of("concept") if asked.end - 1 <= hit.start <= asked.end and hit.id in self._things]
            things = [hit for hit in here if not any(m.start <= hit.start and hit.end <= m.end for m in sentence.of("marker", "after"))]
            around = [o for o in sentence.of("concept") if any(hit.within(o) for hit in things)]  # 有什么动静 is information as a whole
            if any(self.index.has(clause, f"c:{o.id}") for clause in clauses for o in around):
                continue
            keys = {f"c:{hit.id}" for hit in things}
            if things and not any(self.index.has(clause, key) for clause in clauses for key in keys):
                return said(sentence, things[0])
        return None

    def _has_noun(self, sentence: Sentence, noun: re.Match[str], clauses: Sequence[ClauseId]) -> bool:
        """Whether a clause has a noun of the question, by itself or as part of something that was recognised."""
        around = [hit for kind in ("concept", "role", "unit", "action") for hit in sentence.of(kind) if hit.start < noun.end(1) <= hit.end]
        asking = [hit for kind in ("who", "name", "when") for hit in sentence.of("marker", kind) if hit.start < noun.end(1) <= hit.end]
        if asking or any(hit.kind != "concept" or any(self.index.has(clause, f"c:{hit.id}") for clause in clauses) for hit in around):
            return True
        return any(self.index.holds(clause, f" {noun[1]} ") for clause in clauses)

    def strange(self, question: Question, answer: Answer) -> tuple[str, ...]:
        """The words that the clauses of an answer don't account for, where they make up a fair share of the question."""
        account = self._accountant.account(question, answer)
        most = OWN_ALIEN if question.mine else ALIEN
        beside = account.share >= most or self._pointless(question.sentence, account) or _aside(question.sentence, account)
        return account.strange if beside else ()

    def whole(self, question: Question, answer: Answer) -> bool:
        """Whether the clauses of an answer account for every word."""
        return not self._accountant.account(question, answer).strange

    def _pointless(self, sentence: Sentence, account: Account) -> bool:
        """Whether the very word that is asked about isn't accounted for: who waters the plants, 怎么销毁."""
        for marker in POINTS:
            for hit in sentence.of("marker", marker):
                if sentence.of("marker", "limit") and _SPENDING.match(sentence.folded.text, hit.end - 1):
                    continue
                if not account.met(hit.back(sentence.folded.text), hit.end + REACH):
                    return True
        whats = (_WHAT_THING.search(sentence.folded.text), _WHAT_DOING.search(sentence.folded.text))
        return any(what is not None and not account.met(what.end(), what.end() + REACH) for what in whats)

    def _bare(self, question: Question, clause: ClauseId) -> bool:
        """Whether a clause shares nothing with the question but circumstances and pairs of characters.

        A fact that is forbidden by itself is no circumstance.
        """
        sentence = question.sentence
        if any(clause in self._forbidden.get(hit.id, ()) for hit in sentence.of("fact")):
            return False
        people = {(hit.start, hit.end) for hit in sentence.of("relation", "customer")}  # of whom nearly every clause speaks
        things = [hit for hit in sentence.of("concept") if (hit.start, hit.end) not in people]
        keys = [*(f"c:{hit.id}" for hit in things), *(f"a:{action}" for action in question.actions)]
        return not any(self.index.has(clause, key) for key in keys)

    def _of_another_thing(self, question: Question, clauses: Sequence[ClauseId]) -> bool:
        """Whether what it ends in, with whom it is asked for, is a thing that none of the clauses has: 谁来定理赔目标."""
        text = question.sentence.folded.text
        if question.actions or question.sentence.language != "zh" or not question.has("who"):
            return False
        end = len(text.rstrip("?!.。 呢啊呀吗"))
        last = [hit for hit in question.sentence.of("concept") if hit.end == end and not hit.gaps]
        if not last or any(hit.id in self._doings for hit in last):
            return False
        said_so = any(self.index.holds(clause, said(question.sentence, hit)) for clause in clauses for hit in last)
        return not said_so and not any(self.index.has(clause, f"c:{hit.id}") for clause in clauses for hit in last)

    def _alone(self, question: Question, answer: Answer) -> bool:
        """Whether a clause has every word of a question for somebody or a number, and the next in its book has clearly less of it."""
        if not question.has("who", "limit", "count"):
            return False
        sole = replace(answer, clauses=answer.clauses[:1])
        account = self._accountant.account(question, sole)
        if account.strange or account.known < SOLE_WRITTEN:
            return False
        first, *others = self.index.search(question.sentence, self._books[self.library.clauses[sole.clauses[0]].book], 3)
        return first.clause in sole.clauses and all(
            first.coverage - other.coverage >= CLEAR or self._accountant.account(question, replace(sole, clauses=(other.clause,))).strange
            for other in others
        )

    def _unread(self, question: Question, clause: ClauseId) -> bool:
        """Whether it asks if one may, and neither an act nor what the clause does was named: 没有工作可以贷款吗."""
        if (
            question.actions
            or question.mine
            or _WHAT.match(question.sentence.folded.text)
            or not question.has("may")
            or question.has("who", "which", "why", "duties", "how")
        ):
            return False
        said = {hit.id for hit in question.sentence.of("concept")}
        return clause in self._duties and not any(said.intersection(duty.do) for duty in self._duties[clause])


def _aside(sentence: Sentence, account: Account) -> bool:
    """Whether the clauses have only when or if it is so: "do I need a *car* | when I visit a client"."""
    text = sentence.folded.text
    found = _WHEN_IF.search(text)
    if sentence.language == "zh" or found is None:
        return False
    if found.start() > 0:
        return account.left_of(0, found.start()) >= MAIN_ALIEN
    behind = text.find(",", found.end())
    return behind > 0 and account.left_of(behind, len(text)) >= MAIN_ALIEN
