"""Which of two phrases that compete for the same words counts: the longer reading wins, kind by kind."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from bot.language.recognising.lexicon import Hit

#: A hit of the first kind gives way to a longer one of the others that covers it.
_GIVES_WAY: dict[str, tuple[str, ...]] = {
    "role": ("role", "unit", "silent"),
    "unit": ("role", "unit"),
    "action": ("action", "role", "silent", "fact", "concept"),
    "marker": ("relation", "fact", "role"),
    "relation": ("relation", "role"),
    "silent": ("action", "concept", "role", "fact", "marker", "relation"),
    "concept": ("role",),
    "fact": (),
    "gauge": (),
    "doing": (),
    "others": (),
    "hint": (),
    "word": (),
    "money": ("action", "fact", "concept", "silent"),
}

#: Markers that mean nothing inside longer ones: the 没有 of 有没有 and the 别 of 特别 deny nothing, 哪几点
#: asks for no time, up to date for no limit, "beyond doubt that" doubts nothing.
_SWALLOWED_BY = {
    "negation": ("doubt", "may", "affirming"),
    "unrelated": ("affirming",),
    "doubt": ("confirm",),
    **dict.fromkeys(("receive", "boss", "reports"), ("plain",)),
    "when": ("which", "plain"),
    **dict.fromkeys(("limit", "attribute", "count", "where"), ("plain",)),
}


def clear(hits: Iterable[Hit], conduct: frozenset[str]) -> tuple[Hit, ...]:
    """Let the longer reading win where kinds compete for the same words."""
    kept: list[Hit] = []
    reaching: list[Hit] = []
    for start, group in groupby(sorted(hits), itemgetter(0)):
        here = list(group)
        reaching = [other for other in reaching if other[1] > start]
        reaching += here
        for hit in here:
            end = hit[1]
            for other in reaching:
                if other[1] >= end and other[1] - other[0] > end - start and _gives_way(hit, other, conduct):
                    break
            else:
                kept.append(hit)
    return tuple(kept)


def _gives_way(hit: Hit, other: Hit, conduct: frozenset[str]) -> bool:
    """Whether a hit means nothing of its own inside the longer one: the 没有 of 有没有 denies nothing.

    An action inside a fact's phrase (坚持要退) is still that action, but not where the phrase tells how somebody works.
    """
    if hit.kind == other.kind == "marker":
        return other.id in _SWALLOWED_BY.get(hit.id, ())
    if hit.kind == "action" and other.kind == "marker":
        return other.id in ("plain", "may")  # 赔个笑脸 pays nothing, and "is it fine if" fines nobody
    if hit.kind == "marker" and other.kind == "fact" and (hit.id == "negation" or (hit.id == "doubt" and other.part == "open")):
        return False  # it may deny, or doubt, another fact than the one whose phrase it stands in: the 是不是 of 究竟是不是
    if hit.kind == "silent" and any(start < hit.end and hit.start < end for start, end in other.gaps):
        return False  # 发年终奖 is no 发*奖
    if hit.kind == other.kind == "action" and _in_gap(hit, other):
        return False  # 录音发给朋友听 gives it away, and 买前台用品 is 前台用品 as well as 买*用品
    if hit.kind == "action" and other.kind == "concept" and other.gaps:  # "take back a broken thing on" is no taking on
        return any(start <= hit.start and hit.end <= end for start, end in other.pieces())
    if hit.kind == "fact" and (other.id == "plain" or (hit.id != other.id and (hit.part, other.part) == ("false", "true"))):
        return True  # 大小事务 says nothing of 小事, nor 劝她改主意 of why she wants it
    if hit.kind == "action" and other.kind == "fact":
        return other.id in conduct
    if hit.kind == "role" and other.kind in ("action", "fact"):
        return any(start <= hit.start and hit.end < end for start, end in other.pieces())  # 前台用品 says nothing of the 前台
    return other.kind in _GIVES_WAY[hit.kind]


def _in_gap(hit: Hit, other: Hit) -> bool:
    """Whether some of its own words stand in a gap of the other's phrase; of the same act it is enough that they begin there."""
    same = hit.id == other.id
    return any(start <= first < end and (same or last <= end) for first, last in hit.pieces() for start, end in other.gaps)
