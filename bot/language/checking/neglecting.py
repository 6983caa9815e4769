"""Whether the speaker announces to leave something undone, to do it by halves, or to keep it from those above.

`refused` looks for a word before a verb that says that it isn't done (懒得往上反馈, "too lazy to visit"), or behind it (手续就免了).
`slighted` looks for a word that says how a duty is done, which no duty means: for show, by halves, against the rule.
`hidden` looks for what no act may be done with: the reason kept from the director, nothing signed or recorded, a cracked program.
What others do, and what is denied (绝不敷衍), isn't said of the speaker. The words are data: `refusing`, `slighting`, `hiding` and
`accounting` among the markers of the vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.checking.negating import only_asked, what_for
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Segment, Sentence, span

#: What may stand between a bare 不 and its verb: how, when, to whom, with what.
_BETWEEN = (
    r"(?:打算|想过?|会|敢|肯|愿意?|情愿|乐意|耐烦|高兴|准备|计划|考虑|需要|必要?|用|屑于?|值得|再|去|来|及时|立[刻即]|马上|往上"
    r"|上去|按[时期]|准时|如期|认真|亲自|好好|仔细|主动|老老实实|逐[笔一份个]|一一|定期|经常|全部|[全都多先就也]"
    r"|(?:给|跟|向|和|对|为|替|帮|把|将|同|与)[^,.;!?我]{1,12}?)*"
)
#: A bare denial right before a verb. 要不去, 能不能去, 不得不去 and 差不多 deny nothing; 没 tells of the past.
_DENIES = re.compile(
    rf"(?<![能会要是好可该行得肯敢无差时巴恨有想愿跟看听赶管谈级特个分类区性派告])(?P<bare>不再?|别|甭|没有?|未){_BETWEEN}$"
)
#: At the beginning of a clause, or right behind the speaker, 不 denies whatever verb follows: 我不牵头组织.
_BEGINS = re.compile(
    r"(?:^|[\s,;.!?]|[我俺咱]们?|[就偏才都也可又]|以后|今后|往后|从此|今年|这[次回]|今天|明天|下周"
    r"|这周)(?P<bare>不再?)(?![管论仅但光单只如妨过知久少得是对等])[^,.;!?我就而便地先不]{0,5}$"
)
_TWICE = re.compile(r"(?:不[能会得可该敢要许想]?|没有?|别|绝不|从不?|从未|切勿|莫|不至于|怎么能?|哪[能敢]|岂能)$")
_TWICE_ENGLISH = re.compile(
    r" (?:not|never|don't|won't|can't|cannot|no|doesn't|didn't|without|isn't|hard|hardli)(?: (?:to|ever|be|even|want to))? ?$"
)
#: It hangs on something: 不核实清楚不放款.
_UNLESS = re.compile("[^,.;!?]{0,12}?(?:[不别]|决不|绝不|谁也|没[门法])")
#: It was done before, or nobody has done it yet.
_EVER = re.compile(r"还没|从没|一直没|之前|以前|过去|上次|至今|到现在|尚未|从来没|好久没|很久没|许久没|半年没|个月没|久未")
#: What was forgotten is made up for.
_MADE_UP = re.compile(r"补|赶紧|赶快|马上|立刻|立即|这就|现在|今天| (?:now|today|at once|immedi|make up for|catch up|right away)(?: |$)")
#: Those who do it, where they begin the clause.
_PEOPLE = (
    r"(?:有些?|一些|个别|那个?|这个?|几个|部分|某些?|不少)?(?:他们?|她们?|人家|对方|客户|顾客|业主|商户|租户|借款人|担保人"
    r"|代理商?|员工|组员|同事|下属|手下|新人|工人|师傅|保洁|保安"
    r"|有人|谁|别人|大家|候选人|应聘者|厂家|厂商|供应商|运营商|开发商|施工队|装修队|外包公司|[小老阿][\u4e00-\u9fff])"
)
_OTHERS = re.compile(rf"[\s,;]*(?:如果|要是|既然|因为|看到|发现|听说|只要|凡是|那些|万一|遇到|碰到)*{_PEOPLE}")
_OTHERS_ENGLISH = re.compile(
    r"[\s,;]*(?:(?:and|but|so|becaus|sinc|when|if|as|that|while|although|though|where|whenev) )*"
    r"(?:he|she|they|it|who|somebodi|someon|nobodi|no one|anybodi|anyon|everybodi|everyon|peopl"
    r"|(?:the|a|an|our|my|hi|her|their|some|ani|one of"
    r"|thi|these|those) (?!boss |superior |director |note )[a-z']+)(?= )"
)
_SPEAKER = re.compile(r"[我俺咱]| (?:i|we|i'm|i'll|i'd|we'll|we're) ")
_WHO = re.compile(r" (?:who|whose|which|that) (?:[a-z']+ ){0,3}$")
#: Words between an English refusal and its verb that begin something else.
_TURNS = re.compile(
    r" (?:i|we|i'll|i'm|and|but|then|so|delay|fail|idea|doubt|whether|problem|question|favour|favor|except|until|unless|onli|just"
    r"|later|longer|matter|more than|befor|exceed|wait|hesit|if|as|becaus|sinc|when|who|which|that) "
)
_ENGLISH_REACH, _REACH = 42, 16
#: Right behind what is dropped: 手续就免了, 原因空着.
_DROPPED = re.compile(
    r"(?:[、和跟与及][^,.;!?、我]{1,6}?)*(?:[这那]?一?(?:环节?|[步块条样套关道])|[这那]些|什么的|的事|这事|那边|我|就|都|也|先"
    r"|统统|一律|全|给|一概|干脆|索性|往后|以后)*"
    r"(?:跳过|略过|绕过|免[了掉]?(?!得|不了|费|除|责)|省[了掉去]|空着|留空|拉倒|算了|懒得|不(?:用|再|去|往上)?(?:写|交|报|填|签"
    r"|记|注|留|办|补"
    r"|走|开|做|搞|弄|管|提|说|要|登|存|备|反馈|汇报|处理|跟|看|查)(?!清|明|出|到|懂|完|过来|透|了多久|齐|对|上来?)"
    r"|不往[^,.;!?]{1,6}[报说交递送]|没(?:必要|打算)|用不着|犯不着|不必|见鬼)"
)


_DROPPED_ENGLISH = re.compile(
    r"[,:]? (?:i|we)(?:'ll| will| just| simpli)* (?:leav (?:it |them |that )?out|skip|drop|omit|do without|spare|save) "
)


#: The next word, with at most how it is done before it.
_ING = re.compile(r"[a-z]* ?(?:ever |even |actually |really |all |the |any |this |that )*[a-z]+ing\b", re.IGNORECASE)


#: None is missing: 一份都不放过, 一个都不落.
_NONE_MISSED = re.compile("(?<=不)(?:放过|落|漏|少|缺|差|丢|拖|耽误|含糊|马虎)")
#: What a word only describes: 敷衍的员工.
_WHOSE = re.compile("的(?!话)[\u4e00-\u9fff]")
#: Something follows that may be done, and no thing: 懒得往上反馈, and not 忘了的事.
_VERBAL = re.compile(r"(?!的|[,.;!?]|我|[他她它]|$)[^,.;!?]{2}")
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)


def refused(sentence: Sentence, hit: Hit, *, past: bool = True) -> bool:
    """Whether its clause says before a verb, or behind a thing, that the speaker doesn't do it; with `past`, that it wasn't done counts."""
    segment = sentence.segments[sentence.segment_of(hit.start)]
    text = sentence.folded.text
    if text[hit.start : hit.end].isascii():
        return bool(_DROPPED_ENGLISH.match(text, hit.end - 1)) or _refused_in_english(sentence, segment, hit)
    return _dropped(sentence, segment, hit) or _denied_before(sentence, segment, hit, past=past) or _refused_before(sentence, segment, hit)


def _dropped(sentence: Sentence, segment: Segment, hit: Hit) -> bool:
    text = sentence.folded.text
    return bool(what_for(sentence, hit) or _DROPPED.match(text, hit.end, segment.end)) and not _others_do(sentence, segment, hit.start)


def _denied_before(sentence: Sentence, segment: Segment, hit: Hit, *, past: bool) -> bool:
    text = sentence.folded.text
    found = _DENIES.search(text, segment.start, hit.start) or _BEGINS.search(text, segment.start, hit.start)
    if not found or _others_do(sentence, segment, found.start("bare")) or _TWICE.search(text, segment.start, found.start()):
        return False
    at = found.start("bare")
    if text[at - 1 : at] == text[found.end("bare") : found.end("bare") + 1] and at:
        return False  # 去不去
    if found["bare"] in ("没", "没有", "未"):
        return past and not _EVER.search(text) and not text.startswith("过", hit.end)
    return not _UNLESS.match(text, hit.end, segment.end)


def _refused_before(sentence: Sentence, segment: Segment, hit: Hit) -> bool:
    text = sentence.folded.text
    for word in sentence.of("hint", "refusing"):
        if not (segment.start <= word.start and word.end <= hit.start <= word.end + _REACH):
            continue
        if _SPEAKER.search(text, word.end, hit.start) or _TWICE.search(text, segment.start, word.start):
            continue
        if not _others_do(sentence, segment, word.start) and not _MADE_UP.search(text, segment.end):
            return True
    return False


def refusing(sentence: Sentence, since: int) -> bool:
    """Whether a word of refusing says that the speaker doesn't do what its clause is about, from the segment `since` on."""
    text = sentence.folded.text
    for word in sentence.of("hint", "refusing"):
        segment = sentence.segments[sentence.segment_of(word.start)]
        if text[word.start] == " " or sentence.segment_of(word.start) < since or not _VERBAL.match(text, word.end):
            continue
        if not _TWICE.search(text, segment.start, word.start) and not _others_do(sentence, segment, word.start):
            return True
    return False


