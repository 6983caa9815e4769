"""A question -> an answer from the compiled rules: what is said, by which clauses, or that the book is silent.

The same rules that decide also answer; clause search is the fallback. A question that names a post and nothing
else that the book knows is not evidence of anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot.authority.evaluating import held_by
from bot.authority.routing import line_above
from bot.language.answers import Answer, Intent
from bot.language.evidence import Evidence
from bot.language.lexicon import Hit
from bot.language.matching import strange, understood
from bot.language.normalising import fold
from bot.language.questions import Question, Questioner, said
from bot.language.searching import ClauseIndex, Found, terms
from bot.language.sentence import Sentence
from bot.language.speaking import Speaker
from bot.language.stating import stated
from bot.model import ClauseId, Decision, Grant, Outcome, RoleKey
from bot.rulebook.library import Library

#: A clause that accounts for this share of the question answers it; for less than the last it is silent (per cent).
#: In between it answers only where it is well ahead of the next one.
ANSWERS, ANSWERS_AHEAD, ASKS_BACK = 55, 35, 22
#: Among the few clauses of the post asked about, less will do.
OWN_ANSWERS = 36
#: How far ahead of the next clause that is (per cent of its score).
AHEAD = 130
#: A clause asked for by its number.
_NUMBER = re.compile(r"(?<![0-9.])[0-9](?:\.[0-9]{1,2}){1,3}b?(?![0-9])")
#: At most this many clauses are quoted where several rules say the same.
CLAUSES = 6
#: At most this many choices are offered when asking back.
CHOICES = 3


#: Answered from who reports to whom and who stands in, not from what a clause says.
_OF_LINES = frozenset({Intent.STAND_IN, Intent.BEYOND, Intent.REPORTS_TO, Intent.REPORTED_BY})
#: Decides what a sentence proposes as if a speaker proposed it.
Judge = Callable[[Sentence, Speaker], Decision]
#: How the one whom an act concerns can stand to the asker so that it matters.
_TELLING = frozenset({"other-group", "other-department", "self"})


class Asker:
    """Answers questions from one library."""

    def __init__(self, library: Library, index: ClauseIndex, judge: Judge) -> None:
        self.library = library
        self._judge = judge
        self.questioner = Questioner(library)
        self.index = index
        self.evidence = Evidence(library, index)
        self._clauses_of: dict[RoleKey, list[ClauseId]] = {}
        for clause in library.clauses.values():
            self._clauses_of.setdefault(clause.role, []).append(clause.id)

    def answer(self, sentence: Sentence, speaker: Speaker) -> Answer:
        """Answer a question, ask back, or say that the book is silent."""
        return self.respond(self.questioner.question(sentence, speaker))

    def respond(self, question: Question) -> Answer:
        """The same for a question whose posts are known."""
        silent = self._silent(question)
        if silent is not None:
            return silent
        for step in (self._stand_in, self._beyond, self._compare, self._lines, self._about_action, self._duties):
            found = step(question)
            if found is not None:
                held = self._held(question, found)
                again = self._search(question) if held.kind == "clarify" and not self._concerned(question) else held
                return again if again.kind == "answer" else held
        return self._search(question)

    def _silent(self, question: Question) -> Answer | None:
        """Clauses asked for by number, and what is refused before anything is looked up: unknown posts, things no book has."""
        sentence, roles = question.sentence, question.roles
        numbered = tuple(dict.fromkeys(found for found in _NUMBER.findall(sentence.text) if found in self.library.clauses))
        if numbered:
            return Answer(kind="answer", intent=Intent.SEARCH, clauses=numbered[:CLAUSES])
        unheard = tuple(said(sentence, hit) for hit in sentence.of("silent") if not (roles and _says_away(sentence, hit)))
        if unheard:
            return Answer(kind="unknown", intent=Intent.SEARCH, roles=roles, unknown_words=unheard)
        if question.strangers and not roles and (question.has("duties", "may", "limit") or not question.units):
            return Answer(kind="unknown", intent=Intent.SEARCH, unknown_words=question.strangers)
        if not question.has("duties"):
            return None
        if roles and all(self.library.roles[key].outside for key in roles) and not question.actions:
            return self._mentioned(question)
        elsewhere = not roles and not question.units and bool(sentence.of("relation", "other-department"))
        if elsewhere or (not roles and not question.alike and _post_unknown(sentence)):
            return Answer(kind="unknown", intent=Intent.DUTIES)
        return None

    def _held(self, question: Question, answer: Answer) -> Answer:
        """The answer, where its clauses have what was asked for; else that the book is silent, or a question back."""
        if answer.kind != "answer":
            return answer
        if answer.intent in _OF_LINES:
            uncounted = self.evidence.uncounted(question, answer.clauses)
            return Answer(kind="unknown", intent=answer.intent, roles=question.roles, unknown_words=uncounted) if uncounted else answer
        if answer.intent in (Intent.SEARCH, Intent.WHO) and (
            self.evidence.bare(question, answer.clauses[0]) or self.evidence.unread(question, answer.clauses[0])
        ):
            return Answer(kind="clarify", intent=answer.intent, roles=question.roles, choices=answer.clauses[:CHOICES])
        foreign = tuple(name for name in question.strangers if not any(self.index.holds(clause, name) for clause in answer.clauses))
        if foreign:
            return Answer(kind="unknown", intent=answer.intent, roles=question.roles, unknown_words=foreign)
        if self._at_odds(answer):
            return Answer(kind="clarify", intent=answer.intent, roles=question.roles, choices=answer.clauses[:CHOICES])
        missing = self.evidence.missing(question, answer)
        if missing:
            return Answer(kind="unknown", intent=answer.intent, roles=question.roles, unknown_words=missing)
        alien = self.evidence.alien(question, answer)
        if alien:
            return Answer(kind="clarify", intent=answer.intent, roles=question.roles, choices=answer.clauses[:CHOICES], unknown_words=alien)
        return answer

    def _concerned(self, question: Question) -> bool:
        """Whether an act towards a customer or an employee was named: what no rule says of it, no duty says either."""
        return any(self.library.vocabulary.actions[action].concerns for action in question.actions)

    def _at_odds(self, answer: Answer) -> bool:
        """Whether acts towards different people, or two towards customers, were named that no clause has together."""
        concerns = [self.library.vocabulary.actions[action].concerns for action in answer.actions]
        acts = {action for action, concern in zip(answer.actions, concerns, strict=True) if concern}
        held = [{grant.action for grant in self.library.grants if grant.clause == clause} for clause in answer.clauses]
        apart = concerns.count("customer") > 1 or len({concern for concern in concerns if concern}) > 1
        return answer.intent is not Intent.COMPARE and apart and not any(acts <= actions for actions in held)

    def _mentioned(self, question: Question) -> Answer:
        """Posts that the books only mention have no duties of their own there: ask back with the clauses that mention them."""
        names = [
            re.compile(re.escape(fold(name)))
            for key in question.roles
            for name in (self.library.roles[key].title.zh, *self.library.roles[key].aliases)
        ]
        books = {self.library.roles[key].book for key in question.roles}
        clauses = tuple(c for c in self._of_books(books) if any(self.index.says(c, name) for name in names))[:CHOICES]
        return Answer(kind="clarify" if clauses else "unknown", intent=Intent.DUTIES, roles=question.roles, choices=clauses)

    def _grants(self, question: Question, role: RoleKey) -> list[Grant]:
        return [held.grant for held in held_by(self.library, role) if held.grant.action in question.actions]

    def _scope(self, roles: Iterable[RoleKey]) -> list[ClauseId]:
        """The clauses of posts, of those they inherit from and that stand in their department."""
        clauses: list[ClauseId] = []
        for role in roles:
            for key in (role, *self.library.roles[role].inherits):
                clauses += self._clauses_of.get(key, [])
        return list(dict.fromkeys(clauses))

    # The kinds of question ------------------------------------------------------------------

    def _stand_in(self, question: Question) -> Answer | None:
        acted = {a.role for key in (*question.speaker.roles, *question.roles) if (a := self.library.roles[key].acts_for)}
        asks = question.has("standin") or (_away(question.sentence) and (question.has("who") or (question.has("may", "duties") and not acted.isdisjoint(question.roles))))
        if not asks or not question.roles or (question.actions and not (question.has("who") or _away(question.sentence))):
            return None
        away = [key for key in question.roles if not self.library.roles[key].acts_for] or list(question.roles)
        if len(away) < len(question.roles) and _all_away(question.sentence):  # the stand-in is away as well, and acting does not chain
            return Answer(kind="unknown", intent=Intent.STAND_IN, roles=question.roles)
        deputies = [role for role in self.library.roles.values() if role.acts_for and role.acts_for.role in away]
        acting = [self.library.roles[key] for key in question.roles if self.library.roles[key].acts_for]
        found = list(dict.fromkeys(role.key for role in (*deputies, *acting)))
        if not found:
            if not (_away(question.sentence) or question.has("who")):
                return None
            return Answer(kind="unknown", intent=Intent.STAND_IN, roles=question.roles)
        clauses = [self.library.roles[key].acts_for.clause for key in found if self.library.roles[key].acts_for]  # type: ignore[union-attr]
        return Answer(
            kind="answer", intent=Intent.STAND_IN, clauses=tuple(dict.fromkeys(clauses)), roles=question.roles, holders=tuple(found)
        )

    def _beyond(self, question: Question) -> Answer | None:
        if not question.has("beyond") or any(self._grants(question, key) for key in question.roles):
            return None
        roles = question.roles or question.speaker.roles or tuple(self._bearing_escalation(question.units))
        clauses = [escalation.clause for key in roles for escalation in self.library.roles[key].escalations]
        if not clauses:
            if question.roles and not terms(question.sentence):
                return Answer(kind="unknown", intent=Intent.BEYOND, roles=tuple(roles))
            return None
        return Answer(kind="answer", intent=Intent.BEYOND, clauses=tuple(dict.fromkeys(clauses)), roles=tuple(roles))

    def _bearing_escalation(self, units: tuple[str, ...]) -> list[RoleKey]:
        return [key for key, role in self.library.roles.items() if role.escalations and (not units or role.book in units)]

    def _compare(self, question: Question) -> Answer | None:
        roles = [key for key in question.roles if self._clauses_of.get(key)]
        if len(roles) < 2 or not (question.has("compare") or (question.has("who") and not question.has("reports", "standin", "downward"))):
            return None
        if not question.has("compare") and not question.actions and not _content(question.sentence):
            return None
        clauses = [grant.clause for key in roles for grant in self._grants(question, key)]
        for key in roles:
            if not any(grant.role == key for grant in self.library.grants if grant.clause in clauses):
                found = self.index.search(question.sentence, self._clauses_of[key], 1) if _content(question.sentence) else []
                clauses += [found[0].clause] if found and found[0].coverage >= ANSWERS_AHEAD else self._clauses_of[key]
        return self._listed(question, Intent.COMPARE, clauses) if clauses else None

    def _lines(self, question: Question) -> Answer | None:
        roles = question.roles or question.alike
        if (
            not question.has("reports", "downward")
            or not roles
            or question.actions
            or (question.has("after") and not question.has("reports"))
        ):
            return None
        if self._asks_downward(question):
            below = [role.key for role in self.library.roles.values() if role.reports_to and set(role.reports_to.to) & set(roles)]
            if not below:
                return Answer(kind="unknown", intent=Intent.REPORTED_BY, roles=roles)
            clauses = [line.clause for key in below if (line := self.library.roles[key].reports_to) and line.clause]
            extra = self.index.search(question.sentence, self._scope(roles), 2)
            clauses = [*(found.clause for found in extra if found.coverage >= ASKS_BACK), *clauses]
            return Answer(
                kind="answer", intent=Intent.REPORTED_BY, clauses=tuple(dict.fromkeys(clauses)), roles=roles, holders=tuple(below)
            )
        lines = [(key, line) for key in roles[:1] if (line := self.library.roles[key].reports_to)]
        if not lines:
            return None
        above = tuple(line_above(self.library, roles[0]))
        clauses = [line.clause for key in (roles[0], *above) if (line := self.library.roles[key].reports_to) and line.clause]
        return Answer(kind="answer", intent=Intent.REPORTS_TO, clauses=tuple(dict.fromkeys(clauses)), roles=roles[:1], holders=above)

    def _asks_downward(self, question: Question) -> bool:
        """谁向经理汇报 asks downwards, 经理向谁汇报 upwards: it depends on whether 'who' comes before the post."""
        if question.has("downward"):
            return True
        who = question.sentence.of("marker", "who")
        roles = question.sentence.of("role")
        return bool(
            who and roles and who[0].start < roles[0].start and question.sentence.language == "zh" and "向" in question.sentence.text
        )

    def _about_action(self, question: Question) -> Answer | None:
        """Who may do something, may a post do it, up to how much, and what follows."""
        banned = self._forbidden(question)
        if banned:
            return banned
        if not question.actions or understood(question.sentence) < ANSWERS:
            return None
        named = [key for key in question.actors if not self.library.roles[key].outside]
        said_of = {hit.id for hit in question.sentence.of("fact")}
        turning = any(said_of & set(g.conditions) for g in self.library.grants if g.action in question.actions)
        subject = question.roles and self.library.roles[question.roles[0]].outside
        if subject and not turning and not question.has("after", "away", "standin"):
            return Answer(kind="unknown", intent=self._intent(question), roles=question.roles[:1], actions=question.actions)
        if named and not any(self._book_knows(key, question.actions) for key in named):
            return None
        if question.units and not any(self._unit_knows(book, question.actions) for book in question.units):
            return None
        holders = tuple(dict.fromkeys(g.role for g in self.library.grants if g.action in question.actions))
        if not holders:
            return None
        grants = [grant for key in named for grant in self._grants(question, key)]
        if named and not grants:
            return self._not_held(question, named, holders)
        chosen = grants or [g for g in self.library.grants if g.action in question.actions]
        clauses = [grant.clause for grant in chosen]
        clauses += [
            c for key in named if (c := self.library.roles[key].inherits_clause) and any(g.role != key for g in self._grants(question, key))
        ]
        verdict = self._verdict(question, named)
        if verdict and verdict.outcome in (Outcome.APPROVAL_REQUIRED, Outcome.PROHIBITED):
            clauses = [*verdict.clauses, *clauses]
        clauses += [ban.clause for ban in self.library.prohibitions if ban.action in question.actions]
        intent = self._intent(question)
        return Answer(
            kind="answer",
            intent=intent,
            clauses=tuple(dict.fromkeys(clauses))[:CLAUSES],
            roles=tuple(named),
            holders=tuple(dict.fromkeys(grant.role for grant in chosen)) if not named else tuple(named),
            actions=question.actions,
            verdict=verdict,
        )

    def _verdict(self, question: Question, named: Sequence[RoleKey]) -> Decision | None:
        """The decision on the case that the question tells: 经理能罚 150 元吗 is answered no, not by the rule alone."""
        sentence = question.sentence
        told = bool(sentence.amounts) or any(hit.id in _TELLING for hit in sentence.of("relation"))
        told = told or any(hit.part == "false" for hit in sentence.of("fact"))
        if not told or len(named) != 1 or len(question.actions) != 1:
            return None
        decision = self._judge(sentence, replace(question.speaker, roles=(named[0],), person=None))
        return decision if decision.proposal.action in question.actions else None

    def _forbidden(self, question: Question) -> Answer | None:
        """What the book forbids, where the question describes just that."""
        facts = {key for key, fact in self.library.vocabulary.facts.items() if stated(question.sentence, fact)}
        bans = [ban for ban in self.library.prohibitions if ban.action and facts and set(ban.when) <= facts]
        bans = [ban for ban in bans if question.sentence.of("money", ban.action) or ban.action in question.actions]
        refused = {g.action for g in self.library.grants if any(set(ban.when) & set(g.conditions) for ban in bans)}
        if not bans or refused & set(question.actions):
            return None
        books = {*question.units, *(key.split("/")[0] for key in question.roles)}
        bans = [ban for ban in bans if not books or ban.book in books]
        liable = self.index.search(question.sentence, self._of_books({ban.book for ban in bans}), 1) if question.has("after", "who") else []
        clauses = tuple(dict.fromkeys([*(f.clause for f in liable if f.coverage >= ANSWERS), *(ban.clause for ban in bans)]))
        return Answer(kind="answer", intent=Intent.FORBIDDEN, clauses=clauses, roles=question.roles) if bans else None

    def _not_held(self, question: Question, named: Sequence[RoleKey], holders: tuple[RoleKey, ...]) -> Answer:
        grants = [g for g in self.library.grants if g.action in question.actions]
        acting = [a.clause for key in named if (a := self.library.roles[key].acts_for) and a.role in holders]
        own = [found.clause for found in self.index.search(question.sentence, self._scope(named), 1) if found.coverage >= ASKS_BACK]
        beyond = [escalation.clause for key in named for escalation in self.library.roles[key].escalations]
        clauses = [*own, *acting, *(g.clause for g in grants), *beyond]
        return Answer(
            kind="answer",
            intent=Intent.MAY,
            clauses=tuple(dict.fromkeys(clauses))[:CLAUSES],
            roles=tuple(named),
            holders=holders,
            actions=question.actions,
        )

    def _book_knows(self, role: RoleKey, actions: Iterable[str]) -> bool:
        return self._unit_knows(self.library.roles[role].book, actions)

    def _unit_knows(self, book: str, actions: Iterable[str]) -> bool:
        return any(g.action in actions and g.role.startswith(book + "/") for g in self.library.grants)

    def _intent(self, question: Question) -> Intent:
        for marker, intent in (("after", Intent.AFTER), ("limit", Intent.LIMIT), ("who", Intent.WHO)):
            if question.has(marker):
                return intent
        return Intent.MAY

    def _duties(self, question: Question) -> Answer | None:
        """What a post must do and may do, where nothing else was asked for."""
        if not question.has("duties", "may", "limit") or (question.strangers and not question.roles):
            return None
        keys = question.roles or (*(f"{book}/department" for book in question.units), *question.alike)
        keys = tuple(key for key in keys if self._clauses_of.get(key))
        if not keys or _content(question.sentence) or strange(question.sentence) >= 2:
            return None
        clauses = [clause for key in keys for clause in self._clauses_of[key]]
        inherited = [c for key in keys for above in self.library.roles[key].inherits for c in self._clauses_of.get(above, [])]
        return self._listed(question, Intent.DUTIES, [*clauses, *inherited])

    def _listed(self, question: Question, intent: Intent, clauses: Sequence[ClauseId]) -> Answer:
        return Answer(kind="answer", intent=intent, clauses=tuple(dict.fromkeys(clauses)), roles=question.roles)

    # Search ---------------------------------------------------------------------------------

    def _search(self, question: Question) -> Answer:
        roles = tuple(key for key in question.roles if self._scope([key]))
        intent = Intent.WHO if question.has("who") else Intent.SEARCH
        other = bool(question.actions and roles) and not any(self._book_knows(key, question.actions) for key in roles)
        refused: Answer | None = None
        for scope, bar in self._scopes(question, roles):
            found = [f for f in self.index.search(question.sentence, scope)]
            if found and not self._can_answer(question, found[0]): found=[]
            enough = max(bar, ANSWERS) if other else bar
            near = found if found and found[0].coverage < ANSWERS_AHEAD else found[:1]
            reach = [f for f in near if f.coverage >= enough]
            if reach or (found and _ahead(found) and not other):
                clauses = _best([*reach[:1], *(f for f in found if f is not reach[0])] if reach else found)
                held = self._held(question, Answer(kind="answer", intent=intent, clauses=clauses, roles=question.roles))
                if held.kind == "answer":
                    return held
                refused = refused or held
        if refused:
            return refused
        found = self.index.search(question.sentence, self._scopes(question, roles)[0][0])
        if found and found[0].coverage >= ASKS_BACK:
            return Answer(
                kind="clarify",
                intent=intent,
                roles=question.roles,
                choices=tuple(f.clause for f in found if f.coverage >= ASKS_BACK)[:CHOICES],
            )
        return Answer(kind="unknown", intent=intent, roles=question.roles, unknown_words=question.strangers)

    def searched(self, question: Question) -> list[tuple[int, list[Found]]]:
        """What clause search finds: scope by scope the share that a clause has to account for, and the best clauses."""
        scopes = self._scopes(question, tuple(key for key in question.roles if self._scope([key])))
        return [(bar, self.index.search(question.sentence, scope, 5)) for scope, bar in scopes]

    def _can_answer(self, question: Question, found: Found) -> bool:
        """A clause without any figure doesn't answer how much."""
        return not question.has("limit") or any(character.isdigit() for character in self.library.clauses[found.clause].text.zh)

    def _scopes(self, question: Question, roles: tuple[RoleKey, ...]) -> list[tuple[list[ClauseId] | None, int]]:
        """Where to look, nearest first, and how much a clause there has to account for."""
        if roles:
            books = {self.library.roles[key].book for key in roles}
            return [(self._scope(roles), OWN_ANSWERS), (self._of_books(books), ANSWERS + 10)]
        if question.units:
            inside: list[tuple[list[ClauseId] | None, int]] = [([*self._of_books(question.units), *self._scope(question.alike)], ANSWERS)]
            return inside if self._concerned(question) else [*inside, (None, ANSWERS + 20)]
        if question.roles:  # posts that the book mentions without a clause of their own
            return [(self._of_books({self.library.roles[key].book for key in question.roles}), ANSWERS)]
        own: list[tuple[list[ClauseId] | None, int]] = (
            [(self._of_books(question.speaker.books), ANSWERS + 10)] if question.speaker.books else []
        )
        return [*own, (None, ANSWERS)]

    def _of_books(self, books: Iterable[str]) -> list[ClauseId]:
        wanted = set(books)
        return [clause.id for clause in self.library.clauses.values() if clause.book in wanted]


