"""What is refused before anything is looked up: posts that no book has, and things that none speaks of."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.language.asking.answers import Answer, Intent
from bot.language.asking.attributes import Attributes
from bot.language.asking.dating import given
from bot.language.asking.grounds import ANSWERS, CHOICES, CLAUSES, Grounds
from bot.language.asking.limiting import how_often, limits_asked, several
from bot.language.asking.questions import Question, as_verb, recorded, said, seen_to
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.normalising import fold
from bot.language.recognising.owning import used
from bot.language.recognising.sentence import Sentence

#: A clause asked for by its number.
_NUMBER = re.compile(r"(?<![0-9.])[0-9](?:\.[0-9]{1,2}){1,3}b?(?![0-9])")
#: Behind a thing: what it costs.
_COST = re.compile(r"(?<=.)(?:费用?|开销|开支| (?:cost|expens|fee|price)s?)$")
#: Behind a word for being away: what it costs, which is no reason why somebody is.
_PAID_FOR = re.compile(r".?(?:费|报销|补贴|补助|津贴)|[ a-z]? ?(?:expens|cost|allowanc|budget|reimburs|claim)")
#: Authority that is handed to somebody else: 把权限转给经理, "pass my powers on".
_HANDED = re.compile(
    r"(?:权[力限]?|授权|审批权|签字权)(?:都|全|先|暂时|一部分|部分)*(?:转|交|让|下放|移交|委托|授予?|分|借)(?:一?些|一部分)?(?:给|到|予)"
    r"|权[力限]?(?:可以|能|可不可以|能不能|能否|可否)?(?:下放|转让|移交|转授)|(?:授权|放权)(?:给|予)"
    r"|(?:转授|下放|转让|移交|出让|委托|授予)[^,，.。;；?？!！]{0,6}权[力限]?"
    r"|\b(?:hand(?:ing)?|pass(?:ing)?|transfer(?:ring)?|delegat(?:e|ing)|giv(?:e|ing)|lend(?:ing)?|sign(?:ing)?|cede)"
    r"(?: over| on| down| out| away)?"
    r" (?:my|our|his|her|their|the|some of my|part of my|this|that) (?:own |signing |approval )?(?:authority|powers?|rights?|limit)\b",
    re.IGNORECASE,
)
#: Of so many words it is remembered whether some clause has them.
WORDS = 5000


class Silences:
    """Refuses, for one library."""

    def __init__(self, grounds: Grounds) -> None:
        self.grounds = grounds
        self.library = grounds.library
        self.index = grounds.index
        duties = self.library.duties.values()
        self._verbs = {concept for duty in duties for concept in duty.do} - {concept for duty in duties for concept in duty.what}
        self._attributes = Attributes(grounds.library, grounds.index)
        #: What the books speak of, in the company's own words: who may call off a booking asks after that act.
        self._acts = used(self.library).actions
        self._own = frozenset(fold(phrase).strip() for phrase in self.library.vocabulary.own)
        self._written = lru_cache(maxsize=WORDS)(self._is_written)

    def before(self, question: Question) -> Answer | None:
        """Clauses asked for by number, or what is refused at once; None where the rest has to be looked at."""
        sentence, roles = question.sentence, question.roles
        if handed := self._handed(question):
            return Answer(kind="unknown", intent=Intent.MAY, roles=roles, unknown_words=(handed,))
        numbered = tuple(dict.fromkeys(found for found in _NUMBER.findall(sentence.text) if found in self.library.clauses))
        if numbered:
            return Answer(kind="answer", intent=Intent.SEARCH, clauses=numbered[:CLAUSES])
        asked = (*self._spent(question), *limits_asked(self.library, question), *how_often(sentence), *self._dated(question))
        text = sentence.folded.text
        acts = [act for act in sentence.of("action") if act.id in self._acts and text[act.start : act.end].strip() in self._own]
        unheard = tuple(
            said(sentence, hit)
            for hit in sentence.of("silent")
            if not (roles and _says_away(sentence, hit))
            and not several(sentence.folded.text, hit)
            and not (hit.id == "contact" and as_verb(sentence, hit))
            and not (hit.id == "place" and (seen_to(sentence, hit) or recorded(sentence)))
            and not any(hit.within(talk) for talk in sentence.of("marker", "plain"))  # down the toilet
            and not any(hit.start < one.end and one.start < hit.end for one in asked)
            and not self._written(said(sentence, hit))
            and not any(hit.within(other) and not other.gaps for other in sentence.of("concept"))
            and not any(act.start <= hit.start and hit.end <= act.end for act in acts)
        )
        if unheard:
            return Answer(kind="unknown", intent=Intent.SEARCH, roles=roles, unknown_words=unheard)
        if question.strangers and not roles and (question.has("duties", "may", "limit") or not question.units):
            return Answer(kind="unknown", intent=Intent.SEARCH, unknown_words=question.strangers)
        if not (roles or question.units or question.actions) and self._elsewhere(sentence):
            return Answer(kind="unknown", intent=Intent.DUTIES)
        if not question.has("duties"):
            return None
        if roles and all(self.library.roles[key].outside for key in roles) and not question.actions:
            return self._mentioned(question)
        others = [hit for hit in sentence.of("relation", "other-department") if not any(hit.within(o) for o in sentence.of("concept"))]
        elsewhere = not roles and not question.units and bool(others)
        if elsewhere or (not roles and not question.alike and _post_unknown(sentence)):
            return Answer(kind="unknown", intent=Intent.DUTIES)
        return None

    def _handed(self, question: Question) -> str | None:
        """The words by which it is asked if authority itself may be handed to somebody, of which no clause speaks."""
        if question.has("away", "standin") or not question.has("may"):
            return None
        found = _HANDED.search(question.sentence.text)
        texts = (text for clause in self.library.clauses.values() for text in (clause.text.zh, clause.text.en))
        return None if found is None or any(map(_HANDED.search, texts)) else found.group().strip()

    def _dated(self, question: Question) -> list[Hit]:
        """The words that ask for a time, or how many people, where a clause on the act that is named, or the likeliest one, says so."""
        sentence = question.sentence
        timely = [hit for hit in sentence.of("silent") if hit.id in ("deadline", "count", "person")]
        if not timely:
            return []
        named = [grant.clause for grant in self.library.grants if grant.action in question.actions]
        nearest = [*named, *(found.clause for found in self.index.search(sentence, None, CHOICES) if found.coverage >= ANSWERS)]
        return [
            hit
            for hit in timely
            if (hit.id != "deadline" and self._attributes.counted(question, hit, nearest))
            or (hit.id != "person" and any(given(sentence, hit, self.index, clause) for clause in nearest))
        ]

    def _spent(self, question: Question) -> list[Hit]:
        """What something costs, where it is asked up to how much, and a clause that grants so much has the thing: "travel cost"."""
        sentence = question.sentence
        costs = [hit for hit in sentence.of("silent") if _COST.search(said(sentence, hit))] if question.has("limit") else []
        nearest = [found.clause for found in self.index.search(sentence, None, 1) if found.coverage >= ANSWERS] if costs else []
        limited = [grant.clause for grant in self.library.grants if grant.clause in nearest and grant.limit and grant.limit.unit.isupper()]
        return [hit for hit in costs if any(self.index.holds(clause, _COST.sub("", said(sentence, hit)).strip()) for clause in limited)]

    def _elsewhere(self, sentence: Sentence) -> bool:
        """Whether it is only about who leads another department: 信息技术部归谁领导."""
        fields = {hit.end: hit.start for hit in sentence.of("marker", "foreign")}
        others = [(fields.get(hit.start, hit.start), hit.end) for hit in sentence.of("relation", "other-department")]
        said = [hit for hit in sentence.of("concept") if not any(a <= hit.start and hit.end <= b for a, b in others)]
        return bool(others) and bool(said) and all(hit.id in self._verbs for hit in said)

    def _is_written(self, word: str) -> bool:
        """Whether a clause says the word itself: then some book does speak of it."""
        folded = f" {word} " if word.isascii() else word
        return any(self.index.holds(clause, folded) for clause in self.library.clauses)

    def _mentioned(self, question: Question) -> Answer:
        """Posts that the books only mention have no duties of their own there: ask back with the clauses that mention them."""
        names = [
            re.compile(re.escape(fold(name)))
            for key in question.roles
            for name in (self.library.roles[key].title.zh, *self.library.roles[key].aliases)
        ]
        books = {self.library.roles[key].book for key in question.roles}
        clauses = tuple(c for c in self.grounds.of_books(books) if any(self.index.says(c, name) for name in names))[:CHOICES]
        return Answer(kind="clarify" if clauses else "unknown", intent=Intent.DUTIES, roles=question.roles, choices=clauses)


def _post_unknown(sentence: Sentence) -> bool:
    """The duties of the copywriter: a post that the books don't have."""
    unknown = {start for start, _ in sentence.unknown}
    return any(hit.end in unknown for hit in sentence.of("marker", "duties-of"))


def _says_away(sentence: Sentence, hit: Hit) -> bool:
    """Leave as the reason why somebody is away, not as what is asked for."""
    away = [mark for mark in sentence.of("marker", "away") if not _PAID_FOR.match(sentence.folded.text, mark.end - 1, hit.end)]
    return any(mark.start < hit.end and hit.start < mark.end for mark in away)
