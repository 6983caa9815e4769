"""Questions back in a conversation: after the answer, beside everything else, and only while nothing else was said."""

from __future__ import annotations

import logging
import threading
import time

import pytest

from adapters.configuration import Model
from adapters.learning.listening import Listening
from adapters.learning.unanswered import Unanswered
from adapters.model.afterthoughts import AT_ONCE
from adapters.model.endpoint import Endpoint
from adapters.switchboard import Switchboard
from bot.desk import Desk
from bot.events import Commanded, Said, Suggested
from bot.suggesting import Brief
from tests.fakes.model import MISBEHAVIOURS, held, replying

ASK, ACT = "那个啥，凭嘴硬能不能少要点", "我想把这事儿弄了"
MEANT = "对，就是这个意思"
SECRET = "canary-key-8f2e"
WHO, REFUND = replying('{"intent": "who", "action": "discount"}'), replying('{"action": "refund"}')


def with_model(house, model, key=SECRET):
    """The same house, with a model beside its switchboard."""
    desk = Desk(house.understanding.library, crypt=house.crypt, understanding=house.understanding)
    house.switchboard = Switchboard(desk, house.store, house.phones, Endpoint(model, {"REMIT_MODEL_KEY": key}))
    return house


@pytest.fixture
def patient(house, server):
    """A house whose model is waited for."""
    return with_model(house, server.model)


async def settled(house, person="adviser-1"):
    """Wait for what may still come; what somebody then sees."""
    await house.switchboard.afterthoughts.settle()
    await house.switchboard.deliver()
    return house.sees(person)


@pytest.mark.parametrize("name", MISBEHAVIOURS)
async def test_whatever_the_server_does_the_conversation_stays_as_the_answer_left_it(house, server, name):
    server.behave = MISBEHAVIOURS[name]
    with_model(house, server.model)

    answered = [await house.says(person, text) for person, text in (("adviser-1", ASK), ("adviser-2", ACT))]
    buttons = house.buttons("adviser-1") | house.buttons("adviser-2")
    await settled(house)

    assert len(server.asked) == 2
    assert [house.sees("adviser-1"), house.sees("adviser-2")] == answered
    assert house.buttons("adviser-1") | house.buttons("adviser-2") == buttons


async def test_a_host_that_is_not_there_changes_nothing(house):
    with_model(house, Model(base_url="http://127.0.0.1:9/v1", name="tiny", timeout=0.5))

    answered = await house.says("adviser-1", ASK)

    assert await settled(house) == answered


async def test_the_answer_is_there_while_the_model_still_thinks(patient, server):
    let = threading.Event()
    server.behave = held(let, WHO)

    answered = await patient.says("adviser-1", ASK)
    others = await patient.says("adviser-2", "谁代理客服总监?")
    let.set()

    assert "我不猜" in answered
    assert "1.3.4.4" in others
    assert "你的意思是" not in answered
    assert "你的意思是“谁有权打折？”吗" in await settled(patient)


@pytest.mark.parametrize("then", ["/whoami", "谢谢", "谁代理客服总监?", ACT, "button"])
async def test_who_has_gone_on_to_something_else_is_not_asked_about_it_any_more(patient, server, then):
    let = threading.Event()
    server.behave = held(let, lambda handler: (WHO if len(server.asked) == 1 else replying("{}"))(handler))
    await patient.says("adviser-1", ASK)

    await (patient.presses("adviser-1", "用自己的话") if then == "button" else patient.says("adviser-1", then))
    let.set()

    assert "你的意思是" not in await settled(patient)


async def test_what_was_said_at_another_replica_counts_as_well(patient, server):
    """The one that asks the model hears nothing of it; the desk finds the conversation changed."""
    let = threading.Event()
    server.behave = held(let, WHO)
    await patient.says("adviser-1", ASK)
    ours = patient.switchboard.afterthoughts

    patient.restart_desk()
    await patient.says("adviser-1", "补偿客户 300 元")
    let.set()
    await ours.settle()

    assert "你的意思是" not in await settled(patient)
    assert "请示" in patient.buttons("adviser-1")


async def test_what_somebody_else_says_meanwhile_takes_nothing_from_them(patient, server):
    let = threading.Event()
    server.behave = held(let, WHO)
    await patient.says("adviser-1", ASK)
    await patient.says("adviser-2", "/whoami")
    let.set()

    assert "你的意思是" in await settled(patient)


async def test_a_press_says_the_sentence_and_the_rules_answer(patient, server):
    server.behave = WHO
    await patient.says("adviser-1", ASK)
    await settled(patient)

    pressed = await patient.presses("adviser-1", MEANT)

    assert pressed == await patient.says("adviser-2", "谁有权打折？")
    assert len(server.asked) == 1


async def test_an_act_is_checked_by_the_rules_once_it_is_meant(patient, server):
    """Nothing is decided by the question back: after the press the missing fact is asked for, as if the act had been typed."""
    server.behave = REFUND
    await patient.says("adviser-1", ACT)
    assert "你的意思是“我要退货。”吗" in await settled(patient)

    pressed = await patient.presses("adviser-1", MEANT)

    assert pressed == await patient.says("adviser-2", "我要退货。")
    assert await patient.requests() == []


