"""A question -> an answer from the compiled rules: what is said, by which clauses, or that the book is silent.

The same rules that decide also answer; clause search is the fallback. A question that names a post and nothing
else that the book knows is not evidence of anything.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.language.asking.answers import Answer, Intent
from bot.language.asking.evidence import Evidence
from bot.language.asking.fallback import Fallback
from bot.language.asking.grounds import Grounds
from bot.language.asking.lines import Lines
from bot.language.asking.posts import Posts
from bot.language.asking.precedents import Precedents
from bot.language.asking.questions import Question, Questioner
from bot.language.asking.rights import Judge, Rights
from bot.language.asking.silences import Silences
from bot.language.likeness import Likeness
from bot.language.recognising.lexicon import Hit
from bot.language.recognising.sentence import Sentence, span
from bot.language.searching import ClauseIndex
from bot.language.speaking import Speaker
from bot.rulebook.library import Library

#: What a stem leaves of its word.
_REST = re.compile("[a-z]*")
#: By how much more of a question a clause must account for to be preferred to the rules on an act (per cent).
CLEARLY = 15
#: An answer that accounts for so much (per cent), and for so many times as telling words, goes before what rests on a fact alone.
WHOLE, FAR = 85, 2


class Asker:
    """Answers questions from one library."""

    def __init__(self, library: Library, index: ClauseIndex, questioner: Questioner, judge: Judge, likeness: Likeness) -> None:
        self.library = library
        self.questioner = questioner
        self.grounds = Grounds(library, index)
        self.index = index
        self.evidence = Evidence(self.grounds)
        self.precedents = Precedents(self.grounds, self.evidence, likeness)
        self.fallback = Fallback(self.grounds, self.evidence.held)
        self._silences = Silences(self.grounds)
        lines, posts, rights = Lines(self.grounds), Posts(self.grounds), Rights(self.grounds, judge)
        self._reaching = rights.reaching
        #: The kinds of question, in this order; the first that applies answers.
        self._kinds = (lines.stand_in, lines.beyond, posts.compare, posts.inherited, lines.reporting, rights.about, posts.duties)

    def answer(self, sentence: Sentence, speaker: Speaker) -> Answer:
        """Answer a question, ask back, or say that the book is silent."""
        return self.respond(self.questioner.question(sentence, speaker))

    def known(self, sentence: Sentence, speaker: Speaker) -> bool:
        """Whether just this was asked before."""
        return self.precedents.known(self.questioner.question(sentence, speaker)) is not None

    def respond(self, question: Question) -> Answer:
        """The same for a question whose posts are known."""
        said = self._silences.before(question)
        answer = said or self._found(question)
        answer = self.precedents.as_before(question, answer) or (answer if said else self.precedents.weighed(question, answer))
        return replace(answer, unknown_words=tuple(_as_said(question.sentence, word) for word in answer.unknown_words))

    def _found(self, question: Question) -> Answer:
        """What the rules answer, ask back or don't know."""
        found = next((found for kind in self._kinds if (found := kind(question)) is not None), None)
        answer = (
            self._or_duty(question, self.evidence.held(question, found))
            if found
            else self._reaching(question, self.fallback.search(question))
        )
        if answer.kind == "unknown" and question.supposed:
            again = self.fallback.search(replace(question, actions=(), supposed=False))
            answer = again if again.kind == "answer" else answer
        return self.evidence.after_all(question, answer) if answer.kind == "clarify" else answer

    def _or_duty(self, question: Question, held: Answer) -> Answer:
        """Where a rule is no sure answer and the question isn't about an act towards anybody, a clause on just that is."""
        if held.kind == "answer" and self._in_passing(question, held) and self._outdone(question, held):
            again = self.fallback.search(question)
            return again if again.kind == "answer" else held
        if held.kind == "answer" and question.supposed and self._far_outdone(question, held):
            again = self.fallback.search(replace(question, actions=(), supposed=False))
            return again if again.kind == "answer" else held
        if held.kind != "clarify" or self.grounds.concerned(question):
            return held
        again = self.fallback.search(question)
        return again if again.kind == "answer" else held

    def _in_passing(self, question: Question, held: Answer) -> bool:
        """Whether it rests on words that may have been said in passing: an act towards nobody, or 归谁管."""
        line = held.intent is Intent.REPORTS_TO and (len(question.roles) > 1 or (question.mine and not question.has("who")))
        return line or (bool(held.actions) and not self.grounds.concerned(question))

    def _outdone(self, question: Question, held: Answer) -> bool:
        """Whether a clause on something else accounts for clearly more than those on the act that was named in passing."""
        found = self.index.search(question.sentence)
        ours = max((f.coverage for f in found if f.clause in held.clauses), default=0)
        return bool(found) and found[0].clause not in held.clauses and found[0].coverage - ours >= CLEARLY

    def _far_outdone(self, question: Question, held: Answer) -> bool:
        """Whether a clause speaks in far more telling words of what was told than those on the acts that turn on it: 空调坏了跟谁说."""
        found = self.index.search(question.sentence)
        ours = max((f.score for f in found if f.clause in held.clauses), default=0)
        whole = bool(found) and found[0].clause not in held.clauses and found[0].coverage >= WHOLE
        return whole and found[0].score >= FAR * ours


def _as_said(sentence: Sentence, word: str) -> str:
    """A word of the folded text as somebody said it: how many, and not how mani."""
    start = sentence.folded.text.find(word)
    if start < 0 or not word:
        return word
    begins, ends = span(sentence, Hit(start, start + len(word), "word", word))
    rest = _REST.match(sentence.text, ends) if word[-1].isascii() else None
    return sentence.text[begins : rest.end() if rest else ends] or word
