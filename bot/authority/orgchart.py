"""The organisation of one rule book as a picture: which post stands where, and the lines between them.

Everything is laid out in units of the picture, the origin at the top left; colours, dashes and words are for whoever draws it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.model import ClauseId, Role, RoleKey, Words
from bot.rulebook.library import Library

BOX_WIDTH, BOX_HEIGHT = 196, 74
#: Between boxes side by side, and between levels, where the lines run.
GAP, LEVEL_GAP = 34, 92
LEVEL = BOX_HEIGHT + LEVEL_GAP
#: How many of the posts without a line stand in a row.
ROW = 5


class Line(StrEnum):
    """What a line between two posts says."""

    STATED = "stated"
    INFERRED = "inferred"
    ACTING = "acting"


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """From the one below to the one above; `why` says what an inferred one rests on, or what an acting one leaves out."""

    below: str
    above: str
    line: Line
    clause: ClauseId | None = None
    why: Words | None = None
    #: The book names several superiors side by side.
    alternative: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A post, or a superior whom the book doesn't name; `x` and `y` are its top left corner."""

    key: str
    title: Words
    x: float
    y: float
    outside: bool = False
    unnamed: bool = False

    @property
    def middle(self) -> float:
        """Where lines from above and below meet it."""
        return self.x + BOX_WIDTH / 2


@dataclass(frozen=True, kw_only=True, slots=True)
class OrgChart:
    """One book. `loose` are posts of which the book doesn't say whom they report to, `mentioned` outside posts on no line."""

    book: str
    boxes: Mapping[str, Box]
    links: tuple[Link, ...]
    loose: tuple[Box, ...]
    mentioned: tuple[Words, ...]
    width: float
    height: float


def orgchart_of(library: Library, book: str) -> OrgChart:
    """The picture of a book that is in force."""
    roles = {key: role for key, role in library.roles.items() if role.book == book}
    links = tuple(link for role in roles.values() for link in _links(library, role))
    linked = {key for link in links for key in (link.below, link.above)}
    named = {key: role.title for key, role in roles.items()} | dict(_unnamed(roles.values()))
    boxes = _placed(links, [key for key in named if key in linked], named, roles)
    tree_width = max((box.x + BOX_WIDTH for box in boxes.values()), default=0.0)
    tree_height = max((box.y + BOX_HEIGHT for box in boxes.values()), default=0.0)
    alone = [role for key, role in roles.items() if key not in linked and not role.department]
    loose = [role for role in alone if not role.outside]
    placed = tuple(
        Box(key=role.key, title=role.title, x=n % ROW * (BOX_WIDTH + GAP), y=n // ROW * (BOX_HEIGHT + GAP)) for n, role in enumerate(loose)
    )
    return OrgChart(
        book=book,
        boxes=boxes,
        links=links,
        loose=placed,
        mentioned=tuple(role.title for role in alone if role.outside),
        width=max([tree_width, *(box.x + BOX_WIDTH for box in placed)]),
        height=tree_height,
    )


def _links(library: Library, role: Role) -> Iterator[Link]:
    line = role.reports_to
    if line is not None:
        kind = Line.INFERRED if line.inferred else Line.STATED
        above = line.to or [key for key, _ in _unnamed([role])]
        for key in above:
            yield Link(below=role.key, above=key, line=kind, clause=line.clause, why=line.inferred, alternative=len(above) > 1)
    if role.acts_for is not None:
        left_out = _left_out([library.vocabulary.actions[action].title for action in role.acts_for.exceptions])
        yield Link(below=role.key, above=role.acts_for.role, line=Line.ACTING, clause=role.acts_for.clause, why=left_out)


def _left_out(actions: Sequence[Words]) -> Words | None:
    """What a stand-in may not do in the other's place."""
    if not actions:
        return None
    zh, en = "、".join(one.zh for one in actions), ", ".join(one.en for one in actions)
    return Words(zh=f"代理不包括{zh}", en=f"standing in except for {en}")


def _unnamed(roles: Iterable[Role]) -> Iterator[tuple[str, Words]]:
    for role in roles:
        if role.reports_to and (title := role.reports_to.unnamed):
            yield f"{role.book}/?{title.zh}", title


def _placed(links: Sequence[Link], keys: Sequence[str], titles: Mapping[str, Words], roles: Mapping[RoleKey, Role]) -> dict[str, Box]:
    """Superiors above, each in the middle over those below; a stand-in comes last, so that its line runs outside."""
    above: dict[str, list[str]] = {key: [] for key in keys}
    standing_in = {link.below for link in links if link.line is Line.ACTING}
    for link in links:
        if link.line is not Line.ACTING:
            above[link.below].append(link.above)
    levels: dict[str, int] = {}
    for key in keys:
        _level(key, above, levels)
    ordered = sorted(keys, key=lambda key: key in standing_in)
    below: dict[str, list[str]] = {key: [] for key in keys}
    for key in ordered:
        if above[key]:
            below[above[key][0]].append(key)
    columns: dict[str, float] = {}
    free = 0.0
    beside = _beside(above)
    for root in (key for key in keys if not above[key] and key not in {other for others in beside.values() for other in others}):
        free = _columns(root, below, beside, columns, free)
    step = BOX_WIDTH + GAP
    return {
        key: Box(
            key=key,
            title=titles[key],
            x=columns[key] * step,
            y=levels[key] * LEVEL,
            outside=key in roles and roles[key].outside,
            unnamed=key not in roles,
        )
        for key in keys
    }


def _level(key: str, above: Mapping[str, Sequence[str]], levels: dict[str, int]) -> int:
    if key not in levels:
        levels[key] = max((_level(other, above, levels) + 1 for other in above[key]), default=0)
    return levels[key]


def _beside(above: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """A superior at the top -> the alternatives named beside it, which have nobody above either."""
    found: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for named in above.values():
        top = [key for key in named if not above[key] and key not in taken]
        if len(top) > 1:
            found[top[0]] = tuple(top[1:])
            taken.update(top)
    return found


def _columns(
    key: str, below: Mapping[str, Sequence[str]], beside: Mapping[str, Sequence[str]], columns: dict[str, float], free: float
) -> float:
    """Place a post with all below it from column `free` on; the next free column comes back."""
    start = free
    for other in below[key]:
        free = _columns(other, below, beside, columns, free)
    tops = (key, *beside.get(key, ()))
    extra = [other for top in tops[1:] for other in below[top]]
    for other in extra:
        free = _columns(other, below, beside, columns, free)
    placed = [columns[other] for other in (*below[key], *extra)]
    middle = (min(placed) + max(placed)) / 2 if placed else start
    first = middle - (len(tops) - 1) / 2
    shift = max(start - first, 0)  # several above few below: move the few to the middle
    _moved(shift, [*below[key], *extra], below, columns)
    for place, top in enumerate(tops):
        columns[top] = first + shift + place
    return max(free, first + len(tops)) + shift


def _moved(by: float, keys: Iterable[str], below: Mapping[str, Sequence[str]], columns: dict[str, float]) -> None:
    for key in keys:
        columns[key] += by
        _moved(by, below[key], below, columns)