async def test_the_sum_is_the_one_that_was_said_and_never_the_models(patient, server):
    server.behave = replying('{"action": "compensate"}')
    await patient.says("adviser-1", "这事儿花三百五弄了")
    await settled(patient)

    pressed = await patient.presses("adviser-1", MEANT)

    assert pressed == await patient.says("adviser-2", "我要经济补偿，三百五。")
    assert "350 元" in pressed


async def test_in_english_it_is_asked_in_english(make_house, server):
    house = await with_model(make_house(language="en"), server.model).open()
    server.behave = WHO

    await house.says("adviser-1", "who gets to shave a little off the thing?")
    seen = await settled(house)
    pressed = await house.presses("adviser-1", "Yes, that is what I mean")

    assert "Do you mean: “Who may do this: discount?”? If so, press the button; I have not decided anything." in seen
    assert pressed == await house.says("adviser-2", "Who may do this: discount?")


async def test_the_buttons_of_the_answer_go_on_working(patient, server):
    server.behave = WHO
    await patient.says("adviser-1", ASK)
    await settled(patient)

    assert "用自己的话写给上级" in await patient.presses("adviser-1", "用自己的话")
    assert "已经过时" in await patient.presses("adviser-1", MEANT)


async def test_an_event_that_comes_twice_is_asked_about_once(patient, server):
    server.behave = WHO
    event = patient.event(Said, "adviser-1", text=ASK)
    for _ in range(2):
        await patient.handle(event)
        await settled(patient)

    assert len(server.asked) == 1
    assert patient.sees("adviser-1").count("你的意思是") == 1


async def test_a_question_back_that_comes_twice_is_said_once(patient, server, monkeypatch):
    server.behave = WHO
    taken = []
    monkeypatch.setattr(patient.switchboard.afterthoughts, "_take", lambda event: taken.append(event) or patient.switchboard.handle(event))
    first = patient.event(Said, "adviser-1", text=ASK)
    await patient.handle(first)
    await settled(patient)

    (event,) = taken
    await patient.switchboard.handle(event)

    assert isinstance(event, Suggested)
    assert event.id == f"{first.id}:suggested"
    assert (await settled(patient)).count("你的意思是") == 1


async def test_so_many_are_asked_about_at_once_and_the_next_is_passed_over(patient, server):
    let = threading.Event()
    server.behave = held(let, WHO)
    people = ["adviser-1", "adviser-2", "manager-1", "assistant-1", "director-1"]

    for person in people:
        await patient.says(person, ASK)
    let.set()
    await settled(patient)

    assert len(people) == AT_ONCE + 1
    assert ["你的意思是" in patient.sees(person) for person in people] == [True] * AT_ONCE + [False]


async def test_the_end_waits_for_no_model(patient, server):
    let = threading.Event()
    server.behave = held(let, WHO)
    answered = await patient.says("adviser-1", ASK)
    began = time.monotonic()

    await patient.switchboard.afterthoughts.close()

    assert time.monotonic() - began < 20
    assert not patient.switchboard.afterthoughts.under_way
    let.set()
    assert await settled(patient) == answered


@pytest.mark.parametrize(
    ("person", "text"), [("adviser-1", "谁有权打折？"), ("adviser-1", "wifi密码是多少"), ("adviser-1", "123?"), (None, ASK)]
)
async def test_what_is_answered_or_off_the_books_and_what_strangers_say_stays_here(patient, server, person, text):
    await patient.says(person, text)
    await settled(patient)

    assert server.asked == []


async def test_what_is_said_in_a_group_stays_here(patient, server):
    await patient.handle(patient.event(Said, "adviser-1", text=ASK, conversation="group", private=False))
    await patient.handle(patient.event(Commanded, "adviser-1", command="duty", text=ASK, conversation="group", private=False))
    await settled(patient)

    assert server.asked == []


async def test_neither_the_key_nor_the_sentence_is_logged_or_shown(patient, server, caplog):
    caplog.set_level(logging.DEBUG)
    for behave in (WHO, *MISBEHAVIOURS.values()):
        server.behave = behave
        patient.switchboard.afterthoughts._suggester._model = server.model
        await patient.says("adviser-1", ASK)
        await settled(patient)

    ours = "\n".join(record.getMessage() for record in caplog.records if record.levelno > logging.DEBUG)
    assert server.headers[0]["Authorization"] == f"Bearer {SECRET}"
    assert SECRET not in ours + patient.sees("adviser-1")
    assert ASK not in ours


async def test_a_fault_of_our_own_is_named_in_the_log_without_the_sentence(patient, caplog):
    class Broken:
        async def suggest(self, brief: Brief) -> str | None:
            raise RuntimeError(brief.text)

    patient.switchboard.afterthoughts._suggester = Broken()
    answered = await patient.says("adviser-1", ASK)

    assert await settled(patient) == answered
    assert "RuntimeError" in caplog.text
    assert ASK not in caplog.text


async def test_what_we_ask_back_is_not_kept_as_something_that_nobody_could_answer(house, server, tmp_path):
    """With learning on, the list holds what people said."""
    kept = Unanswered(tmp_path / "unanswered.jsonl")
    house.understanding = Listening(house.understanding.library.unsaid(), kept)
    with_model(house, server.model)
    server.behave = replying('{"intent": "may", "role": "customer-service/adviser", "action": "issue-loan"}')

    await house.says("adviser-1", ASK)
    await settled(house)

    assert server.asked
    assert [one.text for one in kept.read()] == [ASK]
