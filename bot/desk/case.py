"""Everything at hand while one event is dealt with, and everything that it comes to.

A case looks things up (`documents`, `bearings`), mints tokens from the event's randomness, remembers the conversation, and
collects audit records and effects.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from bot.approvals.timing import Rhythm
from bot.desk.bearings import ROSTER, Bearings
from bot.desk.conversation import IN_WORDS, Check, Choice, Conversation, Do, Pending, conversation_of
from bot.desk.documents import is_token
from bot.desk.recording import Recorder, chain_of
from bot.desk.roster import Rosters
from bot.desk.view import Done, Look
from bot.events import Ask, Button, Clicked, Edit, Effect, Event, Overview, Say, Submitted, direct
from bot.model import Language
from bot.ports import Crypt, Json, Key
from bot.staff import Person
from bot.suggesting import Puzzle
from bot.texts import render
from bot.understanding import Understanding


class Case(Bearings):
    """One event being dealt with."""

    by_roster = (*Bearings.by_roster, "_conversation_key", "_conversation")

    def __init__(
        self, understanding: Understanding, tenant: str, event: Event, look: Look, rosters: Rosters, crypt: Crypt, rhythm: Rhythm
    ) -> None:
        super().__init__(understanding, tenant, event, look, rosters, rhythm)
        self.crypt = crypt
        self.whisper: str | None = None
        self.unkept: str | None = None
        self.puzzle: Puzzle | None = None
        self._audit: list[Json] = []
        self._effects: list[Effect] = []
        self._minted = 0
        self._remembered: Conversation | None = None
        self._left: dict[Key, Conversation] = {}

    # The conversation --------------------------------------------------------------------

    def foresee(self) -> None:
        """Load at once what nearly every event of its kind asks for."""
        token = self.event.token if isinstance(self.event, Clicked | Submitted) and is_token(self.event.token) else None
        self.look.foresee(
            self.key("roster", ROSTER), *([self._token_key(token)] if token else []), *self._keys_of_person(self.likely_person)
        )
        named = self.named_by(token) if token and self.person else None
        request = self._keys_of_request(named["request"]) if named and "request" in named else ()
        self.look.foresee(*self._keys_of_person(self.person), *request)

    def _keys_of_person(self, person: Person | None) -> tuple[Key, ...]:
        return (self.key("conversation", person.id), self.key("key", person.id)) if person else ()

    def _keys_of_request(self, ident: str) -> tuple[Key, ...]:
        return self.key("request", ident), self.key("timer", ident), self.key("chain", chain_of(ident))

    @cached_property
    def _conversation_key(self) -> Key:
        """One for each person, wherever they write from: what was asked on one platform can be answered on another."""
        return self.key("conversation", self.me.id)

    @property
    def conversation(self) -> Conversation:
        """What is remembered of this conversation."""
        return self._conversation if self._remembered is None else self._remembered

    @cached_property
    def _conversation(self) -> Conversation:
        """The same as it was before."""
        found = self.look.at(self._conversation_key) if self.person else None
        return self.look.once(("conversation", self.me.id), lambda: conversation_of(found.value)) if found else Conversation()

    def remember(self, conversation: Conversation) -> None:
        """Keep this of the conversation from now on."""
        if self.person is None:
            return
        if conversation.thread is None:
            conversation = replace(conversation, thread=self.conversation.thread)
        if conversation.attachments is None:
            conversation = replace(conversation, attachments=self.conversation.attachments)
        if conversation == self.conversation:
            return
        self.look.at(self._conversation_key)
        self._remembered = self._left[self._conversation_key] = replace(conversation, at=self.event.at)

    def _conversations(self) -> dict[Key, Json | None]:
        """Conversations as they are left; an empty one is removed where there was one."""
        left = self._left.items()
        return {key: None if one.empty else one.document() for key, one in left if not one.empty or self.look.at(key)}

    # Randomness --------------------------------------------------------------------------

    def _fresh(self) -> bytes:
        self._minted += 1
        return hashlib.sha256(self.event.seed + self._minted.to_bytes(4, "big")).digest()

    def token(self) -> str:
        """A fresh token of 128 bits, `STEM` characters."""
        return urlsafe_b64encode(self._fresh()[:16]).decode().rstrip("=")

    def tail(self) -> str:
        """What a token of several goes on with: 48 bits that only whoever was shown it can know."""
        return urlsafe_b64encode(self._fresh()[:6]).decode()

    def short_id(self) -> str:
        """An id to say aloud: month and day, and four characters that aren't taken."""
        while True:
            ident = f"{self.event.at:%m%d}-{b32encode(self._fresh()).decode()[:4]}"
            self.look.foresee(*self._keys_of_request(ident))
            if self.request(ident) is None:
                return ident

    # What goes out -----------------------------------------------------------------------

    def words(self, template: str, language: Language | None = None, **values: Any) -> str:
        """A template in the language of the one who acts, or another."""
        return render(template, language or self.language, **values)

    def say(self, text: str, buttons: Sequence[Button] = (), *, to: str | None = None, card: str | None = None) -> None:
        """A message to a person, or to the one who acts; what comes of an event in a group goes to their direct messages."""
        conversation = direct(to) if to else self._home
        if to not in self.staff.unreachable:
            self._effects.append(Say(conversation=conversation, text=text, buttons=tuple(buttons), card=card))

    def say_openly(self, text: str) -> None:
        """An answer to where the event came from, a group as well: nothing in it concerns anybody's affairs."""
        self._effects.append(Say(conversation=self.event.conversation, text=text))

    def say_at(self, conversation: str, text: str) -> None:
        """A message to a place where somebody wrote from earlier."""
        self._effects.append(Say(conversation=conversation, text=text))

    @property
    def _home(self) -> str:
        return self.event.conversation if self.event.private or self.person is None else direct(self.person.id)

    def show(self, page: Overview) -> None:
        """Somebody's own page."""
        self._effects.append(page)

    def edit(self, text: str, buttons: Sequence[Button] = (), *, to: str, card: str) -> None:
        """Show a person's card anew."""
        if to in self.staff.unreachable:
            return
        self._effects.append(Edit(conversation=direct(to), text=text, buttons=tuple(buttons), card=card))

    def ask(self, text: str, token: str, buttons: Sequence[Button] = ()) -> None:
        """Ask for words, where the event came from."""
        self._effects.append(Ask(conversation=self._home, text=text, token=token, buttons=tuple(buttons)))

    def ask_for(self, pending: Pending, check: Check, text: str) -> None:
        """Ask for words that the check goes on with."""
        pending = replace(pending, token=self.token())
        self.remember(Conversation(check=check, pending=pending))
        self.ask(text, pending.token)

    def notice(self, kind: str, language: Language | None = None, **values: Any) -> str:
        """One of the short sentences."""
        return self.words("notice", language, kind=kind, **values)

    def tell(self, kind: str, *, to: str | None = None, **values: Any) -> None:
        """Say one of the short sentences, to the one who acts or to somebody else in their language."""
        self.say(self.notice(kind, self.language_of(to) if to else None, **values), to=to)

    def choices(self, offered: Sequence[tuple[str, Choice]]) -> tuple[tuple[Button, ...], dict[str, Choice]]:
        """Buttons of the conversation's own, with what they mean, to be remembered."""
        minted = [(label, self.token(), choice) for label, choice in offered]
        buttons = tuple(
            Button(label=label, token=token, kind=choice.value if choice.do is Do.FACT else choice.do.value, words=choice.do in IN_WORDS)
            for label, token, choice in minted
        )
        return buttons, {token: choice for _, token, choice in minted}

    def said_enough(self, most: int) -> bool:
        """Whether so many messages go out already."""
        return len(self._effects) >= most

    def record(self, **what: Any) -> None:
        """An audit record, with who and when."""
        account = self.event.account
        where = f"{account.platform}/{account.team}/{account.user}" if account else None
        who = self.person.id if self.person else None
        self._audit.append({"event": self.event.id, "at": self.event.at.isoformat(), "by": who, "account": where, **what})

    def done(self) -> Done:
        """What it all comes to. Who is answered elsewhere than where they spoke is told so."""
        if not (self.event.private or self.whisper or isinstance(self.event, Clicked)):
            elsewhere = self._effects and all(effect.conversation != self.event.conversation for effect in self._effects)
            self.whisper = self.notice("answered-directly") if elsewhere else None
        recorder = Recorder(self.tenant, self.look, self.crypt, self._fresh)
        records = recorder.stored(self._audit)
        return Done(
            changes=self._changes | self._conversations() | recorder.changes,
            audit=records,
            effects=tuple(self._effects),
            reads=dict(self.look.reads),
            whisper=self.whisper,
            unkept=self.unkept,
            puzzle=self.puzzle,
        )
