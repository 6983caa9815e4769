"""What others said before tells what strange words beside a duty are about; by itself it finds no duty and no act."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.authority.deciding import headline
from bot.model import Outcome
from bot.naming import speaker_of
from bot.staff import Staff
from bot.understanding import Checked, Understanding


def checked(understanding: Understanding, who: str, text: str) -> Checked:
    return understanding.check(text, speaker_of(understanding.library, Staff(), who))


def outcome(understanding: Understanding, who: str, text: str) -> Outcome:
    return headline(checked(understanding, who, text).decisions).outcome


@pytest.fixture(scope="module")
def unsaid(understanding: Understanding) -> Understanding:
    """The same books, to which nobody has said anything."""
    return Understanding(understanding.library.unsaid())


STRANGE = [
    ("物业客户部岗位职责4", "We team up with the target mall for a weekend event, half in the shop and half on the web.", "5.4.2"),
    ("土地招商部职员", "The city has new rules about land, I gather them, put them in order and pass the news on.", "6.7.1"),
    ("统计员", "pulling a few customer service call recordings to listen to, then noting what they could do better", "1.3.3.3"),
    ("销售人员", "大客户说机器老卡纸,我把情况报回来,再帮他想门道弄好。", "2.2.4"),
    ("信贷客户部", "放款之前，我们去现场查借款人的经营和还款能力。", "3.5"),
    ("部主任", "公司没设公关部，这摊公关的事我们客户部接了。", "4.0.8"),
]


@pytest.fixture(scope="module")
def stranger(understanding: Understanding) -> Understanding:
    """The shipped books where nobody has said just these sentences."""
    return understanding.without([text for _, text, _ in STRANGE])


@pytest.mark.parametrize(("who", "text", "clause"), STRANGE)
def test_strange_words_beside_a_duty_are_about_it_where_others_spoke_so_of_its_clause(unsaid, stranger, who, text, clause):
    assert outcome(unsaid, who, text) is Outcome.UNKNOWN

    decision = headline(checked(stranger, who, text).decisions)
    assert decision.outcome is Outcome.PERMITTED
    assert clause in decision.clauses


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("信贷客户部", "去借款人厂里实地看,顺手把他机器拉走抵债"),
        ("销售人员", "looking for new big clients, buying a customer list off a guy at our competitor"),
        ("统计员", "抽听几条客服录音,好笑的剪出来放抖音"),
    ],
)
def test_what_comes_on_top_is_vouched_for_by_nobody(understanding, who, text):
    assert outcome(understanding, who, text) is not Outcome.PERMITTED


def test_what_is_only_asked_in_the_sentence_is_asked_back(understanding):
    text = "公关上的事咱们客户部揽下来吧,公司设没设公关部我还没打听。"

    assert outcome(understanding.without([text]), "部主任", text) is Outcome.NEEDS_FACTS


def test_what_was_said_a_thousand_times_finds_no_duty_by_itself(understanding):
    """Words that name neither a duty nor an act stay unknown, however many people used them of a clause."""
    mumbled = tuple(f"咕噜第{number}锅的咕噜糊糊" for number in range(1000))
    said = {**understanding.library.statements, "2.2.3": mumbled}
    taught = Understanding(replace(understanding.library, statements=said))

    likely = taught.stated.of(taught.reader.read("咕噜再来一锅咕噜糊糊"), (), ())
    assert likely is not None
    assert likely.best().clause == "2.2.3"
    assert outcome(taught, "销售人员", "咕噜再来一锅咕噜糊糊") is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("who", "text", "clause"),
    [
        ("广告公司客户部", "新客户找上门了,我们先跟他聊聊,要点产品和市场的资料", "4.0.3"),
        ("信贷客户部", "I draft detailed rules for the loan management system.", "3.7"),
    ],
)
def test_of_several_duties_that_the_words_fit_the_one_is_meant_of_which_others_spoke_so(unsaid, understanding, who, text, clause):
    without = understanding.without([text])

    assert clause not in headline(checked(unsaid, who, text).decisions).clauses
    assert clause in headline(checked(without, who, text).decisions).clauses
