"""What couldn't be answered, in groups that one alias may mend: by the nearest clause, else by the unknown words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from adapters.learning.unanswered import Entry
from bot.model import Language
from bot.rulebook.library import Library
from bot.texts import render


def grouped(entries: Iterable[Entry], library: Library, most: int, language: Language) -> Iterable[str]:
    """The groups in words, the largest first."""
    groups: dict[tuple[int, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[_group(entry, library, language)].append(entry)
    for (_, title), members in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield f"{title} ({len(members)})"
        for entry in members[:most]:
            words = f"   [{', '.join(entry.strange)}]" if entry.strange else ""
            yield f"  - {entry.do} {entry.text}{words}"
        if len(members) > most:
            yield "  " + _told(language, "more", more=len(members) - most)


def _group(entry: Entry, library: Library, language: Language) -> tuple[int, str]:
    clause = library.clauses.get(entry.near or "")
    if clause is not None:
        post = library.roles[clause.role].title.into(language)
        return 0, _told(language, "near", clause=clause.id, post=post, text=clause.text.into(language)[:60])
    if entry.strange:
        return 1, _told(language, "strange", words=", ".join(entry.strange[:3]))
    return 2, _told(language, "neither")


def _told(language: Language, kind: str, **values: Any) -> str:
    return render("teaching", language, kind=kind, **values)
