"""Draws the pictures of docs/telegram.md: `python -m tests.contract.drawing`.

A story is played through with the real adapter, desk and store; what then stands on each telephone, as the Bot API
server of the tests received it, is drawn as it is: text, marks, buttons, replies and the word after a press.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from unicodedata import east_asian_width

from tests.contract.company import Company
from tests.contract.doors.telegram import TelegramDoor
from tests.fakes.telegram import Human

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
FONT = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','WenQuanYi Micro Hei',sans-serif"
WIDTH, BUBBLE, SIZE, LEADING, PAD = 380, 320, 13, 19, 10
OURS, THEIRS, INK, SOFT, BUTTON, ACCENT = "#ffffff", "#e3f7d3", "#1b1b1b", "#7b8790", "#d5e2ea", "#3a78a8"


@dataclass(frozen=True)
class Bubble:
    """A message as it is to be drawn: pieces of text, each bold or not."""

    pieces: tuple[tuple[str, bool], ...]
    buttons: tuple[tuple[str, ...], ...]
    answers: str | None
    by_bot: bool


@dataclass(frozen=True)
class Telephone:
    """One telephone's screen at one moment."""

    title: str
    bubbles: tuple[Bubble, ...]
    toast: str = ""


def telephone(human: Human, title: str, *, last: int = 99, toast: str = "") -> Telephone:
    """What stands on somebody's screen now."""
    return Telephone(title, tuple(_bubble(one) for one in human.screen()[-last:]), toast)


def _bubble(seen: object) -> Bubble:
    message = seen.message  # type: ignore[attr-defined]
    raw, pieces, place = message.text.encode("utf-16-le"), [], 0
    for entity in message.marked.entities if message.sender.is_bot else ():
        start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
        pieces += [(raw[place:start].decode("utf-16-le"), False), (raw[start:end].decode("utf-16-le"), True)]
        place = end
    pieces.append((raw[place:].decode("utf-16-le"), False))
    return Bubble(tuple(pieces), seen.buttons, seen.answers, seen.by_bot)  # type: ignore[attr-defined]


# Drawing -------------------------------------------------------------------------------------


def drawn(telephones: Sequence[Telephone]) -> str:
    """Telephones side by side, as SVG."""
    screens = [_screen(one) for one in telephones]
    height = max(height for _, height in screens)
    gap = 24
    width = len(screens) * WIDTH + (len(screens) - 1) * gap
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="{FONT}">'
    ]
    for place, (content, _) in enumerate(screens):
        parts.append(f'<g transform="translate({place * (WIDTH + gap)} 0)">')
        parts.append(f'<rect width="{WIDTH}" height="{height}" rx="18" fill="#c9dbe3"/>{content}</g>')
    return "\n".join([*parts, "</svg>", ""])


def _screen(one: Telephone) -> tuple[str, int]:
    parts = [
        f'<path d="M0 44 V18 A18 18 0 0 1 18 0 H{WIDTH - 18} A18 18 0 0 1 {WIDTH} 18 V44 Z" fill="#3f7fa6"/>',
        _words(one.title, WIDTH // 2, 27, fill="#fff", anchor="middle", bold=True),
    ]
    top = 56
    for bubble in one.bubbles:
        content, top = _message(bubble, top)
        parts.append(content)
    if one.toast:
        lines = _wrapped(((one.toast, False),), WIDTH - 80)
        tall = len(lines) * LEADING + 16
        parts.append(f'<rect x="24" y="{top}" width="{WIDTH - 48}" height="{tall}" rx="10" fill="#22303a" fill-opacity="0.88"/>')
        parts += [_line(line, 40, top + 20 + LEADING * number, "#fff") for number, line in enumerate(lines)]
        top += tall + 10
    return "\n".join(parts), top + 8


def _message(bubble: Bubble, top: int) -> tuple[str, int]:
    lines = _wrapped(bubble.pieces, BUBBLE - 2 * PAD)
    quoted = 34 if bubble.answers else 0
    wide = BUBBLE if bubble.by_bot else max(60, min(BUBBLE, max(_width(line) for line in lines) + 2 * PAD), 200 if quoted else 0)
    left = 12 if bubble.by_bot else WIDTH - 12 - wide
    tall = len(lines) * LEADING + 2 * PAD - 4 + quoted
    parts = [f'<rect x="{left}" y="{top}" width="{wide}" height="{tall}" rx="10" fill="{OURS if bubble.by_bot else THEIRS}"/>']
    if bubble.answers:
        first = _wrapped(((bubble.answers.splitlines()[0], False),), wide - 3 * PAD)[0]
        parts.append(f'<rect x="{left + PAD}" y="{top + 8}" width="3" height="26" fill="{ACCENT}"/>')
        parts.append(_line(first, left + PAD + 10, top + 26, SOFT))
    base = top + PAD + 10 + quoted
    parts += [_line(line, left + PAD, base + LEADING * number, INK) for number, line in enumerate(lines)]
    top += tall + 4
    for row in bubble.buttons:
        each = (BUBBLE - 4 * (len(row) - 1)) / len(row)
        for place, label in enumerate(row):
            x = 12 + place * (each + 4)
            parts.append(f'<rect x="{x:.1f}" y="{top}" width="{each:.1f}" height="30" rx="7" fill="{BUTTON}"/>')
            parts.append(_words(label, x + each / 2, top + 20, fill=ACCENT, anchor="middle"))
        top += 34
    return "\n".join(parts), top + 6


Line = list[tuple[str, bool]]


def _wrapped(pieces: Sequence[tuple[str, bool]], room: float) -> list[Line]:
    lines: list[Line] = [[]]
    left = room
    for text, bold in pieces:
        for word in _words_of(text):
            wide = _span(word)
            if word == "\n" or (wide > left and left < room):
                lines.append([])
                left = room
            if word == "\n" or (word == " " and left == room):
                continue
            if lines[-1] and lines[-1][-1][1] == bold:
                lines[-1][-1] = (lines[-1][-1][0] + word, bold)
            else:
                lines[-1].append((word, bold))
            left -= wide
    return lines


def _words_of(text: str) -> list[str]:
    """Where a line may break: before and after Chinese characters, and at blanks."""
    words, latin = [], ""
    for one in text:
        if one in " \n" or east_asian_width(one) in "WF":
            words += [latin] if latin else []
            words.append(one)
            latin = ""
        else:
            latin += one
    words += [latin] if latin else []
    closing, opening = "，。；：、！？）】”", "（【“"
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] != "\n" and (word in closing or joined[-1][-1] in opening) and word != "\n":
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _span(text: str) -> float:
    return sum(SIZE if east_asian_width(one) in "WFA" else SIZE * 0.56 for one in text)


