"""Tables for the terminal, by rich; plain text where the output is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import StringIO
from shutil import get_terminal_size

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from adapters.printing.widths import parts_of
from bot.model import Mode
from bot.tables.answers import Answers
from bot.tables.matrix import Entry, Page

#: As wide as a table is where nothing says how wide the screen is.
WIDTH = 120


def text_of(*shown: RenderableType, plain: bool = False) -> str:
    """What rich would print here, colours only for a terminal and never where it is to be `plain`."""
    out = StringIO()
    terminal = sys.stdout.isatty() and not plain
    console = Console(file=out, width=_width(), force_terminal=terminal, no_color=not terminal, markup=False)
    for one in shown:
        console.print(one)
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip().splitlines())


def _width() -> int:
    return get_terminal_size((WIDTH, 24)).columns


def answers_table(answers: Answers) -> str:
    """The what-if table."""
    if not answers.lines:
        return "\n".join([answers.title, *answers.remarks])
    table = Table(box=box.ROUNDED, show_lines=True)
    for column in (*answers.columns, *answers.headings):
        table.add_column(Text(column), overflow="fold")
    for line in answers.lines:
        cells = (*(cell or "—" for cell in line.answers), line.result, line.note, "\n".join(line.clauses))
        table.add_row(*(Text(cell) for cell in cells))
    return "\n".join([answers.title, text_of(table), *answers.notes, *answers.remarks])


def matrix_table(page: Page, *, plain: bool = False) -> str:
    """The matrix with what is listed below it."""
    title = f"{page.title} · {page.document}"
    version = f"{page.says['version']} {page.version}"
    if not page.columns:
        return "\n".join([title, page.says["none"], *_listed(page), "", version])
    letters = _letters(page)
    tables = [text_of(table, plain=plain) for table in _tables(page, letters)]
    legend = "   ".join(f"{mark} {meaning}" for mark, meaning in page.legend)
    conditions = [f"[{letter}] {condition}" for condition, letter in letters.items()]
    return "\n".join([title, *tables, legend, *conditions, *page.notes, *_listed(page), "", version])


def _tables(page: Page, letters: dict[str, str]) -> Iterator[Table]:
    """The matrix in one table, or where the screen is too narrow in several, each with the actions in which one of its posts has a part."""
    lines = [line for _, lines in page.sections for line in lines]
    actions = [page.says["action"], *(section for section, _ in page.sections), *(line.action for line in lines)]
    posts = [[name, *(_cell(line.cells[place], letters).plain for line in lines)] for place, name in enumerate(page.columns)]
    parts = list(parts_of(actions, posts, _width()))
    for part in parts:
        table = Table(box=box.ROUNDED, show_lines=True)
        table.add_column(Text(page.says["action"], style="bold"), overflow="fold", width=part.first)
        for place, width in zip(part.columns, part.widths, strict=True):
            table.add_column(Text(page.columns[place], style="bold"), overflow="fold", width=width)
        for section, every in page.sections:
            shown = [line for line in every if len(parts) == 1 or any(line.cells[place] for place in part.columns)]
            if shown:
                table.add_row(Text(section, style="bold reverse"))
            for line in shown:
                table.add_row(Text(line.action, style="bold"), *(_cell(line.cells[place], letters) for place in part.columns))
        yield table


def _cell(cell: tuple[Entry, ...], letters: dict[str, str]) -> Text:
    if not cell:
        return Text("—", style="dim")
    shown = Text()
    for number, entry in enumerate(cell):
        colour = {Mode.APPLY: "yellow", Mode.ADVISE: "magenta", Mode.ACT: "green"}[entry.mode]
        shown.append("\n" if number else "").append(entry.power, style=f"bold {colour}")
        marks = "".join(f"[{letters[condition]}]" for condition in entry.conditions)
        for part in (marks, entry.note, entry.scope, entry.source, entry.asks):
            shown.append(f" {part}" if part else "")
        shown.append(f" {' '.join(entry.clauses)}", style="dim")
    return shown


def _letters(page: Page) -> dict[str, str]:
    """Conditions have no room in a cell of the terminal: a letter stands for each."""
    used = dict.fromkeys(
        condition for _, lines in page.sections for line in lines for cell in line.cells for entry in cell for condition in entry.conditions
    )
    return {condition: chr(ord("a") + number) if number < 26 else str(number) for number, condition in enumerate(used)}


def _listed(page: Page) -> list[str]:
    found = []
    for heading, listed in page.lists:
        found += ["", heading, *(f"{one.clause} {one.who}: {one.text}" for one in listed)]
    return found
