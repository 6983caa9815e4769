"""Posts and departments that the books don't have, by the look of them: sales director, 法务部, an intern."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.language.recognising.lexicon import Hit
from bot.language.recognising.normalising import Folded

#: So many names are known again, of which it was asked whether the books speak of them.
NAMES = 4096
#: People of whom so many clauses speak are no strangers, although no post is called just that.
OFTEN = 3
#: What stands before a verb: 由我主管.
_VERBAL = tuple("谁由来我们归你他她会要能")
#: A department by the look of it: 法务部的, the audit department.
_UNIT = re.compile(
    r"[\u4e00-\u9fff]{2}(?<![全内外本各哪干局总一我该这那分个几某])部(?![门分件署主位落长委队下])"
    r"| (?!(?:the|which|my|our|thi|own|whole|other|anoth|each|entir|everi|what|that|and|of|a|an|same|your|their|his|her|new|no|ani"
    r"|some|both|all|right|to|for|with|in|by|from|on) )"
    r"[a-z]+ (?:depart|divis)\b"
)
#: What any such name has; few sentences do.
_OF_UNITS = ("部", " depart ", " divis ")


#: Who may do something, or what they may do: 组长可以批哪些事, can a team leader approve it.
_MAY_BEHIND = re.compile(
    r"(?:本人|自己)?的?(?:(?:可不?可?以|能)(?![不被由换调撤免])|有权|有没有权|有什么权|有哪些权|权限|权力|职责)| ?(?:may|can|could) "
)
_MAY_AHEAD = re.compile(r"(?:^| )(?:can|may|could) (?:a |an |the |our |my )?$")
_ALLOWED_AHEAD = re.compile(r"(?:^| )(?:is|are) (?:a |an |the |our |my )?$")
_ALLOWED_BEHIND = re.compile(r"[^,.;!?]{0,50} (?:allow|entitl|permit|empow)")


def _acts(text: str, hit: Hit) -> bool:
    """Whether it is asked what the post may do, and not what may be done to it."""
    first, last = hit.front(text), hit.back(text)
    allowed = bool(_ALLOWED_AHEAD.search(text, 0, first)) and bool(_ALLOWED_BEHIND.match(text, last))
    return allowed or bool(_MAY_BEHIND.match(text, last)) or bool(_MAY_AHEAD.search(text, 0, first))


def _named_otherwise(text: str, hit: Hit, hits: Iterable[Hit]) -> bool:
    """Whether the name of a post is part of a post that the books have, or of other words (汇总编制 has no 总编)."""
    whole = any(other.kind in ("role", "unit", "relation") and other.start <= hit.start and hit.end <= other.end for other in hits)
    if not whole and _acts(text, hit):
        return False
    whole = whole or any(o.kind == "action" and any(a <= hit.start and hit.end <= b for a, b in o.pieces()) for o in hits if o != hit)
    whole = whole or any(o.kind == "concept" and hit.within(o) and not o.gaps for o in hits)  # with pilots
    whole = whole or any((o.kind, o.id) == ("marker", "who") and hit.within(o) for o in hits)  # to which officer
    crossing = [o for o in hits if o.kind in ("concept", "action") and _cross(o, hit)]
    return whole or all(any(o.start <= place < o.end for o in crossing) for place in range(hit.start, hit.end))


def _cross(one: Hit, other: Hit) -> bool:
    return one.start < other.start < one.end < other.end or other.start < one.start < other.end < one.end


def _named(found: re.Match[str], hits: Iterable[Hit]) -> bool:
    """Whether what looks like a department is one that the books have, or part of other words (no PR department)."""
    begin, end = found.span()
    if any(h.kind == "concept" and not h.gaps and h.start < begin and end <= h.end + 1 for h in hits):
        return True
    kinds = ("role", "unit", "relation", "fact") + (() if found.group().isascii() else ("concept", "action"))
    return any(
        hit.kind in kinds
        and not (hit.kind == "fact" and any(a <= found.end() - 1 < b for a, b in hit.gaps))
        and (hit.kind != "concept" or (hit.start, hit.end) != found.span())
        and hit.start < found.end() <= hit.end + found.group().isascii()
        for hit in hits
    )


#: What makes a field the name of a department.
_DEPARTMENT = re.compile(r"部门?(?:的|有|负责|职责|主要|是)|depart (?!of)")
#: What may stand between a field and a post: 技术部经理, 技术部的经理, sales manager.
_OF = ("", "部", "部门", "部的", "部门的", "的", "department", "depart")


class Written:
    """All that the books say, of which it is known again what stands there: few names are asked for, and those often."""

    def __init__(self, texts: Iterable[str], own: Iterable[str] = (), also: Iterable[str] = ()) -> None:
        self._texts = tuple(texts)
        #: Whom people name where they mean one of the clauses.
        self.named = lru_cache(maxsize=NAMES)("\n".join(also).__contains__)
        #: A company's own words, of which its books speak in whatever others.
        self.own = frozenset(own)
        self._has = lru_cache(maxsize=NAMES)("\n".join(self._texts).__contains__)
        self.often = lru_cache(maxsize=NAMES)(self._is_often)

    def _is_often(self, words: str) -> bool:
        """Whether at least `OFTEN` clauses have these words."""
        return sum(words in text for text in self._texts) >= OFTEN

    def __contains__(self, words: str) -> bool:
        return words in self.own or self._has(words)


#: Which of several posts of a unit is meant, by its number: 物业客户部岗位职责8, "variant 8".
_NUMBERED = re.compile(r"[(（]?(?:岗位职责|版本|第)[0-9]+[)）]?|,? ?(?:variant|version) [0-9]+")


def _of_another_number(text: str, hits: Iterable[Hit]) -> list[str]:
    """The posts of a known unit that are named by a number which no post of it has."""
    roles = [hit.end for hit in hits if hit.kind == "role"]
    numbered = [(hit, found) for hit in hits if hit.kind == "unit" and (found := _NUMBERED.match(text, hit.back(text)))]
    return [text[hit.start : found.end()].strip() for hit, found in numbered if all(end < found.end() for end in roles)]


#: What may make up the name of a post or a department, beside the names of posts.
_MAKING = frozenset({"foreign", "other-department", "post"})


def strangers(folded: Folded, hits: tuple[Hit, ...], written: Written) -> tuple[tuple[Hit, ...], tuple[str, ...]]:
    """Drop the role in 'sales director' where the books have no such director, and remember the whole."""
    text = folded.text
    posts = [hit for hit in hits if hit[2] == "role" or hit[3] in _MAKING]
    kept, strange = _posts(text, hits, written) if posts else (hits, [])
    if any(part in text for part in _OF_UNITS):
        named = [found.group().strip() for found in _UNIT.finditer(text) if not _named(found, hits)]
        strange += [name for name in named if name not in written]
    strange += _of_another_number(text, hits)
    return kept, tuple(dict.fromkeys(strange))


def _posts(text: str, hits: tuple[Hit, ...], written: Written) -> tuple[tuple[Hit, ...], list[str]]:
    """The hits without the posts that are part of another one, and the names of these others."""
    foreign = [hit for hit in hits if (hit.kind, hit.id) in (("marker", "foreign"), ("relation", "other-department"))]
    strange: list[str] = []
    dropped: set[tuple[int, int]] = set()
    for hit in hits:
        if hit.kind != "role" or hit.start == 0:
            continue
        if rank := _below(text, hit, hits):
            name = text[rank.start() : hit.end].strip()
            strange += [] if name in written else [name]
            dropped |= {(o.start, o.end) for o in hits if o.kind == "role" and o.start < hit.end and rank.start() < o.end}
            continue
        before = next((word for word in foreign if word.start < hit.start and text[word.end : hit.start].strip() in _OF), None)
        if before and word_of_its_own(text, before):
            name = text[before.start : hit.end].strip()
            strange += [] if name in written else [name]
            dropped.add((hit.start, hit.end))
    for word in foreign:
        after = _DEPARTMENT.match(text, word.end)
        known = any(h.kind in ("unit", "role", "concept") and h.start <= word.start and h.end >= word.end for h in hits)
        if after and not known and word_of_its_own(text, word):
            strange.append((text[word.start : word.end] + after.group()).strip())
    unnamed = {hit for hit in hits if hit.id == "post" and not _named_otherwise(text, hit, hits)}
    kept = tuple(
        hit for hit in hits if not (hit.kind == "role" and (hit.start, hit.end) in dropped) and (hit.id != "post" or hit in unnamed)
    )
    bare = {hit for hit in unnamed if _bare(text, hit, hits, written)}
    outside = {hit for hit in unnamed if written.named(text[hit.start : hit.end].strip()) and (hit in bare or _told(hit, hits))}
    outside = {hit for hit in outside if not _acts(text, hit)}
    strange += [
        text[hit.start : hit.end].strip() for hit in sorted(unnamed - outside) if not _is_written(written, text, hit, bare=hit in bare)
    ]
    return kept, strange


def _told(hit: Hit, hits: Iterable[Hit]) -> bool:
    """Whether nothing but a small word stands before the name of some people: 告诉警察, "to the police"."""
    return any((o.kind, o.id) == ("marker", "filler") and o.start < hit.start <= o.end <= hit.start + 1 for o in hits)


#: What makes another post of one: 副总监, "deputy director".
_RANK = re.compile("副$| (?:deputi|deputy|vice) $")


def _below(text: str, hit: Hit, hits: Iterable[Hit]) -> re.Match[str] | None:
    """The word before a post that makes it one which the books don't have; None where they have it."""
    rank = _RANK.search(text, 0, hit.front(text))
    if rank is None or any(o.kind == "role" and o.start <= rank.start() and hit.end <= o.end for o in hits):
        return None
    return rank


