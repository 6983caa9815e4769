"""A company whose limits are in days, people and square metres as well: an amount in the action's own unit is its amount."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from bot.forms import amount_in
from bot.language.conversing.threads import Topic
from bot.model import Outcome, Quantity, Relation
from bot.naming import speaker_of
from bot.rulebook.reading import read_library
from bot.staff import Staff
from bot.understanding import Understanding

KNOWLEDGE = Path(__file__).parents[3] / "knowledge"
BOOK = """
book: depot
title: {zh: 仓储部授权规定, en: "Depot: delegation of authority"}
source: {document: {zh: 仓储部授权手册, en: the depot's manual}}
unit: {zh: 仓储部, en: depot}
roles:
  driver:
    title: {zh: 司机, en: driver}
  keeper:
    title: {zh: 仓管员, en: warehouse keeper}
    reports_to: {role: manager, clause: "1.7"}
    escalations: [{clause: "1.7", to: manager}]
  manager:
    title: {zh: 仓储经理, en: depot manager}
    acts_for: {role: head, clause: "2.2"}
  head:
    title: {zh: 运营总监, en: operations director}
  deputy:
    title: {zh: 运营副总监, en: deputy operations director}
clauses:
  "1.1": {role: keeper, zh: 每月盘点库存。, en: Counts the stock every month., duties: [{do: [count-stock], what: [stock]}]}
  "1.2":
    role: keeper
    zh: 客户货损已核实的，每票可减免仓储费 200 元以内。
    en: "Where damage to a customer's goods is verified, may waive up to 200 yuan of storage fees for each consignment."
  "1.3": {role: keeper, zh: 本组员工的假，3 天以内可以批。, en: May grant members of the own group leave of up to 3 days.}
  "1.4": {role: keeper, zh: 旺季可以招临时工，不超过 5 人。, en: May take on up to 5 temporary workers in the high season.}
  "1.5": {role: keeper, zh: 可租用 800 平方米以内的仓库。, en: May rent warehouses of up to 800 square metres.}
  "1.6": {role: keeper, zh: 车辆检查合格的，可以放行。, en: May release a vehicle that has passed the inspection.}
  "1.7": {role: keeper, zh: 权限以外的事向仓储经理汇报。, en: Reports matters beyond this authority to the depot manager.}
  "1.8": {role: keeper, zh: 可采购备件，5 万元以内。, en: May buy spare parts for up to 50000 yuan.}
  "1.9": {role: keeper, zh: 可给运费优惠，最多 10%。, en: "May give up to 10% off the freight."}
  "2.1": {role: manager, zh: 可减免仓储费。, en: May waive storage fees.}
  "2.2": {role: manager, zh: 运营总监不在时代理其职务。, en: Acts for the operations director who is away.}
grants:
  - {clause: "1.2", role: keeper, action: waive-storage, limit: {max: 200, unit: CNY, per: act}, conditions: [damage-verified]}
  - {clause: "1.3", role: keeper, action: approve-leave, limit: {max: 3, unit: day, per: act}}
  - {clause: "1.4", role: keeper, action: hire-temporary, limit: {max: 5, unit: person, per: act}}
  - {clause: "1.5", role: keeper, action: rent-warehouse, limit: {max: 800, unit: square-metre, per: act}}
  - {clause: "1.6", role: keeper, action: release-vehicle, conditions: [inspection-passed]}
  - {clause: "1.8", role: keeper, action: buy-parts, limit: {max: 50000, unit: CNY, per: act}}
  - {clause: "1.9", role: keeper, action: freight-discount, limit: {max: 10, unit: percent, per: act}}
  - {clause: "2.1", role: manager, action: waive-storage}
"""
VOCABULARY = """
concepts:
  count-stock: {zh: [盘点, 清点], en: [count, take stock]}
  stock: {zh: [库存, 存货], en: [stock, inventory]}
actions:
  waive-storage:
    title: {zh: 减免仓储费, en: waiver of storage fees}
    concerns: customer
    unit: CNY
    beside: [fees]
    zh: [免*仓储费, 减*仓储费, 仓储费*免]
    en: [waive * storage fee]
  approve-leave:
    title: {zh: 批假, en: grant of leave}
    concerns: employee
    unit: day
    beside: [holidays, deadline]
    zh: [批*假, 准*假]
    en: [grant * leave, approve * leave]
  hire-temporary:
    title: {zh: 招临时工, en: hiring of temporary workers}
    unit: person
    beside: [count]
    zh: [招*临时工, 找*临时工]
    en: [take on * temporary worker, hire * temporary worker]
  rent-warehouse:
    title: {zh: 租仓库, en: renting of a warehouse}
    unit: square-metre
    zh: [租*仓库, 租用*仓库]
    en: [rent * warehouse]
  release-vehicle:
    title: {zh: 放行车辆, en: release of a vehicle}
    zh: [放行]
    en: [release * vehicle, release * truck]
  buy-parts:
    title: {zh: 采购备件, en: purchase of spare parts}
    unit: CNY
    beside: [trade]
    zh: [买*备件, 采购*备件]
    en: [buy * spare part]
  freight-discount:
    title: {zh: 运费优惠, en: discount on freight}
    concerns: customer
    unit: percent
    beside: [trade]
    zh: [运费*折, 运费*优惠]
    en: [off the freight]
facts:
  damage-verified:
    title: {zh: 货损已核实, en: the damage is verified}
    question: {zh: 货损核实了吗？, en: Has the damage been verified?}
    true: {zh: [货损已核实, 货损核实了], en: [damage is verified, damage has been verified]}
    false: {zh: [货损没核实, 没有货损], en: [damage is not verified, no damage]}
  inspection-passed:
    title: {zh: 车辆检查合格, en: the vehicle passed the inspection}
    question: {zh: 车辆检查合格了吗？, en: Has the vehicle passed the inspection?}
    true: {zh: [检查合格, 检验合格], en: [passed the inspection, has passed inspection]}
    false: {zh: [检查不合格], en: [failed the inspection]}
"""


@pytest.fixture(scope="module")
def depot(tmp_path_factory):
    """The book with the shipped vocabulary, to which its own is added."""
    folder = tmp_path_factory.mktemp("books")
    (folder / "depot").mkdir()
    (folder / "depot" / "rulebook.yaml").write_text(BOOK, "utf-8")
    vocabulary = (KNOWLEDGE / "vocabulary.yaml").read_text("utf-8")
    for added in re.split(r"^(?=\w)", VOCABULARY, flags=re.MULTILINE)[1:]:
        key, _, entries = added.partition("\n")
        vocabulary = vocabulary.replace(f"\n{key}\n", f"\n{key}\n{entries}", 1)
    (folder / "vocabulary.yaml").write_text(vocabulary, "utf-8")
    return Understanding(read_library(folder))


@pytest.fixture
def said(depot):
    """The decision on a sentence of the keeper's."""

    def said_(text):
        (decision,) = depot.check(text, speaker_of(depot.library, Staff(), "仓管员")).decisions
        return decision

    return said_


@pytest.fixture
def asked(depot):
    """The answer to a question of the keeper's."""
    return lambda text: depot.ask(text, speaker_of(depot.library, Staff(), "仓管员"))


@pytest.mark.parametrize(
    ("text", "amount", "outcome"),
    [
        ("批本组员工 3 天假", Quantity(value=Decimal(3), unit="day"), Outcome.PERMITTED),
        ("批本组员工 4 天假", Quantity(value=Decimal(4), unit="day"), Outcome.APPROVAL_REQUIRED),
        ("Grant a colleague 4 days of leave", Quantity(value=Decimal(4), unit="day"), Outcome.APPROVAL_REQUIRED),
        ("旺季招 6 个临时工", Quantity(value=Decimal(6), unit="person"), Outcome.APPROVAL_REQUIRED),
        ("旺季招 5 名临时工", Quantity(value=Decimal(5), unit="person"), Outcome.PERMITTED),
        ("招临时工 6", Quantity(value=Decimal(6), unit="person"), Outcome.APPROVAL_REQUIRED),
        ("Take on six temporary workers", Quantity(value=Decimal(6), unit="person"), Outcome.APPROVAL_REQUIRED),
        ("Take on 3 temporary workers for 30 days", Quantity(value=Decimal(3), unit="person"), Outcome.PERMITTED),
        ("租用 800 平方米的仓库", Quantity(value=Decimal(800), unit="square-metre"), Outcome.PERMITTED),
        ("rent a warehouse of 900 square metres", Quantity(value=Decimal(900), unit="square-metre"), Outcome.APPROVAL_REQUIRED),
    ],
)
def test_an_amount_in_the_unit_of_the_action_is_its_amount(said, text, amount, outcome):
    decision = said(text)

    assert (decision.proposal.amount, decision.outcome) == (amount, outcome)


def test_so_many_days_for_several_people_count_together(said):
    decision = said("给 3 个人各批 2 天假")

    assert decision.outcome is Outcome.APPROVAL_REQUIRED
    assert decision.proposal.remarks


@pytest.mark.parametrize("text", ["6 台", "6 份"])
def test_machines_and_papers_are_no_people(said, text):
    assert said(f"招 {text}临时工").outcome is not Outcome.PERMITTED


@pytest.mark.parametrize(("typed", "count"), [("3 个", 3), ("3 人", 3), ("3", 3), ("3 个左右", None), ("3 元", None)])
def test_a_typed_number_is_in_the_unit_that_was_asked_for(depot, typed, count):
    assert amount_in(depot.reader, typed, "person") == (Quantity(value=Decimal(count), unit="person") if count else None)


@pytest.mark.parametrize(
    "text",
    [
        "货损已核实，给客户免仓储费 200 元左右",
        "货损已核实，给客户免仓储费大概一两百",
        "The damage is verified, waive storage fees of about 200 yuan",
        "批小王大概 3 天假",
    ],
)
def test_what_may_be_over_the_limit_is_asked_exactly(said, text):
    decision = said(text)

    assert (decision.outcome, decision.missing) == (Outcome.NEEDS_FACTS, ("amount",))


@pytest.mark.parametrize(
    "text",
    ["货损已核实，给客户免仓储费 100 元，再免 150 元", "The damage is verified, waive the storage fee of 100 yuan and 200 yuan"],
)
def test_two_sums_together_are_held_against_the_limit(said, text):
    assert said(text).outcome is Outcome.APPROVAL_REQUIRED


@pytest.mark.parametrize("text", ["货损已核实，给客户免仓储费 100 元左右", "The damage is verified, waive storage fees of about 100 yuan"])
def test_what_is_about_right_and_far_from_any_limit_is_an_amount(said, text):
    assert said(text).outcome is Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "司机说检查合格，放行",
        "司机说检验合格，放行",
        "司机老王说检查合格，放行",
        "The driver says it has passed the inspection, release the vehicle",
        "The driver said the truck passed the inspection, release the vehicle",
    ],
)
def test_what_the_holder_of_a_post_says_is_somebody_elses_word(said, text):
    decision = said(text)

    assert (decision.outcome, decision.missing) == (Outcome.NEEDS_FACTS, ("inspection-passed",))


