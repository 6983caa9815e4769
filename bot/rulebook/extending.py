"""A company's vocabulary beside the shipped one: `extends: remit`, and then only what is its own.

The shipped file comes first and the company's is laid over it, key by key: lists are added to, single values replaced,
and what stands under `without` is left out. What is wrong is told with the company's own lines.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Set
from typing import Any

from bot.rulebook.findings import Report, shortened
from bot.rulebook.parsing import Map, Seq

EXTENDS, WITHOUT, SILENT = "extends", "without", "silent"
#: What an entry that the shipped vocabulary doesn't have must say.
NEEDED = {"actions": "title", "facts": "question"}
_EMPTY = Map(1)
#: How English verbs and things are inflected, and what every form of one has in common.
_INFLECTED = (
    (re.compile(r"(?<=[a-z]{2})(?:ies|ied|ying|y)$"), "y"),
    (re.compile(r"(?:(?<=[sxz])es|(?<=[cs]h)es|(?<=[a-z]{2})(?:(?<!s)s|ed|ing|e))$"), ""),
    (re.compile(r"(?<=[a-z])([a-z])\1$"), r"\1"),
    (re.compile(r"(?<=[a-z]{2})e$"), ""),
)


def laid_over(shipped: Map, own: Map, report: Report) -> Map:
    """The shipped vocabulary with the company's over it; `report` is that of the company's file."""
    left = _left(shipped, own.get(WITHOUT, _EMPTY), report)
    both = Map(own.line)
    for section in dict.fromkeys((*left, *own)):
        if section in (EXTENDS, WITHOUT):
            continue
        both.put(section, _entries(left.get(section, _EMPTY), own.get(section, _EMPTY), report), own.lines.get(section, 1))
        _complete(section, own.get(section, _EMPTY), both[section], report)
    return both


def own_phrases(own: Map) -> frozenset[str]:
    """Every phrase, title and question that the company's own file says of what its books speak of: `silent` is what they don't."""
    tables = (entry for section, table in own.items() if section not in (EXTENDS, WITHOUT, SILENT) for entry in table.values())
    return frozenset(text for entry in tables for text in _texts({key: said for key, said in entry.items() if key != WITHOUT}))


def check_told_apart(own: Map, whole: Map, granted: Set[str], report: Report) -> None:
    """Warn of each phrase of the company's own that stands for two acts, both granted."""
    bearing: dict[str, list[str]] = defaultdict(list)
    for name in sorted(granted & whole.get("actions", _EMPTY).keys()):
        for phrase, _ in _phrases(whole["actions"][name]):
            bearing[phrase.casefold()].append(name)
    for name in sorted(granted & own.get("actions", _EMPTY).keys()):
        for phrase, line in _phrases(own["actions"][name]):
            for other in bearing[phrase.casefold()]:
                if other != name:
                    report.add("same-phrase", line, phrase=shortened(phrase), name=name, other=other)


#: What of each kind of entry is looked for wherever it stands.
_LOOKED_FOR = {"concepts": ("zh", "en"), "actions": ("zh", "en", "things"), "facts": ("true", "false", "about", "signs")}


def check_lengths(own: Map, report: Report) -> None:
    """Warn, once for the file, of the own phrases of a single character: they stand within other words."""
    found: dict[str, int] = {}
    for section, keys in _LOOKED_FOR.items():
        for entry in own.get(section, _EMPTY).values():
            for phrase, line in (one for key in keys for one in _placed(entry.get(key, _EMPTY))):
                if len(phrase.strip()) == 1:
                    found.setdefault(phrase.strip(), line)
    if found:
        report.add("short-phrase", min(found.values()), phrases=" ".join(found))


def _placed(said: Any) -> Iterator[tuple[str, int]]:
    """Each phrase of an entry's key with its line, in whichever languages it has."""
    if isinstance(said, Seq):
        yield from said.placed()
    else:
        for one in said.values():
            yield from _placed(one)


