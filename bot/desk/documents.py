"""The documents at hand while one event is dealt with: as they are stored, and as the event has written them so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.approvals.request import Request, request_of
from bot.desk.view import Look
from bot.ports import Json, Key, Page, Search, key_of

#: So many characters name a token's document; what follows them says which of its moves is meant.
STEM = 22
#: A list is counted and narrowed over so many requests, loaded so many at a time.
MOST_LISTED, PAGE = 400, 100


class Documents:
    """One tenant's documents, looked up and changed. What isn't loaded yet is asked for by the look."""

    def __init__(self, tenant: str, look: Look) -> None:
        self.tenant = tenant
        self.look = look
        self._changes: dict[Key, Json | None] = {}

    def key(self, kind: str, ident: str) -> Key:
        """The key of a document of this tenant."""
        return key_of(self.tenant, kind, ident)

    def document(self, key: Key) -> Json | None:
        """A document as it is now: as this case has written it, or as it is stored."""
        return _document(self.look, self._changes, key)

    @property
    def find(self) -> Callable[[str, str], Json | None]:
        """Finds a document by its kind and id. It doesn't hold the case that holds it: such a circle is left to the garbage collector."""
        tenant, look, changes = self.tenant, self.look, self._changes
        return lambda kind, ident: _document(look, changes, key_of(tenant, kind, ident))

    def request(self, ident: str) -> Request | None:
        """A request, as it is now."""
        found = self.document(self.key("request", ident))
        return request_of(found) if found else None

    def request_called(self, said: str) -> Request | None:
        """The request that somebody means by its id, in capitals or not, with a # before it or not; None where there is none."""
        ident = said.strip().removeprefix("#")
        if not ident or "/" in ident:
            return None
        return self.request(ident) or self.request(ident.upper())

    def requests(self, **narrowed: Any) -> tuple[tuple[Request, ...], bool]:
        """The first page of a search for requests, and whether there are more."""
        page: Page = self.look.search(Search(tenant=self.tenant, kind="request", limit=20, **narrowed))
        return tuple(request_of(found.value) for _, found in page.documents), page.after is not None

    def every_request(self, *, order: Any = None, **narrowed: Any) -> tuple[tuple[Request, ...], bool]:
        """All requests of a search, as far as a list can show them, and whether there are more."""
        found: list[Request] = []
        after: str | None = None
        wanted = {**narrowed, **({"order": order} if order else {})}
        while len(found) < MOST_LISTED:
            page = self.look.search(Search(tenant=self.tenant, kind="request", limit=PAGE, after=after, **wanted))
            found += [request_of(one.value) for _, one in page.documents]
            after = page.after
            if after is None:
                return tuple(found), False
        return tuple(found), True

    def named_by(self, token: str) -> Json | None:
        """What a request's button names: the request, its edition, the step and the move. None for any other token."""
        if not is_token(token):
            return None
        found = self.look.at(self._token_key(token))
        if found is None or "moves" not in found.value:  # a token with a document of its own goes on with nothing
            return found.value if found and len(token) == STEM else None
        named, move = found.value, found.value["moves"].get(token[STEM:])
        return {"request": named["request"], "edition": named["edition"], **move} if move else None

    def _token_key(self, token: str) -> Key:
        return self.key("token", token[:STEM])

    def change(self, key: Key, value: Json | None) -> None:
        """Write a document; it has been looked at before, so that the commit can tell if it moved."""
        self.look.at(key)
        self._changes[key] = value

    def add(self, key: Key, value: Json) -> None:
        """Write a document under a key that was drawn just now."""
        self.look.expect_none(key)
        self._changes[key] = value


def _document(look: Look, changes: Mapping[Key, Json | None], key: Key) -> Json | None:
    if key in changes:
        return changes[key]
    found = look.at(key)
    return found.value if found else None


def is_token(text: str) -> bool:
    """Whether a text may be a button's token."""
    return bool(text) and len(text) <= 64 and "/" not in text
