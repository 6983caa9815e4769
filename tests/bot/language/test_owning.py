"""A company's own words come before those of the vocabulary that ships."""

from pathlib import Path

import pytest

from bot.language.speaking import Speaker
from bot.rulebook.findings import Report
from bot.rulebook.reading import SHIPPED_FILE, compile_library, text_of
from bot.understanding import Understanding

INN = """\
book: inn
title: {zh: 旅馆授权规定, en: "Inn: delegation of authority"}
source: {document: {zh: 旅馆手册, en: the inn's manual}}
unit: {zh: 旅馆, en: inn}
roles:
  host: {title: {zh: 领班, en: host}, escalations: [{clause: "1.3", to: owner}]}
  owner: {title: {zh: 店东, en: owner}}
  desk: {title: {zh: 前台, en: desk}}
clauses:
  "1.1": {role: host, zh: 宴会可延长。, en: May let an event run over.}
  "1.2": {role: host, zh: 可把客人转去别的酒店。, en: "May move guests to another hotel."}
  "1.3": {role: host, zh: 其他事项报店东。, en: Takes other matters to the owner.}
  "1.4": {role: host, zh: 每周排班。, en: Draws up the roster every week., duties: [{do: [draw-up], what: [roster]}]}
  "1.5": {role: host, zh: 可订购前台用品。, en: May order desk supplies.}
  "1.6": {role: host, zh: 可免去违约费。, en: May waive the cancellation charge.}
  "1.7": {role: host, zh: 可上酒。, en: May serve wine.}
  "1.8": {role: host, zh: 可免开瓶费。, en: May waive corkage.}
  "1.9": {role: host, zh: 不得用个人收款码收款。, en: May not take payments with a personal code.}
prohibitions:
  - {clause: "1.9", when: [own-code]}
grants:
  - {clause: "1.1", role: host, action: run-over}
  - {clause: "1.2", role: host, action: move-guests}
  - {clause: "1.5", role: host, action: order-supplies}
  - {clause: "1.6", role: host, action: waive-charge}
  - {clause: "1.7", role: host, action: serve-wine}
  - {clause: "1.8", role: host, action: waive-corkage}
"""
NO_HOTEL = INN.replace("another hotel", "another house").replace("别的酒店", "别家")

OWN = """\
extends: remit
concepts:
  draw-up: {zh: [排], en: [draw up]}
  roster: {zh: [班表, 打印机排班], en: [roster, parking roster]}
actions:
  run-over: {title: {zh: 宴会延长, en: letting an event run over}, zh: [宴会*延长], en: [party go on]}
  move-guests: {title: {zh: 转移客人, en: moving guests}, concerns: customer, zh: [把客人转, 客人*转去], en: [move * rooms]}
  order-supplies: {title: {zh: 订购用品, en: ordering supplies}, zh: [前台用品, 买*用品], en: [desk supplies]}
  waive-charge: {title: {zh: 免违约费, en: waiving a charge}, zh: [违约费], en: [cancellation charge]}
  serve-wine: {title: {zh: 上酒, en: serving wine}, zh: [给*酒], en: [serve wine]}
  waive-corkage: {title: {zh: 免开瓶费, en: waiving corkage}, zh: [免*开瓶费], en: [waive corkage]}
facts:
  own-code: {question: {zh: 用的是个人收款码吗？, en: Is it a personal code?}, true: {zh: [自己的*二维码], en: [my own code]}}
"""


def inn(book: str = INN, own: str = OWN) -> Understanding:
    shipped = text_of(Path(SHIPPED_FILE), Report(file=SHIPPED_FILE)) or ""
    return Understanding(compile_library({"inn/rulebook.yaml": book, "vocabulary.yaml": own, SHIPPED_FILE: shipped}))


@pytest.fixture(scope="module")
def ours() -> Understanding:
    return inn()


HOST = Speaker(roles=("inn/host",))


def proposed(understanding: Understanding, text: str) -> list[str | None]:
    return [one.action for one in understanding.check(text, HOST).reading.proposals]


def test_a_word_of_the_companys_own_clauses_is_not_silent(ours):
    """Elsewhere a hotel is what people ask to be paid for."""
    assert proposed(ours, "We're full, I move three rooms to the hotel next door") == ["move-guests"]
    assert proposed(inn(NO_HOTEL), "We're full, I move three rooms to the hotel next door") == [None]