def line_of(own: Map, action: str, phrase: str) -> int:
    """The line in which the company's file has a phrase of an act; the first one where it doesn't have it."""
    placed = _phrases(own.get("actions", _EMPTY).get(action, _EMPTY))
    return next((line for said, line in placed if said == phrase), 1)


def _phrases(action: Map) -> Iterator[tuple[str, int]]:
    for language in ("zh", "en"):
        yield from action.get(language, Seq(1)).placed()


def _texts(said: Any) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, dict | list):
        for one in said.values() if isinstance(said, dict) else said:
            yield from _texts(one)


def _left(shipped: Map, without: Map, report: Report) -> Map:
    """The shipped vocabulary without the entries that the company leaves out."""
    for section, names in without.items():
        for name, line in names.placed():
            if name not in shipped.get(section, _EMPTY):
                report.unknown("nothing-left-out", line, name, shipped.get(section, _EMPTY))
    left = Map(shipped.line)
    for section, table in shipped.items():
        kept = Map(table.line)
        for name, entry in table.items():
            if name not in without.get(section, ()):
                kept.put(name, entry, table.lines[name])
        left.put(section, kept, shipped.lines[section])
    return left


def _entries(shipped: Map, own: Map, report: Report) -> Map:
    """One section of both."""
    both = Map(own.line)
    for name in dict.fromkeys((*shipped, *own)):
        entry = shipped.get(name, _EMPTY)
        if name in own:
            changes = Map(own[name].line)
            for key, said in own[name].items():
                if key != WITHOUT:
                    changes.put(key, said, own[name].lines[key])
            entry = _added(_unsaid(entry, own[name].get(WITHOUT, _EMPTY), report), changes)
        both.put(name, entry, own.lines.get(name, 1))
    return both


def _unsaid(entry: Map, without: Map, report: Report) -> Map:
    """An entry without these phrases, in whichever of its lists they stand."""
    known = frozenset(_texts(entry))
    for phrases in without.values():
        for phrase, line in phrases.placed():
            if phrase not in known:
                report.unknown("nothing-left-out", line, phrase, known)
    named = {_plain(phrase) for phrases in without.values() for phrase in phrases}
    dropped = frozenset(phrase for phrase in known if _plain(phrase) in named)
    return _without(entry, dropped) if dropped else entry


def _plain(phrase: str) -> str:
    """A phrase with its English words uninflected, as they are recognised: fired and fires are to fire."""
    return " ".join(_uninflected(word) for word in phrase.lower().split()) if phrase.isascii() else phrase


def _uninflected(word: str) -> str:
    for pattern, common in _INFLECTED:
        word = pattern.sub(common, word)
    return word


def _without(said: Any, dropped: frozenset[str]) -> Any:
    if isinstance(said, Seq):
        kept = Seq(said.line)
        for one, line in said.placed():
            if one not in dropped:
                kept.put(one, line)
        return kept
    if isinstance(said, Map):
        rest = Map(said.line)
        for key, value in said.items():
            rest.put(key, _without(value, dropped), said.lines[key])
        return rest
    return said


def _added(said: Any, own: Any) -> Any:
    """What is said with the company's over it."""
    if isinstance(said, Seq) and isinstance(own, Seq):
        both = Seq(own.line)
        for one, line in (*said.placed(), *((one, line) for one, line in own.placed() if one not in said)):
            both.put(one, line)
        return both
    if isinstance(said, Map) and isinstance(own, Map):
        merged = Map(own.line)
        for key in dict.fromkeys((*said, *own)):
            value = _added(said.get(key, own.get(key)), own.get(key, said.get(key)))
            merged.put(key, value, own.lines.get(key, own.line))
        return merged
    return own


def _complete(section: str, own: Map, both: Map, report: Report) -> None:
    """An entry of the company's that the shipped vocabulary doesn't have says all that it must."""
    needed = NEEDED.get(section)
    for name, line in own.lines.items():
        if needed and needed not in both[name]:
            report.unknown("new-entry", line, name, [other for other in both if other not in own], what=needed)
