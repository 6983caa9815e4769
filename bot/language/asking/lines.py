"""Answers from who reports to whom, who stands in, and where a matter beyond one's authority goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.authority.routing import line_above
from bot.language.asking.answers import Answer, Intent
from bot.language.asking.dating import times_asked
from bot.language.asking.grounds import ANSWERS, ASKS_BACK, Grounds
from bot.language.asking.questions import Question
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence
from bot.language.searching import terms
from bot.model import ClauseId, RoleKey

#: What is told from these lines, and not from what a clause says.
OF_LINES = frozenset({Intent.STAND_IN, Intent.BEYOND, Intent.REPORTS_TO, Intent.REPORTED_BY})
#: What a clause says of standing in, folded; and how much of the question it has to account for (per cent).
_STANDING_IN = re.compile("代理(?!商|权|费|店|人)|代行|代为|顶替|代班| (?:act|deputis|stand in|deputi|cover|substitut) ")
_ABSENT = re.compile("外出|不在|[休请]假|出差|缺勤|空缺| (?:away|absent|absenc|leav|holiday|vacanc) ")
_WHOLE = 85
#: So far behind who is away stands that they are, in characters.
_SOON = 6
#: The asker's own line, whoever else is named: 我汇报工作找部主任还是业务主管.
_I_REPORT = re.compile(
    r"我(?:们)?(?:都)?(?:得|要|该)?(?:汇报|报告|归|向|听)|我的?(?:上头|上面|上级|上司|顶头上司|领导|头上)(?:到底)?是"
    r"| (?:do|should|must) i (?:report|answer) "
)
#: The title of somebody whom the book names by none.
_TITLE = re.compile(r"职位|职务|职称|头衔|岗位|具体|哪个|哪位|什么人| (?:job )?title | which | exact | position ")
#: The asker and a post by name: 我跟总监, "both the director and I".
_AND, _AND_I = re.compile("[跟和同与及]|以及|还有|连同"), re.compile(r"[跟和同与及]我|连我|还有我| (?:and|nor) i ")
_AT_ONCE = re.compile(
    r" (?:at the same time (?:as|with)|the same (?:time|day|week) (?:as|with)|together with|along with|as well as"
    r"|just like|like) (?:the |my |our )?$"
)
_OFF = re.compile(r" (?:i'm|i am|i wa|i will be|i'll be) off ")
_CLASH = re.compile("的?(?:休假|假期?|出差|行程)?(?:撞|[赶碰凑][在到上]?一?[起块]|重叠|冲突|[是在]?同一[天周]|同时)")
_BOTH = re.compile(r"都|同时|一起|同一|双双|俩|两个?人|一齐|一块 ?| both | neither | are | at the same time | togeth ")
_BREAK = re.compile("[,.;:!?]")
#: It is the asker's place that has to be filled.
_MY_WORK = re.compile(
    r"我的?(?:活|工作|位[子置]|岗|班)|[代替顶]我(?!们)| (?:cover|stand in|fill in|act|deputis) for me | my (?:work|shift|place) "
)
#: A form is filled in, and nobody's place.
_FORM = re.compile(r" (?:form|sheet|slip|templat|questionnair|applic|blank|paper|report|box|card) ")
#: Whoever leads me is above me, and stands in for nobody.
_ME = re.compile(r" (?:me|us) ")
#: With what a department gets stuck it has to do: which department gets stuck with PR.
_LANDED = re.compile(r" (?:who|(?:which|what) [a-z]+) (?:get|end up|will be|is|land up) stuck with ")
#: Who takes whose place.
_IN_PLACE_OF = re.compile(
    r"(?:代替|顶替|接替|替补|[顶替]一?下?)$"
    r"| (?:cover|stand in|fill in|deputis|step in|substitut|take over)(?: up)? (?:for|from) (?:the |our |my )?$"
)
#: The same of a deputy: 总监助理也不在, 助理自己也休假, "the assistant is also away".
_BY = 3


class Lines:
    """Answers from the lines between posts, for one library."""

    def __init__(self, grounds: Grounds) -> None:
        self.grounds = grounds
        self.library = grounds.library
        self.index = grounds.index
        duties = self.library.duties.values()
        #: What something is done with, and never the doing.
        self._things = {concept for duty in duties for concept in duty.what} - {concept for duty in duties for concept in duty.do}

    def stand_in(self, question: Question) -> Answer | None:
        """Who stands in for a post, or for whom a post stands in."""
        if not question.roles or not self._of_absence(question):
            return None
        if question.speaker.roles and _MY_WORK.search(question.sentence.folded.text):
            question = replace(question, roles=question.speaker.roles)  # 我跟总监都请假，我的活谁干
        away = [key for key in question.roles if not self.library.roles[key].acts_for] or list(question.roles)
        deputy_away = bool(self._own_deputies(question)) and _speaker_away(question.sentence)
        deputies = [role for role in self.library.roles.values() if role.acts_for and role.acts_for.role in away]
        alone = len(question.roles) == 1 and away == list(question.roles) and not deputies
        myself = alone and question.roles[0] in question.speaker.roles and bool(_around_me(question.sentence))
        gone = self._is_away(question) or self._is_replaced(question)
        deputy_away = deputy_away or myself or ((alone or len(question.roles) > 1) and gone)
        if told := self._arranged(question):
            return told
        if (len(away) < len(question.roles) and _all_away(question.sentence)) or deputy_away:  # acting does not chain
            return Answer(kind="unknown", intent=Intent.STAND_IN, roles=question.roles)
        acting = [role for key in question.roles if (role := self.library.roles[key]).acts_for and not (deputies and key in away)]
        found = list(dict.fromkeys(role.key for role in (*deputies, *acting)))
        if not found:
            absent = _away(question.sentence)  # 减免谁说了算 asks who may
            if self._granted(question) or (question.actions and not absent) or not (absent or question.has("who")):
                return None
            return Answer(kind="unknown", intent=Intent.STAND_IN, roles=question.roles)
        clauses = [self.library.roles[key].acts_for.clause for key in found if self.library.roles[key].acts_for]  # type: ignore[union-attr]
        return Answer(
            kind="answer", intent=Intent.STAND_IN, clauses=tuple(dict.fromkeys(clauses)), roles=question.roles, holders=tuple(found)
        )

    def _arranged(self, question: Question) -> Answer | None:
        """What a clause says of standing in for the one post named that the book gives no deputy: whoever the superior designates."""
        lines = [role.acts_for for role in self.library.roles.values() if role.acts_for]
        if len(question.roles) != 1 or question.actions or question.roles[0] in {line.role for line in lines}:
            return None
        told = {line.clause for line in lines}
        found = self.index.search(question.sentence, self.grounds.of_books({question.roles[0].split("/")[0]}), 1)
        near = [one.clause for one in found if one.coverage >= _WHOLE] if found else self.grounds.scope(question.roles)
        clause = next((one for one in near if one not in told and self._deputising(one, question)), None)
        return Answer(kind="answer", intent=Intent.STAND_IN, clauses=(clause,), roles=question.roles) if clause else None

    def _deputising(self, clause: ClauseId, question: Question) -> bool:
        """Whether a clause speaks of standing in for somebody away, and is of the post named or names it."""
        theirs = self.library.clauses[clause].role in question.roles or self._names(clause, question.roles)
        return theirs and self.index.says(clause, _STANDING_IN) and self.index.says(clause, _ABSENT)

    def _granted(self, question: Question) -> bool:
        """Whether some post may do just what was named in the circumstances told: 正副站长都出去了，谁来处理站务."""
        told = {hit.id for hit in question.sentence.of("fact")}
        return any(g.action in question.actions and told & set(g.conditions) for g in self.library.grants)

    def _is_away(self, question: Question) -> bool:
        """Whether the deputy who was named is the one that is away: 总监助理也不在时谁代理."""
        sentence = question.sentence
        names = [hit.end for hit in sentence.of("role") if self.library.roles[hit.id].acts_for]
        return any(0 <= place.start - end <= _BY for place in sentence.of("marker", "away") for end in names)

    def _is_replaced(self, question: Question) -> bool:
        """Whether it is asked who takes the deputy's own place: who covers for the director's assistant."""
        text = question.sentence.folded.text
        names = [hit.front(text) for hit in question.sentence.of("role") if self.library.roles[hit.id].acts_for]
        return any(_IN_PLACE_OF.search(text, 0, place) for place in names)

    def _own_deputies(self, question: Question) -> list[RoleKey]:
        """The asker's posts that stand in for one that was named."""
        return [key for key in question.speaker.roles if (a := self.library.roles[key].acts_for) and a.role in question.roles]

    def _of_absence(self, question: Question) -> bool:
        """Whether it asks who does what somebody away would do, or what a deputy may do meanwhile."""
        away, who = _away(question.sentence), question.has("who")
        if question.actions and not (who or away):
            return False
        acted = {a.role for key in (*question.speaker.roles, *question.roles) if (a := self.library.roles[key].acts_for)}
        boss = question.mine and question.has("boss", "reports")  # the boss on leave, what may I sign
        may = question.has("may", "duties") and (not acted.isdisjoint(question.roles) or (bool(acted) and boss))
        return _taking_over(question.sentence) or (away and (who or may))

    def beyond(self, question: Question) -> Answer | None:
        """Where what a post may not decide goes."""
        if (
            not question.has("beyond")
            or _LANDED.search(question.sentence.folded.text)
            or any(self.grounds.grants(question, key) for key in question.roles or question.speaker.roles)
        ):
            return None
        roles = question.roles or question.speaker.roles or tuple(self._bearing_escalation(question.units))
        clauses = [escalation.clause for key in roles for escalation in self.library.roles[key].escalations]
        if not clauses:
            nobody = bool(roles) and all(self.library.roles[key].outside for key in roles)
            if question.roles and (nobody or not terms(question.sentence)):
                return Answer(kind="unknown", intent=Intent.BEYOND, roles=tuple(roles))
            return None
        return Answer(kind="answer", intent=Intent.BEYOND, clauses=tuple(dict.fromkeys(clauses)), roles=tuple(roles))

    def _bearing_escalation(self, units: tuple[str, ...]) -> list[RoleKey]:
        return [key for key, role in self.library.roles.items() if role.escalations and (not units or role.book in units)]

    def reporting(self, question: Question) -> Answer | None:
        """To whom a post reports, or who reports to it."""
        roles = question.roles or question.alike
        if question.speaker.roles and _I_REPORT.search(question.sentence.folded.text):
            roles = question.speaker.roles
        if (
            not (question.has("downward") or any(not _wants(question.sentence, line) for line in question.sentence.of("marker", "reports")))
            or not roles
            or question.actions
            or self._of_thing(question)
            or (question.has("after") and not question.has("reports"))
            or (not question.has("who", "name", "downward") and times_asked(question.sentence))
        ):
            return None
        if self._asks_downward(question):
            if question.mine and question.has("may") and not question.has("who"):
                return None  # 我手下有个人老是不上心，我能…吗
            below = [role.key for role in self.library.roles.values() if role.reports_to and set(role.reports_to.to) & set(roles)]
            over = [clause for clause in self.grounds.clauses_of.get(roles[0], []) if self._names(clause, below)]
            if not below:
                told = self.index.search(question.sentence, self.grounds.scope(roles), 1)
                return None if told and told[0].coverage >= ANSWERS else Answer(kind="unknown", intent=Intent.REPORTED_BY, roles=roles)
            clauses = [line.clause for key in below if (line := self.library.roles[key].reports_to) and line.clause]
            clauses[:0] = self._also_upward(question, roles[0])
            extra = self.index.search(question.sentence, self.grounds.scope(roles), 2) if _more_than_line(question.sentence) else []
            clauses = [*over, *(found.clause for found in extra if found.coverage >= ASKS_BACK), *clauses]
            return Answer(
                kind="answer", intent=Intent.REPORTED_BY, clauses=tuple(dict.fromkeys(clauses)), roles=roles, holders=tuple(below)
            )
        lines = [(key, line) for key in roles[:1] if (line := self.library.roles[key].reports_to)]
        if not lines:
            return None
        above = tuple(line_above(self.library, roles[0]))
        if not lines[0][1].to and (question.has("name", "which") or _TITLE.search(question.sentence.folded.text)):
            return Answer(kind="unknown", intent=Intent.REPORTS_TO, roles=roles[:1])
        if lines[0][1].inferred and not lines[0][1].clause:
            return Answer(kind="unknown", intent=Intent.REPORTS_TO, roles=roles[:1], holders=above)
        clauses = [line.clause for key in (roles[0], *above) if (line := self.library.roles[key].reports_to) and line.clause]
        clauses = clauses[:1] if question.has("who") else clauses  # 一层层往上怎么汇报
        return Answer(kind="answer", intent=Intent.REPORTS_TO, clauses=tuple(dict.fromkeys(clauses)), roles=roles[:1], holders=above)

    def _names(self, clause: ClauseId, posts: Sequence[RoleKey]) -> bool:
        """Whether a clause names one of these posts, whose work the one above them inspects: 总经理 isn't the 经理."""
        text = self.library.clauses[clause].text.zh
        names = [name for key in posts for name in (self.library.roles[key].title.zh, *self.library.roles[key].aliases)]
        others = [role.title.zh for key, role in self.library.roles.items() if key not in posts]
        for other in others:
            if any(name in other for name in names):
                text = text.replace(other, "")
        return any(name in text for name in names)

    def _of_thing(self, question: Question) -> bool:
        """档案归谁管, 谁管招人: what is looked after is a thing, and no post."""
        sentence = question.sentence
        lines = sentence.of("marker", "reports")
        things = {hit.end for hit in sentence.of("concept") if hit.id in self._things}
        posts = {hit.end for kind in ("role", "unit", "marker") for hit in sentence.of(kind) if hit.id != "filler"}
        begun = {hit.start for hit in sentence.of("concept")} - {hit.start for kind in ("role", "unit") for hit in sentence.of(kind)}
        behind = {line.end for line in lines if sentence.folded.text.endswith("谁管", 0, line.end)} & begun
        of_things = all(line.start in things - posts or line.end in behind for line in lines)
        return bool(lines) and of_things and not question.has("downward")

    def _also_upward(self, question: Question, role: RoleKey) -> list[ClauseId]:
        """The clause on who is above a post, where that was asked as well: 上头是谁，下头管谁."""
        line = self.library.roles[role].reports_to
        both = question.has("reports") and len(question.sentence.of("marker", "who")) > 1
        return [line.clause] if both and line and line.clause else []

    def _asks_downward(self, question: Question) -> bool:
        """谁向经理汇报 asks downwards, 经理向谁汇报 upwards: it depends on whether 'who' comes before the post."""
        if question.has("downward"):
            return True
        who = question.sentence.of("marker", "who")
        roles = question.sentence.of("role")
        return bool(
            who and roles and who[0].start < roles[0].start and question.sentence.language == "zh" and "向" in question.sentence.text
        )


