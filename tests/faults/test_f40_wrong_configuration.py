"""F40: whatever is wrong in a configuration, a staff file or a rule book, nothing starts, and the line and the remedy are named.

`tests/faults/data` is sound. Each case changes one place in it.
"""

import re
import shutil
from pathlib import Path

import pytest

from adapters.configuration import Configuration, read_configuration
from adapters.doctoring import Diagnosis, diagnose, finding_line, lines
from bot.rulebook.findings import Broken

DATA = Path(__file__).parent / "data"
CONFIG, STAFF, WORDS, BOOK = "config.yaml", "staff.yaml", "knowledge/vocabulary.yaml", "knowledge/shop/rulebook.yaml"
GRANT = '{clause: "2", role: boss, action: refund, limit: {max: 100, unit: CNY}'

#: file, what stands there, what stands there instead, and the kind of fault that is to be found in that line.
CASES = [
    (CONFIG, "language: zh", "langauge: zh", "unknown-key"),
    (CONFIG, "language: zh", "language: zh\nlanguage: en", "duplicate-key"),
    (CONFIG, "language: zh", "language: fr", "not-choice"),
    (CONFIG, "  name: 小店", "  nmae: 小店", "unknown-key"),
    (CONFIG, "  tenant: shop", "  tenant: My/Shop", "bad-id"),
    (CONFIG, "  tenant: shop", "  tenant: 7", "not-text"),
    (CONFIG, "books: knowledge", "books: knowlege", "no-folder"),
    (CONFIG, "books: knowledge", "books: [knowledge]", "text-expected"),
    (CONFIG, "staff: staff.yaml", "staff: people.yaml", "no-such-file"),
    (CONFIG, "store: state/store.db", "store: knowledge", "not-a-file"),
    (CONFIG, "model: off", "model: on", "not-choice"),
    (CONFIG, "administrators: [admin-1]", "administrators: admin-1", "not-list"),
    (CONFIG, "administrators: [admin-1]", "administrators: [admin-2]", "unknown-person"),
    (CONFIG, "administrators: [admin-1]", "administrators: [boss-1]", "administrator-decides"),
    (CONFIG, "language: zh", "language: &l zh", "anchor"),
    (CONFIG, "language: zh", "language: *l", "alias"),
    (CONFIG, "language: zh", "language: !!python/object:os.system zh", "tag"),
    (CONFIG, "organisation:", "organisation: 小店\nother:", "not-keys"),
    (STAFF, "    name: 店员一号", "    nme: 店员一号", "unknown-key"),
    (STAFF, "  clerk-2:", "  clerk-1:", "duplicate-key"),
    (STAFF, "    posts: [shop/clerk]", "    posts: [shop/clark]", "unknown-post"),
    (STAFF, "    posts: [shop/clerk]", "    posts: [店员]", "unknown-post"),
    (STAFF, "    superior: boss-1", "    superior: boss-2", "unknown-person"),
    (STAFF, "    superior: boss-1", "    superior: clerk-1", "superior-circle"),
    (STAFF, "    group: group-1", "    group: group-2", "unknown-group"),
    (STAFF, "  group-1: {zh: 一组, en: group 1}", "  group-1: {zh: 一组, en: group 1}\n  group-2: {zh: 二组, en: group 2}", "group-unled"),
    (STAFF, "  boss-1: {name: 店长一号, posts: [shop/boss]", "  boss-1: {name: 店长一号, posts: [shop/clerk]", "leads-no-superior"),
    (STAFF, "user: 1002", "user: 1001", "account-taken"),
    (STAFF, "{platform: slack, team: T1, user: U1}", "{platform: slack, user: U1}", "no-team"),
    (STAFF, "    superior: boss-1", "    email: nobody", "bad-email"),
    (STAFF, "{platform: slack, team: T1, user: U1}", "{platform: icq, user: U1}", "not-choice"),
    (STAFF, "administrators: [admin-1]", "administrators: [admin-9]", "unknown-person"),
    (STAFF, "to: 2026-12-05", "to: 2026-11-05", "ends-before"),
    (STAFF, "to: 2026-12-05", "to: tomorrow", "bad-day"),
    (STAFF, "  admin-1:", "  none: {name: 某人}\n  admin-1:", "reserved-id"),
    (STAFF, "  admin-1:", "  店长: {name: 某人}\n  admin-1:", "bad-id"),
    (BOOK, "unit: {zh: 小店", "unti: {zh: 小店", "unknown-key"),
    (BOOK, "book: shop", "book: store", "other-folder"),
    (BOOK, "    reports_to: {unnamed: {zh: 老板, en: the owner}", "    reports_to: {role: clerk", "reporting-cycle"),
    (BOOK, f"  - {GRANT}", f"  - {GRANT.replace('100', 'many')}", "not-number"),
    (BOOK, f"  - {GRANT}", f"  - {GRANT.replace('100', '-5')}", "not-positive"),
    (BOOK, f"  - {GRANT}", f"  - {GRANT.replace('CNY', 'percent')}", "other-unit"),
    (BOOK, '  - {clause: "2", role', "  - {role", "no-clause"),
    (BOOK, '  - {clause: "2", role', '  - {clause: "9", role', "unknown-clause"),
    (BOOK, "role: boss, action: refund", "role: bos, action: refund", "unknown-role"),
    (BOOK, "role: boss, action: refund", "role: boss, action: refnd", "unknown-action"),
    (BOOK, "conditions: [faulty]", "conditions: [fualty]", "unknown-fact"),
    (BOOK, "obligations: [note]", "obligations: [nota]", "unknown-obligation"),
    (BOOK, "      - {do: [check]", "      - {do: [chekc]", "unknown-concept"),
    (WORDS, "  check: {zh: [检查]", "  check: {zn: [检查]", "unknown-key"),
    (WORDS, "  check: {zh: [检查]", "  check: {zh: [检查]\n  oops", "yaml"),
]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sound data, as the folder that one is in."""
    shutil.copytree(DATA, tmp_path / "shop")
    monkeypatch.chdir(tmp_path / "shop")
    return tmp_path / "shop"


def test_the_data_is_sound_before_it_is_changed(place: Path) -> None:
    diagnosis = diagnose(Path(CONFIG), {})

    assert (diagnosis.findings, diagnosis.exit_code) == ((), 0)


@pytest.mark.parametrize(
    ("file", "there", "instead", "kind"),
    [pytest.param(*case, id=f"F40-{number:02}-{Path(case[0]).stem}-{case[3]}") for number, case in enumerate(CASES, 1)],
)
def test_a_fault_is_named_with_its_line_and_its_remedy(place: Path, file: str, there: str, instead: str, kind: str) -> None:
    was = (place / file).read_text()
    assert there in was
    changed = was.replace(there, instead, 1)
    (place / file).write_text(changed)
    line = changed.count("\n", 0, was.index(there)) + 1 + (instead.count("\n") if kind in {"duplicate-key", "group-unled"} else 0)

    diagnosis = diagnose(Path(CONFIG), {})

    assert diagnosis.exit_code == 1
    found = [(finding.file, finding.line) for finding in diagnosis.findings if finding.kind == kind]
    assert (file, line) in found or (kind == "yaml" and found[0][0] == file)
    for finding in diagnosis.findings:
        assert finding.message.zh and finding.message.en and finding.remedy.zh and finding.remedy.en
    with pytest.raises(Broken):
        start(read_configuration(Path(CONFIG), {}))


def start(configuration: Configuration) -> None:
    """What every command does before it answers."""
    configuration.staff_list(configuration.library())


def test_every_fault_of_every_file_is_named_at_once(place: Path) -> None:
    for file, there, instead in (
        (CONFIG, "language: zh", "langauge: zh"),
        (STAFF, "    superior: boss-1", "    superior: boss-2"),
        (BOOK, "conditions: [faulty]", "conditions: [fualty]"),
        (BOOK, "obligations: [note]", "obligations: [nota]"),
    ):
        (place / file).write_text((place / file).read_text().replace(there, instead))

    diagnosis = diagnose(Path(CONFIG), {})

    assert [finding.kind for finding in diagnosis.findings if not finding.warning] == [
        "unknown-key",
        "unknown-fact",
        "unknown-obligation",
        "unknown-person",
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_finding_is_one_line_with_file_line_message_and_remedy(place: Path, language: str) -> None:
    (place / CONFIG).write_text((place / CONFIG).read_text().replace("language: zh", "langauge: zh"))

    said = list(lines(diagnose(Path(CONFIG), {}), "zh" if language == "zh" else "en"))

    separator = "；" if language == "zh" else "; "
    assert re.fullmatch(rf"config\.yaml:4: .*langauge.*{separator}.*`language`.*", said[0])
    assert len(said) == 2


def test_a_warning_alone_keeps_nothing_from_starting(place: Path) -> None:
    with (place / STAFF).open("a") as staff:
        staff.write("vacant: [shop/boss]\n")

    diagnosis = diagnose(Path(CONFIG), {})

    assert [finding.kind for finding in diagnosis.findings] == ["seat-vacant"]
    assert diagnosis.exit_code == 0
    assert ": warning: " in finding_line(diagnosis.findings[0], "en")


def test_a_configuration_that_is_not_there_is_a_finding(place: Path) -> None:
    diagnosis = diagnose(Path("nowhere.yaml"), {})

    assert [(finding.file, finding.kind) for finding in diagnosis.findings] == [("nowhere.yaml", "no-file")]


def _kinds(diagnosis: Diagnosis) -> list[str]:
    return [finding.kind for finding in diagnosis.findings]


def test_a_store_that_is_not_there_is_not_made(place: Path) -> None:
    diagnose(Path(CONFIG), {})

    assert not (place / "state").exists()


def test_a_damaged_store_is_a_finding_with_its_remedy(place: Path) -> None:
    (place / "state").mkdir()
    (place / "state/store.db").write_bytes(b"not a database")

    diagnosis = diagnose(Path(CONFIG), {})

    assert _kinds(diagnosis) == ["store-refused"]
    assert "restore" in diagnosis.findings[0].remedy.en


def test_a_store_in_use_is_only_a_warning(place: Path) -> None:
    """`remit doctor` is asked while `remit run` is at work."""
    from adapters.storage.tinydb import TinyStore

    store = TinyStore(place / "state/store.db")
    try:
        diagnosis = diagnose(Path(CONFIG), {})
    finally:
        store.close()

    assert (_kinds(diagnosis), diagnosis.exit_code) == (["store-in-use"], 0)


def test_the_demonstration_that_ships_has_no_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    diagnosis = diagnose(None, {})

    assert [finding for finding in diagnosis.findings if not finding.warning] == []
