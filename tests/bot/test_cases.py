"""The cases of the shipped rule books: each runs as one test, and each grant has its own."""

from collections import defaultdict
from pathlib import Path

import pytest

from bot.authority.deciding import headline
from bot.model import Mode, Outcome, Scope
from bot.naming import speaker_of
from bot.rulebook.cases import CASES_FILE, read_cases
from bot.rulebook.reading import read_texts
from bot.staff import Staff
from bot.trials import decided_by, put

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
BOOKS = ("ad-agency", "credit", "customer-service", "excerpts", "key-accounts", "property")
CASES = read_cases(read_texts(KNOWLEDGE, name=CASES_FILE)[0])
LEAST = 3


def test_every_book_has_cases():
    assert tuple(sorted({case.book for case in CASES})) == BOOKS


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.book}-{case.line}") for case in CASES])
def test_a_case_comes_out_as_its_book_says(understanding, library, case):
    checked = put(understanding, case)

    first = headline(checked.decisions)
    assert first.outcome is case.outcome, f"{case.file}:{case.line} {case.as_}: {case.say}"
    if case.approver:
        assert decided_by(library, case.approver, first.approver)
    if case.clause:
        assert case.clause in {clause for decision in checked.decisions for clause in decision.clauses}


def grants(library):
    """What the books allow besides duties, each with what it can be told by."""
    return [(grant, (grant.id, grant.role, grant.action)) for grant in library.grants if not grant.duty]


@pytest.fixture(scope="module")
def outcomes_of(understanding, library):
    """Each action grant -> the outcomes of the cases that are about it.

    Such a case is said by a holder, or decided by the grant, or said by somebody of the book to whom nothing of the kind is granted.
    """
    found = defaultdict(list)
    for case in CASES:
        held = [grant for role in speaker_of(library, Staff(), case.as_).roles for grant in library.by_role.get(role, ())]
        for decision in put(understanding, case).decisions:
            action = decision.proposal.action
            for grant, key in grants(library):
                without = grant.role.startswith(f"{case.book}/") and action not in {one.action for one in held}
                if grant.action == action and (grant in held or grant == decision.grant or without):
                    found[key].append(decision.outcome)
    return found


def test_each_grant_has_at_least_three_cases(library, outcomes_of):
    lacking = [f"{len(outcomes_of[key])} for {key}" for _, key in grants(library) if len(outcomes_of[key]) < LEAST]

    assert "\n".join(lacking) == ""


def test_each_grant_has_a_case_that_it_permits(library, outcomes_of):
    lacking = [str(key) for _, key in grants(library) if Outcome.PERMITTED not in outcomes_of[key]]

    assert "\n".join(lacking) == ""


def test_each_grant_that_is_bounded_has_a_case_just_outside(library, outcomes_of):
    bounded = [key for g, key in grants(library) if g.limit or g.conditions or g.scope is not Scope.ANYONE or g.mode is not Mode.ACT]

    outside = {Outcome.APPROVAL_REQUIRED, Outcome.NEEDS_FACTS}
    lacking = [str(key) for key in bounded if outside.isdisjoint(outcomes_of[key])]
    assert "\n".join(lacking) == ""


def test_each_limit_has_a_case_exactly_on_it(understanding, library):
    on = set()
    for case in CASES:
        for decision in put(understanding, case).decisions:
            grant, amount = decision.grant, decision.proposal.amount
            if decision.outcome is Outcome.PERMITTED and grant.limit and amount and amount.value == grant.limit.max:
                on.add(grant.id)

    assert on == {grant.id for grant in library.grants if grant.limit}


def test_the_cases_of_each_book_are_said_in_both_languages():
    spoken = {(case.book, "zh" if any("\u4e00" <= c <= "\u9fff" for c in case.say) else "en") for case in CASES}

    assert spoken == {(book, language) for book in BOOKS for language in ("zh", "en")}
