"""The decision against the oracle, on random books, proposals and absences. `make oracle` does it on more."""

from __future__ import annotations

import json
import os

import pytest

from bot.authority import decide
from bot.model import Basis, Decision, Outcome
from bot.rulebook.reading import compile_library
from tests.bot.authority.chances import Chance, chance, vocabulary
from tests.bot.authority.oracle import Verdict

#: Fewer where the tests themselves are tested (`make mutation`).
CASES = int(os.environ.get("REMIT_ORACLE_CASES", "10000"))
SHARE = 500


def local(key: str | None) -> str | None:
    """A post or an obligation as its book calls it."""
    return key.removeprefix("shop/") if key else None


def differs(decision: Decision, verdict: Verdict) -> str | None:
    """What the decision and the oracle disagree about."""
    if decision.outcome.value != verdict.outcome:
        return f"{decision.outcome.value}, not {verdict.outcome}"
    if decision.outcome is Outcome.NEEDS_FACTS:
        return None if frozenset(decision.missing) in verdict.asked else f"asks {decision.missing}, not {list(map(sorted, verdict.asked))}"
    if decision.outcome not in (Outcome.PERMITTED, Outcome.APPROVAL_REQUIRED):
        return None
    approver = decision.approver
    if decision.outcome is Outcome.APPROVAL_REQUIRED:
        basis = "own" if approver.basis in (Basis.INHERITED, Basis.DUTY) else approver.basis.value
        found = (local(approver.role), local(approver.stands_for), basis, tuple(map(local, approver.jointly)))
        wanted = (verdict.approver, verdict.stands_for, verdict.basis, verdict.jointly)
        if found != wanted:
            return f"asks {found}, not {wanted}"
    way = (
        decision.grant.clause if decision.grant else "",
        frozenset((local(due.obligation.id), local(due.by)) for due in decision.obligations),
    )
    return f"{way} is none of {sorted(verdict.ways)}" if verdict.ways and way not in verdict.ways else None


def disagreement(one: Chance) -> str | None:
    """What we and the oracle disagree about in one case."""
    return differs(decide(one.library(), one.situation(), one.proposal()), one.verdict())


@pytest.mark.parametrize("share", range(CASES // SHARE))
def test_the_decision_is_the_oracles(share):
    found = {number: wrong for number in range(share * SHARE, (share + 1) * SHARE) if (wrong := disagreement(chance(number)))}

    assert found == {}


def test_every_kind_of_outcome_comes_up():
    outcomes = [chance(number).verdict().outcome for number in range(SHARE)]

    assert all(outcomes.count(outcome.value) > SHARE // 100 for outcome in Outcome)


def test_a_book_decides_the_same_from_its_file():
    """YAML -> book -> the same decision, and the same bytes of it."""
    words = json.dumps(vocabulary())
    for number in range(SHARE // 2):
        one = chance(number)
        library = compile_library({"shop/rulebook.yaml": one.text(), "vocabulary.yaml": words})

        read, made = (decide(each, one.situation(), one.proposal()) for each in (library, one.library()))
        assert read.version == library.version
        assert told(read) == told(made)


def told(decision: Decision) -> str:
    """Everything that a decision says, but for the version of the book."""
    return repr([getattr(decision, name) for name in decision.__struct_fields__ if name != "version"])
