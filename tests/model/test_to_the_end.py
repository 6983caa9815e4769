"""Many requests of all kinds, each followed to its end by people who answer sooner or later; none may get stuck.

`make model` follows 2,000, the tests 60 (REMIT_MODEL_REQUESTS says how many). The chances are drawn from a fixed seed.
"""

from __future__ import annotations

import os
import random
from datetime import timedelta

from adapters.auditing.verifying import verify
from bot.approvals.handing import may_take_over
from bot.approvals.moves import DECISIONS, MOVES, Move, State
from bot.approvals.request import Request, request_of
from bot.approvals.roster import Roster
from bot.desk.roster import roster_of
from bot.events import Clicked, Submitted, Unreached

REQUESTS = int(os.environ.get("REMIT_MODEL_REQUESTS", "60"))
#: So many are under way at a time.
TOGETHER = 25
#: Within so many rounds of everybody doing one thing and time passing, all have to be over.
ROUNDS = 120

ASKERS = ("adviser-1", "adviser-2", "adviser-4", "manager-1", "manager-2", "assistant-1", "director-1", "account-manager-1")
SAYINGS = (
    "/request 补偿客户 {} 元",
    "/request 补偿客户{name} {} 元，对客户造成较大损害，住院两天",
    "/request 给客户打 8 折，客户有抱怨",
    "/request 送赠品给客户{name}，不是廉价赠品，客户有抱怨",
    "/request 奖励健康顾问三号 {} 元，他这个月表现突出",
    "/request 罚健康顾问五号 {} 元，他老迟到",
    "/request 辞退健康顾问六号，因为旷工",
    "/request 顾客要退货，质量没问题",
    "/request 周末借公司的车",
    "/request 调整健康顾问三号的负责区域",
)
NAMES = ("张三", "李四", "王五", "")
#: How often what is chosen, among what can be done: mostly forward, now and then back.
WEIGHTS = {
    Move.WITHDRAW: 1,
    Move.AMEND: 1,
    Move.NUDGE: 1,
    Move.REJECT: 3,
    Move.ASK_BACK: 2,
    Move.PASS_UP: 2,
    Move.REFUSE: 2,
    Move.REVOKE: 1,
}
WORDS = {Move.APPROVE_LESSER: "1 元", Move.AMEND: "补偿客户 200 元"}


async def ask(house, chance: random.Random) -> None:
    saying = chance.choice(SAYINGS).replace("{}", str(chance.choice((50, 300, 501, 800)))).replace("{name}", chance.choice(NAMES))
    await house.says(chance.choice(ASKERS), saying)


async def something_happens(house, chance: random.Random) -> None:
    """Now and then somebody goes away, comes back, or can't be reached."""
    person = chance.choice(("director-1", "general-assistant-1", "manager-1", "finance-director-1"))
    match chance.randrange(6):
        case 0:
            await house.says("admin-1", f"/away {person} today tomorrow")
        case 1:
            await house.says("admin-1", f"/away {person} end")
        case 2:
            await house.handle(house.event(Unreached, None, who=person, reason="blocked"))
        case 3:
            await house.says(person, "/inbox")
        case 4:
            await house.restart()


async def act(house, chance: random.Random, request: Request) -> None:
    """One of those for whom it waits does one of the things that are theirs to do."""
    person = chance.choice(request.waiting_for)
    if request.state is State.QUEUED:
        await hand_over(house, request)
        return
    shown = [
        one["token"] for body in house.phones.seen.get(f"direct/{person}", []) if body.get("card") == request.id for one in body["buttons"]
    ]
    offered = [(name, token) for name, token in request.tokens.items() if token in shown and name != "confirm"]
    if not offered:
        await house.says(person, "/inbox")  # whoever has lost the card finds it there
        return
    moves = [Move(name.split(":")[0]) for name, _ in offered]
    name, token = chance.choices(offered, [WEIGHTS.get(move, 12) for move in moves])[0]
    move = Move(name.split(":")[0])
    words = MOVES[request.state, move].words
    kind = {"text": WORDS.get(move, "理由充分")} if words else {}
    await house.handle(house.event(Submitted if words else Clicked, person, token=token, **kind))
    if move is Move.APPROVE and "confirm" in request.tokens:
        await house.handle(house.event(Clicked, person, token=request.tokens["confirm"]))


async def hand_over(house, request: Request) -> None:
    found = (await house.store.read(("default/roster/current",)))["default/roster/current"]
    roster = Roster(library=house.understanding.library, staff=roster_of(found.value).staff(), day=house.at.date())
    fit = [one for one in sorted(roster.staff.people) if may_take_over(roster, request, one)]
    if fit:
        await house.says("admin-1", f"/handover {request.id} {fit[0]}")
    else:
        await house.handle(house.event(Clicked, request.requester, token=request.tokens["withdraw"]))


async def test_every_request_comes_to_its_end(make_house):
    house = await make_house().open()
    chance = random.Random(20260504)
    asked = 0
    for _ in range(ROUNDS * (1 + REQUESTS // TOGETHER)):
        under_way = [one for one in await every_request(house) if not one.closed]
        while asked < REQUESTS and len(under_way) < TOGETHER:
            await ask(house, chance)
            asked += 1
            under_way = [one for one in await every_request(house) if not one.closed]
        if not under_way and asked >= REQUESTS:
            break
        await something_happens(house, chance)
        for request in chance.sample(under_way, len(under_way)):
            now = await one_request(house, request.id)
            if not now.closed:
                await act(house, chance, now)
        house.at += timedelta(hours=chance.choice((0, 1, 3)))
        await house.tick(house.at)
    requests = await every_request(house)

    assert [one for one in requests if not one.closed] == []
    for one in requests:
        steps = [entry.step for entry in one.history if entry.move in DECISIONS]
        assert len(steps) == len(set(steps))
        assert one.state is not State.SETTLED or all(task.done for task in one.tasks)
    assert (await verify(house.store, house.crypt)).flaw is None
    assert [key for key in house.store._documents if "/timer/" in key] == []


async def every_request(house) -> list[Request]:
    return [request_of(kept.versioned.value) for key, kept in house.store._documents.items() if key.startswith("default/request/")]


async def one_request(house, ident: str) -> Request:
    return request_of(house.store._documents[f"default/request/{ident}"].versioned.value)
