"""Which account is whose: codes, the second yes, addresses, unlinking; who is refused and what everybody is told."""

from __future__ import annotations

import asyncio
import itertools
import random
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.switchboard import Switchboard
from bot.desk.accounts import CODES
from bot.desk.linking import CODE, GOOD_FOR, TRIES, digest_of
from bot.desk.roster import roster_of
from bot.desk.seconding import WAITS
from bot.events import Clicked, Commanded, Invited, Matched, Said, Severed, Ticked, Vouched
from bot.ports import Search
from bot.staff import Account

ASK = "/request 补偿客户 300 元"
TELEGRAM = Account(platform="telegram", user="555")
SLACK = Account(platform="slack", team="T1", user="U5")


class Reception:
    """A house with two administrators who have accounts, at whose door unknown accounts knock."""

    def __init__(self, house) -> None:
        people = dict(house.staff.people)
        people["admin-1"] = replace(people["admin-1"], accounts=(Account(platform="telegram", user="1"),))
        people["admin-2"] = replace(people["admin-1"], id="admin-2", name="管理员二号", accounts=(Account(platform="telegram", user="2"),))
        people["director-1"] = replace(people["director-1"], email="director@example.com")
        people["adviser-1"] = replace(people["adviser-1"], email="adviser@example.com")
        house.staff = replace(house.staff, people=people, administrators=("admin-1", "admin-2"))
        self.house = house
        self._numbers = itertools.count(1)

    async def knocks(self, text: str, account: Account = TELEGRAM, *, private: bool = True) -> str:
        """An account writes."""
        command, _, rest = text.lstrip("/").partition(" ")
        kind = {"kind": Commanded, "command": command, "text": rest} if text.startswith("/") else {"kind": Said, "text": text}
        place = f"{account.platform}/{account.user}" if private else f"{account.platform}/group"
        return await self.house.handle(self.house.event(person=None, account=account, conversation=place, private=private, **kind))

    async def vouched_for(self, account: Account, email: str) -> str:
        """Its platform vouches for an account's address."""
        place = f"{account.platform}/{account.user}"
        return await self.house.handle(self.house.event(Matched, None, account=account, conversation=place, email=email))

    async def invites(self, person: str, platform: str = "") -> str:
        """At the host a code is made."""
        code = secrets.token_urlsafe(16)
        await self.house.handle(self.house.event(Invited, None, who=person, digest=digest_of(code), platform=platform))
        return code

    async def code_from(self, administrator: str, person: str) -> str:
        """An administrator makes a code in chat."""
        said = await self.house.says(administrator, f"/link {person}")
        return next(line for line in said.splitlines() if CODE.fullmatch(line))

    async def accounts(self, person: str) -> tuple[Account, ...]:
        """The accounts that count for somebody."""
        found = await self.house.store.read(["default/roster/current"])
        return roster_of(found["default/roster/current"].value).staff().people[person].accounts

    async def steps(self) -> list[str]:
        """What the audit says of linking."""
        return [record["linking"] for record in await self.house.audit() if record.get("linking")]

    async def waiting(self) -> list[str]:
        """What waits for a second yes."""
        page = await self.house.store.search(Search(tenant="default", kind="link-waiting", states=("waiting",)))
        return [key.rpartition("/")[2] for key, _ in page.documents]

    async def host_says(self, *, yes: bool) -> None:
        """At the host somebody says yes or no to what waits."""
        (waiting,) = await self.waiting()
        await self.house.handle(self.house.event(Vouched, None, waiting=waiting, yes=yes))


MakeReception = Callable[..., Awaitable[Reception]]


@pytest.fixture
def make_reception(make_house) -> MakeReception:
    async def make(**changed: object) -> Reception:
        reception = Reception(make_house(**changed))
        await reception.house.open()
        return reception

    return make


@pytest.fixture
async def reception(make_reception) -> Reception:
    return await make_reception()


# A code --------------------------------------------------------------------------------------


async def test_a_code_links_the_account_and_both_sides_are_told(reception):
    code = await reception.invites("adviser-1")

    seen = await reception.knocks(f"/link {code}")

    assert "健康顾问一号" in seen
    assert await reception.accounts("adviser-1") == (TELEGRAM,)
    assert "健康顾问一号（adviser-1）关联了账号 telegram 555" in reception.house.sees("admin-1")
    assert "主机" in reception.house.sees("admin-2")
    assert "健康顾问一号" in await reception.knocks("/whoami")
    assert await reception.steps() == ["code", "linked"]


