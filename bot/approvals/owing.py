"""What an approval obliges to, as tasks with who has to do each.

The clause names posts; the people are looked up when a task is shown and again when it is signed.
"""

from __future__ import annotations

from dataclasses import replace

from bot.approvals.advancing import MoveRefused, Refusal
from bot.approvals.moves import Matter, Move, State
from bot.approvals.request import NO_TASK, Request, Task
from bot.approvals.roster import Roster, fit
from bot.approvals.seating import seat
from bot.authority.routing import line_above
from bot.model import Due, Kind, RoleKey

#: Of what the clause gives to whoever acts, this falls to the requester, who carries it out and knows the reason.
#: The rest falls to the approver, whose authority was used.
OF_REQUESTER = frozenset({Kind.NOTE})


def tasks_of(dues: tuple[Due, ...]) -> tuple[Task, ...]:
    """The tasks that follow an approval."""
    owed = [due for due in dues if due.obligation.kind not in NO_TASK]
    return tuple(
        Task(number=number, obligation=due.obligation, by=due.by, moved_from=due.moved_from) for number, due in enumerate(owed, start=1)
    )


def staffed(roster: Roster, request: Request) -> Request:
    """The request with the people for each open task, waiting for those whose turn it is.

    Where nobody can do a task, it waits for the administrators, who can seat somebody.
    """
    tasks = tuple(task if task.done else _staffed(roster, request, task) for task in request.tasks)
    request = replace(request, tasks=tasks)
    if request.state is State.RETURNED:
        return replace(request, waiting_for=answerable(roster, request) or roster.staff.administrators)
    waiting = [person for task in request.current_tasks for person in task.people or roster.staff.administrators]
    return replace(request, waiting_for=tuple(dict.fromkeys(waiting)))


def answerable(roster: Roster, request: Request) -> tuple[str, ...]:
    """Who answers for it when a signature was refused: whoever did it or approved it; in their absence, who could decide it now."""
    if request.matter is Matter.USE:
        return (request.requester,) if request.requester in roster.staff.people else _above(roster, request)
    if request.decided_by and fit(roster, replace(request, passed=()), (request.decided_by,)):
        return (request.decided_by,)
    return seat(roster, request).people


def _staffed(roster: Roster, request: Request, task: Task) -> Task:
    checks = task.obligation.independent
    named = (task.by, *task.obligation.alternatives) if task.by and task.moved_from is None else (task.by,) if task.by else ()
    posts = [role for role in named if _held(roster, role)]
    if checks and not posts:  # nobody above, or nobody there: never whoever acted or approved
        return replace(task, people=(), outside=False)
    if task.by is None:
        return replace(task, people=_whoever_acts(roster, request, task), outside=False)
    if not posts:
        return replace(task, people=_approver(roster, request), outside=True)
    people = tuple(dict.fromkeys(person for role in posts for person in _holders(roster, request, role)))
    if task.obligation.independent:
        people = tuple(one for one in people if one not in (request.requester, request.decided_by))
    return replace(task, people=people, outside=False)


def _whoever_acts(roster: Roster, request: Request, task: Task) -> tuple[str, ...]:
    own = task.obligation.kind in OF_REQUESTER or request.matter is Matter.USE
    if own and request.requester in roster.staff.people:
        return (request.requester,)
    return _approver(roster, request)


def _approver(roster: Roster, request: Request) -> tuple[str, ...]:
    """Who approved it, or did it; should they have left, whoever holds that post now, or is above it."""
    acted = request.requester if request.matter is Matter.USE else request.decided_by
    if acted in roster.staff.people:
        return (acted,) if acted else ()
    if request.matter is Matter.USE:
        return _above(roster, request)
    role = request.seat.approver.role if request.seat.approver else None
    return (_holders(roster, request, role) if role else ()) or _above(roster, request)


def _above(roster: Roster, request: Request) -> tuple[str, ...]:
    """The nearest up the line of the requester's post who are there."""
    for role in line_above(roster.library, request.role):
        people = fit(roster, request, (person.id for person in roster.staff.holders(role)))
        if people:
            return people
    return ()


def _held(roster: Roster, role: RoleKey) -> bool:
    """Whether the post is one of the staff list's; a vacant one is, and waits for somebody to be seated."""
    return role in roster.staff.vacant or bool(roster.staff.holders(role))


def _holders(roster: Roster, request: Request, role: RoleKey) -> tuple[str, ...]:
    """Who may sign for a post: its holders, and while they are all away whoever the book says acts for it in this."""
    holders = tuple(person.id for person in roster.staff.holders(role))
    away = roster.staff.away(roster.day)
    if not away.issuperset(holders):
        return holders
    acts_for = {key: other.acts_for for key, other in roster.library.roles.items() if other.acts_for}
    stand_ins = [key for key, one in acts_for.items() if one.role == role and one.includes(request.proposal.action)]
    acting = [person.id for key in stand_ins for person in roster.staff.holders(key) if person.id not in away]
    return tuple(dict.fromkeys((*holders, *acting)))


def right_to_sign(roster: Roster, request: Request, number: int, person: str, move: Move = Move.SIGN) -> Task:
    """The task, if this person may sign or refuse it now; raises MoveRefused otherwise."""
    task = next((one for one in request.tasks if one.number == number), None)
    if task is None or task.done:
        raise MoveRefused(request, move, Refusal.DONE)
    if person not in _staffed(roster, request, task).people or (move is Move.REFUSE and not task.refusable):
        raise MoveRefused(request, move, Refusal.NOT_YOURS)
    return task


def right_to_answer(roster: Roster, request: Request, person: str, move: Move) -> None:
    """Raises MoveRefused unless this person answers now for what a signature was refused for."""
    if person not in answerable(roster, request):
        raise MoveRefused(request, move, Refusal.NOT_YOURS)