@pytest.mark.parametrize("text", ["车辆检查合格，放行", "司机说可以走了，我查过，检查合格，放行"])
def test_what_is_stated_beside_it_holds(said, text):
    assert said(text).outcome is Outcome.PERMITTED


@pytest.mark.parametrize(
    "text",
    [
        "货损已核实，给我表弟免 150 元仓储费",
        "货损已核实，给朋友的公司免 150 元仓储费",
        "The damage is verified, waive 100 yuan of storage fee for my brother",
        "Give my brother 5% off the freight",
        "给朋友的公司运费打九五折",
        "买 4 万元备件，其中一部分自己用",
        "买 4 万元备件，一部分归我自己",
        "Buy spare parts for 40000 yuan, partly for me",
        "Buy spare parts for 40000 yuan, some of them for my own use",
    ],
)
def test_what_relatives_friends_or_oneself_get_is_not_on_ones_own_authority(said, text):
    decision = said(text)

    assert (decision.outcome, decision.proposal.target.relation) == (Outcome.APPROVAL_REQUIRED, Relation.SELF)


@pytest.mark.parametrize(
    "text",
    [
        "货损已核实，给顾客的表弟免 150 元仓储费",
        "货损已核实，给客户免 150 元仓储费，他不是我朋友",
        "The damage is verified, waive 100 yuan of storage fee for the customer and her husband",
        "买 4 万元备件，给客户自己用",
    ],
)
def test_somebody_elses_relatives_are_anybody(said, text):
    assert said(text).outcome is Outcome.PERMITTED


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("我能批几天假？", "1.3"),
        ("我可以招几个临时工？", "1.4"),
        ("How many temporary workers may I take on?", "1.4"),
    ],
)
def test_how_many_is_answered_by_the_limit_in_that_unit(asked, text, clause):
    answer = asked(text)

    assert (answer.kind, answer.clauses[:1]) == ("answer", (clause,))