async def test_a_deep_link_does_the_same(reception):
    code = await reception.invites("adviser-1", "telegram")

    await reception.knocks(f"/start {code}")

    assert await reception.accounts("adviser-1") == (TELEGRAM,)


async def test_the_payload_of_a_deep_link_is_what_telegram_allows(reception):
    for _ in range(20):
        assert CODE.fullmatch(await reception.code_from("admin-1", "adviser-1"))
        assert len(await reception.invites("adviser-1")) >= 22  # 128 bits, six to a character


async def test_a_code_is_good_once(reception):
    code = await reception.invites("adviser-1")
    await reception.knocks(f"/link {code}")

    seen = await reception.knocks(f"/link {code}", SLACK)

    assert "验证码无效" in seen
    assert await reception.accounts("adviser-1") == (TELEGRAM,)


@pytest.mark.parametrize(("late", "linked"), [(timedelta(minutes=-2), True), (timedelta(), False), (timedelta(hours=1), False)])
async def test_a_code_is_good_for_fifteen_minutes(late, linked, reception):
    code = await reception.invites("adviser-1")
    reception.house.at += GOOD_FOR + late - timedelta(minutes=1)  # each event is a minute later than the one before

    await reception.knocks(f"/link {code}")

    assert bool(await reception.accounts("adviser-1")) is linked


async def test_a_new_code_makes_the_earlier_one_worthless(reception):
    first = await reception.invites("adviser-1")
    second = await reception.code_from("admin-1", "adviser-1")

    assert "验证码无效" in await reception.knocks(f"/link {first}")
    assert "健康顾问一号" in await reception.knocks(f"/link {second}")


async def test_a_code_made_for_one_platform_is_no_good_on_another(reception):
    code = await reception.invites("adviser-1", "telegram")

    assert "验证码无效" in await reception.knocks(f"/link {code}", SLACK)
    assert "健康顾问一号" in await reception.knocks(f"/link {code}")


async def test_a_code_in_a_group_links_nothing_and_is_worth_nothing_any_more(reception):
    code = await reception.invites("adviser-1")

    seen = await reception.knocks(f"/link {code}", private=False)

    assert "只能在私信里" in seen
    assert "验证码无效" in await reception.knocks(f"/link {code}")
    assert await reception.steps() == ["code", "burnt", "wrong-code"]


async def test_a_code_that_somebody_known_writes_in_a_group_is_worth_nothing_any_more_and_they_are_told(reception):
    code = await reception.invites("adviser-1")
    house = reception.house

    await house.handle(house.event(Commanded, "manager-1", conversation="group/1", private=False, command="link", text=code))

    assert "已经作废" in house.whisper
    assert house.phones.seen.get("group/1") is None
    assert "验证码无效" in await reception.knocks(f"/link {code}")


async def test_the_store_knows_no_code_not_even_on_its_way_out(reception):
    """F49: neither documents nor outbox, audit or results hold what was said once."""
    codes = [await reception.code_from("admin-1", "adviser-1"), await reception.code_from("adviser-2", "")]
    codes.append(await reception.invites("adviser-3"))
    await reception.knocks(f"/link {codes[2]}")

    kept = repr(vars(reception.house.store))

    assert digest_of(codes[0]) in kept
    assert [code for code in codes if code in kept] == []


async def test_the_same_event_again_tells_no_code(reception):
    """It is kept nowhere, so a platform that sends the event twice gets a remark in its place."""
    event = reception.house.event(Commanded, "admin-1", command="link", text="adviser-1")
    first = await reception.house.handle(event)

    again = await reception.house.handle(event)

    assert any(CODE.fullmatch(line) for line in first.splitlines())
    assert not any(CODE.fullmatch(line) for line in again.splitlines())
    assert "只显示一次" in again


# Guessing ------------------------------------------------------------------------------------


async def test_after_five_wrong_codes_even_the_right_one_is_refused_for_an_hour(reception):
    for _ in range(TRIES):
        assert "验证码无效" in await reception.knocks(f"/link {secrets.token_urlsafe(16)}")
    code = await reception.invites("adviser-1")

    assert "一小时后" in await reception.knocks(f"/link {code}")

    reception.house.at += timedelta(hours=1)
    code = await reception.invites("adviser-1")
    assert "健康顾问一号" in await reception.knocks(f"/link {code}")


async def test_what_is_refused_for_too_many_tries_writes_nothing(reception):
    for _ in range(TRIES):
        await reception.knocks("/link wrong-wrong-wrong-wrong")
    before = len(await reception.steps())

    for _ in range(50):
        await reception.knocks("/link wrong-wrong-wrong-wrong")

    assert len(await reception.steps()) == before == TRIES


