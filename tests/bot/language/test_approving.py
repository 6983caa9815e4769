"""What counts as approved, as not approved, and as selling or doing away."""

import pytest

from bot.language.checking.acts.parting import gone, sold
from bot.language.checking.facts.approving import approval
from bot.understanding import Understanding


@pytest.mark.parametrize(
    "text",
    [
        "上级已经点头，开始推行",
        "上头批了，照着做",
        "批文下来了，开始实施",
        "报上去之后批下来了",
        "My superior has signed off on it",
        "Upstairs has finally approved the rules",
        "We got the green light yesterday",
    ],
)
def test_those_above_have_approved(understanding: Understanding, text: str) -> None:
    assert approval(understanding.reader.read(text)) is True


@pytest.mark.parametrize(
    "text",
    [
        "懒得往上报，直接干",
        "上面还没点头，先执行",
        "不跟头儿商量就定了",
        "谁也没请示，先做了再报批",
        "The scheme hasn't gone up for sign-off",
        "without showing it to anyone upstairs",
        "my boss has no idea",
        "My boss has yet to approve it",
    ],
)
def test_those_above_were_not_asked(understanding: Understanding, text: str) -> None:
    assert approval(understanding.reader.read(text)) is False


@pytest.mark.parametrize("text", ["请上级批准这份方案", "I would like my boss to look at the plan", "制定部门规章"])
def test_nothing_is_said_of_approval(understanding: Understanding, text: str) -> None:
    assert approval(understanding.reader.read(text)) is None


@pytest.mark.parametrize("text", ["把追访表卖给药店", "I'll sell the follow-up sheets", "顺手卖掉旧设备"])
def test_something_is_sold(understanding: Understanding, text: str) -> None:
    assert sold(understanding.reader.read(text))


@pytest.mark.parametrize("text", ["分析哪些产品卖得好", "draw up the sales plan", "拟一份渠道销售计划"])
def test_nothing_is_sold(understanding: Understanding, text: str) -> None:
    assert not sold(understanding.reader.read(text))


def test_what_is_done_away_with_after_all(understanding: Understanding) -> None:
    assert gone(understanding.reader.read("录音听完没什么问题，就全删了腾地方"))
    assert gone(understanding.reader.read("I listen to the recordings and then delete them"))
    assert not gone(understanding.reader.read("录音听完，提几条改进意见"))
    assert gone(understanding.reader.read("数据不对，我直接改过来"), records=True)
    assert not gone(understanding.reader.read("片区分得不合理，我改过来"))
