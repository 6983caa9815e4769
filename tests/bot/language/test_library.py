"""A town library: what a question asks for is found in its book whatever words ask for it, and what only looks like it isn't."""

from __future__ import annotations

import pytest

from bot.language.asking.answers import Answer
from bot.naming import speaker_of
from bot.staff import Staff

BOOK = """
book: library
title: {zh: 图书馆岗位授权规定, en: "Library: duties and authority"}
source: {document: {zh: 图书馆手册, en: the library's manual}}
unit: {zh: 图书馆, en: library}
roles:
  clerk: {title: {zh: 借阅台馆员, en: desk librarian}, reports_to: {role: branch, clause: "1.1"}}
  driver: {title: {zh: 流动书车司机, en: bookmobile driver}, reports_to: {role: branch, clause: "1.1"}}
  branch: {title: {zh: 分馆主任, en: branch librarian}, reports_to: {role: chief, clause: "1.1"}}
  chief: {title: {zh: 总馆长, en: chief librarian}}
clauses:
  "1.1":
    role: chief
    zh: 借阅台馆员、流动书车司机向分馆主任汇报，分馆主任向总馆长汇报。
    en: Desk librarians and the bookmobile driver report to the branch librarian, the branch librarian to the chief librarian.
  "1.2":
    role: branch
    zh: 分馆主任外出期间，由总馆长指定的另一位分馆主任代理。
    en: While a branch librarian is away, another one named by the chief librarian deputises.
  "1.3":
    role: clerk
    zh: 可以注销借书证，每日不超过 6 次；超过的报分馆主任批准。
    en: May withdraw library cards, at most 6 a day; beyond that the branch librarian approves.
  "1.4":
    role: clerk
    zh: 可以豁免读者的逾期费，单笔 20 元以内；超过的报分馆主任批准。
    en: May waive a reader's late fees of up to 20 yuan each; above that the branch librarian approves.
  "1.5": {role: branch, zh: 分馆主任每月至少查架 3 次。, en: The branch librarian checks the shelves at least 3 times a month.}
  "1.6":
    role: branch
    zh: 招收员工后 4 日内报总馆长登记。
    en: Takes on staff and has the chief librarian register it within 4 days.
  "1.7":
    role: branch
    zh: 可以请装订工，每册 150 元以内；超过的由总馆长批准。
    en: May engage a bookbinder for up to 150 yuan a volume; above that the chief librarian.
  "1.8":
    role: branch
    zh: 可以为讲座嘉宾订车票，每人 300 元以内；超过的由总馆长批准。
    en: May book tickets for visiting authors of up to 300 yuan a person; above that the chief librarian.
  "1.9":
    role: clerk
    zh: 一次可以为一位读者预留图书，不超过 5 册。
    en: May reserve books for one reader, at most 5 at a time.
  "1.10": {role: chief, zh: 向获奖读者颁发证书由总馆长决定。, en: The chief librarian decides on certificates that are awarded to readers.}
  "1.11":
    role: driver
    zh: 每周提交行车记录。
    en: Hands in the mileage log every week.
    duties: [{do: [submit], what: [mileage]}]
  "1.12":
    role: branch
    zh: 向报社发表声明由总馆长批准；每年三月制定采书计划。
    en: Statements to newspapers are approved by the chief librarian; draws up the acquisition plan every March.
  "1.13": {role: branch, zh: 可以开具 90 元以内的收据。, en: May make out receipts of up to 90 yuan.}
grants:
  - {clause: "1.3", role: clerk, action: withdraw-card}
  - {clause: "1.3", role: branch, action: withdraw-card}
  - {clause: "1.4", role: clerk, action: waive-fee, limit: {max: 20, unit: CNY, per: act}}
  - {clause: "1.4", role: branch, action: waive-fee}
  - {clause: "1.7", role: branch, action: engage-binder, limit: {max: 150, unit: CNY, per: act}}
  - {clause: "1.8", role: branch, action: book-tickets, limit: {max: 300, unit: CNY, per: act}}
  - {clause: "1.9", role: clerk, action: reserve, limit: {max: 5, unit: count, per: act}}
  - {clause: "1.10", role: chief, action: certify}
  - {clause: "1.12", role: chief, action: press-statement}
  - {clause: "1.13", role: branch, action: make-out-receipt, limit: {max: 90, unit: CNY, per: act}}
"""
VOCABULARY = """
concepts:
  shelf: {zh: [查架, 书架], en: [shelf, shelves]}
  mileage: {zh: [行车记录], en: [mileage log]}
  acquisition-plan: {zh: [采书计划], en: [acquisition plan]}
actions:
  withdraw-card: {title: {zh: 注销借书证, en: withdrawing a card}, zh: [注销*证], en: [withdraw * card]}
  waive-fee: {title: {zh: 豁免逾期费, en: waiving late fees}, unit: CNY, zh: [豁免*逾期费, 免*逾期费], en: [waive ** late fee]}
  engage-binder: {title: {zh: 请装订工, en: engaging a bookbinder}, unit: CNY, zh: [装订工], en: [bookbinder]}
  book-tickets: {title: {zh: 订车票, en: booking tickets}, unit: CNY, zh: [订*车票], en: [book * tickets]}
  reserve: {title: {zh: 预留图书, en: reserving books}, unit: count, zh: [预留*书, 预留*册], en: [reserve * books]}
  certify: {title: {zh: 颁发证书, en: giving a certificate}, zh: [颁发*证书], en: [give * certificate]}
  press-statement: {title: {zh: 向报社发表声明, en: statement to a newspaper}, zh: [发表*声明], en: [make * statement]}
  make-out-receipt: {title: {zh: 开具收据, en: making out a receipt}, unit: CNY, zh: [开具*收据], en: [make out * receipt]}
"""


