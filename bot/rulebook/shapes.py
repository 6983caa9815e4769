"""The form of the files: which keys there are, which must be there, and what they hold (docs/rule-books.md)."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from bot.model import CUMULATIVE, DEPARTMENT, Bound, Kind, Mode, Outcome, Per, Relation, Scope
from bot.rulebook.extending import EXTENDS, WITHOUT
from bot.rulebook.findings import Report
from bot.rulebook.involving import WHO
from bot.rulebook.involving import WORDS as INVOLVED
from bot.rulebook.library import Action, Fact, Phrases
from bot.rulebook.parsing import Map, Seq
from bot.rulebook.sayings import NONE
from bot.rulebook.schema import (
    BAD,
    Shape,
    choice,
    clause_id,
    flag,
    gauge_unit,
    ident,
    one_or_several,
    positive,
    post,
    record,
    several,
    sha256,
    table,
    text,
    unit,
)

STATUSES = ("active", "draft", "deprecated")
#: Written for the clauses where every finding of a kind is accepted.
EVERY_CLAUSE = "all"
SUPERIORS = ("role", "roles", "unnamed")

_words = record({"zh": text, "en": text}, otherwise="not-words")
_texts = several(text)
_ids = several(ident)
_phrases = record({}, {"zh": _texts, "en": _texts})


def _reporting(value: Any, line: int, name: str, report: Report) -> Any:
    """Whom a role reports to, in one of its three forms, and what that rests on."""
    found = _reporting_keys(value, line, name, report)
    if found is BAD or not isinstance(value, Map):
        return BAD
    if sum(key in value for key in SUPERIORS) != 1:
        report.add("line-form", line)
    if "clause" not in value and "inferred" not in value:
        report.add("line-unfounded", line)
    return found


_reporting_keys = record({}, {"role": ident, "roles": several(ident, least=1), "unnamed": _words, "clause": clause_id, "inferred": _words})


#: An obligation, or a list of those that run in parallel.
_step = one_or_several(ident)


def _escalation(value: Any, line: int, name: str, report: Report) -> Any:
    """Where matters beyond one's authority go; who decides them is named."""
    found = _escalation_keys(value, line, name, report)
    if isinstance(value, Map) and "decides" in value and "to" not in value:
        report.add("decides-nobody", line)
    return found


_escalation_keys = record({"clause": clause_id}, {"to": ident, "decides": flag})
_relations: dict[str, Shape] = {
    "aliases": _texts,
    "reports_to": _reporting,
    "inherits": record({"roles": several(ident, least=1), "clause": clause_id}),
    "acts_for": record({"role": ident, "clause": clause_id}, {"except": several(ident, least=1)}),
    "escalations": several(_escalation),
}
_role = record({"title": _words}, {**_relations, "unit": _words, "outside": flag})
#: The department has the title of its unit.
_department = record({}, {**_relations, "title": _words})
_duty = record({"do": several(ident, least=1), "what": several(ident, least=1)}, {"gate": flag, "conditions": _ids})
_clause = record(
    {"role": ident, "zh": text, "en": text},
    {"heading": _words, "also": _texts, "cut_off": flag, "duties": several(_duty)},
)
_obligation = record({"kind": choice(Kind), "zh": text, "en": text}, {"by": ident, "to": ident, "independent": flag})
_limit_keys = record({"max": positive, "unit": unit}, {"inclusive": flag, "bound": choice(Bound), "figure": flag, "per": choice(Per)})
_involvement_keys = record(
    {"kind": choice(INVOLVED)},
    {"by": ident, "all_of": several(ident, least=1), "any_of": several(ident, least=1), "if": ident, "unless": ident},
)


def _limit(value: Any, line: int, name: str, report: Report) -> Any:
    """A limit, whose bound is said in one way."""
    found = _limit_keys(value, line, name, report)
    if isinstance(value, Map) and "inclusive" in value and "bound" in value:
        report.add("two-bounds", line)
    return found


_several_limits = several(_limit, least=1)


def _limits(value: Any, line: int, name: str, report: Report) -> Any:
    """One limit, or several that hold at once, each on something else: 300 each, and 800 a month in all."""
    if not isinstance(value, Seq):
        return _limit(value, line, name, report)
    found = _several_limits(value, line, name, report)
    if found is BAD:
        return BAD
    counted = [one.get("per", Per.ACT) for one in found]
    if len(set(counted)) < len(counted) or sum(per not in CUMULATIVE for per in counted) > 1:
        report.add("limits-alike", line)
    return found


def _involvement(value: Any, line: int, name: str, report: Report) -> Any:
    """Who takes part, said in one of three ways, and perhaps on one condition."""
    found = _involvement_keys(value, line, name, report)
    if found is BAD or not isinstance(value, Map):
        return BAD
    if sum(key in value for key in WHO) != 1 or ("if" in value and "unless" in value):
        report.add("involve-form", line)
    return found


def _one_act(value: Any, line: int, name: str, report: Report) -> Any:
    """The one act that a grant or a prohibition is about."""
    if isinstance(value, Seq):
        report.add("several-actions", line)
        return BAD
    return ident(value, line, name, report)


_grant = record(
    {"clause": clause_id, "role": ident, "action": _one_act},
    {
        "mode": choice(Mode),
        "limit": _limits,
        "scope": choice(Scope),
        "conditions": _ids,
        "obligations": several(_step),
        "asks": ident,
        "involve": several(_involvement),
    },
)


