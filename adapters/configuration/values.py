"""What is configured, as values: one `Configuration`, which also reads the rule books and the staff file that it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from adapters.books.attached import attached, with_quotes
from adapters.books.compiled import Compiled, cache_folder
from adapters.configuration.calendars import Time
from adapters.configuration.faults import CONFIGURATION_FAULTS
from adapters.slack.settings import Slack
from adapters.telegram.settings import Telegram
from bot.model import Language
from bot.rulebook.findings import Broken, BrokenRuleBook, Finding, Report
from bot.rulebook.library import Library
from bot.rulebook.reading import Examined, examine, examine_folder, read_texts, text_of
from bot.staff import Staff
from bot.staff.checking import deciding_posts
from bot.staff.faults import STAFF_FAULTS
from bot.staff.reading import BrokenStaff, ExaminedStaff, examine_staff

#: The rule books that ship, and the staff of the demonstration.
KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
#: Where the embedded store lies unless the configuration says otherwise.
STORE = Path(".remit/remit.db")
#: The seconds that a model is given, unless the configuration says otherwise.
MODEL_TIMEOUT = 3.0


class BrokenConfiguration(Broken):
    """The configuration can't be used."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Organisation:
    """Whose Remit it is: a name to show, and the tenant, the first part of every key in the store."""

    name: str = "演示公司"
    tenant: str = "default"


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """An OpenAI-compatible endpoint. Its key comes from the environment (`MODEL_KEY`) and never stands here."""

    base_url: str
    name: str
    #: Seconds after which it is as if there were no model.
    timeout: float = MODEL_TIMEOUT


@dataclass(frozen=True, kw_only=True, slots=True)
class Http:
    """Where to listen. Behind a proxy that speaks TLS it stays on this machine; port 0 is any that is free."""

    host: str = "127.0.0.1"
    port: int = 8080


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """How much one account may say: so much at once, and so much a minute from then on."""

    at_once: int = 200
    a_minute: int = 120


@dataclass(frozen=True, kw_only=True, slots=True)
class Configuration:
    """What was configured. What wasn't is as in the demonstration."""

    organisation: Organisation = Organisation()
    language: Language = "zh"
    books: Path = KNOWLEDGE
    staff: Path = KNOWLEDGE / "demo-staff.yaml"
    #: Counts instead of the staff file's own list.
    administrators: tuple[str, ...] | None = None
    store: Path = STORE
    #: The address of a PostgreSQL server, where `store` names one; the file of the same name then holds nothing but its key.
    database: str | None = None
    #: Working time, and how much of it passes until something happens by itself.
    time: Time = field(default_factory=Time)
    #: Whether what can't be answered is kept, without names (docs/language.md).
    learning: Literal["off", "on"] = "off"
    #: Whether compiled rule books are kept for the next start.
    cache: Literal["off", "on"] = "on"
    #: The language model that may translate a sentence into a question; None where none is configured.
    model: Model | None = None
    #: How much one account may say in a while.
    pace: Pace = field(default_factory=Pace)
    #: Where to listen, if a platform reaches us over HTTP.
    http: Http = Http()
    #: The bot on Telegram; None where none is configured.
    telegram: Telegram | None = None
    #: The app on Slack; None where none is configured.
    slack: Slack | None = None
    #: Where a setting was made: key -> file (or variable) and line.
    places: Mapping[str, tuple[str, int]] = field(default_factory=dict, compare=False, repr=False)

    def library(self) -> Library:
        """The rule books with the words of the documents that were attached. Raises BrokenRuleBook with every error."""
        return with_quotes(self._compiled(), attached(self.store))

    def _compiled(self) -> Library:
        """The rule books, compiled now or at an earlier start."""
        texts, unread = read_texts(self.books)
        compiled = self.compiled() if not unread else None
        kept = compiled.load(texts) if compiled else None
        if kept is not None:
            return kept
        examined = self._placed(examine(texts, unread))
        if examined.library is None:
            raise BrokenRuleBook(errors_of(examined.findings))
        if compiled:
            compiled.keep(texts, examined.library)
        return examined.library

    def compiled(self) -> Compiled | None:
        """Where compiled rule books are kept; None where they aren't."""
        folder = cache_folder() if self.cache == "on" else None
        return Compiled(folder) if folder else None

    def staff_list(self, library: Library) -> Staff:
        """The staff file, compiled, with the administrators who count. Raises BrokenStaff with every error."""
        examined = self.examine_staff(library)
        if examined.staff is None:
            raise BrokenStaff(errors_of(examined.findings))
        return examined.staff

    def examine_books(self) -> Examined:
        """The rule books with every finding."""
        return self._placed(examine_folder(self.books))

    def _placed(self, examined: Examined) -> Examined:
        placed = tuple(replace(finding, file=shown_path(self.books / finding.file)) for finding in examined.findings)
        return replace(examined, findings=placed)

    def examine_staff(self, library: Library | None) -> ExaminedStaff:
        """The staff file with every finding; without its posts where the rule books are broken."""
        report = Report(file=shown_path(self.staff), faults=STAFF_FAULTS)
        content = text_of(self.staff, report)
        if content is None:
            if not report.findings:
                report.add("no-staff", 1)
            return ExaminedStaff(staff=None, findings=tuple(report.findings))
        examined = examine_staff(content, library, report.file, self.language)
        return self._with_administrators(examined, library) if self.administrators is not None else examined

    def _with_administrators(self, examined: ExaminedStaff, library: Library | None) -> ExaminedStaff:
        if examined.staff is None or library is None:
            return examined
        file, line = self.places.get("administrators", (shown_path(self.staff), 1))
        report = Report(file=file, faults=CONFIGURATION_FAULTS)
        deciding = deciding_posts(library)
        for name in self.administrators or ():
            person = examined.staff.people.get(name)
            if person is None:
                report.unknown("unknown-person", line, name, examined.staff.people)
            for post in person.posts if person else ():
                if post in deciding:
                    report.add("administrator-decides", line, name=name, post=post)
        staff = None if report.broken else replace(examined.staff, administrators=self.administrators or ())
        return ExaminedStaff(staff=staff, findings=(*examined.findings, *report.findings))


def shown_path(path: Path) -> str:
    """A path as people read it: from the folder they are in, where it lies below that."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def errors_of(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that keep Remit from starting."""
    return tuple(finding for finding in findings if not finding.warning)
