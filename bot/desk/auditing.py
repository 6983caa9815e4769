"""Reading the audit in chat, and sealing it.

Administrators read all of it, and so does whoever a clause gives the right to supervise the use of authority, within
their rule book. Everybody else reads what concerns them. Why somebody was punished is for those concerned alone.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from bot.approvals.request import Request
from bot.auditing.record import Head
from bot.auditing.sealing import Published, seal_id, seal_of
from bot.desk.case import Case
from bot.desk.recording import SEALED, UNSEALED, alias_of, chain_of, in_the_clear
from bot.model import Language, Quantity
from bot.ports import Json, Order, Search
from bot.texts import amount_words

#: So many records are shown, and so many chains are sealed at a time.
SHOWN, CHAINS = 20, 200


def audit(case: Case, text: str) -> None:
    """`/audit`, `/audit ID` of a request, `/audit PERSON`: the newest records that the one who acts may read."""
    books, wanted = case.supervised, text.strip()
    request = case.request_called(wanted)
    if request:
        if not (_party(case, request) or request.role.split("/")[0] in books):
            case.tell("not-concerned")
            return
        found = _newest(case, chain_of(request.id))
    elif not wanted and books:
        found = _newest(case, None)
    else:
        person = wanted or case.me.id
        if person not in case.staff.people:
            case.tell("audit-how")
            return
        if person != case.me.id and not books:
            case.tell("not-concerned")
            return
        alias = alias_of(case.tenant, case.look, person)
        found = _newest(case, alias) if alias else ()
    records = in_the_clear(case.tenant, case.look, case.crypt, [one for one in found if _mine(case, one, books)])
    records = tuple(one for one in records if case.me.id in _people(one) or _within(case, one, books) or request)
    if books and wanted != case.me.id:
        case.record(audited=wanted or "*")
    lines = [_line(case, one) for one in reversed(records)]
    case.say(case.words("audit", lines=lines, more=len(found) == SHOWN), to=case.me.id)


def _newest(case: Case, named: str | None) -> tuple[Json, ...]:
    search = Search(tenant=case.tenant, kind="audit", waiting_for=named, order=Order.NEWEST, limit=SHOWN)
    return tuple(found.value for _, found in case.look.search(search).documents)


def _mine(case: Case, record: Json, books: frozenset[str]) -> bool:
    return case.me.id in case.staff.administrators or bool(record.get("request")) or not books


def _within(case: Case, record: Json, books: frozenset[str]) -> bool:
    if case.me.id in case.staff.administrators:
        return True
    return str(record.get("role") or "").split("/")[0] in books


def _party(case: Case, request: Request) -> bool:
    return case.me.id in (request.requester, request.proposal.target.person, *request.posted, *request.waiting_for)


def _people(record: Json) -> tuple[Any, ...]:
    return (record.get("by"), record.get("person"), record.get("requester"), record.get("concerned"), record.get("absent"))


def _line(case: Case, record: Json) -> Json:
    """A record as it is shown."""
    action = case.library.vocabulary.actions.get(record.get("action") or "")
    hidden = bool(action and action.concerns == "employee" and case.me.id not in _people(record))
    role = record.get("standing_for")
    return {
        "at": record["at"][:16].replace("T", " "),
        "request": record.get("request") or "",
        "move": record.get("move") or "",
        "refused": record.get("refused") or "",
        "by": _name(case, record.get("by") if record.get("linking") else record.get("person") or record.get("by")),
        "linking": record.get("linking") or "",
        "seating": record.get("seating") or "",
        "person": _name(case, record.get("person")),
        "absent": _name(case, record.get("absent") or record.get("seated")),
        "to": case.phrasing.people([one for one in record.get("to") or () if one in case.staff.people], case.language),
        "standing_for": case.phrasing.role(role, case.language) if role and role in case.library.roles else "",
        "words": "" if hidden else record.get("words") or "",
        "hidden": hidden,
        "erased": bool(record.get("erased")),
        "about": action.title.into(case.language) if action else "",
        "amount": _amount(record.get("amount"), case.language),
        "clauses": record.get("clauses") or [],
        "task": record.get("task") or "",
        "seq": record["seq"],
    }


def _amount(kept: str | None, language: Language) -> str:
    """An amount as cards say it: a record keeps its number and unit (300 CNY)."""
    number, _, unit = (kept or "").partition(" ")
    try:
        return amount_words(Quantity(value=Decimal(number), unit=unit), language)
    except InvalidOperation:
        return kept or ""


def _name(case: Case, person: str | None) -> str:
    return case.phrasing.person(person) if person else ""


def seal(case: Case, *, announce: bool) -> None:
    """Seal the chains that grew, and tell the administrators the head, which so leaves this house."""
    page = case.look.search(Search(tenant=case.tenant, kind="chain", states=(UNSEALED,), limit=CHAINS))
    keys = tuple(key for key, _ in page.documents)
    current = case.key("seal-head", "current")
    last, *chains = case.look.at_all((current, *keys))
    before = Published(tenant=case.tenant, **last.value) if last else Published(tenant=case.tenant)
    grown = {one.value["chain"]: one.value for one in chains if one and one.value["state"] == UNSEALED}
    if grown:
        heads = {chain: Head(seq=value["seq"], mac=value["mac"]) for chain, value in grown.items()}
        sealed = seal_of(before, heads, case.event.at.isoformat(), case.crypt)
        case.change(case.key("seal", seal_id(sealed["number"])), sealed)
        case.change(current, {"number": sealed["number"], "mac": sealed["mac"]})
        for chain, value in grown.items():
            case.change(case.key("chain", chain), value | {"state": SEALED})
        before = Published(tenant=case.tenant, number=sealed["number"], mac=sealed["mac"])
    if announce and grown:
        for person in case.staff.administrators:
            case.tell("audit-head", to=person, line=before.line)
    case.whisper = before.line
