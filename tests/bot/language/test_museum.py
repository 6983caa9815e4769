"""A museum, whose book says by when, how often and by how many: what asks for that is answered, and what no book knows is not."""

from __future__ import annotations

import pytest

from bot.language.asking.answers import Answer
from bot.naming import speaker_of
from bot.staff import Staff

BOOK = """
book: museum
title: {zh: 博物馆岗位授权规定, en: "Museum: duties and authority"}
source: {document: {zh: 博物馆手册, en: the museum's manual}}
unit: {zh: 博物馆, en: museum}
roles:
  guard: {title: {zh: 展厅看护员, en: gallery guard}, reports_to: {role: keeper, clause: "1.1"}}
  keeper: {title: {zh: 藏品部主管, en: keeper of collections}, reports_to: {role: head, clause: "1.1"}}
  head: {title: {zh: 馆长, en: museum director}}
clauses:
  "1.1":
    role: head
    zh: 展厅看护员向藏品部主管汇报，藏品部主管向馆长汇报。
    en: Gallery guards report to the keeper of collections, the keeper to the museum director.
  "1.2": {role: guard, zh: 每两小时巡查展厅一次。, en: Walks round the galleries once every two hours.}
  "1.3":
    role: guard
    zh: 展品受损的，20 分钟内报告藏品部主管。
    en: Reports damage to an exhibit to the keeper of collections within 20 minutes.
  "1.4": {role: keeper, zh: 每周四 12 时前张贴下周的讲解排期。, en: "Puts up next week's tour timetable by 12:00 each Thursday."}
  "1.5":
    role: keeper
    zh: 外借展品前取得至少三家保险公司的书面估价。
    en: Obtains written valuations from at least three insurers before an exhibit is lent.
  "1.6":
    role: head
    zh: 进入库房须由馆长批准，并有两人以上在场。
    en: Entry into the vault is approved by the museum director and takes at least two people.
  "1.7": {role: head, zh: 志愿者上岗前须跟班学习 2 个月。, en: Volunteers follow a guide for 2 months before they serve.}
  "1.8":
    role: head
    zh: 不得安排未满 18 岁或初次上岗的志愿者单独带团。
    en: Volunteers under 18 or new to the work must not be put in charge of a tour alone.
  "1.9": {role: head, zh: 志愿者不得触摸展品。, en: Volunteers must not touch exhibits.}
  "1.10":
    role: keeper
    zh: 单次 800 元以内的布展用品可以自行购置；新增合作商由馆长批准。
    en: May buy display materials of up to 800 yuan; a new contractor is approved by the museum director.
  "1.11": {role: head, zh: 800 元以上的布展用品由馆长批准。, en: Display materials above 800 yuan are approved by the museum director.}
  "1.12":
    role: guard
    zh: 拾到的物品当日交藏品部主管处理。
    en: Hands in lost property to the keeper of collections on the same day.
  "1.13": {role: keeper, zh: 修补 1500 元以内的展柜可以自行决定。, en: May decide on repairs to showcases of up to 1500 yuan.}
  "1.14": {role: head, zh: 每年八月检讨安全守则。, en: Reviews the safety code every August.}
  "1.15": {role: head, zh: 晚上九点以后不得布展。, en: No exhibition is set up after nine in the evening.}
  "1.16": {role: head, zh: 同一看护员连续守夜不超过 3 晚。, en: No guard keeps the night watch for more than 3 nights in a row.}
grants:
  - {clause: "1.6", role: head, action: enter-vault}
  - {clause: "1.10", role: keeper, action: buy-materials, limit: {max: 800, unit: CNY, per: act}}
  - {clause: "1.10", role: head, action: add-contractor}
  - {clause: "1.11", role: head, action: buy-materials}
  - {clause: "1.13", role: keeper, action: mend-showcase, limit: {max: 1500, unit: CNY, per: act}}
prohibitions:
  - {clause: "1.8", action: lead-tour-alone, when: [novice]}
  - {clause: "1.9", action: touch-exhibit}
  - {clause: "1.15", action: set-up, when: [after-nine]}
  - {clause: "1.16", action: night-watch, when: [over-three]}
"""
VOCABULARY = """
lists:
  materials: {zh: [布展用品, 展板, 射灯, 标签纸], en: [display material, panel, spotlight, label]}
  getting: {zh: [购置, 采买, 添, 买], en: [buy, purchase, order]}
concepts:
  walk-round: {zh: [巡查, 巡场, 走一圈], en: [walk round, rounds, patrol]}
  gallery: {zh: [展厅], en: [gallery, galleries]}
  damage: {zh: [受损, 损坏, 碰坏], en: [damage, damaged, broken exhibit]}
  put-up: {zh: [张贴, 贴出, 公布], en: [put up, publish]}
  timetable: {zh: [讲解排期, 排期表], en: [tour timetable, timetable]}
  valuation: {zh: [估价, 书面估价], en: [valuation]}
  lost-property: {zh: [拾到的物品, 失物], en: [lost property]}
actions:
  enter-vault:
    title: {zh: 进入库房, en: entry into the vault}
    zh: [进*库房, 开库房]
    en: [enter ** vault, open ** vault]
  buy-materials:
    title: {zh: 购置布展用品, en: purchase of display materials}
    unit: CNY
    zh: ["<getting>**<materials>", "<materials>*购置"]
    en: ["<getting>**<materials>"]
  add-contractor:
    title: {zh: 新增合作商, en: new contractor}
    zh: [新增*合作商, 引进*合作商, 加*合作商]
    en: [new contractor, add * contractor]
  mend-showcase: {title: {zh: 修补展柜, en: repairs to showcases}, unit: CNY, zh: [修补展柜, 修*展柜], en: [repair ** showcase]}
  lead-tour-alone: {title: {zh: 单独带团, en: leading a tour alone}, zh: [单独带团, 带团], en: [lead ** tour, take ** tour]}
  touch-exhibit: {title: {zh: 触摸展品, en: touching exhibits}, zh: [触摸展品, 摸*展品], en: [touch ** exhibit]}
  set-up: {title: {zh: 布展, en: setting up an exhibition}, zh: [布展], en: [set up ** exhibition, exhibition ** set up]}
  night-watch: {title: {zh: 守夜, en: night watch}, zh: [守夜, 守*晚], en: [night watch, keep watch]}
facts:
  novice:
    title: {zh: 未满 18 岁或初次上岗, en: under 18 or new to the work}
    question: {zh: 未满 18 岁或是初次上岗吗？, en: Is the volunteer under 18 or new to the work?}
    true: {zh: [未满18岁, 初次上岗, 第一次上岗, 未成年], en: [under 18, new to the work]}
  after-nine:
    title: {zh: 晚上九点以后, en: after nine in the evening}
    question: {zh: 是晚上九点以后吗？, en: Is it after nine in the evening?}
    true: {zh: [九点以后, 深夜], en: [after nine, late at night]}
  over-three:
    title: {zh: 连续超过 3 晚, en: more than 3 nights in a row}
    question: {zh: 连续超过 3 晚吗？, en: Is it more than 3 nights in a row?}
    measure: {unit: count, above: 3, of: {zh: [晚, 连续], en: [night, in a row]}}
"""


