"""Several requests of an identical kind approved together: offered, shown once more in a line each, then decided one by one.

Identical is what asks for the same act and amount, for the same post, by the same clauses, with the same left to establish
and the same to follow. What can't be undone, what several have to approve and what may be split is never among them.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.approvals.moves import Matter, Move, State
from bot.approvals.request import Request
from bot.desk.cards import CONFIRM, title
from bot.desk.case import Case
from bot.desk.conversation import Choice, Conversation, Do
from bot.desk.ledger import alike, foresee
from bot.desk.moving import approve_all

#: So many are approved together at most, and so many kinds are offered.
TOGETHER, KINDS = 10, 3
#: Of somebody's words so much stands in a line.
WORDS = 80


def offers(case: Case, requests: Sequence[Request]) -> list[tuple[str, Choice]]:
    """A choice for each kind of which there are several."""
    kinds: dict[object, list[Request]] = {}
    for request in requests:
        if _plain(case, request):
            kinds.setdefault(_kind(request), []).append(request)
    looked_at = [found[: 2 * TOGETHER] for found in kinds.values() if len(found) > 1][:KINDS]
    foresee(case, *(request for found in looked_at for request in found))
    unsplit = [[request for request in found if not alike(case, request)][:TOGETHER] for found in looked_at]
    several = [found for found in unsplit if len(found) > 1]
    return [(_label(case, found), Choice(do=Do.TOGETHER, value=" ".join(f"{one.id}:{one.edition}" for one in found))) for found in several]


def _label(case: Case, found: Sequence[Request]) -> str:
    return case.words("button", kind="together", count=len(found), action=case.phrasing.action(found[0].proposal, case.language))


def _plain(case: Case, request: Request) -> bool:
    return (
        (request.state, request.matter) == (State.OPEN, Matter.APPROVAL)
        and case.me.id in request.seat.people
        and case.me.id in request.posted
        and request.proposal.action is not None
        and not request.seat.voices
        and CONFIRM not in request.tokens
    )


def _kind(request: Request) -> object:
    proposal, seat = request.proposal, request.seat
    dues = tuple(due.obligation.id for due in seat.dues)
    facts = tuple(sorted(proposal.facts.items()))
    return (proposal.action, proposal.mode, proposal.amount, facts, request.role, seat.clauses, seat.missing, dues)


def ask_again(case: Case, choice: Choice) -> None:
    """Show those that would be approved, and ask once more."""
    requests = [request for request, _ in _named(case, choice)]
    lines = [f"{title(case, one, case.language)} — {case.phrasing.person(one.requester)}: {_short(one.words)}" for one in requests]
    label = case.words("button", kind="together-sure", count=len(requests), action="")
    buttons, choices = case.choices([(label, Choice(do=Do.TOGETHER_SURE, value=choice.value))])
    case.remember(Conversation(choices=choices))
    missing = [case.phrasing.fact(fact, case.language, one.proposal.action) for one in requests[:1] for fact in one.seat.missing]
    case.say(case.notice("together", lines=lines, missing=missing), buttons)


def approve(case: Case, choice: Choice) -> None:
    """Each is a decision of its own, refused by itself where it has moved on meanwhile."""
    named = _named(case, choice)
    foresee(case, *(request for request, _ in named))
    case.remember(Conversation())
    approve_all(case, named, Move.APPROVE)


def _named(case: Case, choice: Choice) -> list[tuple[Request, int]]:
    pairs = [one.rpartition(":") for one in choice.value.split()]
    case.look.foresee(*(case.key(kind, ident) for ident, _, _ in pairs for kind in ("request", "timer")))
    found = [(case.request(ident), int(edition)) for ident, _, edition in pairs]
    return [(request, edition) for request, edition in found if request is not None]


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= WORDS else line[: WORDS - 1] + "…"
