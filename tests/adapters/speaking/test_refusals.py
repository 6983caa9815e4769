"""What is refused is refused in both languages: by catalogue what keeps a command from beginning, by template what was typed."""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest
from jinja2 import Environment, meta
from typer.testing import CliRunner

import adapters
from adapters import refusals
from adapters.cli import app
from adapters.refusals import Refused
from adapters.storage import StoreRefused
from adapters.storage import refusals as of_stores
from bot.model import Words
from tests.adapters.speaking.words import CJK, no_english, remit, run

ROOT = Path(__file__).parents[3]
TEMPLATES = ROOT / "bot" / "templates"


def test_what_keeps_a_command_from_beginning_is_told_in_both_languages(tmp_path):
    """In a process of its own: it is the program that tells it, and not the command."""
    (tmp_path / "config.yaml").write_text("store: broken.db\n", encoding="utf-8")
    (tmp_path / "broken.db").write_bytes(b"no store, by any means")
    config = ("-c", tmp_path / "config.yaml")

    for words, english, told in (
        (("run",), "no platform is configured", "没有配置任何平台"),
        (("store", "verify"), "broken.db is not a store; keep a copy", "broken.db 不是存储；请另存一份"),
        (("store", "backup", tmp_path / "x.db"), "broken.db is not a store; keep a copy", "broken.db 不是存储；请另存一份"),
    ):
        plain, spoken = remit(*words, *config), remit(*config, "--lang", "zh", *words)
        assert (plain.returncode, spoken.returncode) == (78, 78)
        assert english in plain.stderr
        assert told in spoken.stderr
        assert no_english(spoken.stderr), spoken.stderr


@pytest.mark.parametrize("words", [("run",), ("org", "--book", "nothing"), ("link", "nobody"), ("teach", "words", "nothing")])
def test_every_command_takes_the_language_behind_its_name_and_refuses_in_it(words, tmp_path):
    (tmp_path / "config.yaml").write_text("store: store.db\n", encoding="utf-8")
    config = ("-c", tmp_path / "config.yaml")

    refused = {one: remit(*words, *config, "--lang", one).stderr for one in ("zh", "en")}
    plain = remit(*words, *config).stderr

    assert no_english(refused["zh"].replace("nothing", "").replace("nobody", "")), refused["zh"]
    assert not CJK.search(refused["en"])
    assert plain == refused["en"]


def test_the_doctor_tells_what_a_store_is_refused_for_in_both_languages(tmp_path):
    (tmp_path / "config.yaml").write_text("store: broken.db\n", encoding="utf-8")
    (tmp_path / "broken.db").write_bytes(b"no store, by any means")

    told = {language: run("doctor", "-c", tmp_path / "config.yaml", "--lang", language).stdout for language in ("zh", "en")}

    assert "存储打不开（不是存储）；请处理：请另存一份" in told["zh"]
    assert "the store is not a store; keep a copy" in told["en"]


SENTENCES = {
    **{f"a refusal: {kind}": said for kind, said in refusals.REFUSALS.items()},
    **{f"a store: {kind}": said.wrong for kind, said in of_stores.REFUSALS.items()},
    **{f"its remedy: {kind}": said.remedy for kind, said in of_stores.REFUSALS.items()},
}


@pytest.mark.parametrize("said", SENTENCES.values(), ids=SENTENCES)
def test_every_refusal_says_the_same_in_both_languages(said: Words):
    blanks = [{name for _, name, _, _ in Formatter().parse(one) if name} for one in (said.zh, said.en)]

    assert blanks[0] == blanks[1]
    assert CJK.search(said.zh)
    assert not CJK.search(said.en)
    assert no_english(said.zh)


