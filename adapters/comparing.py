"""`remit diff OLD NEW`: two folders of rule books, what changed for whom, and which cases would come out differently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from adapters.configuration import shown_path
from bot.authority.replaying import Difference, replay
from bot.authority.situation import Situation
from bot.model import Language, Proposal, Reason
from bot.naming import UnknownWho, role_of, speaker_of
from bot.rulebook.cases import CASES_FILE, Case, read_cases
from bot.rulebook.comparing import compare
from bot.rulebook.findings import BrokenRuleBook
from bot.rulebook.library import Library
from bot.rulebook.reading import examine_folder, read_texts
from bot.staff import Staff
from bot.tables.answers import result_words
from bot.tables.changes import change_lines
from bot.texts import Phrasing, render
from bot.understanding import Understanding


def diff(old_folder: Path, new_folder: Path, language: Language, *, cases: bool) -> tuple[list[str], bool]:
    """The lines to print, and whether anything is different. Raises BrokenRuleBook with every error of both folders."""
    old, new = _libraries(old_folder, new_folder)
    changes = compare(old, new)
    lines = change_lines(old, new, changes, language) if changes else [render("diff", language, part="same", version=new.version[:12])]
    if not cases:
        return lines, bool(changes)
    return [*lines, "", *_replayed(old, new, old_folder, language)], bool(changes)


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


def _replayed(old: Library, new: Library, folder: Path, language: Language) -> Iterator[str]:
    """The cases of the old books, read as they were read then, decided under both."""
    understanding = Understanding(old)
    told = list(_cases(understanding, read_cases(read_texts(folder, name=CASES_FILE)[0])))
    differing = list(replay(old, new, [(proposal, situation) for _, proposal, situation in told]))
    yield render("diff", language, part="cases", count=len(told), differing=len(differing))
    homeless = [told[one.place][0].book for one in differing if one.new.reason is Reason.STRANGER]
    for book, count in sorted(Counter(homeless).items()):
        yield "  " + render("diff", language, part="homeless", book=old.books[book].title.into(language), count=count)
    for difference in differing:
        if difference.new.reason is not Reason.STRANGER:
            yield "  " + _case(old, new, told[difference.place][0], difference, language).replace("\n", "\n    ")


def _cases(understanding: Understanding, cases: tuple[Case, ...]) -> Iterator[tuple[Case, Proposal, Situation]]:
    """Each case with each thing that it proposes; a case that names nobody known is nobody's past decision."""
    library = understanding.library
    for case in cases:
        try:
            speaker = speaker_of(library, Staff(), case.as_)
            absent = [role_of(library, title) for title in case.absent]
        except UnknownWho:
            continue
        checked = understanding.check(case.say, speaker, absent=absent)
        for proposal in checked.reading.proposals:
            yield case, proposal, checked.situation


def _case(old: Library, new: Library, case: Case, difference: Difference, language: Language) -> str:
    before = result_words(Phrasing(old), difference.old, language)
    after = result_words(Phrasing(new), difference.new, language)
    place = f"{case.file}:{case.line}"
    return render("diff", language, part="case", place=place, who=case.as_, say=case.say, old=before, new=after)