#: A verb that looks like a post: how they are judged, who coaches the staff.
_PASSIVE = re.compile(r" (?:is|are|wa|was|were|be|been|being|get|got) $")
_DOING, _OBJECT = re.compile(r" (?:who|to|will|must|should|may|can|that|one|i|we) $"), re.compile(r" ?(?:the|their|our|my|how|them|these) ")
_ARTICLE = re.compile(r"^(?:the|a|an|our|my) ")


#: What stands before the name of some people and is no part of it: 哪些护士, 怀孕的护士, 新护士.
_PLAIN_AHEAD = re.compile(
    r"(?:^|[,.;:!?]|[的些个名位几新老]) ?$"
    r"|(?:^|[ ,.;:!?])(?:which|what|do|doe|may|can|could|must|should|are|is|all|ani|some|new|a|an|the) $"
)


#: How people are, in one word: "may pregnant nurses", "do new nurses".
_SAID_OF = re.compile(r"(?:^|[ ,.;:!?])(?:which|what|do|doe|may|can|could|must|should|are|is|all|ani|some) ([a-z]+) $")


def _bare(text: str, hit: Hit, hits: Iterable[Hit], written: Written) -> bool:
    """Whether nothing before the name of some people belongs to it."""
    first = hit.front(text)
    if _PLAIN_AHEAD.search(text, 0, first):
        return True
    if said := _SAID_OF.search(text, 0, first):  # can pregnant nurses
        return said[1] in written and not any(o.id == "foreign" and o.start <= said.start(1) < o.end for o in hits)
    return any((o.kind, o.id) == ("marker", "may") and o.end == hit.start for o in hits)


