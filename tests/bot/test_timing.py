"""Working time, and what happens by itself: nothing early, nothing twice, and never an approval."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.configuration.calendars import Time, wrong_country, wrong_zone
from adapters.storage.tinydb import TinyStore
from bot.approvals.moves import Move, State
from bot.approvals.timing import Calendar, Rhythm
from bot.desk import Desk

CHINA = timezone(timedelta(hours=8))
ASK = "/request 补偿客户 300 元"


def at(day: int, hour: int, minute: int = 0, month: int = 5) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=CHINA)


# The calendar -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        (at(4, 9), 4, at(4, 13)),
        (at(4, 9), 9, at(4, 18)),
        (at(4, 16), 4, at(5, 11)),
        (at(4, 7), 1, at(4, 10)),
        (at(4, 20), 1, at(5, 10)),
        (at(8, 17), 2, at(11, 10)),
        (at(9, 12), 1, at(11, 10)),
    ],
)
def test_working_hours_pass_only_while_people_work(start, hours, due):
    assert Calendar().after(start, timedelta(hours=hours)) == due.astimezone(UTC)


def test_a_break_at_noon_does_not_count():
    calendar = Calendar(hours=((time(9), time(12)), (time(13), time(18))))

    assert calendar.after(at(4, 11), timedelta(hours=2)) == at(4, 14).astimezone(UTC)


def test_public_holidays_and_days_in_lieu_are_kept():
    """1 May 2026 to 5 May is a holiday in China, and Saturday 9 May is worked for it."""
    calendar = Time().rhythm().calendar

    assert calendar.after(datetime(2026, 4, 30, 17, tzinfo=CHINA), timedelta(hours=2)) == at(6, 10).astimezone(UTC)
    assert calendar.after(at(8, 17), timedelta(hours=2)) == at(9, 10).astimezone(UTC)


def test_the_companys_own_days_off_and_on_go_before_all():
    calendar = Time(holidays="off", days_off=("2026-05-05",), days_on=("2026-05-09",)).rhythm().calendar

    assert calendar.after(at(4, 17), timedelta(hours=2)) == at(6, 10).astimezone(UTC)
    assert calendar.after(at(8, 17), timedelta(hours=2)) == at(9, 10).astimezone(UTC)


def test_f35_an_hour_that_a_clock_change_takes_or_gives_is_no_working_time_lost():
    """In Berlin the clocks go forward on 29 March 2026 at 2:00; somebody works nights."""
    night = Calendar(zone=ZoneInfo("Europe/Berlin"), hours=((time(0), time(6)),), works=lambda day: True)
    begins = datetime(2026, 3, 29, 0, tzinfo=ZoneInfo("Europe/Berlin"))

    assert night.after(begins, timedelta(hours=5)) == begins.astimezone(UTC) + timedelta(hours=5)
    assert night.after(begins, timedelta(hours=6)) > begins.astimezone(UTC) + timedelta(hours=6)


def test_f35_a_leap_day_is_a_day():
    assert Calendar().after(datetime(2028, 2, 28, 17, tzinfo=CHINA), timedelta(hours=2)).astimezone(CHINA).date() == date(2028, 2, 29)


@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(0, 3000),
    st.integers(1, 3000),
)
def test_what_is_due_after_more_work_is_due_later_and_never_outside_of_working_time(start, minutes, more):
    calendar = Calendar(zone=ZoneInfo("America/New_York"))

    due, later = calendar.after(start, timedelta(minutes=minutes)), calendar.after(start, timedelta(minutes=minutes + more))

    assert start <= due < later
    assert calendar.after(due, timedelta(minutes=more)) == later
    local = later.astimezone(calendar.zone)
    assert local.weekday() < 5 and time(9) <= local.time() <= time(18)


def test_a_year_without_working_days_is_an_error_and_no_endless_search():
    with pytest.raises(ValueError, match="no working time"):
        Calendar(works=lambda day: False).after(at(4, 9), timedelta(hours=1))


@pytest.mark.parametrize(
    ("zone", "country", "wrong"), [("Asia/Shanghai", "CN", False), ("Mars/Base", "XX", True), ("../etc", "CN-XX", True)]
)
def test_zones_and_countries_that_do_not_exist_are_known(zone, country, wrong):
    assert wrong_zone(zone) is wrong
    assert wrong_country(country) is wrong


# What rings ---------------------------------------------------------------------------------


async def moves(house):
    return [entry.move for entry in (await house.request()).history]


async def test_a_reminder_comes_once_in_working_hours_and_not_early(house):
    """Asked at 9:01, to be reminded after four hours of work."""
    await house.says("adviser-1", ASK)

    await house.ring(at(4, 13, 0))
    assert await moves(house) == [Move.OPEN]
    for _ in range(3):
        await house.ring(at(4, 13, 1))

    assert await moves(house) == [Move.OPEN, Move.REMIND]
    assert house.sees("director-1").count("提醒：") == 1


async def test_a_reminder_leaves_the_buttons_good(house):
    await house.says("adviser-1", ASK)
    token = house.token("director-1", "批准")
    await house.ring(at(4, 14))

    await house.clicks("director-1", token)

    assert (await house.request()).state is State.APPROVED


async def test_what_nobody_answers_goes_one_level_up_and_is_never_approved(house):
    await house.says("adviser-1", ASK)
    token = house.token("director-1", "批准")
    for hour in (14, 17, 18):
        await house.ring(at(4, hour))

    request = await house.request()
    assert [entry.move for entry in request.history] == [Move.OPEN, Move.REMIND, Move.ESCALATE]
    assert request.waiting_for == ("general-assistant-1",)
    assert "转到上一级" in house.sees("adviser-1") and "转到上一级" in house.sees("director-1")
    await house.clicks("director-1", token)
    assert (await house.request()).state is State.OPEN
    house.at = at(4, 18)
    await house.presses("general-assistant-1", "批准")
    assert (await house.request()).decided_by == "general-assistant-1"


async def test_at_the_top_it_is_reminded_of_and_the_administrators_hear_of_it(house):
    await house.says("general-assistant-1", "/request 补偿客户 300 元")
    for day in range(4, 16):
        await house.ring(at(day, 18))

    request = await house.request()
    assert request.state in (State.OPEN, State.QUEUED)
    assert request.waiting_for
    assert Move.REMIND in await moves(house)


async def test_a_question_to_the_requester_that_is_never_answered_lapses_and_can_be_reopened(house):
    await house.says("adviser-1", ASK)
    await house.presses("director-1", "追问")
    await house.says("director-1", "什么损害")
    for day in (*range(4, 9), *range(11, 16), 18):
        await house.ring(at(day, 18))

    request = await house.request()
    assert request.state is State.LAPSED
    assert request.waiting_for == ()
    house.at = at(18, 18)
    await house.presses("adviser-1", "补充后重新请示")
    await house.says("adviser-1", "对客户造成较大损害，住院两天")
    assert (await house.request()).waiting_for == ("director-1",)


async def test_whoever_owes_something_is_reminded_until_it_is_done(house):
    await house.says("adviser-1", ASK)
    await house.presses("director-1", "批准")
    await house.ring(at(4, 18))
    await house.ring(at(5, 18))

    assert house.sees("adviser-1").count("提醒：") == 2


async def test_nothing_rings_for_what_is_over(house):
    await house.says("adviser-1", ASK)
    await house.presses("adviser-1", "撤回")

    await house.ring(at(15, 18))

    assert await moves(house) == [Move.OPEN, Move.WITHDRAW]
    assert [key for key in house.store._documents if "/timer/" in key] == []


async def test_while_the_approver_is_away_the_stand_in_begins_afresh(house):
    await house.says("adviser-1", ASK)
    await house.says("admin-1", "/away director-1 2026-05-05 2026-05-06")

    await house.ring(at(5, 9, 30))

    request = await house.request()
    assert request.waiting_for == ("assistant-1",)
    assert Move.ESCALATE not in await moves(house)


async def test_timers_survive_a_restart_and_fire_late_but_once(make_house, tmp_path):
    house = await make_house(open_store=lambda: TinyStore(tmp_path / "store.db")).open()
    await house.says("adviser-1", ASK)
    await house.restart()

    for _ in range(2):
        await house.ring(at(4, 15))

    assert await moves(house) == [Move.OPEN, Move.REMIND]


async def test_a_calendar_that_was_changed_counts_from_then_on(house):
    await house.says("adviser-1", ASK)
    slow = Rhythm(remind=timedelta(hours=40))
    house.switchboard.desk = Desk(house.understanding.library, crypt=house.crypt, understanding=house.understanding, rhythm=slow)

    await house.ring(at(4, 14))

    assert await moves(house) == [Move.OPEN]


# Clocks -------------------------------------------------------------------------------------


class Watch:
    """A clock that goes on only when somebody sleeps, and keeps when it was looked at."""

    def __init__(self, start: datetime, end: datetime) -> None:
        self.at, self.end = start, end
        self.looks: list[datetime] = []

    def now(self) -> datetime:
        self.looks.append(self.at)
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        await asyncio.sleep(0)
        if self.at > self.end:
            raise asyncio.CancelledError


@pytest.fixture
def keep_time(monkeypatch):
    """The loop of `remit run` from one moment to another, as the clock shows them."""

    async def keep(house, start: datetime, end: datetime) -> Watch:
        watch = Watch(start, end)
        with monkeypatch.context() as patch, suppress(asyncio.CancelledError):
            patch.setattr("adapters.switchboard.asyncio", SimpleNamespace(sleep=watch.sleep, TaskGroup=asyncio.TaskGroup))
            await house.switchboard.keep_time(watch.now)
        return watch

    return keep


async def test_f35_a_timer_fires_at_the_first_look_when_it_is_due_and_somebody_looks_every_second(house, keep_time):
    """Asked at 9:01, due at 13:01. How long a look takes is not in our hands; how soon the next one begins is."""
    await house.says("adviser-1", ASK)
    due = at(4, 13, 1)

    watch = await keep_time(house, due - timedelta(seconds=59.7), due + timedelta(seconds=5))

    (fired,) = [entry.at for entry in (await house.request()).history if entry.move is Move.REMIND]
    assert fired == min(look for look in watch.looks if look >= due)
    assert fired - due <= timedelta(seconds=1)
    assert all(later - earlier <= timedelta(seconds=1) for earlier, later in pairwise(watch.looks))


async def test_f35_timers_do_not_wait_while_what_is_past_is_removed(house, keep_time, monkeypatch):
    """A new day begins, and there is a year's worth to remove."""
    monkeypatch.setattr("adapters.switchboard.Pruner.prune", lambda *_: asyncio.Event().wait())
    await house.says("adviser-1", ASK)

    async with asyncio.timeout(30):
        await keep_time(house, at(4, 13), at(4, 13, 1))

    assert Move.REMIND in await moves(house)


