"""Whether what a sentence names is denied, or only asked about."""

from __future__ import annotations

import re

from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence

#: How many characters before a word its negation may stand: a bare 不 right before it, a longer one (不打算) further off.
_BARE_REACH, _REACH, _ENGLISH_REACH = 1, 4, 20
_I = re.compile(r" (?:i|we|i'm|i'll|i'd|we're|we'll) ")
#: She isn't performing, so I sack her: what follows isn't denied.
_SO = re.compile(r" (?:so|then|therefore|hence)(?: (?:today|now|tomorrow))? (?:i|we|i'm|i'll|i'd|we're|we'll) ")


#: It is asked what for, and not done: 跟上级商量什么呀, 查个啥.
_WHAT_FOR = re.compile(
    "(?:什么|啥)(?:[呀啊嘛哦哟劲]|(?=用[,.;!?。]|用$)|玩意儿?|$|[,.;!。])|个(?:什么|啥|屁|鬼|毛线?)|(?:[^,.;!?]{1,2})?干(?:什么|嘛|啥|吗)"
)


def what_for(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is only asked, in scorn, what that should be good for."""
    return bool(_WHAT_FOR.match(sentence.folded.text, hit.end))


def negated(sentence: Sentence, hit: Hit, english_reach: int = _ENGLISH_REACH) -> bool:
    """Whether a negation stands right before the hit, within so many characters of English; a double one cancels itself."""
    if what_for(sentence, hit):
        return True
    negations = sentence.of("marker", "negation")
    if not negations:
        return False
    segment = sentence.segments[sentence.segment_of(hit.start)]
    shared = sentence.folded.text[hit.start] == " "  # two English hits share the space between them
    markers = [m for m in negations if segment.start <= m.start]
    before = [m for m in markers if m.end <= hit.start + shared]
    if hit.kind == "action" and not shared and any(m.start < hit.start < m.end < hit.end for m in markers):
        return True  # the 不给 of 不给顾客退货
    count = 0
    place = hit.start
    for marker in reversed(before):
        word = sentence.folded.text[marker.start : marker.end]
        reach = english_reach if word.isascii() else _REACH if len(word) > 1 else _BARE_REACH
        if place - marker.end > reach:
            break
        if marker.end > place + shared:
            continue
        if word.isascii() and _SO.search(sentence.folded.text, marker.end - 1, place + 1):
            break
        if word.strip() == "without" and _I.search(sentence.folded.text, marker.end - 1, place + 1):
            continue  # without notice, I look through the files
        count += 1
        place = marker.start
    return count % 2 == 1


def only_asked(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is only asked: the 没有指定我 of 有没有指定我, the 不在 of 在不在, the 没设 of 设没设; "is there a defect?"."""
    text, at = sentence.folded.text, hit.start
    return (at > 0 and text[at] in "不没" and text.startswith(text[at - 1], at + 1)) or _in_a_question(sentence, hit)


#: A clause that asks whether something is so; who asks whether they may do something says it as a rule.
_ASKS = re.compile(
    r"[\s,;.]*(?:(?:but|and|so|well|then) )?(?:is|are|was|were|do|doe|did|has|have|had|isn't|aren't|wasn't) [^?]*\?"
    r"|[^?]* or not ?\?|[^?]*[吗嘛么] ?\?|[^?]*吗[\s,;.!。]*$|(?![\s,;.]*(?:即使|即便|哪怕|就算|就是|虽|因|为了))[^?a-z]*[^?a-z吗呢吧 ] ?\?"
)


def _in_a_question(sentence: Sentence, hit: Hit) -> bool:
    """Whether it stands in a clause that only asks whether it is so, and speaks of no act."""
    if "?" not in sentence.folded.text and "吗" not in sentence.folded.text:
        return False
    segment = sentence.segments[sentence.segment_of(hit.start)]
    if not _ASKS.match(sentence.folded.text, segment.start, segment.end):
        return False
    acts = (*sentence.of("action"), *sentence.of("money"), *sentence.of("marker", "may"))
    return not any(segment.holds(act) and act.start >= hit.end for act in acts)
