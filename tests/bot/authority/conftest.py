"""Small books built on the spot, situations and proposals by what differs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from bot.authority import Situation, decide
from bot.model import Decision, Proposal, Quantity, Relation, Target
from bot.rulebook.library import Library
from bot.rulebook.reading import compile_library

#: Each action with the unit of its amount.
ACTIONS: dict[str, dict[str, str]] = {"buy": {"unit": "CNY"}, "sell": {"unit": "percent"}, "hire": {}}
FACTS = ("checked", "urgent", "wicked", "amount", "own-group", "own-department")
MANAGER = {"reports_to": {"role": "boss", "clause": "9.8"}}
CLERK = {"reports_to": {"role": "manager", "clause": "9.9"}}


def words(text: str) -> dict[str, str]:
    return {"zh": text, "en": text}


def build(
    grants: Sequence[Mapping[str, Any]] = (),
    *,
    roles: Mapping[str, Mapping[str, Any]] | None = None,
    prohibitions: Sequence[Mapping[str, Any]] = (),
    obligations: Mapping[str, Mapping[str, Any]] | None = None,
    duties: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    smaller_use: bool = True,
) -> Library:
    """The library of one small book, `shop`: by default a clerk below a manager below a boss."""
    roles = {"clerk": CLERK, "manager": MANAGER, "boss": {}} if roles is None else roles
    numbered = [{"clause": f"9.{place}", **grant} for place, grant in enumerate(grants, start=10)]
    owners = {grant["clause"]: grant["role"] for grant in numbered}
    clauses = dict.fromkeys(_clauses([roles, prohibitions, numbered]), next(iter(roles))) | owners
    clauses |= {clause: clause_role for clause_role, clause in ((one.partition("@")[0], one.partition("@")[2]) for one in duties or {})}
    book = {
        "book": "shop",
        "title": words("shop"),
        "source": {"document": words("rules"), "sha256": "0" * 64},
        "unit": words("shop unit"),
        "smaller_use": smaller_use,
        "roles": {role: {"title": words(f"the {role}"), **said} for role, said in roles.items()},
        "clauses": {clause: {"role": role, **words("rule")} for clause, role in sorted(clauses.items())},
        "grants": numbered,
    }
    for one, listed in (duties or {}).items():
        book["clauses"][one.partition("@")[2]]["duties"] = listed
    book |= {"prohibitions": prohibitions} if prohibitions else {}
    book |= {"obligations": {key: {**words(key), **said} for key, said in obligations.items()}} if obligations else {}
    vocabulary = {
        "concepts": {"sweep": words_of("sweep"), "floor": words_of("floor")},
        "actions": {action: {"title": words(action), **words_of(action), **unit} for action, unit in ACTIONS.items()},
        "facts": {fact: {"title": words(fact), "question": words(f"{fact}?"), "about": words_of(fact)} for fact in FACTS},
        "relations": {},
        "markers": {},
        "silent": {},
    }
    texts = {"shop/rulebook.yaml": book, "vocabulary.yaml": vocabulary}
    return compile_library({path: json.dumps(content, ensure_ascii=False) for path, content in texts.items()})


def words_of(text: str) -> dict[str, list[str]]:
    return {"zh": [text], "en": [text]}


def _clauses(said: Any) -> list[str]:
    """Every clause that is referred to, anywhere."""
    if isinstance(said, Mapping):
        return [found for key, value in said.items() for found in ([value] if key == "clause" else _clauses(value))]
    return [found for value in said for found in _clauses(value)] if isinstance(said, list | tuple) else []


@pytest.fixture(scope="session")
def make_library() -> Callable[..., Library]:
    """A library of one small book."""
    return build


def propose(
    action: str | None = None,
    *,
    amount: str | Quantity | None = None,
    unit: str = "CNY",
    relation: Relation | None = None,
    role: str | None = None,
    person: str | None = None,
    facts: Mapping[str, bool] | None = None,
    **rest: Any,
) -> Proposal:
    """A proposal by its values."""
    quantity = Quantity(value=Decimal(amount), unit=unit) if isinstance(amount, str) else amount
    return Proposal(
        action=action, amount=quantity, facts=dict(facts or {}), target=Target(relation=relation, role=role, person=person), **rest
    )


@pytest.fixture(scope="session")
def make_proposal() -> Callable[..., Proposal]:
    """A proposal: an action and what else is said."""
    return propose


Deciding = Callable[..., Decision]


@pytest.fixture(scope="session")
def decided(library: Library) -> Deciding:
    """The decision of the shipped customer-service book (or another's) for a post: `decided("director", "refund", …)`."""

    def decided_(
        post: str | tuple[str, ...], action: str | None = None, *, absent: Sequence[str] = (), book: str = "customer-service", **rest: Any
    ) -> Decision:
        posts = (post,) if isinstance(post, str) else post
        situation = Situation(roles=tuple(f"{book}/{one}" for one in posts), absent=frozenset(f"{book}/{one}" for one in absent))
        rest["role"] = f"{book}/{rest['role']}" if rest.get("role") else None
        return decide(library, situation, propose(action, **rest))

    return decided_


@pytest.fixture(scope="session")
def in_shop() -> Deciding:
    """The decision of a small book for a post: `in_shop(library, "clerk", "buy", …)`."""

    def decided_(
        library: Library, post: str | tuple[str, ...], action: str | None = None, *, absent: Sequence[str] = (), **rest: Any
    ) -> Decision:
        posts = (post,) if isinstance(post, str) else post
        situation = Situation(roles=tuple(f"shop/{one}" for one in posts), absent=frozenset(f"shop/{one}" for one in absent))
        rest["role"] = f"shop/{rest['role']}" if rest.get("role") else None
        return decide(library, situation, propose(action, **rest))

    return decided_
