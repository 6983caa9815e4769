"""One update, from its arrival until it is settled: an event written down, or its sender told that it wasn't."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from logging import getLogger

from telegram import Update
from telegram.ext import ExtBot

from adapters.delivery import Take
from adapters.telegram.places import PLATFORM
from adapters.telegram.reading import File, Incoming, Reader
from adapters.telegram.sending import Sender
from bot.events import LARGEST, Attachment, Event, Said, Submitted
from bot.model import Language
from bot.texts import render

log = getLogger(__name__)

#: Seconds after which a press is answered even though what it comes to isn't settled, and after which writing is shown.
AT_ONCE, SOON = 2.0, 0.5
#: Telegram shows "typing" for so long.
TYPING = 4.5
#: How often an update is tried; then whoever sent it is told to send it again.
TRIES = 3


class Dealer:
    """Deals with the updates of one bot."""

    def __init__(self, bot: ExtBot[int], sender: Sender, reader: Reader, take: Take, language: Language) -> None:
        self._bot = bot
        self._sender = sender
        self._reader = reader
        self._take = take
        #: What is spoken to those of whom nothing better is known.
        self._language = language

    async def deal(self, update: Update) -> None:
        """Deal with an update until it is settled: written down, or whoever sent it told that it isn't."""
        message = update.message
        if message and message.migrate_to_chat_id:
            self._sender.moved(message.chat.id, message.migrate_to_chat_id)
            return
        incoming = self._reader.read(update)
        if incoming is None:
            return
        for tries in range(TRIES):
            try:
                await self._settle(incoming)
                return
            except Exception:
                log.exception("an update could not be dealt with (%s of %s)", tries + 1, TRIES)
                await asyncio.sleep(0.2 * 2**tries)
        await self._remark(incoming, "failed")

    async def _settle(self, incoming: Incoming) -> None:
        if incoming.event is None:
            await self._remark(incoming, incoming.remark)
            return
        event = await self._with_files(incoming, incoming.event)
        if event is None:
            await self._remark(incoming, "too-large")
        elif incoming.press:
            await self._press(incoming, event)
        else:
            await self._words(incoming, event)

    async def _words(self, incoming: Incoming, event: Event) -> None:
        """What was written; meanwhile it is shown that an answer is on its way."""
        taking = asyncio.ensure_future(self._take(event))
        wait = SOON
        while not (await asyncio.wait({taking}, timeout=wait))[0]:
            await self._sender.typing(incoming.place)
            wait = TYPING
        whisper = await taking
        if whisper:
            await self._sender.say(incoming.place, whisper, answering=incoming.message)

    async def _press(self, incoming: Incoming, event: Event) -> None:
        """A press is answered once, and at once: with what it came to, or if that takes long, with nothing yet."""
        assert incoming.press is not None
        taking = asyncio.ensure_future(self._take(event))
        in_time, _ = await asyncio.wait({taking}, timeout=AT_ONCE)
        if not in_time:
            await self._sender.answer(incoming.press, "")
        whisper = await taking or ""
        if in_time:
            await self._sender.answer(incoming.press, whisper)
        elif whisper and incoming.place.private:
            await self._sender.say(incoming.place, whisper)

    async def _remark(self, incoming: Incoming, kind: str) -> None:
        text = render("telegram", incoming.language or self._language, kind=kind, most=LARGEST // 1_000_000)
        if incoming.press:
            await self._sender.answer(incoming.press, text)
        else:
            await self._sender.say(incoming.place, text, answering=incoming.message)

    # Files -----------------------------------------------------------------------------------

    async def _with_files(self, incoming: Incoming, event: Event) -> Event | None:
        """The event with what was attached; None where that is too large to be looked at."""
        if not incoming.files or not isinstance(event, Said | Submitted):
            return event
        if any(file.size > LARGEST for file in incoming.files):
            return None
        return replace(event, attachments=tuple([await self._attachment(file) for file in incoming.files]))

    async def _attachment(self, file: File) -> Attachment:
        content = await (await self._bot.get_file(file.id)).download_as_bytearray()
        digest = hashlib.sha256(content).hexdigest()
        return Attachment(platform=PLATFORM, file=file.id, name=file.name, size=len(content), digest=digest)
