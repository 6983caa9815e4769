"""A depot: so much weight and so far a way, for each of several people as well, and what numbers in kilograms state."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.forms import amount_in, total_in
from bot.language.amounts.extents import extents, measured_in
from bot.language.amounts.figures import find_figures
from bot.model import Outcome, Quantity, measure_words
from bot.texts import Phrasing

BOOK = """
book: depot
title: {zh: 货站授权规定, en: "Depot: delegation of authority"}
source: {document: {zh: 货站手册, en: the depot's manual}}
unit: {zh: 货站, en: depot}
roles:
  keeper:
    title: {zh: 库管, en: storekeeper}
    reports_to: {role: head, clause: "4.9"}
    escalations: [{clause: "4.9", to: head}]
  head: {title: {zh: 站长, en: head}}
clauses:
  "4.1": {role: keeper, zh: 可报废 5 公斤以内的变质肉类。, en: May scrap up to 5 kg of spoilt meat.}
  "4.2": {role: keeper, zh: 可免收每位旅客 3 公斤以内的超重费。, en: May waive the excess weight fee of up to 3 kg per passenger.}
  "4.3": {role: keeper, zh: 可派车，单程 100 公里以内。, en: May send out a van for up to 100 km one way.}
  "4.4": {role: keeper, zh: 包裹不足 20 公斤的，可就地放行。, en: May release parcels of less than 20 kg on the spot.}
  "4.5": {role: keeper, zh: 可安排加班，每人 6 小时以内。, en: May have up to 6 hours of overtime worked per person.}
  "4.6": {role: keeper, zh: 可批准休假，3 天以内。, en: May grant leave of up to 3 days.}
  "4.7": {role: keeper, zh: 每次最多植树 4 棵。, en: Plants up to 4 trees at a time.}
  "4.9": {role: keeper, zh: 其余的事报站长。, en: Reports other matters to the head.}
grants:
  - {clause: "4.1", role: keeper, action: scrap-meat, limit: {max: 5, unit: kilogram, per: act}}
  - {clause: "4.2", role: keeper, action: waive-weight, limit: {max: 3, unit: kilogram, per: person}}
  - {clause: "4.3", role: keeper, action: send-van, limit: {max: 100, unit: kilometre, per: act}}
  - {clause: "4.4", role: keeper, action: release-parcel, conditions: [light]}
  - {clause: "4.5", role: keeper, action: extra-hours, limit: {max: 6, unit: hour, per: person}}
  - {clause: "4.6", role: keeper, action: leave, limit: {max: 3, unit: day, per: act}}
  - {clause: "4.7", role: keeper, action: plant, limit: {max: 4, unit: count, per: act}}
"""
VOCABULARY = """
actions:
  scrap-meat:
    title: {zh: 报废肉类, en: meat scrapped}
    unit: kilogram
    zh: [报废*肉, 扔*肉]
    en: [scrap ** meat, throw away ** meat]
  waive-weight:
    title: {zh: 免收超重费, en: excess weight waived}
    concerns: customer
    unit: kilogram
    zh: [免*超重费, 免收超重]
    en: [waive the excess weight, waive the excess]
  send-van:
    title: {zh: 派车, en: van sent out}
    unit: kilometre
    zh: [派车]
    en: [send ** van]
  release-parcel:
    title: {zh: 放行包裹, en: release of a parcel}
    zh: [放行*包裹, 包裹*放行]
    en: [release ** parcel, release ** parcels]
  extra-hours:
    title: {zh: 加班, en: overtime}
    concerns: employee
    unit: hour
    zh: [加班]
    en: [overtime]
  leave:
    title: {zh: 休假, en: leave}
    concerns: employee
    unit: day
    zh: [批*假, 休假]
    en: [leave]
  plant:
    title: {zh: 植树, en: trees planted}
    unit: count
    zh: [种*树, 植树]
    en: [plant ** trees]
facts:
  light:
    title: {zh: 不足 20 公斤, en: less than 20 kg}
    question: {zh: 不足 20 公斤吗？, en: Is it less than 20 kg?}
    measure: {unit: kilogram, below: 20}
"""


@pytest.fixture(scope="module")
def depot(make_company):
    return make_company("depot", BOOK, VOCABULARY)


@pytest.fixture
def said(depot, deciding):
    """The decision on a sentence of the storekeeper's, which proposes one act."""
    return deciding(depot, "库管")


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("报废 5 公斤肉", 5),
        ("报废5千克变质的肉", 5),
        ("报废九斤半肉", "4.75"),
        ("报废五斤八两肉", "2.9"),
        ("报废800克肉", "0.8"),
        ("报废半吨肉", 500),
        ("报废 5 公斤 200 克肉", "5.2"),
        ("报废三到五公斤肉", 5),
        ("报废 4-6 公斤肉", 6),
        ("報廢五公斤肉", 5),
        ("scrap 5 kg of meat", 5),
        ("scrap 5kgs of meat", 5),
        ("throw away a kilo of meat", 1),
        ("scrap half a kilo of meat", "0.5"),
        ("scrap two and a half kilograms of meat", "2.5"),
        ("scrap 10 lbs of meat", "4.536"),
        ("scrap 300 g of meat", "0.3"),
        ("scrap 3 to 6 kg of meat", 6),
        ("scrap 1 tonne of meat", 1000),
        ("报废 3 公斤 × 2 的肉", 6),
        ("scrap two 3 kg boxes of meat", 6),
        ("scrap 3 kg of meat twice", 6),
        ("报废两箱 2 公斤的肉", 4),
        ("报废两箱肉，一共 4 公斤", 4),
    ],
)
def test_a_weight_counts_in_kilograms(said, text, weight):
    decision = said(text)

    assert decision.proposal.amount == Quantity(value=Decimal(weight), unit="kilogram")
    assert decision.outcome is (Outcome.PERMITTED if Decimal(weight) <= 5 else Outcome.APPROVAL_REQUIRED)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("派车，去 100 公里外的仓库", 100),
        ("派车跑一百二十公里", 120),
        ("派车跑800米", "0.8"),
        ("send a van 99 km and 500 metres", "99.5"),
        ("send out a van for 60 miles", "96.561"),
        ("send out a van for 63 miles", "101.389"),
    ],
)
def test_a_way_counts_in_kilometres(said, text, way):
    decision = said(text)

    assert decision.proposal.amount == Quantity(value=Decimal(way), unit="kilometre")
    assert decision.outcome is (Outcome.PERMITTED if Decimal(way) <= 100 else Outcome.APPROVAL_REQUIRED)


