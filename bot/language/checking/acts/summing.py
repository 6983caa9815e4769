"""The acts that only their amount gives away: a percentage off, or a sum that somebody is given, paid or charged."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.amounts import Mention
from bot.language.checking.acts.covering import CUSTOMER, EMPLOYEE, Covered
from bot.language.checking.acts.straying import Straying
from bot.language.checking.facts.converting import COUNTED
from bot.language.checking.people.benefiting import received
from bot.language.checking.wording.intending import is_wish
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence
from bot.language.speaking import Speaker
from bot.rulebook.library import Library

#: How one says of an act that it costs nothing.
_FREELY = frozenset({"免费", "free of charge"})
#: All that a clause says which pays what was said before.
_IT = re.compile(
    r"[,;. ]*(?:(?:so|and|i|we|i'm|i'll|we'll|am|will|just|then|now|go to|want to) )*"
    r"(?:pay|give|hand|send|transfer|approv|award|grant)(?: (?:it|that|thi|them|him|her|out|over|now|today|to|straight away))*[ .!]*"
    r"|[,;。 ]*(?:我|就|这就|准备|打算|马上|今天|直接|先|来|要|想)*(?:给|付|发|赔|出|掏)(?:了|给?他|给?她|掉|吧|出去)?[。! ]*"
)
#: What goes up is no discount.
_RAISED = re.compile(r" rais | hike | increas | bump |[涨增]|上调|提高|加薪")


class Sums:
    """Knows the acts of one library by what they cost."""

    def __init__(self, library: Library, covered: Covered, straying: Straying) -> None:
        self._vocabulary = library.vocabulary
        self._covered = covered
        self._straying = straying

    def acts(self, sentence: Sentence, speaker: Speaker, named: Sequence[Hit]) -> list[Hit]:
        """Actions that only their amount gives away: a percentage off, or a sum that somebody is given, paid or charged."""
        found: list[Hit] = []
        taken = {sentence.segment_of(hit.start) for hit in named if self._covered.takes_sums(hit.id)}
        for mention in sentence.amounts:
            place = sentence.place(mention.start)
            index = sentence.segment_of(place)
            if index in taken or mention.unit in COUNTED or told_free(sentence, mention, named):
                continue
            if mention.cut and not odd(sentence, index) and self._off_a_price(sentence, index):
                found += [Hit(place, place + 1, "action", key) for key in self._discounts(speaker)]
            elif mention.unit != "percent":
                found += self._by_money(sentence, speaker, index, place)
        return found

    def _discounts(self, speaker: Speaker) -> list[str]:
        """The acts that a mere discount for a customer may be: those of the speaker's own books, else the one that any book has."""
        actions = self._vocabulary.actions.values()
        known = [action.id for action in actions if action.unit == "percent" and action.concerns == CUSTOMER]
        own = [key for key in known if self._covered.applies(key, speaker.books)]
        granted = [key for key in known if key in self._covered.granted] or known
        return own or (granted if len(granted) == 1 else [])

    def _off_a_price(self, sentence: Sentence, index: int) -> bool:
        """Whether a bare percentage may be a discount: not one of pay, or where only colleagues are spoken of."""
        segment = sentence.segments[index]
        paid = any(sentence.segment_of(hit.start) == index for hit in sentence.of("silent"))
        return not paid and not self._straying.for_staff(sentence) and not _RAISED.search(sentence.folded.text, segment.start, segment.end)

    def _by_money(self, sentence: Sentence, speaker: Speaker, index: int, place: int) -> list[Hit]:
        """The action of a sum, by the word that moves it and by whom it goes to; several possible ones are none."""
        near = [hit for hit in sentence.of("money") if sentence.segment_of(hit.start) == index and hit.start < place + 12]
        near = near or self._paid_next(sentence, index)
        if near and (all(is_wish(sentence, hit) for hit in near) or received(sentence, place)):
            return []
        if not sentence.of("relation") and not sentence.of("role") and not sentence.of("fact") and odd(sentence, index, loose=True):
            return []  # 捐款五百元给灾区 goes to nobody of ours
        acts = {hit[:2]: set[str]() for hit in sentence.of("action")}
        for hit in sentence.of("action"):
            acts[hit[:2]].add(hit.id)
        near = [hit for hit in near if hit.id in acts.get(hit[:2], {hit.id})]  # who refunds 268 pays no damages
        words = [hit for hit in near if not self._straying.strays(sentence, hit)]
        customer = bool(sentence.of("relation", "customer")) or any(hit.id in self._covered.of_customers for hit in sentence.of("fact"))
        wanted = CUSTOMER if customer else EMPLOYEE
        fitting = {hit.id: hit for hit in words if self._covered.applies(hit.id, speaker.books)}
        kinds = {key for key in fitting if self._vocabulary.actions[key].concerns == wanted}
        kinds = kinds or {key for key in fitting if not customer and self._vocabulary.actions[key].concerns == EMPLOYEE}
        return [fitting[key] for key in sorted(kinds)] if len(kinds) == 1 else []

    def _paid_next(self, sentence: Sentence, index: int) -> list[Hit]:
        """The words that move the sum in the next clause, where that says no more: she deserves 300, paying it."""
        if index + 1 >= len(sentence.segments) or any(segment_at(sentence, mention) == index + 1 for mention in sentence.amounts):
            return []
        near = [hit for hit in sentence.of("money") if sentence.segment_of(hit.start) == index + 1]
        return near if near and _IT.fullmatch(sentence.said_in(sentence.segments[index + 1])) else []


def odd(sentence: Sentence, index: int, *, loose: bool = False) -> bool:
    """Whether something that nothing here knows is said beside it: 涨价两成 is no discount."""
    text, segment = sentence.folded.text, sentence.segments[index]
    unknown = [(a, b) for a, b in sentence.strange_runs if segment.start <= a < segment.end and not text[a].isascii()]
    return any(b - a > 1 for a, b in unknown) or (loose and len(unknown) > 1)


def told_free(sentence: Sentence, mention: Mention, acts: Sequence[Hit]) -> bool:
    """Whether an act that was named is only said to cost nothing, in its own clause or in a clause that says no more."""
    if not acts or sentence.text[mention.start : mention.end] not in _FREELY:
        return False
    index = segment_at(sentence, mention)
    alone = sentence.said_in(sentence.segments[index]).strip(" ,.;!?。的") in _FREELY
    return alone or any(sentence.segment_of(hit.start) == index for hit in acts)


def segment_at(sentence: Sentence, mention: Mention) -> int:
    """The segment in which an amount was said."""
    return sentence.segment_of(sentence.place(mention.start))
