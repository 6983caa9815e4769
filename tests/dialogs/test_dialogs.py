"""Plays the stories of this folder, each in Chinese and in English, on the embedded store.

A step is one thing that somebody does, `says`, `presses` (the newest button that begins so) or `steals` (presses a button
that another person sees), with what they must `see` at once and what must be on somebody's `screen` afterwards.
`restart` closes the store and opens it again. `leaves` and `moves` change the staff list, `unreached` is somebody to whom
no message can be delivered, `clock` lets time pass until then, and `sends` is a photo with what else is said.
Words are given once, or as {zh, en}.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from adapters.storage.tinydb import TinyStore
from bot.events import Attachment, Said, Unreached

STORIES = sorted(Path(__file__).parent.glob("*.yaml"))


def said(words: Any, language: str) -> Any:
    """Words in one language."""
    return words[language] if isinstance(words, dict) and language in words else words


def listed(words: Any, language: str) -> list[str]:
    """One phrase or several."""
    found = said(words, language)
    return [found] if isinstance(found, str) else list(found or [])


async def happens(house: Any, step: Any) -> bool:
    """What nobody in the story does: True where the step was one of these."""
    match step:
        case {"leaves": person}:
            house.staff = replace(house.staff, people={key: one for key, one in house.staff.people.items() if key != person})
            await house.open()
        case {"moves": person, **changed}:
            house.staff = replace(house.staff, people=house.staff.people | {person: replace(house.staff.people[person], **changed)})
            await house.open()
        case {"unreached": person}:
            await house.handle(house.event(Unreached, None, who=person, reason="blocked"))
        case {"clock": moment}:
            house.at = datetime.fromisoformat(moment).replace(tzinfo=house.at.tzinfo)
            await house.tick(house.at)
        case _:
            return False
    return True


async def play(house: Any, step: Any, language: str) -> None:
    """Do one step and look at what came of it."""
    if step == "restart":
        await house.restart()
        return
    if await happens(house, step):
        return
    who = step["as"]
    if "sends" in step:
        file = Attachment(platform="test", file="f1", name=said(step["sends"], language), size=120_000, digest="5" * 64)
        seen = await house.handle(house.event(Said, who, text=said(step.get("says", ""), language), attachments=(file,)))
    elif "says" in step:
        words = said(step["says"], language)
        if "$id" in words:
            words = words.replace("$id", (await house.requests())[-1].id)
        seen = await house.says(who, words)
    elif "steals" in step:
        seen = await house.clicks(who, house.token(step["from"], said(step["steals"], language)))
    elif "presses" in step:
        seen = await house.presses(who, said(step["presses"], language))
    else:
        seen = house.sees(who)
    for phrase in listed(step.get("sees"), language):
        assert phrase in seen, f"{who} does not see {phrase!r} in:\n{seen}"
    for phrase in listed(step.get("never"), language):
        assert phrase not in seen, f"{who} sees {phrase!r} in:\n{seen}"
    for person, phrases in step.get("screens", {}).items():
        for phrase in listed(phrases, language):
            assert phrase in house.sees(person), f"{person} does not see {phrase!r} in:\n{house.sees(person)}"
    for person, label in step.get("no_button", {}).items():
        assert not [one for one in house.buttons(person) if one.startswith(said(label, language))]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
async def test_the_story_goes_as_it_is_told(story, language, make_house, tmp_path):
    told = yaml.safe_load(story.read_text(encoding="utf-8"))
    house = await make_house(language=language, open_store=lambda: TinyStore(tmp_path / "store.db")).open()

    for number, step in enumerate(told["steps"], start=1):
        try:
            await play(house, step, language)
        except AssertionError as error:
            raise AssertionError(f"{story.name}, step {number}: {error}") from None

    states = [request.state.value for request in await house.requests()]
    assert states == told["ends"]
