"""The life of a request: the table as a whole, the request as a document, and who may decide and sign."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import product

import pytest

from bot.approvals import MOVES, Matter, Move, MoveRefused, Party, Refusal, Request, State, advance
from bot.approvals.advancing import settled, sign
from bot.approvals.handing import may_take_over
from bot.approvals.moves import FINAL
from bot.approvals.owing import right_to_sign, staffed, tasks_of
from bot.approvals.request import request_of
from bot.approvals.roster import Roster
from bot.approvals.seating import right_to_decide, seat
from bot.authority.deciding import APPROVED, decide
from bot.authority.digest import digest_of
from bot.authority.situation import Situation
from bot.model import Absence, Outcome, Proposal, Quantity, Reason, Relation, Target
from bot.staff import Person

AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
DAY = date(2026, 5, 4)
ADVISER = "customer-service/adviser"


@pytest.fixture
def make_request():
    """An open request of an adviser for a compensation of 300 yuan; takes what differs."""

    def make(**changed) -> Request:
        proposal = changed.pop(
            "proposal",
            Proposal(
                action="compensate",
                amount=Quantity(value=Decimal("300.50"), unit="CNY"),
                facts={"serious-harm": True},
                target=Target(relation=Relation.CUSTOMER),
                text="补偿客户 300.50 元",
            ),
        )
        values = {
            "id": "0504-ABCD",
            "matter": Matter.APPROVAL,
            "requester": "adviser-1",
            "role": ADVISER,
            "below": ADVISER,
            "proposal": proposal,
            "words": "补偿客户 300.50 元",
            "reason": Reason.ANOTHER_ROLE_MAY,
            "language": "zh",
            "opened_at": AT,
            "version": "v",
            "digest": digest_of(proposal),
            "roster": 1,
        }
        return advance(Request(**(values | changed)), Move.OPEN, by=values["requester"], at=AT)

    return make


@pytest.fixture
def make_roster(library, staff):
    """The shipped books and the demo staff on a day, with these people away."""

    def make(*away: str, **changed) -> Roster:
        absences = tuple(Absence(person=person, start=DAY) for person in away)
        return Roster(library=library, staff=replace(staff, absences=absences, **changed), day=DAY)

    return make


# The table ----------------------------------------------------------------------------------


def test_only_the_approver_leads_to_approved():
    """Nothing is approved by silence, by the desk itself or by an administrator."""
    leading = {(state, move): rule.by for (state, move), rule in MOVES.items() if rule.to is State.APPROVED and state is not State.APPROVED}

    assert {by for (state, _), by in leading.items() if state is not State.RETURNED} == {Party.APPROVER}
    assert {by for (state, _), by in leading.items() if state is State.RETURNED} == {Party.ANSWERABLE}  # it was approved before


def test_every_state_can_be_reached_and_none_is_a_dead_end():
    reached = {State.NEW} | {rule.to for rule in MOVES.values()}
    for state in frozenset(State) - FINAL:
        ahead, seen = {state}, set()
        while ahead:
            here = ahead.pop()
            seen.add(here)
            ahead |= {rule.to for (at, _), rule in MOVES.items() if at is here} - seen
        assert seen & FINAL, f"{state} leads nowhere"

    assert reached == set(State)


def test_an_administrator_may_do_nothing_but_hand_over():
    assert {move for (_, move), rule in MOVES.items() if rule.by is Party.ADMINISTRATOR} == {Move.HAND_OVER}


@pytest.mark.parametrize("state", sorted(State))
@pytest.mark.parametrize("move", sorted(Move))
@pytest.mark.parametrize("matter", sorted(Matter))
def test_what_the_table_does_not_allow_is_refused_and_changes_nothing(state, move, matter, make_request):
    request = replace(make_request(), state=state, matter=matter)
    rule = MOVES.get((state, move))

    if rule and matter in rule.matters:
        assert advance(request, move, by="somebody", at=AT, words="why").state is rule.to
    else:
        with pytest.raises(MoveRefused) as refused:
            advance(request, move, by="somebody", at=AT, words="why")
        assert refused.value.why is Refusal.STATE
        assert refused.value.request is request


def test_an_answer_to_a_question_is_never_an_approval():
    assert not [rule for (_, move), rule in MOVES.items() if move is Move.APPROVE and Matter.QUESTION in rule.matters]


@pytest.mark.parametrize("words", ["", "  \n"])
def test_rejecting_needs_a_reason(words, make_request):
    with pytest.raises(MoveRefused) as refused:
        advance(make_request(), Move.REJECT, by="director-1", at=AT, words=words)

    assert refused.value.why is Refusal.WORDS


def test_a_refusal_says_who_did_what_when(make_request):
    approved = advance(make_request(), Move.APPROVE, by="director-1", at=AT)

    with pytest.raises(MoveRefused) as refused:
        advance(approved, Move.REJECT, by="director-1", at=AT, words="why")

    last = refused.value.request.last
    assert (last.by, last.move, last.at) == ("director-1", Move.APPROVE, AT)


# The document -------------------------------------------------------------------------------


def test_a_request_comes_back_from_its_document_exactly(make_request, make_roster):
    request = make_request()
    request = replace(request, seat=seat(make_roster(), request), tokens={"approve": "t"}, posted=("adviser-1",))
    request = replace(advance(request, Move.APPROVE, by="director-1", at=AT), decided_by="director-1", tasks=tasks_of(request.seat.dues))

    document = json.loads(json.dumps(request.document()))

    assert request_of(document) == request
    assert document["proposal"]["amount"]["value"] == "300.50"
    assert document["state"] == "approved"


def test_the_digest_tells_every_change_of_what_was_proposed(make_request):
    proposal = make_request().proposal
    changed = [
        replace(proposal, amount=Quantity(value=Decimal("300.51"), unit="CNY")),
        replace(proposal, facts={"serious-harm": False}),
        replace(proposal, target=Target(relation=Relation.SELF)),
    ]

    assert len({digest_of(one) for one in (proposal, *changed)}) == 4


# Who may decide -----------------------------------------------------------------------------


def test_the_nearest_superior_who_may_decides(make_request, make_roster):
    assert seat(make_roster(), make_request()).people == ("director-1",)


def test_f32_the_assistant_stands_in_only_inside_a_recorded_absence(make_request, make_roster):
    request = make_request()

    assert seat(make_roster("director-1"), request).people == ("assistant-1",)
    with pytest.raises(MoveRefused) as refused:
        right_to_decide(make_roster(), request, "assistant-1", Move.APPROVE)
    assert refused.value.why is Refusal.NOT_YOURS


def test_f32_a_stand_in_keeps_the_limits_of_the_post_stood_in_for(make_request, make_roster):
    eight_hundred = replace(make_request().proposal, amount=Quantity(value=Decimal(800), unit="CNY"))

    assert seat(make_roster("director-1"), make_request(proposal=eight_hundred)).people == ("general-assistant-1",)


def test_f32_standing_in_does_not_chain(make_request, make_roster):
    """Both are away; whoever would act for the assistant doesn't get the director's authority."""
    assert seat(make_roster("director-1", "assistant-1"), make_request()).people == ("general-assistant-1",)


def test_f32_one_recorded_away_does_not_decide_meanwhile(make_request, make_roster):
    with pytest.raises(MoveRefused) as refused:
        right_to_decide(make_roster("director-1"), make_request(), "director-1", Move.APPROVE)

    assert refused.value.why is Refusal.AWAY


@pytest.mark.parametrize("person", ["adviser-1", "assistant-1", "director-1", "manager-1"])
def test_f30_nobody_decides_their_own_request_whatever_posts_they_hold(person, make_request, make_roster, staff):
    """Even one who was given the approver's post as well."""
    people = dict(staff.people)
    people[person] = replace(people[person], posts=(*people[person].posts, "customer-service/director"))
    roster = make_roster(people=people)

    request = replace(make_request(), requester=person)

    assert person not in seat(roster, request).people
    with pytest.raises(MoveRefused) as refused:
        right_to_decide(roster, request, person, Move.APPROVE)
    assert refused.value.why is Refusal.REQUESTER


