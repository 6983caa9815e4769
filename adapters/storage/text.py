"""Values and times as the text that is stored, the same in every store of ours."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.ports import in_utc

#: Made once: `json.dumps` would make one each time.
_LEGIBLE = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def to_text(value: Mapping[str, Any]) -> str:
    """JSON, Chinese left legible. What JSON doesn't have (a Decimal, a set, NaN) is refused."""
    text = _LEGIBLE.encode(dict(value))
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair, as chat platforms sometimes send, has no UTF-8
        return json.dumps(dict(value), allow_nan=False, separators=(",", ":"))
    return text


def from_text(text: str) -> dict[str, Any]:
    """The value again, a fresh one each time."""
    value: dict[str, Any] = json.loads(text)
    return value


def sortable(moment: datetime | None) -> str | None:
    """A time as text that sorts as time does."""
    return None if moment is None else in_utc(moment).isoformat(timespec="microseconds")
