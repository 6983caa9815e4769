"""TinyDB on rows, where TinyDB's own tests (bench/tinydb_own_tests.py) don't look."""

import pytest
from tinydb import TinyDB, where
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from adapters.storage.sqlite_table import RowStorage, RowTable


class RowDB(TinyDB):
    default_storage_class = RowStorage
    table_class = RowTable


@pytest.fixture
def db():
    """Three documents in memory."""
    with RowDB() as opened:
        opened.insert_multiple({"letter": letter} for letter in "abc")
        yield opened


def boom(*_):
    raise RuntimeError("boom")


def test_an_update_that_fails_half_way_changes_nothing(db):
    def fail_at_the_second(document):
        document["letter"] = "x" if document["letter"] == "a" else boom()

    with pytest.raises(RuntimeError):
        db.update(fail_at_the_second)

    assert [document["letter"] for document in db] == ["a", "b", "c"]


def test_an_insertion_that_fails_half_way_adds_nothing(db):
    with pytest.raises(ValueError, match="already exists"):
        db.insert_multiple([{"letter": "d"}, Document({"letter": "e"}, 1)])

    assert len(db) == 3


def test_what_a_transaction_undoes_is_not_found_afterwards(db):
    """Neither in the file nor in TinyDB's query cache."""

    def insert_look_and_fail():
        with db.storage.transaction():
            db.insert({"letter": "d"})
            assert db.count(where("letter") == "d") == 1
            boom()

    with pytest.raises(RuntimeError):
        insert_look_and_fail()

    assert db.count(where("letter") == "d") == 0


def test_a_call_that_fails_inside_a_transaction_is_undone_alone(db):
    with db.storage.transaction():
        db.insert({"letter": "d"})
        with pytest.raises(ValueError, match="already exists"):
            db.insert_multiple([{"letter": "e"}, Document({}, 1)])

    assert [document["letter"] for document in db] == ["a", "b", "c", "d"]


def test_a_documents_place_among_the_others_stays(db):
    db.update({"letter": "z"}, doc_ids=[1])

    assert [document["letter"] for document in db] == ["z", "b", "c"]


def test_a_table_stays_listed_when_it_is_emptied(db):
    db.table("other").insert({})

    db.table("other").remove(doc_ids=[1])

    assert db.tables() == {"_default", "other"}


def test_dropping_one_table_leaves_the_others_as_they_are(db):
    db.table("other").insert({"letter": "x"})

    db.drop_table("other")

    assert db.tables() == {"_default"}
    assert [(document.doc_id, document["letter"]) for document in db] == [(1, "a"), (2, "b"), (3, "c")]


def test_tinydbs_own_table_works_on_the_storage_too():
    """The storage alone keeps what TinyDB asks of any storage."""
    storage = RowStorage()
    table = Table(storage, "plain")
    table.insert_multiple({"n": n} for n in range(3))
    table.update({"n": 9}, doc_ids=[2])
    table.remove(doc_ids=[1])

    assert storage.read() == {"plain": {"2": {"n": 9}, "3": {"n": 2}}}
    assert RowTable(storage, "plain").all() == [{"n": 9}, {"n": 2}]


def test_our_table_says_which_storage_it_needs():
    with pytest.raises(TypeError, match="needs a RowStorage"):
        RowTable(MemoryStorage(), "any")


def test_a_change_looks_at_no_other_row(db):
    said = []
    db.storage.connection.set_trace_callback(said.append)

    db.update({"letter": "z"}, doc_ids=[2])

    assert not [one for one in said if one.startswith("SELECT") and "id = '2'" not in one and "counter" not in one]
