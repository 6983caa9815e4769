"""config.yaml and the environment -> one `Configuration`, or everything that is wrong with them.

The file is read by the rules of rule books, with file, line and remedy in every error; `SETTINGS` lists its keys.
A variable `REMIT_…` stands for a key and goes before the file: `REMIT_STORE` for `store`. Secrets come only from there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, get_args

from adapters.books.attached import attached, with_quotes
from adapters.books.compiled import Compiled, cache_folder
from adapters.configuration.calendars import SETTINGS as TIME
from adapters.configuration.calendars import Time
from adapters.configuration.faults import CONFIGURATION_FAULTS
from adapters.running.flooding import Pace
from adapters.slack import settings as slack
from adapters.storage.addresses import has_password, is_address
from adapters.telegram import settings as telegram
from bot.model import Language
from bot.rulebook.findings import Broken, BrokenRuleBook, Finding, Report
from bot.rulebook.library import Library
from bot.rulebook.parsing import Map, parse
from bot.rulebook.reading import Examined, examine, examine_folder, read_texts, text_of
from bot.rulebook.schema import BAD, Shape, choice, ident, matching, positive, record, several, shown, text
from bot.staff import Staff
from bot.staff.checking import deciding_posts
from bot.staff.faults import STAFF_FAULTS
from bot.staff.reading import BrokenStaff, ExaminedStaff, examine_staff

#: The rule books that ship, and the staff of the demonstration.
KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
#: Where the embedded store lies unless the configuration says otherwise.
STORE = Path(".remit/remit.db")
PREFIX = "REMIT_"
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
    telegram: telegram.Telegram | None = None
    #: The app on Slack; None where none is configured.
    slack: slack.Slack | None = None
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
            raise BrokenRuleBook(_errors(examined.findings))
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
            raise BrokenStaff(_errors(examined.findings))
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
        examined = examine_staff(content, library, report.file)
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


@dataclass(frozen=True, kw_only=True, slots=True)
class ExaminedConfiguration:
    """What came out of reading: the findings, and the configuration with what was sound, the rest as in the demonstration."""

    configuration: Configuration
    findings: tuple[Finding, ...]


def read_configuration(path: Path | None = None, environment: Mapping[str, str] = os.environ) -> Configuration:
    """The configuration of a file, or without one the demonstration's; raises `BrokenConfiguration` with every error."""
    examined = examine_configuration(path, environment)
    errors = _errors(examined.findings)
    if errors:
        raise BrokenConfiguration(errors)
    return examined.configuration


def examine_configuration(path: Path | None = None, environment: Mapping[str, str] = os.environ) -> ExaminedConfiguration:
    """Check file and environment whole; for those who want to go on checking."""
    values: dict[str, Any] = {}
    places: dict[str, tuple[str, int]] = {}
    findings: list[Finding] = []
    if path is not None:
        report = Report(file=shown_path(path), faults=CONFIGURATION_FAULTS)
        content = _content(path, report)
        for key, value, line in _settings(content):
            places[key] = (report.file, line)
            if key == "store" and is_address(value):
                values |= {"database": value, "store": path.parent / STORE}
                if has_password(value):
                    report.add("password-in-file", line)
            else:
                values[key] = path.parent / value if key in PATHS else value
        findings += report.findings
    for key, name in VARIABLES.items():
        if environment.get(name):
            report = Report(file=name, faults=CONFIGURATION_FAULTS)
            found = SETTINGS[key](environment[name], 1, name, report)
            if found is not BAD:
                values |= _from_environment(key, found)
                places[key] = (name, 1)
            findings += report.findings
    findings += [*_misplaced(values, places), *_half_a_model(values, places)]
    findings += _half_a_platform("telegram", telegram.wrong(_within("telegram", values), environment), places)
    findings += _half_a_platform("slack", slack.wrong(_within("slack", values), environment), places)
    return ExaminedConfiguration(configuration=_configured(values, places, environment), findings=tuple(findings))


def _from_environment(key: str, found: Any) -> dict[str, Any]:
    if key == "store":
        return {"database": found, "store": STORE} if is_address(found) else {"database": None, "store": Path(found)}
    return {key: Path(found) if key in PATHS else found}


