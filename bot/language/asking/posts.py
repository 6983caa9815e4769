"""Answers that list the clauses of posts: what each must do and may do, and how two of them differ."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.asking.answers import Answer, Intent
from bot.language.asking.grounds import ANSWERS_AHEAD, Grounds
from bot.language.asking.questions import Question
from bot.language.checking.wording.weighing import strange
from bot.language.recognising.sentence import Sentence
from bot.language.searching import terms
from bot.model import ClauseId


class Posts:
    """Answers about posts as such, for one library."""

    def __init__(self, grounds: Grounds) -> None:
        self.grounds = grounds
        self.library = grounds.library
        self.index = grounds.index

    def compare(self, question: Question) -> Answer | None:
        """How several posts differ, in general or in one matter."""
        roles = [key for key in question.roles if self.grounds.clauses_of.get(key)]
        if len(roles) < 2 or not (question.has("compare") or (question.has("who") and not question.has("reports", "standin", "downward"))):
            return None
        if not question.has("compare") and not question.actions and not _content(question.sentence):
            return None
        clauses = [grant.clause for key in roles for grant in self.grounds.grants(question, key)]
        for key in roles:
            if not any(grant.role == key for grant in self.library.grants if grant.clause in clauses):
                found = self.index.search(question.sentence, self.grounds.clauses_of[key], 1) if _content(question.sentence) else []
                clauses += [found[0].clause] if found and found[0].coverage >= ANSWERS_AHEAD else self.grounds.clauses_of[key]
        return listed(question, Intent.COMPARE, clauses) if clauses else None

    def inherited(self, question: Question) -> Answer | None:
        """Whether one post has what another has: does a manager hold the advisers' powers as well."""
        if question.actions or not question.has("may", "duties") or question.has("compare", "reports", "standin", "downward"):
            return None
        mine = question.speaker.roles if question.has("speaker") else ()
        heirs = [key for key in (*question.roles, *mine) if set(self.library.roles[key].inherits) & set(question.roles)]
        clauses = [clause for key in heirs if (clause := self.library.roles[key].inherits_clause)]
        return listed(question, Intent.MAY, clauses) if clauses else None

    def duties(self, question: Question) -> Answer | None:
        """What a post must do and may do, where nothing else was asked for."""
        if not question.has("duties", "may", "limit") or (question.strangers and not question.roles):
            return None
        keys = question.roles or (*(f"{book}/department" for book in question.units), *question.alike)
        keys = tuple(key for key in keys if self.grounds.clauses_of.get(key))
        if not keys or _content(question.sentence) or strange(question.sentence) >= 2:
            return None
        clauses = [clause for key in keys for clause in self.grounds.clauses_of[key]]
        inherited = [c for key in keys for above in self.library.roles[key].inherits for c in self.grounds.clauses_of.get(above, [])]
        return listed(question, Intent.DUTIES, [*clauses, *inherited])


def listed(question: Question, intent: Intent, clauses: Sequence[ClauseId]) -> Answer:
    """The answer that these clauses are, each once."""
    return Answer(kind="answer", intent=intent, clauses=tuple(dict.fromkeys(clauses)), roles=question.roles)


#: Markers that only ask: 有哪些权限 is no question about authority as such.
_ASKING = frozenset({"duties", "may", "limit", "who"})


def _content(sentence: Sentence) -> bool:
    """Whether the sentence says anything besides posts, departments and question words."""
    asking = [hit for hit in sentence.hits if hit.id in _ASKING or hit.kind in ("role", "unit")]
    posts = [hit for hit in asking if hit.id not in _ASKING and sentence.folded.text[hit.start] != " "]
    return any(
        not any(hit.start <= term.start and term.end <= hit.end for hit in asking)
        and not any(hit.start < term.end and term.start < hit.end for hit in posts)  # the 做大 of 做大客户销售的
        for term in terms(sentence)
        if term.key[1:2] == ":" or (len(term.key) > 1 and _solid(sentence, term.start, term.end))
    )


def _solid(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a stretch is wholly outside everything that only shapes a question."""
    return not any(hit.start < end and start < hit.end for hit in sentence.hits if hit.kind in ("marker", "role", "unit", "relation"))
