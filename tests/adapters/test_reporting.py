"""Slips to print and numbers for managers: what they say, and that they carry nothing from anywhere."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone

import pytest
from typer.testing import CliRunner

from adapters.keys import crypt_for
from adapters.reporting.drawing import bars
from adapters.reporting.pages import report_page, slip_page
from adapters.storage.memory import MemoryStore
from adapters.storage.tinydb import TinyStore
from bot.approvals.timing import Calendar
from bot.tables.report import report_of, report_text
from bot.tables.slip import NoSlip, slip_of
from bot.texts import Phrasing

CHINA = timezone(timedelta(hours=8))
ASK = "/request 补偿客户 300 元"


@pytest.fixture
def phrasing(library, staff):
    return Phrasing(library, staff)


async def settle(house):
    """A reward of 300 yuan, approved and followed to its end."""
    await house.says("manager-1", "/request 奖励健康顾问一号 300 元，他这个月表现突出")
    await house.presses("director-1", "批准")
    for person, label in (
        ("director-1", "完成：把奖励"),
        ("manager-1", "完成：注明原因"),
        ("general-manager-1", "完成：总经理签字"),
        ("finance-director-1", "完成：财务总监"),
        ("accountant-1", "完成：会计"),
        ("cashier-1", "完成：出纳"),
    ):
        await house.presses(person, label)


# The calendar -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [((4, 9), (4, 13), 4), ((4, 17), (5, 10), 2), ((8, 17), (11, 10), 2), ((4, 20), (4, 23), 0), ((5, 9), (4, 9), 0)],
)
def test_working_time_between_two_moments(start, end, hours):
    moments = [datetime(2026, 5, *one, tzinfo=CHINA) for one in (start, end)]

    assert Calendar().between(*moments) == timedelta(hours=hours)


def test_what_is_due_after_so_much_work_is_so_much_work_away():
    calendar = Calendar(hours=((time(9), time(12)), (time(13), time(18))))
    start = datetime(2026, 5, 4, 11, 30, tzinfo=CHINA)

    for hours in (1, 3, 8, 20):
        assert calendar.between(start, calendar.after(start, timedelta(hours=hours))) == timedelta(hours=hours)


# The slip -----------------------------------------------------------------------------------


async def test_a_settled_request_has_a_slip_with_everything_the_cashier_needs(house, phrasing):
    await settle(house)

    slip = slip_of(phrasing, await house.request(), "zh")
    page = slip_page(slip, "示范公司")

    assert (slip.settled, slip.heading, slip.amount) == (True, "奖励员工", "300 元")
    for said in ("示范公司", "客服部经理一号", "客服部总监一号", "1.3.5.4", "出纳付现金", "出纳一号", "表现突出", slip.digest):
        assert said in page


async def test_the_slip_is_offered_to_the_cashier_and_once_all_is_done(house):
    await house.says("manager-1", "/request 奖励健康顾问一号 300 元，他这个月表现突出")
    ident = (await house.request()).id
    assert "没有凭单" in await house.says("manager-1", f"/slip {ident}")
    await house.presses("director-1", "批准")
    assert "凭单" not in house.sees("general-manager-1")

    for person, label in (("director-1", "完成：把奖励"), ("manager-1", "完成：注明"), ("general-manager-1", "完成：总经理")):
        await house.presses(person, label)
    await house.presses("finance-director-1", "完成：财务总监")
    await house.presses("accountant-1", "完成：会计")

    assert f"凭单：/slip {ident}" in house.sees("cashier-1")
    assert "未办结" in await house.says("cashier-1", f"/slip {ident}")
    await house.presses("cashier-1", "完成：出纳")
    assert f"凭单：/slip {ident}" in house.sees("manager-1")
    assert "与你无关" in await house.says("adviser-5", f"/slip {ident}")


async def test_an_open_request_has_no_slip(house, phrasing):
    await house.says("adviser-1", ASK)

    with pytest.raises(NoSlip):
        slip_of(phrasing, await house.request(), "zh")


async def test_what_people_wrote_is_data_on_a_page(house, phrasing):
    await house.says("adviser-1", ASK)
    await house.presses("director-1", "附言批准")
    await house.says("director-1", "<script>alert(1)</script> {{ 7*7 }}")

    page = slip_page(slip_of(phrasing, await house.request(), "en"), "<b>")

    assert "<script>" not in page and "&lt;script&gt;" in page and "{{ 7*7 }}" in page and "<b>" not in page


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_page_loads_nothing(language, house, phrasing, library):
    await settle(house)

    pages = [
        slip_page(slip_of(phrasing, await house.request(), language), "x"),
        report_page(phrasing, report_of(library, Calendar(), await house.requests()), language, "x"),
    ]

    for page in pages:
        assert not re.search(r"(?:src|href)=|url\(|@import", page)
        assert "default-src 'none'" in page


# The report ---------------------------------------------------------------------------------


async def busy_days(house):
    """Six requests: three beyond the director's limit, one rejected, one passed up, one still open."""
    for amount in (600, 800, 900):
        await house.says("adviser-1", f"/request 补偿客户 {amount} 元")
        house.at += timedelta(hours=2)
        await house.presses("general-assistant-1", f"批准：经济补偿 {amount} 元")
    await house.says("adviser-2", ASK)
    await house.presses("director-1", "驳回")
    await house.says("director-1", "看不出损害")
    await house.says("adviser-4", ASK)
    await house.presses("director-1", "转上级")
    await house.says("adviser-5", "/request 给客户打 8 折，客户有抱怨")


