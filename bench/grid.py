"""A generated grid: role × action × amount × facts × target × phrasing × language, judged by an oracle without language.

    .venv/bin/python -m bench.grid [--count 24000] [--show 20]

Each sentence comes from `grid_templates.yaml` together with the proposal that it stands for; `bot.authority.decide` on
that proposal says what is right. Goal: nothing wrongly permitted, 99 % equal in outcome, approver and missing facts.
The same seed gives the same sentences.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from bench import numerals
from bot.authority.deciding import decide, headline
from bot.authority.situation import Situation
from bot.language.speaking import Speaker
from bot.model import Decision, Language, Mode, Outcome, Proposal, Quantity, Relation, RoleKey, Target
from bot.rulebook.library import Library
from bot.understanding import Understanding

TEMPLATES = Path(__file__).with_name("grid_templates.yaml")
COUNT, SEED = 24_000, 20261101
#: The least that may be equal, and the least in the short form that CI runs.
EQUAL = 0.99
#: What stands for a fact in a cell: stated so, or spoken of without stating it, or not spoken of.
_STATED = {"stated": True, "denied": False}
_PRONOUN: dict[Language, str] = {"zh": "他", "en": "him"}
_LANGUAGES: tuple[Language, ...] = ("zh", "en")


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One point of the grid, before it is put into words."""

    act: str
    role: RoleKey
    amount: int | str | None
    facts: tuple[tuple[str, str], ...]
    target: str | None
    away: str | None
    language: Language


@dataclass(frozen=True, kw_only=True)
class Case:
    """One sentence and what it stands for."""

    text: str
    cell: Cell
    proposal: Proposal
    #: The templates that it was made from.
    used: tuple[str, ...] = ()
    absent: frozenset[RoleKey] = field(default_factory=frozenset)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A case with the decision that the sentence got and the one that the oracle gives."""

    case: Case
    given: Decision
    right: Decision

    @property
    def equal(self) -> bool:
        """Same outcome, same approver, the same facts asked for."""
        return _essence(self.given) == _essence(self.right)

    @property
    def wrongly_permitted(self) -> bool:
        """Permitted where the oracle doesn't permit."""
        return self.given.outcome is Outcome.PERMITTED and self.right.outcome is not Outcome.PERMITTED


def _essence(decision: Decision) -> tuple[object, ...]:
    approver = decision.approver.role if decision.approver else None
    missing = decision.missing if decision.outcome is Outcome.NEEDS_FACTS else ()
    return decision.outcome, approver, frozenset(missing)


def read_templates(path: Path = TEMPLATES) -> dict[str, Any]:
    """The templates as data."""
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found


def cells(templates: Mapping[str, Any]) -> Iterator[Cell]:
    """Every point of the grid."""
    for name, act in templates["acts"].items():
        states = [
            [(fact, state) for state in ("silent", *(s for s in ("stated", "denied", "open") if s in templates["facts"][fact]))]
            for fact in act.get("facts", ())
        ]
        targets = act.get("targets", [None])
        for role, amount, facts, target, language in product(
            act.get("roles", templates["roles"]), act.get("amounts", [None]), product(*states), targets, _LANGUAGES
        ):
            told = tuple(pair for pair in facts if pair[1] != "silent")
            if target == "self" and told:
                continue  # nobody says of themselves that they slack off and are to be fined for it
            for away in (None, *templates["away"]) if role.startswith("customer-service/") and role not in templates["away"] else (None,):
                yield Cell(act=name, role=role, amount=amount, facts=told, target=target, away=away, language=language)


def cases(templates: Mapping[str, Any], count: int = COUNT, seed: int = SEED) -> Iterator[Case]:
    """So many sentences, spread over all cells: every cell once before any comes again in other words."""
    chance = random.Random(seed)
    points = list(cells(templates))
    chance.shuffle(points)
    for number in range(count):
        yield _case(templates, points[number % len(points)], chance)


def _case(templates: Mapping[str, Any], cell: Cell, chance: random.Random) -> Case:
    act = templates["acts"][cell.act]
    facts = {templates["facts"][fact].get("fact", fact): _STATED[state] for fact, state in cell.facts if state in _STATED}
    for fact, state in cell.facts:
        facts |= templates["facts"][fact].get("denied_means", {}) if state == "denied" else {}
    quantity = None
    if isinstance(cell.amount, int):
        quantity = Quantity(value=Decimal(cell.amount), unit="percent" if cell.act == "discount" else "CNY")
    relation = Relation(cell.target) if cell.target not in (None, "none") else None
    text, used = _sentence(templates, act, cell, chance)
    proposal = Proposal(
        action=act.get("action", cell.act),
        mode=Mode(act.get("mode", "act")),
        amount=quantity,
        amount_vague=cell.amount == "vague",
        facts=facts,
        target=Target(relation=relation),
        text=text,
    )
    return Case(text=text, cell=cell, proposal=proposal, used=used, absent=frozenset({cell.away}) if cell.away else frozenset())


