"""A compiled library as bytes and back, so that large books need not be read and checked at every start.

It holds values and no code; `texts_key` names what it was made from. Where the bytes are kept is not known here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec

from bot.rulebook.library import Library

#: Grows when the form of a library changes.
FORM = 1


def packed(library: Library) -> bytes:
    """The library as bytes."""
    return msgspec.msgpack.encode(library)


def library_from(kept: bytes) -> Library:
    """The library that was packed; raises msgspec.ValidationError where the bytes are none."""
    return msgspec.msgpack.decode(kept, type=Library)


def texts_key(texts: Mapping[str, str]) -> str:
    """A name for what the files say and for the form of what is kept."""
    digest = hashlib.sha256(str(FORM).encode())
    for path, text in sorted(texts.items()):
        digest.update(f"{len(path)} {path} {len(text.encode())} {text}".encode())
    return digest.hexdigest()
