"""Typing slips in titles, repaired by sound in Chinese (经里, 总鉴) and by edit distance in English (manger).

A slip is repaired only where one title is clearly meant; everything else stays as it was typed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from bot.language.recognising.normalising import normalise
from bot.rulebook.nearness import syllables

_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
_LATIN = re.compile(r"[a-z]{6,}")
#: Shorter words are too many to be told apart.
_LEAST = 6
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "ment", "ation")
#: A word this much longer than the slip's allowance may have two slips.
_LONG = 8
#: A title of this many characters is known by all but one of them.
_WHOLE = 4
#: Characters that stand behind a title and are no slip in it: 客户部的 is not 客户部门.
_SMALL = frozenset(
    "的地得了吗呢吧和与跟或及在是有能可要会应该须必谁向给对由把被让请将就都也还又再到从为以于上下里内外前后中人员长一我你您他她它咱俺"
)


def _one_off(title: str, window: str) -> bool:
    """健康顾间: all but one character of a long title, and that one in its last word; before it, it would be another post."""
    wrong = [place for place, character in enumerate(title) if window[place] != character]
    return len(title) >= _WHOLE and len(wrong) == 1 and wrong[0] >= len(title) - 2 and window[wrong[0]] not in _SMALL


class Repairer:
    """Knows the titles of one library, and the words that are no slips."""

    def __init__(self, titles: Iterable[str], words: Iterable[str], aliases: Iterable[str] = ()) -> None:
        official = {normalise(title) for title in titles}
        names = official | {normalise(alias) for alias in aliases}
        self._titles = {name for name in names if len(name) >= 2 and _CHINESE.fullmatch(name)}
        self._by_character: dict[tuple[int, int, str], set[str]] = defaultdict(set)
        for title in sorted(self._titles):
            for place, character in enumerate(title):
                self._by_character[(len(title), place, character)].add(title)
        self._ends = {
            length: ({t[0] for t in self._titles if len(t) == length}, {t[-1] for t in self._titles if len(t) == length})
            for length in {len(title) for title in self._titles}
        }
        self._lengths_by_end: dict[str, set[int]] = defaultdict(set)
        for title in sorted(self._titles):
            self._lengths_by_end[title[0]].add(len(title))
            self._lengths_by_end[title[-1]].add(len(title))
        self._latin = sorted({word for name in names for word in _LATIN.findall(name)})
        #: The words that a title is about: the manager of 'service manager'.
        self._heads = frozenset(parts[-1] for name in official if (parts := _LATIN.findall(name)))
        self._words = frozenset(words)

    def repair(self, text: str) -> str:
        """The normalised text with the titles in it put right."""
        text = _CHINESE.sub(lambda run: self._chinese(run.group()), text)
        return _LATIN.sub(lambda word: self._english(word.group()), text)

    def _chinese(self, run: str) -> str:
        for length in self._lengths_in(run):
            for start in self._places(run, length):
                window = run[start : start + length]
                meant = self._meant(window)
                if meant and not self._known(run, start, meant):
                    run = run[:start] + meant + run[start + length :]
        return run

    def _lengths_in(self, run: str) -> list[int]:
        """The lengths of titles that may stand in it, the longest first: one of their characters does, at their end."""
        found = {length for character in run for length in self._lengths_by_end.get(character, ())}
        return sorted((length for length in found if length <= len(run)), reverse=True)

    def _places(self, run: str, length: int) -> list[int]:
        """Where a title of this length may stand: its first or its last character is right."""
        first, last = self._ends[length]
        return [i for i in range(len(run) - length + 1) if run[i] in first or run[i + length - 1] in last]

    def _known(self, run: str, start: int, meant: str) -> bool:
        """Whether what differs belongs to a word in its own right, with what stands before or behind it: 我的经历."""
        differing = [start + place for place, character in enumerate(meant) if run[start + place] != character]
        return any(
            run[a:b] in self._words
            for place in differing
            for a in range(max(0, place - 2), place + 1)
            for b in range(max(place + 1, a + 2), place + 4)
        )

    def _may_share(self, window: str) -> bool:
        """Whether half of the characters stand where some title of this length has them."""
        length = len(window)
        return 2 * sum([(length, place, character) in self._by_character for place, character in enumerate(window)]) >= length

    def _meant(self, window: str) -> str | None:
        """The one title that sounds like the window and shares at least half of its characters."""
        if window in self._titles or not self._may_share(window):
            return None
        shared: dict[str, int] = defaultdict(int)
        for place, character in enumerate(window):
            for title in self._by_character.get((len(window), place, character), ()):
                shared[title] += 1
        near = sorted(title for title, count in shared.items() if 2 * count >= len(window))
        same = [title for title in near if syllables(title) == syllables(window)]
        if not same and window[:-1] not in self._titles:
            same = [title for title in near if shared[title] == len(window) - 1 and _one_off(title, window)]
        return same[0] if len(same) == 1 else None

    def _inflected(self, word: str) -> bool:
        """Whether a known word stands in it with an English ending: coordinates is no slip for coordinator."""
        bare = {word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)}
        return any(form in self._words or form + "e" in self._words for form in bare)

    def _english(self, word: str) -> str:
        if word in self._words or word in self._latin or word.removesuffix("s") in self._latin or self._inflected(word):
            return word
        from rapidfuzz.distance import OSA

        # manage and directory are words beside manager and director, not slips
        most = 2 if len(word) > _LONG else 1
        related = [title for title in sorted(self._heads) if title.startswith(word) or word.startswith(title)]
        if related:
            return word
        distances = [(OSA.distance(word, title, score_cutoff=most), title not in self._heads, title) for title in self._latin]
        near = sorted(found for found in distances if found[0] <= most)
        if not near or (len(near) > 1 and near[0][:2] == near[1][:2]):
            return word
        most, beside, title = near[0]
        others = [other for other in self._words if other[0] == word[0] and len(other) >= _LEAST and other != title]
        beside = beside and any(OSA.distance(word, other, score_cutoff=most) <= most for other in others)
        return word if beside else title  # selction may be a selection, and no section