async def test_the_tries_of_one_account_are_not_anothers(reception):
    for _ in range(TRIES):
        await reception.knocks("/link wrong-wrong-wrong-wrong")
    code = await reception.invites("adviser-1")

    assert "健康顾问一号" in await reception.knocks(f"/link {code}", SLACK)


async def test_a_million_guesses_find_none_of_a_thousand_codes():
    """Were there no limit at all, 2 ** 128 codes are too many; digests differ wherever codes do."""
    kept = {digest_of(secrets.token_urlsafe(16)) for _ in range(1000)}
    guess = random.Random(1).randbytes

    assert len(kept) == 1000
    assert not any(digest_of(guess(16).hex()) in kept for _ in range(1_000_000))


@pytest.mark.parametrize(
    "code", ["x", "a" * 65, "../../roster/current", "a/b" * 8, "顾" * 22, "' OR 1=1 --aaaaaaaa", "{{7*7}}" * 4, "\x00" * 22, "-" * 22]
)
async def test_what_is_no_code_is_told_the_same_as_a_wrong_one(code, reception):
    assert "验证码无效" in await reception.knocks(f"/link {code}")
    assert await reception.steps() == ["wrong-code"]


# Races ---------------------------------------------------------------------------------------


async def test_of_two_accounts_with_one_code_at_once_one_gets_it(reception):
    for _ in range(50):
        code = await reception.invites("adviser-1")
        events = [
            reception.house.event(Commanded, None, account=one, conversation=f"{one.platform}/{one.user}", command="start", text=code)
            for one in (TELEGRAM, SLACK)
        ]

        await asyncio.gather(*(reception.house.switchboard.handle(event) for event in events))

        linked = await reception.accounts("adviser-1")
        assert len(linked) == 1
        await reception.house.handle(reception.house.event(Severed, None, who="adviser-1"))
        reception.house.at += timedelta(hours=1)


async def test_of_two_desks_with_one_code_one_links(reception):
    """Two replicas on one store read the code at the same moment: the second commit is refused and decided again."""
    house = reception.house
    other = Switchboard(house.switchboard.desk, house.store, house.phones)
    code = await reception.invites("adviser-1")
    first = house.event(Commanded, None, account=TELEGRAM, conversation="telegram/555", command="link", text=code)
    second = house.event(Commanded, None, account=SLACK, conversation="slack/U5", command="link", text=code)

    await asyncio.gather(house.switchboard.handle(first), other.handle(second))

    assert len(await reception.accounts("adviser-1")) == 1
    assert sorted(await reception.steps()) == ["code", "linked", "wrong-code"]


# The second yes ------------------------------------------------------------------------------


async def test_who_decides_for_others_is_linked_only_after_a_second_yes(reception):
    code = await reception.code_from("admin-1", "director-1")

    seen = await reception.knocks(f"/link {code}")

    assert "还要由发验证码的人以外的一位确认" in seen
    assert await reception.accounts("director-1") == ()
    assert "还不认识" in await reception.knocks(ASK)

    said = await reception.house.presses("admin-2", "确认是本人")

    assert "确认了" in said
    assert await reception.accounts("director-1") == (TELEGRAM,)
    assert "现在是客服部总监一号的" in "\n".join(body["text"] for body in reception.house.phones.seen["telegram/555"])
    assert await reception.steps() == ["code", "waiting", "confirmed", "linked"]


@pytest.mark.parametrize("person", ["director-1", "manager-1", "assistant-1", "general-manager-1", "finance-director-1", "admin-2"])
async def test_every_superior_and_every_administrator_takes_a_second_yes(person, reception):
    await reception.knocks(f"/link {await reception.invites(person)}", SLACK)

    assert SLACK not in await reception.accounts(person)


async def test_the_one_who_made_the_code_is_neither_asked_nor_heard(reception):
    await reception.knocks(f"/link {await reception.code_from('admin-1', 'director-1')}")

    seen = await reception.house.clicks("admin-1", reception.house.token("admin-2", "确认是本人"))

    assert "以外的另一位管理员" in seen
    assert "确认是本人" not in reception.house.buttons("admin-1")
    assert await reception.accounts("director-1") == ()
    assert (await reception.steps())[-1] == "not-yours"


