"""What comes in from a chat, and what goes out to it.

No platform is named here. A conversation is an opaque name; `direct(person)` stands for somebody's direct messages,
wherever they read them. Words are put into their language before they go out, escaping them is the platform's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.model import Language, Quantity, plain
from bot.ports import Json, Key, Outgoing
from bot.staff import Account, Staff


def direct(person: str) -> str:
    """The conversation that is somebody's direct messages."""
    return f"direct/{person}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """Something that somebody did. The same `id` never has an effect twice.

    `at` is in the organisation's time zone: its date is the day that absences are compared with.
    """

    id: str
    at: datetime
    conversation: str
    #: Fresh randomness, from which ids and tokens are made.
    seed: bytes
    #: Who it is: by their account, or by name where the place itself vouches for them (the console).
    account: Account | None = None
    person: str | None = None
    #: False in a group: what concerns people's affairs then goes to direct messages.
    private: bool = True
    #: What the platform wants back with every answer to where the event came from, such as the message it answers.
    origin: Mapping[str, str] | None = None
    #: The language in which their platform speaks to them; it counts for those whom the staff list does not know.
    language: Language | None = None


#: Bytes of the largest file that is taken, which is also the largest that Telegram gives to bots.
LARGEST = 20_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A photo or a file. It stays on its platform and is kept by reference; `digest` is the sha256 of its bytes, `size` their number."""

    platform: str
    file: str
    name: str
    size: int
    digest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Said(Event):
    """Plain words to the bot."""

    text: str
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Commanded(Event):
    """A command, without its slash, and what followed it."""

    command: str
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Clicked(Event):
    """A button was pressed; the token is all that it carried."""

    token: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Submitted(Event):
    """Words given for a button that asks for some, where the platform asks in a form of its own."""

    token: str
    text: str
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggested(Event):
    """After an answer that came to nothing: a sentence of ours that may be what was meant. `left` is the conversation as it was then."""

    text: str
    left: Json


@dataclass(frozen=True, kw_only=True, slots=True)
class Unreached(Event):
    """A message to somebody can never arrive: `who` has no account, has blocked us, or is gone. `reason` is the platform's."""

    who: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported(Event):
    """The staff list was read from where it is kept; `digest` says whether it is a new one."""

    staff: Staff
    digest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Invited(Event):
    """At the host a one-time code was made for somebody; only its digest gets here. `platform` is empty where any will do."""

    who: str
    digest: str
    platform: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Matched(Event):
    """A platform vouches that the event's account has this e-mail address."""

    email: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Vouched(Event):
    """At the host somebody said yes or no to a link that waits for a second yes."""

    waiting: str
    yes: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Severed(Event):
    """At the host somebody's accounts were taken off, all of them or those of one platform."""

    who: str
    platform: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposed(Event):
    """A request by a form. `action` is empty where it is asked in one's own words; `about` is a colleague whom it concerns."""

    action: str
    text: str
    amount: Quantity | None = None
    facts: Mapping[str, bool] = field(default_factory=dict)
    about: Account | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened(Event):
    """Somebody looks at their own page, or it is to be shown anew."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Erased(Event):
    """At the host somebody who has left is to be forgotten: these documents name them. With the `last` of them their key goes."""

    who: str
    documents: tuple[Key, ...]
    last: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Ticked(Event):
    """Time has passed: what began or ended with the day takes effect."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rang(Event):
    """The timer of a request has run out."""

    timer: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sealing(Event):
    """It is time to seal the audit; with `announce`, its head is told to the administrators."""

    announce: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Button:
    """A label and one opaque token.

    `kind` is the move or the choice behind it, for platforms that colour them; with `words` it asks for some, and a
    platform that has forms may show one at once and send `Submitted`. What can't be undone takes a second step: a platform
    that can put a question before a press puts `confirm` and then sends `sure` instead of `token`.
    """

    label: str
    token: str
    kind: str = ""
    words: bool = False
    confirm: str = ""
    sure: str = ""
    #: What a yes would be worth; a platform may put a question of its own before a large one.
    amount: Quantity | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Say:
    """A new message. One that has a `card` can be edited under that name, in its conversation."""

    conversation: str
    text: str
    buttons: tuple[Button, ...] = ()
    card: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """The message that bears `card` now reads like this; where it is gone, a new one takes its place."""

    conversation: str
    text: str
    card: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """A question that is answered in one's own words; `token` names what for."""

    conversation: str
    text: str
    token: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One thing on a page, laid out as a message is."""

    text: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """What stands under one heading of a page."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Overview:
    """Somebody's own page. It takes the place of what stood there."""

    conversation: str
    text: str
    parts: tuple[Part, ...]
    language: Language
    #: Whether they are away today.
    away: bool


#: What goes out. What only the one who acted is to see at once is `Done.whisper`, with the acknowledgement.
Effect = Say | Edit | Ask | Overview

WORDS = {Say: "say", Edit: "edit", Ask: "ask"}


def body(effect: Effect, event: Event) -> Json:
    """An effect as the outbox keeps it: `do`, `text`, `buttons`, `card` or `token`, and where it answers the event its `origin`."""
    if isinstance(effect, Overview):
        return _page(effect)
    shown: Json = {"do": WORDS[type(effect)], "text": effect.text, "buttons": _buttons(effect.buttons)}
    if event.origin and effect.conversation == event.conversation:
        shown["origin"] = dict(event.origin)
    if isinstance(effect, Ask):
        return shown | {"token": effect.token}
    return shown | {"card": effect.card}


def _buttons(buttons: tuple[Button, ...]) -> list[Json]:
    return [
        {"label": one.label, "token": one.token, "kind": one.kind, "words": one.words}
        | ({"confirm": {"text": one.confirm, "token": one.sure}} if one.sure else {})
        | ({"amount": {"value": plain(one.amount.value), "unit": one.amount.unit}} if one.amount else {})
        for one in buttons
    ]


def _page(page: Overview) -> Json:
    """A page: `parts` with `title` and `items`, each of which has `text` and `buttons`."""
    parts = [
        {"title": part.title, "items": [{"text": one.text, "buttons": _buttons(one.buttons)} for one in part.items]} for part in page.parts
    ]
    return {"do": "overview", "text": page.text, "parts": parts, "language": page.language, "away": page.away}


def outgoing(effect: Effect, event: Event) -> Outgoing:
    """An effect as a message to send. Cards go before what is merely said: somebody waits for a decision."""
    card = None if isinstance(effect, Ask | Overview) else effect.card
    return Outgoing(conversation=effect.conversation, body=body(effect, event), urgent=card is not None)
