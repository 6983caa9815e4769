"""A request as a form, for platforms that have forms: which fields an action has, and whether an amount can be read.

The desk decides on what was filled in as on any request; what was left open it asks for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from bot.language.amounts.extents import days_and_hours
from bot.language.checking.facts.converting import COUNTED, fits_here, said_in
from bot.language.recognising.reading import Reader
from bot.model import Language, Quantity
from bot.understanding import Understanding


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """What is asked for one action: an amount, where it has a unit, and facts, each with its question."""

    action: str
    unit: str | None
    facts: tuple[tuple[str, str], ...]


class Forms:
    """The forms of one library."""

    def __init__(self, understanding: Understanding) -> None:
        self._reader = understanding.reader
        self._library = understanding.library

    def actions(self, language: Language) -> tuple[tuple[str, str], ...]:
        """Every action that a rule book grants, with its title, in the order of the titles."""
        known = self._library.vocabulary.actions
        granted = {grant.action for grant in self._library.grants if not grant.duty and grant.action in known}
        return tuple(sorted(((action, known[action].title.into(language)) for action in granted), key=lambda one: one[1]))

    def form(self, action: str, language: Language) -> Form | None:
        """The form of an action; None for one that isn't there."""
        known = self._library.vocabulary.actions.get(action)
        if known is None:
            return None
        facts = self._library.vocabulary.facts
        wanted = dict.fromkeys(fact for grant in self._library.grants if grant.action == action for fact in grant.conditions)
        asked = [(fact, facts[fact].question.into(language)) for fact in wanted if fact in facts and not facts[fact].presumed]
        return Form(action=action, unit=known.unit, facts=tuple(asked))

    def amount(self, action: str, text: str) -> Quantity | None:
        """The amount that a text gives for an action, None where it can't be relied on."""
        known = self._library.vocabulary.actions.get(action)
        return amount_in(self._reader, text, known.unit if known and known.unit else "CNY")


def amount_in(reader: Reader, text: str, unit: str) -> Quantity | None:
    """The one amount that a text gives; a bare number is one in the unit asked for, and 3 个 are three people where people are.

    So much for each is what all comes to where it is said how many they are (每人 100 元，共 3 人), and nothing where it isn't.
    """
    sentence = reader.read(text)
    mentions = [mention for mention in sentence.amounts if said_in(mention, unit) and fits_here(sentence, mention, unit)]
    if days_and_hours(sentence.text, [(one.start, one.end, one.unit) for one in sentence.amounts]):
        return None
    found = {quantity for mention in mentions if (quantity := said_in(mention, unit))}
    if len(found) != 1 or any(mention.rough or (mention.each and not mention.count) for mention in mentions):
        return None
    quantity = found.pop()
    quantity = replace(quantity, value=quantity.value * max(mention.count if mention.each and mention.count else 1 for mention in mentions))
    if unit != "percent" and (quantity.unit == "number" or unit in COUNTED):
        quantity = Quantity(value=quantity.value, unit=unit)  # "9" may be 9 per cent off or 打 9 折: that is asked again
    return quantity if quantity.value > Decimal(0) and quantity.unit != "number" else None


def total_in(reader: Reader, text: str, unit: str, each: Quantity) -> Quantity | None:
    """What so much for each comes to by a text: its total, or for its number of people; a bare number below `each` is one of these."""
    units = {mention.unit for mention in reader.read(text).amounts}
    people = amount_in(reader, text, "person") if units <= {"person", "count", "number"} else None
    if people and (units != {"number"} or people.value < each.value):
        return Quantity(value=each.value * people.value, unit=each.unit)
    return None if people and unit in COUNTED else amount_in(reader, text, unit)
