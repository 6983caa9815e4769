"""What the speaker will do: not what a customer wants, not a part of a longer word; doing, applying or recommending it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.authority.evaluating import AS_WRITTEN
from bot.language.checking.wording.negating import negated, what_for
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence, span
from bot.language.turns import Turns
from bot.model import Mode

#: No sentence that anybody means names more acts than this.
MENTIONS = 60


def without_parts(hits: Sequence[Hit]) -> list[Hit]:
    """Without hits that lie inside a longer hit of another action, or overlap an earlier one that is longer."""
    kept: list[Hit] = []
    hits = hits[:MENTIONS]
    for hit in sorted(hits, key=lambda h: (-h.length, h.start, h.id)):
        if not any(hit.start < other.end and other.start < hit.end and other.id != hit.id and _goes_before(other, hit) for other in kept):
            kept.append(hit)
    return sorted(kept)


def _goes_before(hit: Hit, other: Hit) -> bool:
    """Of two that overlap, the longer, else the one that begins earlier: 辞退他 is 辞退, not 退他."""
    return hit.length > other.length or (hit.length == other.length and hit.start < other.start)


def is_wish(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is what a customer wants, not what the speaker will do."""
    index = sentence.segment_of(hit.start)
    segment = sentence.segments[index]
    customers = [c for c in sentence.of("relation", "customer") if segment.start <= c.start < hit.start]
    wishes = [w for w in sentence.of("marker", "wish") if segment.start <= w.start and w.start <= hit.end]
    if customers and any(customers[-1].start <= m.start < hit.start for m in sentence.of("marker", "hearsay")):
        return True
    if not wishes or any(_subjectless(sentence, wish) for wish in wishes):
        return False
    if customers:
        speaker = [
            m for m in sentence.of("marker", "speaker") if customers[-1].end <= m.start < hit.start and not _asked(sentence, m, wishes)
        ]
        given = any(sentence.folded.text[c.start - 1] in "给帮为替" for c in customers if c.start)
        return not speaker and not given and any(customers[0].start < wish.start for wish in wishes)
    speaks = any(segment.start <= m.start < hit.start for m in sentence.of("marker", "speaker"))
    earlier = any(c.start < segment.start for c in sentence.of("relation", "customer"))
    third = any(segment.start <= m.start < wish.start for m in sentence.of("marker", "third") for wish in wishes)
    return not speaks and (third or (earlier and index > 0 and not _given(sentence, hit)))


def _subjectless(sentence: Sentence, wish: Hit) -> bool:
    """Whether an English clause begins with the wish itself, and its form is that of the first person: "want to pay her"."""
    segment = sentence.segments[sentence.segment_of(wish.start)]
    begins = not sentence.folded.text[segment.start : wish.start].strip(" ,.;!?")
    return begins and bool(_FIRST_PERSON.match(sentence.text, span(sentence, wish)[0]))


#: "Wants", "wanted" and "would like" are somebody else's.
_FIRST_PERSON = re.compile(r"(?:want|wish|hope|plan|intend|going|like|love) to ")


def _asked(sentence: Sentence, speaker: Hit, wishes: Sequence[Hit]) -> bool:
    """客人要我们赔: the speaker is the one of whom it is wanted."""
    return any(0 <= speaker.start - wish.end + (sentence.folded.text[speaker.start] == " ") <= 1 for wish in wishes)


def _given(sentence: Sentence, hit: Hit) -> bool:
    """给他退: a giving word right before the action says that the speaker does it."""
    before = sentence.folded.text[max(0, hit.start - 4) : hit.end]
    return any(word in before for word in ("给", "帮", "替", "为", "直接", "立即", "马上", "把"))


#: Words that make the customer the one for whom something is asked, not the one who asks.
_FOR = re.compile(r"[给为帮替对]| for ")


def mode_of(sentence: Sentence, hit: Hit, *, alone: bool) -> Mode:
    """Whether the speaker does it, applies for it or recommends it; `alone` says that the sentence has no other action."""
    if _AHEAD.search(sentence.text):
        return Mode.ACT
    if _says(sentence, hit, "advise", alone=alone) and not _OUTRIGHT.search(sentence.folded.text):
        return Mode.ADVISE
    return Mode.APPLY if _says(sentence, hit, "apply", alone=alone) or _asked_above(sentence, hit) else Mode.ACT


