"""The master key: from the environment, or from a file beside the store that only its owner can read.

Whoever has store and key can read everything; whoever has only the store reads nobody's words. Keep a copy of the key
apart from the copies of the store: without it the audit can be neither read nor verified.
"""

from __future__ import annotations

import os
import secrets
import uuid
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path

from adapters.keys.crypt import KEY, MasterCrypt
from adapters.storage import StoreRefused
from bot.ports import Commit, Moved, Store, key_of

VARIABLE = "REMIT_MASTER_KEY"
SUFFIX = ".key"


async def crypt_for(store: Store, path: Path, tenant: str = "default", environment: Mapping[str, str] = os.environ) -> MasterCrypt:
    """The cryptography for a store at `path`. Raises StoreRefused where the key is missing, open to others, or the wrong one."""
    check = key_of(tenant, "master", "fingerprint")
    kept = (await store.read((check,))).get(check)
    crypt = MasterCrypt(_master(path, environment, made=kept is None), tenant)
    if kept is None:
        commit = Commit(tenant=tenant, event=f"master:{uuid.uuid4()}", read={check: 0}, changes={check: {"fingerprint": crypt.fingerprint}})
        try:
            await store.commit(commit)
        except Moved:
            return await crypt_for(store, path, tenant, environment)
    elif kept.value["fingerprint"] != crypt.fingerprint:
        raise StoreRefused(path, "other-key", variable=VARIABLE, file=file_of(path))
    return crypt


def file_of(path: Path) -> Path:
    """Where the key of a store is kept."""
    return path.with_name(path.name + SUFFIX)


def _master(path: Path, environment: Mapping[str, str], *, made: bool) -> bytes:
    if environment.get(VARIABLE):
        return _decoded(environment[VARIABLE], path)
    file = file_of(path)
    try:
        if not file.exists() and made:
            _make(file)
        mode = file.stat().st_mode
        text = file.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise StoreRefused(path, "no-key", problem=error, file=file, variable=VARIABLE) from error
    if mode & 0o077:
        raise StoreRefused(path, "open-key", file=file)
    return _decoded(text, path, file)


def _make(file: Path) -> None:
    """Make a key under another name and rename it when it is on the disk: half a key would be none, and would never be made anew."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = file.with_name(f"{file.name}.new")
    new.unlink(missing_ok=True)
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(b64encode(secrets.token_bytes(KEY)).decode() + "\n")
        out.flush()
        os.fsync(out.fileno())
    new.rename(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _decoded(text: str, path: Path, file: Path | None = None) -> bytes:
    """The key in a file, or where none is named in the variable."""
    try:
        key = b64decode(text.strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY:
        if file is None:
            raise StoreRefused(path, "bad-key-variable", variable=VARIABLE, length=KEY)
        raise StoreRefused(path, "bad-key", file=file, length=KEY)
    return key
