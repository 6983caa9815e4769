"""What a sentence does besides, in words that nothing here knows: 会议记录我写，把没人说过的话加进去.

Behind the act or the duty, a further clause that isn't about it, tells no fact, and isn't about others, is a second doing; unless those
who spoke of the act's clause before spoke like this, and nothing is said to be added. So is what the speaker does behind a duty by a verb
of another one: 合同我看过了，我代表公司签了. Before an act it is what is got for it: 租间房听录音. Behind what is done to a customer or to
staff, any clause is one that neither tells of the act nor belongs to it: 辞退他，工牌都扣下.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence

from bot.language.amounts import Mention
from bot.language.checking.approving import ASSENT
from bot.language.checking.covering import EMPLOYEE
from bot.language.checking.measuring import TOTAL, sums_of
from bot.language.checking.negating import negated
from bot.language.checking.neglecting import denying, others_do
from bot.language.checking.totalling import facts_of_limit
from bot.language.checking.vouching import VOUCHED_BESIDES, Vouching
from bot.language.checking.weighing import ASKING
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Segment, Sentence
from bot.language.searching import ClauseIndex
from bot.model import ClauseId, Proposal
from bot.rulebook.library import Library

#: So much must be unknown: Chinese characters, and an English word counts double.
STRANGE = 2
#: What may be added to any act: telling, asking, handing in.
_BELONGS = frozenset({"advise", "submit", "apply", "after", "hearsay", "condition", "confirm"})
#: What makes a clause no doing of its own.
_NO_DOING = ("advise", "submit", "apply", "negation")
#: Clauses that give a reason, or tell of others.
_TELLS = re.compile(
    r"[\s,;]*(?:让[他她]们?(?:长|记|明白|知道|清醒)|因为|毕竟|反正|正好|由于|免得|省得|以免|以便|好让|不然|否则|他们?(?![^,.;]*我)"
    r"|她们?(?![^,.;]*我)|它|情绪|脾气|态度|我(?:是|在|管|带[^,.;]{1,2}组)|人家|这|那|对方|客户|顾客|业主|大家"
    r"|(?:and |but |so |also )*(?:an?|our|another|some|he|she|it|they|his|her|their|its|this|that|these|those"
    r"|because|since|as|so that|which|who|one|the|my"
    r"|no|nobody|there|after|before|until|if"
    r"|[a-z]+ (?:is |are )?(?:alreadi|still|now) (?:free|readi|book|avail|wait|here|set|full|empti)) )"
)
#: The speaker does it: 把…, "and blacklist him".
_DOES = re.compile("[把将]|我| (?:i|we|i'll|we'll) |^ (?:and|then) |(?<=[,.;]) (?:and|then) | and (?=[a-z]+ (?:him|her|them|hi|it|the) )")
#: Something is added to what was said.
_ADDS = re.compile(r"顺便|顺手|顺带|顺道|另外|同时|此外|[,，]\s*(?:还|再|并|也|然后)|(?<=[\u4e00-\u9fff])也|\b(?:also|plus)\b| as well ")

#: The same, of what nobody says of the act itself.
_ON_TOP = re.compile(r"顺便|顺手|顺带|顺道|另外|同时|此外|[,，]\s*(?:并|然后)|\b(?:also|plus)\b")

#: 把小李开了: something is done to something, whoever spoke like this.
_DISPOSES = re.compile(r"[\s,;]*(?:我|就|再|又|也|先|顺便)*[把将](?!理由|原因|情况|结果|意见|经过|材料|单|话|事|这|它|货|产品|问题|名)")

#: Something strange is got or made, so many of it: 租间新房, "i hire a guard". Neither 时间 nor 前台 counts anything.
_COUNTED = re.compile(
    r"[\s,;]*(?:我们?|咱们?|俺|先|想|要|去|来|打算|准备|直接|马上|立刻|今天|明天|另外?|再)*"
    r"(?P<verb>(?![a-z0-9_])[^\W我咱俺写递打交填签报提发说问送给赔补退换罚奖扣这那哪每各某本该有是把将拿从让按因和跟同替对向由被就了]{1,2}?)"
    r"(?:上|下|出|回|来|新)?(?:(?:[0-9]+|[一两三四五六七八九十几]+)[面本部架艘匹头棵箱桶卷批款家名位支张条套间台]"
    r"|个|(?<!车)辆|(?<![板模区])块|副(?![总经主部处科组班])|[座栋]|(?<![手外])套|(?<![时房期中空民夜晚])间"
    r"|(?<![前柜阳平后])台)(?![月钱])[\u4e00-\u9fff]{1,6}"
    r"|[\s,;]*(?:(?:i|we|i'll|we'll|i'd|i'm|will|go|to|want|would|like|plan|just|first|now|then|let|me) )*"
    r"(?P<verb_en>[a-z]+) (?:up |out |in )?(?:a|an|some|another|two|three|new) [a-z]+(?: [a-z]+)? "
)
#: What a clause behind an act may say: that the reason is noted, that it is done now and by whom, how much in all, what it is for.
_GOES_WITH = re.compile(
    r"单号|订单|编号|房号|不是|并非|原因|理由|缘由|情况|经过|单子|单据|条子|记录|登记|注明|写[清好明上在]"
    r"|备注|签[了字](?:确认|就行|为证)? ?$|上报|报给"
    r"|报[上了]|汇报|报告|(?:请|交|报|送|抄|发|由)[^,扣拿砸押收罚]{0,8}(?:知悉|周知|备案|备查|存档|留底)"
    r"|核对|看一下|把把关|登记一下|请您|麻烦您|劳驾|您看|帮办|协办|请[^,]{0,6}协助"
    r"|^ ?[他她]?们?[两三四五几]个?人平?分 ?$|交(?:上去|回|给|公司|总监)|送回|告诉|通知|知会|参考|过目|考虑|斟酌|定夺"
    r"|说一声|打招呼|安抚|道歉|歉意|赔[礼罪个]|解释|谢谢|一分不[多少]|不多|不少|正好|刚好|消气|消消|高兴|开心|心意|算是|意思意思"
    r"|鼓励|以示|(?<!不)让[他她]们?(?:长|记|明白|知道|清醒|消|高兴|开心|满意|舒|安|放心|以后|下次|歇|轻松|顺|方便|离|近)|教训"
    r"|长.?记性|服气|方便|顺路|[近熟]些"
    r"|^ ?(?:那|这|就|我|由我|本人|现在|马上|今[天日儿]|明[天日]|自?即日起?|自|拟|现|予以|这就|当场|立刻|立即|先|直接|给[他她]?"
    r"|下?个?周[一二三四五六日]|下个?月)*"
    r"(?:来?办|调整|实施|生效|同意|答应|批准|允许|准|批|签|定|处理|安排|执行|生效|拍板|寄|弄|搞定|来)[了好完掉的吧]* ?$"
    r"|^ ?(?:行|好|可以|成|对|没问题|合适|妥|这样|那)[了吧吗不么啊的行吗]* ?$|换(?:了)?个?人|另[派选找换]|(?:成不成|批不批|用不用"
    r"|行不行|最[后终])[^,]{0,3}由?[他她]|就是批的|算不算|能不能|可不可以|行不行|可以吗|可以吧|没问题"
    r"|(?:让|叫|换|由|派|请)[\u4e00-\u9fff]{1,4}(?:上|来|当|干|带|做|接|顶)|^ ?(?:给|由|从|到|向)[\u4e00-\u9fff]+(?:顾客|客户|换到"
    r"|调到|改到|区|片|那边)"
    r"| not (?:a|one) (?:cent|penni|fen|yuan) more | want (?:him|her|them) to (?:learn|know|feel|see|rememb|improv|do better) "
    r"| (?:reason|note|report|sign|record|write|written|file|form|paperwork|sorri|apolog|thank|explain|tell|inform|know|ok|okai"
    r"|right|pleas|now|today"
    r"|tomorrow|immedi|agre|approv|awai|word|mind|effect|sort|done|exactli|exact|calm|cheer|troubl|becaus|sinc|who|which|that|it"
    r"|do|give|handl"
    r"|from now on|from then on|on behalf of|not (?:a|one) (?:cent|penni|yuan)"
    r"|process|refund|ask|happi|glad|smile|fair|send (?:[a-z]+ )+(?:in|off)) "
)
#: Where somebody is moved, or who takes their place.
_MOVED = re.compile("^ ?(?:换|改|调|派|转|挪|由)(?!去给我)|对调|互换|交换")
#: Only how much it is in all.
_MERELY = re.compile(
    r"^ ?(?:免费|白送)的? ?$| free |[没不未]|才|只|正好|刚好|共|以内|整"
    r"| (?:under|below|less|within|exactli|exact|onli|just|max|limit|total|not|no) "
)
#: What is said to be done or given as well, and what goes with any act.
_AND = re.compile(r" and (?P<said>[^,.;!?]+)")
_GOES_WITH_AND = re.compile(
    r" (?:reason|note|report|sign|record|write|written|file|form|send|return|apolog|sorri|explain|thank|hear|keep|back|talk|tri"
    r"|still|insist|she|he|they"
    r"|(?:is|are|wa|was|were) (?:wait|stand here|queu|upset|angri|furiou|fume|impati|in tear)[a-z]*"
    r"|it|that|hi|everyon|everybodi|we all|here|now|then|there|own|so|dont|not|ask|without"
    r"|also|again|let|husband|wife|partner|famili|children|kid) "
)
#: Whether it may be done is asked, and nothing added: may I proceed?
_MAY_I = re.compile(
    r"[\s,;.!]*(?:那|这)?(?:我|咱)?(?:能不能|可不可以|能|可以|可)(?:直接|自己|就)?(?:签|办|批|做|定|给|弄|处理)(?:了|下来|掉)?(?:不|吗|么|吧)?[?!。]*"
    r"|[\s,;.!]*(?:(?:so|and|then) )?(?:(?:may|can|could|shall|should) (?:i|we) (?:proceed|go ahead|do (?:so|that|thi|it))"
    r"|(?:is|would) (?:that|thi|it)(?: be)? (?:ok|okai|fine|alright|all right|allow|permit)|am i allow)[^a-z]*\?"
)
#: Nothing is done there: it is asked, or only said that, when and how gladly.
_SAYS_SO = re.compile(
    "[?吗么吧呢]|可以|上头|上级|领导|同事|组里|大伙|改了|我来|我去|用起|用上|照着|行不|成不|好不|挺|就[走去来办]|出门|出发|动身"
    "|马上|这就|现在|今[天日]|明[天日]|知悉|下周|周[一二三四五六日天]|星期|月底|年底|定了|哈|嘿|啦"
    "| (?:wish|luck|lucki|hobbi|fun|pleas|want to|go to go|time|today|tomorrow|monday|tuesday|wednesday|thursday|friday|week"
    "|month|morn|afternoon|even|now|right|ok|steam|per|list|job|me|room|held|half|realist|spirit|spark|readi|alreadi|keep|and then) "
)
_LEADS_ON = re.compile(r"[\s,;]*(?:先|向[您你]|请|并|然后|再|说|顺|已|都|还|几个)")
#: A clause of fewer characters says too little to tell.
LEAST_OF_CLAUSE = 4
#: What was told is done: 领导交代我去接待来访，我照办.
_SO_I_DO = re.compile(
    r"[\s,;.!]*(?:我们?|咱们?|俺)?(?:就|这就|马上|立刻|立马|当然|只好|只能|会|得|都)?"
    r"(?:照办|照做|去办|去做|去?看看|去看|就去|去|遵命|执行)[了吧啦的]*[\s,;.!?。]*"
    r"|[\s,;.!]*(?:so |and )?(?:i|we)(?:'ll| will)?(?: just)? (?:do it|compli|obey|do so|do as told|go|am go|will|do)[\s,;.!?]*"
)
#: One English word by itself is a name, or a sigh; so is the second of groups a and b.
_NAME = re.compile(r"[\s,;.!]*(?:[a-z]+|and (?:again|[a-z0-9]))[\s,;.!?]*")
#: Markers that are things as well: 租.
_NAMES = frozenset({"attribute", "generic"})


class Besides:
    """Knows which words belong to the duties of one library."""

    def __init__(self, library: Library, index: Callable[[], ClauseIndex]) -> None:
        self.library = library
        self._index = index
        self._of_clause: dict[ClauseId, set[str]] = defaultdict(set)
        #: The clauses that have each act or duty.
        self._clauses: dict[str, set[ClauseId]] = defaultdict(set)
        for duty in library.duties.values():
            self._of_clause[duty.clause] |= {*duty.do, *duty.what}
            self._clauses[duty.action].add(duty.clause)
        #: The words of the clause of each duty, and of all the clauses of each act.
        self._words: dict[str, frozenset[str]] = {}
        #: What the grants and the prohibitions of each act turn on, and the books that have them.
        self._asked: dict[str, set[str]] = defaultdict(set)
        self._books: dict[str, set[str]] = defaultdict(set)
        #: What is done by some duty.
        self._verbs = frozenset(verb for duty in library.duties.values() for verb in duty.do)
        for grant in library.grants:
            self._clauses[grant.action].add(grant.clause)
            self._books[grant.action].add(grant.role.split("/")[0])
            self._asked[grant.action] |= {*grant.conditions, *facts_of_limit(grant.limit)}
        for action, clauses in self._clauses.items():
            own = {library.duties[action].clause} if action in library.duties else clauses
            self._words[action] = frozenset().union(*[self._of_clause[clause] for clause in own])
        for ban in library.prohibitions:
            if ban.action:
                self._books[ban.action].update((ban.book, *ban.books))
                self._asked[ban.action] |= {*ban.when, *ban.unless}

    def of(self, sentence: Sentence, proposals: Sequence[Proposal], vouching: Vouching) -> str:
        """The first clause of that kind, in the sentence's words; empty where there is none."""
        hits = [self._hits(sentence, one) for one in proposals]
        told = {sentence.segment_of(hit.start) for some in hits for hit in some}
        if not told:
            return ""
        acts = [min(some) for one, some in zip(proposals, hits, strict=True) if some and one.action not in self.library.duties]
        asked = {fact for one in proposals if one.action for fact in self._asked.get(one.action, ())} | ASSENT
        if more := self._first(sentence, acts) or self._and_more(sentence, proposals, asked):
            return more
        for index, segment in enumerate(sentence.segments):
            if index > min(told) and (denying(sentence, segment) or self._unheard(sentence, index, segment, proposals, vouching)):
                return sentence.said_in(segment).strip(" ,.;!?。")
            if index <= min(told) or index in told or _says_nothing(sentence, segment):
                continue
            strange = self._strange(sentence, index, segment, asked) >= STRANGE or self._loose(sentence, index, segment, proposals, asked)
            strange = strange and not self._vouched(sentence, segment, proposals, vouching)
            strange = strange or self._of_another_book(sentence, segment, proposals)
            if strange or self._done_too(sentence, segment, proposals) or self._added(sentence, index, segment, asked, proposals):
                return sentence.said_in(segment).strip(" ,.;!?。")
        return ""

    @staticmethod
    def _first(sentence: Sentence, acts: Sequence[Hit]) -> str:
        """What the speaker does before the acts by a strange verb and so many of a strange thing: 租间房听录音, "I buy a laptop to …"."""
        if not acts:
            return ""
        text, act = sentence.folded.text, min(acts)
        for segment in sentence.segments[: sentence.segment_of(act.start) + 1]:
            found = _COUNTED.match(text, segment.start, act.start + 1)
            if found and _strange_doing(sentence, found.span("verb" if found["verb"] else "verb_en"), found.end(), act):
                return sentence.said_in(segment).strip(" ,.;!?。")
        return ""

    def _vouched(self, sentence: Sentence, segment: Segment, proposals: Sequence[Proposal], vouching: Vouching) -> bool:
        """Whether those who spoke of what is proposed would say this of it."""
        if _adds(sentence, segment) or _DISPOSES.match(sentence.folded.text, segment.start, segment.end):
            return False
        clauses = {clause for one in proposals if one.action for clause in self._clauses.get(one.action, ())}
        return any(vouching.vouches(clause, VOUCHED_BESIDES) for clause in sorted(clauses))

    def _unheard(self, sentence: Sentence, index: int, segment: Segment, proposals: Sequence[Proposal], vouching: Vouching) -> bool:
        """Whether the speaker does something there that nobody who spoke of a duty's clause ever said."""
        duties = [self.library.duties.get(one.action) for one in proposals if one.action]
        text = sentence.folded.text
        if (
            not duties
            or not all(duties)
            or segment.end - segment.start < LEAST_OF_CLAUSE
            or _SAYS_SO.search(text, segment.start, segment.end)
        ):
            return False
        here = (*sentence.of("fact"), *sentence.of("role"), *sentence.of("concept"), *sentence.of("hint", "upright"))
        about = [hit for marker in _BELONGS for hit in sentence.of("marker", marker)]
        if any(segment.holds(hit) for hit in (*here, *about)) or _TELLS.match(text, segment.start, segment.end):
            return False
        if _LEADS_ON.match(text, segment.start, segment.end) or others_do(sentence, segment):
            return False
        return vouching.unheard([duty.clause for duty in duties if duty], segment)

    def _loose(self, sentence: Sentence, index: int, segment: Segment, proposals: Sequence[Proposal], asked: Collection[str]) -> bool:
        """Whether a clause behind what is done to somebody neither tells of the act nor belongs to it: 辞退他，工牌身份证都扣下."""
        whom = self._done_to(proposals)
        if not whom:
            return False
        here = [hit for hit in sentence.hits if sentence.segment_of(hit.start) == index]
        if any((hit.kind == "fact" and hit.id in asked) or hit.kind == "action" for hit in here):
            return False
        if any(hit.kind == "relation" and hit.id != "self" for hit in here):
            return False
        if any(segment.holds(hit) for hit in sentence.of("hint", "upright")):
            return False
        if any(hit.kind == "concept" and hit.id == "complaint" for hit in here) or any(
            hit.kind == "marker" and hit.id in (*_BELONGS, "because", "unrelated", "away", "present") for hit in here
        ):
            return False
        text = sentence.folded.text
        said = sentence.said_in(segment).strip(" ,.;!?。")
        sums = [mention for mention in sums_of(sentence) if segment.start <= sentence.place(mention.start) < segment.end]
        if any(sentence.place(mention.start) < segment.start < sentence.place(mention.end) for mention in sums_of(sentence)):
            return False  # between 50 and 80
        if sums:
            merely = _MERELY.search(f" {said} ") or TOTAL.search(f" {said} ")  # no other sum: 没到一百, 合计五百
            return not merely and _further(sentence, sums, proposals)
        moved = bool(_MOVED.search(said)) and whom == {EMPLOYEE}
        known = moved or _TELLS.match(text, segment.start, segment.end) or _GOES_WITH.search(f" {said} ")
        return len(said) > 1 and not known

    def _done_to(self, proposals: Sequence[Proposal]) -> set[str]:
        """To whom the acts are done; empty where one is done to nobody, and where the amount is asked about already."""
        actions = self.library.vocabulary.actions
        whom = {actions[one.action].concerns for one in proposals if one.action and one.action in actions}
        if any(one.amount_vague for one in proposals):
            return set()
        return set() if None in whom else {one for one in whom if one}

    def _and_more(self, sentence: Sentence, proposals: Sequence[Proposal], asked: Collection[str]) -> str:
        """What an English sentence adds to what is done to somebody by a mere "and": …100 yuan and her salary goes up."""
        if sentence.language != "en" or not self._done_to(proposals):
            return ""
        text = sentence.folded.text
        ends = [hit.end for one in proposals for hit in self._hits(sentence, one)]
        for found in _AND.finditer(text, max(ends, default=len(text)) - 1):
            start, end = found.span("said")
            if any(sentence.place(mention.start) < found.start() < sentence.place(mention.end) for mention in sums_of(sentence)):
                continue  # between 50 and 80
            sums = [mention for mention in sums_of(sentence) if start - 1 <= sentence.place(mention.start) < end]
            if sums and not _further(sentence, sums, proposals):
                continue
            here = [hit for hit in sentence.hits if start - 1 <= hit.start < end]
            if any((hit.kind == "fact" and hit.id in asked) or hit.kind in ("action", "role") for hit in here):
                continue
            if any(hit.kind == "marker" and hit.id in (*_BELONGS, "because", "unrelated", "hearsay") for hit in here):
                continue
            if not _GOES_WITH_AND.search(f" {found['said']} "):
                return found["said"].strip(" ,.;!?")
        return ""

    def _done_too(self, sentence: Sentence, segment: Segment, proposals: Sequence[Proposal]) -> bool:
        """Whether the speaker does something there by a verb of another duty, with nothing that belongs to those proposed."""
        duties = [self.library.duties.get(one.action) for one in proposals if one.action]
        text = sentence.folded.text
        if not all(duties) or _TELLS.match(text, segment.start, segment.end):
            return self._done_beside(sentence, segment, proposals)
        if not any(segment.holds(hit) for hit in sentence.of("marker", "speaker")):
            return False
        aside = (*sentence.of("fact"), *(hit for marker in _NO_DOING for hit in sentence.of("marker", marker)))
        here = {hit.id for hit in sentence.of("concept") if segment.holds(hit)}
        own = {word for duty in duties if duty for word in self._of_clause[duty.clause]}
        return bool(here & self._verbs) and here.isdisjoint(own) and not any(segment.holds(hit) for hit in aside)

    def _done_beside(self, sentence: Sentence, segment: Segment, proposals: Sequence[Proposal]) -> bool:
        """Whether the speaker does something there with what no book has, beside an act: I dismiss him and blacklist him."""
        text = sentence.folded.text
        if _TELLS.match(text, segment.start, segment.end) or not _DOES.search(text, segment.start, segment.end):
            return False
        silent = [hit for hit in sentence.of("silent") if segment.holds(hit) and hit.id not in ASKING]
        acts = {one.action for one in proposals}
        own = any(segment.holds(hit) for kind in ("action", "fact") for hit in sentence.of(kind) if kind == "fact" or hit.id in acts)
        return bool(silent) and not own and not any(segment.holds(hit) for marker in _NO_DOING for hit in sentence.of("marker", marker))

    def _of_another_book(self, sentence: Sentence, segment: Segment, proposals: Sequence[Proposal]) -> bool:
        """Whether the speaker does there, on top, what another book grants: I handle the section's affairs and grant a loan."""
        if not _ON_TOP.search(sentence.folded.text, max(0, segment.start - 2), segment.end):
            return False
        acts = {one.action for one in proposals}
        actions = self.library.vocabulary.actions
        hits = [hit for hit in sentence.of("action") if segment.holds(hit) and hit.id not in acts and not actions[hit.id].alone]
        own = [hit for one in proposals for hit in self._hits(sentence, one)] + [*sentence.of("fact")]
        hits = [hit for hit in hits if not any(hit.start < other.end and other.start < hit.end for other in own)]
        return any(hit.id in self._asked and not negated(sentence, hit) for hit in hits)

    def _added(self, sentence: Sentence, index: int, segment: Segment, asked: Collection[str], proposals: Sequence[Proposal]) -> bool:
        """Whether a clause that adds something speaks of what no book has, or of nothing that the book of the proposals has."""
        text = sentence.folded.text
        if not _adds(sentence, segment) or _TELLS.match(text, segment.start, segment.end):
            return False
        here = [hit for hit in sentence.hits if sentence.segment_of(hit.start) == index]
        if any(hit.id in asked or hit.kind in ("role", "relation") or (hit.kind == "marker" and hit.id in _BELONGS) for hit in here):
            return False
        if any(hit.kind == "silent" for hit in here):
            return True
        things = {hit for hit in here if hit.kind == "concept"}
        books = {book for one in proposals for book in self._books.get(one.action or "", ())}
        return bool(things) and things.issubset(self._index().elsewhere(sentence, books))

    def _hits(self, sentence: Sentence, proposal: Proposal) -> list[Hit]:
        action = proposal.action
        if action is None:
            return []
        words = self._words.get(action, ())
        own = [hit for hit in sentence.of("concept") if hit.id in words] if words else []
        if action in self.library.duties:
            return own
        done = [word for word in sentence.of("doing", action) if word.part == "done"]
        return [*sentence.of("action", action), *done, *own]

    @staticmethod
    def _strange(sentence: Sentence, index: int, segment: Segment, asked: Collection[str]) -> int:
        text = sentence.folded.text
        facts = [hit for hit in sentence.of("fact") if hit.id in asked]
        about = (*facts, *sentence.of("marker", "advise"), *sentence.of("marker", "submit"))
        if _TELLS.match(text, segment.start, segment.end) or any(sentence.segment_of(hit.start) == index for hit in about):
            return 0
        unknown = [(a, b) for a, b in sentence.strange_runs if segment.start <= a < segment.end]
        return sum(2 if text[a].isascii() else b - a for a, b in unknown)