def test_f30_whom_it_concerns_does_not_decide(make_request, make_roster):
    """A manager asks for a penalty of the assistant, who acts for the director just now."""
    proposal = Proposal(
        action="penalise",
        amount=Quantity(value=Decimal(300), unit="CNY"),
        target=Target(relation=Relation.OWN_DEPARTMENT, person="assistant-1"),
    )
    manager = "customer-service/manager"
    request = replace(make_request(proposal=proposal), requester="manager-1", role=manager, below=manager)

    assert "assistant-1" not in seat(make_roster("director-1"), request).people
    with pytest.raises(MoveRefused) as refused:
        right_to_decide(make_roster("director-1"), request, "assistant-1", Move.APPROVE)
    assert refused.value.why is Refusal.CONCERNED


def test_an_administrator_never_decides_even_with_the_post(make_request, make_roster):
    roster = make_roster(administrators=("director-1",))

    assert seat(roster, make_request()).people == ("general-assistant-1",)
    with pytest.raises(MoveRefused) as refused:
        right_to_decide(roster, make_request(), "director-1", Move.APPROVE)
    assert refused.value.why is Refusal.ADMINISTRATOR


def test_whoever_passed_it_up_does_not_get_it_back(make_request, make_roster):
    request = replace(make_request(), below="customer-service/director", passed=("director-1",))

    assert seat(make_roster(), request).people == ("general-assistant-1",)
    with pytest.raises(MoveRefused):
        right_to_decide(make_roster(), request, "director-1", Move.APPROVE)


