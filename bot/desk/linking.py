"""Which account is whose: one-time codes, addresses that a platform vouches for, the second yes, unlinking.

An account belongs to one person at most, and one person may have several: whatever is asked or decided from any of them
is that person's. A code is worth something once, for fifteen minutes, in a private chat; the store knows only its digest.
Whoever can decide for others, or administers, is linked only once somebody besides the one who made the code says yes.
Nothing is linked by the passing of time.
"""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

from bot.desk.accounts import CODES, SEATS, TRIED, WAITING, attach, detach, name_of, say, shown, still, words
from bot.desk.case import Case
from bot.desk.conversation import Choice, Conversation, Do
from bot.desk.seconding import OPEN, needs_second, vouch, wait
from bot.events import Invited, Matched, Severed, Vouched
from bot.ports import Json, Search
from bot.staff import Account, Person

#: How long a code is good, and within which time so many wrong ones may come from one account.
GOOD_FOR = timedelta(minutes=15)
TRIES, TRIES_WITHIN = 5, timedelta(hours=1)
#: A code as it may stand in a link of Telegram's.
CODE = re.compile(r"[A-Za-z0-9_-]{16,64}")
#: So many are cleared away at a time.
CLEARED = 100


def digest_of(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(f"remit link {code}".encode()).hexdigest()


# Making a code -------------------------------------------------------------------------------


def link(case: Case, text: str) -> None:
    """`/link CODE` of somebody unknown; `/link` of somebody known: a code for another platform; `/link PERSON` of an administrator."""
    given = text.split()
    if case.person is None or not case.event.private:
        redeem(case, given[0] if given else "")
    elif not given:
        _make(case, case.me.id)
    elif given[0] not in case.staff.people:
        say(case, "already", person=case.me.name)
    elif given[0] != case.me.id and case.me.id not in case.staff.administrators:
        case.tell("administrators-only")
    else:
        _make(case, given[0])


def _make(case: Case, person: str) -> None:
    """A fresh code; it is said at once and kept nowhere."""
    code = case.token()
    _keep(case, person, digest_of(code), by=case.me.id, platform="")
    name, minutes = case.phrasing.person(person), int(GOOD_FOR.total_seconds() // 60)
    case.unkept = words(case, "code", code=code, person=name, own=person == case.me.id, minutes=minutes)
    case.whisper = words(case, "code-gone")


def invite(case: Case, event: Invited) -> None:
    """A code was made at the host."""
    if event.who in case.staff.people:
        _keep(case, event.who, event.digest, by=None, platform=event.platform)
        case.whisper = "second" if needs_second(case, event.who) else "at-once"


def _keep(case: Case, person: str, digest: str, *, by: str | None, platform: str) -> None:
    """Keep the code's digest; an earlier code for the same person is worth nothing any more."""
    for key, _ in case.look.search(Search(tenant=case.tenant, kind=CODES, requester=person, limit=CLEARED)).documents:
        case.change(key, None)
    until = case.event.at + GOOD_FOR
    case.change(case.key(CODES, digest), {"requester": person, "platform": platform, "by": by, "due_at": until.isoformat()})
    case.record(linking="code", person=person, platform=platform)


# Using a code --------------------------------------------------------------------------------


def redeem(case: Case, code: str) -> None:
    """Somebody gives a code. Who is known already keeps the account that they have."""
    if not case.event.private:
        _burn(case, code)
        case.whisper = words(case, "private-only")
    elif case.person is not None:
        say(case, "already", person=case.me.name)
    elif not code:
        say(case, "how")
    elif case.event.account is None:
        say(case, "no-account")
    else:
        _try(case, case.event.account, code)


def _try(case: Case, account: Account, code: str) -> None:
    tried = case.document(case.key(TRIED, name_of(case, account)))
    if tried and tried["count"] >= TRIES and still(case, tried):
        say(case, "too-often")
        return
    key = case.key(CODES, digest_of(code))
    kept = case.document(key) if CODE.fullmatch(code) else None
    if not (kept and still(case, kept) and kept["platform"] in ("", account.platform) and kept["requester"] in case.staff.people):
        _count(case, account, tried)
        return
    case.change(key, None)
    _claim(case, account, kept["requester"], by=kept["by"], means="code")


def _count(case: Case, account: Account, tried: Json | None) -> None:
    """A wrong code, one expired, used or made for another platform: all are told the same."""
    going_on = tried if tried and still(case, tried) else None
    until = going_on["due_at"] if going_on else (case.event.at + TRIES_WITHIN).isoformat()
    case.change(case.key(TRIED, name_of(case, account)), {"count": (going_on["count"] if going_on else 0) + 1, "due_at": until})
    case.record(linking="wrong-code")
    say(case, "wrong")


def _burn(case: Case, code: str) -> None:
    """A code that others have seen is worth nothing any more."""
    key = case.key(CODES, digest_of(code))
    kept = case.document(key) if CODE.fullmatch(code) else None
    if kept:
        case.change(key, None)
        case.record(linking="burnt", person=kept["requester"])


def match_address(case: Case, event: Matched) -> None:
    """A platform vouches that an account has an address; if it is somebody's of the staff list, that is who it is."""
    account, address = event.account, event.email.strip().lower()
    if account is None or case.person is not None or not address or _taken_off(case, account):
        return
    person = next((one for one in case.staff.people.values() if one.email == address), None)
    if person is None or any((one.platform, one.team) == (account.platform, account.team) for one in person.accounts):
        return
    if case.document(case.key(WAITING, name_of(case, account))) is None:  # neither waiting nor refused before
        _claim(case, account, person.id, by=None, means="email")


def _taken_off(case: Case, account: Account) -> bool:
    return any(account in theirs for theirs in case.stored_roster.recorded.unlinked.values())


def _claim(case: Case, account: Account, person: str, *, by: str | None, means: str) -> None:
    """The account is this person's, at once or after a second yes. A code that they made themselves is their own yes."""
    if by == person or not needs_second(case, person):
        attach(case, account, person, by=by, means=means)
    else:
        wait(case, account, person, by=by, means=means)


# Unlinking -----------------------------------------------------------------------------------


def unlink(case: Case, text: str) -> None:
    """`/unlink`: my accounts, each with a button; `/unlink PERSON` of an administrator: theirs."""
    person = text.strip() or case.me.id
    if not case.event.private:
        say(case, "private-only")
    elif person != case.me.id and case.me.id not in case.staff.administrators:
        case.tell("administrators-only")
    elif person not in case.staff.people:
        say(case, "unlink-how")
    else:
        _offer(case, case.staff.people[person])


def _offer(case: Case, person: Person) -> None:
    offered = [
        (
            words(case, "unlink-button", account=shown(one)),
            Choice(do=Do.UNLINK, value="/".join((person.id, one.platform, one.team, one.user))),
        )
        for one in person.accounts
    ]
    buttons, choices = case.choices(offered)
    if choices:
        case.remember(Conversation(choices=choices))
    say(case, "accounts", buttons, person=person.name, own=person.id == case.me.id, accounts=[shown(one) for one in person.accounts])


def unlink_choice(case: Case, choice: Choice) -> None:
    """The button of an account was pressed."""
    person, platform, team, user = choice.value.split("/", 3)
    if person == case.me.id or case.me.id in case.staff.administrators:
        detach(case, person, Account(platform=platform, team=team, user=user), by=case.me.id)
    else:
        case.tell("administrators-only")


def sever(case: Case, event: Severed) -> None:
    """The host unlinks accounts of a person."""
    listed = case.staff.people.get(event.who)
    for account in listed.accounts if listed else ():
        if event.platform in ("", account.platform):
            detach(case, event.who, account, by=None)


def take(case: Case, event: Invited | Matched | Vouched | Severed) -> None:
    """What comes from the host, or from a platform that vouches for somebody."""
    match event:
        case Invited():
            invite(case, event)
        case Matched():
            match_address(case, event)
        case Vouched():
            vouch(case, event)
        case Severed():
            sever(case, event)


# Clearing away ---------------------------------------------------------------------------------


def clear(case: Case) -> None:
    """Take away codes, counts and what waits for a second yes, when their time is over. Who waited in vain is told."""
    kinds = (CODES, TRIED, WAITING, SEATS)
    pages = [case.look.search(Search(tenant=case.tenant, kind=kind, due_by=case.event.at, limit=CLEARED)) for kind in kinds]
    past = [one for page in pages for one in page.documents]
    tokens = [case.key("token", token) for _, found in past for token in found.value.get("tokens", ())]
    case.look.foresee(*(key for key, _ in past), *tokens)
    for key, found in past:
        case.change(key, None)
        for token in found.value.get("tokens", ()):
            case.change(case.key("token", token), None)
        if found.value.get("state") == OPEN and "conversation" in found.value and found.value["requester"] in case.staff.people:
            case.record(linking="lapsed", person=found.value["requester"])
            case.say_at(found.value["conversation"], words(case, "lapsed", to=found.value["requester"]))
