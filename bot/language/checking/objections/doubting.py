"""Whether what somebody says they will do is the act that it was taken for, by what others said before.

An act is recognised by its words, and the words of a granted act may stand in a sentence about something else ("I listen to the
recordings of the legal department"). Where such a sentence was hardly ever about the clause that would permit it, it isn't permitted.
"""

from __future__ import annotations

from bot.language.checking.acts.vouching import Vouching
from bot.language.checking.wording.weighing import strange, understood
from bot.language.likeness import STEP
from bot.language.recognising.sentence import Sentence
from bot.model import Basis, Decision, Outcome
from bot.rulebook.sayings import NONE

#: By how much it has to be likelier that a sentence is about no clause, for the clause that permits it to be doubted.
DOUBTED = -8 * STEP
#: Where the vocabulary knows so much of what was said (per cent), it was read and not guessed at. An act that is named beside a
#: strange word, of two characters, is doubted then only from further off; a duty never: its clause has many parts, of each of which few
#: people spoke.
READ = 80
STRANGE = 2
DOUBTED_READ = -24 * STEP


def doubtful(vouching: Vouching, sentence: Sentence, decision: Decision) -> bool:
    """Whether a decision would permit what such sentences are hardly ever about."""
    if decision.outcome not in (Outcome.PERMITTED, Outcome.NEEDS_FACTS):
        return False
    known = vouching.said_before()
    if known is not None:
        return known == NONE
    if decision.outcome is Outcome.NEEDS_FACTS:
        return False  # what is asked for has yet to be confirmed
    read = understood(sentence) >= READ
    if read and (decision.basis is Basis.DUTY or strange(sentence) < STRANGE):
        return False
    ours = vouching.likely.best_of(decision.clauses) if vouching.likely else None
    return ours is not None and ours.over_none < (DOUBTED_READ if read else DOUBTED)
