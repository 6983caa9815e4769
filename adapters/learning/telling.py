"""Measurements and their differences in words, for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from adapters.configuration import shown_path
from adapters.learning.cases import Case
from adapters.learning.judging import Judgement
from adapters.learning.measuring import Difference, Measured, Run


def report(measured: Measured, *, misses: int | None = None) -> Iterable[str]:
    """The misses with what came instead, the rates, and the sum."""
    shown = measured.misses if misses is None else measured.misses[:misses]
    for one in shown:
        yield from miss(one)
    if len(shown) < len(measured.misses):
        yield f"… and {len(measured.misses) - len(shown)} more"
    for group, values in measured.rates().items():
        yield f"by {group}:"
        for value, (right, of) in values.items():
            yield f"  {value:32} {right:5} of {of:5}  {100 * right / of:5.1f} %"
    yield total(measured.run)
    if measured.unchecked:
        yield f"{measured.unchecked} name words of a document that isn't attached, so their clause wasn't compared (--sources FILE)"


def total(run: Run) -> str:
    """One line on a run."""
    rate = f"{run.right} of {len(run.results)} right, {run.rate:.1f} %"
    return f"{shown_path(Path(run.file))}: {rate}; wrongly permitted: {run.wrongly_permitted}"


def miss(one: Judgement) -> Iterable[str]:
    """One case that came out wrong."""
    mark = "WRONGLY PERMITTED " if one.wrongly_permitted else ""
    yield f"- {mark}{one.case.id} [{one.case.who}] {one.case.text}"
    yield f"    {'; '.join(one.wrong)}"


def changes(found: Difference, before: Run, after: Run, cases: Mapping[str, Case]) -> Iterable[str]:
    """What is otherwise than before."""
    if not found:
        yield f"nothing changed since {before.at}"
        return
    yield f"since {before.at}: {before.rate:.1f} % -> {after.rate:.1f} %, {len(found.mended)} mended, {len(found.broken)} broken"
    for word, idents in (("mended", found.mended), ("broken", found.broken), ("newly and wrongly permitted", found.newly_permitted)):
        for ident in idents:
            yield f"  {word}: {ident} {cases[ident].text if ident in cases else ''}"
            if word != "mended":
                yield f"      {'; '.join(after.results[ident].wrong)}"
    for word, idents in (("new", found.new), ("gone", found.gone)):
        if idents:
            yield f"  {word}: {len(idents)} cases ({', '.join(idents[:5])}{' …' if len(idents) > 5 else ''})"


def as_json(measured: Measured, found: Difference | None) -> dict[str, Any]:
    """The same for machines."""
    return {
        "file": measured.run.file,
        "cases": len(measured.run.results),
        "right": measured.run.right,
        "rate": round(measured.run.rate, 2),
        "wrongly_permitted": measured.run.wrongly_permitted,
        "by": {group: {key: {"right": r, "of": t} for key, (r, t) in values.items()} for group, values in measured.rates().items()},
        "misses": [
            {"id": one.case.id, "as": one.case.who, "text": one.case.text, "came": one.came, "wrong": list(one.wrong)}
            for one in measured.misses
        ],
        "since": None if found is None else {key: list(getattr(found, key)) for key in found.__struct_fields__},
    }
