"""Measurements and their differences in words, for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rich.cells import cell_len

from adapters.configuration import shown_path
from adapters.learning.cases import Case
from adapters.learning.judging import Judgement
from adapters.learning.measuring import NOT_SAID, Difference, Measured, Run
from bot.model import Language
from bot.texts import render

#: So broad, at least, are the names before the rates.
BROAD = 32


def report(measured: Measured, language: Language, *, misses: int | None = None) -> Iterable[str]:
    """The misses with what came instead, the rates, and the sum."""
    shown = measured.misses if misses is None else measured.misses[:misses]
    for one in shown:
        yield from miss(one, language)
    if len(shown) < len(measured.misses):
        yield _told(language, "more", more=len(measured.misses) - len(shown))
    instead = measured.instead()
    for group, values in measured.rates().items():
        if set(values) == {NOT_SAID}:
            continue
        yield _told(language, "by", group=group)
        wide = max(BROAD, *map(cell_len, values))
        for value, (right, of) in values.items():
            came = instead.get(value, {}) if group == "outcome" else {}
            name = value + " " * (wide - cell_len(value))
            yield "  " + _told(language, "row", value=name, right=right, cases=of, rate=100 * right / of, instead=came)
    yield total(measured.run, language)
    if measured.unchecked:
        yield _told(language, "unchecked", cases=measured.unchecked)


def total(run: Run, language: Language) -> str:
    """One line on a run."""
    file = shown_path(Path(run.file))
    return _told(language, "total", file=file, right=run.right, cases=len(run.results), rate=run.rate, wrongly=run.wrongly_permitted)


def miss(one: Judgement, language: Language) -> Iterable[str]:
    """One case that came out wrong."""
    mark = _told(language, "wrongly-permitted") + " " if one.wrongly_permitted else ""
    yield f"- {mark}{one.case.id} [{one.case.who}] {one.case.text}"
    yield f"    {'; '.join(one.wrong)}"


def changes(found: Difference, before: Run, after: Run, cases: Mapping[str, Case], language: Language) -> Iterable[str]:
    """What is otherwise than before."""
    if not found:
        yield _told(language, "unchanged", at=before.at)
        return
    mended, broken = len(found.mended), len(found.broken)
    yield _told(language, "since", at=before.at, before=before.rate, after=after.rate, mended=mended, broken=broken)
    for kind, idents in (("mended", found.mended), ("broken", found.broken), ("newly-permitted", found.newly_permitted)):
        for ident in idents:
            yield f"  {_told(language, kind)}: {ident} {cases[ident].text if ident in cases else ''}"
            if kind != "mended":
                yield f"      {'; '.join(after.results[ident].wrong)}"
    for kind, idents in (("new", found.new), ("gone", found.gone)):
        if idents:
            yield "  " + _told(language, "cases", word=_told(language, kind), cases=len(idents), first=idents[:5])


def as_json(measured: Measured, found: Difference | None) -> dict[str, Any]:
    """The same for machines."""
    return {
        "file": measured.run.file,
        "cases": len(measured.run.results),
        "right": measured.run.right,
        "rate": round(measured.run.rate, 2),
        "wrongly_permitted": measured.run.wrongly_permitted,
        "by": {group: {key: {"right": r, "of": t} for key, (r, t) in values.items()} for group, values in measured.rates().items()},
        "instead": measured.instead(),
        "misses": [
            {"id": one.case.id, "as": one.case.who, "text": one.case.text, "came": one.came, "wrong": list(one.wrong)}
            for one in measured.misses
        ],
        "since": None if found is None else {key: list(getattr(found, key)) for key in found.__struct_fields__},
    }


def _told(language: Language, kind: str, **values: Any) -> str:
    return render("measured", language, kind=kind, **values)
