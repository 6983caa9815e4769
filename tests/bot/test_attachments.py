"""Photos and receipts: kept by reference and digest, shown by name, and never too large or too many."""

from __future__ import annotations

import pytest

from bot.approvals.moves import Move, State
from bot.events import Attachment, Said, Submitted

ASK = "/request 补偿客户 300 元"


def file(name="裂缝.jpg", size=340_000, digest="ab" * 32) -> Attachment:
    return Attachment(platform="telegram", file=f"file-{name}", name=name, size=size, digest=digest)


async def sends(house, person, *files, text=""):
    return await house.handle(house.event(Said, person, text=text, attachments=files))


async def test_a_photo_sent_with_the_words_goes_up_with_the_request(house):
    await sends(house, "adviser-1", file(), text="补偿客户 300 元")
    await house.presses("adviser-1", "请示")

    (kept,) = (await house.request()).attachments
    assert (kept.attachment, kept.by) == (file(), "adviser-1")
    assert "裂缝.jpg（340 KB，健康顾问一号，校验 abababababab）" in house.sees("director-1")


async def test_a_photo_without_words_belongs_to_what_is_being_talked_about(house):
    await house.says("adviser-1", "补偿客户 300 元")
    assert "会随你接下来的请示" in await sends(house, "adviser-1", file())

    await house.presses("adviser-1", "请示")

    assert len((await house.request()).attachments) == 1


async def test_a_photo_added_later_makes_the_cards_of_before_stale(house):
    """What the approver decides on has changed."""
    await house.says("adviser-1", ASK)
    token = house.token("director-1", "批准")

    await sends(house, "adviser-1", file())

    assert "裂缝.jpg" in house.sees("director-1")
    assert "过时" in await house.clicks("director-1", token)
    await house.presses("director-1", "批准")
    assert (await house.request()).state is State.APPROVED


async def test_a_receipt_comes_after_the_approval(house):
    await house.says("adviser-1", ASK)
    await house.presses("director-1", "批准")

    await sends(house, "adviser-1", file("收据.pdf"))

    request = await house.request()
    assert request.state is State.APPROVED and len(request.attachments) == 1
    assert request.history[-1].move is Move.ATTACH
    assert "收据.pdf" in house.sees("seller-1") or "收据.pdf" in house.sees("director-1")


async def test_with_several_requests_it_is_asked_to_which(house):
    await house.says("adviser-1", ASK)
    await house.says("adviser-1", "/request 给客户打 8 折")
    _first, second = await house.requests()

    assert "附到哪一件" in await sends(house, "adviser-1", file())
    await house.presses("adviser-1", second.id)

    assert [len(one.attachments) for one in await house.requests()] == [0, 1]


async def test_an_answer_carries_its_photo(house):
    await house.says("adviser-1", ASK)
    await house.presses("director-1", "追问")
    await house.says("director-1", "有照片吗")
    token = house.token("adviser-1", "补充说明")

    await house.handle(house.event(Submitted, "adviser-1", token=token, text="见附件", attachments=(file(),)))

    assert "裂缝.jpg" in house.sees("director-1")


@pytest.mark.parametrize("size", [0, 20_000_001])
async def test_what_is_empty_or_too_large_is_not_taken(size, house):
    await house.says("adviser-1", ASK)

    assert "没有收下" in await sends(house, "adviser-1", file(size=size))

    assert (await house.request()).attachments == ()


async def test_no_more_than_ten(house):
    await house.says("adviser-1", ASK)

    assert "最多 10 个" in await sends(house, "adviser-1", *(file(f"{number}.jpg") for number in range(12)))

    assert len((await house.request()).attachments) == 10


async def test_the_audit_knows_the_digest_and_seals_the_name(house):
    await house.says("adviser-1", ASK)
    await sends(house, "adviser-1", file())

    (record,) = [one for one in await house.audit() if one.get("move") == "attach"]
    assert record["attachments"] == ["ab" * 32]
    assert record["words"] == "裂缝.jpg"
    assert not [kept for kept in house.store._documents.values() if "裂缝" in kept.text and '"mac"' in kept.text]


async def test_nobody_adds_to_somebody_elses_request(house):
    await house.says("adviser-1", ASK)

    await sends(house, "adviser-2", file())

    assert (await house.request()).attachments == ()