async def test_the_numbers_are_those_of_the_requests(house, library):
    await busy_days(house)

    report = report_of(library, Calendar(), await house.requests())

    assert (report.requests, report.decided, report.approved, report.waiting) == (6, 4, 3, 2)
    assert report.passed_up == pytest.approx(1 / 6)
    assert sum(report.times) == 4
    compensation = report.kinds[0]
    assert (compensation.action, compensation.asked, compensation.approved, compensation.rejected) == ("compensate", 5, 3, 1)
    limit = next(one for one in report.limits if one.clause == "1.3.5.2" and one.limit.unit == "CNY")
    assert (limit.limit.value, limit.times, limit.middle.value, limit.most.value, limit.approved) == (500, 3, 800, 900, 3)


async def test_the_period_counts_both_days(house, library):
    await house.says("adviser-1", ASK)
    house.at += timedelta(days=1)
    await house.says("adviser-2", ASK)
    requests = await house.requests()

    def count(*period):
        return report_of(library, Calendar(), requests, *period).requests

    assert count() == 2
    assert count(date(2026, 5, 5)) == 1
    assert count(date(2026, 5, 4), date(2026, 5, 5)) == 2
    assert count(date(2026, 5, 6)) == 0


@pytest.mark.parametrize(
    ("language", "phrases"),
    [
        ("zh", ["请示 6 件", "批准 3 件（75 %）", "转上级的占 17 %", "经济补偿：请示 5", "超出 3 次，通常请示 800 元，最多 900 元"]),
        ("en", ["6 requests", "approved: 3 (75 %)", "Passed up: 17 %", "asked 5", "beyond 3 times, usually 800 yuan, at most 900 yuan"]),
    ],
)
async def test_the_numbers_in_words_and_with_plots(language, phrases, house, library, phrasing):
    await busy_days(house)
    report = report_of(library, Calendar(), await house.requests())

    text, page = report_text(phrasing, report, language), report_page(phrasing, report, language, "示范公司")

    for phrase in phrases:
        assert phrase in text
    assert page.count("<svg") == 4 and "示范公司" in page


def test_an_empty_report_is_no_error(library, phrasing):
    report = report_of(library, Calendar(), ())

    assert "0 requests" in report_text(phrasing, report, "en")
    assert "None." in report_page(phrasing, report, "en", "x")


def test_names_on_bars_are_data():
    assert "<script>" not in bars([("<script>", 3), ("x" * 100, 0)])


# The commands -------------------------------------------------------------------------------


async def test_the_commands_write_slips_and_reports(make_house, tmp_path):
    from adapters.cli import app

    path = tmp_path / "remit.db"
    house = make_house(open_store=lambda: TinyStore(path))
    house.crypt = await crypt_for(house.store, path)
    house.restart_desk()
    await house.open()
    await settle(house)
    ident = (await house.request()).id
    house.store.close()
    house.store = MemoryStore()
    (tmp_path / "config.yaml").write_text(f"store: {path}\norganisation:\n  name: 示范公司\n", encoding="utf-8")

    def remit(*words: str):
        import asyncio
        from concurrent.futures import ThreadPoolExecutor

        assert asyncio.get_running_loop()
        with ThreadPoolExecutor(1) as pool:  # the commands run a loop of their own
            return pool.submit(CliRunner().invoke, app, [*words, "-c", str(tmp_path / "config.yaml")]).result()

    assert remit("slip", ident, "-o", str(tmp_path / "slip.html")).exit_code == 0
    assert "出纳付现金" in (tmp_path / "slip.html").read_text(encoding="utf-8")
    assert "请示 1 件" in remit("report").stdout
    assert remit("report", "--format", "html", "-o", str(tmp_path / "report.html"), "--lang", "en").exit_code == 0
    assert "Approvals in numbers" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert remit("slip", "0000-NONE").exit_code == 2
    assert remit("report", "--from", "yesterday").exit_code == 2