async def test_f35_after_a_restart_what_became_due_fires_at_the_first_look_and_once_and_nothing_early(house, keep_time):
    """More than are looked for at a time. Half of them are due by then."""
    for number in range(60):
        await house.says("adviser-1", f"/request 补偿客户 {100 + number} 元")
    await house.restart()
    first = at(4, 13, 31)

    await keep_time(house, first, first)

    found = {request.opened_at: [entry.at for entry in request.history if entry.move is Move.REMIND] for request in await house.requests()}
    assert found == {asked: [first] if asked + timedelta(hours=4) <= first else [] for asked in found}
    assert len([one for one in found.values() if one]) == 31
    await keep_time(house, first, first + timedelta(seconds=3))
    assert sum(one.history[-1].move is Move.REMIND for one in await house.requests()) == 31


async def test_f35_a_reminder_waits_for_the_end_of_the_holidays(house, keep_time):
    """1 to 5 May 2026 is a holiday in China; asked on 30 April at 17:01, an hour before the end of the day."""
    rhythm = Time().rhythm()
    house.switchboard.desk = Desk(house.understanding.library, crypt=house.crypt, understanding=house.understanding, rhythm=rhythm)
    house.at = datetime(2026, 4, 30, 17, tzinfo=CHINA)
    await house.says("adviser-1", ASK)

    for day in range(1, 6):
        await house.ring(at(day, 17))
    await keep_time(house, at(6, 12), at(6, 12, 0))
    assert await moves(house) == [Move.OPEN]
    await keep_time(house, at(6, 12, 1), at(6, 12, 1))

    assert await moves(house) == [Move.OPEN, Move.REMIND]


