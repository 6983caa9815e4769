"""`remit org`: reporting and acting lines as one SVG picture, in both languages at once; nothing in it is loaded from anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

from adapters.printing.lines import Label, path_of, strokes_of
from adapters.printing.matrix import books_of
from bot.authority.orgchart import BOX_HEIGHT, BOX_WIDTH, Box, Line, OrgChart, orgchart_of
from bot.model import Words
from bot.rulebook.library import Library
from bot.tables.answers import circled

FONTS = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei','Source Han Sans SC','Hiragino Sans GB',Arial,sans-serif"
MARGIN, LEAST_WIDTH, ACTING_ROOM = 44, 1060, 170
HEADING = Words(zh="组织图", en="Organisation")
LEGEND = {
    Line.STATED: Words(zh="规章写明的汇报", en="reports to, as the book states"),
    Line.INFERRED: Words(zh="推断的汇报", en="reports to, inferred by us"),
    Line.ACTING: Words(zh="不在岗时代理", en="acts for while away"),
}
OTHERS = {
    "outside": Words(zh="书外岗位", en="outside post, no authority in the book"),
    "unnamed": Words(zh="规章没有点名的上级", en="superior whom the book does not name"),
}
LOOSE = Words(zh="规章没有写向谁汇报", en="the book does not say whom these report to")
MENTIONED = Words(zh="规章还提到的岗位", en="posts that the book only mentions")
STYLE = f"""text{{font-family:{FONTS};fill:#1d2733}}
.h1{{font-size:24px;font-weight:700}}.h2{{font-size:18px;font-weight:700;fill:#22384d}}.soft{{fill:#66727e;font-size:12.5px}}
.post{{fill:#fff;stroke:#22384d;stroke-width:1.5}}
.outside{{fill:#f0f2f4;stroke:#a9b3bc}}
.unnamed{{fill:#fff;stroke:#a9b3bc;stroke-dasharray:3 3}}
.zh{{font-size:15px;font-weight:700;text-anchor:middle}}
.en{{font-size:11.5px;text-anchor:middle;fill:#5b6876}}.grey .zh,.grey .en{{fill:#7d8893}}
.line{{fill:none;stroke-linecap:butt}}
.line.stated{{stroke:#22384d;stroke-width:1.8}}
.line.inferred{{stroke:#8a6d1f;stroke-width:1.8;stroke-dasharray:8 5}}
.line.acting{{stroke:#7a4fb3;stroke-width:2.6;stroke-dasharray:.1 6;stroke-linecap:round}}
.label{{font-size:11.5px;font-weight:600;stroke:none}}.label.stated{{fill:#22384d}}.label.inferred{{fill:#7a5d12}}.label.acting{{fill:#65409a}}
.middle{{text-anchor:middle}}"""


def svg_of(library: Library, book: str | None) -> str:
    """The picture of one book or of all, one below the other. Raises UnknownBook."""
    charts = [orgchart_of(library, one) for one in books_of(library, book)]
    room = {chart.book: ACTING_ROOM if any(link.line is Line.ACTING for link in chart.links) else 0 for chart in charts}
    width = max([LEAST_WIDTH, *(chart.width + room[chart.book] + 2 * MARGIN for chart in charts)])
    parts = [_text(MARGIN, 58, f"{HEADING.zh} · {HEADING.en}", "h1"), *_legend()]
    y = 150.0
    for chart in charts:
        panel = _Panel(library, chart, width - 2 * MARGIN, room[chart.book])
        parts.append(f'<g transform="translate({MARGIN} {y:.0f})">')
        parts += panel.parts()
        parts.append("</g>")
        y += panel.height + 46
    size = f'width="{width:.0f}" height="{y:.0f}" viewBox="0 0 {width:.0f} {y:.0f}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" lang="zh-Hans"><title>{HEADING.zh} · {HEADING.en}</title>'
    return "\n".join([head, f"<style>{STYLE}</style>", '<rect width="100%" height="100%" fill="#fff"/>', *parts, "</svg>\n"])


def _legend() -> Iterator[str]:
    """Two rows: the lines, and the boxes that are no posts of the book."""
    x = float(MARGIN)
    for line, words in LEGEND.items():
        yield f'<path class="line {line}" d="{path_of([(x, 88), (x + 44, 88)])}"/>'
        yield _text(x + 54, 92.5, f"{words.zh} {words.en}", "soft")
        x += 54 + measured(f"{words.zh} {words.en}", 12.5) + 30
    x = float(MARGIN)
    for kind, words in OTHERS.items():
        yield f'<rect class="{kind}" x="{x + 9:.1f}" y="106" width="26" height="16" rx="4"/>'
        yield _text(x + 54, 118.5, f"{words.zh} {words.en}", "soft")
        x += 54 + measured(f"{words.zh} {words.en}", 12.5) + 30


class _Panel:
    """One book: its heading, its tree, its other posts, and what the inferred lines rest on."""

    def __init__(self, library: Library, chart: OrgChart, width: float, room: float) -> None:
        self.library = library
        self.chart = chart
        self.width = width
        self.shift = max(0.0, (width - chart.width - room) / 2)
        self.height = 0.0
        self.reasons = [link for link in chart.links if link.why]

    def parts(self) -> Iterator[str]:
        book = self.library.books[self.chart.book]
        yield f'<path d="M0 0H{self.width:.0f}" stroke="#d9dfe5"/>'
        yield _text(0, 34, book.title.zh, "h2")
        yield _text(measured(book.title.zh, 18) + 14, 34, book.title.en, "soft")
        self.height = 62.0
        if self.chart.boxes:
            yield f'<g transform="translate({self.shift:.1f} {self.height:.0f})">'
            yield from self._tree()
            yield "</g>"
            self.height += self.chart.height + 26
        yield from self._loose()
        yield from self._mentioned()
        yield from self._reasons()

    def _tree(self) -> Iterator[str]:
        strokes, labels = strokes_of(self.chart)
        for stroke in strokes:
            yield f'<path class="line {stroke.line}" d="{path_of(stroke.points)}"/>'
        for box in self.chart.boxes.values():
            yield from _box(box)
        for label in labels:
            said, (x, y) = self._label(label), label.at
            room = measured(said, 11.5) + 6
            left = x - 3 if label.beside else x - room / 2
            yield f'<rect x="{left:.1f}" y="{y - 12:.1f}" width="{room:.1f}" height="16" fill="#fff"/>'
            yield _text(x, y, said, f"label {label.link.line}{'' if label.beside else ' middle'}")

    def _label(self, label: Label) -> str:
        link = label.link
        said = {Line.STATED: "", Line.INFERRED: "推断 inferred", Line.ACTING: "代理 acting"}[link.line]
        number = circled(self.reasons.index(link) + 1) if link.why else ""
        either = "或 or" if link.alternative else ""
        return " ".join(part for part in (said, number, link.clause or "", either) if part)

    def _loose(self) -> Iterator[str]:
        if not self.chart.loose:
            return
        yield from self._heading(LOOSE)
        yield f'<g transform="translate(0 {self.height:.0f})">'
        for box in self.chart.loose:
            yield from _box(box)
        yield "</g>"
        self.height += max(box.y for box in self.chart.loose) + BOX_HEIGHT + 24

    def _mentioned(self) -> Iterator[str]:
        if not self.chart.mentioned:
            return
        yield from self._heading(MENTIONED)
        yield from self._lines("\u00a0· ".join(f"{words.zh} {words.en}" for words in self.chart.mentioned))
        self.height += 10

    def _reasons(self) -> Iterator[str]:
        for number, link in enumerate(self.reasons, start=1):
            if link.why:
                below, above = (self.chart.boxes[key].title.zh for key in (link.below, link.above))
                yield from self._lines(f"{circled(number)} {below} → {above}：{link.why.zh} / {link.why.en}")

    def _heading(self, words: Words) -> Iterator[str]:
        yield _text(0, self.height + 4, f"{words.zh} · {words.en}", "soft")
        self.height += 20

    def _lines(self, said: str) -> Iterator[str]:
        for line in wrapped(said, 12.5, self.width):
            yield _text(0, self.height + 4, line, "soft")
            self.height += 19


def _box(box: Box) -> Iterator[str]:
    kind = "unnamed" if box.unnamed else "outside" if box.outside else "post"
    grey = ' class="grey"' if box.outside or box.unnamed else ""
    yield f"<g{grey}><title>{escape(f'{box.title.zh} · {box.title.en}')}</title>"
    yield f'<rect class="{kind}" x="{box.x:.1f}" y="{box.y:.1f}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="8"/>'
    zh = [(line, "zh", 19) for line in _cut(wrapped(box.title.zh, 15, BOX_WIDTH - 18), 2)]
    en = [(line, "en", 14) for line in _cut(wrapped(box.title.en, 11.5, BOX_WIDTH - 14), 2)]
    y = box.y + (BOX_HEIGHT - sum(high for _, _, high in (*zh, *en))) / 2
    for line, style, high in (*zh, *en):
        y += high
        yield _text(box.middle, y - 4, line, style)
    yield "</g>"


def _cut(lines: Sequence[str], most: int) -> list[str]:
    return [*lines[: most - 1], f"{lines[most - 1]}…"] if len(lines) > most else list(lines)


def _text(x: float, y: float, said: str, style: str) -> str:
    return f'<text class="{style}" x="{x:.1f}" y="{y:.1f}">{escape(said)}</text>'


def measured(said: str, size: float) -> float:
    """About how wide a text is: a Chinese character is as wide as high."""
    return sum(size if east_asian_width(char) in "WF" else size * 0.56 for char in said)


def wrapped(said: str, size: float, width: float) -> list[str]:
    """A text in lines: broken at spaces, and between Chinese characters."""
    lines: list[str] = []
    line = ""
    for word in _words(said):
        if line and measured(line + word.rstrip(), size) > width:
            lines.append(line.rstrip())
            line = ""
        line += word
    return [*lines, line.rstrip()] if line.strip() else lines


def _words(said: str) -> Iterator[str]:
    """What stays together: a Chinese character with the closing signs behind it, or a word with the space behind it."""
    word = ""
    for char in said:
        closing = char in "，。；：、）》”！？ "
        if word and not closing and (word[-1] == " " or east_asian_width(char) in "WF" or east_asian_width(word[-1]) in "WF"):
            yield word
            word = ""
        word += char
    if word:
        yield word
