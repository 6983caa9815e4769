"""People, absences, clicks in any order, duplicates, restarts, clock jumps and staff changes; after each the promises hold.

`make model` runs 100,000 steps, the tests about 5,000 (REMIT_MODEL_STEPS says how many).
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from adapters.auditing.verifying import verify
from adapters.storage.memory import MemoryStore
from bot.approvals.moves import DECISIONS, OWED, Matter, Move, State
from bot.approvals.request import Request, request_of
from bot.approvals.roster import Roster
from bot.authority.evaluating import held_by
from bot.desk.roster import roster_of
from bot.events import Attachment, Clicked, Event, Said, Sealing, Unreached
from bot.staff.reading import compile_staff
from tests.conftest import House  # type: ignore[import-untyped]
from tests.shipped import library, understanding  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[2]
STEPS = int(os.environ.get("REMIT_MODEL_STEPS", "5000"))
#: Steps in one run of the model.
EACH = 50

ABSENT = ("director-1", "assistant-1", "general-assistant-1", "general-manager-1", "manager-1", "adviser-1")
#: Which of several: a place that doesn't depend on how many there are, nor on tokens, which are random.
PLACES = st.integers(0, 999)
PEOPLE = (*ABSENT, "adviser-2", "seller-1", "finance-director-1", "accountant-1", "cashier-1", "statistician-1", "admin-1")
SAYINGS = (
    "/request 补偿客户 300 元",
    "/request 补偿客户 800 元",
    "/request 给客户打 8 折",
    "/request 周末借公司的车",
    "/request 罚健康顾问二号 300 元",
    "/request 辞退健康顾问二号，因为旷工",
    "罚健康顾问二号 50 元",
    "/request 奖励健康顾问一号 300 元，他这个月表现突出",
    "对客户造成较大损害，住院两天",
    "理由充分",
    "200 元",
    "是",
    "补偿客户 200 元",
    "/inbox",
    "/mine",
    "/owed 全部",
    "/audit",
    "/cancel",
)


@cache
def listed():
    staff = compile_staff((ROOT / "knowledge" / "demo-staff.yaml").read_text(encoding="utf-8"), library())
    return replace(staff, people={key: replace(one, language="zh") for key, one in staff.people.items()})


class Lives(RuleBasedStateMachine):
    """One house, and what is known of it from outside."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        store = MemoryStore()
        self.house = House(understanding(), listed(), lambda: store)
        self.before: dict[str, Request] = {}
        self.roster: Roster | None = None
        self.last: Event | None = None
        #: The day that began last, by whatever the clock said.
        self.begun = self.house.at.date()
        self.run(self.house.open())
        self.look()

    def run(self, going):
        return self.loop.run_until_complete(going)

    def look(self) -> None:
        documents = self.house.store._documents
        found = documents["default/roster/current"].versioned
        self.roster = Roster(library=library(), staff=roster_of(found.value).staff(), day=self.house.at.date())
        self.requests = {key: request_of(kept.versioned.value) for key, kept in documents.items() if key.startswith("default/request/")}

    def deal(self, event: Event) -> None:
        self.last = event
        if event.at.date() != self.begun:
            self.ring(event.at)
            self.look()
            self.before = dict(self.requests)
        self.run(self.house.handle(event))

    # What happens ---------------------------------------------------------------------------

    @rule(person=st.sampled_from(PEOPLE), text=st.sampled_from(SAYINGS))
    def says(self, person, text):
        from bot.events import Commanded, Said

        if text.startswith("/"):
            command, _, rest = text[1:].partition(" ")
            self.deal(self.house.event(Commanded, person, command=command, text=rest))
        else:
            self.deal(self.house.event(Said, person, text=text))

    @rule(place=PLACES, person=st.sampled_from(PEOPLE))
    def presses(self, place, person):
        own = list(self.house.buttons(person).values())
        if own:
            self.deal(self.house.event(Clicked, person, token=own[place % len(own)]))

    @rule(place=PLACES, button=PLACES)
    def decides(self, place, button):
        """Somebody for whom something waits presses one of its buttons."""
        waiting = [(person, request) for request in self.requests.values() for person in request.waiting_for if request.tokens]
        if waiting:
            person, request = waiting[place % len(waiting)]
            tokens = [token for _, token in sorted(request.tokens.items())]
            self.deal(self.house.event(Clicked, person, token=tokens[button % len(tokens)]))

    @rule(place=PLACES, thief=st.sampled_from(PEOPLE))
    def presses_what_anybody_ever_saw(self, place, thief):
        tokens = [button["token"] for _, body in self.house.phones.sent[-200:] for button in body["buttons"]]
        if tokens:
            self.deal(self.house.event(Clicked, thief, token=tokens[place % len(tokens)]))

    @rule(person=st.sampled_from(ABSENT), how=st.sampled_from(("today", "tomorrow", "end")))
    def goes_or_comes(self, person, how):
        self.says("admin-1", f"/away {person} {how}")

    @rule(how=st.sampled_from(("/vacant 客服部总监", "/vacant 客服部总监 end", "/seat manager-2 客服部总监", "/seat manager-2 客服部经理")))
    def posts_change(self, how):
        self.says("admin-1", how)

    @rule(place=PLACES, person=st.sampled_from(PEOPLE))
    def hands_over(self, place, person):
        if self.requests:
            ident = [one.id for one in self.requests.values()][place % len(self.requests)]
            self.says("admin-1", f"/handover {ident} {person}")

    @rule(person=st.sampled_from(("director-1", "adviser-1", "manager-1", "seller-1")), gone=st.booleans())
    def leaves_or_returns(self, person, gone):
        people = dict(self.house.staff.people)
        people.pop(person, None)
        if not gone:
            people[person] = listed().people[person]
        self.house.staff = replace(self.house.staff, people=people)
        self.run(self.house.open())

    @rule(person=st.sampled_from(ABSENT), reason=st.sampled_from(("no-account", "blocked", "deactivated")))
    def cannot_be_reached(self, person, reason):
        self.deal(self.house.event(Unreached, None, who=person, reason=reason))

    @rule(person=st.sampled_from(("adviser-1", "manager-1")), text=st.sampled_from(("", "补偿客户 300 元", "见附件")))
    def sends_a_file(self, person, text):
        file = Attachment(platform="test", file="f", name="照片.jpg", size=1000, digest="0" * 64)
        self.deal(self.house.event(Said, person, text=text, attachments=(file,)))

    @rule(hours=st.sampled_from((1, 5, 9, 24, 72)))
    def time_passes(self, hours):
        self.house.at += timedelta(hours=hours)
        self.ring(self.house.at)

    @rule()
    def the_clock_goes_back(self):
        self.ring(self.house.at - timedelta(hours=1))
        self.ring(self.house.at)

    def ring(self, at: datetime) -> None:
        if at.date() != self.begun:
            self.begun = at.date()
            self.run(self.house.tick(at))
        else:
            self.run(self.house.ring(at))

    @rule()
    def restarts(self):
        self.run(self.house.restart())

    @rule()
    def the_last_event_comes_again(self):
        if self.last:
            before = {key: kept.text for key, kept in self.house.store._documents.items() if "/conversation/" not in key}
            self.run(self.house.switchboard.handle(self.last))
            after = {key: kept.text for key, kept in self.house.store._documents.items() if "/conversation/" not in key}
            assert after.items() - before.items() == set() or not before.get(f"default/handled/{self.last.id}"), self.last

    @rule()
    def is_sealed(self):
        self.run(self.house.handle(self.house.event(Sealing, None)))

    # What holds -----------------------------------------------------------------------------

    @invariant()
    def the_promises_hold(self):
        was = self.before
        self.look()
        for key, request in self.requests.items():
            if request != was.get(key):
                self._one_decision_a_step(request)
                self._decided_by_somebody_who_may(request, was.get(key))
                self._no_obligation_lost(request, was.get(key))
            self._waits_for_somebody(key, request)
        assert set(was) <= set(self.requests)
        self.before = dict(self.requests)

    def _one_decision_a_step(self, request):
        steps = [entry.step for entry in request.history if entry.move in DECISIONS]
        assert len(steps) == len(set(steps)), request.history
        signed = [(entry.step, entry.task) for entry in request.history if entry.move is Move.SIGN]
        assert len(signed) == len(set(signed))

    def _decided_by_somebody_who_may(self, request, was):
        """Judged from the staff list and the grants, without asking who was seated."""
        staff, library, day = self.roster.staff, self.roster.library, self.roster.day
        for entry in request.history[len(was.history) if was else 0 :]:
            if entry.move not in DECISIONS:
                continue
            assert entry.by in staff.people
            assert entry.by not in (request.requester, request.proposal.target.person, *staff.administrators)
            assert entry.by not in staff.away(day)
            posts = {post for post in staff.people[entry.by].posts if post in library.roles and post not in staff.vacant}
            if entry.standing_for:
                assert any(library.roles[post].acts_for and library.roles[post].acts_for.role == entry.standing_for for post in posts)
                assert all(one.id in staff.away(day) for one in staff.holders(entry.standing_for))
                posts = {entry.standing_for}
            if request.seat.approver.referral or request.proposal.action is None:
                continue
            amount = request.proposal.amount
            grants = [held.grant for post in posts for held in held_by(library, post) if held.grant.action == request.proposal.action]
            assert any(grant.limit is None or amount is None or grant.limit.covers(amount) is not False for grant in grants), request

    def _no_obligation_lost(self, request, was):
        """What is owed stays owed until it is done; only an approval that is taken back, in words, ends it."""
        if was is not None and was.state in OWED:
            new = [entry.move for entry in request.history[len(was.history) :]]
            if Move.REVOKE in new:
                return
            assert request.state in OWED | {State.SETTLED}
            assert [task.obligation for task in request.tasks] == [task.obligation for task in was.tasks]
            assert all(now.done or not then.done for now, then in zip(request.tasks, was.tasks, strict=True))
        if request.state is State.SETTLED:
            assert all(task.done for task in request.tasks)

    def _waits_for_somebody(self, key, request):
        """Everything that is open waits for exactly somebody who is there, or for the administrators, who can seat somebody."""
        assert bool(request.waiting_for) is not request.closed, request
        staff = self.roster.staff
        assert set(request.waiting_for) <= {*staff.people, *staff.administrators}, request
        if request.state is State.OPEN or (request.state is State.RETURNED and request.matter is Matter.APPROVAL):
            gone = {request.requester, *staff.away(self.roster.day), *staff.unreachable}
            assert not set(request.waiting_for) & gone, request
        timer = key.replace("/request/", "/timer/") in self.house.store._documents
        assert timer is not request.closed, request

    def teardown(self):
        found = self.run(verify(self.house.store, self.house.crypt))
        assert found.flaw is None, found
        moved = [one for one in self.run(self.house.audit()) if one.get("move") and not one.get("refused")]
        assert len(moved) == sum(len(request.history) for request in self.requests.values())
        self.loop.close()


def test_whatever_happens_in_any_order_the_promises_hold():
    run_state_machine_as_test(
        Lives,
        settings=settings(
            max_examples=max(1, STEPS // EACH),
            stateful_step_count=EACH,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