def _is_written(written: Written, text: str, hit: Hit, *, bare: bool) -> bool:
    """Whether the books themselves speak of such people (装修工人), or it is no noun here (谁主管)."""
    name = text[hit.start : hit.end].strip()
    if name in written.own or (bare and written.often(name)):
        return True
    if text[hit.start] != " ":
        before = text[max(0, hit.start - 2) : hit.start]
        return before[-1:] in _VERBAL or (bool(before) and before + text[hit.start : hit.end] in written)
    said = text[hit.start : hit.end].strip()
    if said.endswith(" of"):  # the head of IT security: what stands behind it makes the post
        behind = _ARTICLE.sub("", text[hit.end :].lstrip()).split(" ", 1)[0]
        return any(f"{said} {article}{behind}" in written for article in ("", "the "))
    first, last = hit.start + 1, hit.back(text)
    verb = _PASSIVE.search(text, 0, first) or (_DOING.search(text, 0, first) and _OBJECT.match(text, last))
    return bool(verb) or f"{text[: hit.start].rsplit(' ', 1)[-1]} {said}" in written


def word_of_its_own(text: str, hit: Hit) -> bool:
    """Whether an English hit isn't the tail of a longer word; Chinese needs no such care."""
    return not text[hit.start].isascii() or hit.start == 0 or text[hit.start] == " " or not text[hit.start - 1].isalpha()
