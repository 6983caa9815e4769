"""The fallback where no rule answers: the clause that accounts for most of the question, looked for nearest first."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.language.asking.answers import Answer, Intent
from bot.language.asking.grounds import ANSWERS, ANSWERS_AHEAD, ASKS_BACK, CHOICES, Grounds
from bot.language.asking.limiting import included
from bot.language.asking.questions import Question
from bot.language.recognising.sentence import Sentence
from bot.language.searching import Found, terms
from bot.model import ClauseId, RoleKey

#: Among the few clauses of the post asked about, less will do (per cent).
OWN_ANSWERS = 28
#: How far ahead of the next clause one must be that answers for less (per cent of its score).
AHEAD = 130
#: What accounts for nearly all of a question (per cent), and is hardly behind the first by its score (per cent of that).
WHOLE, HARDLY = 85, 80
#: What the clause of a post has of a question at most (per cent) that gives way to one which has all of it.
HALF, ALL = 50, 98
#: The same where the post is only whom something is given or sent to (发给董事会).
MOST = 70
#: Another department's clause is meant where it matches so many times better, for just as much of the question.
FAR = 4
_GIVEN_TO = re.compile("[给到予]$| (?:to|for|with) (?:the |our |my )?$")
#: Between who and what they do: 由谁来检查.
_COMING = 1
#: What asks for a figure, whatever it is part of.
_NUMBER = re.compile("[多好]少|几| how (?:much|mani) ")
#: Nobody is named: 要不要写文件, and who asks is meant.
_ELLIPTIC = re.compile("(?:平时|日常|那|这)?(?:要不要|能不能|可不可以|该不该|用不用|需不需要|需要|得不得|还?得|要|能)(?!是)")
#: What counts time or turns is no matter by itself: visiting hours aren't the 24 hours of some report.
_UNITS = frozenset(
    "hour day week month quarter year minut time date"
    " 小时 钟头 分钟 工作 作日 一次 两次 每次 每天 每月 每年 天内 日内 个月 年内 次 天 月 年 日".split()
)
#: Says whether an answer holds: the answer itself, or a question back or silence instead.
Held = Callable[[Question, Answer], Answer]


class Fallback:
    """Searches the clauses of one library for an answer that holds."""

    def __init__(self, grounds: Grounds, held: Held) -> None:
        self.grounds = grounds
        self.library = grounds.library
        self.index = grounds.index
        self._held = held

    def search(self, question: Question) -> Answer:
        """The clause found, a question back with those that are near, or that the book is silent."""
        roles = tuple(key for key in question.roles if self.grounds.scope([key]))
        intent = Intent.WHO if question.has("who") else Intent.SEARCH
        books = {*question.units, *(self.library.roles[key].book for key in roles)}
        other = bool(question.actions and books) and not any(self.grounds.unit_knows(book, question.actions) for book in books)
        barred = other and self.grounds.concerned(question)
        refused: Answer | None = None
        nearest: list[Found] | None = None
        for scope, bar in self._scopes(question, roles):
            found = self.index.search(question.sentence, scope)
            nearest = found if nearest is None else nearest
            if not found or not self._can_answer(question, found[0]) or (barred and not self._acts(question, found[0])):
                continue
            if self._outdone(question, found[0], scope) or (not roles and scope and self._far_better(question, found[0])):
                continue
            enough = max(bar, ANSWERS) if other else bar
            near = found if found[0].coverage < ANSWERS_AHEAD else [found[0], *(f for f in found[1:4] if _whole(f, found[0]))]
            reach = [f for f in near if f.coverage >= enough]
            if reach or (_ahead(found) and not other):
                clauses = _best([*reach[:1], *(f for f in found if f is not reach[0])] if reach else found)
                held = self._held(question, Answer(kind="answer", intent=intent, clauses=clauses, roles=question.roles))
                if held.kind == "unknown" and (equal := self._equally(question, found, clauses)):
                    held = equal
                if held.kind == "answer":
                    return held
                refused = refused or held
        if refused:
            return refused
        asked = {term.key for term in terms(question.sentence)} - _UNITS
        close = [f.clause for f in nearest if f.coverage >= ASKS_BACK] if nearest and nearest[0].coverage >= ASKS_BACK else []
        if choices := tuple(clause for clause in close if any(self.index.has(clause, key) for key in asked))[:CHOICES]:
            return Answer(kind="clarify", intent=intent, roles=question.roles, choices=choices)
        return Answer(kind="unknown", intent=intent, roles=question.roles, unknown_words=question.strangers)

    def _equally(self, question: Question, found: Sequence[Found], refused: Sequence[ClauseId]) -> Answer | None:
        """The first clause that accounts for just as much and has the number or the time that is asked for."""
        if not question.has("count", "when", "limit") or found[0].coverage < WHOLE:
            return None
        for one in found:
            if one.clause in refused or one.coverage < found[0].coverage:
                continue
            held = self._held(question, Answer(kind="answer", intent=Intent.SEARCH, clauses=(one.clause,), roles=question.roles))
            if held.kind == "answer":
                return held
        return None

    def searched(self, question: Question) -> list[tuple[int, list[Found]]]:
        """What clause search finds: scope by scope the share that a clause has to account for, and the best clauses."""
        scopes = self._scopes(question, tuple(key for key in question.roles if self.grounds.scope([key])))
        return [(bar, self.index.search(question.sentence, scope, 5)) for scope, bar in scopes]

    def _outdone(self, question: Question, found: Found, scope: list[ClauseId] | None) -> bool:
        """Whether a clause of the same book accounts for all of a question of which one of the post named has but a part.

        The post may only be told or shown something: 施工日志啥时候给项目经理看.
        """
        if scope is None or question.mine or found.coverage > HALF:
            return False
        book = self.library.clauses[found.clause].book
        enough = MOST if _receiving(question.sentence) else ALL
        return any(f.coverage >= enough for f in self.index.search(question.sentence, self.grounds.of_books({book}), 1))

    def _far_better(self, question: Question, found: Found) -> bool:
        """Whether a clause of another department accounts for as much, in words that are far more telling: who writes the minutes."""
        (best, *_) = self.index.search(question.sentence, None, 1) or [found]
        return best.coverage >= found.coverage and best.score > FAR * found.score

    def _acts(self, question: Question, found: Found) -> bool:
        """Whether the clause has an act that was named, or does anything that was said."""
        said = {hit.id for hit in question.sentence.of("concept")}
        does = any(said.intersection(duty.do) for duty in self.library.duties.values() if duty.clause == found.clause)
        return does or any(self.index.has(found.clause, f"a:{action}") for action in question.actions)

    def _can_answer(self, question: Question, found: Found) -> bool:
        """A clause without any figure doesn't answer how much; 最大程度 doesn't ask for one."""
        sentence = question.sentence
        loose = [hit for hit in sentence.of("marker", "limit") if not any(hit.within(other) for other in sentence.of("concept"))]
        asked = loose or (_NUMBER.search(sentence.folded.text) and not question.has("who"))
        if not question.has("limit") or not asked or included(sentence):
            return True
        return any(character.isdigit() for character in self.library.clauses[found.clause].text.zh)

    def _scopes(self, question: Question, roles: tuple[RoleKey, ...]) -> list[tuple[list[ClauseId] | None, int]]:
        """Where to look, nearest first, and how much a clause there has to account for."""
        if roles:
            books = {self.library.roles[key].book for key in roles}
            mine: list[tuple[list[ClauseId] | None, int]] = [(self.grounds.scope(question.speaker.roles), ANSWERS)] if question.own else []
            near: list[tuple[list[ClauseId] | None, int]] = [(self.grounds.scope(roles), OWN_ANSWERS)]
            wide: list[tuple[list[ClauseId] | None, int]] = [(self.grounds.of_books(books), ANSWERS + 10)]
            return [*mine, *wide, *near] if _to_them(question.sentence) else [*mine, *near, *wide]
        if question.units:
            named = [*self.grounds.of_books(question.units), *self.grounds.scope(question.alike)]
            inside: list[tuple[list[ClauseId] | None, int]] = [(named, ANSWERS)]
            return inside if self.grounds.concerned(question) else [*inside, (None, ANSWERS + 20)]
        if question.roles:  # posts that the book mentions without a clause of their own
            return [(self.grounds.of_books({self.library.roles[key].book for key in question.roles}), ANSWERS)]
        own: list[tuple[list[ClauseId] | None, int]] = (
            [(self.grounds.of_books(question.speaker.books), ANSWERS + 10)] if question.speaker.books else []
        )
        if question.speaker.roles and _ELLIPTIC.match(question.sentence.folded.text):
            own[:0] = [(self.grounds.scope(question.speaker.roles), ANSWERS)]
        return [*own, (None, ANSWERS)]


def _receiving(sentence: Sentence) -> bool:
    """Whether something is only given or sent to the posts that were named."""
    text = sentence.folded.text
    posts = sentence.of("role")
    return bool(posts) and all(_GIVEN_TO.search(text, 0, post.front(text)) for post in posts)


def _to_them(sentence: Sentence) -> bool:
    """Whether something is done to the post that was named, and who does it is asked: 谁来检查业务主管, 业务主管的活由谁来检查."""
    who, posts = sentence.of("marker", "who"), sentence.of("role")
    if not who or not posts:
        return False
    if who[0].start >= posts[0].start:
        return sentence.language == "zh" and any(0 <= hit.start - who[0].end <= _COMING for hit in sentence.of("concept"))
    return any(who[0].end <= hit.start + 1 and hit.start < posts[0].start for hit in sentence.of("concept"))


def _whole(found: Found, first: Found) -> bool:
    """Whether it accounts for nearly all, and is hardly behind one that doesn't."""
    return found.coverage >= WHOLE and found.score * 100 >= first.score * HARDLY


def _ahead(found: Sequence[Found]) -> bool:
    """Whether the first accounts for a fair share and leaves the next one well behind."""
    return found[0].coverage >= ANSWERS_AHEAD and (len(found) == 1 or found[0].score * 100 >= found[1].score * AHEAD)


def _best(found: Sequence[Found]) -> tuple[ClauseId, ...]:
    """The best clause and those hardly behind it."""
    top = found[0]
    near = [f for f in found[1:3] if f.score * 100 >= top.score * 72 and f.coverage >= top.coverage - 15]
    return (top.clause, *(f.clause for f in near))
