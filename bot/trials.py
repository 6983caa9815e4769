"""The cases of the rule books, put to the books themselves: which come out otherwise than they must.

A case is said by the holder of a post, as without a staff list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.authority.deciding import headline
from bot.language.recognising.normalising import fold
from bot.model import Approver, Decision, Role, Words
from bot.naming import UnknownWho, role_of, speaker_of
from bot.rulebook.cases import Case
from bot.rulebook.library import Library
from bot.staff import Staff
from bot.understanding import Checked, Understanding


@dataclass(frozen=True, kw_only=True, slots=True)
class Miss:
    """A case that didn't come out as it must: what came instead, or None where it names somebody whom the books don't have."""

    case: Case
    decision: Decision | None


def misses(library: Library, cases: Iterable[Case]) -> Iterator[Miss]:
    """The cases of active books that come out otherwise, in their order."""
    understanding = Understanding(library.unsaid())
    for case in cases:
        if case.book not in library.books:
            continue
        try:
            checked = put(understanding, case)
        except UnknownWho:
            yield Miss(case=case, decision=None)
            continue
        first = headline(checked.decisions)
        if not _as_it_must(library, case, checked, first):
            yield Miss(case=case, decision=first)


def put(understanding: Understanding, case: Case) -> Checked:
    """What comes of a case. Raises UnknownWho."""
    library = understanding.library
    speaker = speaker_of(library, Staff(), case.as_)
    return understanding.check(case.say, speaker, absent=[role_of(library, title, books=speaker.books) for title in case.absent])


def decided_by(library: Library, name: str, approver: Approver | None) -> bool:
    """Whether a case names who decides."""
    return _plain(name) in names(library, approver)


def names(library: Library, approver: Approver | None) -> set[str]:
    """Every name by which a case may say who decides: titles in either language, aliases and ids, as for whoever speaks."""
    roles = _deciding(library, approver)
    titles = [*(role.title for role in roles), *([approver.unnamed] if approver and approver.unnamed else [])]
    others = [name for role in roles for name in (role.key, *role.aliases)]
    return {_plain(name) for name in (*others, *(text for title in titles for text in (title.zh, title.en)))}


def _deciding(library: Library, approver: Approver | None) -> list[Role]:
    keys = (approver.roles or ((approver.role,) if approver.role else ())) if approver else ()
    return [library.roles[key] for key in keys]


def _plain(name: str) -> str:
    return fold(name).strip()


def _titles(library: Library, approver: Approver | None) -> list[str]:
    """Who decides, as the book's titles have it in both languages."""
    titles = {role.title for role in _deciding(library, approver)} | ({approver.unnamed} if approver and approver.unnamed else set())
    return sorted(map(_in_both, titles))


def _in_both(title: Words) -> str:
    return title.zh if title.zh == title.en else f"{title.zh} ({title.en})"


def told(library: Library, miss: Miss) -> tuple[list[str], list[str]]:
    """What the case has and what came instead, as far as the case says it, in the words of cases.yaml."""
    case, came = miss.case, miss.decision
    assert came is not None
    pairs: list[tuple[str, str | None, Sequence[str]]] = [
        ("outcome", case.outcome, [came.outcome]),
        ("approver", case.approver, _titles(library, came.approver)),
        ("clause", case.clause, came.clauses),
    ]
    expected = [f"{key}: {wanted}" for key, wanted, _ in pairs if wanted]
    return expected, [f"{key}: {' / '.join(found) or '—'}" for key, wanted, found in pairs if wanted]


def _as_it_must(library: Library, case: Case, checked: Checked, first: Decision) -> bool:
    return (
        first.outcome is case.outcome
        and (case.approver is None or decided_by(library, case.approver, first.approver))
        and (case.clause is None or any(case.clause in decision.clauses for decision in checked.decisions))
    )
