"""What somebody can look up: one request, who they are here, how this works. The lists are in `lists`."""

from __future__ import annotations

from bot.approvals.request import Request
from bot.authority.evaluating import held_by
from bot.authority.routing import line_above
from bot.desk import consulting, examples
from bot.desk.cards import card
from bot.desk.case import Case
from bot.model import Language
from bot.tables.slip import NoSlip, slip_of
from bot.texts import side_by_side


def greet(case: Case, _text: str) -> None:
    """Who I am and how much waits for me."""
    found, more = case.requests(waiting_for=case.me.id)
    count = f"{len(found)}+" if more else str(len(found))
    case.say(case.words("greeting", person=case.me.name, posts=_posts(case, case.language), count=count, waiting=bool(found)))


def show(case: Case, request: Request) -> None:
    """Show a request's card to somebody concerned, as it is now."""
    if case.me.id not in request.posted and case.me.id not in request.waiting_for:
        case.tell("not-concerned")
        return
    text, buttons = card(case, request, case.me.id)
    case.say(text, buttons, to=case.me.id, card=request.id)


def slip(case: Case, text: str) -> None:
    """What was approved or done, as the cashier wants to have it."""
    request = case.request_called(text)
    if not text.strip():
        case.tell("slip-how")
    elif request is None:
        case.tell("no-such-request", id=consulting.cut(text))
    elif case.me.id not in (request.requester, *request.posted, *request.waiting_for, *case.staff.administrators):
        case.tell("not-concerned")
    else:
        try:
            shown = slip_of(case.phrasing, request, case.language)
        except NoSlip:
            case.tell("no-slip", id=request.id)
        else:
            case.say(case.words("slip", word="chat", slip=shown, says=shown.says), to=case.me.id)


def whoami(case: Case, _text: str) -> None:
    """Who I am here and what I may do."""
    language, library = case.language, case.library
    roles = case.speaker.roles
    clauses = dict.fromkeys(held.grant.clause for role in roles for held in held_by(library, role) if not held.grant.duty)
    absences = [one for one in case.staff.absences if one.person == case.me.id and (one.end is None or one.end >= case.roster.day)]
    case.say(
        case.words(
            "whoami",
            person=case.me.name,
            id=case.me.id,
            posts=_posts(case, language),
            group=_group(case, case.me.group, language) if case.me.group else "",
            leads=side_by_side((_group(case, each, language) for each in case.me.leads), language),
            above=[case.phrasing.role(key, language) for role in roles for key in list(line_above(library, role))[:1]],
            superior=case.phrasing.person(case.me.superior) if case.me.superior else "",
            accounts=[" ".join(part for part in (one.platform, one.team, one.user) if part) for one in case.me.accounts],
            acts_for=[case.phrasing.standing_in(one, language) for one in case.roster.acts_for(case.me)],
            clauses=[case.phrasing.clause(clause, language) for clause in clauses],
            absences=[{"start": one.start.isoformat(), "end": one.end.isoformat() if one.end else ""} for one in absences],
            administrator=case.me.id in case.staff.administrators,
            language=language,
        )
    )


def _group(case: Case, ident: str, language: Language) -> str:
    """A group's name, as people know it."""
    name = case.staff.groups.get(ident)
    return name.into(language) if name else ident


def _posts(case: Case, language: Language) -> str:
    return case.phrasing.roles(case.speaker.roles, language)


def help_text(case: Case, _text: str) -> None:
    """How this works."""
    administrator = bool(case.person and case.person.id in case.staff.administrators)
    case.say_openly(case.words("help", administrator=administrator, question=examples.question(case), act=examples.act(case)))
