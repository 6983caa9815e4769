"""The question itself, out of a story told round it: "three customers wait already and the phone rings, so who may …".

What is told beside it is no part of what is asked, and words in it that no book has are no reason to refuse. Nor is what the asker
leaves out: "apart from the telecom operators, whom do I talk to?" Nor who else wants to know, and what for: "Payroll asks who …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence

_ASKS = re.compile(
    r"谁|哪|什么|啥|怎么|怎样|如何|咋|多少|[吗么]\s*[?？]?\s*$|能不能|可不可以|可否|能否|是不是|有没有|要不要|该不该|行不行|归我"
    r"|(?:^|[ ,])(?:who|whom|whose|which|what|how|where|why|is it|am i|are we|do i|do we|can i|may i|must i|should i|is there) "
)
#: At the beginning, or behind who is meant: what the asker knows already.
_EXCEPT = re.compile(
    r"([^,，]{0,14}?)(?:除了|除开|除却|抛开|撇开)([^,，]{1,24}?)(?:以外|之外|外|不谈|不说)?[,，]"
    r"|()(?:apart from|aside from|other than|besides|leaving aside) ([^,]{2,60}),"
    r"|()leaving ([^,]{2,60}?) aside,",
)
#: What English asks by, where it begins a clause that asks.
_WH = r"(?=(?:(?:to|by|from) whom|who|whom|whose|which|what|whether|if|how|when|where|anybody|anyone) )"
#: At the beginning: somebody else wants to know.
_FOR_OTHERS = re.compile(
    r"[^?]{0,30}?(?:(?:想|在|来|[托叫让要请]我)(?:过?来)?(?:问|打听|请教)|想要?(?:了解|确认|知道|[弄搞]清|[弄搞]明白|核实)"
    r"|(?<![你我顾访质询提慰学疑追盘审查责过用要该先得去能可须再没别不])问(?![题答卷责]))(?:一?[下声句]|清楚|明白)*(?:我们|我)?[,:]?(?=.{4})"
    r"|(?:can|could|would|will) you (?:please |kindly )?(?:tell|inform|let) (?!me |us )(?:[a-z.'&-]+ ){1,5}?"
    + _WH
    + r"|(?!i |we )(?:[a-z.'&-]+ ){1,9}?(?:(?:would like|wants?|needs?|wishes|has|have) to (?:know|ask|find out|be told|learn)"
    r"|(?:is|are|was|were|keeps?) (?:asking|wondering)|asks?|asked|wonders?)(?: me| us)? "
    + _WH
    + r"|(?:please )?let (?!me |us )(?:[a-z.'&-]+ ){1,5}?know "
    + _WH
    + r"|(?:i am|i'm|we are|we're) asking (?:for|on behalf of) [^,:;?]{2,30}[:,] "
    r"|(?:as|for|on behalf of) [^,:;?]{2,50}, (?:i|we) (?:must|need to|have to|would like to|want to|should) (?:know|ask) " + _WH
)
#: At the end: what the answer is needed for.
_NEEDED_FOR = re.compile(
    r"[,;。?!]\s*[^,;。?!]{0,12}(?:好|要|得|等着|急着|准备)[^,;。?!]{0,4}"
    r"(?:[写编放填列加做]进|[写编]入|填到|归档|存档|备查|做表|做课件|画图|画架构|排时间|排计划|更新)[^,;。?!]{0,8}[。!\s]*$"
    r"|[,;.?!] (?:[a-z]+ |the [a-z]+ )(?:needs?|wants?) (?:it|this|that|an answer) (?:for|to) [^?]{2,40}$"
)
#: What is said when the question has been put: …往哪儿报? 刚入职不太懂规矩.
_ADDED = re.compile(r"([^?]+\?)[^?]{3,}$")
#: At the beginning: what was said by mistake.
_MISTAKEN = re.compile(
    r"[^?]{2,20}?[,。.-]+ ?(?:不对|哦不|噢不|啊不|说错了?|打错了?|我是说|更正一?下)[,:。]? ?(?=.{6})"
    r"|[^?]{3,50}?(?:[,.-]|。)+ ?(?:sorry|no wait|no, wait|wait no|i mean|i meant|correction|scratch that|make that)[,:.]? (?=.{12})"
)
#: At the beginning: who the asker is, by a name that no book has: as head of a small group, 身为小组的头.
_AS_WHO = re.compile(
    r"as (?:a |an |the )?[^,?]{3,40}, (?=(?:do|must|may|can|am|should|what|how|which|who|whom) )|(?:作为|身为|我是)[^,?]{2,14},(?=.{6})"
)
#: In what form the answer is wanted, which is no part of the question.
_IN_FORM = re.compile(
    r"^(?:请|麻烦|帮我|给我)?(?:按照?|照着?|[用以])[^,;?。]{1,12}?(?:的?(?:样子|格式|形式|方式)|列表|清单|表格)"
    r"(?:给我|帮我)?(?:列[出举]来?|列一下|写出来?|[说讲]一下)?[,:]?(?=.{6})"
    r"|^(?:please )?(?:in (?:bullet points?|bullets|a (?:numbered |bulleted |short )?(?:list|table)|one sentence|two sentences|plain words)"
    r"|point by point|as a (?:numbered |bulleted |short )?list)[,:]? (?=.{10})"
    r"|,? ?(?:please )?(?:in (?:bullet points?|bullets|a (?:numbered |bulleted |short )?(?:list|table)|one sentence|two sentences)"
    r"|point by point|as a (?:numbered |bulleted |short )?list)(?:,? please)?[.?!\s]*$"
)
#: What is shorter than this tells no story (characters).
STORY, ENGLISH_STORY = 30, 120
#: What is longer than this isn't gone through again.
LONGEST = 600


def excepting(sentence: Sentence) -> tuple[str, str] | None:
    """What a question begins by leaving out, and what it then asks; None where it leaves out nothing."""
    found = _EXCEPT.match(sentence.text)
    if found is None:
        return None
    who, known = next(both for both in (found.group(1, 2), found.group(3, 4), found.group(5, 6)) if both[1])
    return known, who + sentence.text[found.end() :]


def for_others(sentence: Sentence) -> str | None:
    """What is asked, without who else wants to know, what for and in what form, and what was said by mistake; None where that is all."""
    end = _NEEDED_FOR.search(sentence.text[:LONGEST])
    text = sentence.text[: end.start() + 1] if end else sentence.text
    if mistaken := _MISTAKEN.match(text[:LONGEST]):
        return text[mistaken.end() :]
    if (form := _IN_FORM.search(text[:LONGEST])) and not end:
        return text[form.end() :] if form.start() == 0 else text[: form.start()]
    begins = _wanted_by(sentence)
    asked = text if "," in text[: begins - 1] else text[begins:]
    return asked if asked != sentence.text else None


#: What is told in sentences of its own, and the question behind it.
_TOLD_BEFORE = re.compile(r"[^?]{8,}(?:[。!;]|\.(?= )) *(?P<asked>[^。!?;]{8,}[?。]?) *$")
#: What speaks of something told before.
_THAT = re.compile(
    r"[他她它]|[这那](?![类种些]|么)|(?<![a-z])(?:he|she|it|they|him|her|them|his|their|this|that|these|those|one|ones|so|then)(?![a-z])"
)
#: Who is asked for, or that it is about the asker: then nobody told of before is meant.
_ASKED_FOR = re.compile(
    r"谁|哪[个位]?(?:岗位?|部门|职位)|(?<!给)我|本岗"
    r"|(?<![a-z])(?:who|whom|whose|which (?:post|role|department)|i|my|me|we|our)(?![a-z])"
)


def asked_at_last(sentence: Sentence) -> Iterator[str]:
    """The last sentence, where it asks something by itself: 楼下阿姨一夜没睡，保安已经劝停了。装修验收归不归我这个岗？"""
    found = _TOLD_BEFORE.match(sentence.text) if len(sentence.text) <= LONGEST else None
    asked = found["asked"] if found else ""
    if found is None or not _ASKS.search(asked) or _THAT.search(asked) or not _ASKED_FOR.search(asked):
        return
    begins = sentence.place(found.start("asked"))
    if not any(hit.start < begins for hit in sentence.of("marker", "away")):
        yield asked


def _wanted_by(sentence: Sentence) -> int:
    """Where what somebody else wants to know begins; 0 where nobody does, or that says who is meant or away."""
    found = _FOR_OTHERS.match(sentence.text[:LONGEST])
    begins = found.end() if found else 0
    telling = _telling(sentence) if "," in sentence.text[: begins - 1] else sentence.of("marker", "away")
    return 0 if any(hit.start < sentence.place(begins) for hit in telling) else begins


def _telling(sentence: Sentence) -> list[Hit]:
    """Whatever says who is meant, and when: it belongs to the question wherever it stands."""
    return [hit for kind in ("role", "unit") for hit in sentence.of(kind)] + list(sentence.of("marker", "away"))


def narrowed(sentence: Sentence) -> Iterator[str]:
    """The clauses of a story that ask, with the clause before, and then by themselves, unless another says who or when."""
    telling = _telling(sentence)
    if begins := _wanted_by(sentence):
        yield sentence.text[begins:]
    if (put := _ADDED.match(sentence.text[:LONGEST])) and all(hit.start < sentence.place(put.end(1)) for hit in telling):
        yield put[1]
    if sentence.strangers and (being := _AS_WHO.match(sentence.text)):
        yield sentence.text[being.end() :]
    least = ENGLISH_STORY if sentence.language == "en" else STORY
    if not least <= len(sentence.text) <= LONGEST:
        return
    if sentence.strangers:
        _, colon, asked = sentence.text.partition(": ")
        if colon and _ASKS.search(asked):
            yield asked  # those are told of, and not asked about
        return
    said = [sentence.said_in(segment) for segment in sentence.segments]
    asking = [index for index, words in enumerate(said) if _ASKS.search(words)]
    for start in range(max(0, asking[0] - 1), asking[0] + 1) if asking else ():
        begins, ends = sentence.segments[start].start, sentence.segments[asking[-1]].end
        if (start, asking[-1]) != (0, len(said) - 1) and all(begins <= hit.start < ends for hit in telling):
            yield sentence.typed(begins, ends).strip(" ,.;:。")