#: I ask my supervisor for an upgrade, 找经理要个升舱.
_ASKING = re.compile(
    r"(?:^| )(?:(?:i|we|i'll|we'll|let me|please|going to|want to|and|then) )*(?:ask|beg|petit)[a-z]* (?:(?:the|my|our) )?$"
    r"|(?:^|[,;])我?(?:去|先|想|要|就)*(?:找|跟|向|问)$"
)
_FOR_IT = re.compile(r" ?(?:for|to|whether|if) |(?:要|求|讨|申请)")


def _asked_above(sentence: Sentence, hit: Hit) -> bool:
    """Whether somebody is asked for it before it is named: a post, or whoever is above."""
    segment, text = sentence.segments[sentence.segment_of(hit.start)], sentence.folded.text
    above = [one for one in (*sentence.of("marker", "boss"), *sentence.of("role")) if segment.start <= one.start < hit.start]
    return any(
        _ASKING.search(text, segment.start, one.front(text)) and _FOR_IT.match(text, one.back(text)) and not negated(sentence, one)
        for one in above
    )


#: Somebody is thought well of and appointed there and then.
_OUTRIGHT = re.compile(
    "(?:自己|亲自)(?:直接|就)?任命|(?:明天|后天|下周一?|下个?月|今天|今儿)起(?:就|由|便)?(?:当|任|担任|做|升|是)|等于(?:就是)?(?:定|批|通过|同意|决定)了|(?<!建议)(?<!推荐)直接任命|由我任命|即日起|立即生效|今天就(?:上任|上岗|任)|马上上任|今天起|我自己就?定了"
    "|任命(?:书|令|通知|文件|手续)?[^,.;!?建议推荐请]{0,6}?(?<!不)(?:办|发|签|下|宣布|公布)(?:[了掉出完好]|下去|一下)"
    "|(?<!不)(?:办|发|签|下|(?<!提)出|宣布|公布)[了掉]?(?:这个?|他的|她的)?任命(?!建议|意见|推荐)"
    "| (?:i|i've?|i have|we|we've?|we have) (?:just |now |also |alreadi |simpli )*(?:appoint|promot|install) (?!(?:as|onli if|when) )"
    "| as good as (?:decid|a decis|done|approv|settl)"
    "| (?:sign|issu|announc|publish|hand out|send out) (?:the|his|her|a|that) (?:[a-z]+ )?(?:appoint|promot)"
    "| (?:effect|start|begin) (?:today|now|immedi|tomorrow|monday) | appoint (?:[a-z]+ ){0,3}(?:myself|outright|directli) "
)
#: Done before anybody could answer: 申请赠品，先送了, "applied for it and already gave it to her".
_AHEAD = Turns(
    r"先斩后奏|批不批[都也]|不批[也都]|一边[^,.;!?]{0,6}一边(?:送|给|退|换|调|罚|奖|发|赔|办|扣)|反正先"
    r"|(?:先|已经?|直接|当场|早就?)[^,.;!?。请示批报]{0,4}(?:送|给|退|换|调|罚|奖|发|赔|办|扣|挪)[^,.;!?。请批报]{0,4}(?:[了出走掉]|再说|再补)"
    r"|(?:还是|照样|照旧|硬是)[^,.;!?。请批]{0,4}(?:送|给|退|换|调|罚|奖|发|赔|办|扣)[^,.;!?。请批]{0,4}[了出走掉]"
    r"|(?:没等|不等|等不及)[^,.;!?。]{0,8}就[^,.;!?。]{0,3}(?:送|给|退|换|调|罚|奖|发|赔|办|扣)"
    r"|(?:送|给|退|换|调走?|罚|奖|发|赔|办)[完好]了?再[^,.;!?。批]{0,6}(?:说|讲|报|请示|知会|通知)"
    r"|就?当(?:作|成|是)?(?:他们?|她们?|总监|领导|上面|上头|老板|经理)?(?:已经?)?(?:答应|同意|批准|默认|默许|点头)"
    r"|补(?:[个上一份张了]|一[个份张])*申请|(?:送|给|退|换|调走?|罚|奖|发|赔|办)[了完]再[^,.;!?。批]{0,5}申请|申请(?:以后|回头|事后|改天|后|过[几两]天|[^,.;!?]{0,4}再)+补"
    r"|\b(?:already|just|meanwhile|anyway) (?:gave|given|handed|sent|moved|transferred|paid|promoted|appointed)\b"
    r"|\b(?:gave|handed|sent|moved|transferred|paid|given)\b[^,.;!?]{0,24}\b(?:already|first|anyway|straight away|right away|beforehand)\b"
    r"|\b(?:refused|rejected|turned (?:it|me|that) down|said no)\b[^.;!?]{0,20}\b(?:anyway|all the same|still|nevertheless)\b"
    r"|\b(?:apply|application|paperwork|form) (?:[a-z]+ )?(?:later|afterwards?|after(?=\s*[,.;!?]|\s*$))"
    r"|\b(?:application|paperwork|form|request|approval)s? (?:can|may|will|could|shall|is to|has to) (?:then )?"
    r"(?:follow|wait|come|be (?:handed in|filed|sent|submitted|made|done|filled in|put in))\b"
)


