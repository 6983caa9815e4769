"""What a short sentence adds to the one before: another post, amount, fact, target, absence.

It is such an addition only where it names no action, no duty and no content of its own, and where all that it says
is accounted for. Anything else is a sentence in its own right, and read as one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.language.checking.facts.converting import COUNTED
from bot.language.checking.facts.stating import stated
from bot.language.checking.facts.totalling import tells_total
from bot.language.checking.people.absences import absences
from bot.language.checking.people.benefiting import favours
from bot.language.checking.people.targets import people_named, target_of
from bot.language.checking.proposing import Proposer
from bot.language.checking.wording.negating import negated
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.normalising import normalise
from bot.language.recognising.reading import Reader
from bot.language.recognising.sentence import Sentence
from bot.language.speaking import Speaker
from bot.model import Mode, Relation, RoleKey, Target
from bot.rulebook.library import Library
from bot.staff import Person

#: A sentence longer than this stands by itself.
LONGEST = 60
#: How much of a statement of facts, or of who is away, may be words that nothing knows.
STRANGE = 4
#: Markers that an addition may contain; every other one asks or says something of its own.
_PLAIN = frozenset(
    """filler plain condition negation confirm speaker third away present may generic wish hearsay foreign apply advise unrelated
    affirming how receive""".split()
)
#: Words of any talk neither ask nor account for anything.
_ALLOWED = _PLAIN | {"work", "praise", "daily", "boss", "expert", "plain"}
_IF = re.compile(
    r"如果说?|假如|要是|要系|万一|若是|假设|倘若|假使|的话"
    r"|\b(?:what|and|but|or) if\b|\bif\b|\bsuppos(?:e|ing)\b|\bassuming\b|\bin case\b|\bprovided\b"
)
_CUE = re.compile(r"[呢吗嘛咧嘞呐?]|^(?:那|换|改|or\b|and\b|then\b|but\b)|\b(?:what|how) about\b|行不行|可不可以|能不能")
#: 有质量问题吗 and "is it defective" ask for a fact, with a question mark or without.
_ASKS = re.compile(
    r"怎么|咋|怎样|如何|有冇|(?:[?吗嘛么否]|没有?)[\s.。!]*$"
    r"|^(?:is|are|was|were|does|do|did|has|have|had|can|could|will|would|should|must|may)\b"
)
#: 是本组的吗 and "is she in my group?" ask for a fact; 别组的? and "for another group?" go on.
_QUESTION = re.compile(r"[吗嘛么]\s*[?!.。]*$|^(?:is|are|was|were|does|do|did|has|have|had)\b")
_WHAT_ABOUT = re.compile(r"呢\s*[?!.。]*$|\b(?:what|how) about\b")
#: Words that only link; the vocabulary doesn't have them.
_LINKING = re.compile(
    r"换成|换作|换做|换|改成|改为|改|变成|轮到|至于|来办|经手|出面|嘞|咧|咯|啦|嚟|系|那样|情形|\binstead\b|\bcase\b"
    r"|总共|一共|共计|合计|总计|累计|加起来|\bin (?:total|all)\b|\baltogether\b"
)
_BY_POST = re.compile(r"由|换|轮到|来[办做批处]|自己|经手|出面|亲自|\bby\b|\bdo(?:es)? it\b|\bdid it\b|\bwere to\b|\bin charge\b")
_TO_POST = re.compile(r"\bdone to\b|\bagainst\b")
_MYSELF = re.compile(r"^(?:那|对|是|给)*(?:我自己|我本人|本人|自己)(?:的)?呢?[?]?$|^(?:it(?:'s| is| were| was) )?(?:me|myself)\??$")
#: Kinds of hits that account for their words.
_ACCOUNTS = frozenset({"role", "unit", "relation", "fact", "money", "action", "marker"})
_WORD = re.compile(r"[a-z']+|[\u4e00-\u9fff]|[0-9]")


@dataclass(frozen=True, kw_only=True)
class Addition:
    """What is added; whatever is None or empty wasn't spoken of.

    `actor` says that the post named would act, and `object` that it would be acted on; neither is known where both are False.
    """

    sentence: Sentence
    #: What it names as done, where it does no more than say it again (要是补偿 600 呢).
    actions: frozenset[str] = frozenset()
    #: The posts that one name may stand for.
    posts: tuple[RoleKey, ...] = ()
    actor: bool = False
    object: bool = False
    me: bool = False
    amount: bool = False
    #: A number of days, people or things, which may be the amount of an act whose unit that is.
    counted: bool = False
    facts: Mapping[str, bool] = field(default_factory=dict)
    target: Target | None = None
    absent: frozenset[RoleKey] = frozenset()
    back: frozenset[RoleKey] = frozenset()
    mode: Mode | None = None
    #: It is only supposed (如果…呢), and not stated to be so.
    supposed: bool = False

    @property
    def anything(self) -> bool:
        """Whether anything is added at all."""
        return self.counted or self.more

    @property
    def more(self) -> bool:
        """Whether anything besides a number of something is."""
        return bool(self.posts or self.me or self.amount or self.facts or self.target or self.absent or self.back or self.mode)

    @property
    def only_post(self) -> bool:
        """Whether nothing but a post, or the speaker, is named."""
        return bool(self.posts or self.me) and not (
            self.amount or self.counted or self.facts or self.target or self.absent or self.back or self.mode
        )


class Additions:
    """Reads additions, for one library."""

    def __init__(self, library: Library, reader: Reader, proposer: Proposer) -> None:
        self.library = library
        self.reader = reader
        self.proposer = proposer

    def read(self, text: str, speaker: Speaker) -> Addition | None:
        """What a text adds; None where it stands by itself, or says what nobody here understands."""
        people, text = people_named(text, speaker)
        normal = normalise(text)
        if not normal or len(normal) > LONGEST:
            return None
        plain = " ".join(_IF.sub(" ", normal).split()).strip(" ,")
        conditional = plain != normal
        sentence = self.reader.read(plain)
        if sentence.strangers or any(not _away(sentence, hit) for hit in sentence.of("silent")):
            return None
        if any(hit.id not in _ALLOWED and not _inside(sentence, hit) for hit in sentence.of("marker")):
            return None  # it asks something
        if favours(sentence) and (sentence.of("action") or sentence.of("concept")):
            return None  # 给熟人放贷款 is an act of its own
        again = conditional or bool(_WHAT_ABOUT.search(normal))
        if _of_its_own(sentence) or (self._proposes(sentence, speaker) and not again):
            return None
        return self._addition(sentence, normal, speaker, people, conditional)

    def _addition(self, sentence: Sentence, normal: str, speaker: Speaker, people: Sequence[Person], conditional: bool) -> Addition | None:
        plain = sentence.text
        what_about = conditional or bool(_WHAT_ABOUT.search(normal))
        facts = self._facts(sentence) if what_about or not _ASKS.search(normal) else {}
        amounts = () if tells_total(facts) else sentence.amounts  # what all comes to is no amount of this
        away = absences(self.library, sentence, speaker)
        back = _back(sentence)
        target = target_of(self.library, sentence, speaker, away, people=people)
        if conditional and _MYSELF.match(plain):
            target = Target(relation=Relation.SELF)
        stands = what_about or bool(sentence.of("marker", "may")) or not _QUESTION.search(normal)
        aimed = stands and (target.relation not in (None, Relation.CUSTOMER) or bool(people))
        taken = away or back or facts or (aimed and target.role is None)
        posts = _posts(sentence) if not taken and (conditional or _CUE.search(normal)) else ()
        addition = Addition(
            sentence=sentence,
            actions=_named(sentence),
            posts=posts,
            actor=bool(posts) and bool(_BY_POST.search(plain)),
            object=bool(posts) and (target.role is not None or bool(_TO_POST.search(plain))),
            me=not (posts or facts or away or back or aimed or sentence.amounts) and _speaks_of_me(sentence, plain),
            amount=any(mention.unit not in COUNTED for mention in amounts),
            counted=any(mention.unit in COUNTED for mention in amounts),
            facts=facts,
            target=target if aimed and target.role is None else None,
            absent=away,
            back=back,
            mode=_mode(sentence) if _CUE.search(normal) and not (facts or away or back) else None,
            supposed=what_about and bool(facts),
        )
        if facts and any(hit.id.split("/")[0] not in speaker.books for hit in _narrowed(sentence, speaker)):
            return None  # what is said of another department's post is no fact of this matter
        return addition if addition.anything and _unaccounted(sentence) <= self._room(addition, normal, people) else None

    def _room(self, addition: Addition, normal: str, people: Sequence[Person]) -> int:
        """How much may be left unaccounted for: something in a statement, nothing in a question."""
        away = addition.absent or addition.back
        if away and not {hit.id for hit in addition.sentence.of("role")} <= {*addition.absent, *addition.back}:
            return -1  # somebody else is spoken of as well
        told = any(not self.library.vocabulary.facts[fact].presumed for fact in addition.facts)
        return STRANGE if people or told or (away and not _ASKS.search(normal)) else 0

    def _proposes(self, sentence: Sentence, speaker: Speaker) -> bool:
        """Whether it is a proposal by itself: by an action or a duty of its own, and not merely by the words of a fact (坚持要退)."""
        actions = sentence.of("action")
        if any(not _overlaps(sentence, hit) for hit in actions):
            return True
        if not (actions or sentence.of("concept") or sentence.of("money")):  # a percentage alone is no more than an amount
            return False
        read = any(one.action for one in self.proposer.read(sentence, speaker, named=True).proposals)
        return read and (not actions or bool(sentence.of("marker", "speaker")))

    def _facts(self, sentence: Sentence) -> dict[str, bool]:
        values = {hit.id: stated(sentence, self.library.vocabulary.facts[hit.id]) for hit in sentence.of("fact")}
        return {key: value for key, value in values.items() if value is not None}


def _posts(sentence: Sentence) -> tuple[RoleKey, ...]:
    """The posts that the one name in it may stand for; none where several are named."""
    places = {(hit.start, hit.end) for hit in sentence.of("role")}
    return tuple(dict.fromkeys(hit.id for hit in sentence.of("role"))) if len(places) == 1 else ()


def _narrowed(sentence: Sentence, speaker: Speaker) -> list[Hit]:
    """The posts named, without those of other departments that bear the same name as one of the speaker's own."""
    roles = sentence.of("role")
    own = {(hit.start, hit.end) for hit in roles if hit.id.split("/")[0] in speaker.books}
    return [hit for hit in roles if hit.id.split("/")[0] in speaker.books or (hit.start, hit.end) not in own]


