"""Where teaching happens: the books as they are, the sets recorded so far, and what a change would do to them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from adapters.asking.answering import understanding_of
from adapters.asking.batch import Service
from adapters.books.attached import attached, with_quotes
from adapters.configuration import KNOWLEDGE, Configuration, shown_path
from adapters.learning import aliases, inserting, telling
from adapters.learning.cases import BrokenCases, Case, parse_cases, read_cases
from adapters.learning.judging import Judge
from adapters.learning.measuring import Measured, Run, difference, last_runs, measure, read_run, write_run
from bot.language.likeness import FEW, FEW_OF_NONE, counted
from bot.model import ClauseId, Language, Words
from bot.naming import UnknownWho, speaker_of
from bot.rulebook.extending import EXTENDS
from bot.rulebook.findings import BrokenRuleBook
from bot.rulebook.library import Library
from bot.rulebook.reading import VOCABULARY_FILE, examine, extends, read_texts
from bot.rulebook.sayings import NONE, QUESTIONS_FILE, STATEMENTS_FILE
from bot.staff import Staff
from bot.texts import render
from bot.understanding import Understanding

RUNS, EXAMPLES = "eval", "examples.jsonl"
#: How a company's own vocabulary begins.
BEGUN = f"{EXTENDS}: remit\n"
#: What is expected of a sentence that no clause answers, or permits anybody.
NOBODYS = (("unknown",), ("prohibited",))


class BadSources(Exception):
    """A file with the clauses' own words isn't written as one."""


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """The configuration, its books and people, and a judge that asks them when there is something to judge."""

    settings: Configuration
    library: Library
    staff: Staff
    sources: dict[ClauseId, str]
    #: A company that has no books of its own yet: those that ship aren't its to change.
    guest: bool = False

    @classmethod
    def of(cls, settings: Configuration, sources: Path | None = None, *, guest: bool = False) -> Workshop:
        """The workshop of a configuration. Raises Broken where its files are."""
        library = settings.library()
        words = _words_of(sources) if sources else {}
        return cls(settings=settings, library=library, staff=settings.staff_list(library), sources=words, guest=guest)

    @cached_property
    def judge(self) -> Judge:
        """What asks the books as they are."""
        return self._judge(understanding_of(self.settings, self.library, learning=False))

    def judge_unseen(self, cases: Iterable[Case]) -> Judge:
        """The same where nothing in a set was said to the books before: how a set fares says how other words would."""
        return self._unseeing(self.judge, cases)

    def _unseeing(self, judge: Judge, cases: Iterable[Case]) -> Judge:
        library = judge.service.library
        said = {text for one in (library.questions, library.statements) for texts in one.values() for text in texts}
        own = {squeezed for case in cases if (squeezed := " ".join(case.text.split())) in said}
        return self._judge(judge.service.understanding.without(own)) if own else judge

    def _judge(self, understanding: Understanding) -> Judge:
        return Judge(Service(understanding, self.staff), self.sources, self.settings.language)

    @property
    def folder(self) -> Path:
        """Where runs and examples are kept: the store's folder."""
        return self.settings.store.parent

    def run_path(self, file: Path) -> Path:
        """Where the run of a set is saved."""
        name = hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:8]
        return self.folder / RUNS / f"{file.stem}-{name}.json"

    def last_run(self, file: Path) -> Run | None:
        """The last run of a set."""
        return read_run(self.run_path(file))

    def recorded(self) -> dict[str, list[Case]]:
        """The sets that were measured before and are still there, and the examples that were taught."""
        files = {*last_runs(self.folder / RUNS), *([str(self.examples.resolve())] if self.examples.is_file() else [])}
        return {file: read_cases(Path(file)) for file in sorted(files) if Path(file).is_file()}

    @property
    def examples(self) -> Path:
        """The file of the examples that were taught."""
        return self.folder / EXAMPLES

    # Teaching -----------------------------------------------------------------------------

    def teach_alias(self, name: str, phrase: str, language: Language, at: datetime, *, dry: bool, force: bool) -> list[str]:
        """Add a phrase to the vocabulary, unless it breaks something; what changed, in words. Raises Refused."""
        phrase = phrase.strip()
        place = aliases.place_of(self.library, name, language)
        texts, unread = read_texts(self.settings.books)
        written = texts.get(VOCABULARY_FILE, BEGUN)
        others = aliases.check(self.library, place, phrase, own=extends(written))
        remarks = [self.told("also", phrase=phrase, other=other) for other in others]
        changed = aliases.added(written, place, phrase)
        examined = examine({**texts, VOCABULARY_FILE: changed}, unread)
        if examined.library is None:
            raise BrokenRuleBook(tuple(finding for finding in examined.findings if not finding.warning))
        if self.guest and not dry:
            raise aliases.Refused("no-books")
        lines, after = self._regression(with_quotes(examined.library, attached(self.settings.store)), at)
        newly = [line for one in lines for line in one[1]]
        if any(one[2] for one in lines):
            raise aliases.Refused("permits", *newly, phrase=phrase)
        if any(one[3] for one in lines) and not force and not dry:
            raise aliases.Refused("breaks", *newly)
        if not dry:
            path = self.settings.books / VOCABULARY_FILE
            _write(path, written, changed)
            for measured in after:
                write_run(measured.run, self.run_path(Path(measured.run.file)))
        remarks += self._whose(VOCABULARY_FILE) if not dry else ()
        return [self.told("added", dry=dry, phrase=phrase, place=place), *remarks, *(newly if lines else [self.told("no-set")])]

    def told(self, kind: str, **values: Any) -> str:
        """What is done, in words."""
        return render("teaching", self.settings.language, kind=kind, **values)

    def _whose(self, file: str) -> tuple[str, ...]:
        """A word on files that ship with Remit, where one of these is written: a company's own are elsewhere."""
        shipped = self.settings.books.resolve() == KNOWLEDGE
        return (self.told("shipped", file=shown_path(self.settings.books / file)),) if shipped else ()

    def said_so_far(self) -> str:
        """How far it is until questions asked before help to understand others; empty where they do."""
        count = counted(self.library.questions)
        values = {"about": count.about, "of": FEW, "about_none": count.about_none, "of_none": FEW_OF_NONE}
        return "" if count.enough else self.told("so-far", **values)

    def _regression(self, library: Library, at: datetime) -> tuple[list[tuple[str, list[str], int, int]], list[Measured]]:
        """Every recorded set with the library as it is and as it would be: file, the difference in words, how much is worse.

        A set is measured as `remit eval` measures it; the examples were taught to be understood just as they are.
        """
        recorded = self.recorded()
        if not recorded:
            return [], []
        judge = self._judge(Understanding(library))
        found: list[tuple[str, list[str], int, int]] = []
        runs: list[Measured] = []
        for file, cases in recorded.items():
            taught = file == str(self.examples.resolve())
            judges = (one if taught else self._unseeing(one, cases) for one in (self.judge, judge))
            before, after = (measure(one, cases, file, at) for one in judges)
            changed = difference(before.run, after.run)
            language, named = self.settings.language, {case.id: case for case in cases}
            words = [telling.total(after.run, language), *telling.changes(changed, before.run, after.run, named, language)]
            found.append((file, words, len(changed.newly_permitted), len(changed.broken)))
            runs.append(after)
        return found, runs

    def teach_example(self, given: dict[str, Any], at: datetime) -> Iterator[str]:
        """Add an example; whether it comes out right today, in words. Raises BrokenCases, Refused, BrokenRuleBook."""
        known = read_cases(self.examples) if self.examples.is_file() else []
        ident = hashlib.sha256(json.dumps(given, sort_keys=True).encode()).hexdigest()[:10]
        if any(case.id == ident for case in known):
            raise self._broken("known", file=self.examples)
        line = json.dumps({"id": ident, **given}, ensure_ascii=False)
        (case,) = parse_cases([line], "the example")
        unknown = [clause for clause in case.expect.cite_any or () if clause not in self.library.clauses]
        if unknown:
            raise self._broken("no-clause", clauses=", ".join(unknown))
        try:
            own = speaker_of(self.library, self.staff, case.who).books
        except UnknownWho as error:
            raise BrokenCases((error.words,)) from error
        judge, remarks = self.judge, [self.told("example", ident=ident, file=self.examples)]
        saying = self._saying(case, own)
        if saying:
            self._teach_saying(*saying)
            judge = self._judge(understanding_of(self.settings, self.settings.library(), learning=False))
            remarks.append(self.told("asked", clause=saying[1], file=shown_path(self.settings.books / saying[0])))
            remarks += self._whose(saying[0])
        self.examples.parent.mkdir(parents=True, exist_ok=True)
        with self.examples.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        measured = measure(judge, [*known, case], str(self.examples.resolve()), at)
        return iter([*remarks, *telling.report(measured, self.settings.language)])

    def _saying(self, case: Case, own: Iterable[str]) -> tuple[str, ClauseId, str] | None:
        """Where an example belongs among the sayings: their file, the clause or `none`, its words; None where neither is told.

        What no clause is about goes into a book of the speaker's `own`, if there is one.
        """
        expected, file = case.expect, QUESTIONS_FILE if case.asks else STATEMENTS_FILE
        about = next(iter(expected.cite_any or ()), None)
        if (expected.kind if case.asks else expected.outcome) in NOBODYS:
            about = NONE
        if about is None or expected.kind == ("clarify",):
            return None
        book = next(iter(own or sorted(self.library.books))) if about == NONE else self.library.clauses[about].book
        return f"{book}/{file}", about, " ".join(case.text.split())

    def _teach_saying(self, file: str, clause: ClauseId, text: str) -> None:
        """Put a sentence under the clause that it is about, unless it is there. Raises BrokenCases, Refused, BrokenRuleBook."""
        if self.guest:
            raise aliases.Refused("no-books")
        texts, unread = read_texts(self.settings.books)
        written = texts.get(file, "")
        said = self.library.questions if file.endswith(QUESTIONS_FILE) else self.library.statements
        if text in said.get(clause, ()):
            return
        try:
            changed = inserting.added(written, (clause,), text)
        except inserting.CantInsert as error:
            raise self._broken(str(error), place=f"{file}: {clause}") from error
        examined = examine({**texts, file: changed}, unread)
        if examined.library is None:  # it stands under another clause
            raise BrokenRuleBook(tuple(finding for finding in examined.findings if not finding.warning))
        _write(self.settings.books / file, written, changed, begun="")

    def _broken(self, kind: str, **values: Any) -> BrokenCases:
        zh, en = (render("teaching", language, kind=kind, **values) for language in ("zh", "en"))
        return BrokenCases((Words(zh=zh, en=en),))


def _words_of(sources: Path) -> dict[ClauseId, str]:
    try:
        return {one["clause"]: one["text"] for one in json.loads(sources.read_text("utf-8"))}
    except (ValueError, TypeError, KeyError) as error:
        raise BadSources(sources) from error


def _write(path: Path, expected: str, text: str, *, begun: str = BEGUN) -> None:
    """Replace a file, whole or not at all, if nobody else has changed it meanwhile."""
    if (path.read_text("utf-8") if path.is_file() else begun) != expected:
        raise aliases.Refused("meanwhile", file=path)
    draft = path.with_suffix(".yaml.new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