def test_where_the_book_ends_the_staff_list_goes_on(make_request, make_roster):
    request = replace(make_request(), below="customer-service/general-assistant", passed=("director-1", "general-assistant-1"))

    assert seat(make_roster(), request).people == ("general-manager-1",)


def test_with_nobody_left_there_is_no_approver(make_request, make_roster):
    assert seat(make_roster("director-1", "assistant-1", "general-assistant-1"), make_request()).people == ()


def test_what_the_books_now_forbid_cannot_be_approved(make_request, make_roster):
    request = make_request()
    request = replace(request, proposal=replace(request.proposal, facts={"abuse": True}))

    with pytest.raises(MoveRefused) as refused:
        right_to_decide(make_roster(), request, "director-1", Move.APPROVE)
    assert refused.value.why is Refusal.FORBIDDEN
    assert right_to_decide(make_roster(), request, "director-1", Move.REJECT).people == ("director-1",)


@pytest.mark.parametrize(
    ("person", "may"),
    [
        ("director-1", True),
        ("adviser-1", False),
        ("adviser-2", False),
        ("manager-1", False),
        ("assistant-1", False),
        ("cashier-1", False),
        ("admin-1", False),
        ("nobody", False),
    ],
)
def test_it_can_be_handed_only_to_somebody_who_may_decide_it(person, may, make_request, make_roster):
    assert (may_take_over(make_roster(), make_request(), person) is not None) is may


# What follows -------------------------------------------------------------------------------


@pytest.fixture
def approved(make_request, make_roster):
    """Approved by the director."""
    request = make_request()
    found = seat(make_roster(), request)
    request = advance(replace(request, seat=found), Move.APPROVE, by="director-1", at=AT)
    return staffed(make_roster(), replace(request, decided_by="director-1", tasks=tasks_of(found.dues)))


def test_each_obligation_has_somebody_who_owes_it(approved):
    owed = {task.obligation.id.split("/")[-1]: task.people for task in approved.tasks}

    assert owed == {
        "note-reason": ("adviser-1",),
        "gm-confirms": ("general-manager-1",),
        "seller-confirms": ("seller-1",),
        "concerned-confirms": ("director-1",),
        "responsible-identified": ("director-1",),
    }


def test_a_party_who_is_not_on_the_staff_list_is_recorded_by_the_approver_and_marked_so(approved):
    assert [task.obligation.id.split("/")[-1] for task in approved.tasks if task.outside] == ["concerned-confirms"]


def test_steps_wait_for_one_another_and_a_step_runs_in_parallel(approved):
    assert [task.number for task in approved.current_tasks] == [1]

    noted = sign(approved, 1, by="adviser-1", at=AT)

    assert [task.number for task in noted.current_tasks] == [2, 3, 4]
    with pytest.raises(MoveRefused) as refused:
        sign(approved, 2, by="general-manager-1", at=AT)
    assert refused.value.why is Refusal.TURN