@pytest.fixture(scope="module")
def museum(make_company):
    return make_company("museum", BOOK, VOCABULARY)


@pytest.fixture
def told(museum):
    """The answer to a question of somebody's in the museum."""

    def told_(who: str, text: str) -> Answer:
        return museum.ask(text, speaker_of(museum.library, Staff(), who))

    return told_


@pytest.mark.parametrize(
    ("who", "text", "clause"),
    [
        ("展厅看护员", "展厅多久巡查一次？", "1.2"),
        ("展厅看护员", "我隔多长时间要在展厅走一圈？", "1.2"),
        ("展厅看护员", "How often must I walk round the galleries?", "1.2"),
        ("展厅看护员", "How frequently do I do my rounds?", "1.2"),
        ("展厅看护员", "展品被碰坏了几分钟内要报上去？", "1.3"),
        ("展厅看护员", "展品受损了多久之内报告？", "1.3"),
        ("展厅看护员", "展品受损多长时间内报告？", "1.3"),
        ("展厅看护员", "How quickly must I report damage to an exhibit?", "1.3"),
        ("展厅看护员", "Within how many minutes must damage be reported?", "1.3"),
        ("藏品部主管", "下周的讲解排期最迟什么时候贴出来？", "1.4"),
        ("藏品部主管", "排期表周几之前公布？", "1.4"),
        ("藏品部主管", "By which day must the timetable be up?", "1.4"),
        ("藏品部主管", "When is the tour timetable due?", "1.4"),
        ("藏品部主管", "What is the deadline for the timetable?", "1.4"),
        ("馆长", "安全守则哪个月检讨？", "1.14"),
        ("馆长", "In which month is the safety code reviewed?", "1.14"),
        ("馆长", "晚上几点以后不能布展？", "1.15"),
        ("馆长", "After what time may no exhibition be set up?", "1.15"),
        ("馆长", "志愿者要跟班学习多久？", "1.7"),
        ("馆长", "How long do volunteers follow a guide?", "1.7"),
    ],
)
def test_how_often_how_quickly_and_by_when_are_answered_by_the_clause_that_says_so(told, who, text, clause):
    answer = told(who, text)

    assert (answer.kind, answer.clauses[:1]) == ("answer", (clause,))


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("外借展品要几份估价？", "1.5"),
        ("外借展品要拿几家的估价？", "1.5"),
        ("How many valuations do I need before we lend an exhibit?", "1.5"),
        ("开库房要几个人在场？", "1.6"),
        ("进库房得有多少人？", "1.6"),
        ("How many people does it take to open the vault?", "1.6"),
        ("一个看护员最多能连着守几晚？", "1.16"),
        ("看护员要不要连续守夜四晚？", "1.16"),
    ],
)
def test_how_many_are_needed_is_answered_by_the_clause_that_counts_them(told, text, clause):
    answer = told("藏品部主管", text)

    assert (answer.kind, answer.clauses[:1]) == ("answer", (clause,))


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("哪些志愿者不能单独带团？", "1.8"),
        ("未成年的志愿者能单独带团吗？", "1.8"),
        ("Which volunteers may not lead a tour alone?", "1.8"),
        ("志愿者可以摸展品吗？", "1.9"),
        ("May volunteers touch the exhibits?", "1.9"),
    ],
)
def test_people_of_whom_many_clauses_speak_are_no_strangers(told, text, clause):
    answer = told("馆长", text)

    assert (answer.kind, answer.clauses[:1]) == ("answer", (clause,))


