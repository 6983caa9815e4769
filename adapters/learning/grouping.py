"""What couldn't be answered, in groups that one alias may mend: by the nearest clause, else by the unknown words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from adapters.learning.unanswered import Entry
from bot.rulebook.library import Library


def grouped(entries: Iterable[Entry], library: Library, most: int) -> Iterable[str]:
    """The groups in words, the largest first."""
    groups: dict[tuple[int, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[_group(entry, library)].append(entry)
    for (_, title), members in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield f"{title} ({len(members)})"
        for entry in members[:most]:
            words = f"   [{', '.join(entry.strange)}]" if entry.strange else ""
            yield f"  - {entry.do} {entry.text}{words}"
        if len(members) > most:
            yield f"  … and {len(members) - most} more"


def _group(entry: Entry, library: Library) -> tuple[int, str]:
    clause = library.clauses.get(entry.near or "")
    if clause is not None:
        return 0, f"near {clause.id}, {library.roles[clause.role].title.zh}: {clause.text.zh[:40]}"
    if entry.strange:
        return 1, f"unknown words: {', '.join(entry.strange[:3])}"
    return 2, "nothing near, no unknown word"
