"""`remit batch`, and the JSON forms of answers and decisions that it shares with `remit ask` and `remit check`.

These forms are stable: the product is measured by them from outside.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache

from adapters.asking.lines import BadLine, read_line
from bot.authority.deciding import headline, superior_of
from bot.authority.situation import Situation
from bot.language.asking.answers import Answer
from bot.language.recognising.sentence import language_of
from bot.language.speaking import Speaker
from bot.model import Approver, ClauseId, Decision, Language
from bot.naming import UnknownWho, role_of, speaker_of
from bot.ports import Json
from bot.staff import Staff
from bot.texts import Phrasing, answer_text, decision_text
from bot.understanding import Checked, Understanding

#: So many of those who are named are known again.
LATELY = 1_000


class Service:
    """Asks and checks for people named from outside."""

    def __init__(self, understanding: Understanding, staff: Staff) -> None:
        self.understanding = understanding
        self.library = understanding.library
        self.staff = staff
        self.phrasing = Phrasing(self.library, staff)
        self._speaker = lru_cache(LATELY)(lambda who: speaker_of(self.library, staff, who))
        self._post = lru_cache(LATELY)(lambda name, books: role_of(self.library, name, people=staff.people, books=books))

    def ask(self, who: str, text: str, language: Language | None = None) -> Json:
        """One question. Raises UnknownWho."""
        speaker = self._speaker(who)
        answer = self.understanding.ask(text, speaker)
        return self._answer(answer, speaker, language or language_of(text))

    def check(self, who: str, text: str, absent: Iterable[str] = (), language: Language | None = None) -> Json:
        """One proposal, with posts (or people) said to be away. Raises UnknownWho."""
        checked, speaker = self.checked(who, text, absent)
        return self.shown(checked, speaker, language or language_of(text))

    def checked(self, who: str, text: str, absent: Iterable[str] = ()) -> tuple[Checked, Speaker]:
        """What comes of a proposal, and who made it. Raises UnknownWho."""
        speaker = self._speaker(who)
        people = [name for name in absent if name in self.staff.people]
        posts = [name for name in absent if name not in people]
        roles = [self._post(name, speaker.books) for name in posts]
        return self.understanding.check(text, speaker, absent=roles, away=people), speaker

    def _answer(self, answer: Answer, speaker: Speaker, language: Language) -> Json:
        superior = None
        if answer.kind == "unknown" and speaker.roles:
            situation = Situation(roles=speaker.roles, actor=speaker.person.id if speaker.person else None, staff=self.staff)
            superior = superior_of(self.library, situation, speaker.roles[0])
        return {
            "kind": answer.kind,
            "text": answer_text(self.phrasing, answer, language, superior),
            "citations": self._citations(answer.clauses or answer.choices, language),
        }

    def shown(self, checked: Checked, speaker: Speaker, language: Language) -> Json:
        """The JSON form of what came of a proposal."""
        role = speaker.roles[0] if speaker.roles else None
        first = headline(checked.decisions)
        shown = self._decision(first, role, language)
        if len(checked.decisions) > 1:
            shown["text"] = decision_text(self.phrasing, checked.decisions, role, language)
            shown["parts"] = [self._decision(decision, role, language) for decision in checked.decisions]
        return shown

    def _decision(self, decision: Decision, role: str | None, language: Language) -> Json:
        return {
            "outcome": decision.outcome.value,
            "action": decision.proposal.action,
            "approver": self.approver(decision.approver),
            "missing": [{"fact": fact, "question": self.phrasing.asking(fact, language, decision.proposal)} for fact in decision.missing],
            "obligations": [self._obligation(decision, index, language) for index in range(len(decision.obligations))],
            "citations": self._citations(decision.clauses, language),
            "text": decision_text(self.phrasing, [decision], role, language),
        }

    def _obligation(self, decision: Decision, index: int, language: Language) -> Json:
        due = decision.obligations[index]
        shown: Json = {"text": due.obligation.text.into(language), "clause": due.obligation.clause, "step": due.obligation.step}
        if due.by:
            shown["by"] = self.phrasing.role(due.by, language)
        if due.moved_from:
            shown["moved_from"] = self.phrasing.role(due.moved_from, language)
        return shown

    def approver(self, approver: Approver | None) -> Json | None:
        """The JSON form of who decides, titles as in the source; null where nobody has to, and where nobody in the book may."""
        if approver is None or approver.nobody:
            return None
        title = self.phrasing.roles(approver.roles or ((approver.role,) if approver.role else ()), "zh").replace("、", "或")
        if approver.unnamed:
            title = approver.unnamed.zh
        shown: Json = {"role": approver.role, "title": title, "referral": approver.referral}
        if approver.people:
            shown["person"] = approver.people[0]
        if approver.stands_for:
            shown["stands_for"] = self.phrasing.role(approver.stands_for, "zh")
        return shown

    def _citations(self, clauses: Iterable[ClauseId], language: Language) -> list[Json]:
        return [self._citation(clause, language) for clause in clauses]

    def _citation(self, ident: ClauseId, language: Language) -> Json:
        clause = self.library.clauses[ident]
        book = self.library.books[clause.book]
        shown: Json = {"clause": ident, "book": clause.book, "source": book.document.into(language), "text": clause.text.into(language)}
        if clause.quote:
            shown["quote"] = clause.quote
        return shown


def batch(service: Service, lines: Iterable[str], language: Language | None = None) -> Iterator[str]:
    """One line of JSON out for each line in, in order, in a `language` unless it names one; a bad line gives an error, and it goes on."""
    for line in lines:
        if line.strip():
            yield json.dumps(_handle(service, line, language), ensure_ascii=False, allow_nan=False)


def _handle(service: Service, line: str, language: Language | None) -> Json:
    try:
        given = read_line(line, language)
    except BadLine as error:
        return {"id": error.ident, "error": str(error)}
    ident, text = given.get("id"), given["text"]
    language = given.get("lang") or language
    try:
        if given["do"] == "ask":
            return {"id": ident, **service.ask(given["as"], text, language)}
        return {"id": ident, **service.check(given["as"], text, given.get("absent") or (), language)}
    except UnknownWho as error:
        return {"id": ident, "error": error.words.into(language or language_of(text))}