async def test_f35_a_clock_that_goes_back_an_hour_fires_nothing_twice(house):
    await house.says("adviser-1", ASK)
    await house.ring(at(4, 13, 30))
    await house.ring(at(4, 12, 30))
    await house.ring(at(4, 13, 30))

    assert await moves(house) == [Move.OPEN, Move.REMIND]


async def test_f35_after_a_clock_went_back_an_hour_no_reminder_is_left_out(house):
    """Reminded at 13:30; then the clock says 12:31, and the approver asks back: that is to be reminded of as ever."""
    await house.says("adviser-1", ASK)
    await house.ring(at(4, 13, 30))
    house.at = at(4, 12, 29)
    await house.presses("director-1", "追问")
    await house.says("director-1", "什么损害")
    assert (await house.request()).history[-1].at == at(4, 12, 31)

    await house.ring(at(4, 16, 30))
    assert (await house.request()).history[-1].move is Move.ASK_BACK
    await house.ring(at(4, 16, 31))

    assert (await house.request()).history[-1].move is Move.REMIND


async def test_f35_a_clock_that_goes_forward_fires_once_what_it_passed_and_nothing_that_comes_later(house):
    await house.says("adviser-1", ASK)
    for moment in (at(4, 12, 0), at(4, 17, 0), at(4, 17, 0)):
        await house.ring(moment)

    assert await moves(house) == [Move.OPEN, Move.REMIND]
    await house.ring(at(4, 17, 1))
    assert (await moves(house))[-1] is Move.ESCALATE


