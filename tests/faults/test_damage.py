"""F08, F10 to F12, F15, F16: files that were cut, flipped, emptied, locked or taken. Nothing is ever emptied or repaired in silence."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from adapters.auditing.verifying import verify
from adapters.storage import StoreInUse, StoreRefused, sqlite_file
from adapters.storage.tinydb import TinyStore
from bot.auditing.sealing import published_in
from bot.auditing.verifying import Wrong
from bot.events import Sealing
from tests.faults.lives import STORE, journal_of, kill_one, open_tiny
from tests.faults.office import CRYPT, ROOT, TENANT, Doom, Office, read_journal
from tests.faults.spoiling import FRAME, HEADER, cut_logs, flip, flips, log_of
from tests.faults.stepping import COPY, died, older


@pytest.fixture(scope="module")
def killed(tmp_path_factory) -> Path:
    """The folder of a store whose process was killed: much of it is still in the log."""
    folder = tmp_path_factory.mktemp("killed")
    kill_one("tinydb", folder, seed=5, doom=Doom("answered", 8))
    return folder


def copy_of(folder: Path, to: Path) -> Path:
    shutil.copytree(folder, to)
    return to


def test_f10_a_log_cut_at_any_offset_loses_whole_commits_and_only_the_last(killed, tmp_path):
    size = log_of(killed).stat().st_size
    ends = random.Random(1).sample(range(HEADER, size + 1, FRAME), 8)
    offsets = {0, 1, HEADER - 1, *ends, *random.Random(2).sample(range(size), 24), size}

    tally = cut_logs(killed, tmp_path, offsets)

    assert tally.bad == []


@pytest.mark.parametrize("short", [1, FRAME // 2, FRAME - 1])
def test_f10_that_the_log_ended_in_the_middle_of_a_commit_is_logged(killed, tmp_path, caplog, short):
    folder = copy_of(killed, tmp_path / "torn")
    os.truncate(log_of(folder), HEADER + FRAME * sqlite_file.pages_logged(folder / STORE) - short)

    TinyStore(folder / STORE).close()

    (line,) = [record.message for record in caplog.records if record.levelname == "WARNING"]
    assert str(folder / STORE) in line
    assert "in the middle of a commit" in line


def test_f10_of_a_log_that_ends_with_a_commit_nothing_is_logged(killed, tmp_path, caplog):
    folder = copy_of(killed, tmp_path / "whole")
    TinyStore(folder / STORE).close()
    TinyStore(folder / STORE).close()

    assert caplog.records == []


def test_f09_a_first_page_that_was_lost_on_its_way_out_of_the_log_is_taken_from_the_log(killed, tmp_path):
    """The power may fail while a page is carried over; what then stands in its place in the file counts for nothing."""
    whole, torn = copy_of(killed, tmp_path / "whole"), copy_of(killed, tmp_path / "torn")
    with (torn / STORE).open("r+b") as file:
        file.write(bytes(4096))

    for folder in (whole, torn):
        TinyStore(folder / STORE).close()

    assert everything(torn / STORE) == everything(whole / STORE)


@pytest.fixture(scope="module")
def settled(tmp_path_factory) -> Path:
    """The folder of a store that was closed in peace."""
    folder = tmp_path_factory.mktemp("settled")
    kill_one("tinydb", folder, seed=6, steps=6)
    return folder


def everything(path: Path) -> list[object]:
    """Every document of a store that is checked whole."""
    sqlite_file.check(connection := sqlite3.connect(path), path, whole=True)
    with closing(connection):
        return connection.execute("SELECT tbl, id, version, body FROM document ORDER BY row").fetchall()


def test_f08_killed_at_any_step_of_a_backup_there_is_a_whole_copy_or_none_and_the_next_one_is_made(settled, tmp_path):
    before = everything(settled / STORE)

    for step in count(1):
        folder = copy_of(settled, tmp_path / str(step))
        unfinished = died("backup", folder / STORE, step)
        copy = folder / COPY
        assert everything(folder / STORE) == before
        if copy.exists():
            assert everything(copy) == before
        else:
            TinyStore(folder / STORE).close()
            sqlite_file.back_up(folder / STORE, copy)
        if not unfinished:
            break

    assert copy.exists()
    assert step > 8


def test_f08_killed_at_any_step_of_an_upgrade_the_next_start_finishes_it_and_nothing_is_lost(settled, tmp_path):
    before = everything(settled / STORE)

    for step in count(1):
        folder = copy_of(settled, tmp_path / str(step))
        older(folder / STORE)
        unfinished = died("upgrade", folder / STORE, step)
        TinyStore(folder / STORE).close()
        assert everything(folder / STORE) == before
        if not unfinished:
            break

    assert step > 12


def test_f11_a_flipped_bit_is_refused_or_does_no_harm(settled, tmp_path):
    tally = flips(settled, tmp_path, 60)

    assert tally.bad == []
    assert tally.answered > 10


def test_f11_a_damaged_record_is_named(settled, tmp_path):
    folder = copy_of(settled, tmp_path / "flipped")
    content = (folder / STORE).read_bytes()
    flip(folder / STORE, content.index("经济补偿".encode()) if "经济补偿".encode() in content else content.index(b"adviser-1"), 0)

    with pytest.raises(StoreRefused, match=rf"{TENANT}/.*remit store restore"):
        open_tiny(folder)


def test_f11_a_flipped_bit_in_the_log_empties_nothing(killed, tmp_path):
    """What follows it in the log is lost to SQLite; what lies in the file is not, and the audit's published head tells."""
    chance = random.Random(1)
    size = log_of(killed).stat().st_size
    with closing(open_tiny(copy_of(killed, tmp_path / "whole"))) as store:
        assert store._rows.sql("SELECT count(*) FROM document").fetchone()[0] > 0
    for number in range(12):
        folder = copy_of(killed, tmp_path / str(number))
        flip(log_of(folder), chance.randrange(size), chance.randrange(8))
        with closing(open_tiny(folder)) as store:
            assert store._rows.sql("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_f11_f50_what_is_missing_from_a_cut_log_is_found_by_the_head_that_was_kept_outside(tmp_path):
    store = TinyStore(tmp_path / STORE)
    office = await Office(store).open()
    await office.asks("adviser-1")
    before = log_of(tmp_path).stat().st_size
    head = published_in(await office.take(office.event(Sealing, "admin-1")))
    shutil.copytree(tmp_path, tmp_path / "cut")
    store.close()

    os.truncate(log_of(tmp_path / "cut"), before)
    with closing(TinyStore(tmp_path / "cut" / STORE)) as cut:
        assert (await verify(cut, CRYPT)).flaw is None
        assert (await verify(cut, CRYPT, published=head)).flaw.wrong is Wrong.HEAD


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_bytes(bytes(65536)), "is filled with zeros"),
        (lambda path: path.unlink(), "is missing while its log"),
    ],
    ids=["empty", "zeros", "log-alone"],
)
def test_f12_an_empty_or_zeroed_store_or_a_log_alone_is_refused_and_left_alone(killed, tmp_path, spoil, sentence):
    folder = copy_of(killed, tmp_path / "spoilt")
    spoil(folder / STORE)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}

    with pytest.raises(StoreRefused, match=sentence) as refused:
        open_tiny(folder)

    assert str(folder / STORE) in str(refused.value)
    assert {file.name: file.read_bytes() for file in folder.iterdir() if not file.name.endswith(".lock")} == {
        name: content for name, content in before.items() if not name.endswith(".lock")
    }