def _says(sentence: Sentence, hit: Hit, marker: str, *, alone: bool) -> bool:
    """Whether such a word belongs to the action: said of it, not denied, and not by a customer."""
    index = sentence.segment_of(hit.start)
    near = [m for m in sentence.of("marker", marker) if alone or sentence.segment_of(m.start) == index]
    near = [m for m in near if not _PLANS.match(sentence.folded.text, m.start)]
    return any(not negated(sentence, m) and not spared(sentence, m) and not _by_customer(sentence, m) for m in near)


#: "I propose to give her one" is a plan; "to the director" is a proposal.
_PLANS = re.compile(r" ?propos to (?!(?:the|my|our|him|her|them|manag|director|superior) )")
#: 不再另外请示, 申请我就不打了: asking is what the speaker won't do.
_WITHOUT = re.compile(
    r"(?:不|没|无须|无需|免|省)[^,.;!?，。；]{0,5}$"
    r"| (?:instead of|without|rather than|not|no need to|skip|skipping|never mind|no)(?: (?!instead|without|only)[a-z']+){0,2} ?$"
)
_LEFT_OUT = re.compile(r"[^,.;!?，。；]{0,4}?(?:不(?:打|写|交|递|提|走|做|报|用|必)|没(?:打|写|交|递|提|走)|免了|省了|算了)")


def spared(sentence: Sentence, marker: Hit) -> bool:
    """Whether it is said that nothing is asked."""
    segment, text = sentence.segments[sentence.segment_of(marker.start)], sentence.folded.text
    before = _WITHOUT.search(text, 0, marker.front(text))  # 另外 begins a segment
    return bool(_LEFT_OUT.match(text, marker.end, segment.end)) or (before is not None and not _DOUBLE.search(before.group()))


#: 不能不请示: twice denied.
_DOUBLE = re.compile("不(?:得|能|可|敢|好)不|没.?有?不|不管|不好意思|不行|不了|不够|没法|不到")


def _by_customer(sentence: Sentence, marker: Hit) -> bool:
    """Whether a customer stands before it as the one who does it (顾客申请…, not 给顾客申请…)."""
    index = sentence.segment_of(marker.start)
    return any(
        sentence.segment_of(c.start) == index
        and c.start < marker.start <= c.end + 8
        and not _FOR.search(sentence.folded.text, max(0, c.start - 8), c.start)
        for c in sentence.of("relation", "customer")
    )


