"""Working time, and what happens by itself: nothing early, nothing twice, and never an approval."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
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


async def test_f35_a_clock_that_goes_back_an_hour_fires_nothing_twice(house):
    await house.says("adviser-1", ASK)
    await house.ring(at(4, 13, 30))
    await house.ring(at(4, 12, 30))
    await house.ring(at(4, 13, 30))

    assert await moves(house) == [Move.OPEN, Move.REMIND]


async def test_a_calendar_that_was_changed_counts_from_then_on(house):
    await house.says("adviser-1", ASK)
    slow = Rhythm(remind=timedelta(hours=40))
    house.switchboard.desk = Desk(house.understanding.library, crypt=house.crypt, understanding=house.understanding, rhythm=slow)

    await house.ring(at(4, 14))

    assert await moves(house) == [Move.OPEN]


async def test_time_is_kept_within_a_second(house):
    """A day begins, the audit is sealed and its head told, and a timer fires within one turn of the loop."""
    import asyncio

    await house.says("adviser-1", ASK)
    clock = iter([at(4, 13, 0), at(4, 13, 1), *[at(4, 13, 2)] * 1000])
    keeper = asyncio.create_task(house.switchboard.keep_time(lambda: next(clock), every=0.01))
    await asyncio.sleep(0.2)
    keeper.cancel()
    await house.switchboard.deliver()

    assert await moves(house) == [Move.OPEN, Move.REMIND]
    assert "remit-audit" in house.sees("admin-1")