@pytest.mark.parametrize("person", ["adviser-1", "manager-1", "general-manager-1"])
async def test_nobody_but_an_administrator_says_yes(person, reception):
    await reception.knocks(f"/link {await reception.invites('director-1')}")

    await reception.house.clicks(person, reception.house.token("admin-2", "确认是本人"))

    assert await reception.accounts("director-1") == ()


async def test_an_administrator_no_more_is_looked_up_at_the_click(reception):
    await reception.knocks(f"/link {await reception.invites('director-1')}")
    token = reception.house.token("admin-2", "确认是本人")
    reception.house.staff = replace(reception.house.staff, administrators=("admin-1",))
    await reception.house.open()

    await reception.house.clicks("admin-2", token)

    assert await reception.accounts("director-1") == ()


async def test_no_is_no_and_the_cards_lose_their_buttons(reception):
    await reception.knocks(f"/link {await reception.invites('director-1')}")
    yes = reception.house.token("admin-1", "确认是本人")

    await reception.house.presses("admin-2", "不是")

    assert "已经办过" in await reception.house.clicks("admin-1", yes)
    assert await reception.accounts("director-1") == ()
    assert reception.house.buttons("admin-1") == reception.house.buttons("admin-2") == {}
    assert "管理员二号拒绝了" in reception.house.sees("admin-1")
    assert "确认时被拒绝" in "\n".join(body["text"] for body in reception.house.phones.seen["telegram/555"])


async def test_of_yes_and_no_at_once_one_stands(reception):
    for _ in range(20):
        await reception.knocks(f"/link {await reception.invites('director-1')}")
        yes, no = reception.house.token("admin-1", "确认是本人"), reception.house.token("admin-2", "不是")
        events = [reception.house.event(Clicked, who, token=token) for who, token in (("admin-1", yes), ("admin-2", no))]

        await asyncio.gather(*(reception.house.switchboard.handle(event) for event in events))

        steps = await reception.steps()
        linked = await reception.accounts("director-1")
        assert (steps[-1] == "linked") is bool(linked)
        assert steps[-2:] in (["confirmed", "linked"], ["waiting", "refused"])
        await reception.house.handle(reception.house.event(Severed, None, who="director-1"))


async def test_with_one_administrator_the_host_confirms(make_reception):
    reception = await make_reception()
    reception.house.staff = replace(reception.house.staff, administrators=("admin-1",))
    await reception.house.open()
    code = await reception.code_from("admin-1", "director-1")

    seen = await reception.knocks(f"/link {code}")

    assert "remit link --confirm director-1" in seen
    assert "remit link --confirm director-1" in reception.house.sees("admin-1")
    await reception.host_says(yes=True)
    assert await reception.accounts("director-1") == (TELEGRAM,)


async def test_what_nobody_confirms_lapses_and_is_told(reception):
    await reception.knocks(f"/link {await reception.invites('director-1')}")
    token = reception.house.token("admin-2", "确认是本人")
    reception.house.at += WAITS

    assert "已经办过" in await reception.house.clicks("admin-2", token)
    await reception.house.handle(reception.house.event(Ticked, None))

    assert await reception.accounts("director-1") == ()
    assert await reception.waiting() == []
    assert "一直没有人确认" in "\n".join(body["text"] for body in reception.house.phones.seen["telegram/555"])


async def test_a_superior_who_is_linked_says_yes_to_a_further_account_themselves(reception):
    await reception.knocks(f"/link {await reception.invites('director-1')}")
    await reception.house.presses("admin-1", "确认是本人")

    await reception.knocks(f"/link {await reception.code_from('admin-1', 'director-1')}", SLACK)
    assert await reception.accounts("director-1") == (TELEGRAM,)
    await reception.house.presses("director-1", "确认是本人")

    assert await reception.accounts("director-1") == (TELEGRAM, SLACK)
    assert "多了一个账号" in reception.house.sees("director-1")


async def test_a_code_that_a_superior_made_is_their_own_yes(reception):
    code = await reception.code_from("director-1", "")

    await reception.knocks(f"/link {code}", SLACK)

    assert await reception.accounts("director-1") == (SLACK,)


# Addresses -----------------------------------------------------------------------------------


async def test_an_address_of_the_staff_list_links_at_once_who_decides_nothing(reception):
    await reception.vouched_for(SLACK, "Adviser@Example.com")

    assert await reception.accounts("adviser-1") == (SLACK,)
    assert "按电子邮箱认出" in reception.house.sees("admin-1")


