"""The matrix for spreadsheets: CSV that Excel opens right, and a workbook with a sheet for each book.

No cell is ever a formula, whatever a rule book calls its posts.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from bot.tables.matrix import Entry, Listed, Page

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

BOM = "\ufeff"
#: A cell that begins so could be taken for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
LONGEST_NAME = 31
HEAD, BAND, SOFT = "22384D", "EEF2F5", "5B6876"


def entry_text(entry: Entry) -> str:
    """A power on lines of its own: what, how far, on which conditions, by which clause."""
    head = " ".join(part for part in (entry.power, entry.note, entry.source, entry.scope, entry.asks) if part)
    return "\n".join([head, *(f"· {condition}" for condition in entry.conditions), " ".join(entry.clauses)])


def cell_text(cell: Sequence[Entry]) -> str:
    """All powers of a cell."""
    return "\n\n".join(entry_text(entry) for entry in cell) or "—"


def csv_of(pages: Sequence[Page]) -> bytes:
    """All pages below one another, in UTF-8 with the mark by which Excel knows it."""
    out = StringIO()
    writer = csv.writer(out)
    for number, page in enumerate(pages):
        if number:
            writer.writerow([])
        for row in _rows(page):
            writer.writerow([f"'{text}" if text.startswith(FORMULA) else text for text in row])
    return (BOM + out.getvalue()).encode()


def _rows(page: Page) -> Iterator[list[str]]:
    yield [page.title, page.document]
    if page.columns:
        yield [page.says["action"], *page.columns]
        for section, lines in page.sections:
            yield [section]
            for line in lines:
                yield [line.action, *(cell_text(cell) for cell in line.cells)]
    else:
        yield [page.says["none"]]
    yield from _below(page)


def _below(page: Page) -> Iterator[list[str]]:
    """What is listed under the matrix."""
    yield []
    for mark, meaning in page.legend if page.columns else ():
        yield [mark, meaning]
    if page.notes:
        yield [page.says["notes"]]
        for note in page.notes:
            yield [note]
    for heading, listed in page.lists:
        yield from _listed(heading, listed, page)
    yield [page.says["version"], page.version]


def _listed(heading: str, listed: Sequence[Listed], page: Page) -> Iterator[list[str]]:
    yield [heading]
    yield [page.says["clause"], page.says["post"], page.says["statement"]]
    for one in listed:
        yield [one.clause, one.who, one.text]


def xlsx_of(pages: Sequence[Page]) -> bytes:
    """A workbook: for each book its matrix on one sheet, with duties and notes on another."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        _matrix_sheet(book.create_sheet(_sheet_name(page.book, [sheet.title for sheet in book.worksheets])), page)
        name = _sheet_name(f"{page.book} {page.says['duties']}", [sheet.title for sheet in book.worksheets])
        _notes_sheet(book.create_sheet(name), page)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_name(wanted: str, taken: Sequence[str]) -> str:
    """A name that a sheet may have and no other has."""
    name = NO_NAME.sub(" ", wanted)[:LONGEST_NAME]
    number = 2
    while name.casefold() in {one.casefold() for one in taken}:
        name = f"{NO_NAME.sub(' ', wanted)[: LONGEST_NAME - 4]} {number}"
        number += 1
    return name


def _put(
    sheet: Worksheet, row: int, column: int, text: str, *, bold: bool = False, colour: str = "", fill: str = "", border: bool = False
) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell = sheet.cell(row=row, column=column)
    cell.value = text
    cell.data_type = "s"  # never a formula
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=bold, color=colour or None)
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill)
    if border:
        side = Side(style="thin", color="D9DFE5")
        cell.border = Border(left=side, right=side, top=side, bottom=side)


def _matrix_sheet(sheet: Worksheet, page: Page) -> None:
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    width = max(len(page.columns) + 1, 1)
    _put(sheet, 1, 1, page.title, bold=True)
    sheet.cell(row=1, column=1).alignment = Alignment(wrap_text=False)
    for column, text in enumerate((page.says["action"], *page.columns), start=1):
        _put(sheet, 2, column, text, bold=True, colour="FFFFFF", fill=HEAD, border=True)
    row = 3
    for section, lines in page.sections:
        for column in range(1, width + 1):
            _put(sheet, row, column, section if column == 1 else "", bold=True, colour=HEAD, fill=BAND)
        row += 1
        for line in lines:
            _put(sheet, row, 1, line.action, bold=True, border=True)
            for column, cell in enumerate(line.cells, start=2):
                _put(sheet, row, column, cell_text(cell), colour="" if cell else "B4BEC8", border=True)
            row += 1
    if not page.columns:
        _put(sheet, row, 1, page.says["none"], colour=SOFT)
    for column in range(1, width + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 26
    sheet.freeze_panes = "B3"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "2:2"


def _notes_sheet(sheet: Worksheet, page: Page) -> None:
    for number, row in enumerate(_below(page), start=1):
        for column, text in enumerate(row, start=1):
            _put(sheet, number, column, text, bold=len(row) == 1 and not text.startswith(tuple(note[:1] for note in page.notes)))
    for letter, width in (("A", 18), ("B", 26), ("C", 100)):
        sheet.column_dimensions[letter].width = width
