"""Whether a duty is only passed off as done, or it is said what becomes of its thing and not what somebody does.

就算审过了, "and call it an inspection" and "I'll mark them reviewed without opening them" do nothing that a clause asks for.
Nor does "the report will be brewed from rumours" or "the minutes can go whistle": such a clause has the duty's thing for its
subject, nobody who does anything, and words that nothing here knows. By which words somebody says so can't be listed; that
nobody does it can be seen.
"""

from __future__ import annotations

import re

from bot.language.checking.wording.acting import SPEAKER
from bot.language.recognising.sentence import Segment, Sentence

#: 就算审过了, 权当查过; and not 就算客户不同意，也…, nor 算好了.
_COUNTS = re.compile(
    r"(?:(?:就算|权当|全当|就当)(?:是|作)?(?:我|我们|咱)?[^,.;!?我的]{0,6}?(?:过|了|检查|审核|核实|调查|拜访|培训|汇报)"
    r"|(?:也算|便算|(?<![打不预核计测结清概估折总合推演运])算)(?:是|作)?(?:我|我们|咱)?[^,.;!?我的]{0,6}?"
    r"(?:过了?|完了|完成了?|做了|办了|尽责了?|尽职了?|交差了?|齐活|有了|到位了?))[\s,.;!。]*$"
)
#: It is only granted for the argument: 就算他来了，我也去.
_EVEN_SO = re.compile(r"[\s,;]*[^,.;!?]{0,6}?[也都还]")
#: Called what it isn't, in English.
_CALLED = re.compile(
    r"\bmy (?:way|idea|version|notion|kind) of [^,.;!?]+ (?:is|means|will be|consists)\b"
    r"|\b(?:call|calling|calls) (?:it|that|this|them)(?: an?| the)? "
    r"(?!(?:off|back|up|in|into|out|again|to|and|before|when|at|on|about|after|next|now|today|tomorrow|personally|first|over|for|by)\b)[a-z]+"
    r"|\b(?:it|that|which|this) (?:counts?|will do|does|passes|qualifies|will pass|will count) (?:as|for) "
    r"|\b(?:report|sign|mark|log|record|list|tick|put|enter|file)(?:s|ed|ing)? [^.;!?]{0,40}?\b(?:as |down as )?"
    r"(?:done|complete|completed|reviewed|checked|inspected|verified|visited|read|seen|approved)\b[^.;!?]{0,30}?"
    r"\b(?:without|unopened|unread|unseen|unchecked|before (?:i|we)|though (?:i|we)|although (?:i|we)) ?"
    r"|\b(?:drop|leave|abandon|stop)(?:s|ped|ping)? [^.;!?]{0,30}?\b(?:halfway|half way|midway|unfinished)\b",
    re.IGNORECASE,
)
#: Called a liar, and not called a second time.
_NAMES = re.compile(
    r"\b(?:i|we|i'll|we'll|i'm|we're|going to|want to|just|and|^)[ ,]*(?:call|calling|name|naming|brand|branding|label|labelling)"
    r" (?:the|my|our|a|an|this|that|his|her|their) (?:[a-z]+ ){1,3}?an? (?!(?:second|third|fourth|last|final|few|week|day|hour"
    r"|month|minute|moment|little|bit|couple|fortnight|while|year|further|single|quick|friendly|short|brief)\b)[a-z]+",
    re.IGNORECASE,
)
#: Handed in weeks late: what a clause asks for in time isn't done by that.
_LATE = re.compile(
    r"\b(?:i|we)(?:'ll| will| shall| may| might)?\b(?:(?!\b(?:who|which|that|whose|is|are|was|were|be|been|if|when|because|chase|chasing"
    r"|remind|ask|tell)\b|'s\b)[^,.;!?])*\b(?:hours?|days?|weeks?|months?|years?) late\b"
    r"(?! [a-z]*(?:pay|fee|deliver|arriv|return|charge|interest))"
    r"|^[^,.;!?客顾他她对借]*?(?:晚|迟|拖|推迟|延后|延迟)(?:上|个)?[一二两三四五六七八九十几半0-9]+个?(?:小时|钟头|天|日|周|星期|礼拜|月|季度|年)(?:再|才)?"
    r"(?:交|报|发|送|做|写|办|去|提交|汇报|登记|录)",
    re.IGNORECASE,
)
#: What becomes of a thing that the clause begins with.
_BECOMES = re.compile(
    r" (?:(?:will|shall|may|might|can|could|would|must)(?: (?:just|simpli|soon|still|also|onli|veri|well|have to|need to))*"
    r"|(?:is|are) (?:go to|go on|go in|head|bound|off|about to)|(?:stay|remain|goe|go|get|sit|live|rest|die|lie|end) ) "
)
#: What it becomes is nothing that is done: will be last year's, "will be whatever he says".
_IS = re.compile(r"be (?:a|an|the|my|his|her|their|last|whatever|what|one|no|noth|someth|anyth|as|like|in|on|at|from|of) ")
#: What does so isn't the thing: my colleague will, who will.
_NOBODY = re.compile(
    r"[\s,;]*(?:(?:and|but|so|then|as for|for) )*(?:(?:the|a|an|my|our|this|that|these|those|ani|all|some|everi) )?"
    r"(?:(?:new|old|last|next|whole|entir|month|monthli|week|weekli|annual|quarter|client|custom|draft|short|long|year's|month's) )*$"
)