def _back(sentence: Sentence) -> frozenset[RoleKey]:
    """The posts that are said to be there after all."""
    there = [hit for hit in sentence.of("marker", "present") if not negated(sentence, hit)]
    return frozenset(role.id for role in sentence.of("role") for hit in there if 0 <= hit.start - role.end <= 12 or role.within(hit))


def _away(sentence: Sentence, hit: Hit) -> bool:
    """Whether it only says that somebody is away: on leave."""
    return any(m.start <= hit.start and hit.end <= m.end for m in sentence.of("marker", "away"))


def _named(sentence: Sentence) -> frozenset[str]:
    """The actions that it names, or that the words beside a sum may mean."""
    named = {hit.id for hit in sentence.of("action") if not (_overlaps(sentence, hit) or _inside(sentence, hit))}
    return frozenset(named or ({hit.id for hit in sentence.of("money")} if sentence.amounts else ()))


def _mode(sentence: Sentence) -> Mode | None:
    for marker, mode in (("apply", Mode.APPLY), ("advise", Mode.ADVISE)):
        if any(not negated(sentence, hit) for hit in sentence.of("marker", marker)):
            return mode
    return None


def _speaks_of_me(sentence: Sentence, plain: str) -> bool:
    return bool(sentence.of("marker", "speaker") and _CUE.search(plain) and not sentence.of("role"))


