"""Typing slips in titles, repaired by sound in Chinese (经里, 总鉴) and by edit distance in English (manger).

A slip is repaired only where one title is clearly meant; everything else stays as it was typed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise
from operator import eq

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
    return len(wrong) == 1 and wrong[0] >= len(title) - 2 and window[wrong[0]] not in _SMALL


class Repairer:
    """Knows the titles of one library, and the words that are no slips."""

    def __init__(self, titles: Iterable[str], words: Iterable[str], aliases: Iterable[str] = ()) -> None:
        official = {normalise(title) for title in titles}
        names = official | {normalise(alias) for alias in aliases}
        self._titles = {name for name in names if len(name) >= 2 and _CHINESE.fullmatch(name)}
        #: The titles, not what else a post is called, that are long enough to be known by all but one character, without their last two.
        self._beginning: dict[str, list[str]] = defaultdict(list)
        for title in sorted(self._titles):
            if len(title) >= _WHOLE and title in official:
                self._beginning[title[:-2]].append(title)
        self._ends = {
            length: ({t[0] for t in self._titles if len(t) == length}, {t[-1] for t in self._titles if len(t) == length})
            for length in {len(title) for title in self._titles}
        }
        self._latin = sorted({word for name in names for word in _LATIN.findall(name)})
        #: The words that a title is about: the manager of 'service manager'.
        self._heads = frozenset(parts[-1] for name in official if (parts := _LATIN.findall(name)))
        self._words = frozenset(words)

    def repair(self, text: str) -> str:
        """The normalised text with the titles in it put right."""
        if not text.isascii():
            text = _CHINESE.sub(lambda run: self._chinese(run.group()), text)
        return text if self._words.issuperset(_LATIN.findall(text)) else _LATIN.sub(lambda word: self._english(word.group()), text)

    def _chinese(self, run: str) -> str:
        windows = self._windows(run)
        while windows:
            length, left = window = windows.pop()
            start = len(run) - left
            meant = self._meant(run[start : start + length])
            if meant and not self._known(run, start, meant):
                run = run[:start] + meant + run[start + length :]
                windows = [other for other in self._windows(run) if other < window]
        return run

    @cached_property
    def _sounding(self) -> dict[tuple[str, ...], list[str]]:
        """The titles by how they sound; made when first needed."""
        found: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for title in sorted(self._titles):
            found[syllables(title)].append(title)
        return found

    @cached_property
    def _lengths(self) -> dict[tuple[str, ...], set[int]]:
        """How long the titles are whose first two characters sound so."""
        found: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for sounds in self._sounding:
            found[sounds[:2]].add(len(sounds))
        return found

    def _windows(self, run: str) -> list[tuple[int, int]]:
        """Where titles may stand, the longest and the first of them last: their lengths, and how much of the run is left from there.

        They sound right from the start, and their first or last character is right.
        """
        found: list[tuple[int, int]] = []
        for start, sounds in enumerate(pairwise(syllables(run))):
            for length in self._lengths.get(sounds, ()):
                if (end := start + length) <= len(run):
                    first, last = self._ends[length]
                    if run[start] in first or run[end - 1] in last:
                        found.append((length, len(run) - start))
        return sorted(found)

    def _known(self, run: str, start: int, meant: str) -> bool:
        """Whether what differs belongs to a word in its own right, with what stands before or behind it: 我的经历."""
        differing = [start + place for place, character in enumerate(meant) if run[start + place] != character]
        return any(
            run[a:b] in self._words
            for place in differing
            for a in range(max(0, place - 2), place + 1)
            for b in range(max(place + 1, a + 2), place + 4)
        )

    def _meant(self, window: str) -> str | None:
        """The one title that sounds like the window and shares at least half of its characters, or else differs in but one."""
        if window in self._titles:
            return None
        same = [title for title in self._sounding.get(syllables(window), ()) if 2 * sum(map(eq, title, window)) >= len(window)]
        if not same and window[:-1] not in self._titles:
            same = [title for title in self._beginning.get(window[:-2], ()) if len(title) == len(window) and _one_off(title, window)]
        return same[0] if len(same) == 1 else None

    @cached_property
    def _beginning_with(self) -> dict[str, list[str]]:
        """The words that are long enough to be told apart, by their first letter; made when first needed."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            if len(word) >= _LEAST:
                found[word[0]].append(word)
        return found

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
        others = (other for other in self._beginning_with.get(word[0], ()) if other != title)
        beside = beside and any(OSA.distance(word, other, score_cutoff=most) <= most for other in others)
        return word if beside else title  # selction may be a selection, and no section