async def test_an_address_of_a_superior_takes_a_second_yes(reception):
    await reception.vouched_for(SLACK, "director@example.com")

    assert await reception.accounts("director-1") == ()
    assert "员工名单里的电子邮箱" in reception.house.sees("admin-1")
    await reception.house.presses("admin-1", "确认是本人")
    assert await reception.accounts("director-1") == (SLACK,)


async def test_a_refused_address_asks_nobody_again(reception):
    await reception.vouched_for(SLACK, "director@example.com")
    await reception.house.presses("admin-1", "不是")
    before = len(reception.house.phones.sent)

    await reception.vouched_for(SLACK, "director@example.com")

    assert len(reception.house.phones.sent) == before


@pytest.mark.parametrize("email", ["", "nobody@example.com", "adviser@example.com.evil.example", " "])
async def test_an_address_of_nobody_links_nothing(email, reception):
    await reception.vouched_for(SLACK, email)

    assert await reception.steps() == []


async def test_an_address_gives_no_second_account_in_the_same_team(reception):
    await reception.vouched_for(SLACK, "adviser@example.com")

    await reception.vouched_for(replace(SLACK, user="U6"), "adviser@example.com")

    assert await reception.accounts("adviser-1") == (SLACK,)


async def test_who_was_taken_off_is_not_found_by_address_again(reception):
    await reception.vouched_for(SLACK, "adviser@example.com")
    await reception.house.handle(reception.house.event(Severed, None, who="adviser-1"))

    await reception.vouched_for(SLACK, "adviser@example.com")
    assert await reception.accounts("adviser-1") == ()

    await reception.knocks(f"/link {await reception.invites('adviser-1')}", SLACK)
    assert await reception.accounts("adviser-1") == (SLACK,)


# Spoofing ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "account",
    [
        Account(platform="slack", team="T2", user="U5"),
        Account(platform="slack", team="", user="U5"),
        Account(platform="slack", team="t1", user="U5"),
        Account(platform="slack", team="T1", user="u5"),
        Account(platform="telegram", team="T1", user="U5"),
        Account(platform="telegram", user="adviser-1"),
        Account(platform="slack", team="T1", user="健康顾问一号"),
    ],
    ids=str,
)
async def test_f29_the_same_id_elsewhere_or_somebodys_name_is_a_stranger(account, reception):
    """An account is its platform, its team and its id, to the letter; a name is nobody."""
    await reception.knocks(f"/link {await reception.invites('adviser-1')}", SLACK)
    await reception.knocks(ASK, SLACK)

    assert "还不认识" in await reception.knocks("/mine", account)
    assert "还不认识" in await reception.knocks(ASK, account)
    assert len(await reception.house.requests()) == 1


async def test_f29_a_strangers_press_on_a_card_that_they_saw_decides_nothing(reception):
    await reception.knocks(f"/link {await reception.invites('adviser-1')}", SLACK)
    await reception.knocks(ASK, SLACK)
    token = reception.house.token("director-1", "批准")

    event = reception.house.event(Clicked, None, account=TELEGRAM, conversation="telegram/group", private=False, token=token)
    seen = await reception.house.handle(event)

    assert "还不认识" in seen
    assert (await reception.house.request()).state.value == "open"


# One person, several accounts ------------------------------------------------------------------


async def test_f30_one_person_on_two_platforms_can_not_approve_their_own_request(reception):
    """The director asks in Telegram for what the general manager decides, and presses in Slack."""
    for account in (TELEGRAM, SLACK):
        await reception.knocks(f"/link {await reception.code_from('director-1', '')}", account)
    await reception.knocks("/request 补偿客户 5000 元")
    request = await reception.house.request()
    approver = request.waiting_for[0]
    token = reception.house.token(approver, "批准")

    event = reception.house.event(Clicked, None, account=SLACK, conversation="slack/U5", token=token)
    seen = await reception.house.handle(event)

    assert request.requester == "director-1"
    assert "不能由你自己审批" in seen
    assert (await reception.house.request()).state.value == "open"


async def test_what_is_asked_from_one_account_goes_on_in_the_other(reception):
    for account in (TELEGRAM, SLACK):
        await reception.knocks(f"/link {await reception.code_from('adviser-1', '')}", account)
    await reception.knocks("/request 补偿客户 300 元")

    await reception.knocks("/mine", SLACK)

    assert reception.house.sees("adviser-1").count("事项：经济补偿 300 元") == 2


async def test_an_account_is_nobody_elses_until_it_is_taken_off(reception):
    await reception.knocks(f"/link {await reception.invites('adviser-1')}")

    assert "已经是健康顾问一号的" in await reception.knocks(f"/link {await reception.invites('adviser-2')}")
    assert await reception.accounts("adviser-2") == ()


