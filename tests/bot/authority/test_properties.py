"""What holds of every decision, on random small books, situations and proposals."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.authority import Situation, decide
from bot.authority.evaluating import SCOPE_OF_RELATION, evaluate, held_by
from bot.authority.routing import line_above, may_use
from bot.model import Basis, Decision, Mode, Outcome, Proposal, Quantity, Relation, Scope, Target, Why
from bot.rulebook.library import Library

ROLES = ("clerk", "manager", "head", "boss")
KEYS = tuple(f"shop/{role}" for role in ROLES)
CONDITIONS = ("checked", "urgent")
#: Whatever bounds the limits of these books, and a cent on either side.
AMOUNTS = ("0.01", "99.99", "100", "100.01", "500", "500.01")
OPEN = (*CONDITIONS, "own-group", "own-department")


def every_grant() -> Iterator[dict[str, Any]]:
    """All the grants there can be: who, what, up to how much, under which conditions, for whom, and how far."""
    limits = [{}, *({"limit": {"max": most, "unit": "CNY", "inclusive": inclusive}} for most in (100, 500) for inclusive in (True, False))]
    whole = itertools.product(
        ROLES,
        [("hire", {}), *(("buy", limit) for limit in limits)],
        [(), *((one,) for one in CONDITIONS), CONDITIONS],
        ["anyone", "anyone", "own-group", "own-department"],
        [{"mode": "act"}, {"mode": "act"}, {"mode": "apply"}, {"mode": "apply", "asks": "head"}, {"mode": "advise"}],
    )
    for role, (action, limit), conditions, scope, mode in whole:
        yield {"role": role, "action": action, **limit, "conditions": list(conditions), "scope": scope, **mode}


def every_place(place: int) -> Iterator[dict[str, Any]]:
    """All that a role can be: to whom it reports, for whom it acts, where its matters go, whose rights it has besides its own."""
    below, above = ROLES[max(0, place - 1) : place], ROLES[place + 1 :]
    named: list[dict[str, Any]] = [{"role": one} for one in above] + ([{"roles": list(above[:2])}] if len(above) > 1 else [])
    lines = [{}, *({"reports_to": {**line, "clause": "9.8"}} for line in [*named, {"unnamed": {"zh": "上级", "en": "the superior"}}])]
    acts = [{}, *({"acts_for": {"role": one, "clause": "9.7"}} for one in above)]
    escalations = [{}, *({"escalations": [{"clause": "9.6", "to": one}]} for one in above)]
    inherits = [{}, *({"inherits": {"roles": [one], "clause": "9.5"}} for one in below)]
    for parts in itertools.product(lines, acts, escalations, inherits):
        yield {key: value for part in parts for key, value in part.items()}


def sample(values: Iterable[Any]) -> st.SearchStrategy[Any]:
    return st.sampled_from(list(values))


BANS = ([], [], [{"clause": "9.4", "when": ["wicked"]}], [{"clause": "9.4", "when": ["wicked"], "action": "buy"}])
GRANTS = sample(every_grant())
BOOKS = st.fixed_dictionaries(
    {
        "roles": st.fixed_dictionaries({role: sample(every_place(place)) for place, role in enumerate(ROLES)}),
        "grants": st.lists(GRANTS, min_size=1, max_size=5),
        "prohibitions": sample(BANS),
    }
)
SITUATIONS = st.builds(
    Situation,
    roles=sample([*((key,) for key in KEYS), *itertools.permutations(KEYS, 2)]),
    absent=sample(
        [frozenset(), frozenset(), *map(frozenset, itertools.combinations(KEYS, 1)), *map(frozenset, itertools.combinations(KEYS, 2))]
    ),
)
STATED = [
    {fact: value for fact, value in zip((*OPEN, "wicked"), values, strict=True) if value is not None}
    for values in itertools.product(
        [None, None, True, False], [None, None, True, False], [None, True, False], [None, True], [None, None, True]
    )
]
PROPOSALS = st.builds(
    Proposal,
    action=sample(["buy", "buy", "buy", "hire", "hire", "sell", None]),
    mode=sample([Mode.ACT, Mode.ACT, *Mode]),
    amount=sample([None, *(Quantity(value=Decimal(one), unit="CNY") for one in AMOUNTS)]),
    facts=sample(STATED),
    target=sample([Target(relation=relation, role=role) for relation in (None, None, None, *Relation) for role in (None, None, *KEYS)]),
)


#: Somebody low on the line who is about to act: most of these end with an approver or a question.
LOW = st.builds(
    Situation, roles=sample([("shop/clerk",), ("shop/manager",)]), absent=sample([frozenset(), *map(frozenset, zip(KEYS, strict=True))])
)
ACTS = st.builds(replace, PROPOSALS, action=sample(["buy", "hire"]), mode=st.just(Mode.ACT))
FULL = st.fixed_dictionaries(
    {
        "roles": st.fixed_dictionaries({role: sample(every_place(place)) for place, role in enumerate(ROLES)}),
        "grants": st.lists(GRANTS, min_size=4, max_size=8),
    }
)


def completions(proposal: Proposal) -> Iterator[Proposal]:
    """Every way to state what the proposal leaves open."""
    relation = proposal.target.relation
    scopes = [fact for fact in OPEN[2:] if relation is not Relation.SELF and (Scope(fact), relation) not in SCOPE_OF_RELATION]
    open_facts = [fact for fact in (*CONDITIONS, *scopes) if fact not in proposal.facts]
    amounts = [proposal.amount] if proposal.amount else [Quantity(value=Decimal(one), unit="CNY") for one in AMOUNTS]
    for amount in amounts:
        for values in itertools.product([True, False], repeat=len(open_facts)):
            yield replace(proposal, amount=amount, facts={**proposal.facts, **dict(zip(open_facts, values, strict=True))})


def permitted(library: Library, situation: Situation, proposal: Proposal) -> bool:
    return decide(library, situation, proposal).outcome is Outcome.PERMITTED


def approver_of(decision: Decision) -> str | None:
    """The post that is asked for its own authority: nobody's in a referral."""
    approver = decision.approver
    return None if approver is None or approver.referral else approver.stands_for or approver.role


every = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@every
@given(BOOKS, SITUATIONS, PROPOSALS)
def test_one_of_five_outcomes_comes_out_and_the_same_every_time(make_library, book, situation, proposal):
    decision = decide(make_library(**book), situation, proposal)

    assert decision.outcome in Outcome
    assert decision == decide(make_library(**book), situation, proposal)


@every
@given(BOOKS, SITUATIONS, PROPOSALS)
def test_what_no_grant_of_ones_own_is_about_is_never_permitted(make_library, book, situation, proposal):
    library = make_library(**book)
    posts = {post for role in situation.roles for post in (role, getattr(library.roles[role].acts_for, "role", role))}
    held = [one for post in posts for one in held_by(library, post) if one.grant.action == proposal.action]

    assert held or not permitted(library, situation, proposal)


@every
@given(BOOKS, SITUATIONS, PROPOSALS)
def test_a_prohibition_wins_and_only_forbids(make_library, book, situation, proposal):
    free, bound = (make_library(**{**book, "prohibitions": bans}) for bans in ([], [{"clause": "9.4", "when": ["wicked"]}]))

    before, after = decide(free, situation, proposal), decide(bound, situation, proposal)

    assert (after.outcome is Outcome.PROHIBITED) == bool(proposal.facts.get("wicked"))
    assert after.outcome in (before.outcome, Outcome.PROHIBITED)


@every
@given(BOOKS, SITUATIONS, PROPOSALS)
def test_every_permission_and_every_need_of_approval_names_a_clause(make_library, book, situation, proposal):
    decision = decide(make_library(**book), situation, proposal)

    assert decision.clauses or decision.outcome is Outcome.UNKNOWN


@every
@given(FULL, LOW, ACTS)
def test_the_approver_is_neither_who_asks_nor_whom_it_concerns_and_is_there(make_library, book, situation, proposal):
    approver = decide(make_library(**book), situation, proposal).approver
    assume(approver is not None and approver.role is not None)

    assert approver.role not in (proposal.target.role, *situation.absent)
    assert approver.role not in situation.roles


@every
@given(FULL, LOW, ACTS)
def test_the_approver_would_be_permitted_under_some_completion_and_nobody_nearer_would(make_library, book, situation, proposal):
    library = make_library(**book)
    decision = decide(library, situation, proposal)
    asked = approver_of(decision)
    assume(asked is not None and decision.outcome is Outcome.APPROVAL_REQUIRED)

    ways = [evaluate(one, proposal, by_other=True) for one in held_by(library, asked) if one.grant.action == proposal.action]
    gated = decision.reason.value == "clause-demands-approval"
    assert gated or any(finding.covers is not False for finding in ways)
    named = {held.grant.asks for held in held_by(library, situation.roles[0]) if held.grant.action == proposal.action}
    if asked not in named and not gated:
        nearer = list(itertools.takewhile(lambda post: post != asked, line_above(library, situation.roles[0])))
        skipped = {step.role for step in decision.trail if step.why in (Why.AWAY, Why.VACANT, Why.IS_CONCERNED)}
        able = [post for post in nearer if (found := may_use(library, post, proposal)) and found.covers is not False]
        assert set(able) <= skipped


