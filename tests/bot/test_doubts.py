"""What a prohibition turns on and somebody leaves in doubt: nothing is permitted before that is asked."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.authority.deciding import decide
from bot.authority.situation import Situation
from bot.model import Outcome, Proposal, Quantity, Relation, Target
from bot.naming import speaker_of
from bot.records import from_json, to_json
from bot.staff import Staff

ASKED = (
    "本组小王迟到，罚他 50 元，我可能是在徇私",
    "本组小王迟到，罚他 50 元，不知道算不算以权谋私",
)
NOT_ASKED = (
    "本组小王迟到，罚他 50 元",
    "本组小王迟到，罚他 50 元，没有徇私",
)


@pytest.fixture
def check(understanding, library):
    def check_(text):
        return understanding.check(text, speaker_of(library, Staff(), "客服部经理")).decisions[0]

    return check_


@pytest.mark.parametrize("text", ASKED)
def test_what_may_be_forbidden_is_asked(check, text):
    decision = check(text)

    assert decision.outcome is Outcome.NEEDS_FACTS
    assert decision.missing == ("abuse",)
    assert decision.clauses == ("1.2.2",)


@pytest.mark.parametrize("text", NOT_ASKED)
def test_what_nobody_doubts_is_not_asked(check, text):
    assert check(text).outcome is Outcome.PERMITTED


PENALTY = Proposal(
    action="penalise",
    amount=Quantity(value=Decimal(50), unit="CNY"),
    facts={"daily-performance": True},
    doubted=frozenset({"abuse"}),
    target=Target(relation=Relation.OWN_GROUP),
)


@pytest.mark.parametrize(("answer", "outcome"), [(True, Outcome.PROHIBITED), (False, Outcome.PERMITTED)])
def test_the_answer_settles_it(library, answer, outcome):
    told = replace(PENALTY, facts={**PENALTY.facts, "abuse": answer})

    assert decide(library, Situation(roles=("customer-service/manager",)), told).outcome is outcome


def test_a_doubt_is_kept_with_the_proposal():
    assert from_json(Proposal, to_json(PENALTY)) == PENALTY
