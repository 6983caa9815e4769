"""A sound book of a small shop, what can be changed in it, and what the doctor says then."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.authority.doctor import audit
from bot.rulebook.findings import Finding
from bot.rulebook.reading import Examined, examine
from bot.staff import Person, Staff

Said = dict[str, Any]
ACTIONS = {
    "give": {"unit": "percent"},
    "pay": {"unit": "CNY"},
    "move": {},
    "sack": {"irrevocable": True},
}


def words(text: str) -> Said:
    return {"zh": text, "en": text}


def post(title: str, up: str, clause: str, *, sends: bool = True) -> Said:
    """A post below another, to which it takes what is beyond it."""
    said: Said = {"title": words(title), "reports_to": {"role": up, "clause": clause}}
    return {**said, "escalations": [{"clause": clause, "to": up}]} if sends else said


def grant(clause: str, role: str, action: str, **more: Any) -> Said:
    return {"clause": clause, "role": role, "action": action, **more}


def percent(most: int, **more: Any) -> Said:
    return {"max": most, "unit": "percent", **more}


def a_book() -> Said:
    """A clerk below a chief below the head; an inspector checks; everybody above may do what those below may."""
    grants: list[Said] = []
    for role, clause, most in (("clerk", "1.1", 10), ("chief", "1.2", 20), ("head", "1.3", None)):
        limit = {"limit": percent(most)} if most else {}
        grants.append(grant(clause, role, "give", **limit, conditions=["checked"], obligations=["inspect", "book"]))
    for role, clause in (("chief", "1.2"), ("head", "1.3")):
        grants += [grant(clause, role, action, scope="own-group", obligations=["inspect"]) for action in ("move", "sack")]
    grants.append(grant("1.1", "clerk", "move", mode="apply", asks="chief"))
    return {
        "book": "shop",
        "title": words("shop"),
        "source": {"document": words("rules"), "sha256": "0" * 64},
        "unit": words("the shop unit"),
        "roles": {
            "clerk": post("clerk", "chief", "1.1"),
            "chief": post("chief", "head", "1.2"),
            "deputy": post("deputy", "head", "1.4", sends=False) | {"acts_for": {"role": "head", "clause": "1.4"}},
            "head": post("head", "board", "1.3"),
            "inspector": post("inspector", "head", "1.5", sends=False),
            "board": {"title": words("board"), "outside": True},
        },
        "clauses": {
            clause: {"role": role, **words(f"rule {clause}")}
            for clause, role in {"1.1": "clerk", "1.2": "chief", "1.3": "head", "1.4": "deputy", "1.5": "inspector"}.items()
        },
        "obligations": {
            "inspect": {"kind": "verify", "by": "inspector", "independent": True, **words("inspects")},
            "book": {"kind": "book", "by": "inspector", **words("books")},
        },
        "grants": grants,
    }


def written(said: Any, depth: int = 0) -> str:
    """A book as YAML, with a line for each grant, each post and each relation of a post."""
    if depth == 3 or not said or not isinstance(said, dict | list):
        return f" {json.dumps(said, ensure_ascii=False)}\n"
    if isinstance(said, list):
        return "\n" + "".join(f"- {json.dumps(one, ensure_ascii=False)}\n" for one in said)
    return "\n" * bool(depth) + "".join(f"{'  ' * depth}{json.dumps(key)}:{written(value, depth + 1)}" for key, value in said.items())


def read(*books: Said) -> Examined:
    vocabulary = {
        "concepts": {"plan": {"zh": ["计划"]}},
        "actions": {action: {"title": words(f"to {action}"), **said} for action, said in ACTIONS.items()},
        "facts": {
            fact: {"title": words(fact), "question": words(f"{fact}?"), **({"presumed": True} if fact == "usual" else {})}
            for fact in ("checked", "urgent", "usual", "amount", "own-group")
        },
    }
    texts = {f"{book['book']}/rulebook.yaml": written(book) for book in books}
    examined = examine({**texts, "vocabulary.yaml": json.dumps(vocabulary)})
    assert examined.library is not None, [str(finding) for finding in examined.findings]
    return examined


def seated(book: Said, *vacant: str) -> Staff:
    posts = [role for role in (*book["roles"], "department") if role not in vacant]
    return Staff(people={f"p-{role}": Person(id=f"p-{role}", name=role, posts=(f"{book['book']}/{role}",)) for role in posts})


def findings(book: Said, *, staff: Staff | None = None) -> list[Finding]:
    examined = read(book)
    assert examined.library is not None
    return list(audit(examined.library, examined.contents, staff or seated(book)))


#: Where in the book, and what stands there instead: None for nothing; a `+` adds to a list.
Change = tuple[Sequence[str | int], Any]


def changed(*changes: Change) -> Said:
    """The sound book with some changes."""
    book = a_book()
    for path, value in changes:
        inner: Any = book
        for key in path[:-1]:
            inner = inner[key]
        if value is None:
            del inner[path[-1]]
        elif path[-1] == "+":
            inner.append(value)
        else:
            inner[path[-1]] = value
    return book


GIVE_CLERK, GIVE_CHIEF, GIVE_HEAD, MOVE_CHIEF, SACK_CHIEF, MOVE_HEAD, SACK_HEAD, APPLY = (("grants", place) for place in range(8))
ADD = ("grants", "+")
HEAD, CLERK = ("roles", "head"), ("roles", "clerk")
NO_WAY_UP = [((*HEAD, "reports_to"), None), ((*HEAD, "escalations"), None)]
LIMITED_TOP = ((*GIVE_HEAD, "limit"), percent(30))
CHEAP = {"role": "clerk", "zh": "可送廉价的。", "en": "May give what is inexpensive."}
IN_MONEY = [
    ((*GIVE_HEAD, "action"), "pay"),
    ((*GIVE_HEAD, "limit"), {"max": 5, "unit": "CNY"}),
    (ADD, grant("1.3", "head", "give", conditions=["checked"], obligations=["inspect", "book"])),
]
ELSEWHERE = [
    (CLERK, post("clerk", "deputy", "1.1") | {"escalations": [{"clause": "1.1", "to": "board"}]}),
    (("roles", "deputy", "reports_to"), {"role": "board", "clause": "1.4"}),
    ((*APPLY, "asks"), None),
]
LOOK = [
    (("obligations", "look"), {"kind": "verify", "by": "head", "independent": True, **words("looks")}),
    (ADD, grant("1.4", "deputy", "pay", obligations=["look"])),
    (ADD, grant("1.3", "head", "pay", obligations=["look"])),
]
#: The chief has the clerk's rights by a clause of its own.
INHERITS = [
    (("roles", "chief", "inherits"), {"roles": ["clerk"], "clause": "1.6"}),
    (("clauses", "1.6"), {"role": "chief", **words("rule")}),
]
REPORTED = {"kind": "report", "to": "chief", **words("reports")}
AUDITOR = [(("roles", "auditor"), {"title": words("auditor"), "outside": True}), (("obligations", "inspect", "by"), "auditor")]


def accepts(kind: str, *clauses: str) -> tuple[tuple[str], list[Said]]:
    return ("accepted",), [
        {"finding": kind, "clauses": "all" if clauses == ("all",) else list(clauses), "reason": {"zh": "有意", "en": "meant so"}}
    ]
