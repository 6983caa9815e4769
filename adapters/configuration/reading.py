"""A file and the environment -> the configuration, or everything that is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adapters.configuration.calendars import Time
from adapters.configuration.faults import CONFIGURATION_FAULTS
from adapters.configuration.settings import FORM, LISTS, PATHS, SETTINGS, VARIABLES
from adapters.configuration.values import (
    MODEL_TIMEOUT,
    STORE,
    BrokenConfiguration,
    Configuration,
    Http,
    Model,
    Organisation,
    Pace,
    errors_of,
    shown_path,
)
from adapters.slack import settings as slack
from adapters.storage.addresses import has_password, is_address
from adapters.telegram import settings as telegram
from bot.rulebook.findings import Finding, Report
from bot.rulebook.parsing import Map, parse
from bot.rulebook.reading import text_of
from bot.rulebook.schema import BAD


@dataclass(frozen=True, kw_only=True, slots=True)
class ExaminedConfiguration:
    """What came out of reading: the findings, and the configuration with what was sound, the rest as in the demonstration."""

    configuration: Configuration
    findings: tuple[Finding, ...]

    def sound(self) -> Configuration:
        """The configuration, where it can be used. Raises BrokenConfiguration with every error."""
        errors = errors_of(self.findings)
        if errors:
            raise BrokenConfiguration(errors)
        return self.configuration


def read_configuration(path: Path | None = None, environment: Mapping[str, str] = os.environ) -> Configuration:
    """The configuration of a file, or without one the demonstration's; raises `BrokenConfiguration` with every error."""
    return examine_configuration(path, environment).sound()


def examine_configuration(path: Path | None = None, environment: Mapping[str, str] = os.environ) -> ExaminedConfiguration:
    """Check file and environment whole; for those who want to go on checking."""
    values: dict[str, Any] = {}
    places: dict[str, tuple[str, int]] = {}
    findings: list[Finding] = []
    if path is not None:
        report = Report(file=shown_path(path), faults=CONFIGURATION_FAULTS)
        content = _content(path, report)
        values["store"] = path.parent / STORE
        for key, value, line in _settings(content):
            places[key] = (report.file, line)
            if key == "store" and is_address(value):
                values["database"] = value
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
    configuration = _configured(values, places, environment)
    if not errors_of(findings):
        findings += _impossible_time(configuration.time, places)
    return ExaminedConfiguration(configuration=configuration, findings=tuple(findings))


def _from_environment(key: str, found: Any) -> dict[str, Any]:
    if key == "store":
        return {"database": found, "store": STORE} if is_address(found) else {"database": None, "store": Path(found)}
    return {key: Path(found) if key in PATHS else found}


def _content(path: Path, report: Report) -> Map:
    """The keys of the file that are sound."""
    said = text_of(path, report)
    if said is None:
        if not report.findings:
            report.add("folder" if path.is_dir() else "no-file", 1)
        return Map(1)
    if _blank(said):
        return Map(1)
    value = parse(said, report)
    if value is None:
        return Map(1)
    if not isinstance(value, Map):
        report.add("empty", value.line)
        return Map(1)
    found: Map = FORM(value, value.line, report.file, report)
    return found


def _blank(said: str) -> bool:
    """Whether nothing is set: there are at most comments."""
    return all(line.startswith("#") or line in ("", "---") for line in map(str.strip, said.removeprefix("\ufeff").splitlines()))


def _settings(content: Map, prefix: str = "") -> Iterable[tuple[str, Any, int]]:
    """Each setting of the file: its key with dots, its value and its line."""
    for key, value in content.items():
        if isinstance(value, Map):
            yield from _settings(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value, content.lines[key]


def _misplaced(values: Mapping[str, Any], places: Mapping[str, tuple[str, int]]) -> Iterable[Finding]:
    """Paths that lead to nothing, or to the wrong kind of thing."""
    for key, kind, wrong in (
        ("books", "no-folder", _no_folder),
        ("staff", "no-such-file", _no_file),
        ("store", "not-a-file", _folder),
    ):
        if key in places and wrong(values[key]):
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


def _impossible_time(time: Time, places: Mapping[str, tuple[str, int]]) -> Iterable[Finding]:
    """Spans that nobody can reckon with; where one wasn't set, by the working time that is too short for it."""
    for key, kind, most in time.wrong():
        file, line = next(places[f"time.{name}"] for name in (key, "hours", "days") if f"time.{name}" in places)
        report = Report(file=file, faults=CONFIGURATION_FAULTS)
        report.add(kind, line, name=key, value=getattr(time, key), most=most)
        yield from report.findings


def _no_folder(path: Path) -> bool:
    return not _folder(path)


def _no_file(path: Path) -> bool:
    return not _seen(path, Path.is_file)


def _folder(path: Path) -> bool:
    return _seen(path, Path.is_dir)


def _seen(path: Path, look: Callable[[Path], bool]) -> bool:
    """What is seen of a path; nothing where nobody may look."""
    try:
        return look(path)
    except OSError:
        return False


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