@pytest.fixture(scope="module")
def library(make_company):
    return make_company("library", BOOK, VOCABULARY)


@pytest.fixture
def told(library):
    """The answer to a question of somebody's in the library."""

    def told_(who: str, text: str) -> Answer:
        return library.ask(text, speaker_of(library.library, Staff(), who))

    return told_


@pytest.mark.parametrize(
    ("who", "text", "clause"),
    [
        ("借阅台馆员", "一天能注销几张借书证？", "1.3"),
        ("借阅台馆员", "How many books can I reserve for a reader?", "1.9"),
        ("分馆主任", "分馆主任一个月要查架几次？", "1.5"),
        ("分馆主任", "招收新员工之后几天之内要登记？", "1.6"),
    ],
)
def test_a_number_that_the_clause_gives_is_no_silence(told, who, text, clause):
    answer = told(who, text)

    assert (answer.kind, answer.clauses[:1]) == ("answer", (clause,))


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("How much may I spend on a bookbinder?", "1.7"),
        ("How much may I pay for a bookbinder?", "1.7"),
        ("请装订工的费用上限是多少？", "1.7"),
    ],
)
def test_how_much_may_be_spent_is_answered_by_the_limit(told, text, clause):
    answer = told("分馆主任", text)

    assert (answer.kind, answer.clauses[:1]) == ("answer", (clause,))


@pytest.mark.parametrize("text", ["How much may I waive in late fees without the branch librarian?", "不经过分馆主任我能免多少逾期费？"])
def test_who_is_to_be_left_out_of_it_is_not_the_one_asked_about(told, text):
    answer = told("借阅台馆员", text)

    assert (answer.kind, answer.roles, answer.clauses[:1]) == ("answer", ("library/clerk",), ("1.4",))


@pytest.mark.parametrize("text", ["我外出的时候谁代理我？", "Who deputises for me while I am away?"])
def test_who_stands_in_is_answered_by_a_clause_where_no_line_says_so(told, text):
    answer = told("分馆主任", text)

    assert (answer.kind, answer.clauses) == ("answer", ("1.2",))


def test_nobody_stands_in_where_no_clause_says_so(told):
    assert told("借阅台馆员", "我休假的时候谁代理我？").kind == "unknown"


def test_a_clause_with_every_word_answers_who_although_no_concept_is_among_them(told):
    answer = told("分馆主任", "90元的收据谁批准？")

    assert (answer.kind, answer.clauses) == ("answer", ("1.13",))


def test_words_of_a_clause_are_no_act_that_no_book_uses(library):
    """`award` is Remit's reward."""
    sentence = library.reader.read("Who awards certificates to readers?")

    assert "reward" not in library.questioner.question(sentence, speaker_of(library.library, Staff(), "总馆长")).actions


def test_who_is_let_go_home_is_not_dismissed(library):
    sentence = library.reader.read("When may I let a librarian go home?")

    assert library.questioner.question(sentence, speaker_of(library.library, Staff(), "分馆主任")).actions == ()


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("流动书车司机", "Do you deliver to homes?"),
        ("分馆主任", "When is the next statement?"),
        ("分馆主任", "招牌是谁设计的？"),
        ("借阅台馆员", "借阅台馆员要不要持证上岗？"),
    ],
)
def test_what_only_looks_like_it_is_not_answered(told, who, text):
    assert told(who, text).kind != "answer"
