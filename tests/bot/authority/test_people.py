"""What holds of every approver who is a person, on random small books and staffs: present, seated there, able, and never concerned."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.authority import Situation, decide
from bot.model import Outcome, Target
from bot.staff import Person, Staff
from tests.bot.authority.test_properties import ACTS, FULL, KEYS, completions, every

NAMES = ("an", "bo", "chen", "ding", "e")


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Five people on some posts, several away; one of those who are there, low on the line, is about to act."""
    posts = {name: tuple(sorted(draw(st.sets(st.sampled_from(KEYS), min_size=1, max_size=2)))) for name in NAMES}
    actor, *others = NAMES
    posts[actor] = draw(st.sampled_from([KEYS[:1], KEYS[1:2], KEYS[:2]]))
    staff = Staff(people={name: Person(id=name, name=name, posts=held) for name, held in posts.items()})
    away = draw(st.sets(st.sampled_from(others), max_size=3))
    return Situation(roles=posts[actor], actor=actor, staff=staff, away=frozenset(away))


@every
@given(FULL, situations(), ACTS, st.sampled_from([None, *NAMES]))
def test_an_approver_is_there_holds_the_post_and_is_neither_who_asks_nor_whom_it_concerns(make_library, book, situation, proposal, whom):
    decision = decide(make_library(**book), situation, replace(proposal, target=Target(person=whom)))
    approver = decision.approver
    assume(approver is not None and approver.role is not None)

    assert approver.people
    assert situation.away.isdisjoint(approver.people)
    assert situation.actor not in approver.people
    assert whom not in approver.people
    assert all(approver.role in situation.staff.people[one].posts for one in approver.people)
    if approver.stands_for:
        assert situation.away.issuperset(person.id for person in situation.staff.holders(approver.stands_for))


@settings(every, max_examples=20)
@given(FULL, situations(), ACTS)
def test_each_approver_would_be_permitted_to_do_it_under_some_completion(make_library, book, situation, proposal):
    library = make_library(**book)
    proposal = replace(proposal, target=Target())
    decision = decide(library, situation, proposal)
    approver = decision.approver
    assume(decision.outcome is Outcome.APPROVAL_REQUIRED and approver.role is not None and not approver.referral)

    for one in approver.people:
        own = replace(situation, actor=one, roles=situation.staff.people[one].posts)
        assert any(decide(library, own, each).outcome is Outcome.PERMITTED for each in completions(proposal))