def _inside(sentence: Sentence, hit: Hit) -> bool:
    """Whether a hit is only a part of the words for a fact, an absence or a relation."""
    return any(hit.start >= other.start and hit.end <= other.end for kind in ("fact", "relation") for other in sentence.of(kind))


def _overlaps(sentence: Sentence, hit: Hit) -> bool:
    """Whether a hit's own words share some with a fact: 坚持要退货."""
    return any(start < fact.end and fact.start < end for fact in sentence.of("fact") for start, end in hit.pieces())


def _of_its_own(sentence: Sentence) -> bool:
    """Whether it speaks of some thing or doing besides: 定一套部门业绩考核办法 is more than 业绩."""
    told = [hit for hit in sentence.hits if hit.kind in _ACCOUNTS and hit.id not in ("filler", "generic", "plain", "foreign")]
    concepts = [hit for hit in sentence.of("concept") if hit.length > 1]
    return any(not any(hit.start < one.end and one.start < hit.end for one in told) for hit in concepts)


def _unaccounted(sentence: Sentence) -> int:
    """How much it says that is no post, amount, fact, target, absence or mere connective; English words count double."""
    text = sentence.folded.text
    known = bytearray(len(text))
    for hit in sentence.hits:
        if hit.kind in _ACCOUNTS and hit.id not in ("plain", "foreign"):
            known[hit.start : hit.end] = b"\1" * hit.length
    for mention in sentence.amounts:
        start, end = sentence.place(mention.start), sentence.place(mention.end)
        known[start:end] = b"\1" * (end - start)
    for link in _LINKING.finditer(text):
        known[link.start() : link.end()] = b"\1" * (link.end() - link.start())
    words = [word for word in _WORD.finditer(text) if not all(known[word.start() : word.end()])]
    return sum(2 if word.group().isascii() else 1 for word in words)
