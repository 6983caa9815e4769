"""The organisation's working time: its zone, hours and days from the configuration, public holidays by the package `holidays`.

The package knows the days in lieu as well: where a weekend is worked instead of a day before a holiday, it counts as worked.
A year that the authorities have not announced yet has the holidays that are certain; what differs is listed in the configuration.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_DOWN, Decimal
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from bot.approvals.timing import DAYS_AHEAD, Calendar, Rhythm
from bot.rulebook.findings import Report
from bot.rulebook.schema import BAD, Shape, choice, matching, positive, several

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
#: No span of working time is longer than these hold. Far ahead of them `Calendar` still finds its hours, whatever the holidays.
WEEKS = 52


@dataclass(frozen=True, kw_only=True, slots=True)
class Time:
    """What the configuration says about time. Spans are in hours of working time, but for `alike_days`."""

    zone: str = "Asia/Shanghai"
    hours: tuple[str, ...] = ("09:00-18:00",)
    days: tuple[str, ...] = DAYS[:5]
    #: A country's code, perhaps with a subdivision (`US-CA`), or `off`.
    holidays: str = "CN"
    days_off: tuple[str, ...] = ()
    days_on: tuple[str, ...] = ()
    remind: Decimal = Decimal(4)
    escalate: Decimal = Decimal(8)
    lapse: Decimal = Decimal(80)
    owed: Decimal = Decimal(8)
    alike_days: Decimal = Decimal(7)

    def rhythm(self) -> Rhythm:
        """When things are due by these settings."""
        return Rhythm(
            calendar=Calendar(zone=ZoneInfo(self.zone), hours=tuple(sorted(map(_span, self.hours))), works=self._works()),
            remind=_hours(self.remind),
            escalate=_hours(self.escalate),
            lapse=_hours(self.lapse),
            owed=_hours(self.owed),
            alike=timedelta(days=float(self.alike_days)),
        )

    def wrong(self) -> Iterator[tuple[str, str, Decimal]]:
        """Spans that are too long to be reckoned with: the setting, the kind of fault, the most that it can be."""
        day = sum((_length(span) for span in map(_span, self.hours)), timedelta())
        year = Decimal(day * len(set(self.days)) * WEEKS / timedelta(minutes=1)) / 60
        for key in ("remind", "escalate", "lapse", "owed"):
            if getattr(self, key) > year:
                yield key, "span-too-long", year.quantize(Decimal("0.1"), ROUND_DOWN)
        if self.alike_days > DAYS_AHEAD:
            yield "alike_days", "days-too-long", Decimal(DAYS_AHEAD)

    def _works(self) -> Callable[[date], bool]:
        week = frozenset(DAYS.index(day) for day in self.days)
        off = frozenset(map(date.fromisoformat, self.days_off))
        on = frozenset(map(date.fromisoformat, self.days_on))
        public = None
        if self.holidays != "off":
            from holidays import country_holidays

            country, _, part = self.holidays.partition("-")
            public = country_holidays(country, subdiv=part or None)

        def works(day: date) -> bool:
            if day in on or day in off:
                return day in on
            if public is None:
                return day.weekday() in week
            return day not in public and (day.weekday() in week or day in public.weekend_workdays)

        return works


def _span(text: str) -> tuple[time, time]:
    begins, _, ends = text.partition("-")
    return time.fromisoformat(begins), time.fromisoformat(ends)


def _length(span: tuple[time, time]) -> timedelta:
    begins, ends = (datetime.combine(date.min, clock) for clock in span)
    return ends - begins


def _hours(number: Decimal) -> timedelta:
    return timedelta(hours=float(number))


def wrong_zone(name: str) -> bool:
    """Whether there is no such time zone."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return True
    return False


def wrong_country(name: str) -> bool:
    """Whether no holidays are known by this name."""
    if name == "off":
        return False
    from holidays import list_supported_countries

    country, _, part = name.partition("-")
    known = list_supported_countries(include_aliases=True)
    return country not in known or bool(part and part not in known[country])


def _date(value: Any, line: int, name: str, report: Report) -> Any:
    """A day, with quotes or without."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            pass
    report.add("bad-day", line, name=name, value=str(value))
    return BAD


def _named(wrong: Callable[[str], bool], kind: str) -> Shape:
    """A name that something outside knows."""

    def check(value: Any, line: int, name: str, report: Report) -> Any:
        if isinstance(value, str) and not wrong(str(value)):
            return str(value)
        report.add(kind, line, name=name, value=str(value))
        return BAD

    return check


_clock = r"(?:[01]\d|2[0-3]):[0-5]\d"
_written = matching(re.compile(rf"{_clock}-{_clock}"), "bad-hours")


def _from_to(value: Any, line: int, name: str, report: Report) -> Any:
    """A span of hours within one day."""
    found = _written(value, line, name, report)
    if found is BAD or _length(_span(found)) > timedelta():
        return found
    report.add("turned-hours", line, name=name, value=found)
    return BAD


def _apart(value: Any, line: int, name: str, report: Report) -> Any:
    """Spans of hours that don't overlap, in any order."""
    found = several(_from_to, least=1)(value, line, name, report)
    if found is not BAD:
        spans = sorted(found, key=_span)
        for earlier, later in pairwise(spans):
            if _span(later)[0] < _span(earlier)[1]:
                report.add("overlapping-hours", line, name=name, earlier=earlier, later=later)
    return found


#: What stands under `time:` in the configuration, and the shape of each.
SETTINGS: dict[str, Shape] = {
    "zone": _named(wrong_zone, "bad-zone"),
    "hours": _apart,
    "days": several(choice(DAYS), least=1),
    "holidays": _named(wrong_country, "bad-country"),
    "days_off": several(_date),
    "days_on": several(_date),
    **dict.fromkeys(("remind", "escalate", "lapse", "owed", "alike_days"), positive),
}
