"""The vocabulary's file, known to be in order -> the `Vocabulary`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from bot.rulebook.compiling import words
from bot.rulebook.library import Action, Concept, Fact, Gauge, Phrases, Vocabulary
from bot.rulebook.shapes import optional_keys

_PLAIN_TABLES = ("relations", "markers", "silent")


def compile_vocabulary(content: Mapping[str, Any], own: Collection[str] = ()) -> Vocabulary:
    """Everything sorted by id, so that the order of keys in the file means nothing; `own` are the company's own phrases."""
    lists = {key: _phrases(said) for key, said in _sorted(content, "lists")}
    plain = {table: {key: _phrases(said) for key, said in _sorted(content, table)} for table in _PLAIN_TABLES}
    return Vocabulary(
        concepts={key: Concept(id=key, phrases=_phrases(said)) for key, said in _sorted(content, "concepts")},
        actions={key: _action(key, said) for key, said in _sorted(content, "actions")},
        facts={key: _fact(key, said, lists) for key, said in _sorted(content, "facts")},
        own=tuple(sorted(own)),
        **plain,
    )


def _sorted(content: Mapping[str, Any], table: str) -> list[tuple[str, Mapping[str, Any]]]:
    return sorted(content.get(table, {}).items())


def _phrases(said: Mapping[str, Any]) -> Phrases:
    return Phrases(zh=tuple(said.get("zh", ())), en=tuple(said.get("en", ())))


def _options(said: Mapping[str, Any], described: type) -> dict[str, Any]:
    """What the entry says beyond what it must."""
    return {name: _gauge(said[name]) if name == "measure" else _option(said[name]) for name in optional_keys(described) if name in said}


def _gauge(said: Mapping[str, Any]) -> Gauge:
    return Gauge(**{name: _option(value) for name, value in said.items()})


def _option(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _phrases(value)
    return tuple(value) if isinstance(value, list) else value


def _action(key: str, said: Mapping[str, Any]) -> Action:
    return Action(id=key, title=words(said["title"]), phrases=_phrases(said), **_options(said, Action))


def _fact(key: str, said: Mapping[str, Any], lists: Mapping[str, Phrases]) -> Fact:
    question = words(said["question"])
    fact = Fact(id=key, title=words(said["title"]) if "title" in said else question, question=question, **_options(said, Fact))
    listed = [lists[name] for name in fact.lists]
    true = [fact.true, *listed]
    zh, en = (tuple(phrase for one in true for phrase in getattr(one, language)) for language in ("zh", "en"))
    return replace(fact, true=Phrases(zh=zh, en=en)) if listed else fact
