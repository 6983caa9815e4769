"""The second yes: what one administrator begins and somebody else has to agree to.

Here it is about accounts of people who can decide for others, or who administer; `seating` does the same for posts.
Who may say it is looked up when it is said. Nothing is agreed to by the passing of time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.desk.accounts import WAITING, attach, by_of, name_of, say, shown, still, whose, words
from bot.desk.case import Case
from bot.events import Button, Vouched
from bot.ports import Json
from bot.records import from_json, to_json
from bot.staff import Account, Staff
from bot.staff.checking import deciding_posts

#: How long a second yes is waited for.
WAITS = timedelta(days=7)
#: States of what waits.
OPEN, REFUSED = "waiting", "refused"


def needs_second(case: Case, person: str) -> bool:
    """Whether linking this person takes a second yes: they may come to decide for others, or they administer."""
    deciding = deciding_posts(case.library)
    return (
        person in case.staff.administrators
        or any(post in deciding for post in case.staff.people[person].posts)
        or any(other.superior == person for other in case.staff.people.values())
    )


def wait(case: Case, account: Account, person: str, *, by: str | None, means: str) -> None:
    """Ask for a second yes to an account."""
    ident = name_of(case, account)
    waiting: Json = {
        "state": OPEN,
        "requester": person,
        "account": to_json(account),
        "by": by,
        "means": means,
        "conversation": case.event.conversation,
        "due_at": (case.event.at + WAITS).isoformat(),
        "tokens": [case.token(), case.token()],
        "asked": list(_vouchers(case.staff, person, by)),
    }
    case.change(case.key(WAITING, ident), waiting)
    for token, yes in zip(waiting["tokens"], (True, False), strict=True):
        case.add(case.key("token", token), {"link": ident, "yes": yes})
    case.record(linking="waiting", person=person, means=means, **whose(account))
    for one in waiting["asked"]:
        case.say(_card(case, waiting, one), confirming(case, waiting["tokens"], one, "link"), to=one, card=_card_id(ident))
    say(case, "waits" if waiting["asked"] else "waits-for-host", person=case.phrasing.person(person), id=person)
    if not waiting["asked"]:
        for one in case.staff.administrators:
            if one != person and case.staff.people[one].accounts:
                say(case, "host-needed", to=one, person=case.phrasing.person(person), id=person, account=shown(account))


def _vouchers(staff: Staff, person: str, by: str | None) -> tuple[str, ...]:
    """Who may say yes and can be asked: the administrators but for who made the code, and the person from an account they have."""
    others = (one for one in (*staff.administrators, person) if one != by and staff.people[one].accounts)
    return tuple(dict.fromkeys(others))


def _may_vouch(case: Case, waiting: Json) -> bool:
    """Looked up when it is pressed: still an administrator, and not who made the code."""
    return case.me.id == waiting["requester"] or (case.me.id in case.staff.administrators and case.me.id != waiting["by"])


def click(case: Case, named: Json, token: str) -> None:
    """Yes or no to a link that waits."""
    waiting = case.document(case.key(WAITING, named["link"]))
    if not waiting or waiting["state"] != OPEN or token not in waiting["tokens"] or not still(case, waiting):
        case.whisper = words(case, "over")
    elif not _may_vouch(case, waiting):
        case.record(linking="not-yours", refused="not-yours", person=waiting["requester"])
        case.whisper = words(case, "not-yours")
    else:
        _settle(case, named["link"], waiting, yes=named["yes"], by=case.me.id)


def vouch(case: Case, event: Vouched) -> None:
    """The host says yes or no."""
    waiting = case.document(case.key(WAITING, event.waiting))
    if waiting and waiting["state"] == OPEN and still(case, waiting):
        _settle(case, event.waiting, waiting, yes=event.yes, by=None)


def _settle(case: Case, ident: str, waiting: Json, *, yes: bool, by: str | None) -> None:
    person, account = waiting["requester"], from_json(Account, waiting["account"])
    taken = case.staff.by_account(account.platform, account.user, account.team)
    if person not in case.staff.people or taken is not None:
        case.change(case.key(WAITING, ident), None)
        case.whisper = words(case, "over")
        return
    case.record(linking="confirmed" if yes else "refused", person=person, **whose(account))
    if yes:
        case.change(case.key(WAITING, ident), None)
        attach(case, account, person, by=waiting["by"], means=waiting["means"], at=waiting["conversation"])
    else:
        case.change(case.key(WAITING, ident), {**waiting, "state": REFUSED})
        case.say_at(waiting["conversation"], words(case, "refused", to=person))
    _tell_settled(case, ident, waiting, yes=yes, by=by)


def _tell_settled(case: Case, ident: str, waiting: Json, *, yes: bool, by: str | None) -> None:
    """Each card says how it ended, and its buttons are gone."""
    for one in waiting["asked"]:
        if one in case.staff.people:
            done = words(case, "settled", to=one, yes=yes, by=by_of(case, by))
            case.edit(f"{_card(case, waiting, one)}\n{done}", to=one, card=_card_id(ident))
    case.whisper = words(case, "settled", yes=yes, by=by_of(case, by))


def _card(case: Case, waiting: Json, reader: str) -> str:
    person = waiting["requester"]
    return words(
        case,
        "card",
        to=reader,
        person=case.phrasing.person(person),
        id=person,
        account=shown(from_json(Account, waiting["account"])),
        by=by_of(case, waiting["by"]),
        means=waiting["means"],
        own=reader == person,
    )


def confirming(case: Case, tokens: Sequence[str], reader: str, what: str) -> tuple[Button, ...]:
    """Yes and no to something that waits for a second yes."""
    language = case.language_of(reader)
    kinds = zip(("yes", "no"), tokens, strict=True)
    return tuple(Button(label=case.words("button", language, kind=f"{what}-{kind}"), token=token, kind=kind) for kind, token in kinds)


def _card_id(ident: str) -> str:
    return f"link-{ident[:24]}"