async def test_f35_where_the_company_moves_to_another_zone_nothing_comes_early(house):
    """13:01 in Shanghai is 7:01 in Berlin, where the four hours of work began at 9:00 and end at 13:00: at 19:00 in Shanghai."""
    await house.says("adviser-1", ASK)
    berlin = Rhythm(calendar=Calendar(zone=ZoneInfo("Europe/Berlin")))
    house.switchboard.desk = Desk(house.understanding.library, crypt=house.crypt, understanding=house.understanding, rhythm=berlin)

    for moment in (at(4, 13, 1), at(4, 18, 59)):
        await house.ring(moment)
    assert await moves(house) == [Move.OPEN]
    await house.ring(at(4, 19).astimezone(UTC))

    assert await moves(house) == [Move.OPEN, Move.REMIND]


async def test_f35_the_day_is_the_organisations_whatever_zone_an_event_comes_with(house):
    """The director is away on 5 May, which begins in Shanghai while it is still 4 May in Greenwich."""
    await house.says("admin-1", "/away director-1 2026-05-05 2026-05-05")
    house.at = at(5, 7).astimezone(UTC)

    await house.says("adviser-1", ASK)

    assert house.at.date() == date(2026, 5, 4)
    assert (await house.request()).waiting_for == ("assistant-1",)


async def test_time_is_kept_within_a_second(house):
    """A day begins, the audit is sealed and its head told, and a timer fires within one turn of the loop."""
    await house.says("adviser-1", ASK)
    clock = iter([at(4, 13, 0), at(4, 13, 1), *[at(4, 13, 2)] * 1000])
    keeper = asyncio.create_task(house.switchboard.keep_time(lambda: next(clock), every=0.01))
    await asyncio.sleep(0.2)
    keeper.cancel()
    await house.switchboard.deliver()

    assert await moves(house) == [Move.OPEN, Move.REMIND]
    assert "remit-audit" in house.sees("admin-1")
