"""Values and times as the text that is stored, the same in every store of ours."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from bot.ports import in_utc

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


def to_text(value: Mapping[str, Any]) -> str:
    """JSON, Chinese left legible. What JSON doesn't have (a Decimal, a set, NaN) is refused."""
    plain = dict(value)
    try:
        text = _encode(plain)
    except (TypeError, UnicodeEncodeError):  # half of a surrogate pair, as chat platforms sometimes send, has no UTF-8
        return json.dumps(plain, allow_nan=False, separators=(",", ":"))
    if _decode(text) != plain:  # msgspec has a text for more than JSON has a word for
        return json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.decode()


def from_text(text: str) -> dict[str, Any]:
    """The value again, a fresh one each time."""
    try:
        value: dict[str, Any] = _decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError):  # half of a surrogate pair
        value = json.loads(text)
    return value


def sortable(moment: datetime | None) -> str | None:
    """A time as text that sorts as time does."""
    return None if moment is None else in_utc(moment).isoformat(timespec="microseconds")