async def test_an_account_that_the_list_gives_to_somebody_else_later_stays_whose_it_was(reception):
    await reception.knocks(f"/link {await reception.invites('adviser-1')}")
    people = reception.house.staff.people
    reception.house.staff = replace(
        reception.house.staff, people={**people, "adviser-2": replace(people["adviser-2"], accounts=(TELEGRAM,))}
    )
    await reception.house.open()

    assert await reception.accounts("adviser-1") == (TELEGRAM,)
    assert await reception.accounts("adviser-2") == ()


# Unlinking -----------------------------------------------------------------------------------


async def test_somebody_takes_their_own_account_off(reception):
    await reception.knocks(f"/link {await reception.invites('adviser-1')}")

    await reception.house.says("adviser-1", "/unlink")
    seen = await reception.house.presses("adviser-1", "解除 telegram 555")

    assert "不再是你的" in seen
    assert await reception.accounts("adviser-1") == ()
    assert "还不认识" in await reception.knocks("/mine")
    assert "不再是健康顾问一号（adviser-1）的" in reception.house.sees("admin-2")


async def test_an_administrator_takes_off_an_account_that_the_list_has(reception):
    await reception.house.says("admin-1", "/unlink admin-2")

    await reception.house.presses("admin-1", "解除 telegram 2")

    assert await reception.accounts("admin-2") == ()
    await reception.house.restart()
    assert await reception.accounts("admin-2") == ()


async def test_nobody_takes_off_anothers_account(reception):
    await reception.knocks(f"/link {await reception.invites('adviser-1')}")

    assert "管理员" in await reception.house.says("manager-1", "/unlink adviser-1")
    assert await reception.accounts("adviser-1") == (TELEGRAM,)


async def test_who_is_no_administrator_any_more_takes_nothing_off(reception):
    await reception.house.says("admin-1", "/unlink admin-2")
    token = reception.house.token("admin-1", "解除 telegram 2")
    reception.house.staff = replace(reception.house.staff, administrators=("admin-2",))
    await reception.house.open()

    await reception.house.clicks("admin-1", token)

    assert await reception.accounts("admin-2") != ()


async def test_nobody_makes_a_code_for_somebody_else_but_an_administrator(reception):
    seen = await reception.house.says("manager-1", "/link adviser-1")

    assert not any(CODE.fullmatch(line) for line in seen.splitlines())
    assert await reception.steps() == []


async def test_codes_are_cleared_away_when_their_time_is_over(reception):
    await reception.invites("adviser-1")
    await reception.knocks("/link wrong-wrong-wrong-wrong")
    reception.house.at += timedelta(days=1)

    await reception.house.handle(reception.house.event(Ticked, None))

    for kind in (CODES, "link-tried"):
        assert (await reception.house.store.search(Search(tenant="default", kind=kind))).documents == ()


async def test_every_step_reads_in_the_audit_in_both_languages(make_reception):
    for language, words in (("zh", "关联健康顾问一号的一个账号"), ("en", "an account of 健康顾问一号 was linked")):
        reception = await make_reception(language=language)
        await reception.knocks(f"/link {await reception.code_from('admin-1', 'adviser-1')}")

        assert words in await reception.house.says("admin-1", "/audit")


async def test_everything_is_said_in_english_too(make_reception):
    reception = await make_reception(language="en")
    await reception.knocks(f"/link {await reception.code_from('admin-1', 'director-1')}")

    assert "Say yes only if they themselves told you" in reception.house.sees("admin-2")
    assert "Confirmed by 管理员二号" in await reception.house.presses("admin-2", "Yes, it is theirs")
    assert "took it off" not in reception.house.sees("admin-1")


async def test_whoever_is_linked_anew_sees_what_waits_for_them_and_whoever_has_no_account_left_is_passed_over(reception):
    await reception.knocks(f"/link {await reception.invites('director-1')}")
    await reception.house.presses("admin-2", "确认是本人")
    await reception.house.says("adviser-1", ASK)
    assert (await reception.house.request()).waiting_for == ("director-1",)

    await reception.house.says("director-1", "/unlink")
    await reception.house.presses("director-1", "解除")
    assert "director-1" not in (await reception.house.request()).waiting_for

    await reception.knocks(f"/link {await reception.invites('director-1')}", SLACK)
    await reception.house.presses("admin-2", "确认是本人")
    assert (await reception.house.request()).waiting_for == ("director-1",)
