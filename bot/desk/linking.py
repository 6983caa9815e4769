"""Which account is whose: one-time codes, addresses that a platform vouches for, the second yes, unlinking.

An account belongs to one person at most, and one person may have several: whatever is asked or decided from any of them
is that person's. A code is worth something once, for fifteen minutes, in a private chat; the store knows only its digest.
Whoever can decide for others, or administers, is linked only once somebody besides the one who made the code says yes.
Nothing is linked by the passing of time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.desk.case import Case
from bot.desk.conversation import Choice, Conversation, Do
from bot.desk.placing import sweep
from bot.desk.reaching import lose, show_waiting
from bot.events import Button, Invited, Matched, Severed, Vouched
from bot.ports import Json, Search
from bot.records import from_json, to_json
from bot.staff import Account, Person, Staff
from bot.staff.checking import deciding_posts

#: How long a code is good, within which time so many wrong ones may come from one account, and how long a second yes is waited for.
GOOD_FOR = timedelta(minutes=15)
TRIES, TRIES_WITHIN = 5, timedelta(hours=1)
WAITS = timedelta(days=7)
#: A code as it may stand in a link of Telegram's.
CODE = re.compile(r"[A-Za-z0-9_-]{16,64}")
#: The documents: codes by digest; by account what was tried and what waits for a second yes; by person what post waits for one.
CODES, TRIED, WAITING, SEATS = "link-code", "link-tried", "link-waiting", "seat-waiting"
#: States of what waits.
OPEN, REFUSED = "waiting", "refused"
#: So many are cleared away at a time.
CLEARED = 100


def digest_of(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(f"remit link {code}".encode()).hexdigest()


def needs_second(case: Case, person: str) -> bool:
    """Whether linking this person takes a second yes: they may come to decide for others, or they administer."""
    deciding = deciding_posts(case.library)
    return (
        person in case.staff.administrators
        or any(post in deciding for post in case.staff.people[person].posts)
        or any(other.superior == person for other in case.staff.people.values())
    )


# Making a code -------------------------------------------------------------------------------


def link(case: Case, text: str) -> None:
    """`/link CODE` of somebody unknown; `/link` of somebody known: a code for another platform; `/link PERSON` of an administrator."""
    words = text.split()
    if case.person is None:
        redeem(case, words[0] if words else "")
    elif not case.event.private:
        _say(case, "private-only")
    elif not words:
        _make(case, case.me.id)
    elif words[0] not in case.staff.people:
        _say(case, "already", person=case.me.name)
    elif words[0] != case.me.id and case.me.id not in case.staff.administrators:
        case.tell("administrators-only")
    else:
        _make(case, words[0])


def _make(case: Case, person: str) -> None:
    """A fresh code; it is said at once and kept nowhere."""
    code = case.token()
    _keep(case, person, digest_of(code), by=case.me.id, platform="")
    name, minutes = case.phrasing.person(person), int(GOOD_FOR.total_seconds() // 60)
    case.unkept = _words(case, "code", code=code, person=name, own=person == case.me.id, minutes=minutes)
    case.whisper = _words(case, "code-gone")


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
    if case.person is not None:
        _say(case, "already", person=case.me.name)
    elif not case.event.private:
        _burn(case, code)
        case.say_openly(_words(case, "private-only"))
    elif not code:
        _say(case, "how")
    elif case.event.account is None:
        _say(case, "no-account")
    else:
        _try(case, case.event.account, code)


def _try(case: Case, account: Account, code: str) -> None:
    tried = case.document(case.key(TRIED, _name(case, account)))
    if tried and tried["count"] >= TRIES and still(case, tried):
        _say(case, "too-often")
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
    case.change(case.key(TRIED, _name(case, account)), {"count": (going_on["count"] if going_on else 0) + 1, "due_at": until})
    case.record(linking="wrong-code")
    _say(case, "wrong")


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
    if case.document(case.key(WAITING, _name(case, account))) is None:  # neither waiting nor refused before
        _claim(case, account, person.id, by=None, means="email")


def _taken_off(case: Case, account: Account) -> bool:
    return any(account in theirs for theirs in case.stored_roster.recorded.unlinked.values())


def _claim(case: Case, account: Account, person: str, *, by: str | None, means: str) -> None:
    """The account is this person's, at once or after a second yes. A code that they made themselves is their own yes."""
    if by == person or not needs_second(case, person):
        _link(case, account, person, by=by, means=means)
    else:
        _wait(case, account, person, by=by, means=means)


