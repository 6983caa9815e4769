"""The vocabulary's file, known to be in order -> the `Vocabulary`."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from bot.rulebook.compiling import words
from bot.rulebook.library import Action, Concept, Fact, Gauge, Phrases, Vocabulary
from bot.rulebook.shapes import optional_keys

_LIST = re.compile("<([a-z][a-z0-9-]*)>")
_PLAIN_TABLES = ("relations", "markers", "silent", "lists")


def compile_vocabulary(content: Mapping[str, Any], own: Collection[str] = ()) -> Vocabulary:
    """Everything sorted by id, so that the order of keys in the file means nothing; `own` are the company's own phrases."""
    content = _spelt_out(content, content.get("lists", {}))
    plain = {table: {key: _phrases(said) for key, said in _sorted(content, table)} for table in _PLAIN_TABLES}
    return Vocabulary(
        concepts={key: Concept(id=key, phrases=_phrases(said)) for key, said in _sorted(content, "concepts")},
        actions={key: _action(key, said) for key, said in _sorted(content, "actions")},
        facts={key: _fact(key, said) for key, said in _sorted(content, "facts")},
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


def _fact(key: str, said: Mapping[str, Any]) -> Fact:
    question = words(said["question"])
    return Fact(id=key, title=words(said["title"]) if "title" in said else question, question=question, **_options(said, Fact))


def lists_in(phrase: str) -> list[str]:
    """The lists that a phrase names: <relatives>的公司."""
    return _LIST.findall(phrase) if "<" in phrase else []


def _spelt_out(said: Any, lists: Mapping[str, Mapping[str, Any]], language: str = "") -> Any:
    """What the vocabulary says with each list that a phrase names in the place of its name, word by word."""
    if isinstance(said, Mapping):
        return {key: _spelt_out(value, lists, key) for key, value in said.items()}
    if isinstance(said, list):
        return [spelt for one in said for spelt in _with_lists(one, lists, language)]
    return said


def _with_lists(phrase: str, lists: Mapping[str, Mapping[str, Any]], language: str) -> list[str]:
    for name in lists_in(phrase)[:1]:
        spelt = (phrase.replace(f"<{name}>", word) for word in lists[name].get(language, ()))
        return [one for each in spelt for one in _with_lists(each, lists, language)]
    return [phrase]
