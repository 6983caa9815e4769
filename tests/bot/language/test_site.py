"""A builder's two departments: whose act it is, whom it is done to, what is forbidden in some case, what all together comes to."""

from __future__ import annotations

import pytest

from bot.language.conversing.threads import Topic
from bot.language.speaking import Speaker
from bot.model import Outcome, Reason
from bot.rulebook.findings import BrokenRuleBook
from bot.rulebook.reading import read_library
from bot.understanding import Understanding

WORKS = """\
book: works
title: {zh: 工程部授权规定, en: "Works: delegation of authority"}
source: {document: {zh: 工程手册, en: the works manual}}
unit: {zh: 工程部, en: works department}
roles:
  head: {title: {zh: 工程经理, en: head of works}}
  foreman: {title: {zh: 工长, en: foreman}, reports_to: {role: head, clause: "1.9"}, escalations: [{clause: "1.9", to: head}]}
clauses:
  "1.1": {role: head, zh: 分包队违约的，可扣罚分包队，每次 5000 元以内。, en: "May penalise a subcontractor in breach, up to 5,000 yuan."}
  "1.2": {role: foreman, zh: 不戴安全帽的，每次罚款 50 元。, en: Fines whoever wears no helmet 50 yuan.}
  "1.3": {role: head, zh: 批准本部门员工请假，每次 5 天以内。, en: Approves leave of the department's staff of up to 5 days.}
  "1.4": {role: foreman, zh: 超计划领料在 5% 以内的可直接领取。, en: May draw up to 5% beyond the plan.}
  "1.5": {role: head, zh: 可顺延工期，每个项目累计不超过 10 天。, en: May extend the schedule by up to 10 days in all for a project.}
  "1.6": {role: department, zh: 六级以上大风时不得安排高处作业。, en: No work at height in winds of force 6 and above.}
  "1.7": {role: department, zh: 不得收受回扣。, en: Nobody takes kickbacks.}
  "1.8": {role: head, zh: 可变卖余料。, en: May sell leftovers.}
  "1.9": {role: foreman, zh: 其余的事报工程经理。, en: Takes other matters to the head of works.}
grants:
  - {clause: "1.1", role: head, action: fine-team, limit: {max: 5000, unit: CNY, per: act}, conditions: [breach]}
  - {clause: "1.2", role: foreman, action: fine-worker, limit: {max: 50, unit: CNY, per: act}, conditions: [no-helmet]}
  - {clause: "1.3", role: head, action: approve-leave, limit: {max: 5, unit: day, per: act}, scope: own-department}
  - {clause: "1.4", role: foreman, action: draw-extra, limit: {max: 5, unit: share}}
  - {clause: "1.5", role: head, action: extend, limit: {max: 10, unit: day, per: project}}
  - {clause: "1.8", role: head, action: sell-leftover}
prohibitions:
  - {clause: "1.6", action: work-at-height, when: [strong-wind]}
  - {clause: "1.7", action: take-kickback}
"""
STORES = """\
book: stores
title: {zh: 采购部授权规定, en: "Stores: delegation of authority"}
source: {document: {zh: 采购手册, en: the stores manual}}
unit: {zh: 采购部, en: stores department}
roles:
  keeper: {title: {zh: 仓管员, en: storekeeper}}
clauses:
  "2.1": {role: keeper, zh: 材料一律由采购部购买。, en: Materials are bought by the stores department.}
grants:
  - {clause: "2.1", role: keeper, action: buy-stock}
prohibitions:
  - {clause: "2.1", action: buy-stock, role: [works/department]}
"""
OWN = """\
extends: remit
actions:
  fine-team: {title: {zh: 扣罚分包队, en: penalty on a subcontractor}, unit: CNY, zh: [扣罚分包队], en: [penalise * subcontractor]}
  fine-worker:
    title: {zh: 罚工人, en: fine on a worker}
    concerns: employee
    unit: CNY
    money: {zh: [罚], en: [fine]}
    zh: [罚工人]
    en: [fine a worker]
  approve-leave: {title: {zh: 批准请假, en: approval of leave}, concerns: employee, unit: day, zh: [请假, 批*假], en: [approve * leave]}
  draw-extra: {title: {zh: 超计划领料, en: drawing beyond the plan}, unit: share, zh: [比计划多领, 多领], en: [draw extra]}
  extend: {title: {zh: 顺延工期, en: extension}, unit: day, zh: [顺延], en: [extend the schedule]}
  work-at-height: {title: {zh: 高处作业, en: work at height}, zh: [高空作业], en: [work at height]}
  take-kickback: {title: {zh: 收受回扣, en: taking kickbacks}, zh: [拿回扣], en: [kickback]}
  sell-leftover: {title: {zh: 变卖余料, en: sale of leftovers}, zh: [卖掉余料], en: [sell * leftover]}
  buy-stock: {title: {zh: 购买材料, en: purchase of materials}, zh: [买材料], en: [buy materials]}
facts:
  breach: {question: {zh: 分包队违约了吗？, en: Are they in breach?}, true: {zh: [违约], en: [breach]}}
  no-helmet: {question: {zh: 没戴安全帽吗？, en: Was no helmet worn?}, true: {zh: [没戴安全帽], en: [no helmet]}}
  strong-wind:
    question: {zh: 风力六级以上吗？, en: Is it force 6 or above?}
    measure: {unit: level, at_least: 6, of: {zh: [风], en: [wind, gale, force]}}
"""
PERMITTED, PROHIBITED, NEEDS_FACTS, UNKNOWN = Outcome.PERMITTED, Outcome.PROHIBITED, Outcome.NEEDS_FACTS, Outcome.UNKNOWN
BEYOND = Outcome.APPROVAL_REQUIRED


