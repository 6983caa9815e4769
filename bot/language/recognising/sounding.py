"""Syllables typed as they sound within Chinese -> the characters that are meant: tui货, 签xie议, 五bai.

A syllable is written out only where it stands beside a character with which just one character of that sound makes up a word of the
vocabulary; everything else stays as it was typed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

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
    def _pairs(self) -> frozenset[str]:
        """Every two characters that follow one another in a word; made when first needed, as what follows."""
        return frozenset(word[at : at + 2] for word in self._words if not word.isascii() for at in range(len(word) - 1))

    @cached_property
    def _sounding(self) -> dict[str, set[str]]:
        """The characters of the words by how they sound."""
        found: dict[str, set[str]] = defaultdict(set)
        characters = "".join(sorted({character for pair in self._pairs for character in pair if "\u4e00" <= character <= "\u9fff"}))
        for character, sound in zip(characters, syllables(characters), strict=True):
            found[sound].add(character)
        return found

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
        sounding = self._sounding.get(spelt, ())
        first = {one for one in sounding if one + behind in self._pairs}
        last = {one for one in sounding if before + one in self._pairs}
        meant = first & last if first and last else first | last
        return meant.pop() if len(meant) == 1 else spelt