#: The thing is named in the clause before: as for the minutes, they can …
_AS_FOR = re.compile(r"[\s,;]*(?:(?:but|and|so) )?(?:as )?for (?:the|my|our|those|these|this|that|all) ")
_IT = re.compile(r"[\s,;]*(?:they|it|that|those|this|these) ")


def _before(sentence: Sentence, segment: Segment) -> tuple[int, int]:
    """From where to where the clause before reaches."""
    index = sentence.segments.index(segment)
    before = sentence.segments[index - 1] if index else Segment(segment.start, segment.start)
    return before.start, before.end


def passed_off(sentence: Sentence) -> str:
    """The words that pass something off as done that nobody does; empty where nothing is."""
    text = sentence.text
    if found := _CALLED.search(text) or _NAMES.search(text) or _LATE.search(text):
        return found.group().strip(" ,.;!?。")
    for segment in sentence.segments:
        said = sentence.said_in(segment)
        if (found := _COUNTS.search(said)) and not _EVEN_SO.match(sentence.folded.text, segment.end):
            return found.group().strip(" ,.;!?。")
        if _becomes(sentence, segment):
            return sentence.quoted(*segment)
    return ""


def _becomes(sentence: Sentence, segment: Segment) -> bool:
    """Whether an English clause says what becomes of a thing, in words that nothing here knows, and nobody who does it."""
    text = sentence.folded.text
    found = _BECOMES.search(text, segment.start, segment.end)
    if not found or SPEAKER.search(text, segment.start, segment.end + 1):
        return False
    if _AS_FOR.match(text, *_before(sentence, segment)) and _IT.match(text, segment.start):
        return any(found.end() <= start < segment.end for start, _ in sentence.alien)
    things = [hit for hit in sentence.of("concept") if segment.start <= hit.start < found.start()]
    named = things and _NOBODY.fullmatch(text, segment.start, min(things).start + 1)
    told = found.group().strip().startswith(("will", "shall", "is", "are")) and bool(_IS.match(text, found.end()))
    told = told or (found.group().endswith(" go to ") and _handed_on(sentence, found.end(), segment))
    return bool(named) and bool(told or any(found.end() <= start < segment.end for start, _ in sentence.alien))


#: Somebody or something that is no verb: is going *to the* intern.
_SOMEBODY = re.compile(r"(?:the|a|an|my|our|his|her|their|some) ")


def _handed_on(sentence: Sentence, place: int, segment: Segment) -> bool:
    """Whether a thing is going to somebody who is no post, customer or superior."""
    if not _SOMEBODY.match(sentence.folded.text, place):
        return False
    known = (*sentence.of("role"), *sentence.of("unit"), *sentence.of("relation"), *sentence.of("marker", "boss"))
    return not any(place <= hit.start + 1 < segment.end for hit in known)
