"""One library, ready to be asked and to check: sentence in, answer or decisions out.

The same compiled rules serve both. This module knows no platform and keeps no conversation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace as changed

from bot.authority.deciding import decide, headline
from bot.authority.situation import Situation
from bot.language.asking.answering import Asker
from bot.language.asking.answers import Answer, Intent
from bot.language.asking.narrowing import asked_at_last, excepting, for_others, narrowed
from bot.language.asking.questions import Questioner
from bot.language.checking.acts.vouching import Vouching, said_of
from bot.language.checking.facts.stating import Why, weigh
from bot.language.checking.objections.doubting import doubtful
from bot.language.checking.people.targets import people_named
from bot.language.checking.proposing import Proposer, Reading
from bot.language.checking.told import done_at_last, without_remarks, without_vain_wishes
from bot.language.conversing.asides import Aside
from bot.language.conversing.following import Doubt, Follower
from bot.language.conversing.threads import Topic, topic_of
from bot.language.likeness import Likeness, Said, likeness
from bot.language.recognising.normalising import read_whole
from bot.language.recognising.phrasebook import Phrasebook
from bot.language.recognising.reading import Reader
from bot.language.recognising.sentence import Sentence
from bot.language.searching import ClauseIndex, Text
from bot.language.speaking import Speaker
from bot.model import MOST_SAID, ClauseId, Decision, Proposal, RoleKey, Words
from bot.rulebook.library import Library
from bot.staff import Person

#: Said where not all was read.
_TOO_LONG = Words(
    zh=f"这段话太长，没有读完，所以什么也没有判定；请用几句话说（最多 {MOST_SAID} 字）。",
    en="This is too long and wasn't read to its end, so nothing is decided; "
    f"please say it in a few sentences (at most {MOST_SAID} characters).",
)
#: Why a phrase states nothing, and yet its fact may hold.
_DOUBTING = frozenset({Why.DOUBT, Why.OPEN, Why.HEARSAY, Why.TAKEN_BACK})
#: So many answers are kept: colleagues ask much the same, and a book answers them alike.
KEPT = 512
#: How much of what is left out a clause must have to be left out with it (per cent).
EXCEPTED = 60
#: What was read in the clauses of larger libraries takes as long to take up again as to read.
FEW = 5000


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a sentence proposes, in which situation, and the decision on each of its actions, in the order in which they were said."""

    sentence: Sentence
    reading: Reading
    decisions: tuple[Decision, ...]
    situation: Situation


@dataclass(frozen=True, kw_only=True)
class Followed:
    """What a short sentence came to that goes on with a conversation: the complete `topic`, and what there is to say to it.

    To a question that is an `answer`, to proposals the `decisions`; an `aside` asks about these. Where it may have meant
    several things there is nothing to say yet, but to ask which of the `doubts` it was.
    """

    topic: Topic
    answer: Answer | None = None
    decisions: tuple[Decision, ...] = ()
    aside: Aside | None = None
    doubts: tuple[Doubt, ...] = ()


class Prepared(Struct, frozen=True, kw_only=True, array_like=True):
    """What an understanding makes of a library before the first question."""

    phrases: Phrasebook
    #: What was read in the texts of its clauses.
    texts: dict[str, Text]


Sayings = Mapping[ClauseId, Sequence[str]]
#: A sentence as it stands in the books, with what it says.
Heard = tuple[str, Said]


class Earlier:
    """What earlier starts made of what was said to the books, where that is kept; here nothing is, and all is made now."""

    def counted(self, said: Sayings, count: Callable[[], Likeness]) -> Likeness:
        """What there is to learn from what was said."""
        return count()

    def heard(self, kind: str, said: Sayings, hear: Callable[[ClauseId, str], Said]) -> tuple[Heard, ...]:
        """Each sentence said, with what it says; `kind` tells questions from statements, which are heard in different ways."""
        return tuple((text, hear(clause, text)) for clause, text in sentences(said))


