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

from bot.language.checking.wording.acting import SPEAKER, others_do
from bot.language.checking.wording.negating import what_for
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Segment, Sentence, span

#: What may stand between a bare 不 and its verb: how, when, to whom, with what.
_HOW = (
    r"(?:打算|想过?|会|敢|肯|愿意?|情愿|乐意|耐烦|高兴|准备|计划|考虑|需要|必要?|用|屑于?|值得|再|去|来|及时|立[刻即]|马上|往上"
    r"|上去|按[时期]|准时|如期|认真|亲自|好好|仔细|主动|老老实实|逐[笔一份个]|一一|定期|经常|全部|[全都多先就也])*"
)
_BETWEEN = rf"{_HOW}(?:(?:给|跟|向|和|对|为|替|帮|把|将|同|与)[^,.;!?我]{{1,12}}?{_HOW}){{0,2}}"
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
#: Words between an English refusal and its verb that begin something else.
_TURNS = re.compile(
    r" (?:i|we|i'll|i'm|and|but|then|so|delay|fail|idea|doubt|whether|problem|question|favour|favor|except|until|unless|onli|just"
    r"|later|longer|matter|more than|befor|exceed|wait|hesit|if|as|becaus|sinc|when|who|which|that) "
)
_ENGLISH_REACH, _REACH = 42, 16
#: Right behind what is dropped: 手续就免了, 原因空着.
_DROPPED = re.compile(
    r"(?:[、和跟与及][^,.;!?、我]{1,6}?){0,2}(?:[这那]?一?(?:环节?|[步块条样套关道])|[这那]些|什么的|的?(?:其他|其它|别的|额外)?(?:工作|任务|活儿?|事情?|差事)|的事|这事|那边|我|就|都|也|先"
    r"|统统|一律|全|给|一概|干脆|索性|往后|以后)*"
    r"(?:跳过|略过|绕[过开着]|避开|免[了掉]?(?!得|不了|费|除|责)|省[了掉去]|空着|留空|拉倒|算了|懒得|不(?:用|再|去|往上)?(?:写|交|报|填|签"
    r"|记|注|留|办|补"
    r"|走|开|做|搞|弄|管|提|说|要|登|存|备|反馈|汇报|处理|跟|看|查)(?!清|明|出|到|懂|完|过来|透|了多久|齐|对|上来?)"
    r"|不(?!是|对|行|好|错|少|多|用|同|够|全|动|见|久|差)[\u4e00-\u9fff]了(?=[\s,.;!?。]|$)|不往[^,.;!?]{1,6}[报说交递送]|没(?:必要|打算)|用不着|犯不着|不必|见鬼)"
)
#: The same in English: the signatures I leave out.
_DROPPED_ENGLISH = re.compile(
    r"[,:]? (?:i|we)(?:'ll| will| just| simpli)* (?:leav (?:it |them |that )?out|skip|drop|omit|do without|spare|save) "
    r"|(?: (?:box|field|line|part|column|space|form))? (?:stay|remain|is left|are left|will stay|will remain|goe|can stay)"
    r" (?:blank|empti|unsign|unfil|unwritten|unsaid|miss) "
)
#: The next word, with at most how it is done before it.
_ING = re.compile(r"[a-z]* ?(?:ever |even |actually |really |all |the |any |this |that )*[a-z]+ing\b", re.IGNORECASE)
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
    return bool(what_for(sentence, hit) or _DROPPED.match(text, hit.end, segment.end)) and not others_do(sentence, segment, hit.start)


def _denied_before(sentence: Sentence, segment: Segment, hit: Hit, *, past: bool) -> bool:
    text = sentence.folded.text
    found = _DENIES.search(text, segment.start, hit.start) or _BEGINS.search(text, segment.start, hit.start)
    if not found or others_do(sentence, segment, found.start("bare")) or _TWICE.search(text, segment.start, found.start()):
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
        if SPEAKER.search(text, word.end, hit.start) or _TWICE.search(text, segment.start, word.start):
            continue
        if not others_do(sentence, segment, word.start) and not _MADE_UP.search(text, segment.end):
            return True
    return False


def refusing(sentence: Sentence, since: int) -> bool:
    """Whether a word of refusing says that the speaker doesn't do what its clause is about, from the segment `since` on."""
    text = sentence.folded.text
    for word in sentence.of("hint", "refusing"):
        segment = sentence.segments[sentence.segment_of(word.start)]
        if text[word.start] == " " or sentence.segment_of(word.start) < since or not _VERBAL.match(text, word.end):
            continue
        if not _TWICE.search(text, segment.start, word.start) and not others_do(sentence, segment, word.start):
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
        if not others_do(sentence, segment, word.start + 1) and not _MADE_UP.search(text, segment.end):
            return True
    return False


def _going_on(sentence: Sentence, word: Hit) -> bool:
    """Whether what follows a word was said in its -ing form."""
    return bool(_ING.match(sentence.text, span(sentence, word)[1]))


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
    return any(_said_of_oneself(sentence, word) for word in sentence.of("hint", "slighting"))


#: Not told before is told all the same: "without telling anyone there beforehand".
_BEFOREHAND = re.compile(r"(?: there| at all| of them)* (?:beforehand|in advanc|first|ahead)[ ,.;]")


def hidden(sentence: Sentence, since: int = 0, acts: Sequence[Hit] = ()) -> str:
    """What no act may be done with, in the sentence's words; empty where nothing of the kind is.

    What stands before `since`, the place of an act that is done to staff, and isn't said of the speaker, may be what it is done for.
    Nor is it what the words of `acts` say, which a book grants: writing a car off.
    """
    words = [*(word for word in sentence.of("hint", "hiding") if _said_of_oneself(sentence, word)), *_unaccounted(sentence)]
    words = [word for word in words if not _BEFOREHAND.match(sentence.folded.text, word.end - 1)]
    words = [word for word in words if not any(start <= word.start and word.end <= end for act in acts for start, end in act.pieces())]
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
    text, index = sentence.folded.text, sentence.segment_of(word.front(sentence.folded.text))
    segment = sentence.segments[index]
    if _WHY.search(text, segment.start, word.front(text)):
        return True
    if index + 1 == len(sentence.segments):
        return False
    behind = sentence.segments[index + 1]
    return bool(_SCORN.fullmatch(text, behind.start, behind.end))


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
    return sentence.quoted(*sentence.segments[sentence.segment_of(min(words).start)]) if words else ""


def _speaks(sentence: Sentence, word: Hit) -> bool:
    segment = sentence.segments[sentence.segment_of(word.start)]
    return bool(SPEAKER.search(sentence.folded.text, segment.start, segment.end))


def _said_of_oneself(sentence: Sentence, word: Hit) -> bool:
    text = sentence.folded.text
    segment = sentence.segments[sentence.segment_of(word.front(text))]
    if others_do(sentence, segment, word.start):
        return False
    if _WHOSE.match(text, word.end) or any(word.start < up.end and up.start < word.end for up in sentence.of("hint", "upright")):
        return False  # 敷衍的员工, 一份都不放过
    before = _TWICE if text[word.start] in "不没未别" else _NOT
    return not before.search(text, segment.start, word.front(text))
