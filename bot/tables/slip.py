"""A request as a slip of paper: what was approved, by whom, by which clause, and who has signed. For the cashier and the file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.approvals.moves import APPROVALS, OWED, Matter, Move, State
from bot.approvals.request import Request, Task
from bot.model import Language
from bot.tables.entries import entry_line, size_words
from bot.texts import Phrasing, amount_words, render

#: The states of which there is a slip: something was approved or done.
SHOWN = OWED | {State.SETTLED}
#: The fixed words that a slip needs, by the names that the page uses.
SAYS = (
    "slip", "settled", "unsettled", "requester", "matter", "amount", "concerned", "words", "approver", "at", "comment", "did",
    "clauses", "tasks", "task", "who", "when", "signature", "open", "outside", "files", "history", "digest", "version", "keep",
)  # fmt: skip


class NoSlip(Exception):
    """Nothing was approved or done, so there is nothing to put on a slip."""

    def __init__(self, request: Request) -> None:
        self.request = request
        super().__init__(f"{request.id} is {request.state}; there is a slip only of what was approved or done")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One thing to be done: what, by whom, and when it was done; `outside` where a colleague recorded it for somebody."""

    text: str
    who: str
    when: str
    outside: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Slip:
    """A slip, ready to be printed."""

    language: Language
    id: str
    settled: bool
    #: What was approved or done, and how much, in large letters.
    heading: str
    amount: str
    rows: tuple[tuple[str, str], ...]
    clauses: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    files: tuple[str, ...]
    history: tuple[str, ...]
    digest: str
    version: str
    says: dict[str, str]


def slip_of(phrasing: Phrasing, request: Request, language: Language) -> Slip:
    """The slip of a request. Raises NoSlip."""
    if request.state not in SHOWN:
        raise NoSlip(request)
    says = {word: render("slip", language, word=word) for word in SAYS}
    amount = request.granted or request.proposal.amount
    action = phrasing.action(replace(request.proposal, amount=None), language)
    return Slip(
        language=language,
        id=request.id,
        settled=request.state is State.SETTLED,
        heading=action or request.words,
        amount=amount_words(amount, language) if amount else "",
        rows=tuple(_rows(phrasing, request, language, says)),
        clauses=tuple(
            (ident, phrasing.clause(ident, language)["text"]) for ident in request.seat.clauses if ident in phrasing.library.clauses
        ),
        lines=tuple(_line(phrasing, task, language, says) for task in request.tasks),
        files=tuple(
            f"{one.attachment.name} ({size_words(one.attachment.size)}, {one.attachment.digest[:16]})" for one in request.attachments
        ),
        history=tuple(entry_line(phrasing, request, entry, language) for entry in request.history),
        digest=request.digest,
        version=request.version,
        says=says,
    )


def _rows(phrasing: Phrasing, request: Request, language: Language, says: dict[str, str]) -> list[tuple[str, str]]:
    requester = _said("requester", language, who=phrasing.person(request.requester), detail=phrasing.role(request.role, language))
    rows = [(says["requester"], requester)]
    if request.proposal.target.person:
        rows.append((says["concerned"], phrasing.person(request.proposal.target.person)))
    rows.append((says["words"], request.words))
    for entry in request.history:
        if entry.move in APPROVALS or entry.move in (Move.CONSENT, Move.RECORD):
            by, who = phrasing.person(entry.by or ""), says["did"] if request.matter is Matter.USE else says["approver"]
            if entry.standing_for:
                by = _said("acting", language, who=by, detail=phrasing.role(entry.standing_for, language))
            rows.append((who, _said("approved", language, who=by, detail=f"{entry.at:%Y-%m-%d %H:%M}")))
            rows += [(says["comment"], entry.words)] if entry.words else []
    return rows


def _said(what: str, language: Language, who: str, detail: str) -> str:
    return render("slip", language, word="part", part=what, who=who, detail=detail)


def _line(phrasing: Phrasing, task: Task, language: Language, says: dict[str, str]) -> Line:
    done = phrasing.person(task.done_by) if task.done_by else ""
    post = phrasing.role(task.by, language) if task.by else ""
    who = done if done and not task.outside else post or phrasing.people(task.people, language)
    outside = f"{says['outside']} {done}" if task.outside and done else ""
    return Line(
        text=task.obligation.text.into(language), who=who, when=f"{task.done_at:%Y-%m-%d %H:%M}" if task.done_at else "", outside=outside
    )
