"""Decisions and answers put into words, by templates, in the reader's language.

Facts come from the library, words from `bot/templates/<language>/`. People's text is only ever data to a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.ext import Extension
from jinja2.sandbox import SandboxedEnvironment

from bot.authority.deciding import headline
from bot.authority.evaluating import AMOUNT, held_for
from bot.language.asking.answers import Answer
from bot.model import (
    Approver,
    ClauseId,
    Decision,
    Due,
    Grant,
    Language,
    Outcome,
    Proposal,
    Quantity,
    RoleKey,
    StandIn,
    Step,
    Why,
    measure_words,
    plain,
)
from bot.model.articles import bare
from bot.rulebook.library import Library
from bot.staff import Staff

_TEMPLATES = Path(__file__).parent / "templates"
#: Between the lines of what somebody wrote.
CONTINUED = "\n  "
#: So much off a price.
CUT = "percent"
_ARTICLE = re.compile(r"\b([Tt]he )\{\{ (.+?) \}\}")
#: What stands as an example where an amount is asked for; of money 300.
SAMPLES = {"percent": 10, "share": 20, "hour": 2, "minute": 30, "day": 3, "person": 3, "count": 3, "kilogram": 3, "kilometre": 20}


class _Articles(Extension):
    """What a template puts behind `the` comes without an article of its own."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template with `bare` behind each such expression."""
        return _ARTICLE.sub(r"\1{{ (\2) | bare }}", source)


class _Environment(SandboxedEnvironment):
    """What templates are told comes in dicts: their keys are looked up first, which is faster than to find that no method has that name."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A value of a dict; of anything else what the sandbox allows."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


@cache
def _environment(language: Language) -> Environment:
    environment = _Environment(
        loader=FileSystemLoader(_TEMPLATES / language),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        autoescape=False,  # plain text; each adapter escapes for its platform
        extensions=[_Articles],
        auto_reload=False,  # they ship with the program: nobody changes them while it runs
    )
    environment.filters |= {"own": own, "bare": lambda said: bare(said) if isinstance(said, str) else said, "counted": counted}
    return environment


def counted(count: object, one: str, several: str = "") -> str:
    """So many of something in English: 1 request, 2 requests, 1,200 entries."""
    return f"{count} {one if str(count) == '1' else several or one + 's'}"


def side_by_side(words: Iterable[str], language: Language) -> str:
    """Several things in a row, as the language lists them."""
    return ("、" if language == "zh" else ", ").join(words)


def own(words: str) -> str:
    """Somebody's own words: the first line stands where it is, the others are indented, so that none passes for a line of ours."""
    return CONTINUED.join(words.splitlines())


def render(name: str, language: Language, **values: Any) -> str:
    """The template `name`.j2 of a language with these values; blank lines at either end are dropped."""
    return _template(name, language).render(**values).strip()


@cache
def _template(name: str, language: Language) -> Template:
    template = _environment(language).get_template(f"{name}.j2")
    template.globals = {}  # no template of ours uses any, and each rendering would copy them
    return template


