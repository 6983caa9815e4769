"""`remit diff OLD NEW`: two folders of rule books, what changed for whom, and what would come out differently.

That is the old books' cases, and what was decided in earnest: the requests and uses of authority that a store holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from adapters.configuration import shown_path
from bot.approvals.request import Request
from bot.authority.replaying import Difference, replay
from bot.authority.situation import Situation
from bot.model import Language, Proposal, Reason
from bot.naming import UnknownWho, role_of, speaker_of
from bot.rulebook.cases import CASES_FILE, read_cases
from bot.rulebook.comparing import compare
from bot.rulebook.findings import BrokenRuleBook
from bot.rulebook.library import Library
from bot.rulebook.reading import examine_folder, read_texts
from bot.staff import Staff
from bot.tables.answers import result_words
from bot.tables.changes import change_lines
from bot.texts import Phrasing, render
from bot.understanding import Understanding


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """Something that was decided before: where it stands, who proposed it in which words, and what it was."""

    place: str
    who: str
    say: str
    book: str
    proposal: Proposal
    situation: Situation


def diff(
    old_folder: Path, new_folder: Path, language: Language, *, cases: bool, past: Iterable[Request] | None = None
) -> tuple[list[str], bool]:
    """The lines to print, and whether anything is different. Raises BrokenRuleBook with every error of both folders.

    With `past`, these requests are decided anew, as if everybody were there.
    """
    old, new = _libraries(old_folder, new_folder)
    changes = compare(old, new)
    lines = change_lines(old, new, changes, language) if changes else [render("diff", language, part="same", version=new.version[:12])]
    if cases:
        told = list(_cases(old, old_folder))
        lines += ["", *_replayed(old, new, told, language, part="cases")]
    if past is not None:
        requests = [request for request in past if request.proposal.action]
        pinned = sum(request.version == old.version for request in requests)
        lines += ["", *_replayed(old, new, list(_requests(old, requests, language)), language, part="past", pinned=pinned)]
    return lines, bool(changes)


def _libraries(*folders: Path) -> list[Library]:
    examined = [(folder, examine_folder(folder)) for folder in folders]
    errors = [
        replace(finding, file=shown_path(folder / finding.file))
        for folder, found in examined
        for finding in found.findings
        if not finding.warning
    ]
    libraries = [found.library for _, found in examined if found.library is not None]
    if errors or len(libraries) < len(folders):
        raise BrokenRuleBook(tuple(errors))
    return libraries


def _replayed(old: Library, new: Library, told: list[Decided], language: Language, **heading: object) -> Iterator[str]:
    differing = list(replay(old, new, [(one.proposal, one.situation) for one in told]))
    yield render("diff", language, **heading, count=len(told), differing=len(differing))
    homeless = [told[one.place].book for one in differing if one.new.reason is Reason.STRANGER]
    for book, count in sorted(Counter(homeless).items()):
        yield "  " + render("diff", language, part="homeless", book=old.books[book].title.into(language), count=count)
    for difference in differing:
        if difference.new.reason is not Reason.STRANGER:
            yield "  " + _line(old, new, told[difference.place], difference, language).replace("\n", "\n    ")


def _cases(old: Library, folder: Path) -> Iterator[Decided]:
    """The cases of the old books, read as they were read then; a case that names nobody known is nobody's past decision."""
    understanding = Understanding(old.unsaid())
    for case in read_cases(read_texts(folder, name=CASES_FILE)[0]):
        try:
            speaker = speaker_of(old, Staff(), case.as_)
            absent = [role_of(old, title, books=speaker.books) for title in case.absent]
        except UnknownWho:
            continue
        checked = understanding.check(case.say, speaker, absent=absent)
        place = f"{case.file}:{case.line}"
        for proposal in checked.reading.proposals:
            yield Decided(place=place, who=case.as_, say=case.say, book=case.book, proposal=proposal, situation=checked.situation)


def _requests(old: Library, requests: Iterable[Request], language: Language) -> Iterator[Decided]:
    """Requests and uses on posts alone: who is away today, or was then, makes no difference between two books."""
    for request in requests:
        role = old.roles.get(request.role)
        yield Decided(
            place=f"{request.id} {request.opened_at:%Y-%m-%d}",
            who=role.title.into(language) if role else request.role,
            say=" ".join(request.words.split()),
            book=role.book if role else "",
            proposal=request.proposal,
            situation=Situation(roles=(request.role,)),
        )


def _line(old: Library, new: Library, one: Decided, difference: Difference, language: Language) -> str:
    before = result_words(Phrasing(old), difference.old, language)
    after = result_words(Phrasing(new), difference.new, language)
    return render("diff", language, part="case", place=one.place, who=one.who, say=one.say, old=before, new=after)