def _sentence(templates: Mapping[str, Any], act: Mapping[str, Any], cell: Cell, chance: random.Random) -> tuple[str, tuple[str, ...]]:
    language = cell.language
    clauses = [chance.choice(templates["facts"][fact][state][language]) for fact, state in cell.facts]
    chance.shuffle(clauses)
    pattern = chance.choice(act[language] if cell.amount is not None or "bare" not in act else act["bare"][language])
    target = chance.choice(templates["targets"][cell.target][language]) if cell.target else ""
    named = any("{target}" in clause for clause in clauses)
    amount = numerals.render(cell.amount, "percent" if cell.act == "discount" else "CNY", language, chance)
    done = pattern.format(target=_PRONOUN[language] if named else target, amount=amount)
    told = [clause.format(target=target) for clause in clauses]
    if cell.away:
        told.insert(0, chance.choice(templates["away"][cell.away][language]))
    return _joined(told, done, language, chance, reason_last=not named), (*clauses, pattern, *([target] if target else []))


def _joined(told: list[str], done: str, language: Language, chance: random.Random, *, reason_last: bool) -> str:
    """The clauses in one of the orders in which people say them."""
    style = chance.choice(("comma", "stop", "so", "because") if reason_last else ("comma", "stop", "so"))
    if not told:
        return done + ("。" if language == "zh" else ".")
    if language == "zh":
        before = "，".join(told)
        shapes = {
            "comma": f"{before}，{done}。",
            "stop": f"{before}。{done}。",
            "so": f"{before}，所以{done}。",
            "because": f"{done}，因为{before}。",
        }
        return shapes[style]
    before = ", and ".join(told) if len(told) < 3 else ", ".join(told)
    first = before[0].upper() + before[1:]
    shapes = {
        "comma": f"{first}. {done}.",
        "stop": f"{first}. {done}.",
        "so": f"{first}, so {done}.",
        "because": f"{done}, because {before}.",
    }
    return shapes[style]


def judge(understanding: Understanding, case: Case) -> Judged:
    """What the sentence gets, and what is right."""
    checked = understanding.check(case.text, Speaker(roles=(case.cell.role,)))
    right = decide(understanding.library, Situation(roles=(case.cell.role,), absent=case.absent), case.proposal)
    return Judged(case=case, given=headline(checked.decisions), right=right)


def judged(library: Library, count: int, seed: int = SEED) -> list[Judged]:
    """The whole grid, judged."""
    understanding = Understanding(library)
    return [judge(understanding, case) for case in cases(read_templates(), count, seed)]


def told(one: Judged) -> str:
    """One line on a case that came out otherwise than the oracle."""

    def words(decision: Decision) -> str:
        approver = f" by {decision.approver.role}" if decision.approver else ""
        return f"{decision.outcome.value}{approver}{' missing ' + ','.join(decision.missing) if decision.missing else ''}"

    return f"[{one.case.cell.role.partition('/')[2]}] {one.case.text}\n    {words(one.given)}; right: {words(one.right)}"


def _worst(found: list[Judged], most: int) -> list[str]:
    """The templates whose sentences differ most often, with how often; one that always differs is the one to look at."""
    total = Counter(template for one in found for template in one.case.used)
    differ = Counter(template for one in found if not one.equal for template in one.case.used)
    ordered = sorted(differ, key=lambda template: (-differ[template] / total[template], template))
    return [f"{100 * differ[template] / total[template]:6.1f} % of {total[template]:5} differ: {template}" for template in ordered[:most]]


def main(arguments: list[str]) -> int:
    """Print the rates, by action and language, and some of the cases that differ."""
    parser = argparse.ArgumentParser(description="the generated grid")
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--show", type=int, default=12, help="how many that differ to show, wrongly permitted ones first")
    parser.add_argument("--templates", type=int, default=0, help="how many templates to show, those first whose sentences differ most")
    options = parser.parse_args(arguments)
    from adapters.configuration import read_configuration

    began = time.perf_counter()
    found = judged(read_configuration(None, {}).library(), options.count, options.seed)
    took = time.perf_counter() - began
    differ = sorted((one for one in found if not one.equal), key=lambda one: not one.wrongly_permitted)
    wrongly = sum(one.wrongly_permitted for one in found)
    for one in differ[: options.show]:
        print(told(one))
    total = Counter((one.case.cell.act, one.case.cell.language) for one in found)
    equal = Counter((one.case.cell.act, one.case.cell.language) for one in found if one.equal)
    for key in sorted(total):
        print(f"{key[0]:24} {key[1]}  {equal[key]:5} of {total[key]:5}  {100 * equal[key] / total[key]:6.2f} %")
    if options.templates:
        print(*_worst(found, options.templates), sep="\n")
    rate = 1 - len(differ) / len(found)
    print(f"{len(found)} sentences of {len(list(cells(read_templates())))} cells in {took:.1f} s")
    print(f"equal to the oracle {100 * rate:.2f} % (goal {100 * EQUAL:.0f} %), wrongly permitted {wrongly} (goal 0)")
    return int(wrongly > 0 or rate < EQUAL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
