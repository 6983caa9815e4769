"""The audit as a table: CSV that a spreadsheet reads at once, JSON Lines for programs, XLSX for people.

What somebody wrote is data: a cell that a spreadsheet would take for a formula is marked as text.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from adapters.auditing.reading import records
from bot.auditing.record import people_in
from bot.model import Language
from bot.ports import Crypt, Json, Store
from bot.texts import render

COLUMNS = (
    "at", "chain", "seq", "move", "refused", "before", "state", "by", "person", "standing_for", "requester", "role", "concerned",
    "to", "action", "amount", "granted", "clauses", "task", "words", "erased", "account",
    "linking", "means", "from_account", "edition", "version", "roster", "digest", "event", "mac",
)  # fmt: skip
#: With these a spreadsheet begins a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which records: of a period (both days included), naming a person (an id, or the alias of who was erased), citing a clause."""

    start: date | None = None
    end: date | None = None
    person: str | None = None
    clause: str | None = None

    def admits(self, record: Json) -> bool:
        """Whether a record in the clear is one of them."""
        day = datetime.fromisoformat(record["at"]).date()
        return (
            (self.start is None or day >= self.start)
            and (self.end is None or day <= self.end)
            and (self.person is None or self.person in people_in(record))
            and (self.clause is None or self.clause in (record.get("clauses") or ()))
        )


async def wanted(store: Store, crypt: Crypt, tenant: str, which: Wanted) -> AsyncIterator[Json]:
    """The records that are asked for, in the clear, oldest first."""
    async for record in records(store, crypt, tenant):
        if which.admits(record):
            yield record


def as_jsonl(found: Sequence[Json]) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in found)


def headings(language: Language) -> list[str]:
    """What stands above the columns: in English the names that the records have in JSON, too."""
    return [render("verified", language, kind="column", column=column) for column in COLUMNS]


def as_csv(found: Sequence[Json], above: Sequence[str] = COLUMNS) -> str:
    """A table with a byte order mark, by which a spreadsheet knows that it is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(above)
    for record in found:
        writer.writerow([_guarded(_cell(record.get(column))) for column in COLUMNS])
    return BOM + out.getvalue()


def write_xlsx(found: Sequence[Json], path: Path, above: Sequence[str] = COLUMNS) -> None:
    """A workbook with one sheet. Needs the package openpyxl."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("audit")
    sheet.freeze_panes = "A2"
    sheet.append(list(above))
    for record in found:
        cells = []
        for column in COLUMNS:
            cell = WriteOnlyCell(sheet, value=_legal(_cell(record.get(column))))
            if isinstance(cell.value, str):
                cell.data_type = "s"  # never a formula
            cells.append(cell)
        sheet.append(cells)
    book.save(path)


def _cell(value: Any) -> str | int:
    if value is None or value is False:
        return ""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return value if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _guarded(value: str | int) -> str | int:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _legal(value: str | int) -> str | int:
    """Without the control characters that a workbook can't hold."""
    return "".join(one for one in value if one >= " " or one in "\t\n") if isinstance(value, str) else value
