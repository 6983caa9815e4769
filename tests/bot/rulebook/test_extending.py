"""A company's vocabulary beside the shipped one."""

import pytest

from bot.rulebook.findings import BrokenRuleBook
from bot.rulebook.reading import SHIPPED_FILE, compile_library, examine, read_library, read_texts
from tests.bot.rulebook.conftest import BOOK, VOCABULARY


@pytest.fixture
def make_beside(make_texts):
    """The files of the shop, whose vocabulary is the shipped one, and what the company writes beside it."""

    def make(own: str) -> dict[str, str]:
        texts = make_texts()
        return {BOOK: texts[BOOK], SHIPPED_FILE: texts[VOCABULARY], VOCABULARY: f"extends: remit\n{own}"}

    return make


def phrases(texts, action="refund"):
    return compile_library(texts).vocabulary.actions[action].phrases


def test_lists_are_added_to_and_single_values_replaced(make_beside):
    before = compile_library(make_beside("")).vocabulary.actions["reward"]

    after = compile_library(make_beside("actions:\n  reward: {title: {en: bonus, zh: 奖金}, irrevocable: true, zh: [发奖金, 奖励]}\n"))

    reward = after.vocabulary.actions["reward"]
    assert (reward.title.en, reward.irrevocable, reward.unit) == ("bonus", True, before.unit)
    assert reward.phrases.zh == (*before.phrases.zh, "发奖金")
    assert reward.phrases.en == before.phrases.en
    assert "发奖金" in after.vocabulary.own


def test_an_entry_of_ones_own_stands_beside_the_shipped_ones(make_beside):
    own = "actions:\n  price: {title: {zh: 定价, en: pricing}, zh: [定价]}\n"

    assert phrases(make_beside(own), "price").zh == ("定价",)
    assert phrases(make_beside(own)) == phrases(make_beside(""))


def test_single_phrases_and_whole_entries_are_left_out(make_beside):
    shipped = phrases(make_beside(""))
    leaving = f"actions:\n  refund: {{without: {{zh: [{shipped.zh[0]}], en: [{shipped.en[0]}]}}}}\nwithout: {{silent: [salary]}}\n"

    library = compile_library(make_beside(leaving))

    assert library.vocabulary.actions["refund"].phrases.zh == shipped.zh[1:]
    assert library.vocabulary.actions["refund"].phrases.en == shipped.en[1:]
    assert "salary" in compile_library(make_beside("")).vocabulary.silent
    assert "salary" not in library.vocabulary.silent


def test_with_an_english_word_all_its_inflected_forms_are_left_out(make_beside):
    texts = make_beside("actions:\n  refund: {without: {en: [fire]}}\n")
    texts[SHIPPED_FILE] = texts[SHIPPED_FILE].replace("en: [refund]", "en: [refund, fire, fires, fired, firing, fire off]")

    assert phrases(texts).en == ("refund", "fire off")


def test_an_entry_that_is_left_out_may_be_written_anew(make_beside):
    own = "without: {actions: [refund]}\nactions:\n  refund: {title: {zh: 退款, en: refund}, zh: [退押金]}\n"

    assert phrases(make_beside(own)).zh == ("退押金",)


def test_a_phrase_stands_for_every_word_of_the_lists_that_it_names(make_beside):
    own = "lists:\n  kin: {zh: [表弟, 舅舅], en: [cousin]}\nfacts:\n  defect: {true: {zh: [<kin>的公司], en: [my <kin>]}}\n"
    before = compile_library(make_beside("")).vocabulary.facts["defect"].true

    true = compile_library(make_beside(own)).vocabulary.facts["defect"].true

    assert (true.zh, true.en) == ((*before.zh, "表弟的公司", "舅舅的公司"), (*before.en, "my cousin"))