@every
@given(BOOKS, SITUATIONS, PROPOSALS)
def test_facts_are_asked_for_only_where_some_answer_permits_or_forbids_it(make_library, book, situation, proposal):
    library = make_library(**book)
    decision = decide(library, situation, proposal)
    ways = [permitted(library, situation, one) for one in completions(proposal)]

    if decision.outcome is Outcome.NEEDS_FACTS:
        said = replace(proposal, facts={**proposal.facts, **dict.fromkeys(decision.missing, True)})
        assert any(ways) or decide(library, situation, said).outcome is Outcome.PROHIBITED
    if decision.outcome is Outcome.PERMITTED:
        assert all(ways)
    if decision.outcome is Outcome.APPROVAL_REQUIRED:
        assert not any(ways)


@every
@given(FULL, LOW, ACTS)
def test_each_fact_asked_for_can_change_the_outcome_and_all_answers_end_in_a_decision(make_library, book, situation, proposal):
    library = make_library(**book)
    decision = decide(library, situation, proposal)
    assume(decision.outcome is Outcome.NEEDS_FACTS)

    asked = [fact for fact in decision.missing if fact != "amount"]
    amounts = AMOUNTS if "amount" in decision.missing else ()
    quantities = [Quantity(value=Decimal(one), unit="CNY") for one in amounts] or [proposal.amount]

    def answered(denied: str = "") -> list[Outcome]:
        facts = {**proposal.facts, **{fact: fact != denied for fact in asked}}
        return [decide(library, situation, replace(proposal, amount=one, facts=facts)).outcome for one in quantities]

    assert len(set(decision.missing)) == len(decision.missing)
    assert proposal.facts.keys().isdisjoint(decision.missing)
    assert Outcome.PERMITTED in answered()
    assert all(Outcome.PERMITTED not in answered(fact) for fact in asked)
    assert all(decide(library, situation, one).outcome is not Outcome.NEEDS_FACTS for one in completions(proposal))


@every
@given(BOOKS, SITUATIONS, PROPOSALS, st.tuples(st.sampled_from(AMOUNTS), st.sampled_from(AMOUNTS)))
def test_less_is_never_harder_than_more(make_library, book, situation, proposal, amounts):
    library = make_library(**book)
    less, more = (replace(proposal, amount=Quantity(value=one, unit="CNY")) for one in sorted(map(Decimal, amounts)))

    assert permitted(library, situation, less) or not permitted(library, situation, more)


@every
@given(BOOKS, GRANTS, SITUATIONS, PROPOSALS)
def test_a_further_grant_never_withdraws_a_permission(make_library, book, grant, situation, proposal):
    before, after = (make_library(**{**book, "grants": listed}) for listed in (book["grants"], [*book["grants"], grant]))

    assert permitted(after, situation, proposal) or not permitted(before, situation, proposal)


@every
@given(BOOKS, SITUATIONS, PROPOSALS)
def test_an_absence_gives_nothing_but_what_a_stand_in_gets_and_its_end_takes_it_back(make_library, book, situation, proposal):
    library = make_library(**book)
    there = replace(situation, absent=frozenset())
    away, back = decide(library, situation, proposal), decide(library, there, proposal)

    if away.outcome is Outcome.PERMITTED and back.outcome is not Outcome.PERMITTED:
        assert away.basis is Basis.ACTING
    assert back.basis is not Basis.ACTING
    assert decide(library, replace(situation, absent=frozenset()), proposal) == back


@every
@given(BOOKS, SITUATIONS, PROPOSALS, st.sampled_from([1.0, float("nan"), float("inf"), True, None, "1", b"1", Decimal("NaN")]))
def test_an_amount_that_is_no_sound_number_is_never_permitted_by_a_limit(make_library, book, situation, proposal, value):
    decision = decide(make_library(**book), situation, replace(proposal, amount=Quantity(value=value, unit="CNY")))

    assert decision.outcome is not Outcome.PERMITTED or decision.grant.limit is None
