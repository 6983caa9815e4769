"""What somebody gets or makes before an act, and for it, of which no book speaks: 租间房听录音, "I buy a laptop to …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.checking.wording.weighing import ASKING
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence

#: Something strange is got or made, so many of it: 租间新房, "i hire a guard". Neither 时间 nor 前台 counts anything.
_COUNTED = re.compile(
    r"[\s,;]*(?:我们?|咱们?|俺|先|想|要|去|来|打算|准备|直接|马上|立刻|今天|明天|另外?|再)*"
    r"(?P<verb>(?![a-z0-9_])[^\W我咱俺写递打交填签报提发说问送给赔补退换罚奖扣这那哪每各某本该有是把将拿从让按因和跟同替对向由被就了]{1,2}?)"
    r"(?:上|下|出|回|来|新)?(?:(?:[0-9]+|[一两三四五六七八九十几]+)[面本部架艘匹头棵箱桶卷批款家名位支张条套间台]"
    r"|个|(?<!车)辆|(?<![板模区])块|副(?![总经主部处科组班])|[座栋]|(?<![手外])套|(?<![时房期中空民夜晚])间"
    r"|(?<![前柜阳平后])台)(?![月钱])[\u4e00-\u9fff]{1,6}"
    r"|[\s,;]*(?:(?:i|we|i'll|we'll|i'd|i'm|will|go|to|want|would|like|plan|just|first|now|then|let|me) )*"
    r"(?P<verb_en>[a-z]+) (?:up |out |in )?(?:a|an|some|another|two|three|new) [a-z]+(?: [a-z]+)? "
)
#: Markers that are things as well: 租.
_NAMES = frozenset({"attribute", "generic"})


def got_for(sentence: Sentence, acts: Sequence[Hit]) -> str:
    """What the speaker does before the acts by a strange verb and so many of a strange thing: 租间房听录音, "I buy a laptop to …"."""
    if not acts:
        return ""
    text, act = sentence.folded.text, min(acts)
    for segment in sentence.segments[: sentence.segment_of(act.start) + 1]:
        found = _COUNTED.match(text, segment.start, act.start + 1)
        if found and _strange_doing(sentence, found.span("verb" if found["verb"] else "verb_en"), found.end(), act):
            return sentence.quoted(*segment)
    return ""


def _strange_doing(sentence: Sentence, verb: tuple[int, int], end: int, act: Hit) -> bool:
    """Whether a verb, or else what it is done to up to `end`, is nothing that anybody here does."""
    start, last = verb
    over = [hit for hit in (*sentence.hits, *sentence.of("doing", act.id)) if hit.start < last and start < hit.end - (hit.start < start)]
    if not all(hit.kind == "concept" or (hit.kind == "marker" and hit.id in _NAMES) for hit in over):
        return False
    if any(start < sentence.place(amount.end) and sentence.place(amount.start) < end for amount in sentence.amounts):
        return False
    strange = {place for place, _ in sentence.alien}
    end = min(end, act.start)
    silent = any(last <= hit.start < end for hit in sentence.of("silent") if hit.id not in ASKING)
    return silent or start in strange or any(last <= place < end for place in strange)
