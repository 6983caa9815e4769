"""F21, F22: buttons that come too early, and those that come too late."""

from __future__ import annotations

import json
from contextlib import closing

import pytest

from adapters.delivery import Later
from bot.approvals.moves import State
from bot.events import Clicked, Submitted, direct
from tests.faults.lives import open_tiny
from tests.faults.office import Journal, Office, read_journal


@pytest.fixture
def seen():
    """The journal of what was seen."""
    return []


@pytest.fixture
async def office(tmp_path, seen):
    with closing(open_tiny(tmp_path)) as store:
        yield await Office(store, Journal(seen.append)).open()


async def asked(office):
    """A request that waits for both directors."""
    await office.asks("adviser-1")
    return (await office.requests())[-1]


async def test_f21_a_click_counts_before_its_own_message_was_noted(office):
    """The platform shows the card and somebody presses it, while we still wait to hear that it was sent."""
    office.screens.mishap = lambda conversation: Later() if conversation == direct("director-1") else None
    request = await asked(office)
    assert direct("director-1") not in office.screens.last

    said = await office.clicks("director-1", request.tokens["approve"])

    assert "已批准" in said
    assert (await office.requests())[0].state is State.APPROVED


#: What may have happened to a request before somebody presses a button of the card that they still see.
HAPPENED = {
    "approved": (Clicked, "director-2", "approve", ""),
    "rejected": (Submitted, "director-2", "reject", "没有损害"),
    "withdrawn": (Clicked, "adviser-1", "withdraw", ""),
    "amended": (Submitted, "adviser-1", "amend", "补偿客户 250 元"),
    "asked back": (Submitted, "director-2", "ask-back", "为什么？"),
    "passed up": (Clicked, "director-2", "pass-up", ""),
}


@pytest.mark.parametrize("move", ["approve", "reject", "pass-up"])
@pytest.mark.parametrize("happened", HAPPENED)
async def test_f22_a_stale_button_is_refused_with_the_state_and_disappears(office, seen, happened, move):
    request = await asked(office)
    kind, person, did, words = HAPPENED[happened]
    await office.take(office.event(kind, person, token=request.tokens[did], **({"text": words} if words else {})))
    (before,) = await office.requests()
    assert before.edition > request.edition

    said = await office.clicks("director-1", request.tokens[move])

    (after,) = await office.requests()
    assert after.history == before.history
    assert after.state is before.state
    assert said
    assert "没有改动" in said or "不能再办" in said or "不由你" in said, said
    shown = [line for line in read_journal("".join(seen)) if line["what"] == "shown" and line["conversation"] == direct("director-1")]
    assert shown[-1]["body"]["do"] == "edit"
    assert request.tokens[move] not in json.dumps(shown[-1]["body"])
