"""What an approval obliges to, as tasks with who has to do each.

The clause names posts; the people are looked up when a task is shown and again when it is signed.
"""

from __future__ import annotations

from dataclasses import replace

from bot.approvals.advancing import MoveRefused, Refusal
from bot.approvals.moves import Matter, Move
from bot.approvals.request import NO_TASK, Request, Task
from bot.approvals.roster import Roster
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
    waiting = [person for task in request.current_tasks for person in task.people or roster.staff.administrators]
    return replace(request, waiting_for=tuple(dict.fromkeys(waiting)))


def _staffed(roster: Roster, request: Request, task: Task) -> Task:
    checks = task.obligation.independent
    if checks and (task.by is None or not _held(roster, task.by)):  # nobody above, or nobody there: never whoever acted or approved
        return replace(task, people=(), outside=False)
    if task.by is None:
        return replace(task, people=_whoever_acts(roster, request, task), outside=False)
    if not _held(roster, task.by):
        return replace(task, people=_approver(roster, request), outside=True)
    people = _holders(roster, task.by)
    if task.obligation.independent:
        people = tuple(one for one in people if one not in (request.requester, request.decided_by))
    return replace(task, people=people, outside=False)


def _whoever_acts(roster: Roster, request: Request, task: Task) -> tuple[str, ...]:
    own = task.obligation.kind in OF_REQUESTER or request.matter is Matter.USE
    if own and request.requester in roster.staff.people:
        return (request.requester,)
    return _approver(roster, request)


def _approver(roster: Roster, request: Request) -> tuple[str, ...]:
    """Who approved it; should they have left, whoever holds that post now."""
    if request.decided_by in roster.staff.people:
        return (request.decided_by,) if request.decided_by else ()
    role = request.seat.approver.role if request.seat.approver else None
    return _holders(roster, role) if role else ()


def _held(roster: Roster, role: RoleKey) -> bool:
    """Whether the post is one of the staff list's; a vacant one is, and waits for somebody to be seated."""
    return role in roster.staff.vacant or bool(roster.staff.holders(role))


def _holders(roster: Roster, role: RoleKey) -> tuple[str, ...]:
    """Who may sign for a post: its holders, and while they are all away whoever the book says acts for it."""
    holders = tuple(person.id for person in roster.staff.holders(role))
    away = roster.staff.away(roster.day)
    if not away.issuperset(holders):
        return holders
    stand_ins = [key for key, other in roster.library.roles.items() if other.acts_for and other.acts_for.role == role]
    acting = [person.id for key in stand_ins for person in roster.staff.holders(key) if person.id not in away]
    return tuple(dict.fromkeys((*holders, *acting)))


def right_to_sign(roster: Roster, request: Request, number: int, person: str) -> Task:
    """The task, if this person may sign it now; raises MoveRefused otherwise."""
    task = next((one for one in request.tasks if one.number == number), None)
    if task is None or task.done:
        raise MoveRefused(request, Move.SIGN, Refusal.DONE)
    if person not in _staffed(roster, request, task).people:
        raise MoveRefused(request, Move.SIGN, Refusal.NOT_YOURS)
    return task
