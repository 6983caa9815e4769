"""Whether a step that a duty's own clause asks for is left out: writing up the investigation without the site visit.

Such an act isn't the duty as the book has it, whatever else was said. That nobody else has done something yet
(the repair wasn't handled, so I urge them) leaves nothing out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.language.checking.objections.neglecting import refused, refusing, slighted
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence
from bot.language.searching import ClauseIndex
from bot.model import ClauseId
from bot.rulebook.library import Library

#: 不去实地, 跳过审核: said right before a step, these leave it out (看不懂 leaves out nothing).
_WILFUL = re.compile(
    r"(?:(?<![得差看听弄搞读跟赶比])不(?:用|必|再|需要|打算|准备|想)?|(?:没|未)?来[不得]及|免了|省了|省掉|省去|跳过|略过|绕过|绕开|没等|不等|未经过?|不经过?|没经过|没有经过)"
    r"(?:去|做|走|到|搞|进行|跟|和|与|同|给|把|先)?$"
    r"| (?:(?:i'm|we're|i am|we are) not|(?:i|we) (?:won't|will not|don't|do not|(?:will )?no longer))(?: (?:go to|ever|even|actual))?$"
    r"| (?:without|no time to|no time for|too busy to|(?:can't|couldn't|cannot) be bother to|skip|skipping|bypass|bypassing|omit|omitting"
    r"|instead of|rather than|don't bother|won't bother|not bother)"
    r"(?: (?!(?:and|but|then|so|delay|fail|favour|favor|except)\b)[a-z']+){0,4}$"
)
#: 没去实地，就…: what wasn't done leaves a step out where something is done all the same.
_UNDONE = re.compile(
    r"(?:没有?|未|还没有?)(?:去过?|做过?|走|到过?|搞|进行|经过|跟|和|与|同|给|[见看问查核碰]过?)?$"
    r"| (?:no|not|never|haven't|hasn't|didn't|have not|did not)"
    r"(?: (?:the|a|an|ani|even|actual|actually|do|done|been|yet|visit|make|made|on|gone|go))*$"
)
_ALL_THE_SAME = re.compile(
    r"就|直接|照[样旧写编交发做批放报填]|先[\u4e00-\u9fff]|便| but | anyway | still | all the same | regardless | just "
)
#: Said right behind a step, these leave it out as well: 贷前调查省了.
_DROPPED = re.compile(
    r"(?:我|就|都|也|先|这一?步|的事|那边)*(?:没(?:时间|空|工夫|功夫|精力|心思)|懒得|来不及|顾不上|省[了掉去]|免[了掉]|算了|跳过|略[过去]|拉倒|没必要|用不着|放一[放边]"
    r"|不(?:用|再)?(?:去|做|搞|弄|查|核|审|看|跑|跟|催|管)(?!清|明|出|到|懂|完|过来|透))"
)
#: Somebody else didn't do it.
_OTHERS = re.compile(r"没人|没有人|无人|他们?|她|对方|人家|谁| nobodi | nobody | no one | they | he | she ")


class Omissions:
    """Knows what the clauses of one library ask for."""

    def __init__(self, library: Library, index: Callable[[], ClauseIndex]) -> None:
        self._index = index
        self._steps: dict[ClauseId, frozenset[str]] = {}
        for duty in library.duties.values():
            self._steps[duty.clause] = self._steps.get(duty.clause, frozenset()) | {*duty.do, *duty.what}

    def of(self, sentence: Sentence, clause: ClauseId) -> bool:
        """Whether the sentence leaves out a step of the clause."""
        steps = self._steps.get(clause, ())
        said = [hit for hit in sentence.of("concept") if hit.id in steps]
        return any(_left_out(sentence, hit) for hit in said) or slighted(sentence) or _refuses(sentence, said)


def _refuses(sentence: Sentence, said: Sequence[Hit]) -> bool:
    """Whether the speaker refuses a step, and doesn't say behind it that it is taken all the same."""
    last = {hit.id: hit for hit in said if not _held_back(sentence, hit)}
    end = sentence.segment_of(said[-1].start) if said else 0
    return any(refused(sentence, hit, past=sentence.segment_of(hit.start) == end) for hit in last.values()) or refusing(sentence, end)


#: What is drawn up and not put into force yet leaves nothing out: 先拟一份草稿，暂时不往下发.
_PUTTING_INTO_FORCE, _NOT_YET = (
    frozenset({"implement", "issue", "execute", "distribute"}),
    re.compile("(?:暂时?|先|目前|眼下)(?:还)?不(?:往下?|对外)?$"),
)


def _held_back(sentence: Sentence, hit: Hit) -> bool:
    return hit.id in _PUTTING_INTO_FORCE and bool(_NOT_YET.search(sentence.folded.text, max(0, hit.start - 16), hit.start))


def _left_out(sentence: Sentence, hit: Hit) -> bool:
    text = sentence.folded.text
    segment = sentence.segments[sentence.segment_of(hit.start)]
    before = text[segment.start : hit.front(text)].rstrip()
    if _OTHERS.search(before):
        return False
    if _DROPPED.match(text, hit.end):
        return True
    return bool(_WILFUL.search(before)) or bool(_UNDONE.search(before) and _ALL_THE_SAME.search(text, hit.end))
