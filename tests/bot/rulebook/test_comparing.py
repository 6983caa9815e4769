"""What changed between two versions of the rule books, and for whom."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.authority.replaying import replay
from bot.authority.situation import Situation
from bot.model import Limit, Outcome, Per, Proposal, Reason
from bot.rulebook.change import Effect, Turn
from bot.rulebook.comparing import compare
from bot.rulebook.library import Library
from bot.rulebook.reading import compile_library
from bot.tables.changes import change_lines


@pytest.fixture
def shop(make_texts) -> Library:
    """The small company as it was."""
    return compile_library(make_texts())


@pytest.fixture
def changed(make_texts):
    """What differs once `old` is `new`: the turns with their effects, in the order found."""

    def changes(old: str, new: str, **where: str):
        return compare(compile_library(make_texts()), compile_library(make_texts(old, new, **where)))

    return changes


REWARD = (
    '{clause: "1.2", role: manager, action: reward, limit: {max: 100, unit: CNY, inclusive: false}, scope: own-group, obligations: [note]}'
)


@pytest.mark.parametrize(
    ("old", "new", "turn", "effect"),
    [
        ("max: 100", "max: 200", Turn.LIMIT_RAISED, Effect.MORE),
        ("max: 100", "max: 50", Turn.LIMIT_LOWERED, Effect.LESS),
        ("unit: CNY, inclusive: false}", "unit: CNY}", Turn.LIMIT_RAISED, Effect.MORE),
        ("limit: {max: 100, unit: CNY, inclusive: false}, ", "", Turn.LIMIT_RAISED, Effect.MORE),
        ("inclusive: false}", "inclusive: false, figure: true}", Turn.LIMIT_CHANGED, Effect.OTHER),
        (", scope: own-group", "", Turn.SCOPE, Effect.MORE),
        ("conditions: [defect], obligations", "obligations", Turn.CONDITIONS, Effect.MORE),
        ("conditions: [defect], obligations", "conditions: [defect, necessary], obligations", Turn.CONDITIONS, Effect.LESS),
        ("conditions: [defect], obligations", "conditions: [necessary], obligations", Turn.CONDITIONS, Effect.OTHER),
        ("[note, [owner-signs, partner-signs]]", "[note, owner-signs, partner-signs]", Turn.OBLIGATIONS, Effect.OTHER),
        ("scope: own-group, obligations: [note]}", "scope: own-group}", Turn.OBLIGATIONS, Effect.OTHER),
        ("mode: apply, asks: manager", "mode: apply, asks: owner", Turn.ASKS, Effect.OTHER),
        ("reward, mode: apply, asks: manager", "reward, mode: advise, asks: manager", Turn.MODE, Effect.LESS),
        ("gate: true", "gate: false", Turn.GATE, Effect.MORE),
        (f"  - {REWARD}\n", "", Turn.GRANT_REMOVED, Effect.LESS),
        ("prohibitions:\n", '  - {clause: "1.4", role: deputy, action: refund}\nprohibitions:\n', Turn.GRANT_ADDED, Effect.MORE),
        ('  - {clause: "1.5", when: [abuse]}\n', "", Turn.BAN_REMOVED, Effect.MORE),
        ("when: [abuse]}\n", 'when: [abuse]}\n  - {clause: "1.5", action: reward, when: [abuse]}\n', Turn.BAN_ADDED, Effect.LESS),
        ("reports_to: {roles: [owner, partner]", "reports_to: {roles: [partner]", Turn.REPORTS, Effect.OTHER),
        ('    acts_for: {role: manager, clause: "1.4"}\n', "", Turn.STAND_IN, Effect.OTHER),
        ('    inherits: {roles: [clerk], clause: "1.2"}\n', "", Turn.INHERITS, Effect.LESS),
        ("to: owner}]", "to: partner}]", Turn.ESCALATION, Effect.OTHER),
        ("title: {zh: 副店长, en: deputy}", "title: {zh: 二店长, en: deputy}", Turn.ROLE_TITLE, Effect.OTHER),
        ("有质量问题可退货。", "有质量问题的可退货。", Turn.CLAUSE_REWORDED, Effect.OTHER),
        ("status: active", "status: draft", Turn.BOOK_STATUS, Effect.OTHER),
    ],
)
def test_one_change_in_a_book_is_one_difference_of_its_kind(changed, old, new, turn, effect):
    (change,) = changed(old, new)

    assert (change.turn, change.effect) == (turn, effect)


def test_a_further_limit_is_compared_by_its_period(shop):
    grant = next(one for one in shop.grants if one.action == "reward" and one.limit)

    def holding(*totals):
        return replace(shop, by_role={**shop.by_role, grant.role: (replace(grant, totals=totals),)})

    five, eight = (Limit(max=Decimal(most), unit="CNY", per=Per.MONTH) for most in (500, 800))
    pairs = ((holding(), holding(five)), (holding(five), holding(eight)))
    turns = [[(one.turn, one.effect) for one in compare(old, new)] for old, new in pairs]
    assert turns == [[(Turn.LIMIT_LOWERED, Effect.LESS)], [(Turn.LIMIT_RAISED, Effect.MORE)]]


def test_the_same_books_have_no_difference(shop):
    assert compare(shop, shop) == ()


def test_comments_and_the_order_of_keys_are_no_difference(changed):
    assert (
        changed('  - {clause: "1.1", role: clerk, action: reward,', '  # said once more\n  - {role: clerk, clause: "1.1", action: reward,')
        == ()
    )


def test_whoever_inherits_or_acts_is_concerned_as_well(changed):
    (change,) = changed("conditions: [defect], obligations", "obligations")

    assert (change.role, change.also) == ("shop/clerk", ("shop/manager", "shop/deputy"))


def test_a_fact_that_is_no_longer_presumed_is_a_difference(changed):
    (change,) = changed(", presumed: true", "", file="vocabulary.yaml")

    assert (change.turn, change.effect, change.old) == (Turn.PRESUMED, Effect.LESS, "necessary")


def test_new_phrases_are_a_difference_that_changes_no_authority(changed):
    (change,) = changed("zh: [退货, 退钱]", "zh: [退货, 退钱, 退款]", file="vocabulary.yaml")

    assert change.turn is Turn.WORDING


def test_several_grants_of_one_post_for_one_action_are_told_apart(changed):
    """The manager has one of the two rewards raised and the other withdrawn: nothing else is said to have changed."""
    second = '  - {clause: "1.3", role: manager, action: reward, mode: advise}\n'
    both = f"  - {REWARD}\n{second}"

    (change,) = changed(f"  - {REWARD}\n", both)

    assert (change.turn, change.new.mode, change.clause) == (Turn.GRANT_ADDED, "advise", "1.3")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", ["店长", "  + 奖励：额度由 < 100 元提高到 < 200 元（1.2）"]),
        ("en", ["manager", "  + reward: limit raised from < 100 yuan to < 200 yuan (1.2)"]),
    ],
)
def test_a_change_is_told_under_the_post_it_concerns(shop, make_texts, language, expected):
    new = compile_library(make_texts("max: 100", "max: 200"))
    shown = change_lines(shop, new, compare(shop, new), language)

    assert [shown[0].partition("（")[0].partition(" (")[0], shown[1]] == expected


def test_every_kind_of_change_has_words_in_both_languages(shop, changed, make_texts):
    for one in test_one_change_in_a_book_is_one_difference_of_its_kind.pytestmark[0].args[1]:
        new = compile_library(make_texts(one[0], one[1]))
        for language in ("zh", "en"):
            for line in change_lines(shop, new, compare(shop, new), language):
                assert line.strip(" +-~")
                assert "None" not in line
                assert "Words(" not in line


def test_a_past_decision_that_would_come_out_differently_is_named(shop, make_texts):
    new = compile_library(make_texts("conditions: [defect], obligations", "obligations"))
    clerk = Situation(roles=("shop/clerk",))
    cases = [(Proposal(action="refund"), clerk), (Proposal(action="refund", facts={"defect": True}), clerk)]

    (difference,) = replay(shop, new, cases)

    assert difference.place == 0
    assert (difference.old.outcome, difference.new.outcome) == (Outcome.NEEDS_FACTS, Outcome.PERMITTED)


def test_who_held_a_post_that_is_gone_is_a_stranger(shop, make_texts):
    new = compile_library(make_texts("status: active", "status: draft"))

    (difference,) = replay(shop, new, [(Proposal(action="refund"), Situation(roles=("shop/clerk",), absent=frozenset({"shop/manager"})))])

    assert difference.new.reason is Reason.STRANGER
