"""Which of two phrases that compete for the same words counts: the longer reading wins, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.language.recognising.lexicon import Hit

#: Whether a hit means nothing of its own inside the other, longer one; the last are the facts that tell how an employee works.
_Rule = Callable[[Hit, Hit, frozenset[str]], bool]

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


#: Who holds a post of the books by that very name is no customer: a buyer.
_TITLED = ("relation", "customer", "role")


def clear(hits: Sequence[Hit], conduct: frozenset[str]) -> tuple[Hit, ...]:
    """Let the longer reading win where kinds compete for the same words; the hits are in order, and so is what is left."""
    hits = _uncut(hits)
    wide = [hit for hit in hits if hit[1] - hit[0] > 1 and hit[2] in _COVERING]
    wide.reverse()
    reaching: list[Hit] = []
    kept: list[Hit] = []
    at = -1
    for hit in hits:
        start, end, kind, _, _, _ = hit
        if start != at:
            at = start
            reaching = [other for other in reaching if other[1] > start]
            while wide and wide[-1][0] == start:
                reaching.append(wide.pop())
        if kind in _GIVES_WAY and reaching:
            rules, length = _GIVES_WAY[kind], end - start
            for other in reaching:
                longer = other[1] - other[0] > length or (kind, hit[3], other[2]) == _TITLED
                if other[1] >= end and longer and (rule := rules.get(other[2])) and rule(hit, other, conduct):
                    break
            else:
                kept.append(hit)
        else:
            kept.append(hit)
    return tuple(kept)


def _uncut(hits: Sequence[Hit]) -> Sequence[Hit]:
    """The hits without acts whose phrase begins or ends within another's word: the 退…货 of 辞退一名理货员."""
    acts = [hit for hit in hits if hit[2] == "action"]
    gapped = [hit for hit in acts if hit[5]]
    if not gapped:
        return hits
    whole = [hit for hit in hits if not hit[5] and hit[2] in ("action", "role", "unit")]
    cut = {hit for hit in gapped if any(_cuts(hit, other) for other in whole)}
    return [hit for hit in hits if hit not in cut] if cut else hits


def _cuts(hit: Hit, other: Hit) -> bool:
    """Whether one character of a phrase with gaps is that of another act's word, where it begins, or of a title, where it ends."""
    if hit.id == other.id:
        return False
    (first, behind), (start, end) = hit.pieces()[0], hit.pieces()[-1]
    if other.kind == "action":
        return behind - first == 1 and other.start < first < other.end
    return end - start == 1 and other.start <= start and end < other.end


def _always(_hit: Hit, _other: Hit, _conduct: frozenset[str]) -> bool:
    return True


def _swallowed(hit: Hit, other: Hit, _conduct: frozenset[str]) -> bool:
    """The 没有 of 有没有 denies nothing."""
    return other.id in _SWALLOWED_BY.get(hit.id, ())


def _marked(hit: Hit, other: Hit, _conduct: frozenset[str]) -> bool:
    """It may deny, or doubt, another fact than the one whose phrase it stands in: the 是不是 of 究竟是不是."""
    return hit.id != "negation" and not (hit.id == "doubt" and other.part == "open")


def _of_any_talk(_hit: Hit, other: Hit, _conduct: frozenset[str]) -> bool:
    """赔个笑脸 pays nothing, and 大小事务 says nothing of 小事."""
    return other.id == "plain"


def _fixed(_hit: Hit, other: Hit, _conduct: frozenset[str]) -> bool:
    """Nobody advances anything "in advance", or rates anybody by an interest rate."""
    return other.id == "fixed"


def _of_talk_or_leave(_hit: Hit, other: Hit, _conduct: frozenset[str]) -> bool:
    """赔个笑脸 pays nothing, and "is it fine if" fines nobody."""
    return other.id in ("plain", "may")


def _outside_gaps(hit: Hit, other: Hit, _conduct: frozenset[str]) -> bool:
    """发年终奖 is no 发*奖."""
    return not any(start < hit.end and hit.start < end for start, end in other.gaps)


def _no_act_between(hit: Hit, other: Hit, _conduct: frozenset[str]) -> bool:
    """录音发给朋友听 gives it away, and 买前台用品 is 前台用品 as well as 买*用品."""
    return not _in_gap(hit, other)


def _in_piece(hit: Hit, other: Hit, _conduct: frozenset[str]) -> bool:
    """Taking back a broken thing is no taking on."""
    return any(start <= hit.start and hit.end <= end for start, end in other.pieces())


def _begins_piece(hit: Hit, other: Hit, _conduct: frozenset[str]) -> bool:
    """前台用品 says nothing of the 前台."""
    return any(start <= hit.start and hit.end < end for start, end in other.pieces())


def _of_conduct(_hit: Hit, other: Hit, conduct: frozenset[str]) -> bool:
    """An action inside a fact's phrase (坚持要退) is still that action, but not where the phrase tells how somebody works."""
    return other.id in conduct


def _turned(hit: Hit, other: Hit, _conduct: frozenset[str]) -> bool:
    """劝她改主意 says nothing of why she wants it."""
    return hit.id != other.id and (hit.part, other.part) == ("false", "true")


def _in_gap(hit: Hit, other: Hit) -> bool:
    """Whether some of its own words stand in a gap of the other's phrase; of the same act it is enough that they begin there."""
    same = hit.id == other.id
    return any(start <= first < end and (same or last <= end) for first, last in hit.pieces() for start, end in other.gaps)


#: When a hit of the first kind gives way to a longer one of the second that covers it; otherwise it stands.
_GIVES_WAY: dict[str, dict[str, _Rule]] = {
    "role": {**dict.fromkeys(("role", "unit", "silent"), _always), **dict.fromkeys(("action", "fact"), _begins_piece)},
    "unit": dict.fromkeys(("role", "unit"), _always),
    "action": {
        **dict.fromkeys(("role", "silent"), _always),
        "action": _no_act_between,
        "fact": _of_conduct,
        "concept": _in_piece,
        "marker": _of_talk_or_leave,
    },
    "marker": {**dict.fromkeys(("relation", "role"), _always), "fact": _marked, "marker": _swallowed},
    "relation": dict.fromkeys(("relation", "role"), _always),
    "silent": dict.fromkeys(("action", "concept", "role", "fact", "marker", "relation"), _outside_gaps),
    "concept": {"role": _always, "marker": _fixed},
    "fact": {**dict.fromkeys(("fact", "word"), _turned), "marker": _of_any_talk},
    "money": dict.fromkeys(("action", "fact", "concept", "silent"), _always),
}
_COVERING = frozenset(other for rules in _GIVES_WAY.values() for other in rules)