def _width(line: Line) -> float:
    return sum(_span(text) for text, _ in line)


def _line(line: Line, x: float, y: float, fill: str) -> str:
    spans = "".join(f'<tspan font-weight="{"bold" if bold else "normal"}">{escape(text)}</tspan>' for text, bold in line)
    return f'<text x="{x:.1f}" y="{y}" font-size="{SIZE}" fill="{fill}" xml:space="preserve">{spans}</text>'


def _words(text: str, x: float, y: float, *, fill: str, anchor: str, bold: bool = False) -> str:
    weight = "bold" if bold else "normal"
    return f'<text x="{x:.1f}" y="{y}" font-size="{SIZE}" fill="{fill}" text-anchor="{anchor}" font-weight="{weight}">{escape(text)}</text>'


# The stories -----------------------------------------------------------------------------------


async def stories(company: Company) -> dict[str, list[Telephone]]:
    """The pictures by name: a question and a request, an approval, a rejection with its reason."""
    door = company.door
    assert isinstance(door, TelegramDoor)
    adviser, director = door.humans["adviser-1"], door.humans["director-1"]
    names = ("健康顾问一号", "客服部总监一号")
    pictures: dict[str, list[Telephone]] = {}

    await company.says("adviser-1", "顾客要退货,我能直接退吗?")
    pictures["telegram-asking"] = [telephone(adviser, f"Remit · {names[0]}")]
    await company.says("adviser-1", "补偿客户 300 元")
    pictures["telegram-asking"].append(telephone(adviser, f"Remit · {names[0]}", last=2))
    await company.presses("adviser-1", "请示")
    requested = telephone(adviser, f"Remit · {names[0]}", last=1)
    card = telephone(director, f"Remit · {names[1]}")
    company.passes(minutes=6)
    whisper = await company.presses("director-1", "批准")
    pictures["telegram-approving"] = [requested, card]
    pictures["telegram-approved"] = [
        telephone(director, f"Remit · {names[1]}", toast=whisper),
        telephone(adviser, f"Remit · {names[0]}", last=2),
    ]
    company.passes(minutes=20)
    await company.says("adviser-1", "/request 补偿客户 400 元")
    company.passes(minutes=3)
    await company.presses("director-1", "驳回")
    asked = telephone(director, f"Remit · {names[1]}", last=2)
    await door.submits("director-1", "没有损害的凭证，补齐后再请示")
    await company.quiet()
    pictures["telegram-rejecting"] = [asked, telephone(adviser, f"Remit · {names[0]}", last=2)]
    return pictures


async def main() -> None:
    """Play the stories and draw them."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        company = await Company(Path(folder), [TelegramDoor()]).open(
            ("adviser-1", "director-1", "general-manager-1", "cashier-1", "admin-1")
        )
        try:
            for name, telephones in (await stories(company)).items():
                (PICTURES / f"{name}.svg").write_text(drawn(telephones), encoding="utf-8")
        finally:
            await company.close()


if __name__ == "__main__":
    asyncio.run(main())