def _refused_in_english(sentence: Sentence, segment: Segment, hit: Hit) -> bool:
    text = sentence.folded.text
    words = [*sentence.of("hint", "refusing"), *sentence.of("marker", "negation")]
    for word in words:
        end = word.end - 1  # two hits share the space between them
        if not (segment.start <= word.start + 1 and word.end <= hit.start + 1 <= word.end + _ENGLISH_REACH):
            continue
        if _TURNS.search(text, end, hit.start + 1) or _TWICE_ENGLISH.search(text, segment.start, word.start + 1):
            continue
        if (
            not text[word.start : word.end].endswith((" to ", "not ", "n't ", " than ", " should ", " i "))
            and word.kind == "hint"
            and not _going_on(sentence, word)
        ):
            continue
        if not _others_do(sentence, segment, word.start + 1) and not _MADE_UP.search(text, segment.end):
            return True
    return False


def _going_on(sentence: Sentence, word: Hit) -> bool:
    """Whether what follows a word was said in its -ing form."""
    return bool(_ING.match(sentence.text, span(sentence, word)[1]))


def others_do(sentence: Sentence, segment: Segment) -> bool:
    """Whether a clause is about what somebody else does, and the speaker isn't named in it."""
    return _others_do(sentence, segment, segment.end - 1)


