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
clauses:
  "1.1": {role: host, zh: 宴会可延长。, en: May let an event run over.}
  "1.2": {role: host, zh: 可把客人转去别的酒店。, en: "May move guests to another hotel."}
  "1.3": {role: host, zh: 其他事项报店东。, en: Takes other matters to the owner.}
  "1.4": {role: host, zh: 每周排班。, en: Draws up the roster every week., duties: [{do: [draw-up], what: [roster]}]}
grants:
  - {clause: "1.1", role: host, action: run-over}
  - {clause: "1.2", role: host, action: move-guests}
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
    assert proposed(ours, "let my agent go") == ["dismiss"]


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
