"""What stands under `store:` may be a file, or the address of a PostgreSQL server."""

from __future__ import annotations

import re

SCHEMES = ("postgresql://", "postgres://", "postgresql+asyncpg://")
_PASSWORD = re.compile(r"(?<=:)[^:@/]*(?=@)")


def is_address(store: str) -> bool:
    """Whether it is a server's address."""
    return store.startswith(SCHEMES)


def without_password(address: str) -> str:
    """An address as it may be shown."""
    return re.sub(r"([?&]password=)[^&]*", r"\1…", _PASSWORD.sub("…", address))


def has_password(address: str) -> bool:
    """Whether a password stands in an address."""
    return without_password(address) != address
