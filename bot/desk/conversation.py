"""What the bot remembers of a conversation with one person: the last check, what it waits for, the choices it offered.

One document for each conversation and person, never more than one check in it. Whatever comes next replaces it, but for
the last few things that were talked about, so that they can be gone on with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.approvals.moves import Move
from bot.events import Attachment
from bot.language.conversing.threads import Thread
from bot.model import Language, Proposal, RoleKey
from bot.ports import Json
from bot.records import from_json, to_json


class Do(StrEnum):
    """What a choice does; its `value` says with what."""

    FACT = "fact"
    REQUEST = "request"
    USE = "use"
    ASK_SUPERIOR = "ask-superior"
    CHECK = "check"
    WHAT_IF = "what-if"
    SHOW = "show"
    CLAUSE = "clause"
    SAY = "say"
    COMMAND = "command"
    TOGETHER = "together"
    TOGETHER_SURE = "together-sure"
    ATTACH = "attach"
    UNLINK = "unlink"


#: What a choice asks words for; a platform with forms may ask at once.
IN_WORDS = frozenset({Do.USE, Do.ASK_SUPERIOR})


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """One button of the conversation's own, as opposed to a request's."""

    do: Do
    value: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """The last thing that somebody said they would do. `open_facts` are those they don't know."""

    text: str
    language: Language
    proposals: tuple[Proposal, ...]
    open_facts: frozenset[str] = frozenset()
    #: The place of the proposal that they already asked to request.
    wanted: int | None = None
    #: The post as which it is checked, None for the one who said it, and the posts said to be away.
    role: RoleKey | None = None
    absent: frozenset[RoleKey] = frozenset()
    #: Something of it was only supposed.
    supposed: bool = False


class Awaited(StrEnum):
    """What the next plain words are taken for."""

    FACT = "fact"
    AMOUNT = "amount"
    WORDS = "words"
    OWN_WORDS = "own-words"
    BECAUSE = "because"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pending:
    """What the bot waits for: a fact or an amount for the check, or words for a move or for the superior."""

    awaited: Awaited
    fact: str = ""
    #: For which proposal of the check.
    place: int = 0
    request: str = ""
    move: Move | None = None
    edition: int = 0
    #: The request's step, or the number of the task.
    step: int = 0
    #: Brought along by words that answer the very question, as where it is quoted; empty for a request's, whose own token it is.
    token: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation:
    """Everything remembered."""

    check: Check | None = None
    pending: Pending | None = None
    choices: Mapping[str, Choice] = field(default_factory=dict)
    at: datetime | None = None
    #: What was talked about lately; None leaves what is remembered of it as it is.
    thread: Thread | None = None
    #: Files that came with what was said, for the request that comes of it; None leaves them as they are.
    attachments: tuple[Attachment, ...] | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing worth keeping."""
        return not (self.check or self.pending or self.choices or self.attachments or (self.thread and self.thread.exchanges))

    def document(self) -> Json:
        """As it is stored."""
        document: Json = to_json(self)
        return document


def conversation_of(document: Json | None) -> Conversation:
    """The conversation that was stored, or a new one."""
    return from_json(Conversation, document) if document else Conversation()
