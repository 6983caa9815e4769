"""Whether clauses are evidence for what a question asks: what it turns on must stand in them.

A question may ask for a number, a time, a place, a name or some attribute (how many, since when, where, whose,
which colour). A clause on the same matter that doesn't have it is no answer, however near it is. Nor is one that
leaves a fair share of the question to words that nothing here knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from bot.language.accounting import Account, Accountant
from bot.language.answers import Answer, Intent
from bot.language.lexicon import Hit
from bot.language.questions import Question, said
from bot.language.searching import ClauseIndex
from bot.language.sentence import Sentence, runs
from bot.model import ClauseId, Language
from bot.rulebook.library import DutyTerms, Library

#: The most that words which nothing knows may make up of what a question says (per cent).
ALIEN = 25
#: What the words right behind these markers say is the point of a question.
POINTS = ("who", "which", "how", "may", "receive")
#: So far behind them, in characters.
REACH = 12
#: So far behind getting stands what somebody gets, in characters.
_NEAR = 9
#: No question that anybody means asks for more things than this.
ASKED = 20
_DIGITS = re.compile(r"[0-9]|half|全额|半价|九折")
_NUMERAL = "[0-9一二两三四五六七八九十]"
_NUMBERS = " (?:one|two|three|four|five|six|seven|eight|nine|ten|[0-9]+) "
#: 这几天, 等了几天 and 几天前 are no questions, 哪几项 asks which.
_VAGUE_BEFORE, _VAGUE_AFTER = "了过前这那好十上隔等哪没", ("前", "以前", "之前", " ago")


#: 做到哪些 and 从哪几个方面 ask which.
_WHICH_AFTER = tuple("些几一个种样步类方位级")


#: The value of what stands before it or behind it is asked for.
_VALUE = re.compile(
    r"(?:一般|大概|现在|目前|通常|最高|最低|究竟|到底)?(?:是|有|要|为|算|收|付|得)?(?:多少|几|多高|多大|怎么算|怎么定|高不高|低不低|贵不贵)"
)
_VALUE_OF = re.compile(r"(?:多少|什么| what (?:is |are )?| what 's | how much )(?:的| the | our | your | today | yearli | current )*$")
#: Who signed it: who once did it, and not whose business it is.
_DONE_BY = re.compile(r"^who (?:wrote|drew up|drafted|signed|founded|invented|created|built|issued)\b")


#: Whether something has happened yet, which no book knows: 排班表出来了吗.
_STATE = re.compile(r"(?<![行就够可对好以成])了(?:吗|没有?|么)[?!。\s]*$")
#: What the company has or is; the books speak of posts.
_OF_COMPANY = re.compile(
    r"^(?:我们|咱们?|这家)?公司(?:有没有|有多少|有几|有什么|是不是|是什么|在哪|什么时候|几)(?!权|资格)"
    r"|^ (?:is|are|wa|was|do|doe|has|have) (?:the |our |thi )?(?:compani|firm) "
)
#: 新客户有优惠吗, 有没有补偿.
_HAS = re.compile(r"(?<![没具])有(?:没有)?$")
_WHAT = re.compile(r" (?:what|which|how|where|when) ")
#: How it is done, which no grant tells: 退货的产品怎么销毁.
_MANNER = re.compile(
    r"(?:怎么|怎样|如何|咋)(?!办|做|整|弄|样|搞|处|说|走|写|才)[\u4e00-\u9fff]{1,4}[呢啊呀吗?。\s]*$"
    r"|^ how (?:do|doe|is|are|can|should|must|will|did) (?!.* (?:proceed|go about) )"
)
#: 做这事的是谁 and 做这事的人是谁 ask for a post.
_CLEFT = re.compile(r"的(?:人|岗位|那个|那位)?$")
_LAST = re.compile(r"[啊呀呢吗?。!\s]*$")


#: A marker that asks for something, and whether clauses have it.
_Test = tuple[str, Callable[[Question, Hit, Sequence[ClauseId]], bool]]


class Evidence:
    """Holds the clauses of one library against questions."""

    def __init__(self, library: Library, index: ClauseIndex) -> None:
        self.library = library
        self.index = index
        self._accountant = Accountant(library, index)
        self._duties: dict[ClauseId, list[DutyTerms]] = {}
        for duty in library.duties.values():
            self._duties.setdefault(duty.clause, []).append(duty)
        #: Concepts that name what is done something with, and never the doing.
        self._things = {c for d in library.duties.values() for c in d.what} - {c for d in library.duties.values() for c in d.do}
        self._verbs = {c for d in library.duties.values() for c in d.do} - {c for d in library.duties.values() for c in d.what}
        self._tests: tuple[_Test, ...] = (
            ("count", self._counted),
            ("limit", self._figured),
            ("when", self._timed),
            ("where", self._placed),
            ("name", self._named),
            ("attribute", self._spoken_of),
        )

    def missing(self, question: Question, answer: Answer) -> tuple[str, ...]:
        """What the question asks for and the clauses of an answer don't have, as it was said; empty where they have it all."""
        sentence, clauses = question.sentence, answer.clauses
        if answer.actions and answer.intent in (Intent.MAY, Intent.LIMIT) and (manner := _MANNER.search(sentence.folded.text)):
            return (manner.group().strip(),)
        if received := self._received(sentence):
            return (received,)
        if (state := _STATE.search(sentence.folded.text) or _OF_COMPANY.search(sentence.folded.text)) is not None:
            return (state.group(),)
        if self.only_verbs(sentence) or _DONE_BY.search(sentence.text):
            return (said(sentence, sentence.of("concept")[0]) if sentence.of("concept") else sentence.text,)
        focus = self._focus(sentence, clauses)
        if focus:
            return (focus,)
        return self._unmet(question, clauses, self._tests)

    def uncounted(self, question: Question, clauses: Sequence[ClauseId]) -> tuple[str, ...]:
        """A number that is asked for and that clauses on who reports to whom don't have."""
        return self._unmet(question, clauses, [test for test in self._tests if test[0] in ("count", "limit")])

    def _unmet(self, question: Question, clauses: Sequence[ClauseId], tests: Iterable[_Test]) -> tuple[str, ...]:
        sentence = question.sentence
        for marker, has in tests:
            for hit in sentence.of("marker", marker)[:ASKED]:
                if _asked(sentence, hit) and not _beside_another(sentence, hit) and not has(question, hit, clauses):
                    return (said(sentence, hit),)
        return ()

    def _focus(self, sentence: Sentence, clauses: Sequence[ClauseId]) -> str | None:
        """用什么设备, which bank: the thing that is asked for, where none of the clauses speaks of it."""
        for asked in sentence.of("marker", "which"):
            here = [hit for hit in sentence.of("concept") if asked.end - 1 <= hit.start <= asked.end and hit.id in self._things]
            things = [hit for hit in here if not any(m.start <= hit.start and hit.end <= m.end for m in sentence.of("marker", "after"))]
            keys = {f"c:{hit.id}" for hit in things}
            if things and not any(self.index.has(clause, key) for clause in clauses for key in keys):
                return said(sentence, things[0])
        return None

    def alien(self, question: Question, answer: Answer) -> tuple[str, ...]:
        """The words that the clauses of an answer don't account for, where they make up a fair share of the question."""
        account = self._accountant.account(question, answer)
        return account.strange if account.alien or account.share >= ALIEN or self._pointless(question.sentence, account) else ()

    def _pointless(self, sentence: Sentence, account: Account) -> bool:
        """Whether the very word that is asked about isn't accounted for: who waters the plants, 怎么销毁."""
        for marker in POINTS:
            for hit in sentence.of("marker", marker):
                if not account.met(hit.end - (sentence.folded.text[hit.end - 1] == " "), hit.end + REACH): return True
        return False

    def _received(self, sentence: Sentence) -> str | None:
        """What somebody gets by an act: the books say who may do it, not who is to have it."""
        text, mays = sentence.folded.text, sentence.of("marker", "may")
        for act in sentence.of("action"):
            if (has := _HAS.search(text, 0, act.start)) and not any(may.start <= has.start() < may.end for may in mays):
                return has.group()
        for got in sentence.of("marker", "receive"):
            place = got.end - (text[got.end - 1] == " ")
            if text.startswith(" to ", place) or any(got.within(may) for may in mays):
                continue
            if any(place <= act.start <= place + _NEAR for act in sentence.of("action")):
                return said(sentence, got)
        return None

    def bare(self, question: Question, clause: ClauseId) -> bool:
        """Whether a clause shares nothing with the question but circumstances and pairs of characters."""
        sentence = question.sentence
        keys = [*(f"c:{hit.id}" for hit in sentence.of("concept")), *(f"a:{action}" for action in question.actions)]
        return not any(self.index.has(clause, key) for key in keys)

    def unread(self, question: Question, clause: ClauseId) -> bool:
        """Whether it asks if one may, and neither an act nor what the clause does was named: 没有工作可以贷款吗."""
        if question.actions or _WHAT.match(question.sentence.folded.text) or not question.has("may") or question.has("who", "which", "why", "duties"):
            return False
        said = {hit.id for hit in question.sentence.of("concept")}
        return not any(said.intersection(duty.do) for duty in self._duties.get(clause, ()))

    def only_verbs(self, sentence: Sentence) -> bool:
        """Whether nothing was said but doings: 你是谁开发的 names nothing that is developed."""
        if any(sentence.of(kind) for kind in ("action", "fact", "role", "unit", "relation")):
            return False
        concepts = sentence.of("concept")
        return bool(concepts) and all(hit.id in self._verbs for hit in concepts) and not self.aliens(sentence)

    def aliens(self, sentence: Sentence) -> tuple[str, ...]:
        """The words that neither the vocabulary nor any clause knows."""
        text = sentence.folded.text
        return tuple(text[a:b] for a, b in runs(sentence.alien, text) if not self._familiar(text[a:b]))

    def _familiar(self, word: str) -> bool:
        """Whether some clause has the word; a single character is left of a longer word and tells nothing."""
        if word.isascii():
            return len(word) < 3 or self.index.knows(word)
        return all(self.index.knows(word[i : i + 2]) for i in range(len(word) - 1))

    def _counted(self, question: Question, hit: Hit, clauses: Sequence[ClauseId]) -> bool:
        """几方签字: a clause with a number of the very thing that is counted."""
        text = question.sentence.folded.text
        if hit.id and text[hit.end - 1] != " ":
            counted = re.compile(_NUMERAL + re.escape(text[hit.end - 1]))
            return any(counted.search(self._text(clause, "zh")) for clause in clauses)
        thing = re.match(r"\s?([a-z]+)", text[hit.end :])
        return bool(thing) and any(self.index.says(clause, re.compile(_NUMBERS + re.escape(thing[1]))) for clause in clauses)  # type: ignore[index]

    def _figured(self, question: Question, hit: Hit, clauses: Sequence[ClauseId]) -> bool:
        if any(grant.limit for grant in self.library.grants if grant.clause in clauses and grant.action in question.actions):
            return True
        return not question.actions and any(_DIGITS.search(self._text(clause, "zh")) for clause in clauses)

    def _timed(self, question: Question, hit: Hit, clauses: Sequence[ClauseId]) -> bool:
        """When one may do something asks for its conditions."""
        if question.has("may", "standin", "beyond"):
            return True
        return any(grant.conditions for grant in self.library.grants if grant.clause in clauses)

    def _placed(self, question: Question, hit: Hit, clauses: Sequence[ClauseId]) -> bool:
        return question.has("beyond", "reports", "compare", "apply")

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
        around = [f"c:{other.id}" for other in sentence.of("concept") if hit.within(other)]
        if any(self.index.has(clause, key) for clause in clauses for key in around):
            return True
        word = re.compile(re.escape(sentence.folded.text[hit.start : hit.end]))
        valued = _VALUE.match(sentence.folded.text, hit.end) or _VALUE_OF.search(sentence.folded.text, 0, hit.start + 1)
        return any(self.index.says(clause, word) and (not valued or _DIGITS.search(self._text(clause, "zh"))) for clause in clauses)

    def _text(self, clause: ClauseId, language: Language) -> str:
        return getattr(self.library.clauses[clause].text, language)  # type: ignore[no-any-return]


def _asked(sentence: Sentence, hit: Hit) -> bool:
    """Whether it asks, and isn't part of what the vocabulary knows as something else."""
    text = sentence.folded.text
    if hit.id == "where" and text.startswith(_WHICH_AFTER, hit.end):
        return False
    if (
        hit.id == "count"
        and text[hit.start] == "几"
        and ((hit.start and text[hit.start - 1] in _VAGUE_BEFORE) or text.startswith(_VAGUE_AFTER, hit.end))
    ):
        return False
    around = [other for kind in ("action", "fact", "role", "unit", "relation") for other in sentence.of(kind) if hit.within(other)]
    return all(any(start <= hit.start and hit.end <= end for start, end in other.gaps) for other in around)


def _beside_another(sentence: Sentence, hit: Hit) -> bool:
    """Whether another clause of the sentence asks something that may be answered: 我放哪儿，要不要附个说明."""
    index = sentence.segment_of(hit.start)
    asking = [m for marker in ("who", "may", "after") for m in sentence.of("marker", marker) if m.start >= hit.end]
    return hit.id in ("where", "attribute") and any(sentence.segment_of(m.start) > index for m in asking)