@pytest.mark.parametrize(
    ("own", "line", "kind", "says"),
    [
        ("actions:\n  refund: {tittle: {zh: 退, en: x}}\n", 3, "unknown-key", "`tittle`"),
        ("actions:\n  refnd: {unit: SGD}\n", 3, "new-entry", "did you mean `refund`"),
        ("actions:\n  price: {zh: [定价]}\n", 3, "new-entry", "`title`"),
        ("facts:\n  sold: {true: {zh: [卖了]}}\n", 3, "new-entry", "`question`"),
        ("\nactions:\n  refund:\n    beside: [holdays]\n", 5, "unknown-silent", "`holdays`"),
        ("facts:\n  defect: {true: {zh: [<kin>的公司]}}\n", 3, "unknown-list", "`kin`"),
        ("actions: [refund]\n", 2, "not-keys", "`actions`"),
    ],
)
def test_an_error_is_told_with_the_line_of_the_companys_own_file(make_beside, own, line, kind, says):
    with pytest.raises(BrokenRuleBook) as refused:
        compile_library(make_beside(own))

    found = [finding for finding in refused.value.findings if finding.kind == kind]
    assert [(finding.file, finding.line) for finding in found] == [(VOCABULARY, line)]
    assert says in str(found[0])


def test_it_extends_nothing_but_the_shipped_one(make_beside):
    texts = make_beside("")

    findings = examine({**texts, VOCABULARY: "extends: other\n"}).findings

    assert [(finding.file, finding.line, finding.kind) for finding in findings] == [(VOCABULARY, 1, "not-choice")]


@pytest.mark.parametrize("own", ["without: {actions: [refnd]}\n", "actions:\n  refund: {without: {zh: [没有这句]}}\n"])
def test_what_is_not_there_to_be_left_out_is_a_warning(make_beside, own):
    """An upgrade that drops a phrase keeps nobody from starting."""
    examined = examine(make_beside(own))

    assert examined.library is not None
    assert [(finding.file, finding.kind, finding.warning) for finding in examined.findings] == [(VOCABULARY, "nothing-left-out", True)]


def test_own_phrases_of_a_single_character_are_a_warning_once_for_the_file(make_beside):
    """They stand within other words; beside a gap, and as the words of a number, they don't."""
    short = (
        "concepts:\n  open: {zh: [开, 开立]}\n  keep: {zh: [存, 留*箱]}\nactions:\n  price: {title: {zh: 定价, en: pricing}, zh: [价]}\n"
    )

    found = examine(make_beside(short)).findings

    assert [(finding.file, finding.line, finding.kind, finding.warning) for finding in found] == [(VOCABULARY, 3, "short-phrase", True)]
    assert "开 存 价" in found[0].message.zh
    assert "开 存 价" in found[0].message.en


def test_an_own_phrase_that_stands_for_two_granted_acts_is_a_warning(make_beside):
    """Whoever says it would be asked about both; an act that nobody is granted gives way by itself."""
    collides = "actions:\n  price: {title: {zh: 定价, en: pricing}, en: [Refund]}\n  reward:\n    en: [bonus, refund]\n"

    found = examine(make_beside(collides)).findings

    assert [(finding.file, finding.line, finding.kind, finding.warning) for finding in found] == [(VOCABULARY, 5, "same-phrase", True)]
    assert "“refund” stands for `reward` and for `refund`" in str(found[0])


def test_the_version_covers_both_files(make_beside):
    texts = make_beside("actions:\n  refund: {zh: [退押金]}\n")
    upgraded = {**texts, SHIPPED_FILE: texts[SHIPPED_FILE].replace("zh: [", "zh: [新说法, ", 1)}

    versions = {compile_library(one).version for one in (texts, upgraded, make_beside(""))}

    assert len(versions) == 3


def test_a_company_without_a_vocabulary_of_its_own_has_the_shipped_one(make_texts, tmp_path):
    (tmp_path / "shop").mkdir()
    (tmp_path / BOOK).write_text(make_texts()[BOOK].replace("sold-out", "amount"), "utf-8")

    texts, unread = read_texts(tmp_path)

    assert (set(texts), unread) == ({BOOK, SHIPPED_FILE}, ())


def test_what_is_kept_of_the_books_is_found_by_both_files(make_beside, tmp_path):
    """An upgrade of Remit changes the shipped file, and nothing is taken up that was compiled before it."""
    (tmp_path / "shop").mkdir()
    for path in (BOOK, VOCABULARY):
        (tmp_path / path).write_text(make_beside("")[path], "utf-8")

    texts, _ = read_texts(tmp_path)

    assert set(texts) == {BOOK, VOCABULARY, SHIPPED_FILE}


def test_a_file_without_extends_is_the_whole_vocabulary(write_folder):
    library = read_library(write_folder())

    assert library.vocabulary.own == ()
    assert set(library.vocabulary.actions) == {"refund", "reward"}
