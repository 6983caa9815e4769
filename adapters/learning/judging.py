"""What came for a case, held against what it expects; each difference in words.

Spaces, width, case and traditional characters make no difference. A clause is compared only where something was
answered or decided: a question back and an honest `unknown` cite nothing that they rest on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from adapters.asking.batch import Service
from adapters.learning.cases import Case
from bot.language.recognising.normalising import fold
from bot.model import ClauseId, Language
from bot.naming import UnknownWho
from bot.ports import Json
from bot.texts import render

PERMITTED = "permitted"


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """One case with what came, in a word, and everything that is wrong with it."""

    case: Case
    came: str
    wrong: tuple[str, ...] = ()
    wrongly_permitted: bool = False
    #: True where the case names words of the source that nobody could look up.
    unchecked: bool = False


class Judge:
    """Puts cases to one service. `sources` are the clauses' own words, where the books have no attached document."""

    def __init__(self, service: Service, sources: Mapping[ClauseId, str] | None = None, language: Language = "en") -> None:
        self.service = service
        self.language = language
        library = service.library
        quoted = {clause.id: clause.quote for clause in library.clauses.values() if clause.quote}
        self._sources = {clause: squeezed(text) for clause, text in {**quoted, **(sources or {})}.items()}

    def judge(self, case: Case) -> Judgement:
        """Ask or check it, and say what is wrong with what came."""
        try:
            given = self._given(case)
        except UnknownWho as error:
            return Judgement(case=case, came="error", wrong=(error.words.into(self.language),))
        came = given["kind"] if case.asks else given["outcome"]
        wrong = [*self._outcome(case, came), *self._approver(case, given), *self._clause(case, given, came)]
        wrong += [*self._words(case, given), *self._obligation(case, given)]
        permitted = not case.asks and came == PERMITTED and case.expect.outcome is not None and PERMITTED not in case.expect.outcome
        return Judgement(case=case, came=came, wrong=tuple(wrong), wrongly_permitted=permitted, unchecked=self._unchecked(case))

    def _given(self, case: Case) -> Json:
        if case.asks:
            return self.service.ask(case.who, case.text, case.lang)
        return self.service.check(case.who, case.text, case.absent, case.lang)

    def _outcome(self, case: Case, came: str) -> list[str]:
        wanted = case.expect.kind if case.asks else case.expect.outcome
        return [self._instead("outcome", came, case.wanted)] if wanted and came not in wanted else []

    def _approver(self, case: Case, given: Json) -> list[str]:
        wanted = case.expect.approver_any
        if case.asks or not wanted or (case.expect.outcome is not None and given["outcome"] != "approval_required"):
            return []
        approver = given.get("approver") or {}
        titles = str(approver.get("title", "")).split("或")
        role = self.service.library.roles.get(approver.get("role") or "")
        names = {squeezed(title) for title in (*titles, *((role.title.zh, role.title.en, *role.aliases) if role else ()))}
        return [] if names & {squeezed(title) for title in wanted} else [self._instead("approver", "或".join(titles), "|".join(wanted))]

    def _clause(self, case: Case, given: Json, came: str) -> list[str]:
        wanted = case.expect.cite_any
        if not wanted or came in ("unknown", "clarify") or self._unchecked(case):
            return []
        cited = list(_cited(given))
        fragments = [squeezed(words) for words in wanted if words not in self.service.library.clauses]
        if set(cited) & set(wanted) or any(words in self._sources.get(clause, "") for words in fragments for clause in cited):
            return []
        return [self._instead("clause", ", ".join(cited), "|".join(wanted))]

    def _unchecked(self, case: Case) -> bool:
        return (
            bool(case.expect.cite_any)
            and not self._sources
            and not any(c in self.service.library.clauses for c in case.expect.cite_any or ())
        )

    def _words(self, case: Case, given: Json) -> list[str]:
        if not case.asks or given["kind"] not in (case.expect.kind or (given["kind"],)) or given["kind"] == "unknown":
            return []
        said, plain = squeezed(given["text"]), given["text"].lower()
        lacking = [
            "|".join(group)
            for group in case.expect.say_all or ()
            if not any(squeezed(word) in said or _begins_a_word(word, plain) for word in group)
        ]
        wrong = [self._told("doesnt-say", word=word) for word in lacking]
        return wrong + [self._told("says", word=word) for word in case.expect.say_none or () if squeezed(word) in said]

    def _obligation(self, case: Case, given: Json) -> list[str]:
        wanted = case.expect.obligation_any
        if case.asks or not wanted or given["outcome"] != PERMITTED:
            return []
        owed = squeezed("".join(due["text"] for part in (given, *given.get("parts", ())) for due in part["obligations"]))
        return [] if any(squeezed(word) in owed for word in wanted) else [self._told("no-obligation", word="|".join(wanted))]

    def _instead(self, what: str, came: str, wanted: str) -> str:
        return self._told("instead", what=what, came=came, wanted=wanted)

    def _told(self, kind: str, **values: str) -> str:
        return render("measured", self.language, kind=kind, **values)


def _cited(given: Json) -> Iterable[ClauseId]:
    for part in (given, *given.get("parts", ())):
        for citation in part["citations"]:
            yield citation["clause"]


def _begins_a_word(word: str, text: str) -> bool:
    """Whether an English word of the text, in small letters, begins like that: "analy", whose stem is in no "analysis"."""
    return word.isascii() and bool(re.search(rf"(?<![a-z0-9]){re.escape(word.strip().lower())}", text))


@lru_cache(maxsize=20_000)
def squeezed(text: str) -> str:
    """A text without its spaces, width and case, English words as stems."""
    return "".join(fold(text).split())