@pytest.mark.parametrize("text", ["外聘志愿者可以摸展品吗？", "销售经理可以摸展品吗？"])
def test_people_whom_no_clause_names_are_strangers_still(told, text):
    assert told("馆长", text).kind == "unknown"


@pytest.mark.parametrize(
    ("text", "clause"), [("怎样引进一家新合作商？", "1.10"), ("拾到的物品怎么处理？", "1.12"), ("失物要怎么处理？", "1.12")]
)
def test_measure_words_and_how_to_deal_with_something_are_ordinary_words(told, text, clause):
    answer = told("藏品部主管", text)

    assert (answer.kind, answer.clauses[:1]) == ("answer", (clause,))


@pytest.mark.parametrize(
    "text",
    [
        "Who has the final say on display materials above 800 yuan?",
        "Who calls the shots on display materials?",
        "May I order a spotlight without asking anyone?",
    ],
)
def test_to_decide_is_no_act_of_a_book_that_grants_it_to_nobody(told, text):
    """Clause 1.13 lets the keeper decide on repairs: no answer to who decides on something else."""
    answer = told("藏品部主管", text)

    assert "1.13" not in (*answer.clauses, *answer.choices)
    assert "make-decision" not in answer.actions


def test_a_word_of_the_companys_own_phrases_is_no_slip_for_another(museum):
    """买 stands in phrases with gaps; 能卖多少 is one of Remit's."""
    assert museum.reader.read("我最多能买多少钱的射灯？").text == "我最多能买多少钱的射灯?"


@pytest.mark.parametrize(
    "text",
    [
        "去年外借了多少件展品？",
        "How many exhibits were damaged last year?",
        "上个月志愿者有几名？",
        "明年的布展预算是多少？",
        "What is next year's budget for display materials?",
        "Which exhibits are on loan at the moment?",
        "现在库房里有多少展品？",
        "How many exhibits do we have?",
    ],
)
def test_what_there_was_is_or_will_be_is_in_no_book(told, text):
    assert told("藏品部主管", text).kind == "unknown"


@pytest.mark.parametrize(
    "text", ["How is a keeper of collections chosen?", "藏品部主管是怎么选出来的？", "馆长怎么产生？", "How are gallery guards recruited?"]
)
def test_how_somebody_comes_to_a_post_is_in_no_book_that_does_not_say_it(told, text):
    assert told("馆长", text).kind == "unknown"


@pytest.mark.parametrize(
    "text", ["What are the cloakroom hours?", "制服多久换一次？", "How much is the night shift allowance?", "展厅看护员要什么学历？"]
)
def test_nothing_is_asked_back_for_the_sake_of_hours_and_of_what_no_clause_has(told, text):
    assert told("展厅看护员", text).kind == "unknown"


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("What can I buy on my own?", ("1.10",)),
        ("What may I buy without asking anyone?", ("1.10",)),
        ("Up to how much may I repair on my own?", ("1.13",)),
    ],
)
def test_what_one_may_do_is_answered_by_ones_own_powers_although_no_thing_is_named(told, text, clauses):
    assert (told("藏品部主管", text).kind, told("藏品部主管", text).clauses) == ("answer", clauses)


@pytest.mark.parametrize(
    ("who", "text"),
    [("藏品部主管", "Can I buy a car on my own?"), ("藏品部主管", "May I repair my car?"), ("展厅看护员", "What can I buy on my own?")],
)
def test_nor_is_another_thing_or_anothers_power_taken_for_them(told, who, text):
    assert told(who, text).kind != "answer"
