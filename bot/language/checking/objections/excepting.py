"""Whether a duty is done for all but one, or although nobody called for what its clause starts from.

都评了级，就老同学那家没评: the one that is left out is a duty left undone. "No department has asked, but I'm hiring": what isn't called
for is not the duty that answers a need.
"""

from __future__ import annotations

import re

from bot.language.recognising.sentence import Sentence

_ONLY = "(?:就|只有|唯独|单单|独独|唯有|只|单|除了|偏偏|但|不过|而)"
#: The same verb, done before and not done for one.
_ALL_BUT_ONE = re.compile(
    rf"(?P<verb>[\u4e00-\u9fff])(?:了|过|完|好)[^。;!?]{{0,12}}?[,，][^,.。;!?]{{0,3}}?{_ONLY}[^,.;!?，。；]{{1,12}}?(?:还)?(?:没有?|未|不)(?:去|再|用)?(?P=verb)"
    rf"|{_ONLY}[^,.;!?，。；]{{1,16}}?(?:那|这)[家户处份笔个间栋批块间套位][^,.;!?，。；]{{0,10}}[,，]?我?(?:就|便|都)?(?:不(?:再|用)?[\u4e00-\u9fff]{{1,2}}了"
    r"|没[\u4e00-\u9fff]{1,2}(?=[,.;!?，。；]|$)|略过|跳过|放过|算了|睁只眼)"
    r"|\b(?:all|every|each|the rest|the others)\b[^.;!?]{0,50}?\b(?:except|apart from|but not|save for|bar|other than)"
    r" (?:for )?(?:my|the one|that|a|an old|old)\b[^.;!?]{0,40}?(?:whose|who|which|his|hers|that one|him|her|them)?\b[^.;!?]{0,30}?"
    r"\b(?:left out|skipp?(?:ed|ing)?|without|isn't|wasn't|hasn't|haven't|didn't|don't|never)\b"
)
#: Nobody has asked for it, and it is done.
_UNCALLED = re.compile(
    r"(?:没有?(?:哪个|一个|任何|哪家)?(?:部门|人|谁|单位|科室)|谁(?:都|也)没|哪个部门(?:都|也)没)[^,.;!?，。；]{0,4}?(?:要|提|申请|缺|需要|找|叫|求|报)[^,.;!?，。；]{0,8}"
    r"[,，](?:但|可|不过|可是)?我[^,.;!?，。；]{0,4}?(?:还是|照样|照|也|先|就|偏)"
    r"|(?:还|都|一直)?没(?:有)?(?:人|谁)?(?:提|报|说|申请|开口|送来?)过?[^,.;!?，。；]{0,5}?(?:要人|需求|用人|缺人|申请|要求)[^,.;!?，。；]{0,4}"
    r"[,，](?:但|可|不过)?我[^,.;!?，。；]{0,4}?(?:先|就|照样|还是|也)"
    r"|\b[a-z]+ (?:has|have|had) (?:asked|called|applied) for (?:nobody|no one|none|no people)\b[^.;!?]{0,50}?[,;]? (?:so |but |yet "
    r"|still )*(?:i|we)\b"
    r"|\b(?:no (?:department|team|unit|section|one)|nobody|none of the (?:departments|teams))(?: here| yet| else)*"
    r" (?:has |have |is |are )?(?:yet |even |actually |ever )?(?:ask|request|appli|call|need|want|short)[a-z]*\b[^.;!?]{0,40}?"
    r"[,;]? (?:but|yet|still|and)(?: still| anyway)? (?:i|we)\b"
)


def excepted(sentence: Sentence) -> bool:
    """Whether one is left out for whom the same isn't done."""
    return bool(_ALL_BUT_ONE.search(sentence.text))


def uncalled_for(sentence: Sentence) -> bool:
    """Whether nobody is said to have asked for what the speaker does all the same."""
    return bool(_UNCALLED.search(sentence.text))