class Understanding:
    """Answers questions and checks proposals with one library."""

    def __init__(self, library: Library, prepared: Prepared | None = None, earlier: Earlier | None = None) -> None:
        self.library = library
        self.reader = Reader(library, prepared.phrases if prepared else None)
        self._read = prepared.texts if prepared else {}
        self._earlier = earlier or Earlier()
        self.proposer = Proposer(library, lambda: self.index, lambda: self.stated)
        self._answer = lru_cache(KEPT)(self._answered)
        #: Duties that turn on no fact.
        self._unconditional = frozenset(library.duties) - {g.action for g in library.grants if g.conditions}

    @cached_property
    def index(self) -> ClauseIndex:
        """The clauses made searchable, when first needed."""
        return ClauseIndex(self.library, self.reader, self._read)

    def prepared(self) -> Prepared:
        """What it made of the library; with it, it comes about the next time in a fraction of the time."""
        few = len(self.library.clauses) <= FEW
        return Prepared(phrases=self.reader.phrases, texts=dict(self.index.texts) if few else {})

    @cached_property
    def questioner(self) -> Questioner:
        """Sees sentences as questions."""
        return Questioner(self.library)

    @cached_property
    def _questions(self) -> tuple[Heard, ...]:
        """The questions put to the books before, each with what it says."""
        return self._earlier.heard("questions", self.library.questions, self._question)

    def _question(self, clause: ClauseId, text: str) -> Said:
        question = self.questioner.question(self.reader.read_clause(text), Speaker())
        return Said.of(clause, question.sentence, question.actions, question.roles)

    @cached_property
    def _statements(self) -> tuple[Heard, ...]:
        """What people said they would do, each with what it says."""
        return self._earlier.heard("statements", self.library.statements, self._statement)

    def _statement(self, clause: ClauseId, text: str) -> Said:
        return Said.of(clause, *said_of(self.reader.read_clause(text)))

    @cached_property
    def asked(self) -> Likeness:
        """What is to be learnt from these questions, when first needed."""
        return self._earlier.counted(self.library.questions, lambda: likeness([said for _, said in self._questions]))

    @cached_property
    def stated(self) -> Likeness:
        """What is to be learnt from these statements, when first needed."""
        return self._earlier.counted(self.library.statements, lambda: likeness([said for _, said in self._statements]))

    def without(self, texts: Iterable[str]) -> Understanding:
        """The same where none of these sentences was said before: how those are understood that nobody has said yet."""
        left_out = {" ".join(text.split()) for text in texts}
        questions, statements = ([said for text, said in both if text not in left_out] for both in (self._questions, self._statements))
        fewer = Understanding(self.library, self.prepared())
        fewer.asked, fewer.stated = likeness(questions), likeness(statements)
        return fewer

    @cached_property
    def asker(self) -> Asker:
        """Answers questions."""
        return Asker(self.library, self.index, self.questioner, self._judge, self.asked)

    def make_ready(self) -> None:
        """Make now what the first question would have to wait for."""
        _ = self.asker, self.follower, self.stated

    @cached_property
    def follower(self) -> Follower:
        """Completes what goes on with a conversation."""
        return Follower(self.library, self.reader, self.proposer, self.questioner)

    def ask(self, text: str, speaker: Speaker) -> Answer:
        """Answer a question in any wording; never raises for what the text says. Posts and words decide it, whoever asks."""
        return self._answer(text, speaker.roles)

    def _answered(self, text: str, roles: tuple[RoleKey, ...]) -> Answer:
        speaker = Speaker(roles=roles)
        sentence = self.reader.read(text)
        if (left := excepting(sentence)) and (answer := self._excepting(*left, speaker)):
            return answer
        asked = for_others(sentence)
        answer = self.asker.answer(self.reader.read(asked), speaker) if asked and not self.asker.known(sentence, speaker) else None
        if answer is None or answer.kind != "answer":
            answer = self.asker.answer(sentence, speaker)
        if answer.kind == "answer" or self.asker.known(sentence, speaker):
            return answer
        alone = (self.asker.answer(self.reader.read(asked), speaker) for asked in chain(narrowed(sentence), asked_at_last(sentence)))
        return next((again for again in alone if again.kind == "answer"), answer)

    def _excepting(self, known: str, asked: str, speaker: Speaker) -> Answer | None:
        """The answer to what is asked without what the asker knows already; None where nothing else is left of it."""
        answer = self.asker.answer(self.reader.read(asked), speaker)
        named = self.reader.read(known)
        posts = {hit.id for hit in named.of("role")}
        near = self.index.search(named, answer.clauses, 1) if answer.kind == "answer" else []
        out = {found.clause for found in near if found.coverage >= EXCEPTED}
        clauses = tuple(clause for clause in answer.clauses if clause not in out and self.library.clauses[clause].role not in posts)
        holders = tuple(post for post in answer.holders if post not in posts)
        return replace(answer, clauses=clauses, holders=holders) if clauses and (holders or not answer.holders) else None

    def _judge(self, sentence: Sentence, speaker: Speaker) -> Decision:
        reading = self.proposer.read(sentence, speaker)
        situation = Situation(roles=speaker.roles, absent=reading.absent)
        return headline([decide(self.library, situation, proposal) for proposal in reading.proposals])

    def check(
        self, text: str, speaker: Speaker, *, absent: Iterable[RoleKey] = (), away: Iterable[str] = (), hearsay: bool = True
    ) -> Checked:
        """Check what a sentence proposes.

        `absent` are posts said or recorded to be without their holder, `away` people recorded to be absent.
        With `hearsay`, an absence that the sentence itself mentions is believed as well, as befits a check and not a request.
        """
        people, text = people_named(text, speaker)
        sentence = self.reader.read(text)
        sentence = self._without_vain_wishes(sentence)
        reading = self.proposer.read(sentence, speaker, people)
        if all(proposal.action is None for proposal in reading.proposals):
            again = self.reader.reread(sentence)
            reading = self.proposer.read(again, speaker, people) if again is not sentence else reading
            sentence = again
        sentence, reading = self._without_the_story(sentence, reading, speaker, people)
        whole = read_whole(text)
        reading = self._with_doubts(sentence, reading) if whole else _unread(reading)
        said = reading.absent if hearsay else frozenset()
        situation = Situation(
            roles=speaker.roles,
            actor=speaker.person.id if speaker.person else None,
            absent=frozenset(absent) | said,
            staff=speaker.staff,
            away=frozenset(away),
        )
        decisions = tuple(decide(self.library, situation, proposal) for proposal in reading.proposals)
        if any(doubts := [self._doubtful(sentence, reading.vouching, decision) for decision in decisions]):
            proposals = [replace(one, action=None) if doubt else one for one, doubt in zip(reading.proposals, doubts, strict=True)]
            reading = replace(reading, proposals=tuple(proposals))
            decisions = tuple(decide(self.library, situation, proposal) for proposal in proposals)
        if not whole:
            decisions = tuple(changed(one, remarks=(_TOO_LONG,)) for one in decisions)
        return Checked(sentence=sentence, reading=reading, decisions=decisions, situation=situation)

    def _without_vain_wishes(self, sentence: Sentence) -> Sentence:
        """What is said without what others wished in vain, where anything is said besides."""
        apart = without_vain_wishes(sentence)
        left = self.reader.read(apart) if apart else sentence
        return left if left.of("action") or left.of("concept") else sentence

    def _without_the_story(
        self, sentence: Sentence, reading: Reading, speaker: Speaker, people: Sequence[Person]
    ) -> tuple[Sentence, Reading]:
        """What is said apart from mere remarks, or the last sentence of a story, with the duties that it tells of, where not all is clear.

        What was told before may be a fact: duties that turn on any aren't read so.
        """
        acts = {proposal.action for proposal in reading.proposals}
        if None not in acts or not acts <= {None, *self._unconditional}:
            return sentence, reading
        for apart in (without_remarks(sentence), done_at_last(sentence)):
            part = self.reader.read(apart) if apart else None
            alone = self.proposer.read(part, speaker, people) if part else None
            if part and alone and all(proposal.action in self._unconditional for proposal in alone.proposals):
                return part, alone
        return sentence, reading

    def _doubtful(self, sentence: Sentence, vouching: Vouching, decision: Decision) -> bool:
        """Whether what is permitted may not be what was said; to bring a matter to those above is never too much."""
        action = self.library.vocabulary.actions.get(decision.proposal.action or "")
        return not (action and action.alone) and doubtful(vouching, sentence, decision)

    @cached_property
    def _banning(self) -> frozenset[str]:
        """What prohibitions turn on."""
        return frozenset(fact for ban in self.library.prohibitions for fact in ban.when)

    def _with_doubts(self, sentence: Sentence, reading: Reading) -> Reading:
        """The reading with what a prohibition turns on and the sentence leaves in doubt."""
        facts = self.library.vocabulary.facts
        banning = self._banning.intersection([hit.id for hit in sentence.of("fact")])
        doubted = frozenset(fact for fact in banning if any(one.why in _DOUBTING for one in weigh(sentence, facts[fact])))
        if not doubted:
            return reading
        return replace(reading, proposals=tuple(replace(one, doubted=doubted - one.facts.keys()) for one in reading.proposals))

    def follow(self, text: str, thread: Sequence[Topic], speaker: Speaker, *, away: Iterable[str] = ()) -> Followed | None:
        """What a text comes to after these topics, oldest first; None where it has to be taken by itself.

        Whatever it changes is decided from scratch. `away` are people recorded to be absent.
        """
        found = self.follower.follow(text, thread, speaker)
        if found is None or found.doubts:
            return Followed(topic=found.topic, doubts=found.doubts) if found else None
        if found.aside and found.topic.question:
            return Followed(topic=found.topic, aside=found.aside, answer=_said_before(found.topic))
        if found.question:
            answer = self.asker.respond(found.question)
            told = topic_of(found.topic.text, found.topic.language, answer)
            return Followed(topic=replace(told, roles=told.roles or found.topic.roles), answer=answer)
        return Followed(topic=found.topic, decisions=self.decide(found.topic, speaker, away=away), aside=found.aside)

    def decide(self, topic: Topic, speaker: Speaker, *, away: Iterable[str] = ()) -> tuple[Decision, ...]:
        """The decisions on what a topic proposes, as of now: of the speaker, or as if the holder of its post proposed it."""
        situation = self.situation(topic, speaker, away=away)
        return tuple(decide(self.library, situation, proposal) for proposal in topic.proposals)

    def situation(self, topic: Topic, speaker: Speaker, *, away: Iterable[str] = ()) -> Situation:
        """Who acts in a topic, the speaker or the holder of its post, and who is there."""
        away = frozenset(away)
        if topic.role is None:
            actor = speaker.person.id if speaker.person else None
            return Situation(roles=speaker.roles, actor=actor, absent=topic.absent, staff=speaker.staff, away=away)
        holders = {post: speaker.staff.holders(post) for post in self.library.roles} if away else {}
        empty = {post for post, people in holders.items() if people and all(person.id in away for person in people)}
        return Situation(roles=(topic.role,), absent=topic.absent | empty)


def _unread(reading: Reading) -> Reading:
    """What is proposed in words of which only a part was read: nothing that is known."""
    return replace(reading, proposals=(Proposal(action=None, text=reading.proposals[0].text),))


def _said_before(topic: Topic) -> Answer:
    """What was answered to a question, for the sake of what follows from it."""
    kind: Literal["answer", "unknown"] = "answer" if topic.answered else "unknown"
    return Answer(kind=kind, intent=Intent.AFTER, clauses=topic.clauses, roles=topic.roles, actions=topic.actions)


def sentences(said: Sayings) -> Iterator[tuple[ClauseId, str]]:
    """Every sentence said, with the clause that it is about or `none`."""
    return ((clause, text) for clause, texts in said.items() for text in texts)
