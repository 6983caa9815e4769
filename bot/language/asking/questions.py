"""A sentence seen as a question: which posts it means, which actions, and the marker words at hand."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.language.checking.acts.handling import Handling
from bot.language.checking.acts.straying import Straying
from bot.language.checking.wording.intending import without_parts
from bot.language.checking.wording.negating import negated
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.owning import used
from bot.language.recognising.sentence import Sentence
from bot.language.recognising.strangers import Written
from bot.language.speaking import Speaker
from bot.model import RoleKey
from bot.rulebook.library import Library

#: I may, I must: what is asked about is the asker's own doing.
_MYSELF = re.compile(
    r"(?:该|归|由|轮到|算)我|我(?:们|自己)?(?:可不可以|可以|能|有没有权|有权|该|要不要|需要|得)| (?:can|may|could|should|must|do|am) i "
)


#: Who one is, and no appointment: 我当经理的, 身为经理.
_BEING = re.compile(r"(?:我|我们|咱|咱们|身|像我)$")
#: One of several that the asker chooses among: 是财务做还是信贷做, "is it Finance or the credit people".
_CHOOSING, _OR = re.compile(r"[是归由找]$| (?:is|it) (?:the )?$"), re.compile(r"[^,.;!?]{0,6}还是|(?: depart| offic| peopl| team)* ?,? or ")
_OR_AHEAD = re.compile(r"还是(?:归|由|找)?$| or (?:the )?$")


def offered(sentence: Sentence, start: int, end: int) -> bool:
    """Whether what stands there is only one of several posts or departments among which the answer chooses."""
    text = sentence.folded.text
    first, last = start + (text[start] == " "), end - (text[end - 1] == " ")
    return bool(_OR_AHEAD.search(text, 0, first)) or (bool(_CHOOSING.search(text, 0, first)) and bool(_OR.match(text, last)))


@dataclass(frozen=True, kw_only=True)
class Question:
    """A sentence seen as a question: its roles resolved, its actions and markers at hand."""

    sentence: Sentence
    speaker: Speaker
    roles: tuple[RoleKey, ...]
    units: tuple[str, ...]
    #: Posts that bear the name of a department that was named (大客户部 is both).
    alike: tuple[RoleKey, ...]
    actions: tuple[str, ...]
    strangers: tuple[str, ...]
    mine: bool
    #: Those of the posts that are only told or asked: 要跟总监说吗, "the director's okay".
    addressed: tuple[RoleKey, ...] = ()
    #: Acts whose words are said of something else (查财务档案 views no patient's file), and these words.
    strayed: tuple[str, ...] = ()
    strayed_words: tuple[str, ...] = ()
    #: Whether no act was named, and the acts are those that what was told is about.
    supposed: bool = False

    @property
    def own(self) -> bool:
        """Whether the asker wants to know about their own doing, whoever else is named: 总监用权不当，我能管吗."""
        return bool(self.speaker.roles) and bool(_MYSELF.search(self.sentence.folded.text))

    @property
    def actors(self) -> tuple[RoleKey, ...]:
        """The posts whose doing is asked about: not those that are told or asked, or that it is done to, but who does it."""
        acts, named = self.sentence.of("action"), self.sentence.of("role")
        if self.speaker.roles and acts and _MAY_I.search(self.sentence.text):
            return self.speaker.roles
        if self.speaker.roles and acts and named and _MAY.match(self.sentence.text) and acts[0].start < named[0].start:
            return self.speaker.roles  # 能不能罚经理 200 块
        if not self.addressed:
            return self.roles
        others = tuple(key for key in self.roles if key not in self.addressed)
        return others or self.speaker.roles

    def has(self, *markers: str) -> bool:
        """Whether any of these marker words was said."""
        return any(self.sentence.of("marker", marker) for marker in markers)


#: It is asked what the asker may do, whoever else is named: 我能开除经理吗, "may I fine the director's assistant".
_MAY_I = re.compile(
    r"我(?:们)?(?:自己|本人|一个人|也|还|就|到底|现在|直接|当场|是不是|是否)*(?:能|可以|可否|可不可以|有权|有没有权|有资格)"
    r"|(?:能不能|可不可以|是否可以)(?:由|让)我(?!们?的)"
    r"|(?<![a-z])(?:can|may|could|might) (?:i|we)(?![a-z'])|(?<![a-z])am i (?:[a-z]+ )?(?:allowed|entitled|permitted|authori[sz]ed|free)"
    r"|(?<![a-z])do i have (?:the |any )?(?:right|authority|power|say)"
)

_MAY = re.compile("[^,.;!?]{0,8}?(?:能不能|可不可以|能否|可否|是否可以|可以)(?!由|让|是|有)")

#: Somebody gives so much off; who gets it is another question.
_GIVES = re.compile(r" (?:give|grant|allow|offer|knock|take|cut) ")


class Questioner:
    """Sees sentences as questions, for one library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._handling = Handling(library.vocabulary.actions)
        actions, granted = library.vocabulary.actions, dict.fromkeys(g.action for g in library.grants if not g.duty)
        #: The acts that take something off the price for a customer.
        self._discounts = tuple(key for key in granted if (actions[key].unit, actions[key].concerns) == ("percent", "customer"))
        self._used = used(library).actions
        #: What a company's clauses say that has words of its own beside the shipped ones.
        texts = [f"{clause.text.zh}\n{clause.text.en}".lower() for clause in library.clauses.values()]
        self._written = Written(texts) if library.vocabulary.own else None
        self._known = {(grant.role.split("/")[0], grant.action) for grant in library.grants}

    def question(self, sentence: Sentence, speaker: Speaker) -> Question:
        """Resolve what the sentence names, for this speaker."""
        units = tuple(dict.fromkeys(hit.id.split("/")[0] for hit in sentence.of("unit")))
        roles: list[RoleKey] = []
        addressed: list[RoleKey] = []
        strangers = list(sentence.strangers)
        places = {(hit.start, hit.end) for hit in sentence.of("unit")}
        reporting = bool(sentence.of("marker", "reports")) and bool(sentence.of("marker", "speaker"))
        alike = tuple(hit.id for hit in sentence.of("role") if (hit.start, hit.end) in places)
        for hits in _by_place([hit for hit in sentence.of("role") if (hit.start, hit.end) not in places]):
            if reporting and any(hits[0].within(asked) for asked in sentence.of("marker", "who")):
                continue  # to which supervisor do I report
            resolved = self._resolve(sentence, hits, units, speaker)
            if resolved and all(self.library.roles[key].outside for key in resolved) and offered(sentence, hits[0].start, hits[0].end):
                continue
            roles += resolved
            addressed += resolved if _addressed(sentence, hits[0]) else []
            if not resolved:
                strangers.append(said(sentence, hits[0]))
        mine = not roles and bool(speaker.roles) and bool(sentence.of("marker", "speaker"))
        if mine:
            roles = list(speaker.roles)
        asking = sentence.of("marker", "duties")  # 负责哪些 asks, and says nothing of an area
        acts = [hit for hit in _apart(sentence) if not any(hit.within(other) for other in asking)]
        told = bool(sentence.of("marker", "may")) and not any(sentence.of("marker", marker) for marker in ("who", "limit", "after"))
        acts = [hit for hit in acts if not self._handling.of_something_else(sentence, hit, strictly=told) and not _of_being(sentence, hit)]
        unlike = [hit for hit in acts if Straying.unlike(sentence, hit)]
        acts = [hit for hit in acts if hit not in unlike and not self._only_words(sentence, hit)]
        actions = tuple(dict.fromkeys(hit.id for hit in acts if not _negated_for_good(sentence, hit)))
        actions = self._of_one_side(sentence, actions)
        books = {*units, *(key.split("/")[0] for key in roles)}
        actions = tuple(a for a in actions if any((book, a) in self._known for book in books)) or actions
        named = actions or self._of_share(sentence)
        actions = named or self._of_situation(sentence, books)
        return Question(
            sentence=sentence,
            speaker=speaker,
            roles=tuple(dict.fromkeys(roles)),
            units=units,
            alike=alike,
            actions=actions,
            strangers=tuple(strangers),
            mine=mine,
            addressed=tuple(addressed),
            strayed=tuple(dict.fromkeys(hit.id for hit in unlike)),
            strayed_words=tuple(dict.fromkeys(said(sentence, hit) for hit in unlike)),
            supposed=bool(actions) and not named,
        )

    def _only_words(self, sentence: Sentence, act: Hit) -> bool:
        """Whether an act that no book grants or forbids is named by nothing but words of the clauses: to award a grant rewards nobody."""
        if act.id in self._used or not self._written:
            return False
        words = [sentence.folded.text[start:end].strip() for start, end in act.pieces()]
        return all(word in self._written for word in words) and any(len(word) > 1 for word in words)

    def _of_one_side(self, sentence: Sentence, actions: tuple[str, ...]) -> tuple[str, ...]:
        """Without acts towards customers, where one towards an employee was named and no customer or product is spoken of."""
        concerns = {action: self.library.vocabulary.actions[action].concerns for action in actions}
        told = {self.library.vocabulary.facts[hit.id].concerns for hit in sentence.of("fact")}
        if "employee" not in concerns.values() or sentence.of("relation", "customer") or told - {"employee"}:
            return actions
        return tuple(action for action in actions if concerns[action] != "customer")

    def _of_share(self, sentence: Sentence) -> tuple[str, ...]:
        """The discount that is meant by so much off for a customer, or that somebody may give, where there is but one such act."""
        cuts = [sentence.text[mention.start : mention.end] for mention in sentence.amounts if mention.cut]
        text = sentence.folded.text
        given = any("折" in cut or ("off" in cut and _GIVES.search(text)) for cut in cuts)
        granted = given and not _OWN_PEOPLE.search(text)
        granted = granted and bool(sentence.of("marker", "who") or sentence.of("marker", "may"))
        if not cuts or not (sentence.of("relation", "customer") or granted):
            return ()
        return self._discounts if len(self._discounts) == 1 else ()

    def _of_situation(self, sentence: Sentence, books: Collection[str]) -> tuple[str, ...]:
        """What the situation told is about, where no action was named: the actions, in the books named, that turn on its facts."""
        things = [hit for hit in sentence.of("concept") if not hit.gaps]
        told = [hit for hit in sentence.of("fact") if hit.part != "signs" and not any(_runs_on(hit, thing) for thing in things)]
        titles = {(hit.start, hit.end) for hit in sentence.of("role")}
        told = [hit for hit in told if (hit.start, hit.end) not in titles]  # a title states that somebody holds that post, and asks nothing
        facts = {hit.id for hit in told if " " in said(sentence, hit) or not said(sentence, hit).isascii()}
        if not facts:
            return ()
        holding = facts & {hit.id for hit in told if hit.part != "false"}  # "not covered" speaks of what is done then
        conditional = [g.action for g in self.library.grants if not g.duty and (holding or facts) & set(g.conditions)]
        if books:
            conditional = [action for action in conditional if any((book, action) in self._known for book in books)]
        return tuple(dict.fromkeys(conditional)) if len(set(conditional)) <= 2 else ()

    def _resolve(self, sentence: Sentence, hits: Sequence[Hit], units: tuple[str, ...], speaker: Speaker) -> list[RoleKey]:
        """The posts that one name stands for: in the department named with it, else the asker's own, else all that bear it."""
        keys = list(dict.fromkeys(hit.id for hit in hits))
        for books in (units, speaker.books):
            if not books:
                continue
            inside = [key for key in keys if key.split("/")[0] in books]
            if inside:
                return inside
            name = said(sentence, hits[0])
            bearing = [key for key in self.library.roles if key.split("/")[0] in books and self._bears(key, name)]
            if bearing:
                return bearing
        return keys

    def _bears(self, key: RoleKey, name: str) -> bool:
        role = self.library.roles[key]
        return not role.department and (role.title.zh.endswith(name) or role.title.en.lower().endswith(name))


