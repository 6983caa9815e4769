import pytest

from bot.language.normalising import normalise


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("邊個話事", "谁做主"),
        ("搞唔掂要搵邊位", "搞不定要找谁"),
        ("解決唔到", "解决不了"),
        ("可唔可以即刻換俾個客", "可不可以立即换给个客人"),
        ("點解唔使問人", "为什么不用问人"),
        ("罰佢80蚊", "罚他80元"),
    ],
)
def test_cantonese_is_read_as_standard_chinese(typed, read):
    assert normalise(typed) == read


@pytest.mark.parametrize("typed", ["头一个出面的", "蚊子", "关系", "客户", "客服部", "仲裁", "周边", "平价赠品", "一点"])
def test_standard_chinese_stays_as_it_is(typed):
    assert normalise(typed) == typed
