"""What a sentence does besides, in words that nothing here knows: 会议记录我写，把没人说过的话加进去.

Behind the act or the duty, a further clause that isn't about it, tells no fact, and isn't about others, is a second doing; unless those
who spoke of the act's clause before spoke like this, and nothing is said to be added. So is what the speaker does behind a duty by a verb
of another one: 合同我看过了，我代表公司签了. Before an act it is what is got for it (`getting.py`). Behind what is done to a customer or to
staff, any clause is one that neither tells of the act nor belongs to it: 辞退他，工牌都扣下.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence

from bot.language.checking.acts.covering import CUSTOMER, EMPLOYEE
from bot.language.checking.acts.vouching import VOUCHED_BESIDES, Vouching
from bot.language.checking.facts.approving import ASSENT
from bot.language.checking.facts.converting import TOTAL
from bot.language.checking.facts.measuring import sums_of
from bot.language.checking.facts.totalling import facts_of_limits
from bot.language.checking.objections.accompanying import GOES_WITH, GOES_WITH_AND, LEADS_ON, MERELY, MOVED, SAYS_SO, TELLS, says_nothing
from bot.language.checking.objections.counting import further_sums, only_counts
from bot.language.checking.objections.getting import got_for
from bot.language.checking.wording.acting import others_do
from bot.language.checking.wording.denying import denying
from bot.language.checking.wording.negating import negated
from bot.language.checking.wording.weighing import ASKING
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Segment, Sentence
from bot.language.searching import ClauseIndex
from bot.model import ClauseId, Proposal
from bot.rulebook.library import Library

#: So much must be unknown: Chinese characters, and an English word counts double.
STRANGE = 2
#: What may be added to any act: telling, asking, handing in.
_BELONGS = frozenset({"advise", "submit", "apply", "after", "hearsay", "condition", "confirm"})
#: What makes a clause no doing of its own.
_NO_DOING = ("advise", "submit", "apply", "negation")
#: The speaker does it: 把…, "and blacklist him".
_DOES = re.compile("[把将]|我| (?:i|we|i'll|we'll) |^ (?:and|then) |(?<=[,.;]) (?:and|then) | and (?=[a-z]+ (?:him|her|them|hi|it|the) )")
#: Something is added to what was said.
_ADDS = re.compile(r"顺便|顺手|顺带|顺道|另外|同时|此外|[,，]\s*(?:还|再|并|也|然后)|(?<=[\u4e00-\u9fff])也|\b(?:also|plus)\b| as well ")

#: The same, of what nobody says of the act itself.
_ON_TOP = re.compile(r"顺便|顺手|顺带|顺道|另外|同时|此外|[,，]\s*(?:并|然后)|\b(?:also|plus)\b")

#: The concept of departments that aren't one's own.
_OTHERS = "other-department"
_DONE_SO = re.compile(r"(?:我|就|都)*(?:也|顺便|顺手|顺带)(?:一并|一起|一道|一块儿?|都|直接|给)+| also | as well ")

#: One word and no more is joined to another that nothing here knows either.
_NAMES = re.compile(" [a-z]+ ?(?:[,.;!?]|$)")
#: Nothing but a thing stands behind the "and": what is given besides.
_A_THING = re.compile(" (?:a|an|some|one|two|anoth) ")

#: 把小李开了: something is done to something, whoever spoke like this.
_DISPOSES = re.compile(r"[\s,;]*(?:我|就|再|又|也|先|顺便)*[把将](?!理由|原因|情况|结果|意见|经过|材料|单|话|事|这|它|货|产品|问题|名)")

#: Right before what the speaker does to somebody.
_I_DO = re.compile(
    r"我(?:就|直接|也|要|来|可|会|便|这就|决定)*(?:[把将给对][^,.;!?我]{1,10})?$"
    r"| (?:i|we|i'm|we're|i'll|we'll)(?: (?:am|are|will|shall|simpli|just|go|to|therefor|then|now|at|onc))* $"
)

#: A clause begins there that says when or in which case: before we decide.
_SUBORDINATE = re.compile(" (?:befor|until|so that|when|whenev|if|as|after|onc|once|sinc|becaus) $")
#: What is said to be done or given as well.
_AND = re.compile(r" and (?P<said>[^,.;!?]+)")
#: A clause of fewer characters says too little to tell.
LEAST_OF_CLAUSE = 4


class Besides:
    """Knows which words belong to the duties of one library."""

    def __init__(self, library: Library, index: Callable[[], ClauseIndex]) -> None:
        self.library = library
        self._index = index
        self._of_clause: dict[ClauseId, set[str]] = defaultdict(set)
        #: The clauses that have each act or duty.
        self._clauses: dict[str, set[ClauseId]] = defaultdict(set)
        for duty in library.duties.values():
            self._of_clause[duty.clause] |= {*duty.do, *duty.what}
            self._clauses[duty.action].add(duty.clause)
        #: The words of the clause of each duty, and of all the clauses of each act.
        self._words: dict[str, frozenset[str]] = {}
        #: What the grants and the prohibitions of each act turn on, and the books that have them.
        self._asked: dict[str, set[str]] = defaultdict(set)
        self._books: dict[str, set[str]] = defaultdict(set)
        #: What is done by some duty.
        self._verbs = frozenset(verb for duty in library.duties.values() for verb in duty.do)
        for grant in library.grants:
            self._clauses[grant.action].add(grant.clause)
            self._books[grant.action].add(grant.role.split("/")[0])
            self._asked[grant.action] |= {*grant.conditions, *facts_of_limits(grant)}
        for action, clauses in self._clauses.items():
            own = {library.duties[action].clause} if action in library.duties else clauses
            self._words[action] = frozenset().union(*[self._of_clause[clause] for clause in own])
        for ban in library.prohibitions:
            if ban.action:
                self._books[ban.action].update((ban.book, *ban.books))
                self._asked[ban.action] |= {*ban.when, *ban.unless}

    def of(self, sentence: Sentence, proposals: Sequence[Proposal], vouching: Vouching) -> str:
        """The first clause of that kind, in the sentence's words; empty where there is none."""
        hits = [self._hits(sentence, one) for one in proposals]
        told = {sentence.segment_of(hit.start) for some in hits for hit in some}
        if not told:
            return ""
        acts = [min(some) for one, some in zip(proposals, hits, strict=True) if some and one.action not in self.library.duties]
        asked = {fact for one in proposals if one.action for fact in self._asked.get(one.action, ())} | ASSENT
        spanning = [hit for some in hits for hit in some]
        if more := got_for(sentence, acts) or self._and_more(sentence, proposals, asked):
            return more
        for index, segment in enumerate(sentence.segments):
            if index > min(told) and (denying(sentence, segment) or self._unheard(sentence, index, segment, proposals, vouching)):
                return sentence.quoted(*segment)
            if index <= min(told) or index in told or says_nothing(sentence, segment):
                continue
            if only_counts(sentence, segment, proposals):
                continue
            if any(act.start < segment.start < act.end for act in spanning):
                continue  # giving it to somebody may be the end of what the act's own words say
            strange = self._strange(sentence, index, segment, asked) >= STRANGE or self._loose(sentence, index, segment, proposals, asked)
            strange = strange and not self._vouched(sentence, segment, proposals, vouching)
            strange = strange or self._of_another_book(sentence, segment, proposals)
            if strange or self._done_too(sentence, segment, proposals) or self._added(sentence, index, segment, asked, proposals):
                return sentence.quoted(*segment)
        return ""

    def _vouched(self, sentence: Sentence, segment: Segment, proposals: Sequence[Proposal], vouching: Vouching) -> bool:
        """Whether those who spoke of what is proposed would say this of it."""
        if _adds(sentence, segment) or _DISPOSES.match(sentence.folded.text, segment.start, segment.end):
            return False
        clauses = {clause for one in proposals if one.action for clause in self._clauses.get(one.action, ())}
        return any(vouching.vouches(clause, VOUCHED_BESIDES) for clause in sorted(clauses))

    def _unheard(self, sentence: Sentence, index: int, segment: Segment, proposals: Sequence[Proposal], vouching: Vouching) -> bool:
        """Whether the speaker does something there that nobody who spoke of a duty's clause ever said."""
        duties = [self.library.duties.get(one.action) for one in proposals if one.action]
        text = sentence.folded.text
        if (
            not duties
            or not all(duties)
            or segment.end - segment.start < LEAST_OF_CLAUSE
            or SAYS_SO.search(text, segment.start, segment.end)
        ):
            return False
        here = (*sentence.of("fact"), *sentence.of("role"), *sentence.of("concept"), *sentence.of("hint", "upright"))
        about = [hit for marker in _BELONGS for hit in sentence.of("marker", marker)]
        if any(segment.holds(hit) for hit in (*here, *about)) or TELLS.match(text, segment.start, segment.end):
            return False
        if LEADS_ON.match(text, segment.start, segment.end) or others_do(sentence, segment):
            return False
        return vouching.unheard([duty.clause for duty in duties if duty], segment)

    def _loose(self, sentence: Sentence, index: int, segment: Segment, proposals: Sequence[Proposal], asked: Collection[str]) -> bool:
        """Whether a clause behind what is done to somebody neither tells of the act nor belongs to it: 辞退他，工牌身份证都扣下."""
        whom = self._done_to(proposals)
        if not whom:
            return False
        here = [hit for hit in sentence.hits if sentence.segment_of(hit.start) == index]
        if any((hit.kind == "fact" and hit.id in asked) or (hit.kind == "action" and self._belongs(hit, proposals)) for hit in here):
            return False
        if any(hit.kind == "relation" and hit.id != "self" for hit in here):
            return False
        if any(segment.holds(hit) for hit in sentence.of("hint", "upright")):
            return False
        if any(hit.kind == "concept" and hit.id == "complaint" for hit in here) or any(
            hit.kind == "marker" and hit.id in (*_BELONGS, "because", "unrelated", "away", "present") for hit in here
        ):
            return False
        text = sentence.folded.text
        said = sentence.said_in(segment).strip(" ,.;!?。")
        sums = [mention for mention in sums_of(sentence) if segment.start <= sentence.place(mention.start) < segment.end]
        if any(sentence.place(mention.start) < segment.start < sentence.place(mention.end) for mention in sums_of(sentence)):
            return False  # between 50 and 80
        if sums:
            merely = MERELY.search(f" {said} ") or TOTAL.search(f" {said} ")  # no other sum: 没到一百, 合计五百
            return not merely and further_sums(sentence, sums, proposals)
        moved = bool(MOVED.search(said)) and whom == {EMPLOYEE}
        known = moved or TELLS.match(text, segment.start, segment.end) or GOES_WITH.search(f" {said} ")
        return len(said) > 1 and not known

    def _belongs(self, hit: Hit, proposals: Sequence[Proposal]) -> bool:
        """Whether the words of an act are looked at already; those of one that strays, a car as a gift to a customer, aren't."""
        return hit.id in {one.action for one in proposals} or self.library.vocabulary.actions[hit.id].concerns != CUSTOMER

    def _done_to(self, proposals: Sequence[Proposal]) -> set[str]:
        """To whom the acts are done; empty where one is done to nobody, and where the amount is asked about already."""
        actions = self.library.vocabulary.actions
        whom = {actions[one.action].concerns for one in proposals if one.action and one.action in actions}
        if any(one.amount_vague for one in proposals):
            return set()
        return set() if None in whom else {one for one in whom if one}

    def _and_more(self, sentence: Sentence, proposals: Sequence[Proposal], asked: Collection[str]) -> str:
        """What an English sentence adds to what is done to somebody by a mere "and": …100 yuan and her salary goes up."""
        if sentence.language != "en" or not self._done_to(proposals):
            return ""
        text = sentence.folded.text
        ends = [hit.end for one in proposals for hit in self._hits(sentence, one)]
        for found in _AND.finditer(text, max(ends, default=len(text)) - 1):
            start, end = found.span("said")
            if _joins_two(sentence, found):
                continue  # between 50 and 80, of Anna and Ben
            sums = [mention for mention in sums_of(sentence) if start - 1 <= sentence.place(mention.start) < end]
            if sums and not further_sums(sentence, sums, proposals):
                continue
            if any(act.start < found.start() < act.end for act in sentence.of("action") if act.id in {one.action for one in proposals}):
                continue
            here = [hit for hit in sentence.hits if start - 1 <= hit.start < end]
            given = {hit.id for hit in here if hit.kind == "action" and hit.part == "thing"} - {one.action for one in proposals}
            if given and _A_THING.match(text, start - 1):
                return sentence.quoted(start, end)  # 500 yuan and a gift
            if any((hit.kind == "fact" and hit.id in asked) or hit.kind in ("action", "role") for hit in here):
                continue
            if any(hit.kind == "marker" and hit.id in (*_BELONGS, "because", "unrelated", "hearsay") for hit in here):
                continue
            if not GOES_WITH_AND.search(f" {found['said']} "):
                return sentence.quoted(start, end)
        return ""

    def _done_too(self, sentence: Sentence, segment: Segment, proposals: Sequence[Proposal]) -> bool:
        """Whether the speaker does something there by a verb of another duty, with nothing that belongs to those proposed."""
        duties = [self.library.duties.get(one.action) for one in proposals if one.action]
        text = sentence.folded.text
        if not all(duties) or TELLS.match(text, segment.start, segment.end):
            return self._done_beside(sentence, segment, proposals)
        said = [hit for hit in sentence.of("marker", "speaker") if segment.holds(hit)]
        if all(_SUBORDINATE.search(text, max(0, hit.start - 16), hit.front(text)) for hit in said):
            return False
        aside = (*sentence.of("fact"), *(hit for marker in _NO_DOING for hit in sentence.of("marker", marker)))
        here = {hit.id for hit in sentence.of("concept") if segment.holds(hit)}
        own = {word for duty in duties if duty for word in self._of_clause[duty.clause]}
        return bool(here & self._verbs) and here.isdisjoint(own) and not any(segment.holds(hit) for hit in aside)

    def _done_beside(self, sentence: Sentence, segment: Segment, proposals: Sequence[Proposal]) -> bool:
        """Whether the speaker does something there with what no book has, beside an act: I dismiss him and blacklist him."""
        text = sentence.folded.text
        if TELLS.match(text, segment.start, segment.end) or not _DOES.search(text, segment.start, segment.end):
            return False
        silent = [hit for hit in sentence.of("silent") if segment.holds(hit) and hit.id not in ASKING]
        acts = {one.action for one in proposals}
        own = any(segment.holds(hit) for kind in ("action", "fact") for hit in sentence.of(kind) if kind == "fact" or hit.id in acts)
        return bool(silent) and not own and not any(segment.holds(hit) for marker in _NO_DOING for hit in sentence.of("marker", marker))

    def _of_another_book(self, sentence: Sentence, segment: Segment, proposals: Sequence[Proposal]) -> bool:
        """Whether the speaker does there, on top or to staff, what another book grants: I handle the section's affairs and grant a loan."""
        on_top = _ON_TOP.search(sentence.folded.text, max(0, segment.start - 2), segment.end)
        acts = {one.action for one in proposals}
        actions = self.library.vocabulary.actions
        hits = [hit for hit in sentence.of("action") if segment.holds(hit) and hit.id not in acts and not actions[hit.id].alone]
        hits = [hit for hit in hits if on_top or (actions[hit.id].concerns == EMPLOYEE and self._by_me(sentence, segment, hit))]
        own = [hit for one in proposals for hit in self._hits(sentence, one)] + [*sentence.of("fact")]
        hits = [hit for hit in hits if not any(hit.start < other.end and other.start < hit.end for other in own)]
        return any(hit.id in self._asked and not negated(sentence, hit) for hit in hits)

    @staticmethod
    def _by_me(sentence: Sentence, segment: Segment, hit: Hit) -> bool:
        """Whether the speaker does it to somebody: 那我就把老刘开除了."""
        text = sentence.folded.text
        return bool(_I_DO.search(text, segment.start, hit.front(text)))

    def _added(self, sentence: Sentence, index: int, segment: Segment, asked: Collection[str], proposals: Sequence[Proposal]) -> bool:
        """Whether a clause that adds something speaks of what no book has, or of nothing that the book of the proposals has."""
        text = sentence.folded.text
        if not _adds(sentence, segment):
            return False
        here = [hit for hit in sentence.hits if sentence.segment_of(hit.start) == index]
        own = {word for one in proposals for word in self._words.get(one.action or "", ())}
        if _OTHERS not in own and any(hit.id == _OTHERS for hit in here) and _DONE_SO.search(text, segment.start, segment.end):
            return True  # 创作部缺的文案我也一并聘了
        if TELLS.match(text, segment.start, segment.end):
            return False
        if any(hit.id in asked or hit.kind in ("role", "relation") or (hit.kind == "marker" and hit.id in _BELONGS) for hit in here):
            return False
        if any(hit.kind == "silent" for hit in here):
            return True
        things = {hit for hit in here if hit.kind == "concept"}
        books = {book for one in proposals for book in self._books.get(one.action or "", ())}
        return bool(things) and things.issubset(self._index().elsewhere(sentence, books))

    def _hits(self, sentence: Sentence, proposal: Proposal) -> list[Hit]:
        action = proposal.action
        if action is None:
            return []
        words = self._words.get(action, ())
        own = [hit for hit in sentence.of("concept") if hit.id in words] if words else []
        if action in self.library.duties:
            return own
        done = [word for word in sentence.of("doing", action) if word.part == "done"]
        return [*sentence.of("action", action), *done, *own]

    @staticmethod
    def _strange(sentence: Sentence, index: int, segment: Segment, asked: Collection[str]) -> int:
        text = sentence.folded.text
        facts = [hit for hit in sentence.of("fact") if hit.id in asked]
        about = (*facts, *sentence.of("marker", "advise"), *sentence.of("marker", "submit"))
        if TELLS.match(text, segment.start, segment.end) or any(sentence.segment_of(hit.start) == index for hit in about):
            return 0
        unknown = [(a, b) for a, b in sentence.strange_runs if segment.start <= a < segment.end]
        return sum(2 if text[a].isascii() else b - a for a, b in unknown)


def _joins_two(sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether an "and" stands within a sum, or between two words that nothing here knows."""
    if any(sentence.place(mention.start) < found.start() < sentence.place(mention.end) for mention in sums_of(sentence)):
        return True
    named = _NAMES.match(sentence.folded.text, found.start("said") - 1)
    return bool(named) and any(end == found.start() for _, end in sentence.alien)


def _adds(sentence: Sentence, segment: Segment) -> bool:
    """Whether a clause is said to come on top."""
    return bool(_ADDS.search(sentence.folded.text, max(0, segment.start - 2), segment.end))
