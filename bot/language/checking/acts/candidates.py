"""The duties that words may be about: by a verb and a thing of theirs, the likeliest first."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass

from bot.authority.routing import line_above
from bot.language.checking.acts.vouching import Vouching
from bot.language.recognising.lexicon import Hit
from bot.model import ClauseId, RoleKey
from bot.rulebook.library import DutyTerms, Library

#: One's own duty is meant even where another's matches a little better, or somewhat better and is about the same words (per cent).
OWN_SHARE, OWN_LEAST = 75, 60


#: Whether the words of a sentence are known to be about a clause.
Known = Callable[[ClauseId], bool]


@dataclass(frozen=True, slots=True)
class DutyMatch:
    """A duty that the sentence speaks of; `score` grows with how telling the matched words are.

    One is `beyond` where more is done than its clause has: decided what it only has a part in.
    """

    action: str
    role: RoleKey
    clause: str
    score: int
    beyond: bool = False


class Candidates:
    """The duties of a library, by what they are about."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._of_clause: dict[ClauseId, list[DutyTerms]] = defaultdict(list)
        for duty in library.duties.values():
            self._of_clause[duty.clause].append(duty)
        #: The clauses that have each duty.
        self._clauses: dict[str, set[ClauseId]] = defaultdict(set)
        for duty in library.duties.values():
            self._clauses[duty.action].add(duty.clause)
        #: Every concept that is some duty's verb.
        self.verbs = frozenset(verb for duty in library.duties.values() for verb in duty.do)
        self.by_thing: dict[str, list[DutyTerms]] = defaultdict(list)
        for duty in library.duties.values():
            for thing in duty.what:
                self.by_thing[thing].append(duty)
        self._weight = _weights(library.duties.values())

    def of_clause(self, clause: ClauseId) -> Sequence[DutyTerms]:
        """The duties that a clause has."""
        return self._of_clause.get(clause, ())

    def clauses_of(self, actions: Iterable[str]) -> list[ClauseId]:
        """The clauses that have some of these duties, in order."""
        having = set[ClauseId]().union(*[self._clauses.get(action, ()) for action in actions])
        return [clause for clause in self._of_clause if clause in having]

    def _of(self, hits: Sequence[Hit], known: Known) -> list[tuple[DutyTerms, int]]:
        if self.by_thing.keys().isdisjoint([hit.id for hit in hits]):
            return []
        verbal = [hit for hit in hits if hit.id in self.verbs]
        said = {hit.id for hit in hits if hit.kind == "concept" and (hit.id in self.verbs or not begins(hit, verbal))}
        power = any(hit.kind == "marker" and hit.id == "power" for hit in hits)
        generic = not power and any(hit.kind == "marker" for hit in hits)
        things = [hit for hit in hits if hit.id in self.by_thing]
        whole = {hit.id for hit in things if not any(hit.within(one) for one in things)}
        found: dict[str, tuple[DutyTerms, int]] = {}
        for thing in sorted(said & self.by_thing.keys()):
            for duty in self.by_thing[thing]:
                named = said.intersection(duty.what)
                verbs = said.intersection(duty.do) - (named if len(named) == 1 else set())
                if not verbs and not (
                    generic
                    and not whole.isdisjoint(named)  # 贷款台账我来做 does nothing to the loan
                    and not _otherwise(verbal, named, hits)
                    and apart(hits, "generic", named)
                    and known(duty.clause)
                ):
                    continue  # 我来负责签订合同 says what is done with it: signing
                score = sum(self._weight[t] for t in named) + sum(self._weight[v] for v in verbs)
                found[duty.action] = (duty, score)
        return list(found.values())

    def best(self, hits: Sequence[Hit], known: Known, own: Set[str], roles: Sequence[RoleKey], books: tuple[str, ...]) -> DutyMatch | None:
        """The duty of these books that the words are likeliest about; one of one's `own` even where another's matches a little better."""
        candidates = [(d, score) for d, score in self._of(hits, known) if d.role.split("/")[0] in books]
        if not candidates:
            return None
        above = {key for role in roles for key in line_above(self._library, role)}
        best, top = max(candidates, key=lambda pair: (pair[1], pair[0].role in above, pair[0].clause))
        said = _places(hits, best)
        mine = [
            (d, score)
            for d, score in candidates
            if d.action in own and score * 100 >= top * (OWN_LEAST if said & _places(hits, d) else OWN_SHARE)
        ]
        duty, score = max(mine, key=lambda pair: (pair[1], pair[0].clause)) if mine else (best, top)
        return DutyMatch(duty.action, duty.role, duty.clause, score)

    def meant(
        self, best: DutyMatch, whole: Sequence[Hit], known: Known, own: Set[str], books: tuple[str, ...], vouching: Vouching
    ) -> DutyMatch:
        """The best match, unless others who spoke like this were about another of the speaker's own duties that the sentence names."""
        named = [(d, score) for d, score in self._of(whole, known) if d.action in own and d.role.split("/")[0] in books]
        meant = vouching.instead(best.clause, sorted({duty.clause for duty, _ in named}))
        if meant == best.clause:
            return best
        duty, score = max((pair for pair in named if pair[0].clause == meant), key=lambda pair: (pair[1], pair[0].action))
        return DutyMatch(duty.action, duty.role, duty.clause, score)


def _places(hits: Sequence[Hit], duty: DutyTerms) -> set[int]:
    """Where the things of a duty were said."""
    return {place for hit in hits if hit.id in duty.what for place in range(hit.start, hit.end)}


def _otherwise(verbal: Sequence[Hit], things: set[str], hits: Sequence[Hit]) -> bool:
    """Whether a verb was said that is no part of the things themselves: the arranging of 领导安排的其他工作 is done by others."""
    named = [hit for hit in hits if hit.id in things]
    return any(verb.id not in things and not any(verb.within(thing) for thing in named) for verb in verbal)


def begins(hit: Hit, verbs: Sequence[Hit]) -> bool:
    """Whether it is only how a longer one begins: the draw of draw up, the report of report to the general manager."""
    return any(hit.start == verb.start and hit.end < verb.end for verb in verbs)


def apart(hits: Sequence[Hit], verb: str, things: set[str]) -> bool:
    """Whether a verb was said by itself, and isn't only part of the thing: lending engineering drawings draws nothing."""
    named = [hit for hit in hits if hit.id in things]
    return any(not any(hit.within(thing) for thing in named) for hit in hits if hit.id == verb)


def _weights(duties: Iterable[DutyTerms]) -> dict[str, int]:
    """How telling each concept is: the rarer among the duties, the more (thousandths)."""
    duties = list(duties)
    count: dict[str, int] = defaultdict(int)
    for duty in duties:
        for concept in {*duty.do, *duty.what}:
            count[concept] += 1
    return {concept: int(1000 * math.log(1 + len(duties) / n)) for concept, n in count.items()}