def test_every_kind_of_refusal_is_somewhere_refused_and_only_those():
    """A kind that nobody raises is a sentence that nobody reads; one without a sentence would be a traceback."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "adapters").rglob("*.py"))
    stores = set(re.findall(r"Store(?:Refused|Damaged)\([\w.]+(?:\(\w+\))?, \"([\w-]+)\"", code)) | set(
        re.findall(r"super\(\).__init__\(path, \"([\w-]+)\"", code)
    )
    stores |= {"record-damaged", "records-damaged"}

    assert stores == of_stores.REFUSALS.keys()
    assert set(re.findall(r"(?<!_)refusal\(\"([\w-]+)\"", code)) == refusals.REFUSALS.keys()


def test_every_class_of_refusals_takes_its_words_from_there():
    """One that had a sentence of its own would have it in one language."""

    def below(kind: type[Refused]) -> Iterator[type[Refused]]:
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    for each in pkgutil.walk_packages(adapters.__path__, "adapters."):
        if ".migrations" not in each.name:
            import_module(each.name)
    own = [one for one in below(Refused) if not issubclass(one, StoreRefused) and one.__init__ is not Refused.__init__]

    assert {one.__name__ for one in own} >= {"NotListening", "NothingToRun", "NoClient"}
    assert [one for one in own if "refusal(" not in inspect.getsource(one.__init__)] == []


# What the commands refuse, by templates.

PAIRS = sorted(path.name for path in (TEMPLATES / "zh").glob("*.j2") if "kind ==" in path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PAIRS)
def test_a_template_knows_the_same_kinds_in_both_languages(name):
    texts = [(TEMPLATES / language / name).read_text(encoding="utf-8") for language in ("zh", "en")]
    kinds = [set(re.findall(r"(?:if|elif) kind == \"([\w-]+)\"", text)) for text in texts]

    assert kinds[0] == kinds[1]


def test_a_refusal_names_the_same_things_in_both_languages():
    zh, en = ((TEMPLATES / language / "refused.j2").read_text(encoding="utf-8") for language in ("zh", "en"))
    for one, other in zip(re.split(r"{% elif", zh)[1:], re.split(r"{% elif", en)[1:], strict=True):
        used = [
            meta.find_undeclared_variables(Environment().parse("{% if" + part.removesuffix("{% endif %}\n") + "{% endif %}"))
            for part in (one, other)
        ]
        assert used[0] - {"states"} == used[1]


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    """A configuration with a store in which nothing is."""
    folder = tmp_path_factory.mktemp("place")
    (folder / "config.yaml").write_text("store: none.db\n", encoding="utf-8")
    return folder


TYPED = (
    (("matrix", "--format", "pdf"), "--format is table, html, csv, xlsx, not 'pdf'", "--format 只能是 table、html、csv、xlsx，不能是“pdf”"),
    (("report", "--format", "pdf"), "--format is table or html, not 'pdf'", "--format 只能是 table 或 html，不能是“pdf”"),
    (("report", "--from", "yesterday"), "a day is written YYYY-MM-DD, not 'yesterday'", "日期要写成 YYYY-MM-DD，不能写“yesterday”"),
    (
        ("report", "--from", "2026-05-02", "--to", "2026-05-01"),
        "--to 2026-05-01 is before --from",
        "--to 2026-05-01 早于 --from 2026-05-02",
    ),
    (("matrix", "--book", "nope"), "no rule book 'nope' in force; there are: ad-agency", "没有生效的规章“nope”，现有：ad-agency"),
    (("org", "-o", "/no/where.svg"), "/no/where.svg can't be written: No such", "/no/where.svg 写不了："),
    (("diff", "/no", "/where"), "/no is no folder", "/no 不是文件夹"),
    (("link",), "whose account? remit link PERSON", "要关联谁的账号？请写：remit link 编号"),
    (("link", "x", "--confirm", "--refuse"), "--confirm or --refuse, not both", "--confirm 和 --refuse 只能写一个"),
    (
        ("link", "x", "--platform", "post"),
        "--platform is slack or telegram, not 'post'",
        "--platform 只能是 slack 或 telegram，不能是“post”",
    ),
    (("unlink", "x"), "yet; `remit run` or `remit link PERSON` makes it", "还没有存储；`remit run` 或 `remit link 编号` 会建立它"),
)


@pytest.mark.parametrize(("words", "english", "told"), TYPED)
def test_what_a_command_refuses_it_refuses_in_both_languages_with_2(place, words, english, told):
    config = ("-c", place / "config.yaml")
    plain, spoken = run(*words, *config), run(*words, *config, REMIT_LANG="zh")

    assert (plain.exit_code, spoken.exit_code) == (2, 2)
    assert english in plain.stderr
    assert told in spoken.stderr


def test_a_slip_that_there_is_none_of_is_refused_in_both_languages(tmp_path):
    (tmp_path / "config.yaml").write_text("store: store/remit.db\n", encoding="utf-8")
    tried = CliRunner().invoke(app, ["try", "--as", "adviser-1", "--store", str(tmp_path / "store")], input="/request 补偿客户 300 元\n")
    ident = re.search(r"请示 ([\w-]+)】", tried.output)[1]
    config = ("-c", tmp_path / "config.yaml")

    assert f"{ident} is open; there is a slip only of what was approved" in run("slip", ident, *config).stderr
    assert f"{ident} 待审批；只有已批准或已办理的才有凭单" in run("slip", ident, *config, "--lang", "zh").stderr
    assert "there is no request 0000" in run("slip", "0000", *config).stderr
    assert "没有编号为 0000 的请示" in run("slip", "0000", *config, "--lang", "zh").stderr
    assert run("audit", "export", *config).stdout.startswith("\ufeffat,chain,seq")
    assert run("audit", "export", *config, "--lang", "zh").stdout.startswith("\ufeff时间,链,序号,动作")


def test_what_a_terminal_would_obey_is_shown_and_not_sent_to_it():
    assert "'\\x1b[2J'" in run("matrix", "--format", "\x1b[2J").stderr


def test_a_line_that_is_no_case_of_a_set_is_told_in_both_languages(tmp_path):
    (tmp_path / "set.jsonl").write_text("no case\n", encoding="utf-8")

    for language, remedy in (("zh", "set.jsonl:1: 这一行不是题集里的一例"), ("en", "write it as docs/language.md shows")):
        assert remedy in run("eval", tmp_path / "set.jsonl", "--lang", language).stderr
