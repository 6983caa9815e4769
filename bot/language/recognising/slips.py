"""Typing slips in the words for acts, facts and duties, repaired by sound in Chinese (质量问提) and by one letter in English (excange).

Only what nothing here knows can be a slip, and only where one phrase is clearly meant. `verbs` are short: 辞腿 is
taken for 辞退 only where the sentence would say nothing else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from bot.language.recognising.normalising import stem
from bot.language.recognising.phrasebook import pieces_of
from bot.language.recognising.sentence import Sentence
from bot.rulebook.nearness import syllables

#: Phrases of this many characters are long enough to be known with one of them wrong.
_LONG = (4, 5, 6)
_SHORT = (2, 3)
#: So many characters on either side tell which phrases a slip may belong to, as far as these have so many there.
_NEAR = 2
_SIDES: dict[tuple[int, ...], list[tuple[int, int]]] = {
    lengths: sorted({(min(place, _NEAR), min(length - 1 - place, _NEAR)) for length in lengths for place in range(length)})
    for lengths in (_LONG, _SHORT)
}
#: Nobody who says something makes more slips than this.
MOST = 60
#: English words from this length on.
_LETTERS = 7
#: Markers whose words tell how something is done, and are no slips.
_KNOWN = ("refusing", "slighting", "hiding", "upright", "taken-back", "rightly")
#: Characters whose exchange turns the meaning round.
_TURNING = frozenset("不没未无非别好坏大小多少轻重高低升降加减上下是否")


class Slips:
    """The phrases that a slip may have been meant for."""

    def __init__(self, phrases: Sequence[str], duties: Sequence[str], own: Iterable[str] = ()) -> None:
        self._phrases = (*phrases, *duties)
        #: The pieces of a company's own phrases: what stands in them is no slip for something else.
        self._own = frozenset(piece for phrase in own for piece in pieces_of(phrase))
        self._own_text = "\n".join(sorted(self._own))
        self._own_words = frozenset(self._own_text.split())
        #: English words of acts and facts. Those of duties are many: one is only meant where its neighbours fit.
        self._of_acts = frozenset(word for phrase in phrases if phrase.isascii() for word in phrase.split())

    @cached_property
    def _beside(self) -> dict[tuple[str, str], list[tuple[str, int]]]:
        """Each phrase, and each place of a slip in it, by the `_NEAR` characters that stand on either side of the slip."""
        found: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
        for phrase in self._phrases:
            if not phrase[0].isascii() and len(phrase) in (*_LONG, *_SHORT):
                for place, character in enumerate(phrase):
                    if character not in _TURNING:
                        found[_sides(phrase, place, _NEAR, _NEAR)].append((phrase, place))
        return found

    @cached_property
    def _words(self) -> dict[str, tuple[str, ...]]:
        words = {
            word for phrase in self._phrases if phrase.isascii() for word in phrase.split() if len(word) >= _LETTERS and word.isalpha()
        }
        by_letter: dict[str, list[str]] = defaultdict(list)
        for word in sorted(words):
            by_letter[word[0]].append(word)
        return {letter: tuple(found) for letter, found in by_letter.items()}

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, str]]:
        """The English words that follow one another in some phrase."""
        return frozenset(pair for phrase in self._phrases if phrase.isascii() for pair in pairwise(phrase.split()))

    def mend(self, sentence: Sentence, *, verbs: bool = False) -> str:
        """The normalised text with its slips put right; with `verbs` also in words of two or three characters."""
        text, origin = sentence.text, sentence.folded.origin
        odd = {origin[start] for start, _ in sentence.alien} if verbs else set()
        told = [(hit.start, hit.end) for marker in _KNOWN for hit in sentence.of("hint", marker)]
        for start, end in reversed(sentence.alien[:MOST]):  # from the end, so that places before stay where they were
            if any(first <= start and end <= last for first, last in told):
                continue  # give up halfway
            if sentence.folded.text[start].isascii():
                text = _unclipped(text, origin[start], sentence.stems) or self._english(text, origin[start], origin[end - 1] + 1)
            else:
                text = self._chinese(text, origin[start], _SHORT if verbs else _LONG, odd)
        return text

    def _chinese(self, text: str, place: int, lengths: tuple[int, ...], odd: Collection[int]) -> str:
        if text[place] in _TURNING or self._is_own(text, place):
            return text
        meant: dict[tuple[int, int], set[str]] = defaultdict(set)
        for left, right in _SIDES[lengths]:
            for phrase, at in self._beside.get(_sides(text, place, left, right), ()):
                first, length = place - at, len(phrase)
                if length in lengths and _blot(text[first : first + length], at) == _blot(phrase, at):
                    meant[length, first].add(phrase)
        for (length, first), phrases in sorted(meant.items()):
            if first - 1 in odd or first + length in odd:
                continue  # 开处方 is no slip for 开除
            alike = [phrase for phrase in phrases if syllables(phrase) == syllables(text[first : first + length])]
            if len(alike) == 1:
                return text[:first] + alike[0] + text[first + length :]
        return text

    def _is_own(self, text: str, place: int) -> bool:
        """Whether a character is a word of the company's, or a part of one together with what stands beside it."""
        pairs = (text[max(0, place - 1) : place + 1], text[place : place + 2])
        return text[place] in self._own or any(len(pair) > 1 and pair in self._own_text for pair in pairs)

    def _english(self, text: str, start: int, end: int) -> str:
        while end < len(text) and text[end].isalpha():
            end += 1
        word = text[start:end].strip()
        if word in self._own_words:
            return text
        if len(word) < _LETTERS or not word.isalpha() or len(text) != len(text.strip()) or not text[start:end].isalpha():
            return text
        from rapidfuzz.distance import OSA

        near = [other for other in self._words.get(word[0], ()) if OSA.distance(word, other, score_cutoff=1) == 1]
        near = [other for other in near if not (word.endswith(_DOERS) and other[:-2] == word[:-2])]
        if len(near) > 1 or not self._of_acts.issuperset(near):  # site selction is the site's selection, and no section
            before, behind = text[:start].split()[-1:], text[end:].split()[:1]
            near = [other for other in near if any(pair in self._pairs for pair in pairwise((*before, other, *behind)))]
        return text[:start] + near[0] + text[end:] if len(near) == 1 else text


#: Selling without its last letter.
_CLIPPED = re.compile("[a-z]{2,}in(?![a-z])")


def _unclipped(text: str, place: int, stems: Collection[str]) -> str:
    """The text where an English word that nothing here knows is one that is known, but for the g at its end; '' where it isn't."""
    found = _CLIPPED.match(text, place)
    known = found is not None and stem(f"{found.group()}g") in stems
    return f"{text[: found.end()]}g{text[found.end() :]}" if found and known else ""


#: A publisher isn't what is published.
_DOERS = ("er", "or", "ers", "ors")


def _sides(text: str, place: int, left: int, right: int) -> tuple[str, str]:
    """So many characters before a place and behind it, as far as there are as many."""
    return text[max(0, place - left) : place], text[place + 1 : place + 1 + right]


def _blot(phrase: str, place: int) -> str:
    return f"{phrase[:place]}\0{phrase[place + 1 :]}"