def books_in(folder, stores=STORES):
    for name, text in (("works/rulebook.yaml", WORKS), ("stores/rulebook.yaml", stores), ("vocabulary.yaml", OWN)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return Understanding(read_library(books_in(tmp_path_factory.mktemp("books"))))


@pytest.fixture
def decided(site):
    """The decision on a sentence, which proposes one act, of the holder of a post."""

    def decided_(post, text):
        (decision,) = site.check(text, Speaker(roles=(post,))).decisions
        return decision

    return decided_


def test_an_act_of_no_book_has_no_word_of_its_own_in_a_sum(decided):
    """Remit knows 扣…元 as fining an employee, which no book here has."""
    decision = decided("works/head", "分包队违约，扣罚分包队 4000 元")

    assert (decision.proposal.action, decision.outcome) == ("fine-team", PERMITTED)


@pytest.mark.parametrize("text", ["工人没戴安全帽，罚 50 元", "他没戴安全帽，罚 50 元"])
def test_a_word_that_is_the_companys_act_beside_a_sum_comes_before_an_act_of_no_book(decided, text):
    decision = decided("works/foreman", text)

    assert (decision.proposal.action, decision.outcome) == ("fine-worker", PERMITTED)


@pytest.mark.parametrize(
    ("text", "outcome", "reason"),
    [
        ("批准工长请假 5 天", PERMITTED, Reason.GRANTED),
        ("Approve the foreman's leave for 5 days", PERMITTED, Reason.GRANTED),
        ("批准仓管员请假 5 天", BEYOND, Reason.OUT_OF_SCOPE),
        ("Approve the storekeeper's leave for 5 days", BEYOND, Reason.OUT_OF_SCOPE),
        ("批准小王请假 5 天", NEEDS_FACTS, Reason.FACT_MISSING),
    ],
)
def test_a_post_that_an_act_is_done_to_tells_whose_department_it_is(decided, text, outcome, reason):
    """Nor is somebody away whose leave is approved."""
    decision = decided("works/head", text)

    assert (decision.outcome, decision.reason) == (outcome, reason)


@pytest.mark.parametrize("text", ["水泥比计划多领 4%", "这批水泥多领 4%", "比计划多领 4% 水泥"])
def test_what_stands_before_a_doing_is_what_it_is_done_with(decided, text):
    assert decided("works/foreman", text).proposal.action == "draw-extra"


@pytest.mark.parametrize(("post", "text"), [("works/foreman", "纵容多领 4%"), ("works/head", "拒绝顺延 3 天")])
def test_an_unknown_doing_before_it_is_still_no_use_of_a_power(decided, post, text):
    assert decided(post, text).outcome is UNKNOWN


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("安排工人高空作业", NEEDS_FACTS),
        ("七级大风，安排工人高空作业", PROHIBITED),
        ("Work at height in a force 7 gale", PROHIBITED),
        ("Work at height, wind force 6 and above", PROHIBITED),
        ("三级风，安排工人高空作业", UNKNOWN),
        ("Work at height in a force 3 wind", UNKNOWN),
    ],
)
def test_of_an_act_that_is_forbidden_in_some_case_it_is_asked_whether_that_is_the_case(decided, text, outcome):
    """No book grants it, and yet the book isn't silent on it."""
    decision = decided("works/foreman", text)

    assert decision.outcome is outcome
    assert decision.clauses[0] == "1.6"
    assert decision.missing == (("strong-wind",) if outcome is NEEDS_FACTS else ())


