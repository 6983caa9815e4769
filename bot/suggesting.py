"""What a language model may add, where one is configured: a question back ("Do you mean …?"), and nothing else.

The model sees a sentence that wasn't understood, and lists to choose from. Whatever it replies is held against these lists
and put into words of ours; the question is only asked back when the rule books themselves have an answer to it. No
amount, no fact and no name is ever taken from the model, and it is told no name. This module knows no network.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

import msgspec

from bot.language.asking.answers import Answer, Intent
from bot.language.recognising.sentence import language_of
from bot.language.speaking import Speaker
from bot.model import ClauseId, Language, Outcome, RoleKey
from bot.ports import Json
from bot.staff import Staff
from bot.staff.blanking import nameless
from bot.texts import render
from bot.understanding import Checked, Understanding

#: At most so many clauses to choose from, and so much of the sentence.
CANDIDATES, MOST_TEXT = 5, 500
#: A reply longer than this is none.
MOST_REPLY = 4_000
#: What a question may be about, with what each needs besides.
_NEEDS: dict[Intent, tuple[str, ...]] = {
    Intent.MAY: ("role", "action"),
    Intent.LIMIT: ("role", "action"),
    Intent.WHO: ("action",),
    Intent.AFTER: ("action",),
    Intent.DUTIES: ("role",),
    Intent.REPORTS_TO: ("role",),
    Intent.STAND_IN: ("role",),
    Intent.BEYOND: ("role",),
}
_FENCE = re.compile(r"\A\s*```(?:json)?\s*(.*?)\s*```\s*\Z", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Brief:
    """What the model is told: the sentence, and what it may choose from."""

    do: Literal["ask", "check"]
    text: str
    language: Language
    intents: tuple[str, ...]
    actions: dict[str, str]
    roles: dict[RoleKey, str]
    clauses: dict[ClauseId, str]

    def instructions(self) -> str:
        """What the model is to do, the same for every sentence."""
        return render("brief", "en", do=self.do)

    def material(self) -> str:
        """The sentence and the lists, as JSON, so that nothing in the sentence can be taken for an instruction of ours."""
        lists = {"intents": self.intents, "actions": self.actions, "roles": self.roles, "clauses": self.clauses}
        return json.dumps({"sentence": self.text, **lists}, ensure_ascii=False)


class Suggester(Protocol):
    """Asks a language model. It may be slow, wrong, hostile or not there: none of that is an error."""

    async def suggest(self, brief: Brief) -> str | None:
        """The model's reply as it came; None where none came in time."""


class _Reply(msgspec.Struct, forbid_unknown_fields=True):
    intent: str | None = None
    action: str | None = None
    role: str | None = None
    clause: str | None = None


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A sentence of our own that may be what was meant; saying it gets an answer."""

    text: str
    language: Language

    def question(self) -> str:
        """The question back."""
        return render("suggestion", self.language, text=self.text)


@dataclass(frozen=True, kw_only=True)
class Puzzle:
    """A sentence that came to nothing, with what it came to: as a question, or as something to be checked."""

    text: str
    speaker: Speaker
    found: Answer | Checked
    #: Those who aren't named to the model.
    staff: Staff
    #: The conversation as the answer left it, where there is one.
    left: Json = field(default_factory=dict)


def puzzling(found: Answer | Checked) -> bool:
    """Whether there is something to ask a model. What is answered or recognised isn't shown to it, nor what no book speaks of."""
    if isinstance(found, Answer):
        return found.kind != "answer" and not found.unknown_words
    if found.sentence.of("silent"):
        return False
    return all(decision.outcome is Outcome.UNKNOWN and decision.proposal.action is None for decision in found.decisions)


async def suggest(understanding: Understanding, suggester: Suggester, puzzle: Puzzle) -> Suggestion | None:
    """What may have been meant; None where there is nothing to ask, or no use in the reply."""
    if not puzzling(puzzle.found):
        return None
    brief = _brief(understanding, puzzle)
    reply = _valid(brief, await suggester.suggest(brief))
    said = _rephrased(brief, reply, _sum_in(puzzle.found)) if reply else ""
    if not reply or not said or not _leads_on(understanding, puzzle, reply, said):
        return None
    return Suggestion(text=said, language=brief.language)


def _brief(understanding: Understanding, puzzle: Puzzle) -> Brief:
    library, language = understanding.library, language_of(puzzle.text)
    brief = Brief(
        do="check",
        text=nameless(puzzle.text, puzzle.staff)[:MOST_TEXT],
        language=language,
        intents=("act",),
        actions={key: action.title.into(language) for key, action in library.vocabulary.actions.items()},
        roles={},
        clauses={},
    )
    if isinstance(puzzle.found, Checked):
        return brief
    clauses = puzzle.found.choices or _near(understanding, puzzle.text)
    return replace(
        brief,
        do="ask",
        intents=tuple(intent.value for intent in _NEEDS),
        roles={key: role.title.into(language) for key, role in library.roles.items() if not role.department},
        clauses={clause: library.clauses[clause].text.into(language) for clause in clauses[:CANDIDATES]},
    )


def _near(understanding: Understanding, text: str) -> tuple[ClauseId, ...]:
    """Clauses that have something of a question."""
    return tuple(found.clause for found in understanding.index.search(understanding.reader.read(text), None, CANDIDATES))


def _sum_in(found: Answer | Checked) -> str:
    """The only amount of what somebody is about to do, as they said it."""
    if isinstance(found, Answer) or len(found.sentence.amounts) != 1:
        return ""
    (mention,) = found.sentence.amounts
    return found.sentence.text[mention.start : mention.end]


def _leads_on(understanding: Understanding, puzzle: Puzzle, reply: _Reply, said: str) -> bool:
    """Whether the books have something to say to the sentence. It is ours: nothing is kept of it to learn from."""
    sentence = understanding.reader.read(said)
    if isinstance(puzzle.found, Answer):
        return understanding.asker.answer(sentence, puzzle.speaker).kind == "answer"
    return any(one.action == reply.action for one in understanding.proposer.read(sentence, puzzle.speaker).proposals)


def _valid(brief: Brief, reply: str | None) -> _Reply | None:
    """The reply, if it only chooses from what it was given."""
    if not reply or len(reply) > MOST_REPLY:
        return None
    fenced = _FENCE.match(reply)
    try:
        found = msgspec.json.decode(fenced.group(1) if fenced else reply, type=_Reply)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return None
    chosen = ((found.intent, brief.intents), (found.action, brief.actions), (found.role, brief.roles), (found.clause, brief.clauses))
    if any(value is not None and value not in known for value, known in chosen):
        return None
    return found if _whole(brief, found) else None


def _whole(brief: Brief, found: _Reply) -> bool:
    """Whether it is either a clause or an intent with all that this needs."""
    if found.clause is not None:
        return found.intent is None
    if brief.do == "check":
        return found.action is not None
    return found.intent is not None and all(getattr(found, need) is not None for need in _NEEDS[Intent(found.intent)])


def _rephrased(brief: Brief, found: _Reply, amount: str) -> str:
    return render(
        "rephrased",
        brief.language,
        intent="clause" if found.clause else found.intent if brief.do == "ask" else "act",
        action=brief.actions.get(found.action or "", ""),
        role=brief.roles.get(found.role or "", ""),
        clause=found.clause or "",
        amount=amount.strip(),
    )
