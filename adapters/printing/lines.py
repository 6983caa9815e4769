"""The lines of an organisation's picture: where each runs, and where its label stands.

Lines of one kind that lead to the same post share their last part, each part drawn once, so that dashes stay dashes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.authority.orgchart import BOX_HEIGHT, BOX_WIDTH, GAP, Box, Line, Link, OrgChart

#: How far below the upper post the crosswise part of each kind runs, and first that of superiors named side by side.
CROSS: dict[Line, float] = {Line.STATED: 32, Line.INFERRED: 46}
CROSS_EITHER = 18.0
#: How far from one another lines of several kinds arrive at the same post.
BESIDE = 18
#: How far above the lower post a label stands, and how far outside the boxes an acting line runs.
LABEL, OUTSIDE = 21, 26
ROUND = 10

Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Stroke:
    """One drawn part of a line."""

    line: Line
    points: tuple[Point, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """Where the words of a link stand; those `beside` begin there, others have their middle there."""

    link: Link
    at: Point
    beside: bool = False


def strokes_of(chart: OrgChart) -> tuple[list[Stroke], list[Label]]:
    """Every part of every line of a picture, and the labels."""
    strokes: list[Stroke] = []
    labels: list[Label] = []
    groups: dict[str, dict[float, list[Link]]] = {}
    for link in chart.links:
        if link.line is Line.ACTING:
            stroke, label = _acting(chart, link)
            strokes.append(stroke)
            labels.append(label)
            continue
        depth = CROSS_EITHER if link.alternative else CROSS[link.line]
        groups.setdefault(link.above, {}).setdefault(depth, []).append(link)
    labelled: dict[str, Label] = {}
    for above, kinds in groups.items():
        for place, (depth, links) in enumerate(sorted(kinds.items())):
            arrival = chart.boxes[above].middle + (place - (len(kinds) - 1) / 2) * BESIDE
            trunk = list(_trunk(chart, chart.boxes[above], depth, links, arrival))
            strokes += trunk
            for link, stroke in zip(links, trunk, strict=False):
                x, y = stroke.points[0]
                labelled.setdefault(link.below, Label(link=link, at=(x, y - LABEL)))
    return strokes, [*labelled.values(), *labels]


def _trunk(chart: OrgChart, above: Box, depth: float, links: Sequence[Link], arrival: float) -> Iterator[Stroke]:
    """Each link's own part, in their order, and then what they share."""
    bottom = above.y + BOX_HEIGHT
    cross = bottom + depth
    ends = [arrival]
    line = links[0].line
    for link in links:
        box = chart.boxes[link.below]
        path = _rise(chart, box, above, cross)
        if len(path) == 2 and abs(box.middle - arrival) <= BESIDE:  # straight up
            path = [(arrival, box.y), (arrival, cross)]
        ends.append(path[-1][0])
        yield Stroke(line=line, points=tuple(path))
    if max(ends) > min(ends):
        yield Stroke(line=line, points=((min(ends), cross), (max(ends), cross)))
    yield Stroke(line=line, points=((arrival, cross), (arrival, bottom)))


def _rise(chart: OrgChart, box: Box, above: Box, cross: float) -> list[Point]:
    """From a post up to the crosswise part, past the posts between."""
    between = [other for other in chart.boxes.values() if above.y < other.y < box.y]
    x = box.middle
    if all(not _hits(other, x) for other in between):
        return [(x, box.y), (x, cross)]
    gaps = sorted({side for other in between for side in (other.x - GAP / 2, other.x + BOX_WIDTH + GAP / 2)}, key=lambda gap: abs(gap - x))
    free = next(gap for gap in gaps if all(not _hits(other, gap) for other in between))
    turn = box.y - CROSS[Line.INFERRED] - 8
    return [(x, box.y), (x, turn), (free, turn), (free, cross)]


def _hits(box: Box, x: float) -> bool:
    return box.x - 4 < x < box.x + BOX_WIDTH + 4


def _acting(chart: OrgChart, link: Link) -> tuple[Stroke, Label]:
    """Round the outside, from the side of the stand-in to the side of the one stood in for."""
    below, above = chart.boxes[link.below], chart.boxes[link.above]
    right = below.x + BOX_WIDTH
    there = [box for box in chart.boxes.values() if above.y <= box.y <= below.y and box.x + BOX_WIDTH > right and box is not below]
    x = max([right, above.x + BOX_WIDTH, *(box.x + BOX_WIDTH for box in there)]) + OUTSIDE
    low, high = below.y + BOX_HEIGHT / 2, above.y + BOX_HEIGHT / 2
    points = ((right, low), (x, low), (x, high), (above.x + BOX_WIDTH, high))
    return Stroke(line=Line.ACTING, points=points), Label(link=link, at=(x + 9, (low + high) / 2), beside=True)


def path_of(points: Sequence[Point]) -> str:
    """An SVG path along the points, its corners rounded."""
    first, *others = points
    parts = [f"M{_n(first[0])} {_n(first[1])}"]
    for place, point in enumerate(others, start=1):
        if place + 1 < len(points):
            before, after = _towards(point, points[place - 1]), _towards(point, points[place + 1])
            parts.append(f"L{_n(before[0])} {_n(before[1])}Q{_n(point[0])} {_n(point[1])} {_n(after[0])} {_n(after[1])}")
        else:
            parts.append(f"L{_n(point[0])} {_n(point[1])}")
    return "".join(parts)


def _towards(start: Point, end: Point) -> Point:
    length = abs(end[0] - start[0]) + abs(end[1] - start[1])
    part = min(ROUND, length / 2) / length if length else 0
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
