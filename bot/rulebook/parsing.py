"""YAML text -> plain values that remember their lines.

One walk over libyaml's events, without recursion and without a tree of nodes, so that a hostile file is refused
while it is being read. Aliases, anchors, tags, duplicate keys and depths that no rule book needs are refused.
This module doesn't know what a rule book is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from yaml import AliasEvent, CSafeLoader, DocumentStartEvent, MappingStartEvent, ScalarEvent, SequenceStartEvent, YAMLError
from yaml.events import CollectionEndEvent, Event
from yaml.reader import ReaderError
from yaml.resolver import Resolver

from bot.rulebook.findings import Report, shortened

MOST_BYTES = 2_000_000
MOST_DEEP = 30
MOST_ITEMS = 250_000
_TAGS = {"bool": "flag", "int": "number", "float": "number", "null": "nothing"}
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

#: What is typed by mistake and means nothing to YAML: a tab before the first word, 键： for `key:`.
_TAB = re.compile(r" *\t\s*\S")
_WIDE_COLON = re.compile(r"\s*(?:- )?[\"']?([\w.-]+)[\"']?：")


class Plain(str):
    """A word without quotes that YAML reads as something else than a text: `flag`, `number`, `nothing` or `other`.

    `reported` stands in the place of something that was refused already.
    """

    __slots__ = ("kind",)
    kind: str


class Map(dict[str, Any]):
    """A mapping that knows the line it begins in and the line of each key."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def put(self, key: str, value: object, line: int) -> None:
        """Set a key together with its line."""
        self[key] = value
        self.lines[key] = line


class Seq(list[Any]):
    """A list that knows the line it begins in and the line of each item."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []

    def put(self, value: object, line: int) -> None:
        """Add an item together with its line."""
        self.append(value)
        self.lines.append(line)

    def placed(self) -> Iterator[tuple[Any, int]]:
        """Each item with its line."""
        return zip(self, self.lines, strict=True)


class _Refused(Exception):
    """The rest of the file isn't read."""


def parse(text: str, report: Report) -> Map | Seq | None:
    """What the text holds; None, with the reason in `report`, where it can't be read to its end."""
    if len(text) > MOST_BYTES or len(text.encode(errors="replace")) > MOST_BYTES:
        report.add("too-large", 1)
        return None
    if control := _CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        report.add("control-character", line, character=_code(control))
        return None
    walk = _Walk(report)
    try:
        walk.through(text)
    except _Refused:
        return None
    except YAMLError as error:
        _explain(text, error, report)
        return None
    if walk.root is None and not _slip(text.splitlines(), report):
        report.add("empty", 1)
    return walk.root


class _Walk:
    """Builds the values of one file, event by event."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.root: Map | Seq | None = None
        self.open: list[Map | Seq] = []
        #: For each open mapping the key that waits for its value.
        self.keys: list[tuple[str, int] | None] = []
        self.items = 0

    def through(self, text: str) -> None:
        next_event: Callable[[], Any] = CSafeLoader(text).get_event
        documents = 0
        while (event := next_event()) is not None:
            kind = type(event)
            if kind is ScalarEvent:
                self._scalar(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self._begin(event, kind is MappingStartEvent)
            elif isinstance(event, CollectionEndEvent):
                self.open.pop()
                self.keys.pop()
            elif kind is AliasEvent:
                self._refuse("alias", event, shortened(event.anchor))
                self._place(_plain("", "reported"), _line(event))
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._stop("several-documents", event)

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._decorated(event)
        value, line = event.value, event.start_mark.line + 1
        if not event.style:
            value = understood(value)
        elif event.style == '"' and (control := _CONTROL.search(value)):
            self.report.add("control-character", line, character=_code(control))
            self._enough()
        self._place(value, line)

    def _begin(self, event: Any, mapping: bool) -> None:
        if event.anchor is not None or event.tag is not None:
            self._decorated(event)
        line = _line(event)
        if len(self.open) >= MOST_DEEP:
            self._stop("too-deep", event, most=MOST_DEEP)
        value: Map | Seq = Map(line) if mapping else Seq(line)
        self._place(value, line)
        self.open.append(value)
        self.keys.append(None)

    def _place(self, value: Any, line: int) -> None:
        self.items += 1
        if self.items > MOST_ITEMS:
            self.report.add("too-many", line, most=MOST_ITEMS)
            raise _Refused
        if not self.open:
            self.root = value if isinstance(value, Map | Seq) else None
            return
        into, keys = self.open[-1], self.keys
        if isinstance(into, Seq):
            into.put(value, line)
        elif (key := keys[-1]) is None:
            keys[-1] = self._key(into, value, line)
        else:
            into.put(key[0], value, key[1])
            keys[-1] = None

    def _key(self, into: Map, value: Any, line: int) -> tuple[str, int]:
        if not isinstance(value, str):
            self.report.add("key-not-text", line)
            raise _Refused
        if value in into:
            self.report.add("duplicate-key", line, name=shortened(value), first=into.lines[value])
            self._enough()
        return value, line

    def _decorated(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse("anchor", event, shortened(event.anchor))
        if event.tag is not None:
            self._refuse("tag", event, shortened(event.tag))

    def _refuse(self, kind: str, event: Event, name: str) -> None:
        self.report.add(kind, _line(event), name=name)
        self._enough()

    def _stop(self, kind: str, event: Event, **words: object) -> None:
        self.report.add(kind, _line(event), **words)
        raise _Refused

    def _enough(self) -> None:
        if self.report.full:
            raise _Refused


def _line(event: Any) -> int:
    line: int = event.start_mark.line
    return line + 1


def understood(text: str) -> str:
    """A word without quotes: itself, or a `Plain` that says what YAML takes it for."""
    for tag, pattern in Resolver.yaml_implicit_resolvers.get(text[:1], ()):
        if pattern.match(text):
            return _plain(text, _TAGS.get(tag.rpartition(":")[2], "other"))
    return text


def _plain(text: str, kind: str) -> Plain:
    plain = Plain(text)
    plain.kind = kind
    return plain


def _code(control: re.Match[str]) -> str:
    return f"U+{ord(control.group()):04X}"


def _line_of(error: YAMLError) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return mark.line + 1 if mark else 1


def _explain(text: str, error: YAMLError, report: Report) -> None:
    """Note why it is no YAML: by the slip that stands nearest above, if there is one that people make."""
    line = _line_of(error)
    if not _slip(text.splitlines()[:line], report):
        report.add("yaml", line, problem=_problem(error))


def _slip(lines: Sequence[str], report: Report) -> bool:
    """Note the last of these lines that has a slip that people make; whether there is one."""
    for at, said in reversed(list(enumerate(lines, 1))):
        if _TAB.match(said):
            report.add("tab", at)
            return True
        if key := _WIDE_COLON.match(said):
            report.add("wide-colon", at, name=shortened(key[1]))
            return True
    return False


def _problem(error: YAMLError) -> str:
    if isinstance(error, ReaderError):
        return shortened(error.reason)
    said = [getattr(error, "problem", None) or type(error).__name__]
    context, mark = getattr(error, "context", None), getattr(error, "context_mark", None)
    if context and mark:
        said.append(f"({context} that begins in line {mark.line + 1})")
    return " ".join(said)