def _more_than_line(sentence: Sentence) -> bool:
    """Whether anything else is spoken of than who reports to whom: 谁向我汇报 asks for no duty to report."""
    lines = [hit for marker in ("reports", "downward") for hit in sentence.of("marker", marker)]
    return any(not any(line.start <= hit.start and hit.end <= line.end for line in lines) for hit in sentence.of("concept"))


#: Those above only want to know, or want it done: "the boss wants it named", 老板让我问.
_WANTING = re.compile(
    r" (?:want|need|ask|wonder|say|said|told|tell|insist|keep|just|has ask)[a-z]* |(?:想|要|让|叫|说|问|催|交代|吩咐)(?!谁|哪)"
)


def _wants(sentence: Sentence, line: Hit) -> bool:
    """Whether somebody above is only the one who wants it."""
    return bool(_WANTING.match(sentence.folded.text, line.back(sentence.folded.text)))


#: What is out is money or goods, and nobody.
_THINGS_OUT = re.compile(r" (?:money|loan|fund|payment|good|parcel|order|product|stock|paper|file|invoic|result)$|[款货钱单件]$")


def _away(sentence: Sentence) -> bool:
    """Whether somebody is said to be away, and not only something given away, or paid out."""
    acts, text = sentence.of("action"), sentence.folded.text
    present = sentence.of("marker", "present")  # 没出差
    places = [hit for hit in sentence.of("marker", "away") if not _THINGS_OUT.search(text, 0, hit.start)]
    places = [hit for hit in places if not any(there.start <= hit.start and hit.end <= there.end for there in present)]
    return any(not any(act.start <= hit.start and hit.end <= act.end for act in acts) for hit in places)