def _apart(sentence: Sentence) -> list[Hit]:
    """The acts without those that are part of others; two English ones that only share the space between them both stand."""
    acts, text = sentence.of("action"), sentence.folded.text
    bare = {hit._replace(end=hit.back(text)): hit for hit in acts}
    return [bare[hit] for hit in without_parts(list(bare))]


def _runs_on(fact: Hit, thing: Hit) -> bool:
    """Whether a fact is only the end of a longer word for a thing: the 不值钱 in 值不值钱."""
    return fact.within(thing) and thing.start < fact.start and not thing.gaps


def _of_being(sentence: Sentence, act: Hit) -> bool:
    """Whether the words for an appointment only say who somebody is: 我当经理的能不能…."""
    text = sentence.folded.text
    return text[act.start] in "当做为" and bool(_BEING.search(text, 0, act.start)) and text[act.end : act.end + 1] in ("的", ",", "")


def said(sentence: Sentence, hit: Hit) -> str:
    """The words of a hit."""
    return sentence.folded.text[hit.start : hit.end].strip()


#: The verb before what it is done to, and the noun that it looks like: address the application, notice a risk; but "the address the".
_VERB_OF = re.compile(r"(?:a|an|the|ani|some|my|our|your|hi|her|their|it|them|thi|that|these|those) ")
_NOUN_OF = re.compile(r" (?:a|an|the|my|our|your|hi|her|their|which|what|of|for|email|mail|home|offic|new|'s) $")


