"""Questions that no rule book answers, by their shape: how it is done, what somebody gets, whether it has happened yet.

A book says who may and must do what. What it says on the same matter is no answer to these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.asking.answers import Answer, Intent
from bot.language.asking.dating import given, times_asked
from bot.language.asking.questions import Question, said
from bot.language.recognising.normalising import fold
from bot.language.recognising.sentence import Sentence
from bot.language.searching import ClauseIndex
from bot.model import ClauseId, Mode
from bot.rulebook.library import Library

#: So far behind getting stands what somebody gets, in characters.
_NEAR = 9
#: Who signed it: who once did it, and not whose business it is.
_DONE_BY = re.compile(
    r"^who (?:wrote|drew up|drafted|signed|founded|invented|created|built|issued)\b"
    r"|是谁(?:请|聘|写|起草|创办|创立|发明|设计|建|盖|介绍|推荐|招)(?:来|过来|进来|出来|起来)?的[?。!\s]*$"
)
#: Whether something has happened yet, which no book knows: 排班表出来了吗.
_STATE = re.compile(r"(?<![行就够可对好以成得])了(?:吗|没有?|么)[?!。\s]*$")
#: Whether something is coming: 奖金下个月发吗.
_COMING = re.compile(
    r"(?:什么时候|啥时候?|几时|何时|哪天|多会儿)[^,.;!?]{0,3}?(?:能够?|可以|会|才|得)*(?:出来|出炉|公布|下发|下来|到账|到货|[弄搞修做办]好|上线|开通)"
    r"[呢啊呀吗?。!\s]*$|(?:下个?[月周季]|月底|年底|年前|明年|本月)[发给开办搞有涨][\u4e00-\u9fff]{0,3}(?:吗|么|不)[?!。\s]*$"
)
#: Somebody who won't, and a telephone number: 广告主不肯给资料怎么办, 房办电话.
_REFUSING = re.compile("(?:不肯|不愿意?|拒绝|不配合|死活不|硬是不|就是不|坚决不).{0,10}(?:怎么办|咋办|怎么处理|咋整)")
_NUMBER = re.compile(r"(?:的?电话)(?:号码?)?(?:是?多少)?[?。\s]*$")
#: What a thing costs, and not what somebody may spend on it: 挂号费多少钱, "how much is the registration fee".
_PRICE = re.compile(
    r"(?:费用?|价[格钱]?|押金|租金|门票)(?:一[张次个份间位]|每[张次个人天晚位])?(?:是|要|收)?多少钱?[呢啊呀吗?。\s]*$"
    r"|^ how much (?:is|are|doe|do)"
    r" (?!.* (?:i|we|you|he|she|they|may|can|could|allow|limit|cap|maxim|most|up to|author|approv|sign|post|for) )"
)
#: Whether somebody loses pay by what is told, and not who may take it off: 请病假扣不扣工资.
_DOCKED = re.compile(
    r"扣不扣|[会要]扣[^,.;!?]{0,4}(?:工资|钱|薪水?|奖金|绩效|全勤)|扣[^,.;!?]{0,4}(?:工资|钱|薪水?|奖金|绩效|全勤)(?:吗|么|不|没)"
    r"|^ (?:is|are|will|do|doe|would) .*(?:(?:dock|deduct|lose) .*(?:pay|wage|salari)|(?:pay|wage|salari) dock )"
)
#: Which of two numbers: is it 24h or 48h, 三天还是五天.
_EITHER = re.compile(
    r"(?<![0-9.])([0-9一二两三四五六七八九十百]+)"
    r" ?(?:h|hrs?|hours?|days?|weeks?|months?|years?|yuan|%|小时|[天日周月年元块折次份人]|个[月人]|工作日)?"
    r" ?(?: or |还是|抑或) ?([0-9一二两三四五六七八九十百]+)(?![0-9])"
)
#: Behind the post: 这个位子由谁任命, 是谁提上来的.
_DONE_TO = re.compile(
    r"(?:这个|那个|这|的)?(?:位子|位置|岗位?|职位|职务|人选|一职)?(?:(?:是|都|到底|究竟)*[由被让]谁|(?:到底|究竟)?是谁)(?![?!。\s]|$)"
)
#: With which of two tools: 用CAD还是PS.
_TOOLS = re.compile(r"用(?:的是)?([a-z]{2,}|[\u4e00-\u9fff]{2,6}) ?还是(?:用)? ?([a-z]{2,}|[\u4e00-\u9fff]{2,6}?)[来呢啊呀吗?。!\s]*$")
#: What follows is the post's: the director's rewards.
_OF = re.compile(r"'s |的")
#: Between a verb and the post that it is done to: picks the head.
_OBJECT = re.compile(r".?(?:the |our |a |new |next )*.?")
#: Whether two things that a book grants go together, which is another matter than each of them.
_TOGETHER = re.compile(r"同时|叠加|累加|一[起并块]儿?(?:给|送|用|享|打)|并用| combin | on top of | togeth with | at the same time ")
#: Who gets what is written or found, and what a clause says that names somebody for it.
_RECIPIENT = re.compile(
    r"(?:交|报|送|递|提交|发|呈)(?:给|到|予)(?:谁|哪[个位])|谁(?:来)?(?:收|接收|收到|拿到)(?!集|回|款|费|钱|拾)"
    r"| who (?:actual|then|final|eventu)? ?(?:get|receiv|is given|will get|will receiv) (?!to )"
)
_GIVEN_TO = re.compile("上级|领导|公司|客户|顾客|部门|财务|单位|superior|to the (?:company|client|customer|department)")
#: What the company has or is; the books speak of posts.
_OF_COMPANY = re.compile(
    r"^(?:我们|咱们?|这家)?公司(?:有没有|有多少|有几|有什么|是不是|是什么|在哪|什么时候|几)(?!权|资格)"
    r"|^ (?:is|are|wa|was|do|doe|has|have) (?:the |our |thi )?(?:compani|firm) "
    r"|^ how mani [a-z ]{2,30} (?:do|doe) (?:we|you|thei|they|the [a-z]+|our [a-z]+|this [a-z]+|thi [a-z]+) (?:have|own|run|employ)[ ?.!]"
    r"|^ how mani [a-z ]{2,30} are there(?: in (?:the|our|thi|this) [a-z]+)?[ ?.!]*$"
    r"|^[\u4e00-\u9fff]{1,8}?(?:一共|总共|现在|目前)?(?:有)(?:多少|几)[间台家辆层栋张][\u4e00-\u9fff]{0,4}[呢啊呀?。\s]*$"
)
#: 新客户有优惠吗, 有没有补偿; but 手边有赠品.
_HAS = re.compile(r"(?<![没具])(?<!手[边头上里])有(?:没有)?$")
#: What stands between customers and whether they may: 患者本人可以, "can the customer".
_SELF, _THEY = re.compile("(?:们|本人|自己|也)*"), re.compile(" (?:a |an |the |our )?")
_THEMSELVES = re.compile("本人|自己")
#: How it is done, which no grant tells: 退货的产品怎么销毁.
_MANNER = re.compile(
    r"(?:怎么|怎样|如何|咋)(?!办|做|整|弄|样|搞|处(?!罚|分)|说|走|写|才|申请)[\u4e00-\u9fff]{1,4}[呢啊呀吗?。\s]*$"
    r"|^ how (?:do|doe|is|are|can|should|must|will|did) (?!.* (?:proceed|go about) )"
)

#: Whom one has to tell before one does it, which no grant says of anybody but those above: listen to the calls of colleagues.
_BEFOREHAND = re.compile(
    r" (?:tell|inform|warn|notifi|(?:talk|speak) (?:to|with)) .* befor "
    r"|(?:之前|以前|前|先)[^,.;!?]{0,6}(?:通知|告诉|知会|提醒|[跟和同找][^,.;!?]{1,8}(?:说一?声|打(?:个|声)?招呼|谈))"
)

#: A stretch of time that is over or to come, and what may be asked of it: how many complaints there were last year, 明年的预算是多少.
_PERIOD = re.compile(
    r"去年|前年|明年|后年|上个?月|上个?季度|上一?年度?|下一?年度?| (?:last|next|previou|past) (?:year|month|quarter|week) "
)
_HOW_MUCH = re.compile(r"多少|几[起次个名位件台份条人笔家桩宗单]|是什么| (?:what|which|how mani|how much) ")
#: Today: what there is or is left now, and no rule.
_NOW = re.compile(
    r"(?:今天|现在|目前|眼下|当前|此刻)[^,.;!?谁]{0,10}?[有剩存](?:着|下)?(?:哪些|哪几|什么|啥|多少|几)"
    r"|^ (?:what|which|how mani|how much) .* (?:today|now|current|at the moment|at present)[ ?.!]*$"
)
#: What somebody may or must do then is a rule all the same.
_RULED = re.compile(r"能|可以|可否|要|得|应|须|该|允许|必| (?:may|can|could|must|should|shall|allow|need|have to|do i|do we have to) ")
#: How somebody comes to a post: how is a head nurse chosen, 护士长怎么选.
_HOW_COME = re.compile(r"^ how (?:is|are|wa|were|doe one becom|do (?:you|we|i) (?:becom|choos|pick)) (?:a |an |the |our |my |new )*$")
_COME_TO = re.compile(
    r"(?: ?(?P<en>chosen|select|elect|pick|appoint|promot|hire|recruit|nomin)[a-z]*)?[ ?.!]*$"
    r"|(?:一职|这个岗位|的?人选)?(?:是|都)?(?:怎么|如何|怎样|咋)(?P<zh>选|产生|当上?|任命|评|提拔|来|定)[出上来的]*[呢啊呀吗?。!\s]*$"
)


#: A Chinese verb alone has no more characters.
_VERB = 2


class Shapes:
    """Knows these shapes, for one library."""

    def __init__(self, library: Library, index: ClauseIndex) -> None:
        self._library = library
        self._index = index
        #: How a company itself calls what is done.
        self._own = frozenset(fold(phrase).strip() for phrase in library.vocabulary.own)
        #: What something is done with, and concepts that are only done.
        self._things = {c for d in library.duties.values() for c in d.what}
        self._verbs = {c for d in library.duties.values() for c in d.do} - self._things

    def unanswerable(self, question: Question, answer: Answer) -> str | None:
        """The words that give a question such a shape, None where it has none."""
        sentence = question.sentence
        manner = _MANNER.search(sentence.folded.text)
        if manner and self._applied_for(question, answer):
            return None
        if manner and answer.actions and answer.intent in (Intent.MAY, Intent.LIMIT) and not _of_act(sentence, manner.start()):
            return manner.group().strip()
        if state := self._state(question, answer):
            return state.group().strip()
        if untold := self.untold(question, answer.clauses):
            return untold[0]
        together = _TOGETHER.search(sentence.folded.text) if question.actions and question.has("may") else None
        if together and not any(_TOGETHER.search(self._text(clause)) for clause in answer.clauses):
            return together.group().strip()
        recipient = _RECIPIENT.search(sentence.folded.text)
        if recipient and not any(self._hands_over(clause) for clause in answer.clauses):
            return recipient.group().strip()
        if either := self._either(sentence, answer):
            return either
        own = question.mine or (question.speaker.roles and question.has("after")) or times_asked(sentence)
        if (not own and not question.actions and self._only_verbs(question)) or _DONE_BY.search(sentence.text):
            return said(sentence, sentence.of("concept")[0]) if sentence.of("concept") else sentence.text
        return self._for_outsiders(question) or _received(sentence)

    def _applied_for(self, question: Question, answer: Answer) -> bool:
        """Whether it is done by applying for it, as a clause says of the asker's post: how do I get a hire car."""
        granted = [grant for grant in self._library.grants if grant.clause in answer.clauses and grant.role in question.roles]
        granted = [grant for grant in granted if grant.action in answer.actions]
        return bool(granted) and all(grant.mode is Mode.APPLY for grant in granted)

    def _state(self, question: Question, answer: Answer) -> re.Match[str] | None:
        """What is, was or will be, costs or comes about, which no rule tells."""
        sentence = question.sentence
        state = _STATE.search(sentence.folded.text) or self._coming(sentence, answer) or _OF_COMPANY.search(sentence.folded.text)
        if not question.actions:
            state = state or _REFUSING.search(sentence.folded.text)
            state = state or (None if question.has("who", "may", "how", "duties", "after") else _NUMBER.search(sentence.folded.text))
        if not question.has("may", "who"):
            state = state or _PRICE.search(sentence.folded.text) or _DOCKED.search(sentence.folded.text)
        if question.actions and (question.mine or not question.roles) and not question.has("who", "boss", "reports", "beyond"):
            state = state or _BEFOREHAND.search(sentence.folded.text)
        return state

    def untold(self, question: Question, clauses: Sequence[ClauseId]) -> tuple[str, ...]:
        """How somebody came to a post, or what there was, is or will be at some time, where none of the clauses says so."""
        come = None if question.actions else self._come_to(question.sentence, clauses)
        found = come or (None if question.has("who", "may") else self._of_a_time(question.sentence, clauses))
        return (found.group().strip(),) if found else ()

    def _coming(self, sentence: Sentence, answer: Answer) -> re.Match[str] | None:
        """Whether it asks if or when something is coming, where no clause says by when it has to: 班表最迟什么时候贴出来."""
        found = _COMING.search(sentence.folded.text)
        asked = [hit for hit in sentence.of("marker", "when") if found and found.start() <= hit.start < found.end()]
        said = any(given(sentence, hit, self._index, clause) for hit in asked for clause in answer.clauses)
        return None if said else found

    def _of_a_time(self, sentence: Sentence, clauses: Sequence[ClauseId]) -> re.Match[str] | None:
        """The time of which it asks what there was, is or will be, where no clause speaks of such a one."""
        text = sentence.folded.text
        found = (_HOW_MUCH.search(text) and _PERIOD.search(text)) or _NOW.search(text)
        if not found or _RULED.search(text) or any(self._index.holds(clause, found.group()) for clause in clauses):
            return None
        return found

    def _come_to(self, sentence: Sentence, clauses: Sequence[ClauseId]) -> re.Match[str] | None:
        """How somebody comes to a post that was named, where no clause says just that."""
        text = sentence.folded.text
        for post in sentence.of("role"):
            first, last = post.front(text), post.back(text)
            found = _COME_TO.match(text, last)
            if found is None or not (found["zh"] or _HOW_COME.search(text, 0, first)):
                continue
            word = found["zh"] or found["en"] or "becom"
            if not any(self._index.holds(clause, word) and self._index.holds(clause, text[first:last]) for clause in clauses):
                return found
        return None

    def _either(self, sentence: Sentence, answer: Answer) -> str | None:
        """Two numbers or tools to choose from of which the clauses have neither."""
        for shape in (_EITHER, _TOOLS):
            found = shape.search(sentence.text)
            if found and not any(one in self._text(clause).lower() for clause in answer.clauses for one in found.groups()):
                return found.group().strip()
        return None

    def _hands_over(self, clause: ClauseId) -> bool:
        """Whether a clause names somebody besides its own post, who may be handed something."""
        library, own = self._library, self._library.clauses[clause].role
        text = self._text(clause).lower()
        for name in (library.roles[own].title.zh, library.roles[own].title.en.lower()):
            text = text.replace(name, "")
        posts = (r for key, r in library.roles.items() if key != own and r.book == library.roles[own].book and not r.department)
        named = any(name.lower() in text for post in posts for name in (post.title.zh, post.title.en, *post.aliases))
        return named or bool(_GIVEN_TO.search(text))

    def _text(self, clause: ClauseId) -> str:
        text = self._library.clauses[clause].text
        return f"{text.zh}\n{text.en}"

    def done_to(self, question: Question, answer: Answer) -> str | None:
        """What is done to the holder of a post, of which that post's own clauses say nothing: who picks the head."""
        sentence = question.sentence
        if not question.has("who", "name") or len(question.roles) != 1 or question.mine:
            return None
        if self._library.clauses[answer.clauses[0]].role != question.roles[0]:
            return None
        text, asking = sentence.folded.text, [*sentence.of("marker", "who"), *sentence.of("marker", "name")]
        if any(_DONE_TO.match(text, post.end) for post in sentence.of("role", question.roles[0])):
            return said(sentence, asking[0])
        first = min(hit.start for hit in asking)
        for post in sentence.of("role", question.roles[0]):
            if _OF.search(text, post.start, post.end + 3) or any(act.start == post.end - 1 for act in sentence.of("action")):
                continue  # the director's rewards, "cs director reward"
            for verb in sentence.of("concept"):
                if verb.id in self._verbs and first < verb.start and _OBJECT.fullmatch(text, verb.end - 1, post.start + 1):
                    return said(sentence, verb)
        return None

    def _for_outsiders(self, question: Question) -> str | None:
        """What customers may do themselves, which no book says; what may be done for them is another matter."""
        sentence, actions = question.sentence, self._library.vocabulary.actions
        text = sentence.folded.text
        if any(actions[action].concerns == "customer" for action in question.actions) and not _THEMSELVES.search(text):
            return None
        mays = [may for may in sentence.of("marker", "may") if not text.startswith(" to ", may.end - 4)]
        for hit in sentence.of("relation", "customer"):
            if any(hit.within(whole) for whole in sentence.of("unit")):
                continue  # may the customer service recordings be heard
            if any(_SELF.fullmatch(text, hit.end, may.start) or _THEY.fullmatch(text, may.end - 1, hit.start + 1) for may in mays):
                return said(sentence, hit)
        return None

    def _only_verbs(self, question: Question) -> bool:
        """Whether nothing was said but doings: 你是谁开发的 names nothing that is developed.

        Where it is only asked if so, words that may be some doing are enough: "do you deliver".
        """
        sentence = question.sentence
        if any(sentence.of(kind) for kind in ("action", "fact", "role", "unit", "relation")) or sentence.alien:
            return False
        concepts = sentence.of("concept")
        if any(_whole(said(sentence, hit)) and said(sentence, hit) in self._own for hit in concepts):
            return False
        doings = {(hit.start, hit.end) for hit in concepts if hit.id in self._verbs}
        if question.has("who", "which", "when", "where", "count", "limit", "how", "after", "duties", "name"):
            return bool(concepts) and all(hit.id in self._verbs for hit in concepts)
        things = any(hit.id in self._things for hit in concepts)
        return bool(doings) and not things and all((hit.start, hit.end) in doings for hit in concepts)