def _link(case: Case, account: Account, person: str, *, by: str | None, means: str, at: str | None = None) -> None:
    before = case.staff.people[person].accounts
    case.keep(case.stored_roster.recorded.linking(person, account))
    case.change(case.key(TRIED, _name(case, account)), None)
    case.record(linking="linked", person=person, means=means, **_whose(account))
    name, language = case.phrasing.person(person), case.language_of(person)
    posts = case.phrasing.roles([post for post in case.staff.people[person].posts if post in case.library.roles], language)
    case.say_at(at or case.event.conversation, _words(case, "linked", to=person, person=name, posts=posts))
    if not before:
        show_waiting(case, person)
    else:
        _say(case, "linked-elsewhere", to=person, account=_shown(account))
    for one in case.staff.administrators:
        if one != person:
            _say(case, "made", to=one, person=name, id=person, account=_shown(account), by=_by(case, by), means=means)


# The second yes ------------------------------------------------------------------------------


def _wait(case: Case, account: Account, person: str, *, by: str | None, means: str) -> None:
    ident = _name(case, account)
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
    case.record(linking="waiting", person=person, means=means, **_whose(account))
    for one in waiting["asked"]:
        case.say(_card(case, waiting, one), confirming(case, waiting["tokens"], one, "link"), to=one, card=_card_id(ident))
    _say(case, "waits" if waiting["asked"] else "waits-for-host", person=case.phrasing.person(person), id=person)
    if not waiting["asked"]:
        for one in case.staff.administrators:
            if one != person and case.staff.people[one].accounts:
                _say(case, "host-needed", to=one, person=case.phrasing.person(person), id=person, account=_shown(account))


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
        case.whisper = _words(case, "over")
    elif not _may_vouch(case, waiting):
        case.record(linking="not-yours", refused="not-yours", person=waiting["requester"])
        case.whisper = _words(case, "not-yours")
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
        case.whisper = _words(case, "over")
        return
    case.record(linking="confirmed" if yes else "refused", person=person, **_whose(account))
    if yes:
        case.change(case.key(WAITING, ident), None)
        _link(case, account, person, by=waiting["by"], means=waiting["means"], at=waiting["conversation"])
    else:
        case.change(case.key(WAITING, ident), {**waiting, "state": REFUSED})
        case.say_at(waiting["conversation"], _words(case, "refused", to=person))
    _tell_settled(case, ident, waiting, yes=yes, by=by)


def _tell_settled(case: Case, ident: str, waiting: Json, *, yes: bool, by: str | None) -> None:
    """Each card says how it ended, and its buttons are gone."""
    for one in waiting["asked"]:
        if one in case.staff.people:
            done = _words(case, "settled", to=one, yes=yes, by=_by(case, by))
            case.edit(f"{_card(case, waiting, one)}\n{done}", to=one, card=_card_id(ident))
    case.whisper = _words(case, "settled", yes=yes, by=_by(case, by))


