"""Whether a thing is sold or done away with, instead of what a book has it for or after it: 录音听完就全删了.

Nothing that a sentence names besides is what is done then, unless the books have such selling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.language.checking.wording.negating import negated
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence, once
from bot.language.turns import Turns

#: The verb of a duty that sells by right.
SELLING = "sell"
_DOER = (
    "(?:我们?|咱们?|俺|就|然后|再|便|之后|完了|动手|亲手|亲自|顺手|顺便|随手|干脆|直接|马上|都|全部?|统统|一并|一起|想|要"
    "|打算|准备|去|来|偷偷|私下|自己)*"
)
_SOLD = Turns(
    r"(?:把|将)[^,.;!?。]{1,14}?(?:卖|出售|变卖)(?![点力萌相])"
    r"|推销|兜售|叫卖|拿(?:去|来|出去|到[^,.;!?。]{1,6})卖"
    rf"|(?:^|[,;!?。])\s*{_DOER}(?:卖[掉给了出]|拿[^,.;!?。]{{1,8}}?卖|转卖|倒卖|变卖|贱卖|出售)"
    r"|(?:^|\b(?:i|we|i'll|we'll|i'm|we're|i'd|to|and|then) )(?:just |now |then |also |will |going to |want to |plan to )*"
    r"(?:sell(?:ing)?|auction(?:ing)?|flog(?:ging)?)\b"
)
_SELLING = re.compile(r"[卖售]|\b(?:sell|auction|flog)")
_GONE = Turns(
    rf"(?:[,;!?。]|完)\s*{_DOER}(?:把它们?|给它)?{_DOER}"
    r"(?:删|清空|清掉|销毁|烧|撕|扔|丢|毁|抹掉|格式化|卖|拷|带走|带回家|拿回家|外传|公开)"
    r"(?:除|掉|了|光|走|出去|干净|一份|给|$|[,.;!?。])"
    r"|\b(?:delet|wip|eras|shred|burn|destroy|sell|auction|copy|post|publish|dump|bin|trash)(?:e|es|ing|ping|s)?"
    r" (?:them|it|everything|the lot|all of)\b"
    r"|\b(?:throw|take) (?:them|it|everything|the lot) (?:away|out|home)\b"
)
_CHANGED = Turns(
    rf"[,;!?。]\s*{_DOER}(?:给他们|给他|替他们|帮他们|把[^,.;!?。]{{1,5}})?(?:改[过掉了成好回正几一两些点]|涂改|补上|重填|抹平|调整一下)"
    rf"|(?:[,;!?。]|完)\s*{_DOER}(?:把(?:它们?|内容|其)[^,.;!?。]{{0,4}}?)?{_DOER}(?:发|传|寄|转|透露|告诉|念)(?:给|到|上)"
    r"|(?:替|帮)(?:他们?|她们?|人家|组里|各组)[^,.;!?。]{0,3}(?:填|补|重报|重写)"
    r"|(?<![不没别未谁])(?:删[除掉了光]|清空|销毁|抹掉|剪掉)"
    r"|\b(?:correct|chang|fix|edit|alter|adjust|amend|updat|overwrit|rewrit)(?:e|s|es|ing)?"
    r" (?:them|it|(?:the|some|a few) (?:[a-z]+ )?(?:figures?|numbers?|data|records?|files?|forms?|entries|details|names|dates|addresses))\b"
    r"|拍[照下]|翻拍|截图|\b(?:take|taking|snap) (?:photos?|pictures?|screenshots?)\b|\bphotograph(?:ing)?\b"
    r"|\b(?:send|forward|email|mail|play|hand|give|show|read)(?:s|ing)? (?:them|it|the recordings?|the files?) (?:out )?"
    r"to (?:the |our |their )?(?:customers?|clients?|patients?|everyone|press|public)\b"
)
#: Money goes to somebody, and neither a visit nor attention is paid.
_PAID = re.compile(
    r"(?:^|[,.;!?]) ?(?:(?:i|we|i'll|we'll|i'm|we're|i'd|and|then|just|now|also|will|going|gonna|want|to|let|me|please) )*"
    r"(?P<pay>(?:pre-?)?pay)(?:ing)? (?![^,.;!?]*\b(?:visit|attention|heed|call|respect|compliment|notice|mind)s?\b)",
    re.IGNORECASE,
)


@once
def paid(sentence: Sentence) -> bool:
    """Whether paying somebody is what an English clause says that the speaker does, and nothing that a book knows."""
    found = _PAID.search(sentence.text)
    place = sentence.place(found.start("pay")) if found else 0
    return bool(found) and not any(start <= place < end for hit in sentence.of("concept") for start, end in hit.pieces())


@once
def sold(sentence: Sentence) -> bool:
    """Whether selling something is what the speaker does."""
    return bool(_SOLD.search(sentence.text))


def sells(sentence: Sentence, hit: Hit) -> bool:
    """Whether selling is what an act's own words say: the books have such selling."""
    return any(_SELLING.search(sentence.folded.text, start, end) for start, end in hit.pieces())


def gone(sentence: Sentence, *, records: bool = False) -> str:
    """What is done with the thing in the end, in the sentence's words; empty where nothing of the kind is.

    What may only be looked at, `records`, isn't to be changed either.
    """
    told = [(hit.start, hit.end) for hit in sentence.of("fact") if hit.part == "true"]  # 已拍照, where a book asks for it
    for found in (*_GONE.finditer(sentence.text), *(_CHANGED.finditer(sentence.text) if records else ())):
        place = sentence.place(found.start())
        if not any(start <= place < end for start, end in told):
            return sentence.text[found.start() :].strip(" ,.;!?。")
    return ""


#: The speaker, or somebody unnamed, does it.
_I_DO = re.compile(
    r"[\u4e00-\u9fff]|^[^a-z]*[就然后再便都直接顺手先全去统一并干脆]*$"
    r"| (?:i|i'll|i'm|i've?|i'd|we|we'll|we're|we've?|then|and) (?:[a-z]+ ){0,3}$"
)


_TAKEN = re.compile("[把将]")
#: His powers are suspended by me.
_BY_ME = re.compile(r"[^,.;!?]* by (?:me|us|myself)(?: |$)")


def undone(sentence: Sentence, undoing: Iterable[Hit], since: int) -> str:
    """The clause, from the place `since` on, in which the speaker undoes something, or does away with it: so I'll shred it."""
    for hit in undoing:
        if hit.start < since or any(act.start < hit.end and hit.start < act.end for act in sentence.of("action")):
            continue
        segment = sentence.segments[sentence.segment_of(hit.start)]
        taken = _TAKEN.search(sentence.folded.text, segment.start, hit.start)  # 把他批的单子撤销 is the speaker's doing
        doers = (*sentence.of("relation", "customer"), *sentence.of("marker", "third"))
        before = [m for m in doers if segment.start <= m.start < (taken.start() if taken else hit.start)]
        mine = _I_DO.search(sentence.folded.text, segment.start, hit.start + 1) or _BY_ME.match(sentence.folded.text, hit.end - 1)
        if mine and not before and not negated(sentence, hit):
            return sentence.quoted(*segment)
    return ""
