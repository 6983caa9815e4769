"""Values as JSON and back, exactly: amounts and times as text, closed sets as their words, sets in order.

It knows dataclasses and the few types that ours are made of, and no particular one of them.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

Value = TypeVar("Value")

_encode = msgspec.json.Encoder(order="deterministic").encode
_decode = msgspec.json.Decoder().decode


def to_json(value: Any) -> Any:
    """What `json.dumps` takes and `json.loads` gives back, for a value of ours: lists where it has tuples."""
    try:
        return _decode(_encode(value))
    except UnicodeEncodeError:  # half of a surrogate pair, as chat platforms sometimes send, has no UTF-8
        return msgspec.to_builtins(value, str_keys=True, order="deterministic")


def from_json(kind: type[Value], data: Any) -> Value:
    """The value of type `kind` that `to_json` turned into `data`; a field that isn't there gets its default.

    Raises msgspec.ValidationError for what isn't of that form.
    """
    return msgspec.convert(data, kind, str_keys=True)
