"""Whether a further clause says what the speaker doesn't do, or won't have done, and nothing known speaks for it."""

from __future__ import annotations

import re

from bot.language.checking.wording.acting import OTHERS_ENGLISH, SPEAKER, others_do
from bot.language.checking.wording.negating import only_asked
from bot.language.recognising.sentence import Segment, Sentence

#: A clause that looks after something, or says when something else is done, denies nothing: 看有没有违建, 没毛病就签.
_LOOKS = re.compile(
    r"[\s,;]*(?:顺便|顺带|顺道|再|去|来|先|也|还|我|好好|仔细)*(?:看|查|审|核|问|瞧|瞅|盯|督|催|监|检|验|确认|确保|保证|防|避免"
    r"|省得|免得|以免|了解|弄清|搞清|摸清|打听)"
    r"|[\s,;]*(?:(?:and|then|to|so|i|i'll|also) )*(?:whether|if|becaus|sinc|as|until|unless|who|which|so that|see|check|make sure"
    r"|ensur|ask|prevent|avoid|nobodi can) "
)
_THEN = re.compile("[就才便]|再(?!也)|的话")
#: 没毛病, 不大, 还没放款; "it isn't big".
_STATE = re.compile(
    r"(?:没有?|无)[^,.;!?]{1,2}(?:[,.;!?。]|$)|得[^,.;!?]{0,3}不|(?:没有?|无)(?:什么|啥|多大|任何|出)?(?:毛病|问题|大碍|大问题"
    r"|事$|异常|隐患|错|意见|异议|纠纷|变化|人)|不(?:[是太]?(?:[,.;!?。]|$)|请示|用请示|用问|必请示|太?信|容易|沾|[^,.;!?]{0,3}的"
    r"|大|多|少|错|影响|要紧|碍事|碍着|妨碍|冲突|矛盾|打紧|急|远|难|忙|贵|小|高|低|长|短|重|便宜|够|满|在|好意思|久|清楚|知道|熟|对$)"
    r"|(?:暂时?|先|目前|眼下)(?:还)?不(?:往下?|对外)?(?:下?发|执行|推|公布|公开|实施|落地|外传|用)"
    r"|还[没不]|尚未|未必|没到|没过|没超|不超|不低于|不高于|不少于|不止|不到"
    r"| (?:isn't|aren't|wasn't|weren't|doesn't|hasn't|haven't|hadn't|not yet|not too|not veri|not that|not sure|not onli|not just"
    r"|not more|not less|not so|not ask|not need|no need|needn't|no later|no more than|no less|no long|no problem|no rush"
    r"|no hurri|no worri|no objection|no issu) "
)
_ENGLISH_DENIAL = re.compile(r" (?:don't|won't|can't|cannot|never|not|no|without|noth|nobodi|none|nowher|skip|instead of) ")


def denying(sentence: Sentence, segment: Segment) -> bool:
    """Whether a further clause says what the speaker doesn't do, or won't have done, and nothing known speaks for it."""
    text = sentence.folded.text
    denials = [hit for hit in sentence.of("marker", "negation") if segment.holds(hit)]
    english = text[segment.start : segment.end].isascii()
    if not denials and not (english and _ENGLISH_DENIAL.search(text, max(0, segment.start - 1), segment.end)):
        return False
    if any(
        segment.holds(hit)
        for hit in (*sentence.of("fact"), *sentence.of("hint", "upright"), *sentence.of("marker", "doubt"), *sentence.of("marker", "may"))
    ):
        return False
    if _LOOKS.match(text, segment.start, segment.end) or _STATE.search(text, max(0, segment.start - 1), segment.end):
        return False
    if not english:
        denials = [hit for hit in denials if not only_asked(sentence, hit) and not _THEN.search(text, hit.end, segment.end)]
        denials = [hit for hit in denials if not others_do(sentence, segment, hit.start)]
        return bool(denials)
    return not OTHERS_ENGLISH.match(text, segment.start, segment.end) or bool(SPEAKER.search(text, segment.start, segment.end))
