"""Things named for a finding, in both languages: lists, posts, actions, limits.

A list is cut after `MOST`, so that a finding stays one that people read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.model import ClauseId, Grant, Limit, Quantity, Role, RoleKey, Words, measure_words
from bot.rulebook.library import Library
from bot.rulebook.numbering import natural

MOST = 8


def same(text: str) -> Words:
    """A text that is the same in both languages."""
    return Words(zh=text, en=text)


def written(role: RoleKey) -> Words:
    """A post as its book writes it."""
    return same(role.partition("/")[2])


def quoted(words: Words) -> Words:
    """“甲” / “A”."""
    return Words(zh=f"“{words.zh}”", en=f"“{words.en}”")


def listed(items: Iterable[Words]) -> Words:
    """甲、乙 and 丙; equal ones once."""
    once = tuple(dict.fromkeys(items))
    shown, left = once[:MOST], len(once) - MOST
    zh, en = [one.zh for one in shown], [one.en for one in shown]
    if left > 0:
        zh, en = [*zh[:-1], f"{zh[-1]}等 {len(once)} 项"], [*en, f"{left} more"]
    return Words(zh="、".join(zh), en=" and ".join([", ".join(en[:-1]), en[-1]] if len(en) > 1 else en))


def parts(items: Iterable[Words]) -> Words:
    """Whole statements side by side."""
    once = tuple(dict.fromkeys(items))[:MOST]
    return Words(zh="，".join(one.zh for one in once), en=", ".join(one.en for one in once))


def ordered(clauses: Iterable[ClauseId | None]) -> tuple[ClauseId, ...]:
    """Clauses once each, in the order of their numbers."""
    return tuple(sorted({clause for clause in clauses if clause}, key=natural))


def numbers(clauses: Sequence[ClauseId]) -> Words:
    """1.3.2.2、1.3.2.6 / 1.3.2.2, 1.3.2.6."""
    shown = [*clauses[:MOST], *(["…"] if len(clauses) > MOST else [])]
    return Words(zh="、".join(shown), en=", ".join(shown))


def titles(roles: Iterable[Role]) -> Words:
    """The titles of posts."""
    return listed(role.title for role in roles)


def action_words(library: Library, action: str) -> Words:
    """An action's title."""
    return library.vocabulary.actions[action].title


def actions_words(library: Library, grants: Iterable[Grant]) -> Words:
    """The titles of what some grants are about."""
    return listed(action_words(library, grant.action) for grant in grants)


def limit_words(limit: Limit | None) -> Words:
    """500 元 / 500 yuan."""
    if limit is None:
        return Words(zh="不设上限", en="no limit")
    return measure_words(Quantity(value=limit.max, unit=limit.unit))


def beyond_words(library: Library, grant: Grant) -> Words:
    """What lies beyond a grant's limit: 经济补偿超过 500 元."""
    name, limit = action_words(library, grant.action), limit_words(grant.limit)
    return Words(zh=f"{name.zh}超过 {limit.zh}", en=f"{name.en} over {limit.en}")
