"""A short sentence that goes on with the conversation -> the complete question or proposal that it stands for.

那经理呢? after 总监能打几折? is 经理能打几折?; "and 600?" after a compensation of 300 is one of 600. Nothing is
guessed: where the thread doesn't give the rest, there is nothing to follow, and where it gives it in two ways, both are
offered. What is completed is then answered or decided from scratch by the same code as if it had been said in full.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.language.asking.answers import Intent
from bot.language.asking.questions import Question, Questioner
from bot.language.checking.proposing import Proposer
from bot.language.conversing.additions import Addition, Additions
from bot.language.conversing.asides import Aside, aside_of
from bot.language.conversing.rephrasing import Rephraser
from bot.language.conversing.revising import Reviser
from bot.language.conversing.threads import Topic
from bot.language.recognising.reading import Reader
from bot.language.speaking import Speaker
from bot.model import RoleKey
from bot.rulebook.library import Library

#: Questions about what somebody may do; what is added to one of these makes it a case to be decided.
_OF_AUTHORITY = frozenset({Intent.MAY, Intent.LIMIT, Intent.AFTER})
#: What is longer isn't even looked at.
_SHORT = 120
#: Between the words of a proposal and the last that was added to them, of which so many are kept.
_AND, _LONGEST = " … ", 240


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """One of the things that may have been meant: `post` does it (`by`), it is done `to` them, or the question `text`."""

    kind: str
    post: RoleKey | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Following:
    """What a sentence stands for: a `question`, or a `topic` with proposals, or an `aside` about a topic, or one of some `doubts`."""

    topic: Topic
    question: Question | None = None
    aside: Aside | None = None
    doubts: tuple[Doubt, ...] = ()


class Follower:
    """Follows threads, for one library."""

    def __init__(self, library: Library, reader: Reader, proposer: Proposer, questioner: Questioner) -> None:
        self.library = library
        self.reader = reader
        self.proposer = proposer
        self.questioner = questioner
        self.additions = Additions(library, reader, proposer)
        self.rephraser = Rephraser(library, reader)
        self.reviser = Reviser(library)

    def follow(self, text: str, thread: Sequence[Topic], speaker: Speaker) -> Following | None:
        """What the text stands for after these exchanges, oldest first; None where it has to stand by itself."""
        if not thread or len(text) > _SHORT:
            return None
        aside = aside_of(self.reader.read(text))
        if aside:
            return self._aside(thread[-1], aside, speaker)
        added = self.additions.read(text, speaker)
        if added is None:
            return None
        for topic in [thread[-1]] if added.only_post else reversed(thread):  # a post is the one thing that every topic could take
            found = self._added(topic, added, thread, speaker)
            if found:
                return found
        return None

    def _aside(self, topic: Topic, aside: Aside, speaker: Speaker) -> Following | None:
        if topic.question and aside in (Aside.APPROVER, Aside.NEXT):
            case = self._case(topic, speaker)
            return Following(topic=case, aside=aside) if case else None
        if topic.question and aside in (Aside.SIGNS, Aside.AFTER) and not topic.actions:
            return None
        return Following(topic=topic, aside=aside)

    def _added(self, topic: Topic, added: Addition, thread: Sequence[Topic], speaker: Speaker) -> Following | None:
        if added.actions and added.actions.isdisjoint({*topic.actions, *(one.action for one in topic.proposals)}):
            return None
        posts = self._resolved(topic, added, speaker)
        if topic.question:
            found = self._asked(topic, added, posts, speaker)
            if found or added.only_post:
                return found
        case = self._case(topic, speaker)
        return self._proposed(case, added, posts, thread, speaker) if case else None

    def _resolved(self, topic: Topic, added: Addition, speaker: Speaker) -> tuple[RoleKey, ...]:
        """The posts that a name stands for: in the department named with it, else in that of the topic, else in the speaker's."""
        units = {hit.id.split("/")[0] for hit in added.sentence.of("unit")}
        talked_of = {key.split("/")[0] for key in (*topic.roles, *((topic.role,) if topic.role else ()))}
        for books in (units, talked_of, set(speaker.books)):
            inside = tuple(key for key in added.posts if key.split("/")[0] in books)
            if inside:
                return inside
        return added.posts

    # Questions ------------------------------------------------------------------------------

    def _asked(self, topic: Topic, added: Addition, posts: tuple[RoleKey, ...], speaker: Speaker) -> Following | None:
        """The complete question; None where what was added makes it something to be decided, or nothing."""
        if added.me and added.only_post and speaker.roles:
            texts, posts = self.rephraser.with_post(topic, None), speaker.roles
        elif added.only_post and posts:
            texts = self.rephraser.with_post(topic, posts[0] if len(posts) == 1 else None, added.sentence)
        elif added.amount and topic.intent is Intent.WHO:
            texts, posts = self.rephraser.with_amount(topic, added.sentence), ()
        elif len(added.absent) == 1 and topic.actions and (topic.intent not in _OF_AUTHORITY or added.absent <= {*topic.roles}):
            texts, posts = (self.rephraser.standing_in(topic, *added.absent),), ()
        else:
            return None
        if len(texts) > 1:
            return Following(topic=topic, doubts=tuple(Doubt(kind="text", text=text) for text in texts))
        return self._question(topic, texts[0], posts, speaker) if texts else None

    def _question(self, topic: Topic, text: str, posts: tuple[RoleKey, ...], speaker: Speaker) -> Following:
        question = self.questioner.question(self.reader.read(text), speaker)
        if posts:
            question = replace(question, roles=posts, mine=False, strangers=())
        return Following(topic=replace(topic, text=text, roles=posts), question=question)

    # Proposals ------------------------------------------------------------------------------

    def _case(self, topic: Topic, speaker: Speaker) -> Topic | None:
        """What a topic proposes: what was decided, or the one action that was asked about, of the one post or the speaker."""
        if not topic.question:
            return topic if any(one.action for one in topic.proposals) else None
        foreign = [key for key in topic.roles if key not in speaker.roles]
        if topic.intent not in _OF_AUTHORITY or len(topic.actions) != 1 or len(foreign) > 1 or not topic.answered:
            return None
        asker = replace(speaker, roles=tuple(foreign), person=None) if foreign else speaker
        reading = self.proposer.read(self.reader.read(topic.text), asker)
        if [one.action for one in reading.proposals] != list(topic.actions):
            return None
        return Topic(
            text=topic.text,
            language=topic.language,
            proposals=tuple(replace(one, amount_vague=False) for one in reading.proposals),
            role=foreign[0] if foreign else None,
            absent=reading.absent,
        )

    def _proposed(
        self, topic: Topic, added: Addition, posts: tuple[RoleKey, ...], thread: Sequence[Topic], speaker: Speaker
    ) -> Following | None:
        """The proposals with everything that was added; None unless every part of it fits."""
        if topic.role in added.absent:  # what their post may do while they are away is whoever's who acts for them
            return self._question(topic, self.rephraser.standing_in(topic, *added.absent), (), speaker) if len(added.absent) == 1 else None
        case: Topic | None = replace(
            topic,
            text=f"{topic.text.split(_AND)[0]}{_AND}{added.sentence.text}"[:_LONGEST],
            absent=(topic.absent | added.absent) - added.back,
            supposed=topic.supposed or added.supposed,
        )
        if added.posts:
            if len(posts) != 1:
                return None
            concerning = self.reviser.concerning(topic)
            if any(one.target.role or one.target.person for one in concerning) and not (added.actor or added.object):
                return Following(topic=topic, doubts=(Doubt(kind="by", post=posts[0]), Doubt(kind="to", post=posts[0])))
            done_to = bool(concerning) and added.object and not added.actor
            change = self.reviser.done_to if done_to else self.reviser.done_by
            case = change(case, posts[0], speaker) if case else None
        elif added.me and (added.only_post or topic.role):
            case = self.reviser.done_by_me(case, thread) if case else None
        case = self.reviser.revised(case, added, speaker) if case else None
        return Following(topic=case) if case else None
