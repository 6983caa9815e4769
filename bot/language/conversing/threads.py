"""What a conversation was about lately, so that a short sentence can go on with it.

Little is kept: the last few exchanges of each place, for half an hour. It knows no store and no platform;
a place is any name under which nobody else's exchanges are kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.language.asking.answers import Answer, Intent
from bot.model import ClauseId, Language, Proposal, RoleKey

#: So many exchanges of one place are remembered, and so many in all.
EXCHANGES, EXCHANGES_IN_ALL = 3, 9
#: An exchange is remembered for this long.
MEMORY = timedelta(minutes=30)
#: What is longer than this, or proposes more, is no subject to go on with.
LONGEST, PROPOSALS = 300, 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """What one exchange was about: a question with what was answered, or the proposals that were decided.

    `role` is the post as which the proposals were decided, None for the one who speaks. `absent` are the posts that were
    said to be away. What is only `supposed` (如果…呢) was not stated by anybody.
    """

    text: str
    language: Language
    proposals: tuple[Proposal, ...] = ()
    role: RoleKey | None = None
    absent: frozenset[RoleKey] = frozenset()
    supposed: bool = False
    intent: Intent | None = None
    answered: bool = False
    actions: tuple[str, ...] = ()
    roles: tuple[RoleKey, ...] = ()
    clauses: tuple[ClauseId, ...] = ()

    @property
    def question(self) -> bool:
        """Whether it was a question."""
        return self.intent is not None


def topic_of(text: str, language: Language, answer: Answer) -> Topic:
    """A question with its answer, as it is remembered."""
    return Topic(
        text=text.strip(),
        language=language,
        intent=answer.intent,
        answered=answer.kind == "answer",
        actions=answer.actions,
        roles=answer.roles,
        clauses=answer.clauses,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """A topic, with where and when."""

    topic: Topic
    place: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Thread:
    """The exchanges that are remembered, oldest first."""

    exchanges: tuple[Exchange, ...] = ()

    def since(self, now: datetime) -> Thread:
        """Without what is too long ago."""
        return replace(self, exchanges=tuple(one for one in self.exchanges if timedelta(0) <= now - one.at <= MEMORY))

    def topics(self, place: str, now: datetime) -> tuple[Topic, ...]:
        """What was talked about in a place, oldest first."""
        return tuple(one.topic for one in self.since(now).exchanges if one.place == place)

    def told(self, topic: Topic, place: str, now: datetime) -> Thread:
        """With one more exchange; one on the same words takes the place of the one before.

        What is too long to be kept breaks the thread: whatever comes next doesn't go on with what was before it.
        """
        kept = [one for one in self.since(now).exchanges if one.place != place or one.topic.text != topic.text]
        if len(topic.text) > LONGEST or len(topic.proposals) > PROPOSALS:
            return Thread(exchanges=tuple(one for one in kept if one.place != place))
        here = [one for one in kept if one.place == place][1 - EXCHANGES :]
        kept = [one for one in kept if one.place != place or one in here]
        return Thread(exchanges=(*kept, Exchange(topic=topic, place=place, at=now))[-EXCHANGES_IN_ALL:])
