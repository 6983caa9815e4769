"""What a question asks for by a word of its own: a number, an amount, a time, a place, a name, some attribute.

A clause answers only where it has just that: one that counts the very thing, one with a figure, one that says the word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from bot.language.asking.dating import given
from bot.language.asking.limiting import OFTEN, altogether, how_often, included, limits_asked, period_asked, vague
from bot.language.asking.questions import Question, as_verb, recorded, said, seen_to
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence
from bot.language.searching import ClauseIndex
from bot.model import ClauseId, Language, Limit
from bot.rulebook.library import Library

#: No question that anybody means asks for more things than this.
ASKED = 20
_DIGITS = re.compile(r"[0-9]|half|全额|半价|九折")
_NUMERAL = "[0-9一二两三四五六七八九十]"
_NUMBERS = " (?:one|two|three|four|five|six|seven|eight|nine|ten|[0-9]+) "
#: What people are counted by, in the one language and by stems in the other: 要几个人签字 is answered by 三方.
_PEOPLE, _ENGLISH_PEOPLE = ("人", "位", "名", "方"), ("peopl", "person", "parti", "side", "signatur")
#: A number in a clause, folded, that counts things, and neither time nor money: 至少三家, three suppliers.
_SOME_OF = re.compile(
    r"(?<![0-9第])(?:[0-9二两三四五六七八九十]+|至少一) ?"
    r"(?:[家份名人位次件条项台张方种类套本辆间笔根批遍枚瓶箱支把]|个(?!月|工作|小时|季|星期|钟头|百分))"
    r"| (?:two|three|four|five|six|seven|eight|nine|ten|[0-9]+) (?!(?:work |busi )?(?:day|week|month|quarter|year|hour|minut|night"
    r"|yuan|dollar|euro|pound|rmb|cny|per|percent|degre|th|st|nd|rd|am|pm|o'clock) )[a-z]{3,}"
)
#: What asks for a number of things or people, and not of hours or days; and how many times something may be done.
_THINGS_COUNTED = re.compile(r"[几多]少?[个张件份台套辆种条间笔单本只位名人次]$|^how mani(?! (?:hour|day|week|month|year|minut))")
_TIMES = re.compile(
    r"(?:不超过|不得超过|最多|至多|不多于) ?[0-9一二两三四五六七八九十]+ ?[次人名位件张份笔个](?!月|小时|工作日)"
    r"|[0-9一二两三四五六七八九十]+ ?[次人名位件张份笔](?:以内|以下|为限)"
    r"| (?:at most|up to|no more than|not more than) (?:[0-9]+|one|two|three|four|five|six|seven|eight|nine|ten|onc|twice) "
    r"(?!(?:[a-z]+ )?(?:day|week|month|year|hour|minut|yuan|euro|dollar|percent|per) )"
)
#: 做到哪些 and 从哪几个方面 ask which.
_WHICH_AFTER = tuple("些几一个种样步类方位级")


#: The value of what stands before it or behind it is asked for.
_VALUE = re.compile(
    r"(?:一般|大概|现在|目前|通常|最高|最低|究竟|到底)?(?:是|有|要|为|算|收|付|得)?(?:多少|几|多高|多大|怎么算|怎么定|高不高|低不低|贵不贵)"
)
_VALUE_OF = re.compile(
    r"(?:多少|什么| what (?:is |are )?| what 's | how much )(?:的|the |our |your |thi |today |yearli |current |exact )*$"
)
#: 做这事的是谁 and 做这事的人是谁 ask for a post.
_CLEFT = re.compile(r"的(?:人|岗位|那个|那位)?$")
_LAST = re.compile(r"[啊呀呢吗?。!\s]*$")

#: What asks for money: 工钱多少 isn't how many workers.
_MONEY = re.compile(r"多少钱|[几多]少?块|[工本]钱|价[格钱位]?|费用| how much (?:money|do|doe|is|are|cost|did)")
_TELLING = re.compile(
    "报到哪|(?:上报|汇报|报告|反映|申报)[给到]?哪|往哪[儿里边]?报|(?:原因|理由|说明)[^,.;!?]{0,4}(?:[交递送][到给去往]?哪|往哪[儿里边]?[交送递])"
)
#: A record that a clause names as the place of something: 记入站日志, "in the medical record system".
_RECORD = re.compile(
    r"(?:记|写|填|录|载|登|登记|记录|注明)[入在到进于][\u4e00-\u9fff]{0,8}?(?:日志|日记|台账|系统|档案|簿|册|表|单|病历|记录|卡)"
    r"|在[\u4e00-\u9fff]{0,8}?(?:日志|台账|系统|档案|簿|册|表|单|病历|记录)[里中上内]?(?:注明|登记|记录|写明|记下|填|备注)"
    r"| (?:in|into|on|to|onto) (?:the |a |an |it |their )?(?:[a-z]+ ){0,3}?"
    r"(?:log|logbook|diari|system|record|regist|file|ledger|book|report|sheet|chart) "
)
#: Words for what something costs.
_SUM = re.compile(r"^(?:费用|费|开支|花费|开销|成本|价格|价钱|报酬|酬金)$|^(?:cost|fee|price|expens|charg|remuner)")
#: 多大的客户 asks for no number; and what answers it.
_SIZE, _SIZED = (
    re.compile("多[大小]的|how (?:big|large|small|serious|bad) "),
    re.compile("较[大小]|重大| (?:small|larg|seriou|major|considerab|great)"),
)
#: Which of the company's own things, and no company: which company rule, 哪个公司的制度.
_OF_COMPANY = re.compile(
    r"(?:which|what) compani (?:document|rule|regul|polici|measur|handbook|book|guidelin|post|role|depart|gift|product|asset|websit)"
    r"|哪个公司(?:的?(?:制度|规定|规章|办法|文件|岗位|部门))"
)
#: What asks for a date or an hour, and for no condition.
_DATE = re.compile(r"几[号点月时]|哪一?[天日]|哪个?月|(?:星期|周|礼拜)几|(?:what|which) (?:date|day|month)")
#: When they asks for a day in the past.
_HAPPENED = ("when did", "when wa", "when was", "when were")

#: Whether clauses have what a marker asks for.
_Test = Callable[[Question, Hit, Sequence[ClauseId]], bool]


class Attributes:
    """Knows what the clauses of one library have."""

    def __init__(self, library: Library, index: ClauseIndex) -> None:
        self.library = library
        self.index = index
        self._tests: dict[str, _Test] = {
            "count": self._counted,
            "limit": self._figured,
            "when": self._timed,
            "where": self._placed,
            "name": self._named,
            "attribute": self._spoken_of,
        }

    def unmet(self, question: Question, clauses: Sequence[ClauseId], kinds: Collection[str] | None = None) -> tuple[str, ...]:
        """The first thing asked for, of these `kinds` or of any, that the clauses don't have, as it was said."""
        sentence = question.sentence
        for marker, has in self._tests.items():
            for hit in sentence.of("marker", marker)[:ASKED] if kinds is None or marker in kinds else ():
                if marker == "limit" and question.has("who") and self._part(sentence, hit, clauses):
                    continue  # 要花多少钱的预算谁来做
                if not altogether(sentence.folded.text, hit) and (
                    not _asked(sentence, hit) or _beside_another(sentence, hit) or self._part(sentence, hit, clauses)
                ):
                    continue
                if not has(question, hit, clauses):
                    return (said(sentence, hit),)
        period = self._unheard_period(question, clauses) if kinds is None else ""
        return (period,) if period else ()

    def _unheard_period(self, question: Question, clauses: Sequence[ClauseId]) -> str:
        """一年里一共能发多少: the stretch of time for which it is asked, where no clause speaks of such a one."""
        asked = period_asked(question.sentence) if question.has("count", "limit") else None
        return asked[0] if asked and not any(self.index.says(clause, asked[1]) for clause in clauses) else ""

    def _part(self, sentence: Sentence, hit: Hit, clauses: Sequence[ClauseId]) -> bool:
        """Whether it is part of what a clause has: 建在哪儿 is the choice of a site. What is counted isn't: 招几个."""
        if hit.id == "count":
            return False
        around = [other for other in sentence.of("concept") if hit.within(other)]
        own = [other for other in around if any(start <= hit.start and hit.end <= end for start, end in other.pieces())]
        return any(self.index.has(clause, f"c:{other.id}") for clause in clauses for other in own)

    def _counted(self, question: Question, hit: Hit, clauses: Sequence[ClauseId]) -> bool:
        """几方签字: a clause with a number of the very thing that is counted."""
        if any(given(question.sentence, hit, self.index, clause) for clause in clauses):
            return True
        if _SIZE.match(said(question.sentence, hit)):
            return bool(self._limits(question, clauses)) or any(self.index.says(clause, _SIZED) for clause in clauses)
        if hit in limits_asked(self.library, question):
            return any(grant.limit for grant in self.library.grants if grant.clause in clauses and grant.action in question.actions)
        if hit in how_often(question.sentence) and any(self.index.says(clause, OFTEN) for clause in clauses):
            return True
        if self._limited(question, hit, clauses) or self._in_so_many_words(question, clauses):
            return True
        text = question.sentence.folded.text
        if self._numbered(question.sentence, hit, clauses):
            return True
        if hit.id and text[hit.end - 1] != " ":
            counted = re.compile(f"{_NUMERAL}(?:{_alike(text[hit.end - 1], _PEOPLE)})")
            return any(counted.search(self._text(clause, "zh")) for clause in clauses)
        thing = re.match(r"\s?([a-z]+)", text[hit.end :])
        return bool(thing) and any(
            self.index.says(clause, re.compile(f"{_NUMBERS}(?:{_alike(thing[1], _ENGLISH_PEOPLE)})"))  # type: ignore[index]
            for clause in clauses
        )

    def _limited(self, question: Question, hit: Hit, clauses: Sequence[ClauseId]) -> bool:
        """Whether a clause says up to how many, or how many times, what it grants may be done: 作废几张, "how many items"."""
        asked = said(question.sentence, hit)
        granting = [grant for grant in self.library.grants if grant.clause in clauses and not grant.duty]
        if question.actions:
            granting = [grant for grant in granting if grant.action in question.actions]
        if not _THINGS_COUNTED.search(asked) or not granting:
            return False
        if any(grant.limit and grant.limit.unit in ("count", "person") for grant in granting):
            return True
        return any(self.index.says(grant.clause, _TIMES) for grant in granting)

    def _in_so_many_words(self, question: Question, clauses: Sequence[ClauseId]) -> bool:
        """Whether a clause itself is said to answer what asks for a number: 多少公里."""
        asked = [said(question.sentence, hit) for hit in question.sentence.of("marker", "count")]
        return any(self.index.holds(clause, words) for words in asked for clause in clauses)

    def counted(self, question: Question, silent: Hit, clauses: Sequence[ClauseId]) -> bool:
        """Whether silent words ask for a number of people or things that one of these clauses has: 要几个人在场."""
        asking = [hit for hit in question.sentence.of("marker", "count") if hit.start < silent.end and silent.start < hit.end]
        return any(self._counted(question, hit, clauses) for hit in asking)

    def _numbered(self, sentence: Sentence, hit: Hit, clauses: Sequence[ClauseId]) -> bool:
        """Whether a clause has the thing that stands right behind, by whatever name, and a number that counts something."""
        things = [f"c:{other.id}" for other in sentence.of("concept") if hit.end - 1 <= other.start <= hit.end and not other.gaps]
        having = [clause for clause in clauses if any(self.index.has(clause, thing) for thing in things)]
        return any(self.index.says(clause, _SOME_OF) for clause in having)

    def _figured(self, question: Question, hit: Hit, clauses: Sequence[ClauseId]) -> bool:
        limits = self._limits(question, clauses)
        if self._gauged(question, clauses) or self._in_so_many_words(question, clauses):
            return True
        if limits:
            return any(limit.unit.isupper() for limit in limits) or not _MONEY.search(question.sentence.folded.text)
        return not question.actions and any(_DIGITS.search(self._text(clause, "zh")) for clause in clauses)

    def _limits(self, question: Question, clauses: Sequence[ClauseId]) -> list[Limit]:
        """The limits that these clauses set to the acts that were named."""
        return [g.limit for g in self.library.grants if g.limit and g.clause in clauses and g.action in question.actions]

    def _gauged(self, question: Question, clauses: Sequence[ClauseId]) -> bool:
        """Whether a clause forbids an act that was named from some number on, or grants it up to one: 连续夜班不超过 3 个."""
        bans = [ban for ban in self.library.prohibitions if ban.clause in clauses and ban.action in question.actions]
        granted = [grant for grant in self.library.grants if grant.clause in clauses and grant.action in question.actions]
        granted = [] if _MONEY.search(question.sentence.folded.text) else granted
        turning = [*(fact for ban in bans for fact in ban.when), *(fact for grant in granted for fact in grant.conditions)]
        return any(self.library.vocabulary.facts[fact].measure for fact in turning)

    def _timed(self, question: Question, hit: Hit, clauses: Sequence[ClauseId]) -> bool:
        """When one may do something asks for its conditions; when something happened is in no book."""
        if said(question.sentence, hit) in _HAPPENED:
            return False
        if _DATE.match(said(question.sentence, hit)):
            return any(given(question.sentence, hit, self.index, clause) for clause in clauses)
        if question.has("may", "standin", "beyond") or any(given(question.sentence, hit, self.index, clause) for clause in clauses):
            return True
        if not (question.actions or question.roles or question.units):
            return False  # when is the next exhibition
        return any(grant.conditions for grant in self.library.grants if grant.clause in clauses)

    def _placed(self, question: Question, hit: Hit, clauses: Sequence[ClauseId]) -> bool:
        """Where to is a post, where what is told goes is somebody (理由报到哪儿), and where it is noted some record."""
        if recorded(question.sentence) and any(self.index.says(clause, _RECORD) for clause in clauses):
            return True
        if _KEPT.search(question.sentence.folded.text) and any(self.index.says(clause, _AT_A_PLACE) for clause in clauses):
            return True  # where do I keep a watch: in the safe
        return question.has("beyond", "reports", "compare", "apply") or bool(_TELLING.search(question.sentence.folded.text, 0, hit.end))

    def _named(self, question: Question, hit: Hit, clauses: Sequence[ClauseId]) -> bool:
        """总监是谁 asks for a name; 谁是顶头上司 and 责任人是谁 for a post."""
        if said(question.sentence, hit).startswith(("哪", "用哪", "选哪", "叫", "姓", "which", "谁", "who wrote")):
            return False
        before = question.sentence.folded.text[: hit.start]
        if said(question.sentence, hit) == "是谁" and _LAST.match(question.sentence.folded.text, hit.end) and not _CLEFT.search(before):
            return question.has("reports", "standin", "beyond", "downward", "after", "may")
        posts = [*question.sentence.of("role"), *question.sentence.of("marker", "post")]
        beside = [h for h in posts if h.end == hit.start or h.start in (hit.end, hit.end - 1)]
        return not beside or question.has("reports", "standin", "beyond", "downward")

    def _spoken_of(self, question: Question, hit: Hit, clauses: Sequence[ClauseId]) -> bool:
        """A clause that says the word itself; where its value is asked for (利率是多少), one with a figure besides."""
        sentence = question.sentence
        if any(given(sentence, hit, self.index, clause) for clause in clauses):
            return True  # what is the deadline
        around = [f"c:{o.id}" for o in sentence.of("concept") if hit.within(o) and not any(a <= hit.start < b for a, b in o.gaps)]
        if any(self.index.has(clause, key) for clause in clauses for key in around):
            return True
        if _SUM.search(said(sentence, hit)) and question.has("limit") and self._priced(clauses):
            return True  # 评审的费用上限
        word = re.compile(re.escape(sentence.folded.text[hit.start : hit.end]))
        valued = _VALUE.match(sentence.folded.text, hit.end) or _VALUE_OF.search(sentence.folded.text, 0, hit.start + 1)
        return any(self.index.says(clause, word) and (not valued or _DIGITS.search(self._text(clause, "zh"))) for clause in clauses)

    def _priced(self, clauses: Sequence[ClauseId]) -> bool:
        """Whether what one of the clauses grants has a limit in money."""
        return any(grant.limit.unit.isupper() for grant in self.library.grants if grant.clause in clauses and grant.limit)

    def _text(self, clause: ClauseId, language: Language) -> str:
        return getattr(self.library.clauses[clause].text, language)  # type: ignore[no-any-return]


