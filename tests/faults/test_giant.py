"""F47: a megabyte of text, ten thousand lines, and more than that."""

from __future__ import annotations

from contextlib import closing

import pytest

from bot.desk.consulting import MOST_SHOWN
from bot.events import Commanded, Said, Submitted
from bot.model import MOST_SAID
from tests.faults.lives import open_tiny
from tests.faults.office import Office

GIANTS = {
    "a megabyte": "补" * 350_000,
    "ten thousand lines": "补偿客户 300 元\n" * 10_000,
    "no end of digits": "补偿客户 " + "9" * 100_000 + " 元",
    "one word": "a" * 1_000_000,
    "nested": "（" * 20_000 + "）" * 20_000,
}


@pytest.fixture
async def office(tmp_path):
    with closing(open_tiny(tmp_path)) as store:
        yield await Office(store).open()


def stored_bytes(office):
    """How much the documents take."""
    return office.store.inner._rows.sql("SELECT sum(length(body)) FROM document").fetchone()[0]


@pytest.mark.parametrize("giant", GIANTS)
@pytest.mark.parametrize("kind", [Said, Commanded])
async def test_f47_what_is_too_long_is_said_to_be_and_not_kept(office, giant, kind):
    before = stored_bytes(office)
    fields = {"command": "request"} if kind is Commanded else {}

    await office.switchboard.handle(office.event(kind, "adviser-1", text=GIANTS[giant], **fields))
    await office.switchboard.deliver()

    assert str(MOST_SAID) in office.screens.last["direct/adviser-1"]["text"]
    assert await office.requests() == []
    assert stored_bytes(office) - before < 20_000


async def test_f47_words_for_a_decision_are_cut_to_what_is_kept(office):
    await office.asks("adviser-1")
    (request,) = await office.requests()

    await office.switchboard.handle(office.event(Submitted, "director-1", token=request.tokens["reject"], text="没有损害" * 100_000))
    await office.switchboard.deliver()

    (now,) = await office.requests()
    assert now.decided_by == "director-1"
    assert max(len(entry.words) for entry in now.history) <= MOST_SHOWN + 1
    assert max(len(body["text"]) for body in office.screens.last.values()) < 4 * MOST_SAID