class Phrasing:
    """Names things of one library, for people of one staff list."""

    def __init__(self, library: Library, staff: Staff | None = None) -> None:
        self.library = library
        self.staff = staff or Staff()

    def role(self, key: RoleKey, language: Language) -> str:
        """A post's title; in English with the Chinese title, by which people know it."""
        title = self.library.roles[key].title
        return title.zh if language == "zh" else f"{title.en} ({title.zh})"

    def roles(self, keys: Iterable[RoleKey], language: Language) -> str:
        """Several posts side by side; a title that two departments have is said once."""
        return side_by_side(dict.fromkeys(self.role(key, language) for key in keys), language)

    def standing_in(self, acting: StandIn, language: Language) -> dict[str, Any]:
        """For whom somebody acts, by which clause, and what they may not do in that place."""
        actions = self.library.vocabulary.actions
        but = [actions[action].title.into(language) for action in acting.exceptions]
        return {"role": self.role(acting.role, language), "clause": acting.clause, "but": but}

    def person(self, ident: str) -> str:
        """A person's display name."""
        person = self.staff.people.get(ident)
        return person.name if person else ident

    def people(self, idents: Iterable[str], language: Language) -> str:
        """Several people side by side."""
        return side_by_side(map(self.person, idents), language)

    def action(self, proposal: Proposal, language: Language) -> str:
        """What is proposed: the action's title, or for a duty what was said."""
        action = self.library.vocabulary.actions.get(proposal.action or "")
        if action is None:
            return " ".join(proposal.text.strip(" ,.;!?。").split())
        gap = " " if language == "zh" else ", "
        amount = gap + amount_words(proposal.amount, language) if proposal.amount else ""
        return action.title.into(language) + amount

    def asking(self, fact: str, language: Language, proposal: Proposal) -> str:
        """The question that asks for a fact missing of what is proposed; where so much for each was said, it is for how many."""
        if fact == AMOUNT and proposal.each:
            return render("for-how-many", language, each=amount_words(proposal.each, language))
        return self.question(fact, language, proposal.action)

    def question(self, fact: str, language: Language, action: str | None = None) -> str:
        """The question that asks for a missing fact of an action; its amount is asked for in its own unit."""
        if fact == AMOUNT and action:
            return self._measure(action, language, title=False)
        known = self.library.vocabulary.facts.get(fact)
        return known.question.into(language) if known else fact

    def sample(self, action: str | None, language: Language) -> str:
        """An amount as one may type it for an action: 300 元, 9 折, 3 天."""
        unit = self._unit(action)
        return amount_words(Quantity(value=Decimal(SAMPLES.get(unit, 300)), unit=unit), language)

    def _measure(self, action: str, language: Language, *, title: bool) -> str:
        """What the amount of an action is called or asked by; a discount is spoken of only where there may be one."""
        cut, unit = CUT in self._units(action), self._unit(action)
        return render("amount", language, unit=self.library.currency or "CNY" if unit == CUT else unit, cut=cut, title=title)

    def _unit(self, action: str | None) -> str:
        units = self._units(action)
        return units[0] if units else self.library.currency or "CNY"

    def _units(self, action: str | None) -> tuple[str, ...]:
        """The units in which an action is measured: its own, then those of the limits that the books set."""
        known = self.library.vocabulary.actions.get(action or "")
        own = [known.unit] if known and known.unit else []
        return tuple(dict.fromkeys([*own, *(one.limit.unit for one in self.library.grants if one.limit and one.action == action)]))

    def fact(self, fact: str, language: Language, action: str | None = None) -> str:
        """A fact's name; the amount of an action is called by what it counts."""
        if fact == AMOUNT and action:
            return self._measure(action, language, title=True)
        known = self.library.vocabulary.facts.get(fact)
        return known.title.into(language) if known else fact

    def approver(self, approver: Approver, language: Language) -> str:
        """Who decides: the post, alternatives and people, or the book's own word for an unnamed superior."""
        if approver.role is None:
            name = approver.unnamed.into(language) if approver.unnamed else render("administrators", language)
        else:
            name = (" 或 " if language == "zh" else " or ").join(self.role(key, language) for key in approver.roles or (approver.role,))
        return render("approver", language, who=name, people=self.people(approver.people, language))

    def clause(self, ident: ClauseId, language: Language) -> dict[str, str]:
        """A clause as templates show it: id, the post it is addressed to, and its statement."""
        clause = self.library.clauses[ident]
        return {"id": ident, "role": self.role(clause.role, language), "text": clause.text.into(language), "quote": clause.quote or ""}

    def due(self, due: Due, language: Language) -> dict[str, Any]:
        """An obligation of a case: what, who owes it, and whether it was moved up."""
        return {
            "text": due.obligation.text.into(language),
            "by": self.role(due.by, language) if due.by else "",
            "moved_from": self.role(due.moved_from, language) if due.moved_from else "",
            "step": due.obligation.step,
            "clause": due.obligation.clause,
        }

    def unmet(self, grants: Iterable[Grant], proposal: Proposal, language: Language) -> list[str]:
        """The conditions of these grants that are stated not to hold, each once."""
        conditions = dict.fromkeys(fact for grant in grants for fact in grant.conditions if proposal.facts.get(fact) is False)
        return [self.fact(fact, language, proposal.action) for fact in conditions]

    def step(self, step: Step, proposal: Proposal, language: Language) -> dict[str, Any]:
        """A candidate on the way to the approver of a proposal."""
        fails = step.why is Why.CONDITION_FAILS
        grants = [one for one in self.library.grants if fails and one.clause == step.clause and one.action == proposal.action]
        return {
            "unmet": self.unmet(grants, proposal, language),
            "role": self.role(step.role, language),
            "why": step.why.value,
            "taken": step.taken,
            "clause": step.clause or "",
            "stands_for": self.role(step.stands_for, language) if step.stands_for else "",
        }


def amount_words(quantity: Quantity, language: Language) -> str:
    """300 元, 9 折 / 300 yuan, 10 % off."""
    number = plain(quantity.value)
    if quantity.unit == "percent":
        if language == "en":
            return f"{number} % off"
        return f"{plain((100 - quantity.value) / 10)} 折"
    return measure_words(quantity).into(language)


def decision_text(phrasing: Phrasing, decisions: Sequence[Decision], role: RoleKey | None, language: Language) -> str:
    """One message for all actions of a sentence, the headline first where there are several."""
    several = len(decisions) > 1
    parts = [render("decision", language, several=several, **shown(phrasing, one, role, language)) for one in decisions]
    if not several:
        return parts[0]
    silent = [phrasing.action(one.proposal, language) for one in decisions if one.outcome is Outcome.UNKNOWN]
    return render("decisions", language, outcome=headline(decisions).outcome.value, parts=parts, silent=silent)


