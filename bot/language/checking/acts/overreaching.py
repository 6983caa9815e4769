"""Whether the speaker decides by themselves what a duty of theirs only has a part in, or signs what it only sees through.

Whoever takes part in a plan, assists with a pilot or gives an opinion on a rate doesn't fix it: 利率我一个人说了算, "I'll settle the
development plan by myself". How the clause has it is told by the first verb of the duty.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from bot.language.checking.acts.candidates import DutyMatch
from bot.language.checking.facts.approving import approval
from bot.language.checking.people.belonging import of_another_company
from bot.language.checking.wording.acting import others_do
from bot.language.checking.wording.intending import spared
from bot.language.checking.wording.negating import negated
from bot.language.recognising.preferring import DECIDING
from bot.language.recognising.sentence import Sentence, once
from bot.model import RoleKey
from bot.rulebook.library import DutyTerms, Library

#: Verbs of who has a part in something.
_PARTAKING = frozenset({"participate", "assist", "cooperate", "propose"})
#: Verbs of who has all of it.
_HAVING = frozenset({"formulate", "establish", "determine", "manage", "lead", "preside"})
#: Verbs of who only sees it through.
_SEEING_THROUGH = frozenset({"track", "urge"})
_SIGNING, _PROPOSING = "sign", "propose"
_SELF = "(?:[我俺咱]们?(?:自己|个人|自个儿?|一个人|一人|单独|独自)?|自己|自个儿?|一个人|一人|单独|独自|全权)"
#: The speaker decides, and nobody else.
_DECIDES = re.compile(
    rf"{_SELF}[^,.;!?，。；]{{0,4}}?(?:说了(?:就)?算|说咗算|[话说]晒?事|[话说]晒|拍板|做主|作主|定夺|拿主意|定案|定稿|敲定|一锤定音|终审|定死|定下|定了?就?算|决定|审批|批准"
    r"|来?定(?=$|[了掉好吧,.;!?，。；]))"
    r"|\b(?:decid|settl|fix|finali[sz]|determin|choos|approv|lay|set|impos|rul|mak)(?:e|es|ing|s|ting|t)?\b[^,.;!?]{0,50}?"
    r"\b(?:alone|myself|ourselves|on my own|on our own|single-handed(?:ly)?|solo)\b"
    r"|\b(?:on my own (?:say[- ]so|say|authority)|as (?:the |my )?final word|have the (?:final|last) (?:say|word))\b"
    r"|\bi alone (?:decide|settle|fix|set|determine|approve)\b"
)
#: The speaker signs, and for the company.
_SIGNS = re.compile(
    r"(?:[我由][^,.;!?，。；催等让请叫跟]{0,3}?|替公司|代公司|代表公司|以公司名义|直接|当场)(?:把[^,.;!?，。；]{1,8})?签(?!到|字?的)"
    r"|\bsign(?:ing)? (?:it|the|that|this|them)\b[^,.;!?]{0,40}?"
    r"\b(?:myself|ourselves|on my own|on (?:the company's|our|its|the firm's) behalf"
    r"|for (?:the company|us|the firm))\b"
    r"|\bi(?:'ll| will|'m going to| can| just)* (?:just )?sign (?:it|the|that|this|them)\b"
)
#: What was only to be drawn up or proposed is put into force.
_ISSUES = re.compile(
    r"印发|颁发|颁布|公布施行|盖章(?:发|印|下|生效|就发)|(?:就|即日|明天|马上|今天|下周|从[^,.;!?，。；]{1,4})起?(?:正式)?(?:生效|施行)|(?:全公司|全员|全体|全部门|大家|各部门)(?:都|就|一律)?"
    r"(?:照办|照做|照着[办做]|照此|按(?:新版|这个|此|它|我的)?[^,.;!?，。；]{0,3}执行)|(?:按|照)新[版的]?(?:执行|来|跑|办)"
    r"|\b(?:put(?:s|ting)?|bring(?:ing)?) (?:it|them|this|the [a-z ]{2,24}) in(?:to)? force\b|\b(?:issue|issuing|enact"
    r"|promulgate)[a-z]* (?:it|them|the [a-z ]{2,24})"
    r"|\b(?:comes?|goes?) into (?:force|effect)\b|\b(?:takes?|with) (?:immediate )?effect\b"
    r"|\beverybody (?:works|has to work|must work|follows|will follow|does as)\b|\bbinding (?:for|on) (?:all|everybody|everyone|the)\b"
)
#: What only an opinion is asked on is fixed.
_FIXES = re.compile(
    r"\b(?:i|we)(?:'ll| will|'m going to|'ve|'m| am| have)? (?:just )?(?:fix|set|settle|decid|determin)(?:e|es|ed|s|ting|ing"
    r"|tled)? (?:the|its|his|her|their|on|it|a) "
    r"|我(?:就|直接|当场|已经?)*(?:把[^,.;!?，。；]{1,8})?(?:定死|定好|敲定|定下|定成|定为|定在|定到)|(?:就|直接)(?:这么|这样)?定(?:死|好|下|了|成|为|在)"
    r"|(?:告诉|通知|答复)(?:借款人|客户|对方|他|她)[^,.;!?，。；]{0,6}(?:定了|就这么定|说定|敲定)"
)
#: It is said to be a proposal.
_PROPOSED = ("advise", "submit", "apply", "condition")
_DRAFTING, _IN_FORCE = frozenset({"draft", "formulate", "compile"}), frozenset({"issue", "implement", "execute", "distribute", "establish"})
_A_CONTRACT = re.compile("合同|协议|租约|contract|agreement|lease")
#: Whoever else decides.
_BY_OTHERS = re.compile(
    r"(?:由|请|等|让|给|交|叫|听|看|求|找|报|跟|问)[^我,.;!?]{1,8}$| (?:let|ask|have|by|until|before|wait)(?: [a-z']+){1,5} ?$"
)
#: What stands before it, and says that it isn't so.
_DENIED = re.compile(
    r"(?:不|没|别|并非|不是|轮不到|不该|不能|哪能)[^,.;!?，。；]{0,4}$"
    r"|(?:\b(?:not|never|no|without|rather than|instead of|before)|n't)\b[^,.;!?]{0,24}$"
)


class Overreaching:
    """Knows the duties of one library that only have a part in something, only draw it up, or only see it through."""

    def __init__(self, library: Library) -> None:
        #: The duties of each post by what they are about, with their place among all, and the things of which a post has all.
        self._by_thing: dict[RoleKey, dict[str, list[tuple[int, DutyTerms]]]] = defaultdict(lambda: defaultdict(list))
        self._whole: dict[RoleKey, set[str]] = defaultdict(set)
        for place, duty in enumerate(library.duties.values()):
            for thing in duty.what:
                self._by_thing[duty.role][thing].append((place, duty))
            if duty.do[0] in _HAVING:
                self._whole[duty.role].update(duty.what)

    def of(self, sentence: Sentence, roles: Sequence[RoleKey]) -> DutyMatch | None:
        """The duty of these posts of which more is done than its clause has; None where none is."""
        if not (_decides(sentence) or _issues(sentence) or _fixes(sentence) or _signs(sentence)):
            return None
        said = {hit.id for hit in sentence.of("concept") if not of_another_company(sentence, hit)}
        mine = [self._by_thing[role] for role in roles if role in self._by_thing]
        named = {place: duty for things in mine for thing in said & things.keys() for place, duty in things[thing]}
        whole = set[str]().union(*[self._whole[role] for role in roles if role in self._whole])
        for _, duty in sorted(named.items()):
            if duty.do[0] in _PARTAKING and whole.issuperset(said.intersection(duty.what)):
                continue  # another duty of theirs has all of it
            if _beyond(sentence, duty):
                return DutyMatch(duty.action, duty.role, duty.clause, 0, beyond=True)
        return None


def _beyond(sentence: Sentence, duty: DutyTerms) -> bool:
    """Whether the speaker does more with a thing of a duty than it has."""
    first, verbs = duty.do[0], set(duty.do)
    if first in _PARTAKING and _decides(sentence):
        return True
    opinion = first == _PROPOSING
    if (opinion or (verbs & _DRAFTING and first not in _PARTAKING and not verbs & _IN_FORCE)) and not _only_proposed(sentence):
        return _issues(sentence) or (opinion and _fixes(sentence))
    return first in _SEEING_THROUGH and _SIGNING not in verbs and _signs(sentence)


@once
def _decides(sentence: Sentence) -> bool:
    return _done(sentence, _DECIDES) or _decided(sentence)


@once
def _issues(sentence: Sentence) -> bool:
    return _done(sentence, _ISSUES)


@once
def _fixes(sentence: Sentence) -> bool:
    return _done(sentence, _FIXES)


@once
def _signs(sentence: Sentence) -> bool:
    return bool(_A_CONTRACT.search(sentence.text)) and _done(sentence, _SIGNS)


@once
def _only_proposed(sentence: Sentence) -> bool:
    """Whether it goes to somebody first, or is called an opinion."""
    said = [*sentence.of("concept", _PROPOSING), *(hit for marker in _PROPOSED for hit in sentence.of("marker", marker))]
    return any(not negated(sentence, hit) for hit in said) or approval(sentence) is True


def _decided(sentence: Sentence) -> bool:
    """Whether it is decided, and nobody else is said to."""
    for hit in sentence.of("action", DECIDING):
        segment = sentence.segments[sentence.segment_of(hit.start)]
        if negated(sentence, hit) or spared(sentence, hit) or others_do(sentence, segment, hit.start):
            continue
        if not _BY_OTHERS.search(sentence.folded.text, max(segment.start, hit.start - 40), hit.start):
            return True
    return False


def _done(sentence: Sentence, pattern: re.Pattern[str]) -> bool:
    """Whether the speaker does it, and doesn't say that they don't."""
    for found in pattern.finditer(sentence.text):
        start = sentence.place(found.start())
        segment = sentence.segments[sentence.segment_of(start)]
        if not _DENIED.search(sentence.text, max(0, found.start() - 40), found.start()) and not others_do(sentence, segment, start):
            return True
    return False
