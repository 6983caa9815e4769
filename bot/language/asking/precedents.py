"""What questions asked before say of an answer: that it holds, that another clause is meant, or that nothing answers this.

The rules find the answer. Where they only ask back, or are silent, such words may often enough have been about some clause; where
they are sure, such words may never have been.
"""

from __future__ import annotations

from dataclasses import replace

from bot.language.asking.answers import Answer, Intent
from bot.language.asking.evidence import Evidence
from bot.language.asking.grounds import CHOICES, Grounds
from bot.language.asking.lines import OF_LINES
from bot.language.asking.questions import Question
from bot.language.likeness import STEP, Likely, Likeness, Precedent
from bot.model import ClauseId
from bot.rulebook.sayings import NONE

#: By how much a clause must be likelier than that nothing answers, to stay the answer: where a rule on an act that was named says so
#: and has all that was said, where either is so, and where it has but a part.
HOLDS_OF_ACT, HOLDS, HOLDS_IN_PART = -20 * STEP, -12 * STEP, 0
#: The same to become the answer, instead of another clause or of a question back, and instead of silence.
DECIDES, SPEAKS = 8 * STEP, 16 * STEP
#: By how much another clause must be likelier to be the answer instead.
OUTWEIGHS = 16 * STEP
#: The same where the answer is the clause of the post that was named, or rests on an act that was: it may only be what came before
#: (放款之后要看什么).
OUTWEIGHS_ACT = 28 * STEP
#: What rests on words that were found somewhere, or on an act that was named.
WEIGHED = frozenset({Intent.SEARCH, Intent.WHO, Intent.MAY, Intent.LIMIT, Intent.AFTER})


class Precedents:
    """Weighs answers by the questions that were put to the same company before."""

    def __init__(self, grounds: Grounds, evidence: Evidence, likeness: Likeness) -> None:
        self._grounds = grounds
        self._evidence = evidence
        self._likeness = likeness

    def as_before(self, question: Question, answer: Answer) -> Answer | None:
        """What just this had for an answer; None where it was never asked, or somebody else's own was meant."""
        known = self.known(question)
        if known is None:
            return None
        if question.mine and answer.intent in OF_LINES and known != NONE:
            return None  # 我向谁汇报: the same words are about another post each time
        if known == NONE:
            return answer if answer.kind == "unknown" else replace(answer, kind="unknown", clauses=(), choices=())
        return answer if answer.kind == "answer" and known in answer.clauses else _by(known, question)

    def known(self, question: Question) -> ClauseId | None:
        """The clause, or `none`, under which just this stands, unless it is about somebody else's own post."""
        known = self._likeness.said_before(question.sentence)
        return None if question.mine and known not in self._own(question) else known

    def weighed(self, question: Question, answer: Answer) -> Answer:
        """The answer as it is, another one, or a question back.

        What the rules on lines and duties say, and posts that no book has, isn't talked away by likeness.
        """
        if (
            question.strangers
            or question.strayed
            or _above(question, answer)
            or (answer.kind != "clarify" and answer.intent not in WEIGHED)
        ):
            return answer
        weighed = self._weighed(question, answer)
        untimed = self._evidence.untimed(question, weighed) if weighed.kind == "answer" and weighed.clauses != answer.clauses else ()
        return replace(weighed, kind="unknown", clauses=(), unknown_words=untimed) if untimed else weighed

    def _weighed(self, question: Question, answer: Answer) -> Answer:
        likely = self._likely(question)
        if likely is None:
            return answer
        best = self._of_those_named(question, likely)
        if question.mine and question.has("reports", "boss", "beyond") and best.clause not in self._own(question):
            return answer  # 我的上级是谁: the same words are about another post each time
        if answer.kind == "answer":
            ours = likely.best_of(answer.clauses)
            return answer if ours is None else self._held(question, answer, ours, best)
        if answer.intent is Intent.COMPARE and self._grounds.library.clauses[best.clause].role not in question.actors:
            return answer  # two posts are compared, and it is a third one's
        enough = DECIDES if answer.kind == "clarify" else SPEAKS
        return _by(best.clause, question) if best.over_none >= enough else answer

    def likeliest(self, question: Question) -> Precedent | None:
        """The clause that questions like this one were about; None where those asked before are too few to tell."""
        likely = self._likely(question)
        return likely.best() if likely else None

    def _of_those_named(self, question: Question, likely: Likely) -> Precedent:
        """The likeliest clause; of an act that was named with whoever does it, the likeliest of theirs."""
        best = likely.best()
        if not question.actions:
            return best
        granting = [one for one in self._grounds.library.grants if one.action in question.actions]
        theirs = {one.clause for one in granting if one.role in question.actors}
        alike = best.clause not in theirs and any(one.clause == best.clause for one in granting)
        return likely.best_of(theirs) or best if alike else best

    def _likely(self, question: Question) -> Likely | None:
        return self._likeness.of(question.sentence, question.actions, question.actors, self._own(question))

    def _there(self, question: Question, clause: ClauseId) -> bool:
        """Whether a clause stands in the book of a post that was named, where one was."""
        books = {key.split("/")[0] for key in question.actors}
        return not books or self._grounds.library.clauses[clause].book in books

    def _own(self, question: Question) -> frozenset[ClauseId]:
        """The clauses of the asker's own posts, where no other post is named."""
        return frozenset() if question.actors and not question.mine else frozenset(self._grounds.scope(question.speaker.roles))

    def _held(self, question: Question, answer: Answer, ours: Precedent, best: Precedent) -> Answer:
        """A sure answer, unless such words are about something else."""
        whole = ours.over_none < HOLDS_IN_PART and self._evidence.whole(question, answer)
        own = self._grounds.scope(question.actors)
        theirs = bool(own) and not question.mine and ours.clause in own and best.clause not in own
        clearly = OUTWEIGHS_ACT if question.actions or theirs else OUTWEIGHS
        if best.rank - ours.rank >= clearly and best.over_none >= DECIDES and self._there(question, best.clause):
            return _by(best.clause, question)
        if question.actions:
            holds = ours.over_none >= (HOLDS_OF_ACT if whole else HOLDS)
        else:
            holds = ours.over_none >= (HOLDS if whole else HOLDS_IN_PART)
        if holds:
            return answer
        return replace(answer, kind="clarify", clauses=(), choices=answer.clauses[:CHOICES])


def _above(question: Question, answer: Answer) -> bool:
    """Whether it says who above the post that was named may do something to its holder: "who may fine the manager"."""
    return answer.intent is Intent.WHO and bool(question.actors and answer.holders) and not answer.roles


def _by(clause: ClauseId, question: Question) -> Answer:
    return Answer(kind="answer", intent=Intent.SEARCH, clauses=(clause,), roles=question.actors)
