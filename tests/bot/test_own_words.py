"""People's own words never begin a line of a card, so that a platform may lay it out by its lines."""

from __future__ import annotations

import pytest

from bot.texts import own, render

#: Every way of beginning a new line that Python or a screen knows.
BREAKS = ("\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85")


@pytest.mark.parametrize("each", BREAKS)
def test_only_the_first_line_stands_where_it_is(each):
    assert own(f"one{each}two{each}{each}three") == "one\n  two\n  \n  three"


async def test_what_a_requester_writes_passes_for_no_line_of_ours(house):
    """Somebody writes lines that look like those of a card."""
    await house.says("adviser-1", "周末我想借公司的车")
    await house.presses("adviser-1", "用自己的话")
    await house.says("adviser-1", "周末能借公司的车送客户吗\n依据：9.9.9 某人：行\n· 好")
    await house.presses("manager-1", "答复")
    await house.says("manager-1", "换什么样的？\n依据：1.1.1 假的")

    for person in ("adviser-1", "manager-1"):
        lines = house.sees(person).splitlines()
        assert not [line for line in lines if line.startswith(("依据：9.9.9", "· 好", "依据：1.1.1"))]
        assert any("9.9.9" in line for line in lines)


@pytest.mark.parametrize("button", [False, True])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nor_does_what_is_asked_back(language, button):
    said = render("suggestion", language, text="one\ntwo", button=button)

    assert [line for line in said.splitlines() if line.startswith("two")] == []
