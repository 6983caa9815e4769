"""How far a number reaches by the words around it: 最多, 不到, over, 左右, 以内."""

from __future__ import annotations

import re

from bot.language.amounts.surroundings import Left

#: The verb and whom it concerns, as in 最多罚他 100.
_GAP = r"[^\s,.;!?，。；！？、]{0,8}"
_NOT = r"(?:不|不得|不能|不可|不可以|不会|没有|没|未|别|勿|不要|不应)"

#: How each kind of bound reads of an amount, and of a price such as 9 折; '' where a price leaves two readings.
_BOUNDS = {
    "below": ("at-most", "over"),
    "not-above": ("at-most", ""),
    "at-most": ("at-most", "at-most"),
    "above": ("over", ""),
    "at-least": ("over", ""),
    "not-below": ("over", "at-most"),
    "about": ("about", "about"),
    "roughly": ("about", "about"),
}
#: What any bound before a number begins with: elsewhere nothing need be tried.
_FIRST = (
    "(?=[不没未别勿最低少小超高多大约近接差至顶上限额封起≈~]"
    "|(?<![a-z])(?:no|max|min|with|cap|lim|und|bel|les|few|ove|mor|abo|exc|upw|aro|rou|app|cir|nea|alm|clo|up |at ))"
)
BOUND_BEFORE = re.compile(
    rf"{_FIRST}(?:"
    rf"(?P<not_above>{_NOT}(?:超过|超出|超|多于|大于|高于)|(?<![a-z])(?:no more than|not more than|not exceeding"
    r"|(?:maximum|max)(?: of)?|within|not over|capped at|limit of))"
    rf"|(?P<not_below>{_NOT}(?:少于|低于|小于|不足)|最低{_GAP})"
    r"|(?P<below>不到|不足|不满|未满|没到|低于|少于|小于|(?<![a-z])(?:under|below|less than|fewer than))"
    r"|(?P<above>超过|超出|高于|多于|大于|不止|(?<![赶严])超|(?<![a-z])(?:over|more than|above|exceeding|upwards of))"
    r"|(?P<about>(?<![违合预公条签失邀节])约|(?<![最附靠邻])近|接近|≈|~"
    r"|(?<![a-z])(?:about|around|roughly|approximately|approx\.?|circa|nearly|almost|close to))"
    rf"|(?P<roughly>(?:大约|大概|差不多){_GAP})"
    rf"|(?P<at_most>(?:最多|至多|顶多|最高|上限|限额|封顶){_GAP}|(?<![a-z])(?:up to|at most|at the most)(?: [a-z]+){{0,2}})"
    rf"|(?P<at_least>(?:至少|最少|起码){_GAP}"
    r"|(?<![a-z])(?:at least|no less than|not less than|(?:minimum|min)(?: of)?)(?: [a-z]+){0,2})"
    r") ?$"
)
BOUND_AFTER = re.compile(
    r" ?(?:"
    r"(?P<about>左右|上下|前后|or so|-?ish|or thereabouts|approximately)"
    r"|(?P<not_above>以内|之内|内(?![部勤容急疚])|封顶|为限|为上限|max(?:imum)?|at most|tops|or less|or under|or fewer)"
    r"|(?P<below>以下|之下|不到|or below)"
    r"|(?P<above>以上|之上|往上|朝上|开外|出头|多(?![少给发次人])|有?余(?![下])|\+(?! ?[0-9])"
    r"|or more|or above|or over|and up|and above|and over(?! (?:the|an?) ))"
    r"|(?P<at_least>起步|起(?=[,。;!? ]|$)|at least|minimum)"
    r")(?![a-z])"
)


def find_bound(text: str, left: Left, end: int, *, price: bool) -> tuple[str, int, int]:
    """How far the number reaches by the words around it, and where these begin and end."""
    before, after = BOUND_BEFORE.search(left.text), BOUND_AFTER.match(text, end)
    found = before or after
    if found is None:
        return "exact", left.start, end
    word = str(found.lastgroup).replace("_", "-")
    start = left.start
    if before and word not in ("at-most", "at-least", "not-below", "roughly"):  # those may have a verb between
        start -= len(before.group())
    return _BOUNDS[word][price], start, after.end() if after else end
