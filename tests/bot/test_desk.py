"""The one door: what each event comes to, who is refused and what they are told, and that nothing gets lost on the way."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from bot.approvals.moves import DECISIONS, Move, State
from bot.approvals.roster import Roster
from bot.approvals.seating import seat
from bot.desk import Desk, Done, Needs, View
from bot.desk.hearing import command_in
from bot.desk.roster import roster_of
from bot.events import Clicked, Commanded, Said, direct
from bot.ports import Commit
from bot.staff import Account

ASK = "/request 补偿客户 300 元"


def test_the_desk_says_what_it_needs_before_it_decides(understanding, house):
    """Nothing is loaded behind its back: an empty view gives Needs, and the same event the same answer each time."""
    desk = Desk(understanding.library, crypt=house.crypt, understanding=understanding)
    event = house.event(Said, "adviser-1", text="补偿客户 300 元")

    first = desk.handle(event, View())

    assert isinstance(first, Needs)
    assert first.keys == ("default/roster/current",)
    assert desk.handle(event, View()) == first


async def test_what_somebody_known_says_asks_for_everything_at_once(house):
    await house.says("adviser-1", "谁代理客服总监？")

    needs = house.switchboard.desk.handle(house.event(Said, "adviser-1", text="赠品谁批？"), View())

    assert isinstance(needs, Needs)
    assert {"default/roster/current", "default/conversation/adviser-1"} <= set(needs.keys)


async def test_who_somebody_is_follows_from_the_roster_as_it_is_stored_now(make_house, staff):
    """Another replica has meanwhile given the account to somebody else: what was read of the roster before is a guess and no more."""
    telegram = Account(platform="telegram", user="42")
    house = make_house()
    house.staff = replace(staff, people={**staff.people, "adviser-1": replace(staff.people["adviser-1"], accounts=(telegram,))})
    await house.open()
    asked = {"account": telegram, "conversation": "telegram/42", "command": "request"}
    await house.handle(house.event(Commanded, None, text="补偿客户 300 元", **asked))
    key = "default/roster/current"
    stored = (await house.store.read([key]))[key]
    roster = roster_of(stored.value)
    moved = replace(roster, recorded=roster.recorded.linking("adviser-2", telegram)).document()
    await house.store.commit(Commit(tenant="default", event="elsewhere", read={key: stored.version}, changes={key: moved}))

    await house.handle(house.event(Commanded, None, text="补偿客户 400 元", **asked))

    assert [one.requester for one in await house.requests()] == ["adviser-1", "adviser-2"]


async def test_the_same_event_on_the_same_view_comes_to_the_same(house):
    await house.says("adviser-1", ASK)
    desk = house.switchboard.desk
    event = house.event(Clicked, "director-1", token=house.token("director-1", "批准"))
    documents = {}
    while isinstance(result := desk.handle(event, View(documents=documents)), Needs):
        found = await house.store.read(result.keys)
        documents |= {key: found.get(key) for key in result.keys}

    again = desk.handle(event, View(documents=documents))

    assert isinstance(result, Done)
    assert result == again
    assert set(result.changes) <= set(result.reads)


# Buttons ------------------------------------------------------------------------------------


async def test_a_button_carries_one_opaque_token_of_128_bits_and_the_store_knows_the_rest(house):
    await house.says("adviser-1", ASK)
    token = house.token("director-1", "批准")

    stem, tail = token[:22], token[22:]
    named = (await house.store.read([f"default/token/{stem}"]))[f"default/token/{stem}"].value

    assert len(tail) == 8
    request = await house.request()
    assert (named["request"], named["edition"]) == (request.id, request.edition)
    assert named["moves"][tail] == {"move": "approve", "step": 1}


@pytest.mark.parametrize("tail", ["", "AAAAAAAA", "approve", "AAAAAAAAA"])
async def test_f23_a_button_doesn_t_tell_how_the_others_of_its_card_go_on(tail, house):
    await house.says("adviser-1", ASK)

    seen = await house.clicks("director-1", house.token("adviser-1", "撤回")[:22] + tail)

    assert "过时" in seen
    assert (await house.request()).edition == 1


async def test_f22_a_button_of_a_withdrawn_request_is_refused_with_the_state_and_removed(house):
    await house.says("adviser-1", ASK)
    token = house.token("director-1", "批准")
    await house.presses("adviser-1", "撤回")

    seen = await house.clicks("director-1", token)

    assert "不能再办了" in seen
    assert "健康顾问一号撤回" in seen
    assert house.buttons("director-1") == {}
    assert (await house.request()).state is State.WITHDRAWN


@pytest.mark.parametrize("button", ["批准", "驳回", "转上级", "追问"])
async def test_f22_a_button_of_an_earlier_edition_is_refused(button, house):
    """The request came back with an answer: what was shown before is no longer what would be decided."""
    await house.says("adviser-1", ASK)
    token = house.token("director-1", button)
    await house.presses("director-1", "追问")
    await house.says("director-1", "什么损害")
    await house.presses("adviser-1", "补充说明")
    await house.says("adviser-1", "住院两天")

    seen = await house.clicks("director-1", token)

    assert "已经过时" in seen
    assert (await house.request()).state is State.OPEN


async def test_f23_a_token_pasted_by_another_person_gives_them_nothing(house):
    await house.says("adviser-1", ASK)
    tokens = dict((await house.request()).tokens)

    for person in ("adviser-2", "manager-1", "assistant-1", "cashier-1", "admin-1", "key-account-manager-1"):
        for token in tokens.values():
            await house.clicks(person, token)

    request = await house.request()
    assert request.state is State.OPEN
    assert request.edition == 1


@pytest.mark.parametrize("token", ["", "x", "a" * 22, "../../request", "0504-ABCD", "批准", "A" * 5000])
async def test_f23_an_invented_token_does_nothing(token, house):
    await house.says("adviser-1", ASK)

    seen = await house.clicks("director-1", token)

    assert "过时" in seen
    assert (await house.request()).state is State.OPEN


async def test_f23_of_two_requests_each_button_decides_its_own(house):
    await house.says("adviser-1", ASK)
    await house.says("adviser-2", "/request 补偿客户 400 元")

    await house.presses("director-1", "批准：经济补偿 300 元")

    states = {request.requester: request.state for request in await house.requests()}
    assert states == {"adviser-1": State.APPROVED, "adviser-2": State.OPEN}


async def test_f23_a_choice_of_somebody_elses_check_opens_nothing(house):
    await house.says("adviser-1", "补偿客户 300 元")
    token = house.token("adviser-1", "请示")

    await house.clicks("adviser-2", token)

    assert await house.requests() == []


async def test_a_choice_opens_one_request_however_often_it_is_pressed(house):
    await house.says("adviser-1", "补偿客户 300 元")
    token = house.token("adviser-1", "请示")

    for _ in range(3):
        await house.clicks("adviser-1", token)

    assert len(await house.requests()) == 1


# Who decides --------------------------------------------------------------------------------


async def test_f30_the_same_human_on_another_platform_is_still_the_requester(make_house, staff):
    """The director asks on Telegram and, made director again by mistake, clicks on Slack."""
    slack, telegram = Account(platform="slack", team="T1", user="U1"), Account(platform="telegram", user="42")
    person = replace(staff.people["adviser-1"], accounts=(slack, telegram), posts=("customer-service/adviser", "customer-service/director"))
    house = make_house()
    house.staff = replace(house.staff, people={**house.staff.people, "adviser-1": replace(person, language="zh")})
    await house.open()
    asked = house.event(Commanded, None, account=telegram, conversation="telegram/42", command="request", text="补偿客户 800 元")
    await house.handle(asked)
    token = (await house.request()).tokens["approve"]

    seen = await house.handle(house.event(Clicked, None, account=slack, conversation="slack/U1", token=token))

    assert "不能由你自己审批" in seen
    assert (await house.request()).state is State.OPEN


async def test_f31_an_approver_who_was_moved_meanwhile_is_refused_and_it_goes_to_the_new_one(make_house, staff):
    """The list is imported anew between the question and the click."""
    house = await make_house().open()
    await house.says("adviser-1", ASK)
    token = house.token("director-1", "批准")
    people = dict(house.staff.people)
    people["director-1"] = replace(people["director-1"], posts=())
    people["manager-2"] = replace(people["manager-2"], posts=("customer-service/director",))
    house.staff = replace(house.staff, people=people)
    await house.open()

    seen = await house.clicks("director-1", token)

    assert "现在等客服部经理二号处理" in seen
    assert "审批人有变，改由客服部经理二号" in house.sees("adviser-1")
    await house.presses("manager-2", "批准")
    assert (await house.request()).decided_by == "manager-2"


async def test_f31_whoever_left_the_company_is_a_stranger(make_house):
    house = await make_house().open()
    await house.says("adviser-1", ASK)
    token = house.token("director-1", "批准")
    house.staff = replace(house.staff, people={key: one for key, one in house.staff.people.items() if key != "director-1"})
    await house.open()

    seen = await house.clicks("director-1", token)

    assert "还不认识这个账号" in seen
    request = await house.request()
    assert request.state is State.OPEN
    assert request.waiting_for == ("assistant-1",)  # the post is vacant, and the book says who acts


async def test_f32_a_stand_in_whose_time_is_over_is_refused_and_it_goes_back(house):
    await house.says("admin-1", "/away director-1 2026-05-04 2026-05-04")
    await house.says("adviser-1", ASK)
    token = house.token("assistant-1", "批准")
    house.at = house.at.replace(day=5)

    seen = await house.clicks("assistant-1", token)

    assert "代理已经结束" in seen
    assert (await house.request()).waiting_for == ("director-1",)
    await house.presses("director-1", "批准")
    assert (await house.request()).decided_by == "director-1"


async def test_an_absence_that_begins_with_the_day_moves_what_waits(house):
    await house.says("adviser-1", ASK)
    await house.says("admin-1", "/away director-1 2026-05-05 2026-05-06")
    assert (await house.request()).waiting_for == ("director-1",)

    await house.tick(house.at.replace(day=5))
    assert (await house.request()).waiting_for == ("assistant-1",)

    await house.tick(house.at.replace(day=7))
    assert (await house.request()).waiting_for == ("director-1",)


async def test_an_absence_that_is_only_said_moves_no_request(house):
    checked = await house.says("adviser-1", "总监出差了，我要补偿客户 300 元")
    await house.presses("adviser-1", "请示")

    assert "助理" in checked
    assert (await house.request()).waiting_for == ("director-1",)


async def test_people_record_their_own_absence_and_nobody_elses(house):
    refused = await house.says("adviser-1", "/away director-1 2026-05-04")
    own = await house.says("director-1", "/away 2026-05-04 2026-05-08")

    assert "管理员" in refused
    assert "客服部总监助理代理客服部总监" in own


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("/away 2026-05-09 2026-05-07", "2026-05-07 早于 2026-05-09"),
        ("/away 2026-05-01 2026-05-02", "2026-05-02 已经过去"),
        ("/away 下周", "请写日期"),
        ("/away 2026-05-09 2026-05-10 2026-05-11", "请写日期"),
        ("/slip", "哪一件的凭单"),
        ("/slip 0504-zzzz", "没有编号为 0504-zzzz 的请示"),
        ("/slip 0504/zzzz", "没有编号为 0504/zzzz 的请示"),
        ("/handover 0504-ABCD director-1", "没有编号为 0504-ABCD 的请示"),
        ("/seat directer-1 客服部总监", "没有编号为“directer-1”的人，是不是：director-1"),
    ],
)
async def test_a_command_that_cannot_be_done_says_what_is_wrong_with_it(house, command, says):
    assert says in await house.says("admin-1", command)


async def test_an_id_may_be_typed_in_small_letters(house):
    await house.says("adviser-1", "/request 对客户造成较大损害，补偿客户 300 元")
    await house.presses("director-1", "批准")
    ident = (await house.request()).id

    for typed in (ident, ident.lower(), f"#{ident.lower()}"):
        assert ident in await house.says("adviser-1", f"/slip {typed}")
        assert "经济补偿 300 元" in await house.says("adviser-1", f"/audit {typed}")


@pytest.mark.parametrize("command", ["/vacant 客服部总监", "/seat adviser-1 客服部总监", "/handover 0504-ABCD adviser-2"])
async def test_what_administrators_do_nobody_else_does(command, house):
    before = house.store._version

    assert "管理员" in await house.says("director-1", command)
    assert house.store._version == before


# Asking for it ------------------------------------------------------------------------------


async def test_what_is_permitted_is_not_sent_up(house):
    said = await house.says("director-1", ASK.replace("补偿", "对客户造成较大损害，补偿"))

    assert "可以" in said
    assert await house.requests() == []


async def test_what_is_forbidden_is_not_sent_up_and_offers_nothing(house):
    await house.says("adviser-1", "/request 滥用权力给客户补偿 300 元")

    assert await house.requests() == []
    assert house.buttons("adviser-1") == {}


async def test_several_actions_give_a_request_each_to_choose_from(house):
    await house.says("adviser-1", "给客户打 8 折，再补偿 300 元")

    assert len([label for label in house.buttons("adviser-1") if label.startswith("请示：")]) == 2


async def test_a_fact_that_nobody_knows_goes_on_the_approvers_card(house):
    await house.says("adviser-1", "给顾客退货")
    await house.presses("adviser-1", "不知道")
    await house.presses("adviser-1", "不知道")

    await house.presses("adviser-1", "请示")

    assert "待你核实：" in house.sees("manager-1")


@pytest.mark.parametrize(
    ("said", "seen"), [("你好", "你是健康顾问一号"), ("Hello!", "你是健康顾问一号"), ("谢谢！", "不客气"), ("好的", "不客气")]
)
async def test_courtesies_are_neither_questions_nor_acts_and_change_nothing(said, seen, house):
    await house.says("adviser-1", "补偿客户 300 元")
    token = house.token("adviser-1", "请示")

    assert seen in await house.says("adviser-1", said)

    await house.clicks("adviser-1", token)
    assert (await house.request()).requester == "adviser-1"


async def test_a_strangers_hello_is_told_how_this_works(house):
    assert "/duty" in await house.says(None, "你好")


async def test_a_stranger_may_ask_and_do_nothing(house):
    assert "1.3.4.4" in await house.says("somebody-else", "谁代理客服总监?")
    assert "还不认识这个账号" in await house.says("somebody-else", ASK)
    assert await house.requests() == []


async def test_a_command_gives_up_what_was_being_waited_for(house):
    await house.says("adviser-1", ASK)
    await house.presses("director-1", "驳回")
    await house.says("director-1", "/cancel")

    await house.says("director-1", "没有必要")

    assert (await house.request()).state is State.OPEN


async def test_an_answer_to_a_question_that_is_no_longer_asked_is_not_taken_for_another(house):
    """Two amounts were asked for, one after the other; the first question is answered late, by quoting it."""
    asked = []
    for text in ("/request 给客户经济补偿", "/request 给客户打折"):
        await house.says("adviser-1", text)
        asked.append(next(body["token"] for body in reversed(house.phones.seen[direct("adviser-1")]) if body["do"] == "ask"))

    assert "过时" in await house.submits("adviser-1", asked[0], "300 元")
    assert await house.requests() == []
    await house.submits("adviser-2", asked[1], "9 折")
    assert await house.requests() == []
    await house.submits("adviser-1", asked[1], "8 折")
    assert len(await house.requests()) == 1


async def test_a_reason_may_come_with_the_buttons_token(house):
    """As from a form, where the platform has such a thing."""
    await house.says("adviser-1", ASK)

    await house.submits("director-1", house.token("director-1", "驳回"), "没有必要")

    assert (await house.request()).state is State.REJECTED


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("我的请示", ("mine", "")),
        ("Inbox", ("inbox", "")),
        ("我是谁？", ("whoami", "")),
        ("帮助", ("help", "")),
        ("请示：补偿客户 300 元", ("request", "补偿客户 300 元")),
        ("请示 补偿客户 300 元", ("request", "补偿客户 300 元")),
        ("request: compensate the customer 300 yuan", ("request", "compensate the customer 300 yuan")),
        ("check: a refund", ("check", "a refund")),
    ],
)
def test_commands_are_also_plain_words(words, command):
    found = command_in(words)

    assert found is not None
    assert (found.name, found.text) == command


@pytest.mark.parametrize("words", ["请示上级吗", "check the customer's product", "I request a refund", "我的请示被驳回了怎么办"])
def test_a_sentence_is_not_a_command_because_it_begins_like_one(words):
    assert command_in(words) is None


BAD = ("", "   ", "{{7*7}}", "<!channel>", "\u202e\u200b", "🙂🙂", "x" * 100_000, "-5", "/request", "/away 昨天", "/lang fr", "/x")


@pytest.mark.parametrize("text", BAD, ids=lambda text: repr(text[:12]))
async def test_bad_input_gets_an_answer_and_changes_no_request(text, house):
    said = await house.says("adviser-1", text)

    assert said
    assert "49" not in said
    assert await house.requests() == []


async def test_what_people_write_is_data_on_a_card(house):
    await house.says("adviser-1", ASK)
    await house.submits("director-1", house.token("director-1", "驳回"), "{{7*7}} <!channel> {% raw %}")

    assert "{{7*7}} <!channel> {% raw %}" in house.sees("adviser-1")


async def test_cards_with_peoples_affairs_go_to_direct_messages_even_from_a_group(house):
    event = house.event(Commanded, "adviser-1", conversation="group/1", private=False, command="request", text="补偿客户 300 元")

    await house.handle(event)

    assert "group/1" not in house.phones.seen
    assert "待审批" in house.sees("adviser-1")
    assert house.whisper == "已私信回复你。"


async def test_a_question_in_a_group_is_answered_there(house):
    said = await house.handle(house.event(Said, "adviser-1", conversation="group/1", private=False, text="谁代理客服总监?"))

    assert "1.3.4.4" in said
    assert house.sees("adviser-1") == ""


async def test_words_in_a_group_are_not_taken_for_a_reason_that_was_asked_for_privately(house):
    await house.says("adviser-1", ASK)
    await house.presses("director-1", "驳回")

    await house.handle(house.event(Said, "director-1", conversation="group/1", private=False, text="没有必要"))

    assert (await house.request()).state is State.OPEN


# All of it ----------------------------------------------------------------------------------


async def test_every_move_leaves_one_audit_record_in_the_same_commit(house):
    await house.says("adviser-1", ASK)
    await house.presses("director-1", "批准")
    await house.presses("adviser-1", "完成：注明原因")

    records = [record for record in await house.audit() if record.get("move")]

    assert [(record["move"], record["person"], record["before"], record["state"]) for record in records] == [
        ("open", "adviser-1", None, "open"),
        ("approve", "director-1", "open", "approved"),
        ("sign", "adviser-1", "approved", "approved"),
    ]
    assert all(record["version"] == house.understanding.library.version and record["digest"] for record in records)


SAYINGS = (
    "/request 补偿客户 300 元",
    "/request 补偿客户 800 元",
    "/request 给客户打 8 折",
    "/request 周末借公司的车",
    "/request 罚健康顾问二号 300 元",
    "/inbox",
    "/mine",
    "理由",
    "300 元",
    "/cancel",
    "是",
)
ABSENT = ("director-1", "assistant-1", "general-assistant-1", "general-manager-1", "manager-1")
PEOPLE = (*ABSENT, "adviser-1", "adviser-2", "seller-1", "admin-1")


@pytest.mark.parametrize("seed", range(8))
async def test_whatever_people_do_in_any_order_the_promises_hold(seed, house):
    """Anybody presses any button ever shown, absences come and go: one decision a step, and never by somebody barred."""
    chance = random.Random(seed)
    for _ in range(120):
        who = chance.choice(PEOPLE)
        tokens = [button["token"] for _, body in house.phones.sent for button in body["buttons"]]
        match chance.randrange(6):
            case 0 | 1 if tokens:
                await house.clicks(who, chance.choice(tokens[-60:]))
            case 2 | 3 if own := [*house.buttons(who).values()]:
                await house.clicks(who, chance.choice(own))
            case 4:
                away = chance.choice(ABSENT)
                await house.says("admin-1", f"/away {away} {chance.choice(('2026-05-04', 'end'))}")
            case _:
                await house.says(who, chance.choice(SAYINGS))
    await _promises_hold(house)


async def _promises_hold(house):
    found = (await house.store.read(["default/roster/current"]))["default/roster/current"]
    roster = Roster(library=house.understanding.library, staff=roster_of(found.value).staff(), day=house.at.date())
    for request in await house.requests():
        decisions = [entry for entry in request.history if entry.move in DECISIONS]
        assert len({entry.step for entry in decisions}) == len(decisions)
        for entry in decisions:
            assert entry.by not in (request.requester, request.proposal.target.person, *roster.staff.administrators)
        signed = [entry.task for entry in request.history if entry.move is Move.SIGN]
        assert len(signed) == len(set(signed))
        assert bool(request.waiting_for) is not request.closed, request
        if request.state is State.OPEN:
            assert request.waiting_for == seat(roster, request).people
        if request.state is State.SETTLED:
            assert all(task.done for task in request.tasks)
    moved = [record for record in await house.audit() if record.get("move") and not record.get("refused")]
    assert len(moved) == sum(len(request.history) for request in await house.requests())
