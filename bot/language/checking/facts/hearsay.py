"""Whether what is told is somebody else's word for it, and nobody confirmed it."""

from __future__ import annotations

import re

from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence

#: What a post says: 司机说检查合格, "the driver says"; not 说明 and not 说服.
_SAYS = re.compile(
    r"(?:[\u4e00-\u9fff]{0,3}?(?:说(?![明服])|讲(?![解好])|声?称(?!职)|表示|反映|保证|认为|觉得|口头|告诉|告知|汇报|报告)"
    r"|(?: just| also| now)? (?:say|said|tell|told|claim|report|assur|think|thought|insist|swear) )"
)
#: What a colleague says: 小王说.
_COLLEAGUE_SAYS = re.compile(
    r"[小老阿][\u4e00-\u9fff](?:也|又|还|都|一直|跟我|对我|向我|偷偷)*(?:说(?![明服])|讲(?![解好])|声?称(?!职)|表示|告诉我?|觉得|认为)"
)
#: Said right behind it: it is what they say themselves.
_SAYS_SO = re.compile(
    r"[^,.;!?]{0,24}? accord to (?:the |our |their |his |her )?(?!plan|budget|report|rule|book|manual|record|contract|law"
    r"|test|lab|inspect|expert|file|procedur|polici|schedul|claus|system|document|standard|agreement|regul|order|list|need|requir"
    r"|the |our |their |his |her )[a-z]+ "
    r"|[^,.;!?]{0,12},? ?(?:so )?(?:say|said|claim|insist|tell me|told me|swear) (?:the |our |his |her |their |an? )[a-z]+ ?(?:$|[,.;!?])|"
    r",?(?:这)?(?:都)?是(?:[他她]们?|客户|顾客|对方|人家)(?:自己)?(?:说|讲|报|认为)的| ,? ?(?:or )?so (?:he|she|they) (?:say|said|claim)"
)


def _of_a_post(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is what the holder of some post says, and nothing behind it confirms it."""
    index, text = sentence.segment_of(hit.start), sentence.folded.text
    colleague = _COLLEAGUE_SAYS.search(text, sentence.segments[index].start, hit.start)
    if colleague and not any(
        sentence.segment_of(m.start) == index for m in (*sentence.of("marker", "confirm"), *sentence.of("marker", "expert"))
    ):
        return True
    for post in (*sentence.of("role"), *sentence.of("marker", "post")):
        end = post.back(text)
        if (
            sentence.segment_of(post.start) == index
            and end <= hit.start
            and (says := _SAYS.match(text, end))
            and says.end() <= hit.start + 1
        ):
            return not any(sentence.segment_of(m.start) == index and m.start >= hit.end for m in sentence.of("marker", "confirm"))
    return False


def hearsay(sentence: Sentence, hit: Hit) -> bool:
    """Somebody else's word for it, unless the same clause confirms it."""
    index = sentence.segment_of(hit.start)
    if _of_a_post(sentence, hit) or _SAYS_SO.match(sentence.folded.text, hit.back(sentence.folded.text)):
        return True
    said = [m for m in sentence.of("marker", "hearsay") if sentence.segment_of(m.start) in (index, index - 1) and m.start < hit.start]
    said = [m for m in said if not any(expert.start <= m.start <= expert.end + 1 for expert in sentence.of("marker", "expert"))]
    if not said:
        return False
    if hit.part in ("true",) and sentence.segment_of(said[-1].start) != index:
        return False
    found = [m for m in sentence.of("marker", "confirm") if sentence.segment_of(m.start) == index and m.start > said[-1].end]
    return not any(_by_another(sentence.folded.text, said[-1].end, m.start) for m in found)


#: In English, it has to be somebody else who confirms it: "she says it broke and we checked".
_ANOTHER = re.compile(r" (?:i|we|our|my|and|but|which|as|while|technician|engineer|lab|test|expert|inspect|inspector|report|qualiti|qc) ")


def _by_another(text: str, start: int, end: int) -> bool:
    return not text[end : end + 2].isascii() or bool(_ANOTHER.search(text, start - 1, end + 1))