def shown(phrasing: Phrasing, decision: Decision, role: RoleKey | None, language: Language) -> dict[str, Any]:
    """A decision as templates show it, for the holder of a post."""
    grant = decision.grant
    own = bool(grant and role and grant.role == role)
    held = [one.grant for one in held_for(phrasing.library, role, decision.proposal.action or "")] if role else []
    return {
        "outcome": decision.outcome.value,
        "reason": decision.reason.value,
        "basis": decision.basis.value if decision.basis else "",
        "mode": decision.proposal.mode.value,
        "action": phrasing.action(decision.proposal, language),
        "unmet": phrasing.unmet(held, decision.proposal, language),
        "role": phrasing.role(role, language) if role else "",
        "own": own,
        "grant_role": phrasing.role(grant.role, language) if grant else "",
        "approver": phrasing.approver(decision.approver, language) if decision.approver else "",
        "nobody": bool(decision.approver and decision.approver.nobody),
        "superior": phrasing.approver(decision.superior, language) if decision.superior and not decision.superior.nobody else "",
        "topmost": bool(decision.superior and decision.superior.nobody),
        "clauses": [phrasing.clause(clause, language) for clause in decision.clauses],
        "missing": [phrasing.asking(fact, language, decision.proposal) for fact in decision.missing],
        "established": [phrasing.fact(fact, language, decision.proposal.action) for fact in decision.missing],
        "obligations": [phrasing.due(due, language) for due in decision.obligations],
        "trail": [phrasing.step(step, decision.proposal, language) for step in decision.trail],
        "remarks": [remark.into(language) for remark in decision.remarks],
    }


def answer_text(phrasing: Phrasing, answer: Answer, language: Language, superior: Approver | None = None) -> str:
    """An answer to a question: what is the case first, then the clauses."""
    library = phrasing.library
    posts = answer.holders if answer.intent.value == "reported-by" else answer.roles
    lines = {key: library.roles[key].reports_to for key in posts}
    return render(
        "answer",
        language,
        kind=answer.kind,
        intent=answer.intent.value,
        roles=phrasing.roles(answer.roles, language),
        holders=phrasing.roles(answer.holders, language),
        held=not set(answer.roles).isdisjoint(answer.holders) or not answer.roles,
        actions=side_by_side((library.vocabulary.actions[a].title.into(language) for a in answer.actions), language),
        clauses=[phrasing.clause(clause, language) for clause in answer.clauses],
        choices=[phrasing.clause(clause, language) for clause in answer.choices],
        unknown=side_by_side(dict.fromkeys(answer.unknown_words), language),
        unless=[phrasing.fact(fact, language) for fact in answer.unless],
        partial=_partial(phrasing, answer, language),
        lines=[_line(phrasing, key, language) for key, line in lines.items() if line],
        superior=phrasing.approver(superior, language) if superior else "",
        obligations=_obligations(phrasing, answer, language),
        verdict=answer.verdict.outcome.value if answer.verdict else "",
        approver=phrasing.approver(answer.verdict.approver, language) if answer.verdict and answer.verdict.approver else "",
        unlimited=answer.intent.value == "limit" and bool(answer.actions) and not _limits(phrasing, answer),
    )


def _line(phrasing: Phrasing, key: RoleKey, language: Language) -> dict[str, str]:
    line = phrasing.library.roles[key].reports_to
    assert line is not None
    unnamed = line.unnamed.into(language) if line.unnamed else ""
    return {
        "role": phrasing.role(key, language),
        "to": (" 或 " if language == "zh" else " or ").join(phrasing.role(to, language) for to in line.to) or unnamed,
        "inferred": line.inferred.into(language) if line.inferred else "",
        "clause": line.clause or "",
    }


def _partial(phrasing: Phrasing, answer: Answer, language: Language) -> list[dict[str, Any]]:
    """Who stands in, but not in everything."""
    found = {key: phrasing.library.roles[key].acts_for for key in answer.holders} if answer.intent.value == "stand-in" else {}
    return [
        {**phrasing.standing_in(one, language), "by": phrasing.role(key, language)} for key, one in found.items() if one and one.exceptions
    ]


def _limits(phrasing: Phrasing, answer: Answer) -> bool:
    """Whether any rule behind the answer has a limit at all."""
    return any(g.limit for g in phrasing.library.grants if g.clause in answer.clauses and g.action in answer.actions)


def _obligations(phrasing: Phrasing, answer: Answer, language: Language) -> list[dict[str, Any]]:
    if answer.intent.value != "after":
        return []
    grants = [g for g in phrasing.library.grants if g.clause in answer.clauses and g.action in answer.actions]
    return [
        {
            "role": phrasing.role(grant.role, language),
            "clause": grant.clause,
            "steps": [phrasing.due(Due(obligation=o, by=o.by), language) for o in grant.obligations],
        }
        for grant in grants
        if grant.obligations
    ]
