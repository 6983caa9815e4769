"""The port `Crypt`: HMAC-SHA256 for the chain, AES-256-GCM for what is personal, all keys from one master key.

A text is encrypted under a key derived from the keys of everybody whom it concerns: destroying one of them is enough
to make it unreadable.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode, b64encode
from collections.abc import Sequence
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.ports import Unreadable

#: Bytes of a key and of a nonce.
KEY, NONCE = 32, 12


class MasterCrypt:
    """The cryptography of one tenant."""

    def __init__(self, master: bytes, tenant: str = "default") -> None:
        if len(master) != KEY:
            raise ValueError(f"a master key has {KEY} bytes, not {len(master)}")
        self._mac_key = _derived(master, f"remit audit chain of {tenant}")
        self._wrap_key = _derived(master, f"remit keys of {tenant}")
        self._unwrapped = lru_cache(maxsize=4096)(self._unwrap)

    @property
    def fingerprint(self) -> str:
        """By which a wrong master key is recognised; it tells nothing of the key."""
        return self.mac("remit master key")[:16]

    def mac(self, text: str) -> str:
        """HMAC-SHA256 of a text."""
        return hmac.new(self._mac_key, text.encode(), hashlib.sha256).hexdigest()

    def new_key(self, seed: bytes) -> str:
        """A person's key, derived from fresh randomness, wrapped by the master key."""
        key, nonce = _derived(seed, "remit key of a person"), _derived(seed, "nonce of a wrapped key", NONCE)
        return b64encode(nonce + AESGCM(self._wrap_key).encrypt(nonce, key, b"")).decode()

    def encrypt(self, text: str, keys: Sequence[str], *, seed: bytes, bound: str) -> str:
        """A text that all these keys together open."""
        nonce = _derived(seed, f"nonce of {bound}", NONCE)
        return b64encode(nonce + self._cipher(keys).encrypt(nonce, text.encode(), bound.encode())).decode()

    def decrypt(self, box: str, keys: Sequence[str], *, bound: str) -> str:
        """The text again. Raises Unreadable."""
        try:
            raw = b64decode(box, validate=True)
            return self._cipher(keys).decrypt(raw[:NONCE], raw[NONCE:], bound.encode()).decode()
        except (InvalidTag, ValueError) as error:
            raise Unreadable(bound) from error

    def _cipher(self, keys: Sequence[str]) -> AESGCM:
        return AESGCM(_derived(b"".join(self._unwrapped(key) for key in keys) or self._wrap_key, "remit words"))

    def _unwrap(self, wrapped: str) -> bytes:
        raw = b64decode(wrapped, validate=True)
        return AESGCM(self._wrap_key).decrypt(raw[:NONCE], raw[NONCE:], b"")


def _derived(secret: bytes, purpose: str, length: int = KEY) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=purpose.encode()).derive(secret)
