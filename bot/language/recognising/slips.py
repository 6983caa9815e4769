"""Typing slips in the words for acts, facts and duties, repaired by sound in Chinese (质量问提) and by one letter in English (excange).

Only what nothing here knows can be a slip, and only where one phrase is clearly meant. `verbs` are short: 辞腿 is
taken for 辞退 only where the sentence would say nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property
from itertools import pairwise

from bot.language.recognising.sentence import Sentence
from bot.rulebook.nearness import syllables

#: Phrases of this many characters are long enough to be known with one of them wrong.
_LONG = (4, 5, 6)
_SHORT = (2, 3)
#: Nobody who says something makes more slips than this.
MOST = 60
#: English words from this length on.
_LETTERS = 7
#: Characters whose exchange turns the meaning round.
_TURNING = frozenset("不没未无非别好坏大小多少轻重高低升降加减上下是否")


class Slips:
    """The phrases that a slip may have been meant for."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = tuple(phrases)

    @cached_property
    def _masked(self) -> dict[str, set[str]]:
        """Each phrase under itself with one character blotted out."""
        found: dict[str, set[str]] = defaultdict(set)
        for phrase in self._phrases:
            if not phrase[0].isascii() and len(phrase) in (*_LONG, *_SHORT):
                for place in range(len(phrase)):
                    found[_blot(phrase, place)].add(phrase)
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
        for start, end in reversed(sentence.alien[:MOST]):  # from the end, so that places before stay where they were
            if sentence.folded.text[start].isascii():
                text = self._english(text, sentence.folded.text[start:end], origin[start], origin[end - 1] + 1)
            else:
                text = self._chinese(text, origin[start], _SHORT if verbs else _LONG, odd)
        return text

    def _chinese(self, text: str, place: int, lengths: Iterable[int], odd: Collection[int]) -> str:
        if text[place] in _TURNING:
            return text
        for length in lengths:
            for first in range(max(0, place - length + 1), min(place, len(text) - length) + 1):
                if first - 1 in odd or first + length in odd:
                    continue  # 开处方 is no slip for 开除
                window = text[first : first + length]
                meant = [
                    phrase
                    for phrase in sorted(self._masked.get(_blot(window, place - first), ()))
                    if phrase[place - first] not in _TURNING and syllables(phrase) == syllables(window)
                ]
                if len(meant) == 1:
                    return text[:first] + meant[0] + text[first + length :]
        return text

    def _english(self, text: str, stem: str, start: int, end: int) -> str:
        while end < len(text) and text[end].isalpha():
            end += 1
        word = text[start:end].strip()
        if len(word) < _LETTERS or not word.isalpha() or len(text) != len(text.strip()) or not text[start:end].isalpha():
            return text
        from rapidfuzz.distance import OSA

        near = [other for other in self._words.get(word[0], ()) if OSA.distance(word, other, score_cutoff=1) == 1]
        if len(near) > 1:  # site selction is the site's selection, and no section
            before, behind = text[:start].split()[-1:], text[end:].split()[:1]
            near = [other for other in near if any(pair in self._pairs for pair in pairwise((*before, other, *behind)))]
        return text[:start] + near[0] + text[end:] if len(near) == 1 else text


def _blot(phrase: str, place: int) -> str:
    return f"{phrase[:place]}\0{phrase[place + 1 :]}"
