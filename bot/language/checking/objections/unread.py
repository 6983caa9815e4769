"""A sum that no recognised act accounts for: something was proposed that wasn't understood."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.amounts import Mention
from bot.language.checking.acts.covering import Covered
from bot.language.checking.acts.summing import segment_at, told_free
from bot.language.checking.facts.measuring import goes_on, summed_over_time, sums_of
from bot.language.checking.wording.acting import SPEAKER, others_do
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence
from bot.model import WITHIN, Proposal
from bot.rulebook.library import Library


def unread(
    library: Library, covered: Covered, sentence: Sentence, acts: Sequence[tuple[str, Hit]], proposals: Sequence[Proposal]
) -> list[Proposal]:
    """A clause with a sum that no recognised action accounts for: something was proposed that wasn't understood."""
    if not sums_of(sentence):
        return []
    accounted = {sentence.segment_of(hit.start) for _, hit in acts}
    if len(sums_of(sentence)) == 1:  # that of what was said before: she insists on money back; refunding 268
        keys = {key for key, _ in acts}
        again = [hit for hit in sentence.of("action") if hit.id in keys and not _comes_on_top(sentence, hit)]
        accounted |= {sentence.segment_of(hit.start) for hit in again}
    valued = any(covered.takes_sums(key) for key, _ in acts)
    proposed = {one.amount.value for one in proposals if one.amount}
    amounts = [m for m in sums_of(sentence) if m.quantity is None or m.quantity.value not in proposed]
    if len(amounts) > 1 and sum(m.quantity.value if m.quantity else 0 for m in amounts) in proposed:
        return []  # 200 now and 200 tomorrow are the 400 that is proposed
    before = {sentence.segment_of(hit.start) for one in proposals for per in one.used for hit in sentence.of("fact", WITHIN + per)}
    amounts = [m for m in amounts if not proposed or not (summed_over_time(sentence, m) or segment_at(sentence, m) in before)]
    sums = [m for m in amounts if m.unit != "number" or _handed_over(sentence, m) or _of_a_fee(sentence, m)]
    loose = [m for m in sums if segment_at(sentence, m) not in accounted and not told_free(sentence, m, [hit for _, hit in acts])]
    if acts and covered.handing_up.issuperset(key for key, _ in acts):
        loose = [m for m in loose if not _wanted(sentence, m)]  # that is what is handed up
    movers = {sentence.segment_of(hit.start) for hit in sentence.of("money")}
    measured = any(library.vocabulary.actions[key].unit for key, _ in acts)  # its further sums are looked at by `measure`
    moved = [m for m in loose if segment_at(sentence, m) in movers or (not measured and goes_on(sentence, m))]
    if not (moved if valued or not acts else loose):
        return []
    segment = sentence.segments[segment_at(sentence, (moved or loose)[0])]
    return [Proposal(action=None, text=sentence.quoted(*segment))]


#: It is done already, or first.
_FIRST = re.compile(r"先|已|再|并|顺手|[赔给退补]了| (?:first|alreadi|then|anyway) ")


def _wanted(sentence: Sentence, mention: Mention) -> bool:
    """Whether somebody else wants so much, or it would take so much, and the speaker does nothing about it there."""
    place = sentence.place(mention.start)
    segment = sentence.segments[segment_at(sentence, mention)]
    if SPEAKER.search(sentence.folded.text, segment.start, place) or _FIRST.search(sentence.folded.text, segment.start, segment.end):
        return False
    wishes = [hit for hit in sentence.of("marker", "wish") if segment.start <= hit.start < place]
    return bool(wishes) or others_do(sentence, segment, place)


def _handed_over(sentence: Sentence, mention: Mention) -> bool:
    """Whether a bare number stands right behind a word that moves money: 赔业主两千."""
    place = sentence.place(mention.start)
    return any(0 <= place - hit.end <= 4 for hit in sentence.of("money"))


#: More of what was done: 另外退他 500 元路费.
_ON_TOP = re.compile(r"再|另外?|还要?|多|额外|顺便| (?:another|also|extra|plus|further|more|again) ")


def _comes_on_top(sentence: Sentence, hit: Hit) -> bool:
    """Whether its clause says that it comes on top."""
    return bool(_ON_TOP.search(sentence.said_in(sentence.segments[sentence.segment_of(hit.start)])))


def _of_a_fee(sentence: Sentence, mention: Mention) -> bool:
    """Whether a bare number is that of something that no book speaks of: 500押金."""
    end = sentence.place(mention.end)
    return any(hit.id != "undoing" and hit.start == end for hit in sentence.of("silent"))