#: Right before a verb: who does it was just named, and isn't the speaker.
_SOMEBODY = re.compile(r" (?:who|whose|which)(?: (?:alway|never|often|just|still|also|onli))? $")
#: I am going to send it: nobody goes anywhere.
_BEING = re.compile(r"(?:^| (?:am|is|are|i'm|we're|now|just|not)|[,;.!?])$")
_TO_COME = re.compile(r" go to (?!(?:the|a|an|my|our|their|his|her|all|every|each|this|that|client|custom|meet) )")
#: Has been paid, was paid; has been using is going on.
_BEEN, _ALREADY = re.compile(r"\b(?:been|was|were) (?!\w+ing\b)\w"), re.compile(r"\balready $")


#: 放出去半年了, 放出去那笔, 新放的贷款.
_SINCE = re.compile(
    r"(?<=[出去了过])的?那[笔些几]|(?:都|已经?|有|快|都快)*[一二两三四五六七八九十半几好多0-9]+(?:个?多?(?:年|月|星期|礼拜)|天|周)(?:半|多)?了(?!的)"
)
#: Behind its verb, and before it: 新放的贷款; 准备放的 is still to come.
_WENT_OUT = re.compile("出去(?:了?的|[那这])")
_WHICH_WAS = re.compile(r"(?:出去?|出来|下去|过|了|掉)?(?:的|[那这][笔些几])")
#: Between its pieces, with 了 behind: 贷款早放出去了.
_LONG_AGO = re.compile(r"(?:早就?|早已|已经?|都)+")
_EARLIER, _TO_BE = (
    re.compile("新|已经?|早就?|刚|才|去年|前年|上个?月|上个?季度|上半年|前阵子|前段时间|上周|之前|以前|昨天"),
    re.compile("要|准备|打算|想|将|会"),
)


def already_done(sentence: Sentence, hit: Hit) -> bool:
    """Whether its clause says that it has been done: now that the loan has been paid out; 放出去半年了, 新放的贷款."""
    text = sentence.folded.text
    segment = sentence.segments[sentence.segment_of(hit.start)]
    which = [gap for gap in hit.gaps if _WHICH_WAS.match(text, *gap)]
    yet = not which or _TO_BE.search(text, segment.start, hit.start)
    if not yet and (_EARLIER.search(text, segment.start, hit.start) or _WENT_OUT.search(text, hit.start, which[0][1])):
        return True
    if hit.gaps and text.startswith("了", hit.end) and any(_LONG_AGO.fullmatch(text, *gap) for gap in hit.gaps):
        return True
    if _SINCE.match(text, hit.end):
        return True
    start, end = span(sentence, hit)
    done = _BEEN.search(sentence.text, max(0, start - len("were ")))
    return (done is not None and done.start() < end) or bool(_ALREADY.search(sentence.text, 0, start))


#: Others of whom it is told what they do: some people here give presents.
_OTHERS = re.compile(
    r"(?:有些|有的|有|好些|不少|很多|许多|其他|别的)(?:人|同事|员工|岗位)(?!家?[要想找问])[^我俺咱]*$"
    r"| (?:some|mani|most|other|certain|few|lot of|plenti of) (?:peopl|colleagu|folk|staff|of them|other)"
    r"(?: (?!i |we |i'm |i'll )[a-z']+)* $"
)


#: A manager is giving bonuses; gifts go out freely of late: 送得凶.
_IS_DOING = re.compile(r" ?(?:is|are|has been|have been|keeps?|kept|was|were) (?:always |just |now )?(?!get|receiv)[a-z]+ing\b")
#: 最近经理们送赠品: those who do it begin the clause, and the doing stands right behind them.
_OF_LATE = re.compile(r"(?:最近|近来|近日|这阵子?|这段时间|现在|如今|听说|发现|看到|[\s,;])*")
#: Others do it for the speaker, or the speaker does as they do.
_I_TOO = re.compile(
    r"我也|替我|给我|帮我|为我|我让|我叫|让他们"
    r"|[照跟学]着?他们| (?:so do i|me too|so am i|so will i|as well|for me|on my|because i|told|i too) "
)
#: Whose post it is: 一组经理, 隔壁部门的主管; and so far behind it stands what is done (characters).
_SOON = 3
_THEY_DO = re.compile(r"[\s,;]*(?:[一二三四五六七八九十某那隔别][^,.;!?我]{0,6})?")
_BY_ME = re.compile(r"[我俺咱]| (?:i|we|i'm|we're|i'll|we'll|i'd|by me|by us) ")
_ON_AND_ON = re.compile(r"[\u4e00-\u9fff]{0,2}得(?:太|很|凶|过|有点|越来越)")