@pytest.mark.parametrize(
    "text",
    [
        "报废一些肉",
        "报废大概 4 公斤肉",
        "scrap about 4 kg of meat",
        "scrap 5 pounds of meat",
        "scrap 5,5 kg of meat",
        "scrap 2 x 3 kg of meat",
        "今天报废 3 公斤肉，明天再报废 3 公斤肉",
        "报废 5 箱肉",
        "scrap 3 kg of beef and 4 kg of meat",
    ],
)
def test_what_is_no_plain_weight_is_asked_for(depot, said, text):
    decision = said(text)

    assert (decision.outcome, decision.missing) == (Outcome.NEEDS_FACTS, ("amount",))
    assert Phrasing(depot.library).question("amount", "en", "scrap-meat") == "How many kilograms?"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("两位旅客各超重 3 公斤，免收超重费", Outcome.PERMITTED),
        ("两位旅客各超重 4 公斤，免收超重费", Outcome.APPROVAL_REQUIRED),
        ("每位旅客超重 3 公斤，免收超重费", Outcome.PERMITTED),
        ("两件行李各超重 3 公斤，免收超重费", Outcome.APPROVAL_REQUIRED),
        ("waive the excess weight of 3 kilos each for two passengers", Outcome.PERMITTED),
        ("waive the excess weight of 3.5 kilos each for two passengers", Outcome.APPROVAL_REQUIRED),
        ("approve overtime of 5 hours for each of 10 people", Outcome.PERMITTED),
        ("approve 5 hours of overtime for each of 10 people", Outcome.PERMITTED),
        ("approve 7 hours of overtime for each of 10 people", Outcome.APPROVAL_REQUIRED),
        ("批准十个人每人加班 5 小时", Outcome.PERMITTED),
        ("approve overtime of 5 hours for everybody", Outcome.PERMITTED),
        ("approve overtime of 7 hours for everybody", Outcome.APPROVAL_REQUIRED),
        ("批准小王加班 3 到 8 小时", Outcome.APPROVAL_REQUIRED),
    ],
)
def test_so_much_for_each_is_held_against_a_limit_for_each(said, text, outcome):
    assert said(text).outcome is outcome


@pytest.mark.parametrize("text", ["每人报废 3 公斤肉", "scrap 3 kg of meat each", "scrap 3 kg for everybody of spoilt meat"])
def test_so_much_for_each_of_nobody_knows_how_many_is_no_total(said, text):
    decision = said(text)

    assert (decision.outcome, decision.missing) == (Outcome.NEEDS_FACTS, ("amount",))


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("包裹 19 公斤，放行这个包裹", Outcome.PERMITTED),
        ("包裹 39 斤，放行这个包裹", Outcome.PERMITTED),
        ("包裹 20 公斤，放行这个包裹", Outcome.APPROVAL_REQUIRED),
        ("release the parcel, it weighs 19 kg", Outcome.PERMITTED),
        ("release the parcel, it weighs 50 lbs", Outcome.APPROVAL_REQUIRED),
        ("release the parcel of about 20 kg", Outcome.NEEDS_FACTS),
        ("release the parcel, one box has 15 kg and the other 15 kg", Outcome.NEEDS_FACTS),
        ("包裹一箱 15 公斤，另一箱 16 公斤，放行这个包裹", Outcome.NEEDS_FACTS),
    ],
)
def test_a_weight_states_a_fact_and_several_that_are_joined_state_nothing(said, text, outcome):
    assert said(text).outcome is outcome