def _taking_over(sentence: Sentence) -> bool:
    """Whether a word for standing in was said by itself, and not as part of an act or a thing: who covers what, 渠道代理."""
    acts = sentence.of("action")
    things = [hit for hit in sentence.of("concept") if not hit.gaps]
    text = sentence.folded.text
    return any(
        not any(act.start <= hit.start and hit.end <= act.end for act in acts)
        and not any(hit.within(line) for line in sentence.of("marker", "reports"))  # 头顶上是谁
        and not (text.startswith(" fill in ", hit.start) and _FORM.search(text))
        and not (text.startswith(" who lead ", hit.start) and _ME.match(text, hit.end - 1))
        and not any(thing.start < hit.start and hit.end <= thing.end for thing in things)
        for hit in sentence.of("marker", "standin")
    )


def _speaker_away(sentence: Sentence) -> bool:
    """总监不在，我也请假; 总监和我都不在: the asker is away as well."""
    near = _around_me(sentence)
    twice = len(sentence.of("marker", "away")) > 1 or any("都" in between or " both " in between for between in near)
    return _with_me(sentence) or (bool(near) and twice)


def _with_me(sentence: Sentence) -> bool:
    """我跟总监同一天都不在, "both the director and I are away": one absence of both."""
    text = sentence.folded.text
    for post in sentence.of("role"):
        first, last = post.front(text), post.back(text)
        if (_around_me(sentence) or _OFF.search(text)) and (_AT_ONCE.search(text, 0, first) or _clash(text, first, last)):
            return True
        joined = any(me.end <= first and _AND.fullmatch(text, me.end, first) for me in sentence.of("marker", "speaker"))
        for away in sentence.of("marker", "away") if joined or _AND_I.match(text, last) else ():
            here = text[0 if text[first].isascii() else last : away.end]
            both = _BOTH.search(here) or _CLASH.match(text, away.end)
            if last < away.end and both and not _BREAK.search(text, last, away.end):
                return True
    return False


def _clash(text: str, first: int, last: int) -> bool:
    """我休假跟总监撞到一起."""
    return text[:first].endswith(("跟", "和", "与", "同")) and bool(_CLASH.match(text, last))


def _around_me(sentence: Sentence) -> list[str]:
    """What stands between the asker and that somebody is away, where that is close by: 我要是也病倒了."""
    speaking = [hit.end for hit in sentence.of("marker", "speaker")]
    places = [hit.start for hit in sentence.of("marker", "away")]
    return [sentence.folded.text[end:place] for end in speaking for place in places if 0 <= place - end <= _SOON]


def _all_away(sentence: Sentence) -> bool:
    """总监和总监助理都不在: several posts before one absence."""
    marker = next(iter(sentence.of("marker", "away")), None)
    return marker is not None and len({hit.id for hit in sentence.of("role") if hit.end <= marker.start}) > 1
