"""Which duties a sentence speaks of, and how much of what it says was understood at all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import replace
from functools import partial

from bot.authority.evaluating import actions_of
from bot.authority.routing import line_above
from bot.language.checking.acts.candidates import Candidates, DutyMatch, Known, apart, begins
from bot.language.checking.acts.governing import governed
from bot.language.checking.acts.parting import SELLING, paid, sold
from bot.language.checking.acts.vouching import VOUCHED_ALONE, VOUCHED_IN_OTHER_WORDS, Vouching
from bot.language.checking.facts.approving import approval
from bot.language.checking.people.belonging import (
    lacking_elsewhere,
    names_another_department,
    of_another_company,
    of_another_department,
    speaks_of_another_company,
)
from bot.language.checking.wording.circumstances import by_the_way, circumstances, stood
from bot.language.checking.wording.intending import left_undone, of_somebody
from bot.language.checking.wording.negating import negated
from bot.language.checking.wording.weighing import ASKING, strange, understood
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence
from bot.language.searching import ClauseIndex
from bot.model import ClauseId, RoleKey
from bot.rulebook.library import DutyTerms, Library

#: A duty is recognised only where at least this share of what was said was understood (per cent).
UNDERSTOOD = 50
#: Where verb and thing aren't both known, the clause must account for this share of the sentence (per cent).
ACCOUNTED = 60
#: A clause that grants a power is what is meant where it accounts for so much more (per cent).
FAR_MORE = 20
#: What is said to be left undone is nobody's licence: the nearest clause is enough, from this share on (per cent).
NEAR = 25
#: Where no verb of the duty was said, no more than this may be unknown (Chinese characters; an English word counts double),
#: unless what others said before vouches for it.
UNKNOWN_WORDS = 0
#: Verbs of what is done to somebody's work, and how it is said to be theirs.
_LOOKING_OVER = frozenset({"inspect", "review", "assess", "supervise", "urge", "guide"})
_THEIR_WORK = re.compile(r"(?:这个?礼拜|[这本]周|[这本]个?月|手[上头])?的(?:工作|活)|'s work| work")
#: Verbs of what is done with others.
_WITH_OTHERS = ("assist", "cooperate", "coordinate")

#: What is approved or decided only later, or by those whom it is made for: before we decide anything.
_AHEAD_OF = re.compile(
    r" (?:befor|until|so that|so|who|how|whether|to let|for) "
    r"(?:(?:i|we|they|he|she|the|our|my|anybodi|anyon|boss|director|manag|manager|management|client) ?){0,3} ?$"
)
#: What others have with somebody: 他们跟借款人的协议.
_THEIRS_WITH = re.compile("(?:他们|她们|人家|那边|别人)(?:家|部门)?[跟和与同][^,.;!?我]{1,8}的$")
#: What is only spoken of by its rules: 定大客户拜访的流程标准.
_ABOUT = re.compile("的(?:流程|标准|规定|制度|办法|规矩|规范|预算|费用|权限|人选|规则)")
#: Verbs of taking somebody on.
_HIRING = frozenset({"recruit", "appoint-staff"})


class DutyMatcher:
    """Finds duties by a verb and a thing of theirs, both said."""

    def __init__(self, library: Library, index: Callable[[], ClauseIndex]) -> None:
        self.library = library
        self._index = index
        self._duties = Candidates(library)
        #: The clauses that grant a power.
        self._powers = tuple(dict.fromkeys(grant.clause for grant in library.grants if not grant.duty))

    def find(
        self, sentence: Sentence, roles: Sequence[RoleKey], books: Iterable[str], taken: Iterable[Hit], vouching: Vouching
    ) -> list[DutyMatch]:
        """The duties of these books that each segment speaks of, one's own first where they match as well; one for each clause."""
        taken = tuple(taken)
        if any(not _spoken_of(sentence, hit) for hit in sentence.of("silent")) or understood(sentence) < UNDERSTOOD:
            return []
        own = actions_of(self.library, roles)
        selling = sold(sentence)
        known = partial(_known, sentence, vouching)
        within = tuple(books)
        found: dict[str, DutyMatch] = {}
        whole = self._concepts(sentence, taken)
        split = [[hit for hit in whole if segment.holds(hit)] for segment in sentence.segments]
        for windows in (split, [whole]) if len(split) > 1 else ([whole],):
            for hits in windows:
                best = self._duties.best(hits, known, own, roles, within)
                best = best and self._duties.meant(best, whole, known, own, within, vouching)
                if best and selling and SELLING not in self._doing(best):
                    continue
                if best and (not self._done_to(sentence, hits, best, known) or self._of_another_book(sentence, hits, best)):
                    continue
                if best and self._granting(sentence, best):
                    best = replace(best, beyond=True)
                if best and (best.clause not in found or found[best.clause].score < best.score):
                    found[best.clause] = best
            if found:
                break
        matches = sorted(found.values(), key=lambda match: -match.score)[:3]
        if not found and not taken and not selling and not self._done_for_others(sentence):
            matches = self._searched(sentence, own, known, vouching)
        return [match for match in matches if not self._over_the_head(sentence, match)]

    def neglected(self, sentence: Sentence, roles: Sequence[RoleKey]) -> str | None:
        """The duty of these posts whose clause comes nearest to what is said to be left undone, where something of it was named."""
        own = actions_of(self.library, roles)
        scope = self._duties.clauses_of(own)
        said = {hit.id for hit in sentence.of("concept")}
        for found in self._index().search(sentence, scope, 1):
            named = [d for d in self._duties.of_clause(found.clause) if d.action in own and said.intersection((*d.do, *d.what))]
            if found.coverage >= NEAR and named:
                return max(named, key=lambda duty: len(said.intersection((*duty.do, *duty.what)))).action
        return None

    def of_clause(self, clause: ClauseId) -> Sequence[DutyTerms]:
        """The duties that a clause has."""
        return self._duties.of_clause(clause)

    def _doing(self, match: DutyMatch) -> set[str]:
        """The verbs of a duty."""
        return {verb for duty in self._duties.of_clause(match.clause) if duty.action == match.action for verb in duty.do}

    def _done_to(self, sentence: Sentence, hits: Sequence[Hit], match: DutyMatch, known: Known) -> bool:
        """Whether the duty is what is done: its verb said by itself, or nearly all that was said accounted for by its clause."""
        duties = [duty for duty in self._duties.of_clause(match.clause) if duty.action == match.action]
        things = [hit for duty in duties for hit in hits if hit.id in duty.what]
        if paid(sentence) or (_HIRING.intersection(self._doing(match)) and lacking_elsewhere(sentence)):
            return False
        if any(governed(sentence, hit, strict=True) for hit in things):
            return False
        if any(_of_others(sentence, hit) for hit in things):
            return False
        if any(apart(hits, verb, set(duty.what)) for duty in duties for verb in duty.do):
            return True
        if (sentence.language == "zh" or any(begins(hit, things) for hit in hits if hit.id in self._duties.verbs)) and known(match.clause):
            return True
        return self._index().accounts(sentence, match.clause) >= ACCOUNTED

    def _done_for_others(self, sentence: Sentence) -> bool:
        """Whether a thing of some duty is said to be another department's or company's: 更新财务部的网站."""
        if not sentence.of("relation", "other-department") and not speaks_of_another_company(sentence):
            return False
        if _done_with_others(sentence):
            return False
        return any(hit.id in self._duties.by_thing and _of_others(sentence, hit) for hit in sentence.of("concept"))

    def _granting(self, sentence: Sentence, match: DutyMatch) -> bool:
        """Whether the speaker would approve something, which checking it is not: 材料全核了，我自己终审批掉."""
        if approval(sentence) is not None or sentence.of("marker", "submit") or sentence.of("marker", "apply"):
            return False
        terms = {term for duty in self._duties.of_clause(match.clause) for term in (*duty.do, *duty.what)}
        known = [*sentence.of("action"), *(hit for hit in sentence.of("concept") if hit.id in terms)]
        said = {sentence.segment_of(hit.start) for hit in sentence.of("marker", "speaker")}
        powers = [hit for hit in _powers(sentence) if sentence.segment_of(hit.start) in said]
        return any(not any(power.start < hit.end and hit.start < power.end for hit in known) for power in powers)

    def _of_another_book(self, sentence: Sentence, hits: Sequence[Hit], match: DutyMatch) -> bool:
        """Whether it is done to what only other books speak of: a key account manager signs agreements, but none on loans."""
        first, last = min(hit.start for hit in hits), max(hit.end for hit in hits)
        book = self.library.clauses[match.clause].book
        units = [unit for unit in sentence.of("unit") if unit.id.split("/")[0] == book]
        others = [hit for hit in self._index().elsewhere(sentence, {book}) if not any(u.start <= hit.start < u.end for u in units)]
        if any(first <= hit.start and hit.end <= last and hit.id not in self._duties.verbs for hit in others):
            return True
        things = [hit for hit in hits if hit.id not in self._duties.verbs]
        return any(_THEIRS_WITH.search(sentence.folded.text, max(0, thing.start - 16), thing.start) for thing in things)

    def _searched(self, sentence: Sentence, own: Set[str], known: Known, vouching: Vouching) -> list[DutyMatch]:
        """One's own duty whose clause accounts for nearly all that was said, in whatever words; else one that others spoke of so.

        Something of the duty itself must have been named, its verb among it unless those who spoke of its clause vouch for it, and nothing
        else be done with it.
        """
        if _powers(sentence):
            return []
        aside = circumstances(sentence)
        said = {hit.id for hit in sentence.of("concept") if not by_the_way(aside, hit) and not _of_others(sentence, hit)}
        scope = self._duties.clauses_of(own)
        if not any(said.intersection((*duty.do, *duty.what)) for clause in scope for duty in self._duties.of_clause(clause)):
            return []
        nearly = [found for found in self._index().search(sentence, scope, 2) if found.coverage >= ACCOUNTED]
        if nearly and self._of_a_power(sentence, nearly[0].coverage, scope):
            return []
        named = [[duty for duty in self._duties.of_clause(found.clause) if said.intersection((*duty.do, *duty.what))] for found in nearly]
        for found, duties in zip(nearly, named, strict=True):
            done = [
                duty
                for duty in duties
                if said.intersection(duty.do)
                and (said.intersection(duty.what) or not (self._to_a_post(sentence, duty) or _to_a_department(sentence, duty)))
            ]
            if done and known(found.clause):  # else an unknown word may well be what is done
                return [_nearest(done, said, found.score)]
        for found, duties in zip(nearly, named, strict=True):
            mine = [duty for duty in duties if duty.action in own]
            if mine and vouching.vouches(found.clause, VOUCHED_IN_OTHER_WORDS):
                return [_nearest(mine, said, found.score)]
        return self._vouched(sentence, own, said, scope, vouching)

    def _of_a_power(self, sentence: Sentence, coverage: int, scope: Sequence[ClauseId]) -> bool:
        """Whether a clause of the same books that has no duty of the speaker's accounts for far more of it: so many days more to pay."""
        books = {self.library.clauses[clause].book for clause in scope}
        granting = [clause for clause in self._powers if self.library.clauses[clause].book in books]
        best = self._index().search(sentence, granting, 1)
        return bool(best) and best[0].clause not in scope and best[0].coverage >= coverage + FAR_MORE

    def _over_the_head(self, sentence: Sentence, match: DutyMatch) -> bool:
        """Whether the work of somebody above the duty's own post is looked over: 部主任的工作我来检查."""
        if not self._doing(match) & _LOOKING_OVER:
            return False
        above, text = set(line_above(self.library, match.role)), sentence.folded.text
        return any(hit.id in above and _THEIR_WORK.match(text, hit.back(text)) for hit in sentence.of("role"))

    def _vouched(self, sentence: Sentence, own: Set[str], said: set[str], scope: Sequence[ClauseId], vouching: Vouching) -> list[DutyMatch]:
        """One's own duty that people who spoke like this were about, where anything of it was named and not denied."""
        books = {self.library.clauses[clause].book for clause in scope}
        clause = vouching.likeliest(scope, VOUCHED_ALONE, lambda other: self.library.clauses[other].book not in books)
        if clause is None:
            return []
        mine = [duty for duty in self._duties.of_clause(clause) if duty.action in own and said.intersection((*duty.do, *duty.what))]
        terms = {term for duty in mine for term in (*duty.do, *duty.what)}
        said_of_facts = sentence.of("fact")  # 不是小客户 denies a condition, and not what is done
        own_words = [hit for hit in sentence.of("concept") if hit.id in terms and not any(hit.within(fact) for fact in said_of_facts)]
        denied = any(negated(sentence, hit) or left_undone(sentence, hit) for hit in own_words)
        return [_nearest(mine, said, 0)] if mine and not denied else []

    def _to_a_post(self, sentence: Sentence, duty: DutyTerms) -> bool:
        """Whether a post that isn't below the duty's own is named in a clause with its verb: 选聘总经理 is done to that post."""
        told = {sentence.segment_of(hit.start) for hit in sentence.of("concept") if hit.id in duty.do}
        posts: dict[int, list[RoleKey]] = defaultdict(list)
        for hit in sentence.of("role"):
            if sentence.segment_of(hit.start) in told:
                posts[hit.start].append(hit.id)
        return any(all(post != duty.role and duty.role not in line_above(self.library, post) for post in named) for named in posts.values())

    def _concepts(self, sentence: Sentence, taken: tuple[Hit, ...]) -> list[Hit]:
        """The concepts that may be a duty's: said to be done, and no part of what is `taken` already."""
        said = [*sentence.of("concept"), *sentence.of("marker", "generic"), *sentence.of("marker", "power")]
        aside, before = circumstances(sentence), [] if sentence.of("fact") else stood(sentence)
        doing = [hit for hit in said if hit.kind == "concept" and hit.id in self._duties.verbs and not by_the_way(before, hit)]
        return [
            hit
            for hit in said
            if not ((hit.id in self._duties.verbs or not doing) and by_the_way(before, hit))  # the gate was closed already
            and not any(act.start <= hit.start and hit.end <= act.end for act in taken)
            and not (hit.id in self._duties.verbs and (by_the_way(aside, hit) or self._across(sentence, hit) or of_somebody(sentence, hit)))
            and not left_undone(sentence, hit)
            and not self._split(sentence, hit)
            and not (hit.id in self._duties.verbs and _ABOUT.match(sentence.folded.text, hit.end))
        ]

    def _across(self, sentence: Sentence, hit: Hit) -> bool:
        """Whether what looks like a verb begins inside another: the 定渠道 of 拟定渠道计划."""
        others = [verb for verb in sentence.of("concept") if verb.id in self._duties.verbs]
        return any(verb.start < hit.start < verb.end < hit.end and sentence.folded.text[hit.start] != " " for verb in others)

    def does_more(self, sentence: Sentence, act: Hit) -> bool:
        """Whether the sentence has the verb of some duty beside an act."""
        return any(
            hit.id in self._duties.verbs and not hit.within(act) and (hit.start, hit.end) != (act.start, act.end)
            for hit in sentence.of("concept")
        )

    def _split(self, sentence: Sentence, hit: Hit) -> bool:
        """Whether what looks like a verb begins with a thing: sign the deal with a client."""
        if hit.id not in self._duties.verbs or not _ARTICLE.search(sentence.folded.text, 0, hit.start):
            return False
        return any(thing.id in self._duties.by_thing and thing.start == hit.start and thing.within(hit) for thing in sentence.of("concept"))