@pytest.mark.parametrize(
    "text",
    ["批准小王半天假", "批小王请半天假", "批小王歇半天的假", "approve half a day of leave for Li", "approve a half-day leave for Li"],
)
def test_half_a_day_is_an_amount(said, text):
    assert said(text).proposal.amount == Quantity(value=Decimal("0.5"), unit="day")


@pytest.mark.parametrize("text", ["小王等了半天，批他休假", "说了半天才批小王休假"])
def test_for_ages_is_none(said, text):
    assert said(text).proposal.amount is None


@pytest.mark.parametrize(
    ("text", "count"),
    [("一次种 3 棵树", 3), ("一次植树五棵", 5), ("plant 3 trees at one time", 3), ("plant five trees at one time", 5)],
)
def test_what_is_counted_at_one_time_is_that_much(said, text, count):
    decision = said(text)

    assert decision.proposal.amount == Quantity(value=Decimal(count), unit="count")
    assert decision.outcome is (Outcome.PERMITTED if count <= 4 else Outcome.APPROVAL_REQUIRED)


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [("3", "kilogram", "3 公斤", "3 kg"), ("1", "kilogram", "1 公斤", "1 kg"), ("96.561", "kilometre", "96.561 公里", "96.561 km")],
)
def test_a_weight_and_a_way_are_worded(value, unit, zh, en):
    words = measure_words(Quantity(value=Decimal(value), unit=unit))

    assert (words.zh, words.en) == (zh, en)


@pytest.mark.parametrize(("typed", "weight"), [("3kg", 3), ("三公斤", 3), ("6 斤", 3), ("3", 3), ("大概 3 公斤", None), ("3 小时", None)])
def test_a_typed_weight_is_read(depot, typed, weight):
    assert amount_in(depot.reader, typed, "kilogram") == (Quantity(value=Decimal(weight), unit="kilogram") if weight else None)


@pytest.mark.parametrize(
    ("typed", "total"), [("1200 yuan", 1200), ("三个人", 1200), ("3 people", 1200), ("3", 1200), ("1200", 1200), ("many", None)]
)
def test_so_much_for_each_comes_to_what_is_typed_or_to_so_many_times_that(depot, typed, total):
    each = Quantity(value=Decimal(400), unit="CNY")

    found = total_in(depot.reader, typed, "CNY", each)

    assert (found and found.value) == total


def test_a_bare_number_of_hours_is_neither_people_nor_a_total(depot):
    assert total_in(depot.reader, "4", "hour", Quantity(value=Decimal(2), unit="hour")) is None


# --- any weight and any way in any of its forms -------------------------------------------------------

_WEIGHTS = {"公斤": 1, "千克": 1, "斤": "0.5", "克": "0.001", "吨": 1000, " kg": 1, "kg": 1, " grams": "0.001", " tonnes": 1000}
_WAYS = {"公里": 1, "千米": 1, " km": 1, "km": 1, " kilometres": 1, " kilometers": 1, "米": "0.001"}
_FORMS = [
    *(("kilogram", word, Decimal(worth)) for word, worth in _WEIGHTS.items()),
    *(("kilometre", word, Decimal(worth)) for word, worth in _WAYS.items()),
]


@given(st.integers(1, 9999), st.sampled_from(_FORMS), st.sampled_from(["{}", "带{}走", "take {} there", "最多{}", "up to {}"]))
@settings(max_examples=300, deadline=None)
def test_any_weight_and_way_is_read_back(number, form, sentence):
    unit, word, worth = form
    text = sentence.format(f"{number}{word}")

    (mention,) = extents(text, find_figures(text), measured_in([unit]))

    assert mention.quantity == Quantity(value=Decimal(number) * worth, unit=unit)


@given(st.integers(1, 900), st.integers(1, 900), st.sampled_from(_FORMS), st.sampled_from(["到", "-", " to ", "~"]))
@settings(max_examples=200, deadline=None)
def test_a_range_of_them_keeps_both_its_ends(one, two, form, mark):
    unit, word, worth = form
    low, high = sorted((one, one + two))
    text = f"{low}{mark}{high}{word}"

    (mention,) = extents(text, find_figures(text), measured_in([unit]))

    assert (mention.low, mention.high, mention.quantity) == (low * worth, high * worth, None)


_PIECES = st.lists(
    st.sampled_from(
        (
            "0 1 5 12 9999999999 . , - x × 半 一 三 百 万 个 多 到 每人 各 两 公斤 斤 克 吨 公里 米 小时 天"
            " kg lbs g miles a half to each of"
        ).split()
    ),
    max_size=16,
)


@given(_PIECES.map("".join) | _PIECES.map(" ".join))
@settings(max_examples=600, deadline=None)
def test_whatever_is_typed_is_no_impossible_weight(text):
    for mention in extents(text, find_figures(text), measured_in(["kilogram", "kilometre", "hour", "day"])):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.quantity is None or mention.quantity.value >= 0