def as_verb(sentence: Sentence, hit: Hit) -> bool:
    """Whether an English word that may name a thing says what is done to another: "to whom do I address the application"."""
    text = sentence.folded.text
    if text[hit.start] != " " or " " in said(sentence, hit):
        return False
    return bool(_VERB_OF.match(text, hit.end)) and not _NOUN_OF.search(text, 0, hit.start + 1)


#: What is only the matter that somebody has to see to: 放在哪儿这种选点的活归我吗, 设在哪里由谁定.
_SEEN_TO = re.compile(
    r"[儿里呢]?[^,.;!?]{0,4}(?:(?:这种|这类|这[个件]?事|之类)[^,.;!?]{0,8}(?:归|由|是|谁|我)|[归由](?:谁|我|哪)|谁[来去]?[定选拍挑管说])"
    r"|[儿里呢]?,(?:[是由归](?:我|谁|哪)|谁[来去]?[定选拍挑管说])"
)


def seen_to(sentence: Sentence, hit: Hit) -> bool:
    """Whether the words that ask where only name the matter, of which it is asked who sees to it."""
    return bool(_SEEN_TO.match(sentence.folded.text, hit.end))


#: Where something is to be noted, and not where it is kept: 要在哪儿登记, "where do I note the reason".
_RECORDED = re.compile(
    r"(?:在|到|往)?哪(?:里|儿|边|本|个)?[^,.;!?]{0,4}(?:登记|记录|记下|记(?!得)|填|录入|入账|备案|注明|备注)"
    r"|(?:登记|记录|记|填|写|录入?|注明|备案)[在到进入](?:了)?哪"
    r"| where (?:do|doe|must|should|shall|can|may|are|is) .*(?:note|record|regist|list|log|enter|write|written|put down|book)"
)


