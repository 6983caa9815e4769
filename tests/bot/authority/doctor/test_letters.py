"""The whole letter about a breach of the sound book, word for word in both languages, and the lines to which it points."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.bot.authority.doctor.shop import (
    ADD,
    APPLY,
    AUDITOR,
    CLERK,
    ELSEWHERE,
    GIVE_CHIEF,
    GIVE_CLERK,
    GIVE_HEAD,
    IN_MONEY,
    INHERITS,
    LIMITED_TOP,
    LOOK,
    MOVE_CHIEF,
    MOVE_HEAD,
    NO_WAY_UP,
    REPORTED,
    SACK_CHIEF,
    SACK_HEAD,
    Change,
    Said,
    accepts,
    changed,
    findings,
    grant,
    percent,
    seated,
    words,
    written,
)

LETTERS: dict[str, list[dict[str, Any]]] = yaml.safe_load((Path(__file__).parent / "letters.yaml").read_text(encoding="utf-8"))


def clause(role: str, **more: Any) -> Said:
    return {"role": role, **words("rule"), **more}


def planning(number: str) -> Change:
    return ("clauses", number), clause("head", duties=[{"do": ["plan"], "what": ["plan"], "gate": True}])


def forbids(number: str, *roles: str) -> Said:
    return {"clause": number, "action": "sack", "role": list(roles)}


INSPECTED = {"obligations": ["inspect"]}
NO_CLAUSE = ((*CLERK, "escalations"), None)
NO_APPLICATION = (APPLY, None)
LINE = (*CLERK, "reports_to")
#: Four of them are told.
FIVE_BURDENS = [
    *((("obligations", f"note-{place}"), {"kind": "note", "by": "inspector", **words(f"notes {place}")}) for place in range(1, 6)),
    *((("clauses", f"1.{place}"), clause("head")) for place in range(6, 9)),
    *(((*place, "obligations"), [f"note-{number}"]) for number, place in enumerate((MOVE_CHIEF, MOVE_HEAD), start=1)),
    *((ADD, grant(f"1.{place + 3}", "head", "move", obligations=[f"note-{place}"])) for place in range(3, 6)),
]
CHANGES: dict[str, list[Change]] = {
    "a top with a limit and somebody outside above": [LIMITED_TOP],
    "a top with a limit and nobody above": [*NO_WAY_UP, LIMITED_TOP],
    "duties to be approved by nobody": [*NO_WAY_UP, planning("1.3"), planning("1.6")],
    "an application of the top": [*NO_WAY_UP, (ADD, grant("1.3", "head", "pay", mode="apply")), (ADD, grant("1.2", "chief", "pay"))],
    "a clerk below one who may do nothing": ELSEWHERE,
    "a clerk who may more than the chief": [((*GIVE_CLERK, "limit"), percent(25))],
    "a clerk without a limit": [((*GIVE_CLERK, "limit"), None)],
    "an application for more than the chief may": [(ADD, grant("1.1", "clerk", "give", mode="apply", limit=percent(25)))],
    "a head who may not do what the chief inherits": [*INHERITS, (GIVE_HEAD, None)],
    "an application past two superiors": [
        ((*APPLY, "asks"), "inspector"),
        (ADD, grant("1.5", "inspector", "move", **INSPECTED)),
    ],
    "an application past the chief": [((*APPLY, "asks"), "head")],
    "a clerk bound by two conditions more": [((*GIVE_CLERK, "conditions"), ["urgent", "checked", "own-group", "usual"])],
    "two grants of the head in the chief's clause": [((*MOVE_HEAD, "clause"), "1.2"), ((*SACK_HEAD, "clause"), "1.2")],
    "a stand-in below the chief": [(("roles", "deputy", "reports_to"), {"role": "chief", "clause": "1.4"})],
    "a stand-in who may not pay": [(("roles", "deputy", "acts_for", "except"), ["pay", "move"])],
    "three ways up": [((*CLERK, "escalations", "+"), {"clause": "1.5"}), ((*CLERK, "escalations", "+"), {"clause": "1.2", "to": "head"})],
    "no clause, and a stated line": [NO_CLAUSE],
    "no clause, and an inferred line": [NO_CLAUSE, (LINE, {"role": "chief", "inferred": words("so it seems")})],
    "no clause, and a line inferred from one": [NO_CLAUSE, ((*LINE, "inferred"), words("so it seems"))],
    "no clause, and nobody named": [
        NO_CLAUSE,
        (LINE, {"unnamed": words("the superior"), "clause": "1.1"}),
        NO_APPLICATION,
    ],
    "no clause, and no line": [NO_CLAUSE, (LINE, None), NO_APPLICATION],
    "nobody may pay": [((*APPLY, "action"), "pay"), (ADD, grant("1.2", "chief", "pay", mode="advise"))],
    "what two clauses forbid": [(("prohibitions",), [forbids("1.5", "chief", "clerk"), forbids("1.4", "chief")])],
    "two limits without a period": [
        *IN_MONEY,
        ((*GIVE_HEAD, "obligations"), ["inspect"]),
        (ADD, grant("1.3", "head", "pay", limit={"max": 7, "unit": "CNY"}, **INSPECTED)),
    ],
    "two terms, one of which the English doesn't have": [
        (("clauses", "1.1"), clause("clerk", zh="可送廉价的、适量的、廉价的。", en="May give what is Inexpensive, some."))
    ],
    "a term in the clause of a stand-in": [
        (("clauses", "1.4"), clause("deputy", zh="不在岗时代理。", en="Acts while the head is absent."))
    ],
    "one clause with less to do": [((*GIVE_CHIEF, "obligations"), ["inspect"])],
    "two acts with something else to do": [((*MOVE_HEAD, "obligations"), ["book"]), ((*SACK_HEAD, "obligations"), ["book"])],
    "an act with nothing to do": [((*MOVE_CHIEF, "obligations"), None)],
    "five clauses with five things to do": FIVE_BURDENS,
    "a head who checks": [(("obligations", "inspect", "by"), "head")],
    "a chief who is reported to": [(("obligations", "inspect"), REPORTED), *INHERITS],
    "a head above whom nobody checks": [(("obligations", "inspect", "by"), "head"), *NO_WAY_UP],
    "a stand-in who checks": LOOK,
    "a stand-in who checks but in what is excepted": [*LOOK, (("roles", "deputy", "acts_for", "except"), ["pay"])],
    "checks that come after": [((*GIVE_HEAD, "obligations"), ["book", "inspect"]), ((*MOVE_HEAD, "obligations"), ["book", "inspect"])],
    "nothing after what can't be undone": [((*SACK_CHIEF, "obligations"), None), ((*SACK_HEAD, "obligations"), None)],
    "acceptances of nothing": [accepts("self-review", "1.2", "1.1")],
    "an acceptance of all of nothing": [accepts("self-review", "all")],
    "an acceptance of what there isn't": [accepts("self-revue", "1.1")],
    "no chief": [],
    "no board": [],
    "no head": [],
    "an auditor whom nobody is": [*AUDITOR, (("obligations", "book"), {"kind": "report", "by": "head", "to": "auditor", **words("books")})],
}
VACANT = {"no chief": "chief", "no board": "board", "no head": "head", "an auditor whom nobody is": "auditor"}


def letter(name: str) -> list[dict[str, str]]:
    """Every finding: its kind, the beginning of its line, and what it says."""
    book = changed(*CHANGES[name])
    files = {"shop/rulebook.yaml": written(book).replace('"', "").splitlines()}
    found = findings(book, staff=seated(book, VACANT.get(name, "")))
    return [
        {"kind": one.kind, "at": files[one.file][one.line - 1].strip()[:48], "zh": one.message.zh, "en": one.message.en} for one in found
    ]


@pytest.mark.parametrize("name", CHANGES)
def test_the_letter_says_this_and_nothing_else(name):
    assert letter(name) == LETTERS[name]


def test_every_letter_is_of_a_breach():
    assert list(LETTERS) == list(CHANGES)
