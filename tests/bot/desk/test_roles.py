"""Who may use which command: every role, every command, every cell; and administrators decide nothing, whatever they press."""

from __future__ import annotations

import itertools

import pytest

from bot.approvals.moves import DECISIONS, State
from bot.desk import COMMANDS

ASK = "/request 补偿客户 300 元"
DOES, ADMINISTRATORS, UNKNOWN, UNCONCERNED = "does it", "administrators only", "who are you", "not concerned"
#: How a refusal reads; whatever reads like none of these was done or answered.
READS = {ADMINISTRATORS: "这要由管理员来做", UNKNOWN: "还不认识这个账号", UNCONCERNED: "与你无关"}
#: role -> somebody who has it.
ROLES = {"employee": "adviser-2", "superior": "director-1", "supervisor": "statistician-1", "administrator": "admin-1", "stranger": None}
EVERYBODY_KNOWN = {"employee": DOES, "superior": DOES, "supervisor": DOES, "administrator": DOES, "stranger": UNKNOWN}
EVERYBODY = {**EVERYBODY_KNOWN, "stranger": DOES}
ONLY_ADMINISTRATORS = {**dict.fromkeys(ROLES, ADMINISTRATORS), "administrator": DOES, "stranger": UNKNOWN}

#: What is typed -> what becomes of it for each role. The request {id} is adviser-1's.
MATRIX = {
    "/duty 顾客要退货,我能直接退吗?": EVERYBODY,
    "/check 补偿客户 300 元": EVERYBODY,
    "/whatif 补偿客户 300 元": EVERYBODY_KNOWN,
    "/help": EVERYBODY,
    "/start": EVERYBODY_KNOWN,
    "/start AAAAAAAAAAAAAAAAAAAAAA": EVERYBODY,
    "/link": EVERYBODY,
    "/link AAAAAAAAAAAAAAAAAAAAAA": EVERYBODY,
    "/link adviser-1": {**ONLY_ADMINISTRATORS, "stranger": DOES},  # to a stranger it is a code like any other
    "/unlink": EVERYBODY_KNOWN,
    "/unlink adviser-1": ONLY_ADMINISTRATORS,
    "/request 补偿客户 300 元": EVERYBODY_KNOWN,
    "/mine": EVERYBODY_KNOWN,
    "/inbox": EVERYBODY_KNOWN,
    "/owed": EVERYBODY_KNOWN,
    "/owed adviser-1": {**EVERYBODY_KNOWN, "employee": UNCONCERNED},
    "/whoami": EVERYBODY_KNOWN,
    "/lang zh": EVERYBODY_KNOWN,
    "/cancel": EVERYBODY_KNOWN,
    "/away 2026-07-01": EVERYBODY_KNOWN,
    "/away adviser-1 2026-07-01": ONLY_ADMINISTRATORS,
    "/audit": EVERYBODY_KNOWN,
    "/audit adviser-1": {**EVERYBODY_KNOWN, "employee": UNCONCERNED, "superior": UNCONCERNED},
    "/audit {id}": {**EVERYBODY_KNOWN, "employee": UNCONCERNED},
    "/slip {id}": {**EVERYBODY_KNOWN, "employee": UNCONCERNED, "supervisor": UNCONCERNED},
    "/vacant 客服部总监": ONLY_ADMINISTRATORS,
    "/seat adviser-3 客服部经理": ONLY_ADMINISTRATORS,
    "/handover {id} assistant-1": ONLY_ADMINISTRATORS,
}


@pytest.mark.parametrize(("typed", "role"), list(itertools.product(MATRIX, ROLES)))
async def test_every_role_with_every_command(typed, role, house):
    await house.says("adviser-1", ASK)
    request = await house.request()

    said = await house.says(ROLES[role], typed.format(id=request.id))
    seen = [meant for meant, words in READS.items() if words in said]

    assert (seen or [DOES]) == [MATRIX[typed][role]]


def test_no_command_and_no_role_is_left_out():
    assert {typed.split()[0][1:] for typed in MATRIX} == set(COMMANDS)
    assert all(set(cells) == set(ROLES) for cells in MATRIX.values())


@pytest.mark.parametrize("typed", [typed for typed, cells in MATRIX.items() if cells["employee"] is ADMINISTRATORS])
@pytest.mark.parametrize("person", ["adviser-2", "director-1", "statistician-1", "general-manager-1", None])
async def test_what_is_refused_changes_nothing(typed, person, house):
    await house.says("adviser-1", ASK)
    request = await house.request()
    before = {key: kept.version for key, kept in house.store._documents.items() if "/conversation/" not in key}

    await house.says(person, typed.format(id=request.id))

    changed = {key for key, kept in house.store._documents.items() if "/conversation/" not in key and before.get(key) != kept.version}
    assert not {key.split("/")[1] for key in changed} & {"roster", "request", "link-code"}


async def test_an_administrator_decides_nothing_whatever_they_press(house):
    await house.says("adviser-1", ASK)
    request = await house.request()
    tokens = dict(request.tokens)

    assert {move.value for move in DECISIONS} & set(tokens)
    for token in tokens.values():
        await house.clicks("admin-1", token)
        await house.submits("admin-1", token, "可以")

    request = await house.request()
    assert request.state is State.OPEN
    assert request.decided_by is None


async def test_an_administrator_who_is_seated_as_director_decides_nothing_either(house):
    await house.says("admin-1", "/seat admin-1 客服部总监")
    await house.says("adviser-1", ASK)
    request = await house.request()

    for token in request.tokens.values():
        await house.clicks("admin-1", token)

    assert "admin-1" not in request.waiting_for
    assert (await house.request()).state is State.OPEN


async def test_an_administrator_hands_a_request_to_nobody_who_may_not_decide_it(house):
    await house.says("adviser-1", ASK)
    request = await house.request()

    for person in ("adviser-1", "adviser-2", "manager-1", "admin-1", "cashier-1", "nobody"):
        await house.says("admin-1", f"/handover {request.id} {person}")

    assert (await house.request()).waiting_for == ("director-1",)