def _card(case: Case, waiting: Json, reader: str) -> str:
    person = waiting["requester"]
    return _words(
        case,
        "card",
        to=reader,
        person=case.phrasing.person(person),
        id=person,
        account=_shown(from_json(Account, waiting["account"])),
        by=_by(case, waiting["by"]),
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


# Unlinking -----------------------------------------------------------------------------------


def unlink(case: Case, text: str) -> None:
    """`/unlink`: my accounts, each with a button; `/unlink PERSON` of an administrator: theirs."""
    person = text.strip() or case.me.id
    if not case.event.private:
        _say(case, "private-only")
    elif person != case.me.id and case.me.id not in case.staff.administrators:
        case.tell("administrators-only")
    elif person not in case.staff.people:
        _say(case, "unlink-how")
    else:
        _offer(case, case.staff.people[person])


def _offer(case: Case, person: Person) -> None:
    offered = [
        (
            _words(case, "unlink-button", account=_shown(one)),
            Choice(do=Do.UNLINK, value="/".join((person.id, one.platform, one.team, one.user))),
        )
        for one in person.accounts
    ]
    buttons, choices = case.choices(offered)
    if choices:
        case.remember(Conversation(choices=choices))
    _say(case, "accounts", buttons, person=person.name, own=person.id == case.me.id, accounts=[_shown(one) for one in person.accounts])


def unlink_choice(case: Case, choice: Choice) -> None:
    """The button of an account was pressed."""
    person, platform, team, user = choice.value.split("/", 3)
    if person == case.me.id or case.me.id in case.staff.administrators:
        _unlink(case, person, Account(platform=platform, team=team, user=user), by=case.me.id)
    else:
        case.tell("administrators-only")


def sever(case: Case, event: Severed) -> None:
    """The host unlinks accounts of a person."""
    listed = case.staff.people.get(event.who)
    for account in listed.accounts if listed else ():
        if event.platform in ("", account.platform):
            _unlink(case, event.who, account, by=None)


def _unlink(case: Case, person: str, account: Account, *, by: str | None) -> None:
    listed = case.staff.people.get(person)
    if listed is None or account not in listed.accounts:
        case.whisper = _words(case, "over")
        return
    case.keep(case.stored_roster.recorded.unlinking(person, account))
    case.record(linking="unlinked", person=person, **_whose(account))
    if case.staff.people[person].accounts:
        sweep(case)
    else:
        lose(case, person, "no-account")
    name = case.phrasing.person(person)
    for one in dict.fromkeys((*case.staff.administrators, person)):
        here = by is not None and one == by
        if here:
            case.whisper = _words(case, "unlinked", to=one, person=name, id=person, account=_shown(account), by="", own=one == person)
        elif one != person or case.staff.people[person].accounts:
            _say(case, "unlinked", to=one, person=name, id=person, account=_shown(account), by=_by(case, by), own=one == person)


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
    for key, found in (one for page in pages for one in page.documents):
        case.change(key, None)
        for token in found.value.get("tokens", ()):
            case.change(case.key("token", token), None)
        if found.value.get("state") == OPEN and "conversation" in found.value and found.value["requester"] in case.staff.people:
            case.record(linking="lapsed", person=found.value["requester"])
            case.say_at(found.value["conversation"], _words(case, "lapsed", to=found.value["requester"]))


# ------------------------------------------------------------------------------------------------


def still(case: Case, document: Json) -> bool:
    """Whether a document's time is not over."""
    return case.event.at < datetime.fromisoformat(document["due_at"])


def _name(case: Case, account: Account) -> str:
    """The name under which an account's documents stand; it tells nothing of the account."""
    return case.crypt.mac(f"account {account.platform}/{account.team}/{account.user}")


def _whose(account: Account) -> Json:
    """An account in a record: the platform in the open, the rest sealed for the person."""
    return {"platform": account.platform, "from_account": f"{account.platform}/{account.team}/{account.user}"}


def _shown(account: Account) -> str:
    return " ".join(part for part in (account.platform, account.team, account.user) if part)


def _by(case: Case, by: str | None) -> str:
    return case.phrasing.person(by) if by else ""


def _words(case: Case, kind: str, *, to: str | None = None, **values: Any) -> str:
    return case.words("linking", case.language_of(to) if to else None, kind=kind, **values)


def _say(case: Case, kind: str, buttons: tuple[Button, ...] = (), *, to: str | None = None, **values: Any) -> None:
    case.say(_words(case, kind, to=to, **values), buttons, to=to)
