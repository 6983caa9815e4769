"""Whether an act is done to whom its words name: 组长 is appointed by 当二组组长, and not by 派组长出差.

What the vocabulary has under `things` of an act names only them. It means the act behind one of the words under its `doing`, where
nothing else is done to them, and beside one under `done` (组长不行，换个人). Whose something is (组长的手机), and who becomes something
else (提拔组长当经理), isn't done to them by any words. What isn't done to people means the act beside any word of `doing`: a gift is
handed over, and not stored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.language.checking.acts.covering import EMPLOYEE
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.normalising import fold
from bot.language.recognising.sentence import Segment, Sentence
from bot.rulebook.library import Action

#: What may follow where a clause ends with them, or only says of whom, since when and in whose place.
_PLACE = "人选|位[子置]|职[位务]|岗|一职|空缺"
_ENDS = re.compile(rf"[\s,.;!?。)）]*$|[了吧啦呢呀啊喽得,，;；。.!？?]|从|自|由|是|就|归|给|让|换|我|的?(?:{_PLACE}|事|活)")
_ENDS_ENGLISH = re.compile(
    r"[\s,.;!?)]*$| (?:of|from|for|as of|as from|in|at|start|starting|begin|effect|now|today|tomorrow|tonight|monday|tuesday|wednesday"
    r"|thursday|friday|thi|this|next|on|instead|again|then|here|with|by|so|and|becaus|sinc|immedi|straight|right|spot|posit|post|role"
    r"|job|slot|vacanc"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|[0-9]+|after|befor|until|when|while|myself|who|that|or|but|without|anyway|off) "
)
#: Something of theirs.
_THEIRS = re.compile(rf"的(?!{_PLACE}|事$|活|任命|任免|[,，。.!]|$)")
#: They become something else, or are sent somewhere.
_ELSE = re.compile(
    r"(?:[去来]?(?:当|做|任|担任)|[升提]?[为成到])(?!了|得|不|好|[一二三四五六七八九十]?组)|去(?!掉|了|职)"
    r"| (?:to|into|as|be|becom) (?:be |a |an |the |our |my |act |deputi |new |interim )*(?!group|team|leader|of |be )[a-z]+"
)
#: To whom somebody is suggested.
_TO_SOMEBODY = re.compile(r" to (?:the|my|our) ")
#: Something else is done with them, or for them: pull the team leader aside.
_AWAY = re.compile(r" (?:asid|up|out|over|down|a|an|some|off(?! (?:my|hi|her|their|our) own)) ")
#: Done to something else for them: pick a gift for the team leader.
_FOR_THEM = re.compile(r" (?:for|with|from|about|by|of|to) (?:the|our|my|a) $")
#: They do it themselves: 组长当司机.
_THEMSELVES = re.compile("[当做任](?=[^,.;!?。了得不好])")
#: Candidates are for a post, and one is promoted to it.
_CHOICES = frozenset({"candid", "good pick", "pick for", "name forward", "promot"})
#: 组长换个手机: something of theirs is changed.
_SOME = re.compile(r"(?<=换)(?![成给作为上下])(?:一?[个台部张辆把])?")
#: Their post, and not they: 组长这位子.
_PLACED = re.compile(rf"(?:这个?|的)?(?:{_PLACE})| (?:spot|posit|post|slot|vacanc) ")
#: 小王, 老李.
_COLLEAGUE = re.compile("[小老阿][\u4e00-\u9fff]")
#: A word of doing and the one it is done to stand so near each other, in characters.
_NEAR, _NEAR_ENGLISH, _BEHIND = 8, 40, 4


class Handling:
    """Knows whom the acts of a vocabulary are done to."""

    def __init__(self, actions: Mapping[str, Action]) -> None:
        self._names = {
            key: tuple(fold(name).strip() for name in (*action.things.zh, *action.things.en))
            for key, action in actions.items()
            if action.things
        }
        #: Those whose things are no people.
        self._handed = frozenset(key for key in self._names if actions[key].concerns != EMPLOYEE)

    def of(self, sentence: Sentence, hit: Hit) -> bool:
        """Whether an act's words mean that it is done."""
        names = self._names.get(hit.id)
        if not names:
            return True
        if hit.id in self._handed:
            return hit.part != "thing" or _handed(sentence, hit)
        text = sentence.folded.text
        end = hit.back(text)
        segment = sentence.segments[sentence.segment_of(end - 1)]
        english = text[hit.start : hit.end].isascii()
        if not text[hit.start : end].endswith(names):
            some = _SOME.match(text, end)
            themselves = not hit.gaps and text.startswith(names, hit.start) and _THEMSELVES.match(text, end - 1)
            return not themselves and not (some and _strange(sentence, some.end()) and not _COLLEAGUE.match(text, some.end()))
        if self.of_something_else(sentence, hit):
            return False
        if hit.part != "thing":
            return _told_to_somebody(sentence, hit, segment, end) or not _said_of_another(sentence, hit, segment, end)
        ends = bool(_ENDS_ENGLISH.match(text, end, segment.end) or (not english and _ENDS.match(text, end, segment.end)))
        return _named(sentence, hit, ends)

    def of_something_else(self, sentence: Sentence, hit: Hit, *, strictly: bool = False) -> bool:
        """Whether something of theirs is meant, or that they become something else: 提拔组长当经理.

        `strictly` also where they are only named: "send a team leader on a trip".
        """
        if hit.id not in self._names or hit.id in self._handed:
            return False
        if strictly and hit.part == "thing" and not self.of(sentence, hit):
            return True
        text = sentence.folded.text
        end = hit.back(text)
        segment = sentence.segments[sentence.segment_of(hit.start)]
        named = text[hit.start : end].endswith(self._names[hit.id])
        told = _told_to_somebody(sentence, hit, segment, end)
        return named and bool(_THEIRS.match(text, end) or (not told and _ELSE.match(text, end, segment.end)))


