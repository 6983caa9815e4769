"""Whether what others said before vouches for what was recognised by its words, where the rest has words that nothing here knows.

Such words may be about the duty or about something else that is done along with it. Where people who spoke of that clause were much
likelier to speak like this than those who spoke of none, they are about the duty. Where no word of an act or a duty was recognised at all,
likeness finds one only from far off; whose it is and what it turns on is decided as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from bot.language.likeness import STEP, Likely, Likeness
from bot.language.recognising.sentence import Segment, Sentence
from bot.model import ClauseId, RoleKey

#: By how much it has to be likelier that a sentence is about the clause than about none, for strange words to be about it …
VOUCHED = 16 * STEP
#: … and for a further clause of the sentence to be.
VOUCHED_BESIDES = 22 * STEP
#: … and for a duty of which something was named, but not its verb, where its clause accounts for nearly all that was said.
VOUCHED_IN_OTHER_WORDS = 30 * STEP
#: … and for one of which anything was named, where no clause is likelier.
VOUCHED_ALONE = 20 * STEP
#: … and for an act of which no word was recognised.
VOUCHED_ACT = 30 * STEP
#: By how much a further clause must at least be likelier to be about it than about none, where the speaker does something there.
UNHEARD = -10 * STEP
#: By how much one of the speaker's own clauses has to be likelier than another one to be meant instead.
LIKELIER = 12 * STEP


def said_of(sentence: Sentence) -> tuple[Sentence, Iterable[str], Iterable[RoleKey]]:
    """What a statement is known by: the sentence with the acts and posts that it names."""
    actions, roles = (dict.fromkeys(hit.id for hit in sentence.of(kind)) for kind in ("action", "role"))
    return sentence, actions, roles


class Vouching:
    """What was said before, asked about one sentence; counted only once there is something to ask."""

    def __init__(self, stated: Callable[[], Likeness], sentence: Sentence) -> None:
        self._stated = stated
        self._sentence = sentence

    @cached_property
    def likely(self) -> Likely | None:
        """How like the sentence is to those about each clause."""
        return self._stated().of(*said_of(self._sentence))

    def said_before(self) -> ClauseId | None:
        """The clause, or `none`, under which just this stands; None where it was never said."""
        return self._stated().said_before(self._sentence)

    def vouches(self, clause: ClauseId, least: int = VOUCHED) -> bool:
        """Whether such sentences were about this clause."""
        if self.likely is None or clause not in self.likely.scores:
            return False
        return self.likely.scores[clause] - self.likely.none >= least

    def unheard(self, clauses: Iterable[ClauseId], segment: Segment) -> bool:
        """Whether one clause of the sentence is much likelier to be about nothing than about any of these clauses."""
        likely = self._stated().of_segment(self._sentence, segment)
        best = likely.best_of(clauses) if likely else None
        return best is not None and best.over_none < UNHEARD

    def likeliest(self, clauses: Iterable[ClauseId], least: int, beside: Callable[[ClauseId], bool] = lambda _: False) -> ClauseId | None:
        """That one of these clauses that such sentences were about, if they were by so much, and about no other one more.

        A clause `beside`, of another book, may be a little likelier: two books may say much the same.
        """
        if self.likely is None:
            return None
        best, scores = self.likely.best_of(clauses), self.likely.scores
        if best is None or best.over_none < least:
            return None
        mine = scores[best.clause]
        return best.clause if all(one <= mine or (one < mine + LIKELIER and beside(key)) for key, one in scores.items()) else None

    def instead(self, clause: ClauseId, others: Iterable[ClauseId]) -> ClauseId:
        """Which of these clauses is meant, if such sentences were about another one by far; else the clause itself."""
        vouched = [other for other in others if other != clause and self.vouches(other)]
        if not vouched or self.likely is None:
            return clause
        scores = self.likely.scores
        best = max(vouched, key=lambda other: (scores[other], other))
        return best if clause not in scores or scores[best] - scores[clause] >= LIKELIER else clause