_DUTIES_OF = re.compile(r" duti of the (?P<post>[a-z]+) |responsibl of the (?P<other>[a-z]+) ")


def _post_unknown(sentence: Sentence) -> bool:
    """The duties of the copywriter: a post that the books don't have."""
    found = _DUTIES_OF.search(sentence.folded.text)
    return found is not None and any(start < found.end() and found.start() < end for start, end in sentence.unknown)


def _away(sentence: Sentence) -> bool:
    """Whether somebody is said to be away, and not only something given away."""
    acts = sentence.of("action")
    return any(not any(act.start <= hit.start and hit.end <= act.end for act in acts) for hit in sentence.of("marker", "away"))


def _all_away(sentence: Sentence) -> bool:
    """总监和总监助理都不在: several posts before one absence."""
    marker = next(iter(sentence.of("marker", "away")), None)
    return marker is not None and len({hit.id for hit in sentence.of("role") if hit.end <= marker.start}) > 1


def _says_away(sentence: Sentence, hit: Hit) -> bool:
    """Leave as the reason why somebody is away, not as what is asked for."""
    return any(m.start < hit.end and hit.start < m.end for m in sentence.of("marker", "away"))


def _content(sentence: Sentence) -> bool:
    """Whether the sentence says anything besides posts, departments and question words."""
    asking = [hit for hit in sentence.hits if hit.id in _ASKING or hit.kind in ("role", "unit")]
    return any(
        not any(hit.start <= term.start and term.end <= hit.end for hit in asking)
        for term in terms(sentence)
        if term.key[1:2] == ":" or (len(term.key) > 1 and _solid(sentence, term.start, term.end))
    )


#: Markers that only ask: 有哪些权限 is no question about authority as such.
_ASKING = frozenset({"duties", "may", "limit", "who"})


def _solid(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a stretch is wholly outside everything that only shapes a question."""
    return not any(hit.start < end and start < hit.end for hit in sentence.hits if hit.kind in ("marker", "role", "unit", "relation"))


def _ahead(found: Sequence[Found]) -> bool:
    """Whether the first accounts for a fair share and leaves the next one well behind."""
    return found[0].coverage >= ANSWERS_AHEAD and (len(found) == 1 or found[0].score * 100 >= found[1].score * AHEAD)


def _best(found: Sequence[Found]) -> tuple[ClauseId, ...]:
    """The best clause and those hardly behind it."""
    top = found[0]
    near = [f for f in found[1:3] if f.score * 100 >= top.score * 72 and f.coverage >= top.coverage - 15]
    return (top.clause, *(f.clause for f in near))