def recorded(sentence: Sentence) -> bool:
    """Whether it is asked in which record something is noted."""
    return bool(_RECORDED.search(sentence.folded.text))


#: Those to whom no book gives a discount.
_OWN_PEOPLE = re.compile(r"员工|同事|内部|家属|自己人|(?<!service) (?:staff|employe|colleagu|famili) ")
#: What stands before a post that is told or asked, and behind one whose leave is wanted.
_TO = re.compile(
    r"(?:[跟和向问找要得须经等]|[问请]示?过|需要|经过|报给|上报|请示|告诉|通知|申请"
    r"| (?:ask|tell|inform|from|notifi|to|with|for) (?:the |my |our )?)$"
)
_LEAVE = re.compile(
    r"\s?(?:批准?|点头|同意|审批|签字|说一?声?|汇报|申请|请示|打招呼|报备|开口|开声|回话|回复|答应|首肯|松口|发话| (?:approv|first|befor) )"
)
#: Asked or told first, whatever stands behind: 用不用问总监.
_FIRST = re.compile(
    r"(?:用不用|要不要|需不需要|该不该|是不是要|是不是得|必须|非得|还[用要得]|先)(?:先|得|去)?"
    r"(?:跟|向|和|问|找|等|请示|通知|告诉|经过|[问请]示?过)$"
)
#: Who is to be left out of it: "without the store manager", 不经过店长.
_WITHOUT = re.compile(
    r"(?:不用|不必|无需|无须|不需要?|不[经通]过|不找|不问|不靠|绕[过开]|未经|没有?经过?)(?:经过|通过|找|问|再)?$"
    r"| without (?:ask |involv |go to |go through |consult |bother |troubl |call )?(?:the |my |our |ani |a |an )?$"
)
#: Whose way is only compared: 像顾问那样, "like the advisers do".
_LIKE, _SO = re.compile(r"像$| (?:like|just as) (?:the |our |an? )?$"), re.compile(r"们?(?:那样|一样|似的|那般|那么)| ")
#: "the director's okay": a noun, so that nobody need be asked or told besides.
_CONSENT = re.compile(r" (?:okay|ok|permiss|consent|bless|go ahead|word|nod) ")


def _addressed(sentence: Sentence, hit: Hit) -> bool:
    text = sentence.folded.text
    before, behind = text[: hit.front(text)], hit.back(text)
    if _LIKE.search(before) and _SO.match(text, behind):
        return True
    if _WITHOUT.search(before):
        return True
    told = bool(_TO.search(before)) and (bool(_LEAVE.match(text, behind)) or bool(_FIRST.search(before)))
    return told or bool(_CONSENT.match(text, behind))


def _by_place(hits: Sequence[Hit]) -> list[list[Hit]]:
    places: dict[tuple[int, int], list[Hit]] = {}
    for hit in hits:
        places.setdefault((hit.start, hit.end), []).append(hit)
    return list(places.values())


#: One or not one: 要不要值夜班.
_WHETHER = re.compile("要不要|该不该|应不应该?|用不用|需不需要|是不是|会不会")


def _negated_for_good(sentence: Sentence, hit: Hit) -> bool:
    """Negated and not merely asked about (能不能退, 要不要退)."""
    return negated(sentence, hit) and not sentence.of("marker", "may") and not _WHETHER.search(sentence.folded.text)
