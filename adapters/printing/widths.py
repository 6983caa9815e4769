"""How many columns of a table fit side by side on a screen without a word being broken, and how broad each is.

Chinese may be broken anywhere; of a Latin word or a figure all has to stand on one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

#: A column is at least so broad, and no word makes it broader than so much of the screen.
LEAST, MOST_SHARE = 10, 0.4
#: What the frame takes beside each column, and once.
FRAME, EDGE = 3, 1
_UNBROKEN = re.compile(r"[!-~]+|\S")


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """The columns that stand side by side, by their number, and the breadth of the first column and of theirs."""

    columns: tuple[int, ...]
    first: int
    widths: tuple[int, ...]


def parts_of(first: Sequence[str], columns: Sequence[Sequence[str]], width: int) -> Iterator[Part]:
    """All columns in as few parts as fit, each beside the first column, which every part repeats; of each column every text is given."""
    most = int(width * MOST_SHARE)
    head = _least(first, most)
    least = [_least(texts, most) for texts in columns]
    left = list(range(len(columns)))
    while left:
        room, taken = width - EDGE - FRAME - head, 0
        while taken < len(left) and (room := room - FRAME - least[left[taken]]) >= 0:
            taken += 1
        part, left = left[: max(taken, 1)], left[max(taken, 1) :]
        room = width - EDGE - FRAME * (len(part) + 1)
        wanted = [_whole(texts) for texts in (first, *(columns[one] for one in part))]
        yield _spread(tuple(part), [head, *(least[one] for one in part)], wanted, room)


def _spread(columns: tuple[int, ...], least: Sequence[int], wanted: Sequence[int], room: int) -> Part:
    """What room is left over goes to the columns whose texts want it, in proportion."""
    wishes = [max(whole - narrow, 0) for narrow, whole in zip(least, wanted, strict=True)]
    spare, all_wishes = max(room - sum(least), 0), sum(wishes)
    share = min(spare / all_wishes, 1) if all_wishes else 0
    first, *widths = (narrow + int(wish * share) for narrow, wish in zip(least, wishes, strict=True))
    return Part(columns=columns, first=first, widths=tuple(widths))


def _least(texts: Sequence[str], most: int) -> int:
    return min(max([LEAST, *(cell_len(word) for text in texts for word in _UNBROKEN.findall(text))]), most)


def _whole(texts: Sequence[str]) -> int:
    return max([0, *(cell_len(line) for text in texts for line in text.splitlines())])