def shown_path(path: Path) -> str:
    """A path as people read it: from the folder they are in, where it lies below that."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _switch(value: Any, line: int, name: str, report: Report) -> Any:
    """`off` or `on`, with quotes or without; YAML would take them for flags."""
    return str(value) if isinstance(value, str) and value in ("off", "on") else choice(("off", "on"))(value, line, name, report)


def _port(value: Any, line: int, name: str, report: Report) -> Any:
    """A TCP port."""
    if isinstance(value, str) and re.fullmatch(r"\d{1,5}", value) and int(value) < 2**16:
        return int(value)
    report.add("bad-port", line, name=name, value=shown(value))
    return BAD


_url = matching(re.compile(r"https?://[^\s/]+\S*"), "bad-url")
#: Platforms call only over TLS; this machine's own address is for tests.
_public_url = matching(re.compile(r"(?:https://[^\s/]+|http://(?:127\.0\.0\.1|localhost)(?::\d+)?(?=/|$))\S*"), "bad-public-url")
_workspace = matching(re.compile(r"T[A-Z0-9]{2,20}"), "bad-workspace")


#: Every key, with dots between its levels, and the shape of what it holds.
SETTINGS: dict[str, Shape] = {
    "organisation.name": text,
    "organisation.tenant": ident,
    "language": choice(get_args(Language)),
    "books": text,
    "staff": text,
    "administrators": several(ident),
    "store": text,
    **{f"time.{key}": shape for key, shape in TIME.items()},
    "learning": _switch,
    "cache": _switch,
    "flood.at_once": positive,
    "flood.a_minute": positive,
    "http.host": text,
    "http.port": _port,
    "telegram.use": _switch,
    "telegram.base_url": _url,
    "telegram.webhook.use": _switch,
    "telegram.webhook.public_url": _public_url,
    "slack.use": _switch,
    "slack.mode": choice(slack.MODES),
    "slack.base_url": _url,
    "slack.workspaces": several(_workspace),
    "slack.confirm_from": positive,
    "model.use": _switch,
    "model.base_url": _url,
    "model.name": text,
    "model.timeout": positive,
}
PATHS = ("books", "staff", "store")
LISTS = ("administrators", "time.hours", "time.days", "time.days_off", "time.days_on", "slack.workspaces")
#: key -> the environment variable that goes before it.
#: The secret that a model's endpoint may want.
MODEL_KEY = PREFIX + "MODEL_KEY"
VARIABLES = {key: PREFIX + key.replace(".", "_").upper() for key in SETTINGS if key not in LISTS}


def _tree(settings: Mapping[str, Shape]) -> dict[str, Shape]:
    """The settings by their first level: a shape, or a mapping of what is below it."""
    groups: dict[str, dict[str, Shape]] = {}
    for key, shape in settings.items():
        first, _, rest = key.partition(".")
        groups.setdefault(first, {})[rest] = shape
    return {first: below[""] if "" in below else record({}, _tree(below)) for first, below in groups.items()}


def _or_off(group: Shape) -> Shape:
    """`model: off` says the same as a mapping that isn't used."""

    def check(value: Any, line: int, name: str, report: Report) -> Any:
        if isinstance(value, Map):
            return group(value, line, name, report)
        if isinstance(value, str) and value == "off":
            return Map(line)
        return choice(("off",))(value, line, name, report)

    return check


_TOP = _tree(SETTINGS)
_FORM = record({}, {key: _or_off(shape) if f"{key}.use" in SETTINGS else shape for key, shape in _TOP.items()})


def _content(path: Path, report: Report) -> Map:
    """The keys of the file that are sound."""
    said = text_of(path, report)
    if said is None:
        if not report.findings:
            report.add("no-file", 1)
        return Map(1)
    value = parse(said, report)
    if value is None:
        return Map(1)
    if not isinstance(value, Map):
        report.add("empty", value.line)
        return Map(1)
    found: Map = _FORM(value, value.line, report.file, report)
    return found


def _settings(content: Map, prefix: str = "") -> Iterable[tuple[str, Any, int]]:
    """Each setting of the file: its key with dots, its value and its line."""
    for key, value in content.items():
        if isinstance(value, Map):
            yield from _settings(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value, content.lines[key]


def _misplaced(values: Mapping[str, Any], places: Mapping[str, tuple[str, int]]) -> Iterable[Finding]:
    """Paths that lead to nothing, or to the wrong kind of thing."""
    for key, kind, wrong in (("books", "no-folder", _no_folder), ("staff", "no-such-file", _no_file), ("store", "not-a-file", Path.is_dir)):
        if key in values and wrong(values[key]):
            file, line = places[key]
            report = Report(file=file, faults=CONFIGURATION_FAULTS)
            report.add(kind, line, name=shown_path(values[key]))
            yield from report.findings


def _half_a_model(values: Mapping[str, Any], places: Mapping[str, tuple[str, int]]) -> Iterable[Finding]:
    """A model that is switched on and can't be asked."""
    for key in ("base_url", "name"):
        if values.get("model.use") == "on" and f"model.{key}" not in values:
            file, line = places["model.use"]
            report = Report(file=file, faults=CONFIGURATION_FAULTS)
            report.add("half-a-model", line, name=key)
            yield from report.findings


def _half_a_platform(platform: str, wrong: Iterable[tuple[str, str, str]], places: Mapping[str, tuple[str, int]]) -> Iterable[Finding]:
    """A platform that is switched on and can't be spoken to."""
    for key, kind, name in wrong:
        first = next(place for named, place in places.items() if named.startswith(f"{platform}."))
        file, line = places.get(f"{platform}.{key}", first)
        report = Report(file=file, faults=CONFIGURATION_FAULTS)
        report.add(kind, line, name=name)
        yield from report.findings


def _no_folder(path: Path) -> bool:
    return not path.is_dir()


def _no_file(path: Path) -> bool:
    return not path.is_file()


def _configured(values: dict[str, Any], places: Mapping[str, tuple[str, int]], environment: Mapping[str, str]) -> Configuration:
    others: dict[str, Any] = {key: tuple(value) if key in LISTS else value for key, value in values.items() if "." not in key}
    given: dict[str, Any] = {key: tuple(value) if f"time.{key}" in LISTS else value for key, value in _within("time", values).items()}
    return Configuration(
        organisation=Organisation(**_within("organisation", values)),
        time=Time(**given),
        model=_model(_within("model", values)),
        pace=Pace(**{key: int(max(1, value)) for key, value in _within("flood", values).items()}),
        http=Http(**_within("http", values)),
        telegram=telegram.telegram_of(_within("telegram", values), environment),
        slack=slack.slack_of(_within("slack", values), environment),
        **others,
        places=places,
    )


def _within(group: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {key.partition(".")[2]: value for key, value in values.items() if key.startswith(f"{group}.")}


def _model(given: dict[str, Any]) -> Model | None:
    """The model, where one is used and both its address and its name are known."""
    if given.pop("use", "off") == "off" or not {"base_url", "name"} <= given.keys():
        return None
    return Model(base_url=given["base_url"], name=given["name"], timeout=float(given.get("timeout", MODEL_TIMEOUT)))


def _errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if not finding.warning)
