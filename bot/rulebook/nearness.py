"""What a name was meant for that nobody and nothing bears: the nearest in its letters, or in how it sounds."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

#: So many are named at most.
MOST = 3
#: How alike they have to be, of 100.
IN_LETTERS, IN_SOUND, WHOLLY = 60, 85, 100
#: Of a longer name no more is compared; among more names none is spoken.
MOST_LETTERS, MOST_SPOKEN = 60, 5_000


def near(name: str, known: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """What the names nearest to this one stand for, the nearest first, each once; `known` are names, each with what it stands for.

    What it is itself, or sounds exactly like, is all that it was meant for.
    """
    wanted = name.casefold().strip()[:MOST_LETTERS]
    letters = [one.casefold() for one, _ in known]
    scored = process.extract(wanted, letters, scorer=fuzz.ratio, limit=4 * MOST, score_cutoff=IN_LETTERS)
    if wanted and len(known) <= MOST_SPOKEN:
        spoken = {place: sound(one) for place, one in enumerate(letters) if not one.isascii()}
        scored += process.extract(sound(wanted), spoken, scorer=fuzz.ratio, limit=4 * MOST, score_cutoff=IN_SOUND)
    nearest = sorted(scored, key=lambda found: -found[1])
    itself = [found for found in nearest if found[1] == WHOLLY]
    return tuple(dict.fromkeys(known[place][1] for _, _, place in itself or nearest))[:MOST]


def sound(text: str) -> str:
    """How a name sounds, tones and spaces left out."""
    return "".join(syllables(text)).replace(" ", "")


def syllables(text: str) -> tuple[str, ...]:
    """How each of its Chinese characters sounds, tones left out; what isn't Chinese stays as it is."""
    return tuple(map(_syllable, text))


@lru_cache(maxsize=20_000)
def _syllable(character: str) -> str:
    # Names need no readings of whole phrases, whose table takes most of the time to load.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    import pypinyin

    return "".join(pypinyin.lazy_pinyin(character))
