"""Compiled rule books are a help and never a source: the same library comes back, or none."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.asking.answering import understanding_of
from adapters.books.compiled import KEPT, Compiled, cache_folder, program
from adapters.configuration import KNOWLEDGE, Configuration
from bot.language.likeness import Likeness, Said
from bot.rulebook.findings import BrokenRuleBook
from bot.rulebook.reading import read_texts
from bot.understanding import Speaker, Understanding
from tests.shipped import SAYINGS

TEXTS, _ = read_texts(KNOWLEDGE, books=["credit"])


@pytest.fixture
def compiled(tmp_path):
    return Compiled(tmp_path / "cache" / "remit")


def kept_in(folder):
    return sorted(folder.rglob("*.books"))


def test_what_was_kept_comes_back(compiled, library):
    assert compiled.load(TEXTS) is None
    compiled.keep(TEXTS, library)

    assert compiled.load(TEXTS) == library
    assert compiled.load({**TEXTS, "vocabulary.yaml": ""}) is None


def test_only_the_owner_can_read_it(compiled, library, tmp_path):
    compiled.keep(TEXTS, library)

    (kept,) = kept_in(tmp_path)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("place", [0, 31, 32, 5000, -1])
def test_a_damaged_file_counts_as_none(compiled, library, tmp_path, place):
    compiled.keep(TEXTS, library)
    (kept,) = kept_in(tmp_path)
    content = bytearray(kept.read_bytes())
    content[place] ^= 1
    kept.write_bytes(content)

    assert compiled.load(TEXTS) is None
    compiled.keep(TEXTS, library)
    assert compiled.load(TEXTS) == library


@pytest.mark.parametrize("content", [b"", b"\0" * 40, b"nonsense"])
def test_what_is_no_library_counts_as_none(compiled, library, tmp_path, content):
    compiled.keep(TEXTS, library)
    kept_in(tmp_path)[0].write_bytes(content)

    assert compiled.load(TEXTS) is None


@pytest.mark.parametrize("shared", ["file", "folder"])
def test_what_somebody_else_could_have_written_counts_as_none(compiled, library, tmp_path, shared):
    compiled.keep(TEXTS, library)
    (kept,) = kept_in(tmp_path)
    (kept if shared == "file" else kept.parent).chmod(0o777)

    assert compiled.load(TEXTS) is None


def test_a_link_in_its_place_is_not_followed(compiled, library, tmp_path):
    compiled.keep(TEXTS, library)
    (kept,) = kept_in(tmp_path)
    kept.rename(tmp_path / "elsewhere")
    kept.symlink_to(tmp_path / "elsewhere")

    assert compiled.load(TEXTS) is None


def test_what_was_prepared_counts_as_none_where_it_is_damaged(compiled, library, understanding, tmp_path):
    compiled.keep_prepared(library, understanding.prepared())
    assert compiled.load_prepared(library) == understanding.prepared()

    (kept,) = tmp_path.rglob("*.prepared")
    kept.write_bytes(kept.read_bytes()[:-1] + b"\0")
    assert compiled.load_prepared(library) is None


def test_what_was_said_is_counted_once_and_again_when_something_more_is_said(compiled, library):
    counts = []

    def count():
        counts.append(len(counts))
        return Likeness(["3.3"], None, {bytes([len(counts)]): "3.3"})

    said = {"3.3": ("台账谁记",)}
    first = compiled.counted(library, said, count)
    assert compiled.counted(library, said, count) == first
    assert compiled.counted(library, {"3.3": ("台账谁记", "谁记台账")}, count) != first
    assert counts == [0, 1]


def test_each_sentence_said_is_heard_once_whatever_else_is_said(compiled, library):
    heard = []

    def hear(clause, text):
        heard.append(text)
        return Said(clause, [*text], text.encode())

    before = compiled.heard(library, "questions", {"3.3": ("台账谁记", "谁记台账")}, hear)
    moved = compiled.heard(library, "questions", {"3.3": ("台账谁记",), "3.4": ("谁记台账", "材料谁审")}, hear)
    stated = compiled.heard(library, "statements", {"3.3": ("台账谁记",)}, hear)

    assert heard == ["台账谁记", "谁记台账", "材料谁审", "台账谁记"]
    assert before == tuple((text, Said("3.3", [*text], text.encode())) for text in ("台账谁记", "谁记台账"))
    assert [(text, said.clause) for text, said in moved] == [("台账谁记", "3.3"), ("谁记台账", "3.4"), ("材料谁审", "3.4")]
    assert stated == before[:1]


def test_what_was_heard_at_an_earlier_start_is_counted_as_if_heard_now(library, understanding, tmp_path, monkeypatch):
    """One sentence more, and only that one is read."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    settings = Configuration(learning="off")
    few = {clause: texts[: 150 if clause == "none" else 5] for clause, texts in library.questions.items()}
    before = replace(library.unsaid(), questions=few)
    after = replace(before, questions={**before.questions, "3.4": (*before.questions["3.4"], "材料该由谁来瞧一眼")})

    understanding_of(settings, before).make_ready()
    again = understanding_of(settings, after)
    read, heard = again.reader.read_clause, []
    monkeypatch.setattr(again.reader, "read_clause", lambda text: (heard.append(text), read(text))[1])

    assert again.asked == Understanding(after, understanding.prepared()).asked
    assert again.asked.tally is not None
    assert heard == ["材料该由谁来瞧一眼"]