def _others_do(sentence: Sentence, segment: Segment, place: int) -> bool:
    """Whether somebody else begins the clause that leads up to a place, and the speaker isn't named there."""
    text = sentence.folded.text
    if _SPEAKER.search(text, segment.start, place + 1):
        return bool(_WHO.search(text, segment.start, place))
    others = _OTHERS_ENGLISH if text[segment.start : segment.end].isascii() else _OTHERS
    return bool(others.match(text, segment.start, place)) or bool(_WHO.search(text, segment.start, place))


#: Said before a word, these deny it; before one that denies already, only the shorter list does.
_NOT = re.compile(
    r"(?:[不没未别勿]|绝不|不[能会得许可该]|严禁|禁止|防止|避免|杜绝|省得|以免|有没有|是不是|是否|谁|有人|别人)[^,.;!?]{0,3}$"
    r"| (?:not|never|no|without|won't|don't|can't|cannot|didn't|refus|prevent|whether|if|nobodi|instead of|rather than|anyth"
    r"|noth)(?: [a-z']+){0,2} ?$"
)


#: Nothing else is said in a clause: 给客户定个信用等级，省了.
_LET_GO = re.compile(
    r"[\s,;]*(?:我|就|都|也|还是|干脆|索性|统统|一律|这[步回次块])*(?:(?:[省免](?!得)了?掉?|算|拉倒|罢|不[干做办弄搞去])(?:了吧?|吧)"
    r"|拉倒|[省免]掉)[\s.!,;。]*"
)


def slighted(sentence: Sentence) -> bool:
    """Whether the speaker does a duty by halves, for show or against the rule."""
    text = sentence.folded.text
    if len(sentence.segments) > 1 and any(_LET_GO.fullmatch(text, one.start, one.end) for one in sentence.segments[1:]):
        return True
    upright = sentence.of("hint", "upright")
    words = [word for word in sentence.of("hint", "slighting") if not any(word.start < up.end and up.start < word.end for up in upright)]
    return any(_said_of_oneself(sentence, word) for word in words)  # 一份都不放过


#: Not told before is told all the same: "without telling anyone there beforehand".
_BEFOREHAND = re.compile(r"(?: there| at all| of them)* (?:beforehand|in advanc|first|ahead)[ ,.;]")


def hidden(sentence: Sentence, since: int = 0) -> str:
    """What no act may be done with, in the sentence's words; empty where nothing of the kind is.

    What stands before `since`, the place of an act that is done to staff, and isn't said of the speaker, may be what it is done for.
    """
    words = [*(word for word in sentence.of("hint", "hiding") if _said_of_oneself(sentence, word)), *_unaccounted(sentence)]
    words = [word for word in words if not _BEFOREHAND.match(sentence.folded.text, word.end - 1)]
    return _first_words(sentence, [word for word in words if word.start >= since or _speaks(sentence, word)])