def _powers(sentence: Sentence) -> list[Hit]:
    """The words of deciding and approving that tell what is done, and not what it is done before: until we decide."""
    text = sentence.folded.text
    return [hit for hit in sentence.of("marker", "power") if not _AHEAD_OF.search(text, max(0, hit.start - 40), hit.front(text))]


def _nearest(duties: Sequence[DutyTerms], said: set[str], score: int) -> DutyMatch:
    """The one of these duties of which most was said."""
    duty = max(duties, key=lambda d: (len(said.intersection(d.what)), len(said.intersection(d.do))))
    return DutyMatch(duty.action, duty.role, duty.clause, score)


def _known(sentence: Sentence, vouching: Vouching, clause: ClauseId) -> bool:
    """Whether nothing of the sentence is unknown, or those who spoke of the clause vouch for it."""
    return strange(sentence) <= UNKNOWN_WORDS or vouching.vouches(clause)


def _of_others(sentence: Sentence, hit: Hit) -> bool:
    """Whether a thing is another department's, and not the department itself, or another company's."""
    theirs = of_another_department(sentence, hit) and not names_another_department(sentence, hit)
    return theirs or of_another_company(sentence, hit)


def _done_with_others(sentence: Sentence) -> bool:
    """Whether what is done is done with others, to what is theirs: 配合市场部的推广活动."""
    return any(sentence.of("concept", verb) for verb in _WITH_OTHERS)


def _to_a_department(sentence: Sentence, duty: DutyTerms) -> bool:
    """Whether another department is named, and nothing of the duty but its verb: 我来管客服部."""
    if _done_with_others(sentence):
        return False
    book = duty.role.split("/")[0]
    return bool(sentence.of("relation", "other-department")) or any(unit.id.split("/")[0] != book for unit in sentence.of("unit"))


_ARTICLE = re.compile(r" (?:the|a|an|this|that|our|my|their|his|her)$")


def _spoken_of(sentence: Sentence, hit: Hit) -> bool:
    """Whether something that books are silent of is, in these words, a thing of some duty after all: an overdue loan."""
    if hit.id == "undoing" and negated(sentence, hit):
        return True  # 绝不收回扣
    if any(hit.within(talk) for talk in sentence.of("marker", "plain")):
        return True  # since the holidays
    if any(away.start <= hit.start and hit.end <= away.end for away in sentence.of("marker", "away")):
        return True  # 主任休病假
    return hit.id in ASKING or any(
        start <= hit.start and hit.end <= end for concept in sentence.of("concept") for start, end in concept.pieces()
    )