def _told_to_somebody(sentence: Sentence, hit: Hit, segment: Segment, end: int) -> bool:
    """Whether it is a suggestion, with whom it is made to right behind: "suggest her as team leader to the director"."""
    told = any(segment.start <= one.start <= hit.start for one in sentence.of("marker", "advise"))
    return told and bool(_TO_SOMEBODY.match(sentence.folded.text, end))


#: 给赠品拍照: something is done to it, and it isn't given.
_TO_IT = ("给", "替", "为", "帮")


def _handed(sentence: Sentence, hit: Hit) -> bool:
    """Whether a word beside a thing says that it is given, looked at, or what else the act is: 给她一份赠品, and not 专门放赠品."""
    text = sentence.folded.text
    doing = [word for word in sentence.of("doing", hit.id) if word.part == "doing"]
    shared = text[hit.start] == " "  # two English hits share the space between them
    doing = [word for word in doing if word.end <= hit.start + shared or word.start >= hit.end - shared]
    return any(word.end != hit.start or not text.startswith(_TO_IT, word.start) for word in doing)


def _strange(sentence: Sentence, place: int) -> bool:
    """Whether a word that nothing here knows begins there."""
    return any(start == place for start, _ in sentence.alien)


def _said_of_another(sentence: Sentence, hit: Hit, segment: Segment, end: int) -> bool:
    """Whether a phrase that ends in them does something else: their chair is changed, or they are pulled aside."""
    text = sentence.folded.text
    if not text[hit.start : hit.end].isascii():
        known = any(other.start == end and other.kind in ("concept", "silent") for other in sentence.hits)
        return known or (_strange(sentence, end) and not _ENDS.match(text, end, segment.end) and not _COLLEAGUE.match(text, end))
    if _AWAY.match(text, end) or any(_FOR_THEM.search(text, start - 1, last + 1) for start, last in hit.gaps):
        return True
    return not _ENDS_ENGLISH.match(text, end, segment.end)


#: What may stand between 当 and 组长: 当二组组长, 当我们新组长.
_BETWEEN = re.compile("[0-9a-z一二三四五六七八九十我们咱你他她的个位名新这那本该小副第组部客服班当做为任了现在 ]*")


def _leads_to(sentence: Sentence, word: Hit, hit: Hit) -> bool:
    """Whether a word of doing is said of them, and not of something else before them: 当众骂组长, "friends with the team leader"."""
    text = sentence.folded.text
    if text[word.start : word.end].isascii():
        return not _FOR_THEM.search(text, word.end - 1, hit.start + 1) or text[word.start : word.end].strip() in _CHOICES
    return bool(_BETWEEN.fullmatch(text, word.end, hit.start))


def _named(sentence: Sentence, hit: Hit, ends: bool) -> bool:
    """Whether something beside those who are only named says that it is done; `ends` says that nothing else follows."""
    text, segment = sentence.folded.text, sentence.segments[sentence.segment_of(hit.start)]
    doing = sentence.of("doing", hit.id)
    reach = _NEAR if sentence.language == "zh" else _NEAR_ENGLISH
    before = [word for word in doing if word.part == "doing" and segment.start <= word.start < hit.start]
    if ends and any(hit.start - word.end <= reach and _leads_to(sentence, word, hit) for word in before):
        return True
    if _PLACED.match(text, hit.back(text)):
        return not any(segment.start <= one.start < hit.start for one in sentence.of("marker", "speaker"))
    done = [word for word in doing if word.part == "done"]
    if any(segment.holds(word) and -1 <= word.start - hit.end <= _BEHIND for word in done):
        return True
    return any(not segment.holds(word) for word in done) and _is_subject(sentence, segment, hit)


def _is_subject(sentence: Sentence, segment: Segment, hit: Hit) -> bool:
    """Whether their clause is about them: 二组组长带不动队伍, and not 派组长出差."""
    if sentence.language == "zh":
        return bool(_BETWEEN.fullmatch(sentence.folded.text, segment.start, hit.start))
    return not any(segment.start <= one.start < hit.start for one in sentence.of("marker", "speaker"))