def told_of_others(sentence: Sentence, hit: Hit, *, on_staff: bool) -> bool:
    """Whether its clause tells what people in general do; what is done to staff (`on_staff`) is done to the post that is named."""
    return _others_do(sentence, hit, on_staff=on_staff) and not _I_TOO.search(sentence.folded.text)


def _others_do(sentence: Sentence, hit: Hit, *, on_staff: bool) -> bool:
    segment, text = sentence.segments[sentence.segment_of(hit.start)], sentence.folded.text
    if _OTHERS.search(text, segment.start, hit.front(text)) or _ON_AND_ON.match(text, hit.end):
        return True
    posts = [post for post in sentence.of("role") if segment.start <= post.start < hit.start]
    if not posts or _BY_ME.search(text, segment.start, segment.end):
        return False
    if any(_THEY_DO.fullmatch(text, segment.start, post.start) and hit.start - post.end <= _SOON for post in posts):
        return any(mark.start >= segment.end for mark in sentence.of("marker", "speaker"))  # 一组经理罚人没谱，我去监督
    if any(_IS_DOING.match(sentence.text, span(sentence, post)[1]) for post in posts):
        return True
    return not on_staff and any(
        text.startswith("们", post.end) and hit.start <= post.end + 2 and _OF_LATE.fullmatch(text, segment.start, post.start)
        for post in posts
    )


#: Right before and right behind what wasn't done.
_NOT_DONE = re.compile(
    r"(?:没有?|未|还没)(?:去|经过?|做|进行|完成|开展|搞)$| (?:haven't|hasn't|didn't|have not|has not"
    r"|did not)(?: (?:yet|even|actual|bother to))?$"
)
#: No more than this stands right before it (characters).
_NO_FURTHER = 20
_UNDONE = re.compile(
    r"\s?(?:都|也|还|又|根本|压根|全)?(?:没|未)"
    r"(?!有?经?过?(?:上级|上头|上面|领导|老板|总经理)?(?:等|送|过审|批|报|申报|通过|签|获|得到|上报|送审|请示|点头|拿到|审批|同意))"
)


#: All that is said of it: 放出去半年了，我没去看过.
_NEVER_DONE = re.compile(
    r"[^,;.!?]{0,8}[,;](?:可是?|但是?)?我?(?:一直|从来|都|还|也|压根)*(?:没|未)有?"
    r"(?:去|做|办|查|看|问|管|跟|碰|催|理|回访|过问)[^,;.!?]{0,4}过[.!?。\s]*$"
)


def never_done(sentence: Sentence, hit: Hit) -> bool:
    """Whether all that is said behind it is that the speaker never did anything about it."""
    return bool(_NEVER_DONE.match(sentence.folded.text, hit.end))


def of_somebody(sentence: Sentence, hit: Hit) -> bool:
    """The copywriter who keeps delivering late: what a relative clause says is nobody's proposal, nor is it to be going to do it."""
    text = sentence.folded.text
    return bool(_SOMEBODY.search(text, 0, hit.start + 1)) or (
        bool(_TO_COME.match(text, hit.start)) and bool(_BEING.search(text, 0, hit.start))
    )


def left_undone(sentence: Sentence, hit: Hit) -> bool:
    """贷前调查没做, 没有做贷前调查, 不跟上级商量: what wasn't done isn't what is proposed."""
    if any(hit.within(fact) for fact in sentence.of("fact") if fact.part == "false" and fact.id != AS_WRITTEN):
        return True
    text = sentence.folded.text
    if what_for(sentence, hit) or never_done(sentence, hit):
        return True
    return bool(_UNDONE.match(text, hit.end) or _NOT_DONE.search(text, max(0, hit.start - _NO_FURTHER), hit.start))
