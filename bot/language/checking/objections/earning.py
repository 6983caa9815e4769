"""Whether what is told of somebody's work speaks for what is done to them: nobody is dismissed for working well.

Each word of the facts that tell how an employee works is good or bad, or says neither (平日表现): then the rest of its clause
tells. Where all that was told speaks against the act, what the act rests on hasn't been stated.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from bot.language.checking.acts.covering import EMPLOYEE
from bot.language.checking.wording.negating import negated
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence
from bot.rulebook.library import Vocabulary

#: What each kind of work is, where it is denied.
_OTHERWISE = {"well": "ill", "ill": "well"}
#: One thing is all that it is done for, whatever else is told: 平时挺好，就因为顶嘴.
_FOR_NO_MORE = re.compile(r"[就只仅光单]是?因为?|不过是因?|\b(?:just|only|merely|simply|solely) (?:because|for|over)\b", re.IGNORECASE)
#: What nobody is dismissed or fined for: beside it, a word on their work states no ground.
_NO_GROUND = re.compile(
    r"怀孕|怀了孕|有了?身孕|产假|哺乳期|生(?:孩子|二胎|小孩)|(?:要|快|刚)结婚|工会|信教|宗教|民族|残疾"
    r"|\b(?:pregnan\w*|maternity|paternity|expecting a baby|trade union|union member|disab(?:led|ility)|religio\w*|her age|his age)\b"
)
#: So near before a word stands what denies it, in characters of English: "never once late".
_REACH = 10


def without_contrary(
    vocabulary: Vocabulary, sentence: Sentence, action: str, facts: Mapping[str, bool], zone: Collection[int]
) -> dict[str, bool]:
    """The facts without those on somebody's work that speak only against the action; `zone` are the segments that tell of them."""
    earned = vocabulary.actions[action].earned
    if earned is None:
        return dict(facts)
    telling = [key for key, value in facts.items() if value and vocabulary.facts[key].concerns == EMPLOYEE]
    only = {_OTHERWISE[earned], *((earned,) if _FOR_NO_MORE.search(sentence.text) else ())}
    if earned == "ill" and _without_ground(sentence):
        return {key: value for key, value in facts.items() if key not in telling}
    contrary = {key for key in telling if _OTHERWISE[earned] in (kinds := _kinds(sentence, key, zone)) and kinds <= only}
    return {key: value for key, value in facts.items() if key not in contrary}


def _without_ground(sentence: Sentence) -> bool:
    """Whether a ground is told that is none; where whoever decides is away for it, it is no ground of anything."""
    found = _NO_GROUND.search(sentence.text)
    if found is None:
        return False
    place = sentence.place(found.start())
    return not any(one.start <= place < one.end for one in sentence.of("marker", "away"))


def _kinds(sentence: Sentence, fact: str, zone: Collection[int]) -> set[str]:
    """How somebody works by all that states it: well, ill, both, or nothing of it."""
    told = [hit for hit in sentence.of("fact", fact) if hit.part in ("true", "signs") and sentence.segment_of(hit.start) in zone]
    return {kind for hit in told for kind in _kinds_of(sentence, hit)}


def _kinds_of(sentence: Sentence, fact: Hit) -> set[str]:
    """The same by one of its words, else by the rest of its clause."""
    acts = sentence.of("action")  # "fine him" praises nobody
    said = [word for kind in _OTHERWISE for word in sentence.of("hint", kind)]
    words = [word for word in said if not any(act.start <= word.start and word.end <= act.end for act in acts)]
    inside = [word for word in words if word.start < fact.end and fact.start < word.end]
    index = sentence.segment_of(fact.start)
    beside = [word for word in words if sentence.segment_of(word.start) == index and (word.length > 1 or word.start == fact.end)]
    return {_kind(sentence, word) for word in _outermost(inside or beside)}


def _outermost(words: Collection[Hit]) -> list[Hit]:
    """Without the words that stand inside longer ones: the 投诉 of 零投诉."""
    return [word for word in words if not any(word.within(other) for other in words)]


def _kind(sentence: Sentence, word: Hit) -> str:
    return _OTHERWISE[word.id] if negated(sentence, word, english_reach=_REACH) else word.id
