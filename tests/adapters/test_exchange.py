"""What the exchange promises: a person is found on the platform where they read, and a card is edited where it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adapters.delivery import Delivered, Later, LineDown, Lost, Sent, Unreachable
from adapters.delivery.exchange import DOWN, Exchange
from adapters.storage.memory import MemoryStore
from bot.desk.roster import RosterDocument
from bot.events import Said
from bot.ports import Commit
from bot.staff import Account, Person, Staff

DAY = 86_400


class Phone:
    """A line that keeps what it is sent, numbered, and answers as it was told to."""

    def __init__(self, platform):
        self.platform, self.routes = platform, ()
        self.sent = []
        self.answers = []

    async def open(self, take):
        pass

    async def close(self):
        pass

    def place_of(self, account):
        return f"chat-{account.user}"

    async def send(self, place, body, *, shown):
        answer = self.answers.pop(0) if self.answers else Sent(str(len(self.sent) + 1))
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, Sent):
            self.sent.append((place, body["do"], shown))
        return answer


class Town:
    """Two platforms, one store, and li, who has an account on both."""

    def __init__(self):
        self.store, self.now = MemoryStore(), 0.0
        self.lines = {"telegram": Phone("telegram"), "slack": Phone("slack")}
        self.exchange = Exchange(self.lines, self.store, tenant="acme", clock=lambda: self.now)
        accounts = (Account(platform="telegram", user="1"), Account(platform="slack", user="U1"))
        self.li = Person(id="li", name="Li", posts=(), accounts=accounts)

    async def seat(self, *people):
        """Write the roster."""
        key = "acme/roster/current"
        found = await self.store.read([key])
        document = RosterDocument(digest="", listed=Staff(people={one.id: one for one in people})).document()
        read = {key: found[key].version} if found else {}
        await self.store.commit(Commit(tenant="acme", event=f"roster-{self.now}-{len(people)}-{read}", read=read, changes={key: document}))

    async def deliver(self, to="direct/li", do="say", card=None):
        """Deliver a message, and note its delivery as the dispatcher does."""
        result = await self.exchange.deliver(to, {"do": do, "text": "…", "buttons": [], "card": card})
        if isinstance(result, Delivered):
            found = await self.store.read(result.notes)
            read = {key: found[key].version if key in found else 0 for key in result.notes}
            await self.store.commit(Commit(tenant="acme", read=read, changes=result.notes))
        return result

    def wrote(self, account):
        """Somebody wrote to us from an account."""
        place = f"{account.platform}/{self.lines[account.platform].place_of(account)}"
        self.exchange.saw(Said(id="1", at=None, conversation=place, seed=b"", account=account, text="hello"))


@pytest.fixture
async def town():
    made = Town()
    await made.seat(made.li)
    return made


async def test_a_person_is_written_to_on_the_first_of_their_accounts_until_they_write_from_another(town):
    await town.deliver()
    town.wrote(town.li.accounts[1])
    await town.deliver()

    assert town.lines["telegram"].sent == [("chat-1", "say", None)]
    assert town.lines["slack"].sent == [("chat-U1", "say", None)]


async def test_after_a_restart_a_person_is_written_to_where_their_last_message_went(town):
    town.wrote(town.li.accounts[1])
    await town.deliver()

    town.exchange = Exchange(town.lines, town.store, tenant="acme")
    await town.deliver()

    assert len(town.lines["slack"].sent) == 2


async def test_a_card_is_edited_where_it_was_posted_though_its_reader_writes_from_elsewhere_now(town):
    await town.deliver(card="0502-AAAA")
    town.wrote(town.li.accounts[1])
    await town.deliver(do="edit", card="0502-AAAA")
    await town.deliver(do="say")

    assert town.lines["telegram"].sent == [("chat-1", "say", None), ("chat-1", "edit", "1")]
    assert town.lines["slack"].sent == [("chat-U1", "say", None)]


async def test_a_card_whose_message_was_gone_is_known_by_the_message_that_took_its_place(town):
    await town.deliver(card="0502-AAAA")
    town.lines["telegram"].answers = [Sent("77")]
    await town.deliver(do="edit", card="0502-AAAA")
    await town.deliver(do="edit", card="0502-AAAA")

    assert [shown for _, _, shown in town.lines["telegram"].sent] == [None, "1", "77"]


async def test_an_answer_goes_to_where_the_question_came_from(town):
    await town.deliver(to="telegram/group-7")

    assert town.lines["telegram"].sent == [("group-7", "say", None)]


async def test_f38_somebody_without_an_account_on_any_line_is_lost_by_name(town):
    await town.seat(replace(town.li, accounts=()))
    town.now = 5.0

    assert await town.deliver() == Lost(who="li", reason="no-account")


async def test_an_account_that_was_linked_just_now_is_seen_at_once(town):
    await town.seat()
    town.now = 5.0
    assert await town.deliver() == Lost(who="li", reason="no-account")
    await town.seat(town.li)

    assert isinstance(await town.deliver(), Delivered)


async def test_f37_somebody_who_blocked_us_is_lost_by_name(town):
    for line in town.lines.values():
        line.answers = [Unreachable("blocked")]

    assert await town.deliver() == Lost(who="li", reason="blocked")


async def test_somebody_who_blocked_us_on_one_platform_is_written_to_on_the_other(town):
    await town.deliver(card="0502-AAAA")
    town.lines["telegram"].answers = [Unreachable("blocked")] * 2

    await town.deliver(do="edit", card="0502-AAAA")
    await town.deliver(do="edit", card="0502-AAAA")

    assert town.lines["slack"].sent == [("chat-U1", "edit", None), ("chat-U1", "edit", "1")]


async def test_an_account_that_is_no_longer_theirs_sees_nothing_more_of_a_card(town):
    await town.deliver(card="0502-AAAA")
    await town.seat(replace(town.li, accounts=town.li.accounts[1:]))
    town.now = 5.0

    await town.deliver(do="edit", card="0502-AAAA")

    assert len(town.lines["telegram"].sent) == 1
    assert town.lines["slack"].sent == [("chat-U1", "edit", None)]


async def test_f37_a_line_that_is_down_for_good_is_told_once_and_left_alone_for_a_while(town, caplog):
    town.lines["telegram"].answers = [LineDown("telegram", "the token was revoked")] * 3

    for _ in range(3):
        assert isinstance(await town.deliver(), Later)
    town.now += DOWN
    assert isinstance(await town.deliver(), Later)

    assert len([one for one in caplog.records if "revoked" in one.getMessage()]) == 1
    assert len(town.lines["telegram"].answers) == 1


async def test_f39_while_a_platform_is_down_it_is_asked_ever_less_often_and_then_all_goes_on(town):
    """A day in which every second somebody wants to send something."""
    phone = town.lines["telegram"]
    phone.answers = [Later()] * DAY
    asked = 0
    for _ in range(DAY):
        before = len(phone.answers)
        await town.deliver()
        asked += before - len(phone.answers)
        town.now += 1

    assert asked < DAY / 150 + 20
    phone.answers = []
    town.now += 300
    assert isinstance(await town.deliver(), Delivered)
    assert not town.exchange.resting("telegram")