@pytest.fixture
def nobody():
    """Root may write everywhere, so root becomes nobody for a while."""
    was = os.geteuid()

    def become() -> None:
        if was == 0:
            os.seteuid(65534)

    yield become
    os.seteuid(was)


def test_f15_without_permission_the_start_is_refused_in_a_sentence(settled, nobody):
    with pytest.MonkeyPatch.context():
        nobody()
        with pytest.raises(StoreRefused, match="can't be opened for writing") as refused:
            open_tiny(settled)

    assert "\n" not in str(refused.value)


@pytest.fixture
def read_only(settled, tmp_path):
    """The folder of a store on a disk that is mounted to be read only."""
    if os.geteuid() != 0:
        pytest.skip("NOT TESTED: only root may mount a disk read-only")
    folder = tmp_path / "read-only"
    folder.mkdir()
    bound = subprocess.run(["mount", "--bind", str(settled), str(folder)], check=False, capture_output=True)
    if bound.returncode != 0 or subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=False).returncode != 0:
        pytest.skip("NOT TESTED: this system doesn't mount a folder read-only")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_f15_on_a_read_only_disk_the_start_is_refused_in_a_sentence(read_only):
    with pytest.raises(StoreRefused, match=r"can't be opened for writing \(Read-only file system"):
        open_tiny(read_only)


def test_f15_the_command_ends_with_78_and_one_sentence(read_only):
    command = [sys.executable, "-c", "from adapters.cli import main; main()", "try", "--store", str(read_only), "--as", "adviser-1"]

    ended = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)

    assert ended.returncode == 78, ended.stderr
    assert "Traceback" not in ended.stderr
    assert "Read-only file system" in ended.stderr


def test_f16_a_second_process_is_refused_naming_the_first_ones_pid(settled, tmp_path):
    folder = copy_of(settled, tmp_path / "taken")
    script = "import sys; from tests.faults.lives import *; open_tiny(Path(sys.argv[1])); print('open', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", script, str(folder)], stdout=subprocess.PIPE, cwd=ROOT) as first:
        assert first.stdout is not None
        first.stdout.readline()
        with pytest.raises(StoreInUse) as refused:
            TinyStore(folder / STORE)
        first.kill()

    assert refused.value.pid == first.pid
    assert f"process {first.pid}" in str(refused.value)
    assert read_journal(journal_of(folder))
    open_tiny(folder).close()
