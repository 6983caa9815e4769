"""Tables for the terminal, by rich; plain text where the output is no terminal."""

from __future__ import annotations

import sys
from io import StringIO
from shutil import get_terminal_size

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from bot.tables.answers import Answers

#: As wide as a table is where nothing says how wide the screen is.
WIDTH = 120


def text_of(*shown: RenderableType) -> str:
    """What rich would print here, colours only for a terminal."""
    out = StringIO()
    terminal = sys.stdout.isatty()
    console = Console(file=out, width=get_terminal_size((WIDTH, 24)).columns, force_terminal=terminal, no_color=not terminal, markup=False)
    for one in shown:
        console.print(one)
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip().splitlines())


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
