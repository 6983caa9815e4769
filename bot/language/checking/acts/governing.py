"""Whether something else is done with what an action is named by: 把赠品卖掉 and "burn the patient files".

Many phrases of an action name only its thing (赠品, 电话录音, patient files). They propose the action where nothing
else is said to be done with that thing; a verb that nothing here knows, or that belongs to other duties, says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Segment, Sentence, runs

#: No clause that anybody means has more characters and words that nothing here knows: whatever it says, its act isn't what is done.
MOST_UNKNOWN = 150
#: What may stand between a verb and its thing.
_BETWEEN = re.compile(
    r"(?:[的了一这那些个份本张条段几所有全部各组上下本去今昨前后月年周天日]|"
    r" (?:the|a|an|my|our|your|his|her|their|this|that|these|those|some|all|ani|last|everi|old|one|of|up|down|off|out|away) ?"
    r"|[0-9]|month|week|year|\s)*"
)
#: 把组长换成小周, 把礼盒送给她: verbs that may well be the action's own.
_ITS_OWN = tuple("改换调挪移给到去成送退赔补奖罚从由")
#: 烧了, 拷给, 丢掉: behind a single character that nothing here knows, these make it a doing.
_DONE_AWAY = re.compile("[了掉光走给出成到]")
#: Right before the one for whom something is done.
_FOR = tuple("给替帮为")
#: A phrase that begins so is a doing itself, and what stands before it is what it is done with: 水泥比计划多领, 留班组多干.
_DOING = re.compile(
    r"比[\u4e00-\u9fff]{1,6}[多少][\u4e00-\u9fff]|[多少再先][\u4e00-\u9fff](?![\u4e00-\u9fff])"
    r"|(?:超额|超量|超计划|提前|重新|额外|继续|就近|自行|直接|擅自|私自)[\u4e00-\u9fff]"
)
#: Unless these stand before it: then it is what is refused, or what others are told to do.
_OTHER_DOING = re.compile("否决|阻止|拒绝|反对|制止|劝阻|驳回|禁止|举报|怂恿|教唆|默许|纵容|放任|谎称|假装")
#: Where a sentence says what is done: at its beginning, or behind the one who does it.
_DOER = re.compile(r"(?:我们?|咱们?|俺|我来|我想|我要|我去|我打算|我准备|想|要|去|来|打算|准备|先|直接|马上|立刻|今天|明天|\s|[,，;。!])*")
_ENGLISH_DOER = re.compile(
    r"(?: ?(?:i|we|let|me|us|will|would|want|like|plan|go|am|to|i'd|i'll|i'm|we'll|pleas|just|now|then"
    r"|should|can|may|shall|need|have|intend|could|today|tomorrow))* ?$"
)


#: Only the power is named, and nothing done by it: 总监的打折权.
_POWER = re.compile("(?:的)?权(?:力|限|利)?(?!我)")
_BY_POWER = re.compile("[用行使动凭按][^,.;!?]{0,8}$")


def _only_power(sentence: Sentence, hit: Hit) -> bool:
    text = sentence.folded.text
    return bool(_POWER.match(text, hit.end)) and not _BY_POWER.search(text, 0, hit.start)


def misused(sentence: Sentence, hit: Hit, same: Sequence[Hit], written: str = "") -> bool:
    """Whether the thing that a hit names is the object of another doing.

    `same` are the other hits of its action, `written` the clauses that grant it: a word of theirs is no other doing.
    """
    segment = sentence.segments[sentence.segment_of(hit.start)]
    if _only_power(sentence, hit) or _followed(sentence, hit, same) or _given(sentence, hit):
        return True
    unknown = _unknown(sentence, segment)
    if len(unknown) > MOST_UNKNOWN or _disposed(sentence, segment, hit, same, unknown):
        return True
    text = sentence.folded.text
    if not governed(sentence, hit, written=written):
        return False
    by_itself = _DOING.match(text, hit.start, hit.end) and not _OTHER_DOING.search(text, segment.start, hit.start)
    return not by_itself


#: How customers are called: 康姐, 王先生.
_BY_NAME = re.compile("[\u4e00-\u9fff](?:[姐哥叔姨婶伯爷奶嫂总]|老师|先生|女士|小姐|太太|大爷|大妈|阿姨|大姐|大哥|老板)")


def _followed(sentence: Sentence, hit: Hit, same: Sequence[Hit]) -> bool:
    """送顾客回家: what is done to the customer follows right behind."""
    if not any(c.end == hit.end for c in sentence.of("relation", "customer")):
        return False
    text = sentence.folded.text
    behind = any(a == hit.end and b - a > 1 and not _BY_NAME.fullmatch(text, a, b) for a, b in sentence.strange_runs)
    return behind and not any(other.start >= hit.end for other in same)


def _given(sentence: Sentence, hit: Hit) -> bool:
    """给组长配辆车: what the one who is named gets is nothing that anybody here knows."""
    text = sentence.folded.text
    return text.startswith(_FOR, hit.start - 1) and any(a == hit.end and b - a > 1 for a, b in sentence.strange_runs)


def _unknown(sentence: Sentence, segment: Segment, *, strict: bool = False) -> list[tuple[int, int]]:
    text = sentence.folded.text
    places = [(a, b) for a, b in sentence.alien if segment.start <= a < segment.end]
    return [(a, b) for a, b in places if strict or text[a:b] not in sentence.stems]


def _disposed(sentence: Sentence, segment: Segment, hit: Hit, same: Sequence[Hit], unknown: Sequence[tuple[int, int]]) -> bool:
    """把 X …: what follows the thing is what is done with it."""
    text = sentence.folded.text
    taken = max(text.rfind("把", segment.start, hit.start), text.rfind("将", segment.start, hit.start))
    if taken < 0 or any(other.start >= hit.end and segment.holds(other) for other in same):
        return False
    if any(text[taken + 1 : hit.start].strip() and o.start <= taken < o.end for o in same):
        return False
    if text.startswith(_ITS_OWN, hit.end) or (hit.gaps and text.startswith(_ITS_OWN, hit.gaps[-1][1])):
        return False
    doing = [h for h in sentence.of("concept") if hit.end <= h.start < segment.end]
    behind = [(a, b) for a, b in runs(unknown, text) if hit.end <= a <= hit.end + 2]
    return any(b - a > 1 or _DONE_AWAY.match(text, b) for a, b in behind) or any(h.start <= hit.end + 1 for h in doing)


def governed(sentence: Sentence, hit: Hit, *, strict: bool = False, written: str = "") -> bool:
    """Whether an unknown word begins the clause and has the thing right behind it; `strict` takes no part of a phrase for known."""
    text = sentence.folded.text
    segment = sentence.segments[sentence.segment_of(hit.start)]
    unknown = _unknown(sentence, segment, strict=strict)
    if len(unknown) > MOST_UNKNOWN:
        return True
    if not unknown:
        return False
    first = min((h.start for h in sentence.of("concept") if h.start < hit.start and h.end > hit.start + 1), default=hit.start)
    for start, end in runs(unknown, text):
        if text[start:end] in written or text.startswith("的", end):  # 旺季招临时工, 新写的流程
            continue
        between = _BETWEEN.fullmatch(text, end, first)
        before = text[segment.start : start]
        doer = _ENGLISH_DOER.match(before) if text[start].isascii() else _DOER.fullmatch(before)
        if between and doer and (text[start].isascii() or end - start >= 2):
            return True
    return False
