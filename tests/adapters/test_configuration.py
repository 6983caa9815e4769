"""The configuration: every key has its line in config.example.yaml, and what is configured is what counts."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.configuration import (
    MODEL_KEY,
    BrokenConfiguration,
    Configuration,
    Model,
    Organisation,
    examine_configuration,
    read_configuration,
)
from adapters.configuration.settings import LISTS, SETTINGS, VARIABLES
from bot.rulebook.findings import Report
from bot.rulebook.parsing import Map, parse

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "config.example.yaml"


def keys(content: Map, prefix: str = "") -> set[str]:
    """The keys of a file, with dots between their levels."""
    found = set()
    for key, value in content.items():
        found |= keys(value, f"{prefix}{key}.") if isinstance(value, Map) else {f"{prefix}{key}"}
    return found


def test_every_key_has_its_line_in_the_example_and_every_line_is_a_key() -> None:
    content = parse(EXAMPLE.read_text(), Report(file="config.example.yaml"))

    assert isinstance(content, Map)
    assert keys(content) == set(SETTINGS)


def test_every_line_of_the_example_has_a_comment_above_it() -> None:
    lines = EXAMPLE.read_text().splitlines()

    for number, line in enumerate(lines):
        if re.match(r" *[a-z]+: ?\S", line):
            assert lines[number - 1].lstrip().startswith("#"), line


def test_the_example_says_what_holds_without_it() -> None:
    given = read_configuration(EXAMPLE, {})

    assert (given.organisation, given.language, given.model) == (Organisation(), Configuration().language, Configuration().model)
    assert given.books == Configuration().books
    assert given.staff == Configuration().staff


def test_paths_start_from_the_file_that_names_them(tmp_path: Path) -> None:
    (tmp_path / "books").mkdir()
    (tmp_path / "config.yaml").write_text("books: books\nstore: data/store.db\n")

    given = read_configuration(tmp_path / "config.yaml", {})

    assert (given.books, given.store) == (tmp_path / "books", tmp_path / "data/store.db")


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("organisation: {name: 甲公司, tenant: a}\nlanguage: zh\n")

    given = read_configuration(tmp_path / "config.yaml", {"REMIT_LANGUAGE": "en", "REMIT_ORGANISATION_TENANT": "b"})

    assert (given.language, given.organisation) == ("en", Organisation(name="甲公司", tenant="b"))


def test_a_wrong_variable_is_named() -> None:
    with pytest.raises(BrokenConfiguration) as raised:
        read_configuration(None, {"REMIT_LANGUAGE": "fr"})

    assert [(finding.file, finding.kind) for finding in raised.value.findings] == [("REMIT_LANGUAGE", "not-choice")]


def test_every_key_that_is_no_list_has_a_variable() -> None:
    assert set(VARIABLES) == set(SETTINGS) - set(LISTS)


def test_the_list_of_administrators_counts_instead_of_the_staff_file_s(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("administrators: [designer-1]\n")
    given = read_configuration(tmp_path / "config.yaml", {})

    assert given.staff_list(given.library()).administrators == ("designer-1",)


def test_working_time_is_configured_and_what_is_wrong_with_it_is_told(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(
        "time: {zone: Europe/Berlin, hours: ['08:00-12:00', '13:00-17:00'], holidays: DE-BY, days_off: [2026-12-24], remind: 2}"
    )
    bad.write_text("time: {zone: Mars/Base, hours: ['9-5'], days: [mo], holidays: XX, days_off: [2026-02-30], remind: -1}\n")

    given = read_configuration(good, {}).time
    rhythm = given.rhythm()
    found = examine_configuration(bad, {}).findings

    assert (given.zone, given.days_off, rhythm.remind.total_seconds()) == ("Europe/Berlin", ("2026-12-24",), 7200)
    assert {one.kind for one in found} == {"bad-zone", "bad-hours", "not-choice", "bad-country", "bad-day", "not-positive"}


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("hours: ['22:00-06:00']", ["turned-hours"]),
        ("hours: ['09:00-09:00']", ["turned-hours"]),
        ("hours: ['12:00-18:00', '09:00-13:00']", ["overlapping-hours"]),
        ("remind: 30000", ["span-too-long"]),
        ("lapse: 999999999999", ["span-too-long"]),
        ("alike_days: 800000", ["days-too-long"]),
        ("hours: ['09:00-09:30'], days: [mon]", ["span-too-long"]),
        ("hours: ['09:00-12:00', '12:00-18:00'], remind: 2000, alike_days: 365", []),
    ],
)
def test_working_time_in_which_nothing_could_ever_be_due_is_told(tmp_path: Path, said: str, kinds: list[str]) -> None:
    """Half an hour on Mondays makes 26 hours a year: too few for the 80 after which a question lapses."""
    (tmp_path / "config.yaml").write_text(f"organisation: {{name: A}}\ntime: {{{said}}}\n")

    found = examine_configuration(tmp_path / "config.yaml", {}).findings

    assert [(one.kind, one.line) for one in found] == [(kind, 2) for kind in kinds]


def test_the_spans_of_a_day_may_stand_in_any_order(tmp_path: Path) -> None:
    """Four hours from 8:00 on a Monday: three before the break, one behind it."""
    (tmp_path / "config.yaml").write_text("time: {zone: UTC, holidays: off, hours: ['13:00-18:00', '09:00-12:00']}\n")
    calendar = read_configuration(tmp_path / "config.yaml", {}).time.rhythm().calendar

    due = calendar.after(datetime(2026, 5, 4, 8, tzinfo=UTC), timedelta(hours=4))

    assert due == datetime(2026, 5, 4, 14, tzinfo=UTC)


def test_a_remedy_speaks_of_what_a_configuration_has(tmp_path: Path) -> None:
    """It has no grants that could be left out, and no posts of other books."""
    (tmp_path / "config.yaml").write_text("organisation: {tenant: a/b}\ntime: {remind: 0}\n")

    found = examine_configuration(tmp_path / "config.yaml", {}).findings

    assert [one.remedy.en for one in found] == [
        "use small letters, digits and hyphens, a letter first, such as `own-group`",
        "write a number above zero",
    ]
    assert not any(word in f"{one.message.zh}{one.remedy.zh}" for one in found for word in ("规章", "权限"))


def test_a_model_is_used_only_where_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("model: {use: on, base_url: 'http://localhost:1/v1', name: tiny, timeout: 2}\n")

    used = read_configuration(tmp_path / "config.yaml", {})

    assert used.model == Model(base_url="http://localhost:1/v1", name="tiny", timeout=2.0)
    assert read_configuration(tmp_path / "config.yaml", {"REMIT_MODEL_USE": "off"}).model is None
    assert read_configuration(EXAMPLE, {}).model is None


def test_a_model_may_simply_be_off(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("model: off\nlearning: on\n")

    given = read_configuration(tmp_path / "config.yaml", {})

    assert (given.model, given.learning) == (None, "on")


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("{use: on, name: tiny}", "half-a-model"),
        ("{use: on, base_url: 'http://localhost:1/v1'}", "half-a-model"),
        ("{base_url: 'ftp://somewhere'}", "bad-url"),
        ("{timeout: 0}", "not-positive"),
        ("gpt", "not-choice"),
        ("{key: secret}", "unknown-key"),
    ],
)
def test_a_model_that_cannot_be_asked_is_told(tmp_path: Path, said: str, kind: str) -> None:
    (tmp_path / "config.yaml").write_text(f"model: {said}\n")

    with pytest.raises(BrokenConfiguration) as raised:
        read_configuration(tmp_path / "config.yaml", {})

    assert [finding.kind for finding in raised.value.findings] == [kind]


def test_the_key_of_a_model_is_no_setting() -> None:
    assert MODEL_KEY not in VARIABLES.values()
    assert not any("key" in key for key in SETTINGS)


BOT, HOOK = "4242:AAfake-token-of-35-characters-xyz0123", "s" * 32


def test_a_bot_on_telegram_has_its_secrets_from_the_environment(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("telegram: {use: on, webhook: {use: on, public_url: 'https://remit.example.com/'}}\n")

    given = read_configuration(tmp_path / "config.yaml", {"REMIT_TELEGRAM_TOKEN": BOT, "REMIT_TELEGRAM_WEBHOOK_SECRET": HOOK}).telegram

    assert given is not None and given.webhook is not None
    assert (given.token, given.bot, given.base_url) == (BOT, 4242, "https://api.telegram.org")
    assert (given.webhook.public_url, given.webhook.secret) == ("https://remit.example.com", HOOK)
    assert BOT not in repr(given) and HOOK not in repr(given)
    assert read_configuration(EXAMPLE, {}).telegram is None


@pytest.mark.parametrize(
    ("said", "environment", "kinds"),
    [
        ("{use: on}", {}, ["no-bot-token"]),
        ("{use: on}", {"REMIT_TELEGRAM_TOKEN": "your token here"}, ["no-bot-token"]),
        ("{use: on, webhook: {use: on}}", {"REMIT_TELEGRAM_TOKEN": BOT}, ["no-public-url", "weak-webhook-secret"]),
        (
            "{use: on, webhook: {use: on, public_url: 'https://a.example'}}",
            {"REMIT_TELEGRAM_TOKEN": BOT, "REMIT_TELEGRAM_WEBHOOK_SECRET": "s" * 31},
            ["weak-webhook-secret"],
        ),
        ("{webhook: {public_url: 'http://a.example'}}", {}, ["bad-public-url"]),
        ("{token: '4242:AAfake'}", {}, ["unknown-key"]),
        ("{webhook: {secret: abc}}", {}, ["unknown-key"]),
    ],
)
def test_f28_a_bot_that_cannot_be_spoken_to_is_told(tmp_path: Path, said: str, environment: dict[str, str], kinds: list[str]) -> None:
    (tmp_path / "config.yaml").write_text(f"telegram: {said}\n")

    with pytest.raises(BrokenConfiguration) as raised:
        read_configuration(tmp_path / "config.yaml", environment)

    assert [finding.kind for finding in raised.value.findings] == kinds
    assert BOT not in str(raised.value) and "s" * 31 not in str(raised.value)


@pytest.mark.parametrize("said", ["", "\n", "# nothing yet\n  # language: en\n", "\ufeff# Notepad's\n", "---\n# a document\n"])
def test_an_empty_file_means_that_everything_is_as_by_default(tmp_path: Path, said: str) -> None:
    (tmp_path / "config.yaml").write_text(said)

    assert read_configuration(tmp_path / "config.yaml", {}) == replace(Configuration(), store=tmp_path / ".remit/remit.db")


@pytest.mark.parametrize("said", ["language", "- language: en", '""', "null"])
def test_what_is_there_and_is_no_list_of_keys_is_refused(tmp_path: Path, said: str) -> None:
    (tmp_path / "config.yaml").write_text(said)

    assert [found.kind for found in examine_configuration(tmp_path / "config.yaml", {}).findings] == ["empty"]


def test_whoever_has_chosen_no_language_is_spoken_to_in_that_of_the_configuration(tmp_path):
    (tmp_path / "config.yaml").write_text("language: en\n")

    settings = read_configuration(tmp_path / "config.yaml", {})
    staff = settings.staff_list(settings.library())

    assert {person.language for person in staff.people.values()} == {"en"}
    assert staff.language == "en"
