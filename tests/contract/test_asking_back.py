"""A language model's question back, as people see it: after the answer, with one button, and answered by the rules."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from tests.contract.door import Lack, Where
from tests.fakes.model import Server, held, replying, serving

ASK, MEANT, QUESTION = "那个啥，凭嘴硬能不能少要点", "对，就是这个意思", "你的意思是“谁有权打折？”吗"
WHO = replying('{"intent": "who", "action": "discount"}')


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        made.behave = WHO
        yield made


def with_model(server: Server, use: str = "on") -> dict[str, object]:
    """The configuration's lines on the model; the machine may be slow, so it is waited for."""
    return {"model": {"use": use, "base_url": server.url, "name": "tiny", "timeout": 60}}


@pytest.fixture
async def company(make_company, door, server):
    return await make_company(door, configured=with_model(server))


async def test_after_the_answer_comes_a_question_and_a_press_has_the_rules_answer_it(company, server):
    said = await company.says("adviser-1", ASK)
    before = len(company.door.screen("adviser-1"))

    await company.presses("adviser-1", MEANT)

    answered = "\n".join(one.text for one in company.door.screen("adviser-1")[before:])
    assert said.index("我不猜") < said.index(QUESTION)
    assert "1.3.5.2" in answered
    assert len(server.asked) == 1


async def test_the_button_of_the_answer_itself_goes_on_working_beside_it(company):
    await company.says("adviser-1", ASK)

    await company.presses("adviser-1", "用自己的话")
    await company.door.submits("adviser-1", "能不能少要一点")
    await company.quiet()

    (request,) = await company.requests()
    assert request.requester == "adviser-1"


@pytest.mark.needs(Lack.LANGUAGES)
async def test_who_asks_in_english_is_asked_back_in_english(company):
    said = await company.says("adviser-1", "who gets to shave a little off the thing?")

    await company.presses("adviser-1", "Yes, that is what I mean")

    assert "Do you mean: “Who may do this: discount?”" in said
    assert "1.3.5.2" in company.sees("adviser-1")


@pytest.mark.needs(Lack.GROUPS)
async def test_what_is_said_in_a_group_is_not_shown_to_the_model(company, server):
    await company.door.types("adviser-1", f"/duty {ASK}", where=Where.GROUP)
    await company.quiet()

    assert server.asked == []


@pytest.mark.parametrize("configured", [False, True])
async def test_it_is_off_unless_it_is_switched_on(make_company, door, server, configured):
    company = await make_company(door, configured=with_model(server, "off") if configured else None)

    said = await company.says("adviser-1", ASK)

    assert "我不猜" in said
    assert "你的意思是" not in said
    assert server.asked == []


@pytest.mark.needs(Lack.LINE)
async def test_the_end_waits_for_no_model_and_the_next_start_says_nothing_late(company, server):
    """A model that hangs is given up with the program; what was answered stands, and its button works after the next start."""
    let = threading.Event()
    server.behave = held(let, WHO)
    began = time.monotonic()
    await company.door.types("adviser-1", ASK)
    await company.until(lambda: "我不猜" in company.sees("adviser-1") and server.asked)

    await company.restart()
    let.set()
    await company.quiet()

    assert time.monotonic() - began < 45
    assert "你的意思是" not in company.sees("adviser-1")
    assert "用自己的话" in str(company.buttons("adviser-1"))
