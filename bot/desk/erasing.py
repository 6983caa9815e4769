"""Forgetting somebody who has left: their alias in place of their id, their words gone, and last their key.

The audit is not touched: it names them by the alias only, and what it has sealed for them opens no more once the key is
destroyed, while the chain, which covers what is stored, still verifies.
"""

from __future__ import annotations

from typing import Any

from bot.approvals.request import request_of
from bot.desk.case import Case
from bot.desk.recording import alias_of
from bot.events import Erased
from bot.ports import Json, Key, split

#: What is kept under other ids than the person's, and is read on without them.
KEPT = "request"
#: What counts for others, too: their lines stay in it, under the alias.
SHARED = frozenset({"ledger", "spent"})
#: In a request, what somebody wrote or was called, wherever it stands.
WORDS = frozenset({"words", "text", "name", "file"})


def erase(case: Case, event: Erased) -> None:
    """Forget somebody in these documents; with the last of them, everywhere. Whispers why not, where they aren't gone yet."""
    person, alias = event.who, alias_of(case.tenant, case.look, event.who)
    if person in case.staff.people:
        case.whisper = "listed"
        return
    case.look.foresee(*event.documents)
    for key in event.documents:
        document = case.document(key)
        if document is not None:
            case.change(key, forgotten(document, person, alias or "") if stays(key, person) else None)
    if event.last:
        _destroy(case, person, alias)


def _destroy(case: Case, person: str, alias: str | None) -> None:
    case.keep(case.stored_roster.recorded.forgetting(person))
    if alias is not None:
        case.change(case.key("key", person), None)
        case.change(case.key("alias", alias), None)
    case.record(erasure=alias or "")


def about(key: Key, person: str) -> bool:
    """Whether a key is about somebody: the parts of its id are set apart by slashes and colons."""
    return person in split(key)[2].replace(":", "/").split("/")


def stays(key: Key, person: str) -> bool:
    """Whether a document that names somebody stays, without them."""
    kind = split(key)[1]
    return kind == KEPT or (kind in SHARED and not about(key, person))


def names(value: Any, person: str) -> bool:
    """Whether a document names somebody."""
    if isinstance(value, dict):
        return any(one == person or names(inner, person) for one, inner in value.items())
    if isinstance(value, list):
        return any(names(one, person) for one in value)
    return isinstance(value, str) and person in value.split(":")


def open_in(document: Json, person: str) -> bool:
    """Whether a request still runs that they asked for, or that concerns them."""
    request = request_of(document)
    return not request.closed and person in (request.requester, request.proposal.target.person)


def forgotten(document: Json, person: str, alias: str) -> Json:
    """A document without somebody: all words in a request that was theirs or concerned them, else what they wrote themselves."""
    target = (document.get("proposal") or {}).get("target") or {}
    changed: Json = _forgotten(document, person, alias, wordless=person in (document.get("requester"), target.get("person")))
    return changed


def _forgotten(value: Any, person: str, alias: str, *, wordless: bool) -> Any:
    if isinstance(value, list):
        return [_forgotten(one, person, alias, wordless=wordless) for one in value]
    if isinstance(value, dict):
        wordless = wordless or value.get("by") == person
        return {
            alias if key == person else key: ""
            if wordless and key in WORDS and isinstance(inner, str)
            else _forgotten(inner, person, alias, wordless=wordless)
            for key, inner in value.items()
        }
    if isinstance(value, str) and person in (parts := value.split(":")):  # whom something was for
        return ":".join(alias if one == person else one for one in parts)
    return value
