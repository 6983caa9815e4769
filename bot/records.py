"""Values as JSON and back, exactly: amounts and times as text, closed sets as their words.

It knows dataclasses and the few types that ours are made of, and no particular one of them.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from msgspec import Struct

Value = TypeVar("Value")
#: Turns a value into JSON.
Writer = Callable[[Any], Any]
#: Turns JSON into one type of value.
Reader = Callable[[Any], Any]


def to_json(value: Any) -> Any:
    """What `json.dumps` takes, for a value of ours."""
    return _writer(cast("Any", type(value)))(value)


@cache
def _writer(kind: type) -> Writer:
    """Turns one type of value into JSON; made once for each type."""
    if issubclass(kind, Struct) or is_dataclass(kind):
        names = tuple(_fields(kind))
        return lambda value: {name: to_json(getattr(value, name)) for name in names}
    if issubclass(kind, Mapping):
        return lambda value: {str(key): to_json(one) for key, one in sorted(value.items())}
    if issubclass(kind, frozenset):
        return lambda value: sorted(map(to_json, value))
    if issubclass(kind, tuple | list):
        return lambda value: list(map(to_json, value))
    if issubclass(kind, Decimal):
        return str
    if issubclass(kind, date):  # a datetime is one as well
        return lambda value: value.isoformat()
    if issubclass(kind, StrEnum):
        return lambda value: value.value
    if kind is types.NoneType or issubclass(kind, str | int):
        return _as_it_is
    raise TypeError(f"no JSON for {kind.__name__}")


def from_json(kind: type[Value], data: Any) -> Value:
    """The value of type `kind` that `to_json` turned into `data`; a field that isn't there gets its default."""
    value: Value = _reader(cast("Any", kind))(data)
    return value


@cache
def _fields(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    names = kind.__struct_fields__ if issubclass(kind, Struct) else tuple(field.name for field in fields(kind))  # type: ignore[arg-type]
    return {name: hints[name] for name in names}


@cache
def _reader(kind: Any) -> Reader:
    """Turns JSON into one type of value; made once for each type."""
    origin = get_origin(kind)
    if origin is not None:
        return _generic_reader(origin, get_args(kind))
    if isinstance(kind, type) and (issubclass(kind, Struct) or is_dataclass(kind)):
        readers = {name: _reader(hint) for name, hint in _fields(kind).items()}
        return lambda data: kind(**{name: read(data[name]) for name, read in readers.items() if name in data})
    if kind in (date, datetime):
        parse: Reader = kind.fromisoformat
        return parse
    return kind if isinstance(kind, type) and issubclass(kind, Decimal | StrEnum) else _as_it_is


def _as_it_is(data: Any) -> Any:
    return data


def _generic_reader(origin: Any, inner: tuple[Any, ...]) -> Reader:
    if origin is Literal:
        return _as_it_is
    if origin in (Union, types.UnionType):
        read = _reader(next(one for one in inner if one is not types.NoneType))
        return lambda data: None if data is None else read(data)
    if origin is tuple or origin is frozenset:
        read = _reader(inner[0])
        return origin if read is _as_it_is else lambda data: origin(map(read, data))
    read = _reader(inner[1])
    return dict if read is _as_it_is else lambda data: {key: read(one) for key, one in data.items()}