def _clauses(value: Any, line: int, name: str, report: Report) -> Any:
    """The clauses of a finding, or all."""
    return value if value == EVERY_CLAUSE else several(clause_id, least=1)(value, line, name, report)


_acceptance = record({"finding": ident, "clauses": _clauses, "reason": _words})


def _when(value: Any, line: int, name: str, report: Report) -> Any:
    """The facts that have to hold; none at all is said by leaving them out."""
    if isinstance(value, Seq) and not value:
        report.add("empty-when", line)
        return BAD
    return several(ident, least=1)(value, line, name, report)


def _prohibition(value: Any, line: int, name: str, report: Report) -> Any:
    """What is forbidden: an action, whatever is done in a certain way, or both."""
    found = _prohibition_keys(value, line, name, report)
    if isinstance(value, Map) and "action" not in value and "when" not in value:
        report.add("ban-form", line)
    return found


_prohibition_keys = record(
    {"clause": clause_id},
    {"action": _one_act, "when": _when, "unless": several(ident, least=1), "role": one_or_several(post)},
)

BOOK: Shape = record(
    {
        "book": ident,
        "title": _words,
        "source": record({"document": _words}, {"sha256": sha256}),
        "unit": record({"zh": text, "en": text}, {"aliases": _texts}),
        "roles": table(ident, _role, {DEPARTMENT: _department}),
        "clauses": table(clause_id, _clause),
    },
    {
        "status": choice(STATUSES),
        "smaller_use": flag,
        "obligations": table(ident, _obligation),
        "grants": several(_grant),
        "prohibitions": several(_prohibition),
        "accepted": several(_acceptance),
    },
)


#: Keys of a vocabulary entry whose shape can't be told from their default.
_gauge_keys = record(
    {"unit": gauge_unit}, {"at_least": positive, "above": positive, "below": positive, "at_most": positive, "of": _phrases}
)


def _gauge(value: Any, line: int, name: str, report: Report) -> Any:
    """The numbers that state a fact: from one bound, to one, or both."""
    found = _gauge_keys(value, line, name, report)
    if found is BAD or not isinstance(value, Map):
        return BAD
    lower, upper = ("at_least" in value) + ("above" in value), ("below" in value) + ("at_most" in value)
    if max(lower, upper) != 1:
        report.add("gauge-bounds", line)
    if value.get("unit") in ("percent", "share", "count", "level") and not any(value.get("of", Map(line)).values()):
        report.add("gauge-words", line, unit=value["unit"])
    return found


_NAMED: dict[str, Shape] = {
    "measure": _gauge,
    "unit": unit,
    "concerns": choice(("employee", "customer")),
    "earned": choice(("well", "ill")),
    "conflict": flag,
}


def optional_keys(described: type) -> dict[str, Shape]:
    """The keys that an entry of the vocabulary may have: the fields with a default of the value that it becomes."""
    found: dict[str, Shape] = {}
    for one in fields(described):
        if isinstance(one.default, Phrases):
            found[one.name] = _phrases
        elif isinstance(one.default, tuple):
            found[one.name] = _ids
        elif isinstance(one.default, bool):
            found[one.name] = flag
        elif one.default is None:
            found[one.name] = _NAMED[one.name]
    return found


_said: dict[str, Shape] = {"zh": _texts, "en": _texts, **optional_keys(Action)}
_known: dict[str, Shape] = {"title": _words, **optional_keys(Fact)}
_action = record({"title": _words}, _said)
_fact = record({"question": _words}, _known)
#: What a company may leave out of an entry of the shipped vocabulary: phrases, in whichever list they stand.
_without: dict[str, Shape] = {WITHOUT: _phrases}
_own_phrases = record({}, {"zh": _texts, "en": _texts, **_without})
_own_action = record({}, {"title": _words, **_said, **_without})
_own_fact = record({}, {"question": _words, **_known, **_without})


def _vocabulary(phrases: Shape, action: Shape, fact: Shape) -> dict[str, Shape]:
    """The sections of a vocabulary whose entries have these forms."""
    return {
        "concepts": table(ident, phrases),
        "actions": table(ident, action),
        "facts": table(ident, fact),
        "relations": table(choice(Relation), phrases),
        "markers": table(ident, phrases),
        "silent": table(ident, phrases),
        "lists": table(ident, phrases),
    }


VOCABULARY: Shape = record({}, _vocabulary(_phrases, _action, _fact))
_own_sections = _vocabulary(_own_phrases, _own_action, _own_fact)
#: A company's own, beside the shipped one.
OWN_VOCABULARY: Shape = record(
    {EXTENDS: choice(("remit",))},
    {**_own_sections, WITHOUT: record({}, dict.fromkeys(_own_sections, _ids))},
)

CASES: Shape = several(
    record({"as": text, "say": text, "outcome": choice(Outcome)}, {"absent": _texts, "approver": text, "clause": clause_id})
)


def _about(value: Any, line: int, name: str, report: Report) -> Any:
    """The clause that something is about, or none."""
    return value if value == NONE else clause_id(value, line, name, report)


#: Questions and statements by the clause that they are about.
SAYINGS: Shape = table(_about, _texts)
