"""Whether a store serves real people, and with which staff file.

`remit try`, where everybody may be anybody, keeps away from such a store, and so does a command that would bring another
staff file into it, such as one that was given no configuration.
"""

from __future__ import annotations

import uuid
from pathlib import Path

from adapters.refusals import Refused, refusal
from bot.ports import Commit, Key, Moved, Store, key_of


class InService(Refused):
    """The store serves real people, and this would get in their way."""


def _key(tenant: str) -> Key:
    return key_of(tenant, "master", "service")


async def begin(store: Store, tenant: str, staff: Path) -> None:
    """From here on the store serves real people, listed in this staff file."""
    key, value = _key(tenant), {"staff": str(staff.resolve())}
    kept = (await store.read((key,))).get(key)
    if kept is None or kept.value != value:
        read = {key: kept.version if kept else 0}
        try:
            await store.commit(Commit(tenant=tenant, event=f"service:{uuid.uuid4()}", read=read, changes={key: value}))
        except Moved:  # another of us has just begun
            await begin(store, tenant, staff)


async def staff_of(store: Store, tenant: str) -> str | None:
    """The staff file of a store that serves real people, None for any other store."""
    key = _key(tenant)
    kept = (await store.read((key,))).get(key)
    return str(kept.value["staff"]) if kept else None


async def keep_away(store: Store, path: Path, tenant: str = "default") -> None:
    """For trying things out. Raises InService."""
    if await staff_of(store, tenant) is not None:
        raise InService(refusal("in-earnest", path=path))


async def same_staff(store: Store, path: Path, staff: Path, tenant: str) -> None:
    """For bringing a staff file in. Raises InService where it is another than the one that the store is run with."""
    served = await staff_of(store, tenant)
    if served not in (None, str(staff.resolve())):
        raise InService(refusal("other-staff", path=path, served=served, staff=staff))