#: It is asked where a thing is put, and a clause names some place.
_KEPT = re.compile("[放存搁锁收交送挂贴保][管放存在到去]?|[存保]放| (?:keep|put|store|leav|lock|deposit|hand|return|bring|take) ")
_AT_A_PLACE = re.compile(
    r"(?:放|存|锁|交|送|挂|贴|保管|归还|退)[存放回]?(?:在|入|进|到|至|于)[^,.;，。；]{1,14}(?:柜|库|库房|室|处|箱|房|中心|保险柜|前台)"
    r"| (?:kept|keep|store|put|place|lock|goe|go|left|leav|deposit|hand|return|taken|take|belong) (?:[a-z]+ ){0,3}?"
    r"(?:in|into|at|to) (?:the|a|an) (?:[a-z']+ ){0,3}?"
    r"(?:safe|store|storeroom|room|offic|desk|box|cabinet|locker|warehous|shed|fridg|archiv|recept) "
)


def _alike(word: str, counted_by: Collection[str]) -> str:
    """The word as a pattern, with whatever else counts the same."""
    return "|".join(map(re.escape, counted_by if word in counted_by else (word,)))


def _asked(sentence: Sentence, hit: Hit) -> bool:
    """Whether it asks, and isn't part of what the vocabulary knows as something else."""
    text = sentence.folded.text
    which = text.startswith(_WHICH_AFTER, hit.end) and not (text[hit.start] in "去从" and text.startswith("个部", hit.end))
    if hit.id == "where" and which:
        return False
    if (hit.id == "attribute" and as_verb(sentence, hit)) or (hit.id == "where" and seen_to(sentence, hit)):
        return False
    if hit.id == "name" and _OF_COMPANY.match(said(sentence, hit) + text[hit.end - 1 :]):
        return False
    if hit.id == "count" and text.endswith("哪", 0, hit.start):
        return False  # 哪几个岗位 asks which
    if hit.id == "count" and (vague(text, hit) or any(hit.within(other) for other in sentence.of("marker", "limit"))):
        return False
    if hit.id == "limit" and (included(sentence) or any(hit.within(other) for other in sentence.of("marker", "count"))):
        return False  # 多少人
    if hit.id == "count" and any(o.start == hit.start and hit.within(o) and not o.gaps for o in sentence.of("concept")):
        return False  # 几个组 asks for no number
    around = [other for kind in ("action", "fact", "role", "unit", "relation") for other in sentence.of(kind) if hit.within(other)]
    said_of = [o for marker in ("beyond", "reports", "standin") for o in sentence.of("marker", marker)]
    around += [other for other in said_of if hit.within(other)]  # above my pay grade
    return all(any(start <= hit.start and hit.end <= end for start, end in other.gaps) for other in around)


def _beside_another(sentence: Sentence, hit: Hit) -> bool:
    """Whether another clause of the sentence asks something that may be answered: 我放哪儿，要不要附个说明."""
    index = sentence.segment_of(hit.start)
    asking = [m for marker in ("who", "may", "after") for m in sentence.of("marker", marker) if m.start >= hit.end]
    return hit.id in ("where", "attribute") and any(sentence.segment_of(m.start) > index for m in asking)