def _strange_doing(sentence: Sentence, verb: tuple[int, int], end: int, act: Hit) -> bool:
    """Whether a verb, or else what it is done to up to `end`, is nothing that anybody here does."""
    start, last = verb
    over = [hit for hit in (*sentence.hits, *sentence.of("doing", act.id)) if hit.start < last and start < hit.end - (hit.start < start)]
    if not all(hit.kind == "concept" or (hit.kind == "marker" and hit.id in _NAMES) for hit in over):
        return False
    if any(start < sentence.place(amount.end) and sentence.place(amount.start) < end for amount in sentence.amounts):
        return False
    strange = {place for place, _ in sentence.alien}
    end = min(end, act.start)
    silent = any(last <= hit.start < end for hit in sentence.of("silent") if hit.id not in ASKING)
    return silent or start in strange or any(last <= place < end for place in strange)


def _further(sentence: Sentence, sums: Sequence[Mention], proposals: Sequence[Proposal]) -> bool:
    """Whether one of these amounts isn't what is proposed, nor a part of it."""
    proposed = {one.amount.value for one in proposals if one.amount}
    parts = [mention.quantity.value for mention in sums_of(sentence) if mention.quantity and mention.quantity.value not in proposed]
    if len(parts) > 1 and sum(parts) in proposed:
        return False
    return any(mention.quantity and mention.quantity.value and mention.quantity.value not in proposed for mention in sums)


def _says_nothing(sentence: Sentence, segment: Segment) -> bool:
    """Whether a clause is only a name or a sigh, asks for leave, or says that what was told is done."""
    return any(said.fullmatch(sentence.folded.text, segment.start, segment.end) for said in (_NAME, _MAY_I, _SO_I_DO))


def _adds(sentence: Sentence, segment: Segment) -> bool:
    """Whether a clause is said to come on top."""
    return bool(_ADDS.search(sentence.folded.text, max(0, segment.start - 2), segment.end))
