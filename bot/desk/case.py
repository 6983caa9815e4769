"""Everything at hand while one event is dealt with, and everything that it comes to.

A case looks things up, mints tokens from the event's randomness, and collects changes, audit records and effects.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from bot.approvals.request import Request, request_of
from bot.approvals.roster import Roster, superiors
from bot.approvals.spending import Spending
from bot.approvals.timing import Rhythm
from bot.authority.evaluating import held_by
from bot.authority.lines import line_above
from bot.desk.conversation import IN_WORDS, Choice, Conversation, Do, conversation_of
from bot.desk.recording import Recorder, chain_of
from bot.desk.roster import Recorded, RosterDocument, Rosters
from bot.desk.view import Done, Look
from bot.events import Ask, Button, Clicked, Edit, Effect, Event, Overview, Say, Submitted, direct
from bot.language.speaking import Speaker
from bot.model import Language
from bot.ports import Crypt, Json, Key, Page, Search, key_of
from bot.staff import Person, Staff
from bot.texts import Phrasing, render
from bot.understanding import Understanding

ROSTER = "current"
#: So many characters name a token's document; what follows them says which of its moves is meant.
STEM = 22
#: The action whose holder supervises how authority is used (clause 1.3.3.4).
SUPERVISES = "supervise-authority"
#: A list is counted and narrowed over so many requests, loaded so many at a time.
MOST_LISTED, PAGE = 400, 100


class Case:
    """One event being dealt with."""

    def __init__(
        self, understanding: Understanding, tenant: str, event: Event, look: Look, rosters: Rosters, crypt: Crypt, rhythm: Rhythm
    ) -> None:
        self.understanding = understanding
        self.library = understanding.library
        self.tenant = tenant
        self.event = event
        self.look = look
        self._rosters = rosters
        self.crypt = crypt
        self.rhythm = rhythm
        self.whisper: str | None = None
        self.unkept: str | None = None
        self._changes: dict[Key, Json | None] = {}
        self._audit: list[Json] = []
        self._effects: list[Effect] = []
        self._minted = 0
        self._remembered: Conversation | None = None

    # Who and where -----------------------------------------------------------------------

    def key(self, kind: str, ident: str) -> Key:
        """The key of a document of this tenant."""
        return key_of(self.tenant, kind, ident)

    @cached_property
    def stored_roster(self) -> RosterDocument:
        """The roster as it is stored."""
        return self._roster_and_staff[0]

    @cached_property
    def _roster_and_staff(self) -> tuple[RosterDocument, Staff]:
        found = self.look.at(self.key("roster", ROSTER))
        return self._rosters.read(found) if found else (RosterDocument(digest="", listed=Staff()), Staff())

    def keep(self, recorded: Recorded) -> None:
        """Write what was recorded since the staff list was read."""
        self.keep_roster(replace(self.stored_roster, recorded=recorded))

    def keep_roster(self, roster: RosterDocument) -> None:
        """Write the roster; from here on this case goes by it."""
        self.change(self.key("roster", ROSTER), roster.document())
        self._roster_and_staff = (roster, roster.staff())
        for name in ("stored_roster", "staff", "roster", "phrasing", "person", "speaker", "language"):
            self.__dict__.pop(name, None)

    @property
    def roster_version(self) -> int:
        """The version of the roster that this rests on."""
        return self.look.reads.get(self.key("roster", ROSTER), 0)

    @cached_property
    def staff(self) -> Staff:
        """The staff of today."""
        return self._roster_and_staff[1]

    @cached_property
    def roster(self) -> Roster:
        """Rule books and staff on the day of the event."""
        return Roster(library=self.library, staff=self.staff, day=self.rhythm.calendar.day_of(self.event.at), used=self.spending.of_request)

    @cached_property
    def spending(self) -> Spending:
        """What was used so far of powers whose limits add up."""
        return Spending(find=self.find, library=self.library, rhythm=self.rhythm, at=self.event.at)

    @cached_property
    def person(self) -> Person | None:
        """Who did it; None for somebody whom the staff list doesn't know."""
        if self.event.person is not None:
            return self.staff.people.get(self.event.person)
        account = self.event.account
        return self.staff.by_account(account.platform, account.user, account.team) if account else None

    @property
    def me(self) -> Person:
        """Who did it, where that was made sure of before."""
        if self.person is None:
            raise LookupError("nobody whom the staff list knows")
        return self.person

    @cached_property
    def speaker(self) -> Speaker:
        """Who did it, as the language layer wants to know it."""
        if self.person is None:
            return Speaker(staff=self.staff)
        posts = tuple(post for post in self.person.posts if post in self.library.roles)
        return Speaker(roles=posts, person=self.person, staff=self.staff)

    @cached_property
    def below_me(self) -> frozenset[str]:
        """Those above whom the one who acts is, by the staff list, the groups or the reporting line."""
        me, staff, lines = self.me, self.staff, self.library
        return frozenset(
            ident
            for ident, person in staff.people.items()
            if me.id in superiors(staff, ident)
            or (person.group and person.group in me.leads)
            or any(set(self.speaker.roles) & set(line_above(lines, post)) for post in person.posts if post in lines.roles and not me.leads)
        )

    @cached_property
    def supervised(self) -> frozenset[str]:
        """The rule books under whose authority the one who acts may look at everything."""
        if self.me.id in self.staff.administrators:
            return frozenset(self.library.books)
        return frozenset(
            self.library.roles[role].book
            for role in self.speaker.roles
            if any(held.grant.action == SUPERVISES and not held.grant.gate for held in held_by(self.library, role))
        )

    @cached_property
    def phrasing(self) -> Phrasing:
        """Names things of this library for these people."""
        return Phrasing(self.library, self.staff)

    def language_of(self, person: str) -> Language:
        """The language that somebody reads."""
        listed = self.staff.people.get(person)
        return listed.language if listed else "zh"

    @cached_property
    def language(self) -> Language:
        """The language of the one who acts."""
        return self.language_of(self.person.id) if self.person else self.event.language or "zh"

    # Documents ---------------------------------------------------------------------------

    def foresee(self) -> None:
        """Load at once what nearly every event of its kind asks for."""
        token = self.event.token if isinstance(self.event, Clicked | Submitted) and _is_token(self.event.token) else None
        self.look.foresee(self.key("roster", ROSTER), *([self._token_key(token)] if token else []))
        if self.person:
            named = self.named_by(token) if token else None
            request = self._keys_of_request(named["request"]) if named and "request" in named else ()
            self.look.foresee(self._conversation_key, self.key("key", self.person.id), *request)

    def _keys_of_request(self, ident: str) -> tuple[Key, ...]:
        return self.key("request", ident), self.key("timer", ident), self.key("chain", chain_of(ident))

    @property
    def _conversation_key(self) -> Key:
        """One for each person, wherever they write from: what was asked on one platform can be answered on another."""
        return self.key("conversation", self.me.id)

    @property
    def conversation(self) -> Conversation:
        """What is remembered of this conversation."""
        if self._remembered is not None:
            return self._remembered
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
        self._remembered = replace(conversation, at=self.event.at)
        existed = self.look.at(self._conversation_key) is not None
        if conversation.empty and not existed:
            self._changes.pop(self._conversation_key, None)
        else:
            self._changes[self._conversation_key] = None if conversation.empty else self._remembered.document()

    def request(self, ident: str) -> Request | None:
        """A request, as it is now."""
        found = self.document(self.key("request", ident))
        return request_of(found) if found else None

    def document(self, key: Key) -> Json | None:
        """A document as it is now: as this case has written it, or as it is stored."""
        if key in self._changes:
            return self._changes[key]
        found = self.look.at(key)
        return found.value if found else None

    def find(self, kind: str, ident: str) -> Json | None:
        """A document by its kind and id."""
        return self.document(self.key(kind, ident))

    def every_request(self, *, order: Any = None, **narrowed: Any) -> tuple[tuple[Request, ...], bool]:
        """All requests of a search, as far as a list can show them, and whether there are more."""
        found: list[Request] = []
        after: str | None = None
        wanted = {**narrowed, **({"order": order} if order else {})}
        while len(found) < MOST_LISTED:
            page = self.look.search(Search(tenant=self.tenant, kind="request", limit=PAGE, after=after, **wanted))
            found += [request_of(one.value) for _, one in page.documents]
            after = page.after
            if after is None:
                return tuple(found), False
        return tuple(found), True

    def requests(self, *, order: Any = None, **narrowed: Any) -> tuple[tuple[Request, ...], bool]:
        """The first page of a search for requests, and whether there are more."""
        page: Page = self.look.search(
            Search(tenant=self.tenant, kind="request", limit=20, **narrowed, **({"order": order} if order else {}))
        )
        return tuple(request_of(found.value) for _, found in page.documents), page.after is not None

    def named_by(self, token: str) -> Json | None:
        """What a request's button names: the request, its edition, the step and the move. None for any other token."""
        if not _is_token(token):
            return None
        found = self.look.at(self._token_key(token))
        if found is None or "moves" not in found.value:  # a token with a document of its own goes on with nothing
            return found.value if found and len(token) == STEM else None
        named, move = found.value, found.value["moves"].get(token[STEM:])
        return {"request": named["request"], "edition": named["edition"], **move} if move else None

    def _token_key(self, token: str) -> Key:
        return self.key("token", token[:STEM])

    def change(self, key: Key, value: Json | None) -> None:
        """Write a document; it has been looked at before, so that the commit can tell if it moved."""
        self.look.at(key)
        self._changes[key] = value

    def add(self, key: Key, value: Json) -> None:
        """Write a document under a key that was drawn just now."""
        self.look.expect_none(key)
        self._changes[key] = value

    def record(self, **what: Any) -> None:
        """An audit record, with who and when."""
        account = self.event.account
        where = f"{account.platform}/{account.team}/{account.user}" if account else None
        who = self.person.id if self.person else None
        self._audit.append({"event": self.event.id, "at": self.event.at.isoformat(), "by": who, "account": where, **what})

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

    def done(self) -> Done:
        """What it all comes to. Who is answered elsewhere than where they spoke is told so."""
        if not (self.event.private or self.whisper or isinstance(self.event, Clicked)):
            elsewhere = self._effects and all(effect.conversation != self.event.conversation for effect in self._effects)
            self.whisper = self.notice("answered-directly") if elsewhere else None
        recorder = Recorder(self.tenant, self.look, self.crypt, self._fresh)
        records = recorder.stored(self._audit)
        return Done(
            changes=self._changes | recorder.changes,
            audit=records,
            effects=tuple(self._effects),
            reads=dict(self.look.reads),
            whisper=self.whisper,
            unkept=self.unkept,
        )


def _is_token(text: str) -> bool:
    return bool(text) and len(text) <= 64 and "/" not in text