def _whole(phrase: str) -> bool:
    """Whether a phrase is long enough to say what is done to what: 分案子."""
    return " " in phrase if phrase.isascii() else len(phrase) > _VERB


def _of_act(sentence: Sentence, place: int) -> bool:
    """Whether it is part of what an act is called: 盯着大家怎么用权."""
    return any(start <= place < end for hit in sentence.of("action") for start, end in hit.pieces())


#: Entitled to something; to do something is what one may.
_GOODS = re.compile(r" (?:a|an|the|ani|some|my|our|their|more|compens|bonus|reward|gift|discount|refund|replac[a-z]*|damag) ")


#: To have it done to oneself.
_PASSIVE = re.compile(r"\b(?:get|gets|got|getting) [a-z]+ed\b", re.IGNORECASE)


#: From what on they get it, which a clause may say: from how much delay, 晚点多久.
_FROM_WHEN = re.compile(
    r" (?:from|after|beyond|above|over) (?:how|what|which) "
    r"|(?:延误|晚点|迟到?|超过?|满|过了?|等了?)(?:了|到)?(?:多久|多长时间|[几多]少?个?(?:小时|钟头|分钟))"
)


#: What bonus does the director get?
_WHAT_ONE_GETS = re.compile(
    r"^ ?(?:what|which|how much|how mani) (?:[a-z]+ ){0,3}?(?:do|doe|did|will) [^,.;]{1,40} (?P<get>get|receiv|earn)[ ?.!]*$"
)


def _received(sentence: Sentence) -> str | None:
    """What somebody gets by an act: the books say who may do it, not who is to have it."""
    text, mays = sentence.folded.text, sentence.of("marker", "may")
    if gets := _WHAT_ONE_GETS.match(text):
        return gets["get"]
    if _FROM_WHEN.search(text):
        return None
    for act in sentence.of("action"):
        if (has := _HAS.search(text, 0, act.start)) and not any(may.start <= has.start() < may.end for may in mays):
            return has.group()
    for got in sentence.of("marker", "receive"):
        place = got.back(text)
        if (
            text.startswith(" to ", place)
            or (said(sentence, got).endswith(" to") and not _GOODS.match(text, place))
            or any(got.within(may) for may in mays)
            or (said(sentence, got) == "get" and _PASSIVE.search(sentence.text))
            or any(got.within(word) for word in sentence.of("concept") if not word.gaps)  # 领导
        ):
            continue
        if any(act.start <= got.start and got.end <= act.end for act in sentence.of("action")):
            continue  # get somebody moved
        if any(place <= act.start <= place + _NEAR for act in sentence.of("action")):
            return said(sentence, got)
    return None
