"""The pictures of docs/telegram.md show what is sent today."""

from __future__ import annotations

import re

from tests.contract.doors.telegram import TelegramDoor
from tests.contract.drawing import PICTURES, drawn, stories

DOCS = PICTURES.parent


def _without_numbers(picture: str) -> str:
    """A request's id is drawn by lot; everything else is as it was."""
    words = "".join(re.findall(r">([^<>]+)<", picture))
    return re.sub(r"\d{4}-[A-Z2-7]{4}", "0000-AAAA", "".join(words.split()))


async def test_each_picture_is_as_it_would_be_drawn_now(make_company):
    company = await make_company(TelegramDoor(), people=("adviser-1", "director-1", "general-manager-1", "cashier-1", "admin-1"))

    for name, telephones in (await stories(company)).items():
        kept = (PICTURES / f"{name}.svg").read_text(encoding="utf-8")
        assert _without_numbers(kept) == _without_numbers(drawn(telephones)), "draw them anew: python -m tests.contract.drawing"


def test_both_languages_show_the_same_pictures_and_all_of_them():
    docs = [(DOCS / name).read_text(encoding="utf-8") for name in ("telegram.md", "telegram.zh-CN.md")]
    shown = [re.findall(r"pictures/([\w-]+)\.svg", text) for text in docs]

    assert shown[0] == shown[1]
    assert set(shown[0]) == {one.stem for one in PICTURES.glob("telegram-*.svg")}
