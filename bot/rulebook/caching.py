"""A compiled library as bytes and back, so that large books need not be read and checked at every start.

It holds values and no code; `key_of` names what it was made from. Where the bytes are kept is not known here.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct, msgpack

from bot.model import Clause, ClauseId, Grant, Obligation, Prohibition, Role, RoleKey
from bot.rulebook.keeping import nothing_collected
from bot.rulebook.library import Book, DutyTerms, Library, Vocabulary


class _Kept(Struct, frozen=True, kw_only=True, array_like=True):
    """What a library can't be made again without."""

    books: dict[str, Book]
    roles: dict[RoleKey, Role]
    clauses: dict[ClauseId, Clause]
    grants: tuple[Grant, ...]
    duties: dict[str, DutyTerms]
    prohibitions: tuple[Prohibition, ...]
    obligations: dict[str, Obligation]
    vocabulary: Vocabulary
    version: str
    questions: dict[ClauseId, tuple[str, ...]]
    statements: dict[ClauseId, tuple[str, ...]]


_decoder = msgpack.Decoder(_Kept)


def packed(library: Library) -> bytes:
    """The library as bytes."""
    return msgpack.encode([getattr(library, name) for name in _Kept.__struct_fields__])


def library_from(kept: bytes) -> Library:
    """The library that was packed; raises msgspec.MsgspecError where the bytes are none."""
    with nothing_collected():
        return _library(kept)


def _library(kept: bytes) -> Library:
    found = _decoder.decode(kept)
    by_role: dict[RoleKey, list[Grant]] = defaultdict(list)
    for grant in found.grants:
        by_role[grant.role].append(grant)
    return Library(
        books=found.books,
        roles=found.roles,
        clauses=found.clauses,
        grants=found.grants,
        duties=found.duties,
        prohibitions=found.prohibitions,
        obligations=found.obligations,
        vocabulary=found.vocabulary,
        version=found.version,
        questions=found.questions,
        statements=found.statements,
        by_role={role: tuple(held) for role, held in by_role.items()},
    )


def key_of(texts: Mapping[str, str], program: str = "") -> str:
    """A name for what the files say and for the `program` that makes a library of it."""
    digest = hashlib.sha256(program.encode())
    for path, text in sorted(texts.items()):
        raw = text.encode("utf-8", "surrogatepass")
        digest.update(f"\n{path}\n{len(raw)}\n".encode() + raw)
    return digest.hexdigest()