def test_where_nothing_can_be_kept_nothing_happens(library, tmp_path):
    (tmp_path / "file").write_text("")
    compiled = Compiled(tmp_path / "file" / "remit")

    compiled.keep(TEXTS, library)
    assert compiled.load(TEXTS) is None


def test_no_more_than_a_few_are_kept(compiled, library, tmp_path):
    for number in range(KEPT + 2):
        compiled.keep({**TEXTS, "vocabulary.yaml": str(number)}, library)
        for place, kept in enumerate(sorted(kept_in(tmp_path), key=lambda one: one.stat().st_mtime_ns)):
            os.utime(kept, ns=(place, place))

    assert len(kept_in(tmp_path)) == KEPT
    assert compiled.load({**TEXTS, "vocabulary.yaml": "0"}) is None
    assert compiled.load({**TEXTS, "vocabulary.yaml": str(KEPT + 1)}) == library


def test_what_is_used_is_kept_however_many_others_are_made(compiled, library):
    compiled.keep(TEXTS, library)
    for number in range(KEPT + 2):
        assert compiled.load(TEXTS) == library
        compiled.keep({**TEXTS, "vocabulary.yaml": str(number)}, library)

    assert compiled.load(TEXTS) == library


def test_another_program_compiles_anew(compiled, library, monkeypatch):
    compiled.keep(TEXTS, library)
    monkeypatch.setattr("adapters.books.compiled.program", lambda: "another")

    assert compiled.load(TEXTS) is None


def test_the_program_is_told_by_every_module_that_makes_a_library():
    told = program()

    said = ("book", "measures", "compiling", "checking", "index", "library", "wording", "phrasebook", "searching", "numerals")
    assert all(f"\n{name}.py " in told for name in said)


def test_the_folder_is_the_users_cache(monkeypatch):
    assert cache_folder({"XDG_CACHE_HOME": "/somewhere"}) == Path("/somewhere/remit")
    assert cache_folder({"XDG_CACHE_HOME": "relative"}) == Path.home() / ".cache" / "remit"
    monkeypatch.setattr(Path, "home", lambda: (_ for _ in ()).throw(RuntimeError))
    assert cache_folder({}) is None


class TestTheConfiguredBooks:
    """Through `Configuration.library`, as every command reads them."""

    @pytest.fixture
    def books(self, tmp_path, monkeypatch):
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        shutil.copytree(KNOWLEDGE, tmp_path / "knowledge", ignore=SAYINGS)
        return tmp_path / "knowledge"

    def test_the_second_start_takes_what_the_first_kept(self, books, tmp_path):
        first = Configuration(books=books).library()
        (kept,) = kept_in(tmp_path)
        written = kept.stat().st_mtime_ns

        assert Configuration(books=books).library() == first
        assert kept.stat().st_mtime_ns == written

    def test_a_changed_book_is_read_anew(self, books):
        before = Configuration(books=books).library()
        path = books / "customer-service" / "rulebook.yaml"
        path.write_text(path.read_text("utf-8").replace("{max: 100, unit: CNY}", "{max: 90, unit: CNY}"), "utf-8")

        after = Configuration(books=books).library()
        assert after.version != before.version
        assert {grant.limit.max for grant in after.by_role["customer-service/manager"] if grant.limit} == {90}

    def test_what_was_prepared_at_the_first_start_answers_the_same_at_the_second(self, books, tmp_path):
        settings = Configuration(books=books)
        library = settings.library()
        first = understanding_of(settings, library)
        (kept,) = (tmp_path / "cache").rglob("*.prepared")
        written = kept.stat().st_mtime_ns
        second = understanding_of(settings, library)

        assert kept.stat().st_mtime_ns == written
        assert second.prepared() == first.prepared()
        for text in ("我想给客户打个八折", "May I sack someone in my team?", "谁能批准新建议?", "how many days do I have"):
            assert second.ask(text, Speaker()) == first.ask(text, Speaker())
            assert second.check(text, Speaker()).decisions == first.check(text, Speaker()).decisions

    def test_what_was_prepared_of_another_vocabulary_is_left_alone(self, books, tmp_path):
        Configuration(books=books).library()
        understanding_of(Configuration(books=books), Configuration(books=books).library())
        path = books / "vocabulary.yaml"
        path.write_text(path.read_text("utf-8").replace("炒掉", "请他走人"), "utf-8")

        settings = Configuration(books=books)
        understanding_of(settings, settings.library())
        assert len(list((tmp_path / "cache").rglob("*.prepared"))) == 2

    def test_broken_books_are_never_kept(self, books, tmp_path):
        (books / "credit" / "rulebook.yaml").write_text("book: credit\n", "utf-8")

        for _ in range(2):
            with pytest.raises(BrokenRuleBook):
                Configuration(books=books).library()
        assert not kept_in(tmp_path)

    def test_it_can_be_switched_off(self, books, tmp_path):
        Configuration(books=books, cache="off").library()

        assert not kept_in(tmp_path)
