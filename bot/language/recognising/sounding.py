"""Syllables typed as they sound within Chinese -> the characters that are meant: tui货, 签xie议, 五bai.

A syllable is written out only where it stands beside a character with which just one character of that sound makes up a word of the
vocabulary; everything else stays as it was typed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

from bot.rulebook.nearness import syllables

#: Letters that touch a Chinese character on one side at least, and no other letter.
_SPELT = re.compile(r"(?<=[\u4e00-\u9fff])[a-z]{2,6}(?![a-z'])|(?<![a-z'])[a-z]{2,6}(?=[\u4e00-\u9fff])")
_NUMERAL = frozenset("0123456789零一二两三四五六七八九十几")
#: Behind a numeral they count money.
_COUNTS = {"bai": "百", "qian": "千", "wan": "万", "yuan": "元", "kuai": "块"}


class Sounds:
    """Knows the words of one library by how they sound."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)

    @cached_property
    def _pairs(self) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
        """What stands before and what behind each character in some word; made when first needed."""
        before: dict[str, set[str]] = defaultdict(set)
        behind: dict[str, set[str]] = defaultdict(set)
        for word in self._words:
            for one, other in pairwise(word if not word.isascii() else ""):
                before[other].add(one)
                behind[one].add(other)
        return before, behind

    def written(self, text: str) -> str:
        """The normalised text with such syllables in characters."""
        if text.isascii():
            return text
        return _SPELT.sub(self._character, text)

    def _character(self, found: re.Match[str]) -> str:
        spelt, text = found.group(), found.string
        before, behind = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        if before in _NUMERAL and spelt in _COUNTS:
            return _COUNTS[spelt]
        if spelt in self._words:
            return spelt  # an English word
        first, last = (_sounding(spelt, beside.get(other, ())) for beside, other in zip(self._pairs, (behind, before), strict=True))
        meant = first & last if first and last else first | last
        return meant.pop() if len(meant) == 1 else spelt


def _sounding(spelt: str, characters: Iterable[str]) -> set[str]:
    """Those of the characters that sound so."""
    return {character for character in characters if "\u4e00" <= character <= "\u9fff" and syllables(character) == (spelt,)}