def test_a_forbidden_act_is_recognised_in_words_that_undo(decided):
    assert decided("works/foreman", "拿回扣").outcome is PROHIBITED


def test_an_act_of_selling_is_recognised(decided):
    assert decided("works/head", "卖掉余料").outcome is PERMITTED


@pytest.mark.parametrize(("post", "outcome"), [("works/foreman", PROHIBITED), ("works/head", PROHIBITED), ("stores/keeper", PERMITTED)])
def test_a_clause_of_one_book_binds_the_posts_of_another(decided, post, outcome):
    decision = decided(post, "买材料")

    assert (decision.outcome, decision.clauses) == (outcome, ("2.1",))


@pytest.mark.parametrize(
    ("stores", "kind"),
    [
        (STORES.replace("works/department", "works/formean"), "unknown-post"),
        (STORES.replace("works/department", "sales/clerk"), "unknown-post"),
        (STORES.replace("works/department", "keepr"), "unknown-role"),
        (STORES.replace("en: storekeeper}", 'en: storekeeper}, escalations: [{clause: "2.1", to: works/head}]'), "foreign-post"),
    ],
)
def test_a_post_of_another_book_is_named_where_that_can_be_and_has_to_be_there(tmp_path, stores, kind):
    with pytest.raises(BrokenRuleBook) as broken:
        read_library(books_in(tmp_path, stores))

    assert [finding.kind for finding in broken.value.findings] == [kind]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("顺延 8 天", NEEDS_FACTS),
        ("这个项目总共顺延 8 天", PERMITTED),
        ("这个项目总共顺延 12 天", BEYOND),
        ("顺延 8 天，累计没超过额度", PERMITTED),
        ("顺延 8 天，累计超过额度了", BEYOND),
        ("顺延 8 天，加上以前的一共没超过 10 天", PERMITTED),
        ("顺延 8 天，加上以前的一共没超过 20 天", NEEDS_FACTS),
        ("顺延 8 天，总共不超过 10 天", NEEDS_FACTS),
        ("Extend the schedule by 8 days, the total is within the limit", PERMITTED),
        ("Extend the schedule by 8 days, the total is over the limit", BEYOND),
    ],
)
def test_that_all_for_a_project_is_within_the_limit_can_be_said(decided, text, outcome):
    assert decided("works/head", text).outcome is outcome


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("总共 8 天", PERMITTED),
        ("8 days in total", PERMITTED),
        ("总共 12 天", BEYOND),
        ("累计没超过额度", PERMITTED),
        ("加上以前的一共没超过", PERMITTED),
    ],
)
def test_a_total_answers_the_question_and_is_not_the_amount(site, answer, outcome):
    speaker = Speaker(roles=("works/head",))
    checked = site.check("顺延 3 天", speaker)
    topic = Topic(text="顺延 3 天", language="zh", proposals=checked.reading.proposals)

    (decision,) = site.follow(answer, [topic], speaker).decisions

    assert decision.outcome is outcome
    assert decision.proposal.amount.value == 3
