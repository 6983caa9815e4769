"""Which acts of the vocabulary a sentence names and its speaker would do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.checking.acts.covering import CUSTOMER, EMPLOYEE, Covered
from bot.language.checking.acts.governing import misused
from bot.language.checking.acts.handling import Handling
from bot.language.checking.acts.parting import sells, sold
from bot.language.checking.acts.straying import Straying
from bot.language.checking.acts.summing import Sums
from bot.language.checking.people.benefiting import received
from bot.language.checking.wording.circumstances import by_the_way, circumstances
from bot.language.checking.wording.intending import MENTIONS, already_done, is_wish, never_done, told_of_others, without_parts
from bot.language.checking.wording.negating import negated
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence
from bot.language.speaking import Speaker
from bot.rulebook.library import Library

#: A word for rewarding that means no more than well.
_MEANT_WELL = frozenset({"意思意思"})
#: Somebody of ours is rewarded: 退货，顺便奖励一下小王.
_REWARDED = re.compile(
    r".(?:励|赏)?(?:一下)?(?:[小老阿][\u4e00-\u9fff]|同事|员工|组员|我)"
    r"|. ?(?!the |a |an |custom|client|him |her |them |it |thi |that )[a-z]+ ?(?:$|[,.;!?])"
)


class Acts:
    """Finds the acts of one library's vocabulary."""

    def __init__(self, library: Library, covered: Covered, straying: Straying) -> None:
        self._vocabulary = library.vocabulary
        self._covered = covered
        self._straying = straying
        self._handling = Handling(library.vocabulary.actions)
        self._sums = Sums(library, covered, straying)

    def of(self, sentence: Sentence, speaker: Speaker) -> list[tuple[str, Hit]]:
        """The actions of the vocabulary that the speaker proposes; of one action its first mention."""
        hits = self._meant(sentence, speaker, self._said(sentence))
        reported = [hit for hit in hits if self._vocabulary.actions[hit.id].alone and hit.id in self._covered.granted]
        if reported and sentence.of("marker", "beyond"):
            return [(hit.id, hit) for hit in reported[:1]]  # 这种赔偿不归我定，马上请示总监
        done = [hit for hit in hits if not is_wish(sentence, hit)]
        chosen: dict[str, Hit] = {}
        for hit in done or hits:
            chosen.setdefault(hit.id, hit)
        for hit in self._sums.acts(sentence, speaker, tuple(chosen.values())):
            if not self._straying.unlike(sentence, hit):
                chosen.setdefault(hit.id, hit)
        company = {key: hit for key, hit in chosen.items() if not self._vocabulary.actions[key].alone}
        return sorted((company or chosen).items(), key=lambda pair: pair[1])

    def _said(self, sentence: Sentence) -> list[Hit]:
        """What the sentence says to be done, and neither denies nor says by the way nor does to what no book speaks of."""
        hits = [hit for hit in sentence.of("action") if not negated(sentence, hit) and not already_done(sentence, hit)][: 2 * MENTIONS]
        hits = [hit for hit in hits if not self._cuts_a_share(sentence, hit) and not self._told_of_others(sentence, hit)]
        hits = [hit for hit in hits if self._handling.of(sentence, hit) and not never_done(sentence, hit)]
        aside = circumstances(sentence)
        hits = [hit for hit in hits if not by_the_way(aside, hit) and not self._got(sentence, hit)]
        hits = [hit for hit in hits if hit.id not in self._covered.granted or not self._straying.strays(sentence, hit)]
        other = {hit.id for hit in sentence.of("action") if hit.id in self._covered.granted and self._straying.unlike(sentence, hit)}
        return [hit for hit in hits if hit.id not in other and not self._by_the_way(sentence, hit, hits)]

    def _got(self, sentence: Sentence, hit: Hit) -> bool:
        """Whether it is the speaker who gets what only customers do: 客户送我一份礼."""
        return self._covered.concerns(hit.id) == CUSTOMER and received(sentence, hit.start)

    def _told_of_others(self, sentence: Sentence, hit: Hit) -> bool:
        return told_of_others(sentence, hit, on_staff=self._covered.concerns(hit.id) == EMPLOYEE)

    def _meant(self, sentence: Sentence, speaker: Speaker, hits: list[Hit]) -> list[Hit]:
        """Those of the hits that the books of the speaker can have meant by it."""
        granted = self._covered.granted
        hits = [hit for hit in hits if not self._misused(sentence, speaker, hit, hits)]
        if sold(sentence):
            hits = [hit for hit in hits if hit.id not in granted or sells(sentence, hit)]
        hits = [hit for hit in hits if self._covered.applies(hit.id, speaker.books) or hit.id not in granted] or hits
        if not sentence.of("relation") and not sentence.of("role") and not sentence.of("marker", "third"):
            hits = [hit for hit in hits if hit.id in granted or self._covered.concerns(hit.id) != EMPLOYEE]  # 单子开了
        return without_parts(self._not_granted_first(hits))

    def _misused(self, sentence: Sentence, speaker: Speaker, hit: Hit, hits: Sequence[Hit]) -> bool:
        """Whether something else is done with what a granted act is named by, and no book of the speaker forbids that act."""
        if hit.id not in self._covered.granted or any((book, hit.id) in self._covered.banned for book in speaker.books):
            return False
        others = [other for other in hits if other.id == hit.id and other != hit]
        return misused(sentence, hit, others, self._covered.written.get(hit.id, ""))

    def _not_granted_first(self, hits: list[Hit]) -> list[Hit]:
        """Without what only names the thing that an act which nobody is granted is done to: sell the call recordings."""
        others = [hit for hit in hits if hit.id not in self._covered.granted and not self._vocabulary.actions[hit.id].alone]
        general = [o for o in others if any(self._kind_of(hit, o) for hit in hits)]
        hits, others = [hit for hit in hits if hit not in general], [hit for hit in others if hit not in general]
        return [
            hit
            for hit in hits
            if hit.id not in self._covered.granted or not any(o.id != hit.id and o.start < hit.end and hit.start < o.end for o in others)
        ]

    def _kind_of(self, hit: Hit, other: Hit) -> bool:
        """Whether a granted act is just what another, which nobody is granted, is in general: 运费打折 of 打折."""
        one, general = self._vocabulary.actions[hit.id], self._vocabulary.actions[other.id]
        alike = one.unit is not None and (one.unit, one.concerns) == (general.unit, general.concerns)
        return alike and hit.id in self._covered.granted and hit.start < other.end and other.start < hit.end

    def _cuts_a_share(self, sentence: Sentence, hit: Hit) -> bool:
        """Whether a phrase of an act that is paid in sums ends inside a percentage: 扣…百 in 扣货款百分之八."""
        if self._vocabulary.actions[hit.id].unit in ("percent", "share"):
            return False
        shares = [(sentence.place(m.start), sentence.place(m.end)) for m in sentence.amounts if m.unit == "percent"]
        return any(a <= start and end < b for start, end in hit.pieces() for a, b in shares)

    def _by_the_way(self, sentence: Sentence, hit: Hit, hits: Sequence[Hit]) -> bool:
        """送客户个赠品意思意思: a word for rewarding staff where only a customer is spoken of, beside what the customer gets."""
        if hit.id != "reward" or _REWARDED.match(sentence.folded.text, hit.end - 1):
            return False
        relations = {relation.id for relation in sentence.of("relation")}
        meant = sentence.folded.text[hit.start : hit.end] in _MEANT_WELL
        others = [other.id for other in (*hits, *(sentence.of("money") if relations else ())) if other.id != hit.id]
        beside = CUSTOMER in {self._covered.concerns(other) for other in others}
        told = {self._vocabulary.facts[fact.id].concerns for fact in sentence.of("fact")}
        return beside and EMPLOYEE not in told and (relations == {"customer"} or (meant and not relations))