def test_nor_is_a_word_of_its_own_phrases(ours):
    silent = {phrase for phrase, meanings in ours.reader.phrases.whole.items() for kind, *_ in meanings if kind == "silent"}

    assert {"打印机", " park "} & silent == set()
    assert {"电梯", " canteen "} <= silent


def test_what_undoes_stays_silent_whatever_the_clauses_say():
    cancelling = inn(INN.replace("每周排班。", "每周排班，临时取消要登记。"))

    assert [hit.id for hit in cancelling.reader.read("取消班表").of("silent")] == ["undoing"]


def test_an_own_phrase_comes_before_the_words_of_an_act_that_no_book_has(ours):
    """The shipped vocabulary knows `let … go` as dismissing somebody."""
    assert proposed(ours, "let the party go on a little longer") == ["run-over"]
    assert [hit.id for hit in ours.reader.read("let my agent go").of("action")] == ["dismiss"]


def test_an_own_phrase_comes_before_a_shipped_one_of_another_act_of_the_books():
    dismissing = inn(INN + '  - {clause: "1.1", role: host, action: dismiss}\n')

    assert proposed(dismissing, "let the party go on a little longer") == ["run-over"]
    assert proposed(dismissing, "let my agent go") == ["dismiss"]


def test_an_act_with_words_of_its_own_stands_beside_the_own_ones():
    """What no book permits is never taken for what it is done to."""
    looking = inn(own=OWN.replace("party go on", "call recordings"))

    assert "disclose-records" in proposed(looking, "I sell the call recordings to a friend")


def test_what_no_book_turns_on_is_neither_stated_nor_shown(ours):
    sentence = ours.reader.read("我小舅子住店，打个招呼，宴会延长一会儿")

    assert sentence.of("fact") == []
    assert all(not one.facts for one in ours.check("我小舅子打个招呼，宴会延长一会儿", HOST).reading.proposals)


def test_the_name_of_a_post_within_the_words_for_an_act_is_not_that_post(ours):
    assert ours.reader.read("买前台用品要花多少").of("role") == []
    assert [hit.id for hit in ours.reader.read("前台要买用品").of("role")] == ["inn/desk"]


def test_an_act_whose_own_clause_says_what_is_undone_is_not_refused_for_it(ours):
    """Waiving is silent elsewhere: no rule can tell undoing a thing from doing it."""
    assert proposed(ours, "I waive the cancellation charge") == ["waive-charge"]
    assert proposed(ours, "I destroy the cancellation charge") == [None]


def test_of_two_acts_that_cross_the_one_that_goes_on_counts(ours):
    assert proposed(ours, "给这场婚宴免6瓶酒的开瓶费") == ["waive-corkage"]
    assert proposed(ours, "给这桌上瓶酒") == ["serve-wine"]


def test_the_hundred_of_a_percentage_is_none(ours):
    """The shipped vocabulary knows 扣…百 as fining somebody."""
    assert [hit.id for hit in ours.reader.read("扣它货款八百").of("action")] == ["penalise"]
    assert ours.reader.read("扣它货款百分之八").of("action") == []


def test_a_question_about_what_is_forbidden_by_a_fact_alone_is_answered_by_its_clause(ours):
    """The fact is no mere circumstance there."""
    answer = ours.ask("Can I use my own code for payments?", HOST)

    assert (answer.kind, answer.clauses) == ("answer", ("1.9",))


SHUTTING = OWN.replace("zh: [宴会*延长]", "zh: [宴会*延长, 烧掉, 收回*权限]")


def test_who_may_do_an_own_act_is_asked_in_its_own_words_though_remit_calls_them_silent(ours):
    """To burn something is what no duty means; here it is the act itself."""
    asked = "谁可以烧掉？"

    assert ours.ask(asked, Speaker()).kind == "unknown"
    assert inn(own=SHUTTING).ask(asked, Speaker()).actions == ("run-over",)


def test_own_phrases_are_read_as_their_act_whatever_else_remit_calls_them():
    """What ships calls it silent, or knows an act by it that these books don't use."""
    inn_ = inn(own=SHUTTING)

    for text in ("烧掉它", "收回他的权限"):
        (proposal,) = inn_.check(text, HOST).reading.proposals
        assert proposal.action == "run-over"
