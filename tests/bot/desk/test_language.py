"""In which language somebody reads of what they asked for: that of the conversation."""


async def test_the_card_is_in_the_language_in_which_the_request_came_about(make_house):
    """Everybody reads English here, as in `remit try --lang en`; one of them writes Chinese."""
    house = await make_house(language="en").open()

    checked = await house.says("manager-1", "本组员工老是迟到，我想罚他 150 元")
    await house.presses("manager-1", "请示")
    opened = house.sees("manager-1")
    whispered = await house.presses("manager-1", "撤回")

    assert "客服部总监" in checked
    assert "待审批" in opened
    assert "waiting" not in opened
    assert "已撤回" in whispered


async def test_who_decides_reads_it_in_their_own(make_house):
    house = await make_house(language="en").open()

    await house.says("manager-1", "/request 本组员工老是迟到，我想罚他 150 元")

    assert "待审批" in house.sees("manager-1")
    assert "waiting for a decision" in house.sees("director-1")


async def test_a_colleagues_name_tells_no_language(make_house):
    house = await make_house(language="en").open()

    await house.says("manager-1", "/request dismiss 健康顾问二号")

    assert "waiting for a decision" in house.sees("manager-1")
