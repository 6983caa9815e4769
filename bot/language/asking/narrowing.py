"""The question itself, out of a story told round it: "three customers wait already and the phone rings, so who may …".

What is told beside it is no part of what is asked, and words in it that no book has are no reason to refuse. Nor is what the asker
leaves out: "apart from the telecom operators, whom do I talk to?"
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.language.recognising.sentence import Sentence

_ASKS = re.compile(
    r"谁|哪|什么|啥|怎么|怎样|如何|咋|多少|[吗么]\s*[?？]?\s*$|能不能|可不可以|可否|能否|是不是|有没有|要不要|该不该|行不行|归我"
    r"|(?:^|[ ,])(?:who|whom|whose|which|what|how|where|why|is it|am i|are we|do i|do we|can i|may i|must i|should i|is there) "
)
#: At the beginning: what the asker knows already.
_EXCEPT = re.compile(
    r"(?:除了|除开|除却|抛开|撇开)([^,，]{1,24}?)(?:以外|之外|外|不谈|不说)?[,，]"
    r"|(?:apart from|aside from|other than|besides) ([^,]{2,60}),",
)
#: What is shorter than this tells no story (characters).
STORY, ENGLISH_STORY = 30, 120
#: What is longer than this isn't gone through again.
LONGEST = 600
#: Who and when: a clause that says so belongs to the question wherever it stands.
_WHO_AND_WHEN = ("role", "unit")


def excepting(sentence: Sentence) -> tuple[str, str] | None:
    """What a question begins by leaving out, and what it then asks; None where it leaves out nothing."""
    found = _EXCEPT.match(sentence.text)
    return (found[1] or found[2], sentence.text[found.end() :]) if found else None


def narrowed(sentence: Sentence) -> Iterator[str]:
    """The clauses of a story that ask, with the clause before, and then by themselves, unless another says who or when."""
    least = ENGLISH_STORY if sentence.language == "en" else STORY
    if not least <= len(sentence.text) <= LONGEST or sentence.strangers:
        return
    said = [sentence.said_in(segment) for segment in sentence.segments]
    asking = [index for index, words in enumerate(said) if _ASKS.search(words)]
    telling = [hit for kind in _WHO_AND_WHEN for hit in sentence.of(kind)] + sentence.of("marker", "away")
    for start in range(max(0, asking[0] - 1), asking[0] + 1) if asking else ():
        begins, ends = sentence.segments[start].start, sentence.segments[asking[-1]].end
        if (start, asking[-1]) != (0, len(said) - 1) and all(begins <= hit.start < ends for hit in telling):
            yield sentence.text[sentence.folded.origin[begins] : sentence.folded.origin[ends]].strip(" ,.;:。")
