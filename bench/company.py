"""A large company made up by rule, for measuring: the same numbers give the same company, and the same proposals.

Books of a hundred posts each, in a line of command five wide; every post has ten grants, its superiors the same with higher limits.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from bot.authority.situation import Situation
from bot.model import Kind, Mode, Proposal, Quantity, Relation, Scope, Target

POSTS = 100
WIDTH = 5
GRANTS = 10
ACTIONS = tuple(f"action-{number}" for number in range(40))
FACTS = tuple(f"fact-{number}" for number in range(12))
Json = dict[str, Any]


def words(text: str) -> Json:
    """The same in both languages."""
    return {"zh": text, "en": text}


def vocabulary() -> Json:
    """The actions and facts of the company."""
    said = {"zh": [], "en": []}
    actions = {action: {"title": words(action), **said, "unit": "CNY"} for action in ACTIONS}
    facts = {fact: {"question": words(f"{fact}?")} for fact in (*FACTS, "amount", "own-group")}
    return {"concepts": {}, "actions": actions, "facts": facts, "relations": {}, "markers": {}, "silent": {}}


def books(grants: int) -> dict[str, Json]:
    """The content of books (id -> rulebook.yaml) with this many grants in all."""
    posts = grants // GRANTS
    return {f"book-{number}": _book(number, min(POSTS, posts - number * POSTS)) for number in range(-(-posts // POSTS))}


def _book(number: int, posts: int) -> Json:
    draw = random.Random(number)
    roles: Json = {}
    clauses: Json = {}
    grants: list[Json] = []
    for post in range(posts):
        title, chapter = f"post-{post}", f"{number + 1}.{post + 1}"
        roles[title] = {"title": words(f"{title} of book {number}"), "escalations": [{"clause": f"{chapter}.1", "to": "post-0"}]}
        if post:
            roles[title]["reports_to"] = {"role": f"post-{(post - 1) // WIDTH}", "clause": f"{chapter}.1"}
        for place in range(1, GRANTS + 1):
            clause = f"{chapter}.{place}"
            clauses[clause] = {"role": title, **words(f"{title} may do this up to a limit ({clause}).")}
            grants.append(_grant(draw, number, post, place, clause))
    if posts > 1:
        roles["post-1"]["acts_for"] = {"role": "post-0", "clause": f"{number + 1}.2.1"}
    return {
        "book": f"book-{number}",
        "title": words(f"book {number}"),
        "source": {"document": words("made up"), "sha256": "0" * 64},
        "unit": words(f"department {number}"),
        "roles": roles,
        "clauses": clauses,
        "obligations": {
            "note": {"kind": Kind.NOTE, **words("note the reason")},
            "verify": {"kind": Kind.VERIFY, "by": "post-0", "independent": True, **words("verify")},
        },
        "grants": grants,
        "prohibitions": [{"clause": f"{number + 1}.1.1", "action": ACTIONS[number % len(ACTIONS)], "when": ["fact-0", "fact-1"]}],
    }


def _grant(draw: random.Random, book: int, post: int, place: int, clause: str) -> Json:
    height = 0
    above = post
    while above:
        above, height = (above - 1) // WIDTH, height + 1
    grant: Json = {"clause": clause, "role": f"post-{post}", "action": ACTIONS[(book + place * 3) % len(ACTIONS)]}
    grant["limit"] = {"max": Decimal(draw.randint(1, 9) * 10 ** (6 - height)), "unit": "CNY"}
    grant["conditions"] = draw.sample(FACTS[2:], draw.randint(0, 2))
    if place % 5 == 0:
        grant["scope"] = Scope.OWN_GROUP
    if place % 3 == 0:
        grant["obligations"] = ["note", "verify"]
    return grant


def questions(grants: int, count: int, *, known: bool = True, seed: int = 1) -> Iterator[tuple[Situation, Proposal]]:
    """Who wants to do what. With `known`, all facts are stated; else each with an even chance."""
    draw = random.Random(seed)
    posts = grants // GRANTS
    for _ in range(count):
        book, post = divmod(draw.randrange(posts), POSTS)
        action = ACTIONS[(book + draw.randint(1, GRANTS) * 3) % len(ACTIONS)]
        role = f"book-{book}/post-{post}"
        absent = frozenset([f"book-{book}/post-{draw.randrange(6)}"]) if draw.random() < 0.1 else frozenset()
        facts = {fact: draw.random() < 0.95 for fact in FACTS if known or draw.random() < 0.5}
        amount = Quantity(value=Decimal(draw.randint(1, 99) * 10 ** draw.randint(1, 5)), unit="CNY")
        yield (
            Situation(roles=(role,), absent=absent),
            Proposal(
                action=action,
                mode=Mode.ACT,
                amount=amount if known or draw.random() < 0.7 else None,
                facts=facts,
                target=Target(relation=Relation.OWN_GROUP if known or draw.random() < 0.5 else None),
            ),
        )
