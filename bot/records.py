"""Values as JSON and back, exactly: amounts and times as text, closed sets as their words.

It knows dataclasses and the few types that ours are made of, and no particular one of them.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from msgspec import Struct

Value = TypeVar("Value")


def to_json(value: Any) -> Any:
    """What `json.dumps` takes, for a value of ours."""
    if isinstance(value, Struct) or (is_dataclass(value) and not isinstance(value, type)):
        return {name: to_json(getattr(value, name)) for name in _fields(type(value))}
    if isinstance(value, Mapping):
        return {str(key): to_json(one) for key, one in sorted(value.items())}
    if isinstance(value, frozenset):
        return sorted(to_json(one) for one in value)
    if isinstance(value, tuple | list):
        return [to_json(one) for one in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):  # a datetime is one as well
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"no JSON for {type(value).__name__}")


def from_json(kind: type[Value], data: Any) -> Value:
    """The value of type `kind` that `to_json` turned into `data`; a field that isn't there gets its default."""
    value: Value = _read(kind, data)
    return value


@cache
def _fields(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    names = kind.__struct_fields__ if issubclass(kind, Struct) else tuple(field.name for field in fields(kind))  # type: ignore[arg-type]
    return {name: hints[name] for name in names}


def _read(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin is not None:
        return _read_generic(origin, get_args(kind), data)
    if isinstance(kind, type) and (issubclass(kind, Struct) or is_dataclass(kind)):
        return kind(**{name: _read(hint, data[name]) for name, hint in _fields(kind).items() if name in data})
    if kind in (date, datetime):
        return kind.fromisoformat(data)
    if isinstance(kind, type) and issubclass(kind, Decimal | StrEnum):
        return kind(data)
    return data


def _read_generic(origin: Any, inner: tuple[Any, ...], data: Any) -> Any:
    if origin is Literal:
        return data
    if origin in (Union, types.UnionType):
        return None if data is None else _read(next(one for one in inner if one is not types.NoneType), data)
    if origin is tuple:
        return tuple(_read(inner[0], one) for one in data)
    if origin is frozenset:
        return frozenset(_read(inner[0], one) for one in data)
    return {key: _read(inner[1], one) for key, one in data.items()}