#: It is only put off: 理由我先不写.
_LATER, _SOON = re.compile("[先暂]时?(?:不|没)"), 6


def unaccounted(sentence: Sentence, since: int = 0) -> bool:
    """Whether the speaker won't do what any act is to be accounted for by: note the reason, have it signed, report it."""
    words = [word for word in _unaccounted(sentence) if not _LATER.search(sentence.folded.text, word.start, word.end + _SOON)]
    return any(word.start >= since or _speaks(sentence, word) for word in words)


def _let_go(sentence: Sentence, word: Hit) -> bool:
    """Whether the next clause says no more than that it is let go: 签字那一套太啰嗦，这回就免了."""
    following = sentence.segments[sentence.segment_of(word.start) + 1 :][:1]
    return any(_LET_GO.fullmatch(sentence.folded.text, one.start, one.end) for one in following)


def _unaccounted(sentence: Sentence) -> list[Hit]:
    words = [
        word
        for word in sentence.of("hint", "accounting")
        if refused(sentence, word, past=False) or _scorned(sentence, word) or _let_go(sentence, word)
    ]
    upright = {sentence.segment_of(hit.start + 1) for hit in sentence.of("hint", "upright")}  # I won't forget to report it
    return [word for word in words if sentence.segment_of(word.start + 1) not in upright]


#: What those above would like to hear, and never will: 上报副总？想得美; "report it? As if".
_SCORN = re.compile(
    r"[\s,;.!?。]*(?:想得(?:倒)?美|没门儿?|门都没有|做梦|休想|免谈|不存在的|才怪|凭什么|(?:as if|no way|not a chance|no chance"
    r"|forget it|dream on|what for|ha|haha"
    r"|never|not me))[\s,;.!?。]*"
)
_WHY = re.compile(
    r"(?:何必|何苦|凭什么|凭啥|干嘛要?|为什么要|为啥要|谁耐烦|谁要|哪用|用得着)[^,.;!?]{0,3}$| (?:whi (?:would|should|bother"
    r"|on earth)|who would|as if) (?:[a-z]+ ){0,3}$"
)


def _scorned(sentence: Sentence, word: Hit) -> bool:
    """Whether it is only asked why one should, or what follows it laughs at it."""
    text, index = sentence.folded.text, sentence.segment_of(word.start + (sentence.folded.text[word.start] == " "))
    segment = sentence.segments[index]
    if _WHY.search(text, segment.start, word.start + (text[word.start] == " ")):
        return True
    if index + 1 == len(sentence.segments):
        return False
    behind = sentence.segments[index + 1]
    return bool(_SCORN.fullmatch(text, behind.start, behind.end))


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
    r"|大|多|少|错|急|远|难|忙|贵|小|高|低|长|短|重|便宜|够|满|在|好意思|久|清楚|知道|熟|对$)"
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
        denials = [hit for hit in denials if not _others_do(sentence, segment, hit.start)]
        return bool(denials)
    return not _OTHERS_ENGLISH.match(text, segment.start, segment.end) or bool(_SPEAKER.search(text, segment.start, segment.end))


def strangely(sentence: Sentence) -> str:
    """The adverb that says how a duty is done, where nobody here knows that it is rightly done so: 浅浅地谈, "lazily"."""
    text, origin = sentence.folded.text, sentence.folded.origin
    known = sentence.of("hint", "rightly")
    for start, end in sentence.alien:
        if text[start].isascii():
            word = _WORD.match(sentence.text, origin[start])
            if word and word.group().endswith("ly") and not any(hit.start <= start and end <= hit.end for hit in known):
                return word.group()
        elif (
            text[end : end + 1] == "地" and not any(hit.end == end for hit in known) and not any(hit.start == end for hit in sentence.hits)
        ):
            return text[start : end + 1]
    return ""


def _first_words(sentence: Sentence, words: Sequence[Hit]) -> str:
    return sentence.said_in(sentence.segments[sentence.segment_of(min(words).start)]).strip(" ,.;!?。") if words else ""


def _speaks(sentence: Sentence, word: Hit) -> bool:
    segment = sentence.segments[sentence.segment_of(word.start)]
    return bool(_SPEAKER.search(sentence.folded.text, segment.start, segment.end))


def _said_of_oneself(sentence: Sentence, word: Hit) -> bool:
    text = sentence.folded.text
    segment = sentence.segments[sentence.segment_of(word.start + (text[word.start] == " "))]
    if _others_do(sentence, segment, word.start):
        return False
    if _WHOSE.match(text, word.end) or _NONE_MISSED.match(text, word.end):
        return False  # 敷衍的员工, 一份都不放过
    before = _TWICE if text[word.start] in "不没未别" else _NOT
    return not before.search(text, segment.start, word.start + (text[word.start] == " "))
