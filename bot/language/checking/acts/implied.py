"""What a sentence proposes without naming it: told by what is so, by whom it is for, or as others spoke of it before."""

from __future__ import annotations

import re

from bot.authority.evaluating import LEFT_OUT, held_for
from bot.authority.routing import line_above
from bot.language.checking.acts.covering import CUSTOMER, Covered
from bot.language.checking.acts.duties import DutyMatcher
from bot.language.checking.acts.straying import Straying
from bot.language.checking.acts.vouching import VOUCHED_ACT, Vouching
from bot.language.checking.people.belonging import no_customer
from bot.language.checking.people.benefiting import received
from bot.language.checking.wording.intending import is_wish, mode_of
from bot.language.checking.wording.negating import negated
from bot.language.checking.wording.weighing import strange
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence
from bot.language.speaking import Speaker
from bot.model import Proposal, Target
from bot.rulebook.library import Library

#: No more than this may be unknown where an act is taken from likeness (Chinese characters; an English word counts double).
UNKNOWN_OF_ACT = 6


#: What stands before the one above to whom a matter is brought, or from whom it is kept.
_BROUGHT = re.compile(
    r"(?P<kept>不(?:用|必|想|去|会|打算)?|没|别|懒得|甭)?(?:去|先|再|直接|立刻|马上|立即|赶紧)*(?:报|找|交|请示|告诉|转|问|向|跟|给|呈|汇报|上报)给?(?:我们?)?(?:的)?$"
    r"|(?P<silent> (?:not|never|without) )?(?:(?:go|goe|take|bring|hand|pass|refer|report)[a-z]*"
    r" [^,.;!?]{0,20}?to|tell|ask|inform|call|ring|notifi)"
    r" (?:the |my |our )?$"
)


class Implied:
    """Finds what is proposed without being named, for one library."""

    def __init__(self, library: Library, covered: Covered, straying: Straying, duties: DutyMatcher) -> None:
        self._library = library
        self._covered = covered
        self._straying = straying
        self._duties = duties

    def told(self, sentence: Sentence, speaker: Speaker, facts: dict[str, bool]) -> list[Proposal]:
        """What a book forbids and the sentence describes without naming it (给表弟走个后门，批笔款子), or a thing told by its worth."""
        neglected = self._duties.neglected(sentence, speaker.roles) if facts.get(LEFT_OUT) else None
        if neglected:
            return [Proposal(action=neglected, facts=facts, text=sentence.text)]
        handed_up = self._handed_up(sentence, speaker, facts)
        if handed_up:
            return [handed_up]
        for ban in self._library.prohibitions:
            told = bool(ban.when) and all(facts.get(fact) for fact in ban.when)
            if told and ban.action and not set(speaker.books).isdisjoint(ban.books) and sentence.of("money", ban.action):
                return [Proposal(action=ban.action, facts=facts, text=sentence.text)]
        unnamed = self._worth_told(facts, speaker) if _for_a_customer(sentence) else []
        unnamed = [key for key in unnamed if not sentence.of("action", key)]  # else it is something else
        return [Proposal(action=key, facts=facts, text=sentence.text) for key in unnamed[:1]]

    def _handed_up(self, sentence: Sentence, speaker: Speaker, facts: dict[str, bool]) -> Proposal | None:
        """A matter beyond one's authority is brought to somebody above, or kept from them: 超出我的权限，立刻报客服部总监."""
        if not sentence.of("marker", "beyond"):
            return None
        above = {key for role in speaker.roles for key in line_above(self._library, role)}
        hits = [hit for hit in sentence.of("role") if hit.id in above] + sentence.of("marker", "boss")
        mine = {key for key in self._covered.handing_up for role in speaker.roles if held_for(self._library, role, key)}
        if len(mine) != 1:
            return None
        (action,), text = mine, sentence.folded.text
        starts = [sentence.segments[sentence.segment_of(hit.start)].start for hit in hits]
        brought = [found for start, hit in zip(starts, hits, strict=True) if (found := _BROUGHT.search(text, start, hit.front(text)))]
        kept = (
            bool(facts.get(LEFT_OUT))
            or any(negated(sentence, hit) for hit in sentence.of("action", action))
            or any(one["kept"] or one["silent"] for one in brought)
        )
        if not brought and not kept:
            return None
        return Proposal(action=action, facts={**facts, LEFT_OUT: True} if kept else facts, text=sentence.text)

    def owed(self, sentence: Sentence, speaker: Speaker, facts: dict[str, bool]) -> list[Hit]:
        """The word that moves money to a customer who has what such sums turn on: the harm was grave, so I will pay him something."""
        if not _for_a_customer(sentence) or not any(facts.get(fact) for fact in self._covered.of_customers):
            return []
        moved = [hit for hit in sentence.of("money") if self._covered.concerns(hit.id) == CUSTOMER and not negated(sentence, hit)]
        if any(received(sentence, hit.start) for hit in moved):
            return []
        moved = [hit for hit in moved if self._covered.applies(hit.id, speaker.books) and not is_wish(sentence, hit)]
        return [hit for hit in moved if not self._straying.strays(sentence, hit)][:1]

    def vouched(self, sentence: Sentence, speaker: Speaker, vouching: Vouching, facts: dict[str, bool], target: Target) -> list[Proposal]:
        """The one act of the clause that people who spoke like this were by far likeliest about; nothing that is paid or handed up."""
        if sentence.of("silent") or strange(sentence) > UNKNOWN_OF_ACT:
            return []  # something else may well be done
        granted = [grant for grant in self._library.grants if grant.role.split("/")[0] in speaker.books]
        clause = vouching.likeliest(sorted({grant.clause for grant in granted}), VOUCHED_ACT)
        if clause is None:
            return []
        acts = {grant.action: grant.conditions for grant in granted if grant.clause == clause}
        named = {hit.id for hit in sentence.of("action")}
        if any(word.part == "unlike" and word.id in acts for word in sentence.of("doing")):
            return []
        if not named <= acts.keys():
            return []  # something else is named
        telling = {fact for fact in facts if facts[fact] and not all(fact in asked for asked in acts.values())}
        turning = {action for action, asked in acts.items() if telling.intersection(asked)}
        likely = named or turning or acts.keys()
        action = next(iter(likely)) if len(likely) == 1 else None
        described = self._library.vocabulary.actions.get(action or "")
        if described is None or described.alone or described.unit or (described.concerns == CUSTOMER and no_customer(sentence)):
            return []
        mode = mode_of(sentence, sentence.hits[0], alone=True)
        return [Proposal(action=action, mode=mode, facts=facts, target=target, text=sentence.text)]

    def _worth_told(self, facts: dict[str, bool], speaker: Speaker) -> list[str]:
        """The acts whose thing was told by its worth: 给投诉的阿姨一包便宜的茶叶 gives her something."""
        return [key for fact, key in self._covered.of_worth.items() if fact in facts and self._covered.applies(key, speaker.books)]


def _for_a_customer(sentence: Sentence) -> bool:
    """Whether money moves, and a customer or a complaint is spoken of."""
    return not no_customer(sentence) and bool(
        sentence.of("money") and (sentence.of("relation", "customer") or sentence.of("concept", "complaint"))
    )
