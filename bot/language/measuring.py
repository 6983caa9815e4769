"""Which amount belongs to which action, and whether it can be relied on."""

from __future__ import annotations

from dataclasses import dataclass

from bot.language.amounts import Mention
from bot.language.lexicon import Hit
from bot.language.sentence import Sentence
from bot.model import Quantity, Words, plain

#: Amounts in these units are no sums and no discounts.
COUNTED = frozenset({"count", "person", "day", "square-metre", "time", "date"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """The amount of one action, as far as it can be relied on."""

    quantity: Quantity | None = None
    vague: bool = False
    over: Quantity | None = None
    remarks: tuple[Words, ...] = ()


def measure(sentence: Sentence, hit: Hit, unit: str | None, *, alone: bool) -> Measure:
    """The amount that belongs to an action: the nearest of its unit in its clause, else (if it is the only action) anywhere."""
    if unit is None:
        return Measure()
    fitting = [m for m in sentence.amounts if _fits(m, unit)]
    index = sentence.segment_of(hit.start)
    near = [m for m in fitting if sentence.segment_of(sentence.place(m.start)) == index]
    chosen = near or (fitting if alone else [])
    if not chosen:
        return Measure()
    if unit == "CNY" and alone and len({m.quantity for m in chosen}) > 1:  # two sums for one act: neither can be relied on
        return Measure(vague=True)
    return _read(min(chosen, key=lambda m: abs(sentence.place(m.start) - hit.end)), unit)


def _fits(mention: Mention, unit: str) -> bool:
    if unit == "percent":
        return mention.unit in ("percent", "CNY", "number")
    return mention.unit != "percent" and mention.unit not in COUNTED


def _read(mention: Mention, unit: str) -> Measure:
    """A range or an upper bound counts as its highest value; what is open upwards, or vague, can't be relied on."""
    measured = unit if mention.unit == "number" else mention.unit
    if unit == "percent" and mention.unit == "number":
        return Measure(vague=True)
    if mention.quantity is None:
        if mention.relation in ("range", "at-most") and mention.high is not None and mention.high > 0:
            return Measure(quantity=Quantity(value=mention.high, unit=measured))
        over = mention.low if mention.relation == "over" else None
        return Measure(vague=True, over=Quantity(value=over, unit=measured) if over else None)
    value = mention.quantity.value
    if mention.each and mention.count is None:  # so much for each, of nobody knows how many
        return Measure(vague=True)
    if mention.each and mention.count and mention.count > 1:
        total = value * mention.count
        remark = Words(
            zh=f"每人 {plain(value)}，共 {mention.count} 人，合计 {plain(total)}；规定没有写明按人还是按次，按合计从严计算。",
            en=f"{plain(value)} each for {mention.count} people makes {plain(total)}; "
            "the book does not say whether its limit is per person, so the total counts.",
        )
        return Measure(quantity=Quantity(value=total, unit=measured), remarks=(remark,))
    return Measure(quantity=Quantity(value=value, unit=measured))
