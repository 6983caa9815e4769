"""How long something lasts, as amounts: hours in minutes, and weeks, months and years in days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_UP, Decimal

from bot.language.amounts.figures import Figure
from bot.language.amounts.mention import Mention
from bot.model import Quantity

#: The units of acts that last for so long.
TIMED = frozenset({"day", "hour", "minute"})
#: What is said in days is an amount already.
_IN_DAYS = re.compile(r"[天日]|day")
#: Not how long, but when or how often: two weeks ago, three days a week, 每两周.
_WHEN_BEHIND = re.compile(r" ?(?:ago(?![a-z])|之?前(?![台厅面])|以前|来)")
_WHEN_BEFORE = re.compile(
    r"(?:每一?个?|[上本这下]一?个?|(?<![a-z])(?:every|each|per|this|last|next|days|times?|once|twice|hours?|in the past|for the last)) ?$"
)
_MONTH, _YEAR, _MONTHS = Decimal(31), Decimal(366), 12


def durations(text: str, figures: Iterable[Figure]) -> Iterator[Mention]:
    """Each as one mention in `minute` or `day`; a month counts as the longest there is, and `longest` says so."""
    for figure in figures:
        said = text[figure.start : figure.end]
        if figure.unit not in ("minute", "day", "month") or (figure.unit == "day" and _IN_DAYS.search(said)):
            continue
        if not (_WHEN_BEHIND.match(text, figure.end) or _WHEN_BEFORE.search(text, max(0, figure.start - 16), figure.start)):
            yield _mention(figure)


def with_durations(amounts: Iterable[Mention], lasting: Iterable[Mention]) -> tuple[Mention, ...]:
    """Both in order; the 一个 of 一个半小时 counts nothing by itself."""
    lasting = tuple(lasting)
    rest = [one for one in amounts if not any(one.start < other.end and other.start < one.end for other in lasting)]
    return tuple(sorted((*rest, *lasting), key=lambda mention: mention.start))


def _mention(figure: Figure) -> Mention:
    months = figure.unit == "month"
    unit = "day" if months else figure.unit
    low, high = (_in_days(one) if months and one is not None else one for one in (figure.low, figure.high))
    quantity = Quantity(value=high, unit=unit) if high is not None and (low == high or low is None) else None
    relation = "exact" if quantity and low else "at-most" if quantity else "over" if high is None else "range"
    return Mention(
        start=figure.start,
        end=figure.end,
        quantity=quantity,
        unit=unit,
        relation=relation,
        low=None if relation == "exact" else low,
        high=None if relation == "exact" else high,
        longest=months,
        why="" if quantity else "range",
    )


def _in_days(months: Decimal) -> Decimal:
    """The most days that so many months can have."""
    years, rest = divmod(months, _MONTHS)
    return (years * _YEAR + rest * _MONTH).quantize(Decimal(1), rounding=ROUND_UP)
