"""Slips and reports as HTML files that stand for themselves: nothing in them is loaded from anywhere, and they print well."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from adapters.reporting.drawing import bars
from bot.model import Language
from bot.tables.report import Report, shown
from bot.tables.slip import Slip
from bot.texts import Phrasing, render

#: The fixed words of the report's page, by the names that it uses.
SAYS = (
    "title", "time", "kinds", "clauses", "limits", "hint", "action", "asked", "approved", "lessened", "rejected", "raised", "middle",
    "clause", "post", "limit", "times", "usual", "most", "approved-after", "none", "period", "summary", "raised-summary", "time-summary",
)  # fmt: skip


def slip_page(slip: Slip, company: str) -> str:
    """A slip to print."""
    return _page("slip.html.j2", slip=slip, company=company)


def report_page(phrasing: Phrasing, report: Report, language: Language, company: str) -> str:
    """The numbers with plots."""
    values = shown(phrasing, report, language)
    says = {word: render("report", language, part=word, **values) for word in SAYS}
    plots = {
        "times": bars(list(zip(_listed(values["classes"]), report.times, strict=True))),
        "kinds": bars([(one["name"], one["row"].asked) for one in _listed(values["kinds"])]),
        "clauses": bars([(f"{one['clause']['id']} {one['clause']['role']}", one["times"]) for one in _listed(values["clauses"])]),
        "limits": bars([(f"{one['row'].clause} {one['limit']}", one["row"].times) for one in _listed(values["limits"])]),
    }
    return _page("report.html.j2", language=language, company=company, says=says, bars=plots, **values)


def _listed(value: Any) -> list[Any]:
    return list(value)


def _page(template: str, **values: Any) -> str:
    """Every text is data: the template escapes it."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(template).render(**values)
