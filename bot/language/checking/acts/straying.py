"""Whether an act is done to what no book speaks of: 换一台新电脑 exchanges no customer's product."""

from __future__ import annotations

import re

from bot.language.checking.acts.covering import CUSTOMER, EMPLOYEE, Covered
from bot.language.checking.people.belonging import no_customer, to_a_stranger
from bot.language.checking.wording.weighing import ASKING
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.owning import Sayings
from bot.language.recognising.sentence import Sentence
from bot.rulebook.library import Library

#: What was said in the clause before is spoken of again: a plumber was late, and I deal with his penalty.
_THEIRS = re.compile(" (?:hi|his|her|their) ")


class Straying:
    """Sees where an act of one library's books strays from what they mean by it."""

    def __init__(self, library: Library, covered: Covered) -> None:
        self._vocabulary = library.vocabulary
        self._covered = covered
        self._sayings = Sayings(library)

    def strays(self, sentence: Sentence, hit: Hit) -> bool:
        """Whether the act is on something that no book speaks of: 换一台新电脑 exchanges no customer's product."""
        action = self._vocabulary.actions[hit.id]
        beside, index = action.beside, sentence.segment_of(hit.start)
        if action.concerns == CUSTOMER and (
            self.for_staff(sentence)
            or _of_something_else(sentence, hit)
            or no_customer(sentence)
            or (action.worth and to_a_stranger(sentence))
        ):
            return True  # 给我组小李换个工位, 把档案室的灯换掉
        if self.unlike(sentence, hit):
            return True
        grievance = min((c.start for c in sentence.of("concept", "complaint") if sentence.segment_of(c.start) == index), default=None)
        return any(
            sentence.segment_of(s.start) == index
            and s.id not in (*beside, *ASKING)
            and (grievance is None or s.start < grievance)
            and not self.says(sentence, hit, s)
            for s in sentence.of("silent")
        )

    @staticmethod
    def unlike(sentence: Sentence, hit: Hit) -> bool:
        """Whether a word in its clause makes something else of it: 送她 200 元现金当赠品."""
        unlike = [word for word in sentence.of("doing", hit.id) if word.part == "unlike"]
        index = sentence.segment_of(hit.start)
        theirs = bool(unlike) and bool(_THEIRS.search(sentence.said_in(sentence.segments[index])))
        return any(sentence.segment_of(word.start) in ((index, index - 1) if theirs else (index,)) for word in unlike)

    def says(self, sentence: Sentence, act: Hit, silent: Hit) -> bool:
        """Whether a silent word in the clause of an act is one of those in which the books speak of it, or has no words but the act's."""
        own = act.id in self._covered.spoken_of
        if own and all(any(a <= start and end <= b for a, b in act.pieces()) for start, end in silent.pieces()):
            return True
        together = sentence.segment_of(act.start) == sentence.segment_of(silent.start)
        return together and self._sayings.have(act.id, sentence.folded.text[silent.start : silent.end])

    def for_staff(self, sentence: Sentence) -> bool:
        """Whether it is about colleagues and nothing that customers have to do with."""
        relations = {hit.id for hit in sentence.of("relation")}
        told = {self._vocabulary.facts[hit.id].concerns for hit in sentence.of("fact")}
        return bool(relations & {"own-group", "other-group", "own-department"}) and "customer" not in relations and told <= {EMPLOYEE}


def _of_something_else(sentence: Sentence, hit: Hit) -> bool:
    """Whether an unknown thing is taken, and neither a customer nor any fact was spoken of."""
    if sentence.of("relation", "customer") or sentence.of("concept", "complaint") or sentence.of("fact"):
        return False
    segment = sentence.segments[sentence.segment_of(hit.start)]
    taken = max(sentence.folded.text.rfind(word, segment.start, hit.start) for word in "把将")
    return taken >= 0 and any(taken < a < hit.start for a, _ in sentence.alien)