def test_a_task_is_done_once(approved):
    noted = sign(approved, 1, by="adviser-1", at=AT)

    with pytest.raises(MoveRefused) as refused:
        sign(noted, 1, by="adviser-1", at=AT)
    assert refused.value.why is Refusal.DONE


def test_it_is_settled_with_the_last_signature_and_not_before(approved):
    request = approved
    for task in approved.tasks:
        assert request.state is State.APPROVED
        request = sign(request, task.number, by=task.people[0], at=AT)

    assert request.state is State.SETTLED


def test_an_approval_that_obliges_to_nothing_is_settled_at_once(make_request):
    assert settled(advance(make_request(), Move.APPROVE, by="general-assistant-1", at=AT), AT).state is State.SETTLED


@pytest.mark.parametrize("person", ["director-1", "seller-1", "assistant-1", "admin-1"])
def test_nobody_signs_for_the_general_manager(person, approved, make_roster):
    with pytest.raises(MoveRefused):
        right_to_sign(make_roster(), approved, 2, person)


def test_a_task_of_a_vacant_post_waits_for_the_administrators(approved, make_roster):
    noted = sign(approved, 1, by="adviser-1", at=AT)

    waiting = staffed(make_roster(vacant=frozenset({"customer-service/general-manager"})), noted)

    assert "admin-1" in waiting.waiting_for


def test_a_power_is_never_referred_to_somebody_below_whoever_holds_it(make_request, make_roster):
    """Everybody who may compensate is away, and so is whom the escalation names: the manager doesn't get it instead."""
    roster = make_roster("director-1", "assistant-1", "general-assistant-1")

    assert seat(roster, make_request()).people == ()
    assert may_take_over(roster, make_request(), "manager-1") is None


# What follows -------------------------------------------------------------------------------


def owed(dues):
    return [(due.obligation.id, due.by, due.moved_from) for due in dues]


@pytest.mark.parametrize("holds", [None, True, False])
@pytest.mark.parametrize("amount", [None, "300", "800"])
def test_what_a_check_lists_as_owed_afterwards_is_what_the_approved_request_owes(amount, holds, library, staff, make_request, make_roster):
    """Of every post, every act: within somebody's power, by the clause's demand, or a referral that goes beyond all powers."""
    roster, referred = make_roster(), 0
    for (ident, person), (action, spec) in product(staff.people.items(), library.vocabulary.actions.items()):
        conditions = {fact for grant in library.grants if grant.action == action for fact in grant.conditions} - {APPROVED}
        facts = {} if holds is None else dict.fromkeys(conditions, holds)
        for post in set(person.posts) & library.roles.keys():
            quantity = Quantity(value=Decimal(amount), unit=spec.unit or "CNY") if amount else None
            situation = Situation(roles=(post,), actor=ident, staff=staff)
            checked = decide(library, situation, Proposal(action=action, amount=quantity, facts=facts))
            if checked.outcome is Outcome.APPROVAL_REQUIRED:
                asked = {"requester": ident, "role": post, "below": post, "version": library.version}
                placed = seat(roster, make_request(proposal=checked.proposal, reason=checked.reason, **asked))
                assert owed(placed.dues) == owed(checked.obligations), (post, action)
                referred += bool(checked.approver.referral and checked.obligations)

    assert referred or amount != "800" or not holds


def test_what_goes_to_somebody_above_by_the_staff_list_alone_owes_no_less(make_request, make_roster, staff):
    """Everybody whom the book names is away: the one above 总助 on the staff list has it."""
    people = dict(staff.people) | {"founder": Person(id="founder", name="创始人", posts=())}
    people["general-assistant-1"] = replace(people["general-assistant-1"], superior="founder")
    proposal = Proposal(action="compensate", amount=Quantity(value=Decimal(800), unit="CNY"), facts={"serious-harm": True})
    request = replace(make_request(proposal=proposal), passed=("general-assistant-1",))
    away = [ident for ident, person in people.items() if "customer-service/general-manager" in person.posts or "vice" in ident]

    found = seat(make_roster(*away, people=people), request)
    asked = seat(make_roster(), replace(request, passed=()))

    assert found.people == ("founder",)
    assert owed(found.dues) == owed(asked.dues) != []
