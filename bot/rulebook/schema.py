"""Small shapes from which the form of a file is put together.

A shape takes a value, its line and its name, notes in the report what is wrong with it, and returns it, converted,
or `BAD`. A record without its bad parts goes on, so that the rest of it is checked as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from bot.rulebook.findings import Report, shortened
from bot.rulebook.parsing import Map, Plain, Seq

Shape = Callable[[Any, int, str, Report], Any]
BAD: Final[Any] = object()

_ID = re.compile(r"[a-z][a-z0-9-]*")
#: A post of this book, or with the name of its book one of another.
_POST = re.compile(rf"({_ID.pattern}/)?{_ID.pattern}")
_CLAUSE = re.compile(r"[0-9]+(\.[0-9]+)*[a-z]?")
_UNIT = re.compile(r"[A-Z]{3}|percent|share|day|hour|minute|person|count|square-metre|kilogram|kilometre")
#: What a number may be one of that states a fact.
_GAUGED = re.compile(rf"{_UNIT.pattern}|month|age|clock|level")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def text(value: Any, line: int, name: str, report: Report) -> Any:
    """A text in any words."""
    if type(value) is str:
        if value.strip():
            return value
        report.add("empty-text", line, name=name)
    elif isinstance(value, Plain):
        report.add("not-text", line, name=name, value=shortened(value))
    else:
        report.add("text-expected", line, name=name)
    return BAD


def flag(value: Any, line: int, name: str, report: Report) -> Any:
    """`true` or `false`; YAML's yes, no, on and off are left to the words they are."""
    if isinstance(value, Plain) and value in ("true", "false"):
        return value == "true"
    report.add("not-flag", line, name=name, value=shown(value))
    return BAD


def positive(value: Any, line: int, name: str, report: Report) -> Any:
    """A plain decimal number above zero; nothing that Python or YAML might take for one."""
    if not isinstance(value, Plain) or not _NUMBER.fullmatch(value):
        report.add("not-number", line, name=name, value=shown(value))
        return BAD
    number = Decimal(value)
    if number > 0:
        return number
    report.add("not-positive", line, name=name, value=value)
    return BAD


def clause_id(value: Any, line: int, name: str, report: Report) -> Any:
    """A clause's number in the source, which YAML must not take for a number: 1.10 is not 1.1."""
    if isinstance(value, Plain) and value.kind == "number":
        report.add("clause-unquoted", line, value=shortened(value))
        return BAD
    return matching(_CLAUSE, "bad-clause")(value, line, name, report)


def matching(pattern: re.Pattern[str], kind: str) -> Shape:
    """A text of a certain form."""

    def check(value: Any, line: int, name: str, report: Report) -> Any:
        found = text(value, line, name, report)
        if found is BAD or pattern.fullmatch(found):
            return found
        report.add(kind, line, name=name, value=shortened(found))
        return BAD

    return check


_bare = matching(_ID, "bad-id")
post = matching(_POST, "bad-id")


def ident(value: Any, line: int, name: str, report: Report) -> Any:
    """A name of our own choice, within one book."""
    if isinstance(value, str) and "/" in value and _POST.fullmatch(value):
        report.add("foreign-post", line, value=shortened(value))
        return BAD
    return _bare(value, line, name, report)


unit = matching(_UNIT, "bad-unit")
gauge_unit = matching(_GAUGED, "bad-gauge-unit")
sha256 = matching(_SHA256, "bad-sha256")


def choice(words: Iterable[str]) -> Shape:
    """One of a closed set of words."""
    known = {str(word): word for word in words}

    def check(value: Any, line: int, name: str, report: Report) -> Any:
        if type(value) is str and value in known:
            return known[value]
        hint = " / ".join(f"`{word}`" for word in known)
        report.add("not-choice", line, name=name, value=shown(value), hint=hint)
        return BAD

    return check


def several(shape: Shape, *, least: int = 0) -> Shape:
    """A list of one shape."""

    def check(value: Any, line: int, name: str, report: Report) -> Any:
        if type(value) is not Seq:
            report.add("not-list", line, name=name)
            return BAD
        clean = Seq(value.line)
        for item, at in value.placed():
            if (found := _formed(shape, item, at, name, report)) is not BAD:
                clean.put(found, at)
        if len(value) < least:
            report.add("empty-list", line, name=name)
        return clean

    return check


def one_or_several(shape: Shape) -> Shape:
    """One of a shape, or a list of them."""
    many = several(shape, least=1)
    return lambda value, line, name, report: (shape if isinstance(value, str) else many)(value, line, name, report)


def record(required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None, *, otherwise: str = "not-keys") -> Shape:
    """A mapping with keys of its own; a key with nothing behind it counts as absent."""
    shapes = {**required, **(optional or {})}

    def check(value: Any, line: int, name: str, report: Report) -> Any:
        if type(value) is not Map:
            report.add(otherwise, line, name=name)
            return BAD
        clean = Map(value.line)
        absent = set(required)
        for key, item in value.items():
            at = value.lines[key]
            shape = shapes.get(key)
            if shape is None:
                report.unknown("loose-text" if _nothing(item) else "unknown-key", at, key, shapes)
            elif not _nothing(item):
                absent.discard(key)
                if (found := _formed(shape, item, at, key, report)) is not BAD:
                    clean.put(key, found, at)
        for key in required:
            if key in absent:
                report.add(_MISSING.get(key, "missing-key"), value.lines.get(key, line), name=key, what=name)
        return clean

    return check


_MISSING = {"zh": "lacks-language", "en": "lacks-language", "clause": "no-clause"}


def table(key_shape: Shape, shape: Shape, special: Mapping[str, Shape] | None = None) -> Shape:
    """A mapping whose keys are ids of our own choice, but for those that are `special`.

    A bad entry leaves its id, so that it isn't reported as unknown too.
    """
    named = special or {}

    def check(value: Any, line: int, name: str, report: Report) -> Any:
        if type(value) is not Map:
            report.add("not-keys", line, name=name)
            return BAD
        clean = Map(value.line)
        for key, item in value.items():
            at = value.lines[key]
            key_shape(key, at, name, report)
            entry = _formed(named.get(key, shape), item, at, shortened(key), report)
            clean.put(str(key), Map(at) if entry is BAD else entry, at)
        return clean

    return check


def _formed(shape: Shape, value: Any, line: int, name: str, report: Report) -> Any:
    if isinstance(value, Plain) and value.kind == "reported":
        return BAD
    return shape(value, line, name, report)


def shown(value: Any) -> str:
    """A value as a report quotes it."""
    if isinstance(value, str):
        return shortened(value) if isinstance(value, Plain) else f"“{shortened(value)}”"
    return "[…]" if isinstance(value, Seq) else "{…}"


def _nothing(value: Any) -> bool:
    return isinstance(value, Plain) and value.kind == "nothing"