@pytest.mark.parametrize("text", ["我能免几天仓储费？", "等几天才能批假？", "我能批几次假？"])
def test_how_many_of_something_else_is_not(asked, text):
    assert asked(text).kind != "answer"


def test_a_granted_act_goes_before_what_it_is_in_general(said):
    """The shipped vocabulary has discounts as such, which nobody here is granted."""
    decision = said("给客户运费打九五折")

    assert (decision.outcome, decision.proposal.action) == (Outcome.PERMITTED, "freight-discount")


@pytest.mark.parametrize("text", ["库存多久盘点一次？", "How often is the stock counted?"])
def test_how_often_is_answered_by_every_month(asked, text):
    """The shipped vocabulary has stock among what no book speaks of; here a clause does."""
    answer = asked(text)

    assert (answer.kind, answer.clauses[:1]) == ("answer", ("1.1",))


@pytest.mark.parametrize("text", ["库存保存多久？", "多久检查一次车辆？"])
def test_what_no_clause_does_every_so_often_is_not(asked, text):
    assert asked(text).kind != "answer"


@pytest.mark.parametrize("text", ["总监不在谁批？", "The director is away, who approves?"])
def test_the_head_of_a_title_is_the_only_post_that_bears_it(asked, text):
    """There is an operations director and a deputy operations director."""
    answer = asked(text)

    assert (answer.kind, answer.clauses) == ("answer", ("2.2",))


@pytest.mark.parametrize(
    ("text", "word"), [("How many days of leave may the keepers' children take?", "how many days"), ("我能免几天仓储费？", "几天")]
)
def test_what_no_book_says_is_told_in_the_words_that_were_said(asked, text, word):
    assert word in asked(text).unknown_words


@pytest.mark.parametrize(
    ("text", "added", "outcome"),
    [
        ("货损已核实，给客户免仓储费 100 元", "那 200 左右呢？", Outcome.NEEDS_FACTS),
        ("旺季招 3 个临时工", "6 个呢？", Outcome.APPROVAL_REQUIRED),
        ("批本组员工 3 天假", "那 2 天呢？", Outcome.PERMITTED),
    ],
)
def test_what_is_added_is_measured_the_same_way(depot, text, added, outcome):
    speaker = speaker_of(depot.library, Staff(), "仓管员")
    before = Topic(text=text, language="zh", proposals=depot.check(text, speaker).reading.proposals)

    followed = depot.follow(added, [before], speaker)

    assert [one.outcome for one in followed.decisions] == [outcome]
