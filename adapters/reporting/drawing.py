"""Bars as inline SVG: drawn by hand, so that a page needs nothing from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from markupsafe import Markup

#: Of one bar in pixels: its height with the gap, the room for its name, the longest bar, the room for its number.
ROW, NAME, LONGEST, NUMBER = 26, 250, 380, 60
#: A longer name is cut.
CUT = 34


def bars(rows: Sequence[tuple[str, float]]) -> Markup:
    """A bar for each name, as long as its number, the number beside it."""
    top = max((value for _, value in rows), default=0) or 1
    height = ROW * len(rows) + 6
    width = NAME + LONGEST + NUMBER
    parts = [f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" xmlns="http://www.w3.org/2000/svg">']
    for place, (name, value) in enumerate(rows):
        y, length = place * ROW + 4, round(LONGEST * value / top, 1)
        parts.append(f'<text x="{NAME - 10}" y="{y + 14}" text-anchor="end" class="name">{escape(_cut(name))}</text>')
        parts.append(f'<rect x="{NAME}" y="{y}" width="{max(length, 1)}" height="{ROW - 9}" rx="2" class="bar"/>')
        parts.append(f'<text x="{NAME + length + 7}" y="{y + 14}" class="number">{value:g}</text>')
    return Markup("".join([*parts, "</svg>"]))  # noqa: S704 - every name was escaped


def _cut(name: str) -> str:
    return name if len(name) <= CUT else name[: CUT - 1] + "…"
